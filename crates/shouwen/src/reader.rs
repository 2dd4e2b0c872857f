//! Reading a request from a line of JSON: a request, a refusal that names the field, or no JSON at all.

use crate::normalise;
use crate::request::Request;
use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, json};
use shouwen_executor::{Refusal, RefusalCode, Said};
use std::collections::BTreeSet;
use std::fmt;

/// What a field has to be, in both languages.
const TYPES: &[(&str, &str, &str)] = &[
    ("absent", "true 或 false", "true or false"),
    ("act", "文字", "a text"),
    ("actor", "{\"person\":…,\"post\":…}", "{\"person\":…,\"post\":…}"),
    ("agenda", "文字", "a text"),
    ("answer", "文字", "a text"),
    ("amount", "不小于零的整数", "a whole number, not negative"),
    ("applicant", "文字", "a text"),
    ("at", "文字（时间）", "a text (an instant)"),
    ("case", "文字", "a text"),
    ("clock", "文字", "a text"),
    ("conclude", "{\"结论\":\"值\"}", "{\"conclusion\":\"value\"}"),
    ("data", "{\"名称\":值}", "{\"field\":value}"),
    ("duty", "不小于零的整数", "a whole number, not negative"),
    ("event", "文字", "a text"),
    ("from", "文字（日期或时间）", "a text (a date or an instant)"),
    ("key", "文字", "a text"),
    ("late", "{\"person\":…,\"post\":…,\"reasons\":…}", "{\"person\":…,\"post\":…,\"reasons\":…}"),
    ("materials", "名称的列表，或 {\"材料\":\"缺\"}", "a list of names, or {\"material\":\"missing\"}"),
    ("number", "不小于零的整数", "a whole number, not negative"),
    (
        "open",
        "{\"名称\":{\"procedure\":…,\"data\":…,\"materials\":…}}",
        "{\"link\":{\"procedure\":…,\"data\":…,\"materials\":…}}",
    ),
    ("party", "文字", "a text"),
    ("period", "不小于零的整数", "a whole number, not negative"),
    ("person", "文字", "a text"),
    ("post", "文字", "a text"),
    ("present", "[{\"person\":…,\"post\":…}]", "[{\"person\":…,\"post\":…}]"),
    ("procedure", "文字", "a text"),
    ("proof", "文字", "a text"),
    ("reasons", "文字", "a text"),
    ("recorded", "文字（时间）", "a text (an instant)"),
    ("slot", "文字", "a text"),
    ("stand_in", "true 或 false", "true or false"),
    ("step", "文字", "a text"),
    ("to", "文字", "a text"),
    ("until", "文字（日期）", "a text (a date)"),
];

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadRequest {
    /// A request.
    Request(Box<Request>),
    /// JSON, and no request.
    Refused {
        /// Its key, if that can be read.
        key: Option<String>,
        /// Why not.
        refusal: Box<Refusal>,
    },
    /// No JSON: nothing that follows can be trusted to be what its writer meant.
    Unreadable(Said),
}

