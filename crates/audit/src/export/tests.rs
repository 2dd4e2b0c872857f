//! Lines at their limits, and bytes that are no lines.

use super::*;
use crate::checkpoint::Checkpoint;
use crate::merkle::empty_root;
use proptest::prelude::*;
use shouwen_canon::to_bytes;

fn lines(bytes: &[u8]) -> Vec<ReadLine> {
    Lines::new(bytes).map(Result::unwrap).collect()
}

#[test]
fn the_four_lines_are_known_by_their_first_member() {
    let mut file = Vec::new();
    let mut writer = Writer::new(&mut file, "hrss").unwrap();
    let opening = OpeningLine {
        case: CaseId::from_bytes([1; 16]),
        digest: Hash::sha256(b"x"),
        number: 3,
        salt: Salt([2; 16]),
        value: Value::Str("张三".into()),
    };
    writer.opening(&opening).unwrap();
    let trailer = writer.seal().unwrap();
    writer.finish().unwrap();
    assert_eq!(trailer, Checkpoint { root: empty_root(), size: 0 });
    let read = lines(&file);
    assert_eq!(read.len(), 3);
    assert!(matches!(&read[0].line, Line::Header(header) if header.log == "hrss"));
    assert_eq!(read[1].line, Line::Opening(Box::new(opening)));
    assert_eq!(read[2].line, Line::Trailer(trailer));
    assert!(read.iter().all(|line| line.complete));
}

#[test]
fn a_line_ends_at_its_limit() {
    let frame = to_bytes(&OpeningObject { o: opening(0) }).unwrap().len();
    let longest = to_bytes(&OpeningObject { o: opening(MAX_LINE_BYTES - frame) }).unwrap();
    assert_eq!(longest.len(), MAX_LINE_BYTES);
    assert!(matches!(lines(&longest)[0].line, Line::Opening(_)));
    // No canonical writer makes a longer one, so a byte is put into the text by hand.
    let mut longer = longest;
    longer.insert(MAX_LINE_BYTES - 5, b'x');
    longer.extend(b"\n{}\n");
    let read = lines(&longer);
    assert!(matches!(&read[0].line, Line::Bad(bad) if bad.opening));
    assert_eq!(
        (read[0].bytes.len(), read[0].complete, read[1].number, read.len()),
        (MAX_LINE_BYTES, true, 2, 2)
    );
}

fn opening(len: usize) -> OpeningLine {
    OpeningLine {
        case: CaseId::from_bytes([1; 16]),
        digest: Hash::sha256(b"x"),
        number: 1,
        salt: Salt([2; 16]),
        value: Value::Str("x".repeat(len)),
    }
}

#[test]
fn the_id_of_a_log_has_its_limits() {
    assert!(matches!(Writer::new(Vec::new(), ""), Err(ExportError::LogId)));
    assert!(Writer::new(Vec::new(), &"x".repeat(crate::MAX_LOG_ID_BYTES)).is_ok());
    assert!(matches!(
        Writer::new(Vec::new(), &"x".repeat(crate::MAX_LOG_ID_BYTES + 1)),
        Err(ExportError::LogId)
    ));
    assert!(matches!(Writer::new(Vec::new(), "x").unwrap().record(b"{\n}"), Err(ExportError::LineFeed)));
}

proptest! {
    #[test]
    fn every_byte_comes_back_in_some_line(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut joined = Vec::new();
        for line in lines(&bytes) {
            joined.extend(&line.bytes);
            if line.complete {
                joined.push(b'\n');
            }
        }
        prop_assert_eq!(joined, bytes);
    }
}
