//! Words that sound or look alike: the likeliest slips of who types Chinese by sound, or copies from another document.

use pinyin::ToPinyinMulti;

/// Characters of one shape, as far as an eye in a hurry can tell.
const SHAPES: [&str; 46] = [
    "日曰目",
    "未末",
    "己已巳",
    "人入八",
    "土士",
    "干千于",
    "天夭夫",
    "大太犬",
    "贷货",
    "侯候",
    "戊戌戍",
    "折拆析",
    "治冶",
    "今令",
    "问间",
    "审宙",
    "甲申由田",
    "岗冈",
    "口囗",
    "兔免",
    "晴睛",
    "待侍",
    "徒徙",
    "准淮",
    "予矛子",
    "住往",
    "理埋",
    "受爱",
    "材村",
    "料科",
    "期斯",
    "限恨",
    "办为力",
    "结给",
    "环坏",
    "节书",
    "定走",
    "证征",
    "知如",
    "收牧",
    "处外",
    "任仕",
    "件仵",
    "告吿",
    "査查",
    "帐账胀",
];

/// Whether two words sound the same and are written differently, character by character and whatever their tones.
///
/// ```
/// assert!(shouwen_syntax::same_sound("审察", "审查"));
/// assert!(!shouwen_syntax::same_sound("审核", "审查"));
/// ```
#[must_use]
pub fn same_sound(a: &str, b: &str) -> bool {
    each_alike(a, b, sounds_like)
}

/// Whether two words look the same and are written differently, character by character.
///
/// ```
/// assert!(shouwen_syntax::same_shape("转人", "转入"));
/// assert!(!shouwen_syntax::same_shape("转出", "转入"));
/// ```
#[must_use]
pub fn same_shape(a: &str, b: &str) -> bool {
    each_alike(a, b, looks_like)
}

/// Whether two words sound or look the same and are written differently.
#[must_use]
pub fn alike(a: &str, b: &str) -> bool {
    each_alike(a, b, |x, y| sounds_like(x, y) || looks_like(x, y))
}

fn each_alike(a: &str, b: &str, alike: fn(char, char) -> bool) -> bool {
    let mut others = b.chars();
    let pairs = a.chars().all(|x| others.next().is_some_and(|y| x == y || alike(x, y)));
    a != b && pairs && others.next().is_none()
}

fn sounds_like(a: char, b: char) -> bool {
    let (Some(a), Some(b)) = (a.to_pinyin_multi(), b.to_pinyin_multi()) else { return false };
    a.into_iter().any(|x| b.into_iter().any(|y| x.plain() == y.plain()))
}

fn looks_like(a: char, b: char) -> bool {
    let (a, b) = (plain(a).unwrap_or(a), plain(b).unwrap_or(b));
    a == b || SHAPES.iter().any(|shape| shape.contains(a) && shape.contains(b))
}

/// The radicals that stand as characters of their own from U+2F00 on, as the usual characters.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广\
廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾\
穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面\
革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Where they begin.
const FIRST_RADICAL: u32 = 0x2f00;

/// Marks and signs that are taken for others: those on the left of a pair are never meant in a clause.
const MARKS: [(&str, char); 14] = [
    ("∶︰﹕꞉", '：'),
    ("﹔\u{37e}︔", '；'),
    ("﹐︐", '，'),
    ("﹑︑､", '、'),
    ("｡", '。'),
    ("．﹒․", '.'),
    ("•‧∙⋅・･", '·'),
    ("〈<＜〖", '《'),
    ("〉>＞〗", '》'),
    ("『【｢", '「'),
    ("』】｣", '」'),
    ("○◯", '〇'),
    ("‐‑‒–−", '-'),
    ("＿", '_'),
];

/// Letters of other alphabets that look like Latin ones.
const LETTERS: [(&str, &str); 2] = [
    ("аеорсухіјѕԁһԛԝАВЕКМНОРСТХУІЈЅ", "aeopcyxijsdhqwABEKMHOPCTXYIJS"),
    ("οανρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oavpABEZHIKMNOPTYX"),
];

/// The usual character that another one only looks like.
pub(crate) fn plain(c: char) -> Option<char> {
    let radical = u32::from(c).checked_sub(FIRST_RADICAL).and_then(|n| usize::try_from(n).ok());
    radical.and_then(|n| RADICALS.chars().nth(n)).or_else(|| mark(c)).or_else(|| latin(c))
}

/// The mark that another one only looks like.
pub(crate) fn mark(c: char) -> Option<char> {
    // Nearly every line is asked, and ends in a letter.
    if c.is_alphanumeric() {
        return None;
    }
    MARKS.iter().find(|(odd, _)| odd.contains(c)).map(|(_, meant)| *meant)
}

/// The Latin letter that a letter of another alphabet looks like.
pub(crate) fn latin(c: char) -> Option<char> {
    let place = |odd: &str, meant: &str| odd.chars().position(|o| o == c).and_then(|n| meant.chars().nth(n));
    LETTERS.iter().find_map(|(odd, meant)| place(odd, meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds_and_shapes() {
        for (a, b, sound, shape) in [
            ("审察岗", "审查岗", true, false),
            ("办里期限", "办理期限", true, false),
            ("转人", "转入", false, true),
            ("期曰", "期日", false, true),
            ("审查", "审查", false, false),
            ("审查", "审查岗", false, false),
            ("a", "a", false, false),
            ("工作⽇", "工作日", false, true),
            ("rеview", "review", false, true),
        ] {
            assert_eq!((same_sound(a, b), same_shape(a, b)), (sound, shape), "{a} {b}");
            assert_eq!(alike(a, b), sound || shape);
        }
        // One by its sound, one by its shape.
        assert!(alike("办里曰", "办理日") && !same_sound("办里曰", "办理日"));
    }

    #[test]
    fn every_look_alike_has_its_own() {
        assert_eq!(RADICALS.chars().count(), 214);
        assert_eq!(plain('⽇'), Some('日'));
        for (odd, meant) in LETTERS {
            assert_eq!(odd.chars().count(), meant.chars().count());
        }
        let odd = MARKS.iter().flat_map(|(odd, _)| odd.chars());
        assert!(odd.clone().all(|c| MARKS.iter().all(|(_, meant)| *meant != c)));
        assert!(odd.clone().all(|c| mark(c).is_some()));
    }
}