/// Reads one line. Whatever the bytes are, an answer comes; a field that is unknown, twice there or of another type is
/// named, in both languages.
///
/// ```
/// use shouwen::{ReadRequest, read_request};
///
/// let line = br#"{"act":"withdraw","case":"@2026-31","key":"w1","actor":{"person":"x"}}"#;
/// assert!(matches!(read_request(line), ReadRequest::Request(_)));
/// let ReadRequest::Refused { refusal, .. } = read_request(br#"{"act":"withdraw","colour":3}"#) else { panic!() };
/// assert_eq!(refusal.message.en, "there is no field `colour`");
/// ```
#[must_use]
pub fn read_request(line: &[u8]) -> ReadRequest {
    if let Err(error) = std::str::from_utf8(line) {
        let at = error.valid_up_to();
        return ReadRequest::Unreadable(Said {
            zh: format!("不是 UTF-8（第 {at} 个字节后）"),
            en: format!("not UTF-8 (after byte {at})"),
        });
    }
    if let Err(error) = serde_json::from_slice::<IgnoredAny>(line) {
        let column = error.column();
        return ReadRequest::Unreadable(Said {
            zh: format!("不是 JSON（第 {column} 个字节处）"),
            en: format!("not JSON (at byte {column})"),
        });
    }
    // A list in the order of the fields would be read as a request too; only an object is one.
    let members = match serde_json::from_slice(line) {
        Ok(Value::Object(members)) => members,
        Ok(_) => return refuse(None, "应为 JSON 对象".to_owned(), "it has to be a JSON object".to_owned()),
        // It is JSON, and yet no value: too deep, or a number beyond everything.
        Err(error) => {
            let (zh, en) = if error.to_string().starts_with("recursion limit") {
                ("套得太深", "it is nested too deeply")
            } else {
                ("有的数太大", "a number in it is too large")
            };
            return refuse(None, zh.to_owned(), en.to_owned());
        }
    };
    // Readers disagree about which of two members counts, so neither does.
    if let Some(name) = named_twice(line) {
        let key = members.get("key").and_then(Value::as_str).filter(|_| name != "key").map(ToOwned::to_owned);
        let name = given(&name);
        return refuse(key, format!("字段重复：「{name}」"), format!("duplicate field `{name}`"));
    }
    match serde_json::from_slice::<Request>(line) {
        Ok(request) if members.get("actor").is_some_and(Value::is_object) => {
            ReadRequest::Request(Box::new(request))
        }
        Ok(_) => wrong_field(&members, "actor"),
        Err(error) => explain(&members, &error.to_string()),
    }
}

/// Names the field that keeps an object from being a request.
fn explain(members: &Map<String, Value>, error: &str) -> ReadRequest {
    let key = || members.get("key").and_then(Value::as_str).map(ToOwned::to_owned);
    let known = |name: &str| TYPES.iter().any(|(field, ..)| *field == name);
    if let Some(name) = members.keys().find(|name| !known(name)) {
        let name = given(name);
        let refusal = Refusal::new(
            RefusalCode::Malformed,
            format!("没有「{name}」这个字段"),
            format!("there is no field `{name}`"),
        );
        let refusal = refusal.allow_each(TYPES.iter().map(|(field, ..)| field));
        return ReadRequest::Refused { key: key(), refusal: Box::new(refusal) };
    }
    for (name, value) in members {
        let mut alone = json!({ "act": "", "actor": { "person": "" }, "key": "" });
        if let Some(object) = alone.as_object_mut() {
            object.insert(name.clone(), value.clone());
        }
        if serde_json::from_value::<Request>(alone).is_err() {
            return wrong_field(members, name);
        }
    }
    for name in ["act", "actor", "key"] {
        if !members.contains_key(name) {
            return refuse(key(), format!("缺少字段「{name}」"), format!("the field `{name}` is missing"));
        }
    }
    refuse(key(), format!("无法读取：{error}"), error.to_owned())
}

/// The first name that stands twice in one object of a JSON text, at whatever depth: readers disagree about which of
/// the two counts.
#[must_use]
pub fn named_twice(line: &[u8]) -> Option<String> {
    serde_json::from_slice(line).ok().and_then(|Twice(name)| name)
}

/// The first name that stands twice in one object, at whatever depth.
struct Twice(Option<String>);

