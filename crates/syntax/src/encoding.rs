//! Which bytes are accepted as a text, and what the author of the others is told.
//!
//! Only UTF-8 is read. Other encodings are recognised, never converted: a wrong guess would change what a text says.

use crate::catalogue::Code;
use crate::diagnostic::Text;

/// The most bytes of one source file.
pub const MAX_SOURCE_BYTES: usize = 16 * 1024 * 1024;

/// How many bytes of a file are looked at to tell UTF-16; even.
const UTF16_SAMPLE_BYTES: usize = 4096;

/// Why bytes are no source: code, message, help.
pub(crate) type Refusal = (Code, Text, Text);

/// The text of these bytes, without a byte-order mark.
pub(crate) fn read(bytes: &[u8]) -> Result<&str, Refusal> {
    if bytes.len() > MAX_SOURCE_BYTES {
        return Err(too_large(bytes.len()));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if is_utf16(bytes) {
        return Err((
            Code::S002,
            Text::new("文件是 UTF-16 编码", "the file is encoded in UTF-16"),
            Text::new("另存为 UTF-8 编码", "save it with the encoding UTF-8"),
        ));
    }
    if bytes.contains(&0) {
        return Err(not_text());
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    if text.trim().is_empty() {
        return Err((
            Code::S001,
            Text::new("文件没有内容", "the file says nothing"),
            Text::new("确认保存的是正确的文件", "make sure the right file was saved"),
        ));
    }
    Ok(text)
}

fn too_large(len: usize) -> Refusal {
    (
        Code::S005,
        Text::new(
            format!("文件有 {len} 字节，最多 {MAX_SOURCE_BYTES} 字节"),
            format!("the file has {len} bytes, and at most {MAX_SOURCE_BYTES} are read"),
        ),
        Text::new("把各事项分别放在几个文件里", "keep each item in a file of its own"),
    )
}

fn not_text() -> Refusal {
    (
        Code::S004,
        Text::new("文件不是文本", "the file is not a text"),
        Text::new("导出为纯文本，编码选 UTF-8", "export it as plain text with the encoding UTF-8"),
    )
}

/// What bytes are that are no UTF-8: damaged UTF-8 if most of what is not ASCII reads well, a Chinese legacy encoding
/// if it reads as one, else no text.
///
/// The order matters: the bytes of Chinese UTF-8 often form pairs of GB18030 by accident, the reverse hardly happens.
fn not_utf8(bytes: &[u8], first_bad: usize) -> Refusal {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good = good.saturating_add(chunk.valid().bytes().filter(|b| !b.is_ascii()).count());
        bad = bad.saturating_add(chunk.invalid().len());
    }
    if good > bad.saturating_mul(2) {
        let before = bytes.get(..first_bad).unwrap_or_default();
        let line = before.iter().filter(|b| **b == b'\n').count().saturating_add(1);
        return (
            Code::S004,
            Text::new(
                format!("第 {line} 行有损坏的字，不是 UTF-8 编码"),
                format!("line {line} holds a damaged character that is not UTF-8"),
            ),
            Text::new("重新录入这一行，或者找回原件", "type the line again, or find the original"),
        );
    }
    if is_gb18030(bytes) {
        return (
            Code::S003,
            Text::new("文件像是 GB18030（GBK）编码", "the file seems to be encoded in GB18030 (GBK)"),
            Text::new("另存为 UTF-8 编码", "save it with the encoding UTF-8"),
        );
    }
    not_text()
}

/// A byte-order mark of UTF-16; or, without one, zero bytes on one side only and at most one odd character when the
/// bytes are read that way (blanks and line ends give every UTF-16 text some zero bytes).
fn is_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return true;
    }
    let sample = bytes.get(..bytes.len().min(UTF16_SAMPLE_BYTES)).unwrap_or_default();
    let (pairs, []) = sample.as_chunks::<2>() else { return false };
    let zeros = |side: fn(&[u8; 2]) -> u8| pairs.iter().filter(|p| side(p) == 0).count();
    let (first, second) = (zeros(|p| p[0]), zeros(|p| p[1]));
    if first.min(second) > 0 || first.max(second) == 0 {
        return false;
    }
    let unit = |p: &[u8; 2]| if first > 0 { u16::from_be_bytes(*p) } else { u16::from_le_bytes(*p) };
    let control = |c: char| c.is_control() && !matches!(c, '\r' | '\n' | '\t');
    char::decode_utf16(pairs.iter().map(unit)).filter(|c| c.as_ref().map_or(true, |c| control(*c))).count()
        <= 1
}

