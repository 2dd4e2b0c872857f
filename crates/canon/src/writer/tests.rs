//! The writer against an independent one, the examples of RFC 8785, and its limits.

use super::*;
use crate::{Value, from_bytes};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn text<T: Serialize>(value: &T) -> String {
    String::from_utf8(to_bytes(value).unwrap()).unwrap()
}

#[derive(Serialize)]
enum Shape {
    Unit,
    One(u8),
    Pair(u8, &'static str),
    Named { z: u8, a: u8 },
}

#[derive(Serialize)]
struct Unsorted {
    zeta: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    none: Option<u8>,
    alpha: Vec<Shape>,
}

#[test]
fn members_are_sorted_at_every_level() {
    let value = Unsorted {
        zeta: 1,
        none: None,
        alpha: vec![Shape::Unit, Shape::One(2), Shape::Pair(3, "x"), Shape::Named { z: 4, a: 5 }],
    };
    assert_eq!(
        text(&value),
        r#"{"alpha":["Unit",{"One":2},{"Pair":[3,"x"]},{"Named":{"a":5,"z":4}}],"zeta":1}"#
    );
}

#[test]
fn strings_escape_as_rfc_8785_says() {
    // The string of RFC 8785, section 3.2.2.
    let sample = "\u{20ac}$\u{f}\nA'B\"\\\\\"/";
    assert_eq!(text(&sample), r#""€$\u000f\nA'B\"\\\\\"/""#);
    assert_eq!(text(&"\u{8}\t\u{c}\r\u{1f}\u{7f}"), "\"\\b\\t\\f\\r\\u001f\u{7f}\"");
}

#[test]
fn every_character_is_escaped_alike_wherever_it_stands() {
    for (place, character) in (0..24).flat_map(|place| ('\0'..='\u{a0}').map(move |c| (place, c))) {
        let mut given = "受理abcdefgh受理通知书".to_owned();
        given.insert(given.char_indices().nth(place % 15).unwrap().0, character);
        given.push_str(&"x".repeat(place));
        assert_eq!(text(&given), serde_json::to_string(&given).unwrap());
    }
}

#[test]
fn integers_of_every_length_are_written() {
    let lengths = (0..16).map(|n| 10_i64.pow(n)).flat_map(|n| [n - 1, n, n + 1, -n]);
    for number in lengths.filter(|n| n.abs() <= MAX_SAFE_INTEGER).chain([MAX_SAFE_INTEGER, -MAX_SAFE_INTEGER])
    {
        assert_eq!(text(&number), number.to_string());
    }
}

#[test]
fn what_has_no_canonical_form_is_refused() {
    assert_eq!(to_bytes(&1.5_f64), Err(CanonError::Float));
    assert!(to_bytes(&MAX_SAFE_INTEGER).is_ok());
    assert_eq!(to_bytes(&(MAX_SAFE_INTEGER + 1)), Err(CanonError::Integer(1 << 53)));
    assert_eq!(to_bytes(&BTreeMap::from([("名", 1)])), Err(CanonError::Key("名".into())));
    assert_eq!(to_bytes(&BTreeMap::from([(1, 1)])), Err(CanonError::KeyType));
}

#[test]
fn size_ends_at_the_limit_for_writing_and_reading() {
    let longest = "x".repeat(MAX_BYTES - 2);
    let bytes = to_bytes(&longest).unwrap();
    assert_eq!(bytes.len(), MAX_BYTES);
    assert_eq!(from_bytes::<String>(&bytes), Ok(longest.clone()));
    assert_eq!(to_bytes(&(longest + "x")), Err(CanonError::TooLong { bytes: MAX_BYTES + 1 }));
    let longer = vec![b'1'; MAX_BYTES + 1];
    assert_eq!(from_bytes::<String>(&longer), Err(CanonError::TooLong { bytes: MAX_BYTES + 1 }));
}

#[test]
fn displayed_texts_are_escaped_like_any_other() {
    struct Shown(&'static str);
    impl Serialize for Shown {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(&format_args!("{}\"{}", self.0, self.0))
        }
    }
    assert_eq!(text(&Shown("a\\\n\u{1}")), text(&"a\\\n\u{1}\"a\\\n\u{1}"));
}

#[test]
fn members_that_come_backwards_are_turned_at_every_level() {
    struct Backwards<'a>(&'a Value);
    impl Serialize for Backwards<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self.0 {
                Value::Arr(values) => serializer.collect_seq(values.iter().map(Backwards)),
                Value::Obj(members) => {
                    serializer.collect_map(members.iter().rev().map(|(k, v)| (k, Backwards(v))))
                }
                other => other.serialize(serializer),
            }
        }
    }
    struct Twice;
    impl Serialize for Twice {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map([("b", 1), ("a", 2), ("b", 3)])
        }
    }
    proptest!(|(value in any_value())| {
        prop_assert_eq!(to_bytes(&Backwards(&value)).unwrap(), to_bytes(&value).unwrap());
    });
    assert_eq!(to_bytes(&Twice), Err(CanonError::Duplicate("b".into())));
}

#[test]
fn nesting_ends_at_the_limit() {
    let nested = |depth: usize| (1..depth).fold(Value::Arr(vec![]), |inner, _| Value::Arr(vec![inner]));
    assert!(to_bytes(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(to_bytes(&nested(MAX_DEPTH + 1)), Err(CanonError::Depth));
}

#[test]
fn only_canonical_bytes_are_read() {
    for text in [r#"{"a":1,"b":2}"#, "[]", "\"x\"", "-5", "null", r#"["\n"]"#] {
        assert!(from_bytes::<Value>(text.as_bytes()).is_ok(), "{text}");
    }
    for text in [
        "",
        " 1",
        r#"{"b":2,"a":1}"#,
        r#"{"a":1,"a":1}"#,
        "1.0",
        "1e3",
        "-0",
        "\"\\u0041\"",
        "\"\\/\"",
        "[1,]",
        "[1]x",
        "9007199254740992",
        "nul",
    ] {
        assert!(from_bytes::<Value>(text.as_bytes()).is_err(), "{text}");
    }
    let deep = "[".repeat(100_000);
    assert!(from_bytes::<Value>(deep.as_bytes()).is_err());
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-MAX_SAFE_INTEGER..=MAX_SAFE_INTEGER).prop_map(Value::Int),
        any::<String>().prop_map(Value::Str),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Arr),
            prop::collection::btree_map("[a-zA-Z0-9_.-]{0,6}", inner, 0..6).prop_map(Value::Obj),
        ]
    })
}

proptest! {
    #[test]
    fn agrees_with_an_independent_writer(value in any_value()) {
        let ours = to_bytes(&value).unwrap();
        let theirs = serde_json::to_vec(&serde_json::to_value(&value).unwrap()).unwrap();
        prop_assert_eq!(&ours, &theirs);
        prop_assert_eq!(from_bytes::<Value>(&ours).unwrap(), value);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(value) = from_bytes::<Value>(&bytes) {
            prop_assert_eq!(to_bytes(&value).unwrap(), bytes);
        }
    }
}