impl<'de> Deserialize<'de> for Twice {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Twice;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Twice, A::Error> {
        let (mut seen, mut twice) = (BTreeSet::new(), None);
        while let Some(name) = map.next_key::<String>()? {
            let Twice(within) = map.next_value()?;
            twice = twice.or_else(|| seen.contains(&name).then(|| name.clone())).or(within);
            seen.insert(name);
        }
        Ok(Twice(twice))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Twice, A::Error> {
        let mut twice = None;
        while let Some(Twice(within)) = elements.next_element()? {
            twice = twice.or(within);
        }
        Ok(Twice(twice))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Twice, E> {
        Ok(Twice(None))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Twice, E> {
        Ok(Twice(None))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Twice, E> {
        Ok(Twice(None))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Twice, E> {
        Ok(Twice(None))
    }

    fn visit_str<E>(self, _: &str) -> Result<Twice, E> {
        Ok(Twice(None))
    }

    fn visit_unit<E>(self) -> Result<Twice, E> {
        Ok(Twice(None))
    }
}

fn wrong_field(members: &Map<String, Value>, name: &str) -> ReadRequest {
    let key = members.get("key").and_then(Value::as_str).map(ToOwned::to_owned);
    let (zh, en) = TYPES.iter().find(|(field, ..)| *field == name).map_or(("", ""), |(_, zh, en)| (*zh, *en));
    refuse(key, format!("字段「{name}」应为{zh}"), format!("the field `{name}` has to be {en}"))
}

fn refuse(key: Option<String>, zh: String, en: String) -> ReadRequest {
    ReadRequest::Refused { key, refusal: Box::new(Refusal::new(RefusalCode::Malformed, zh, en)) }
}

/// A name that was given, as a complaint repeats it: not at length, and without what commands a terminal.
fn given(name: &str) -> String {
    normalise::shown(name).chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(line: &str) -> String {
        match read_request(line.as_bytes()) {
            ReadRequest::Refused { refusal, .. } => refusal.message.en,
            ReadRequest::Request(_) => "a request".to_owned(),
            ReadRequest::Unreadable(unreadable) => format!("unreadable: {}", unreadable.en),
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let good = r#"{"act":"open","actor":{"person":"x"},"key":"1"}"#;
        assert_eq!(refusal(good), "a request");
        for (line, said) in [
            ("[]", "it has to be a JSON object"),
            (r#"["open",{"person":"x"}]"#, "it has to be a JSON object"),
            ("{}", "the field `act` is missing"),
            (r#"{"act":"open","actor":{"person":"x"},"key":"1","colour":3}"#, "there is no field `colour`"),
            (r#"{"act":"open","actor":{"person":"x"},"key":1}"#, "the field `key` has to be a text"),
            (
                r#"{"act":"open","actor":{"name":"x"},"key":"1"}"#,
                "the field `actor` has to be {\"person\":…,\"post\":…}",
            ),
            (
                r#"{"act":"open","actor":["x"],"key":"1"}"#,
                "the field `actor` has to be {\"person\":…,\"post\":…}",
            ),
            (
                r#"{"act":"open","actor":{"person":"x"},"key":"1","amount":-1}"#,
                "the field `amount` has to be a whole number, not negative",
            ),
            ("nonsense", "unreadable: not JSON (at byte 2)"),
        ] {
            assert_eq!(refusal(line), said, "{line}");
        }
    }

    #[test]
    fn a_member_that_stands_twice_is_named_at_any_depth() {
        for (line, said) in [
            (r#"{"act":"a","act":"b","actor":{"person":"x"},"key":"1"}"#, "duplicate field `act`"),
            (r#"{"act":"a","actor":{"person":"x","person":"y"},"key":"1"}"#, "duplicate field `person`"),
            (
                r#"{"act":"a","actor":{"person":"x"},"key":"1","data":{"年龄":30,"年龄":31}}"#,
                "duplicate field `年龄`",
            ),
            (
                r#"{"act":"a","actor":{"person":"x"},"key":"1","conclude":{"a":"b","\u0061":"c"}}"#,
                "duplicate field `a`",
            ),
            (
                r#"{"act":"a","actor":{"person":"x"},"key":"1","data":{"n":[{"m":1,"m":null}]}}"#,
                "duplicate field `m`",
            ),
            (r#"{"act":"a","actor":{"person":"x"},"key":"1","data":{"n":[{"m":1},{"m":1}]}}"#, "a request"),
        ] {
            assert_eq!(refusal(line), said, "{line}");
        }
    }

    #[test]
    fn json_that_is_no_value_is_not_said_to_be_no_object() {
        let deep = format!(r#"{{"key":{}1{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
        assert_eq!(refusal(&deep), "it is nested too deeply");
        assert_eq!(refusal(r#"{"key":1e999}"#), "a number in it is too large");
    }

    #[test]
    fn every_field_of_a_request_is_in_the_table() {
        let refused = serde_json::from_str::<Request>(r#"{"?":1}"#).unwrap_err().to_string();
        let fields = refused.matches('`').count() / 2 - 1;
        assert_eq!(fields, TYPES.len(), "{refused}");
        for (name, ..) in TYPES {
            assert!(refused.contains(&format!("`{name}`")), "{name}");
        }
    }
}