/// Whether all bytes form characters of GB18030, and most of those that are not ASCII lie where texts have theirs: in
/// the square of GB 2312 (marks and the usual Han characters) or among the four-byte characters.
fn is_gb18030(bytes: &[u8]) -> bool {
    let (mut usual, mut rare) = (0_usize, 0_usize);
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return usual > rare,
            [a, tail @ ..] if *a < 0x80 => tail,
            [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, tail @ ..]
            | [0xa1..=0xf7, 0xa1..=0xfe, tail @ ..] => {
                usual = usual.saturating_add(1);
                tail
            }
            [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, tail @ ..] => {
                rare = rare.saturating_add(1);
                tail
            }
            _ => return false,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "环节 收件：\r\n  由 窗口岗 办理；\r\n";

    fn refused(bytes: &[u8]) -> &'static str {
        read(bytes).unwrap_err().0.as_str()
    }

    fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
        let text = if mark { format!("\u{feff}{text}") } else { text.to_owned() };
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    #[test]
    fn utf8_is_read_and_its_mark_is_not_part_of_it() {
        assert_eq!(read(TEXT.as_bytes()), Ok(TEXT));
        assert_eq!(read(format!("\u{feff}{TEXT}").as_bytes()), Ok(TEXT));
        // A second mark is a character like any other; the grammar will say so.
        assert_eq!(read("\u{feff}\u{feff}x".as_bytes()), Ok("\u{feff}x"));
        assert_eq!(read("\t👨‍👩‍👧 e\u{301}\r\n".as_bytes()), Ok("\t👨‍👩‍👧 e\u{301}\r\n"));
    }

    #[test]
    fn utf16_is_recognised_in_both_orders_with_and_without_a_mark() {
        for little in [true, false] {
            for mark in [true, false] {
                for text in [TEXT, "step intake:\n", &TEXT.repeat(1000)] {
                    assert_eq!(refused(&utf16(text, little, mark)), "S002", "{little} {mark}");
                }
            }
        }
        assert_eq!(refused(b"\xff\xfe"), "S002");
    }

    #[test]
    fn chinese_legacy_encodings_are_recognised() {
        // 「环节 收件：由 窗口岗 办理；」 in GB 2312.
        let gb2312: &[u8] =
            b"\xbb\xb7\xbd\xda \xca\xd5\xbc\xfe\xa3\xba\n\xd3\xc9 \xb4\xb0\xbf\xda\xb8\xda \xb0\xec\xc0\xed\xa3\xbb\n";
        assert_eq!(refused(gb2312), "S003");
        assert_eq!(refused(&gb2312.repeat(500)), "S003");
        // 「褚镕」, of which 镕 is beyond GB 2312, and a four-byte character.
        assert_eq!(refused(b"\xf1\xd2\xe9F \xb0\xec\xc0\xed \x81\x39\xee\x39"), "S003");
    }

    #[test]
    fn damaged_utf8_is_told_from_another_encoding() {
        let mut bytes = TEXT.repeat(20).into_bytes();
        let place = TEXT.len() * 3 + 1;
        bytes[place] = b'?';
        let (code, message, _) = read(&bytes).unwrap_err();
        assert_eq!(
            (code, message.en.as_str()),
            (Code::S004, "line 7 holds a damaged character that is not UTF-8")
        );
        // Cut off in the middle of a character.
        assert_eq!(refused(&TEXT.as_bytes()[..TEXT.len() - 4]), "S004");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(refused(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xff\x80\x00"), "S004");
        assert_eq!(refused(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "S004");
        assert_eq!(refused("环节\0".as_bytes()), "S004");
        assert_eq!(refused(b"\x80"), "S004");
        assert_eq!(refused(b"caf\xe9 ouvert"), "S004");
        // Pairs that GB18030 allows and no text is made of.
        assert_eq!(refused(&b"\x81\x40\x9e\x7e".repeat(50)), "S004");
    }

    #[test]
    fn an_empty_file_is_told_so() {
        for empty in ["", "\u{feff}", " \n\t\u{3000}\r\n"] {
            assert_eq!(refused(empty.as_bytes()), "S001");
        }
    }

    #[test]
    fn the_size_ends_at_the_limit() {
        assert!(read(&vec![b'x'; MAX_SOURCE_BYTES]).is_ok());
        assert_eq!(refused(&vec![b'x'; MAX_SOURCE_BYTES + 1]), "S005");
    }

    proptest! {
        #[test]
        fn any_bytes_get_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            match read(&bytes) {
                Ok(text) => prop_assert!(bytes.ends_with(text.as_bytes()) && !text.contains('\0')),
                Err((code, message, help)) => {
                    prop_assert!(code.entry().is_some());
                    prop_assert!(!message.zh.is_empty() && !message.en.ends_with('.') && !help.en.is_empty());
                }
            }
        }

        #[test]
        fn every_chinese_text_is_read(text in "[\u{4e00}-\u{9fff}，；：。 \n]{0,30}环") {
            prop_assert_eq!(read(text.as_bytes()), Ok(text.as_str()));
        }
    }
}
