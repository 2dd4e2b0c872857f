//! Values as people write them, to values of a type: 200万元, 二百万元, 2000000; 是, yes, true; 2026-03-02.

use shouwen_canon::{Date, Decimal, MAX_SAFE_INTEGER};
use shouwen_model::value::{MONEY_SCALE, Type, Value};
use shouwen_syntax::numeral::{self, Number};

/// Reads a value of a type; `None` if it is none.
pub(crate) fn read(ty: &Type, given: &serde_json::Value) -> Option<Value> {
    let value = match (ty, given) {
        (Type::Flag, serde_json::Value::Bool(v)) => Value::Flag { v: *v },
        (Type::Integer, serde_json::Value::Number(n)) => Value::Integer { v: n.as_i64()? },
        (Type::Money, serde_json::Value::Number(n)) => money(&n.to_string())?,
        (_, serde_json::Value::String(text)) => text_as(ty, text)?,
        _ => return None,
    };
    // A greater integer cannot stand in a record.
    let recordable =
        !matches!(value, Value::Integer { v } if v.unsigned_abs() > MAX_SAFE_INTEGER.unsigned_abs());
    (recordable && ty.admits(&value)).then_some(value)
}

fn text_as(ty: &Type, text: &str) -> Option<Value> {
    let trimmed = text.trim();
    match ty {
        Type::Money => money(trimmed),
        Type::Integer => {
            let number = numeral::read(trimmed).and_then(Number::whole)?;
            Some(Value::Integer { v: i64::try_from(number).ok()? })
        }
        Type::Flag => match trimmed {
            "是" | "yes" | "true" => Some(Value::Flag { v: true }),
            "否" | "no" | "false" => Some(Value::Flag { v: false }),
            _ => None,
        },
        Type::Date => trimmed.parse::<Date>().ok().map(|v| Value::Date { v }),
        Type::Text => Some(Value::Text { v: text.to_owned() }),
        Type::Choice { .. } => Some(Value::Choice { v: trimmed.to_owned() }),
    }
}

fn money(text: &str) -> Option<Value> {
    let bare = text.strip_suffix('元').or_else(|| text.strip_suffix("yuan")).unwrap_or(text).trim();
    let number = numeral::read(bare)?;
    let amount = Decimal::new(number.units, number.scale)?.rescale(MONEY_SCALE)?;
    Some(Value::Money { v: amount })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn money_in_every_writing() {
        let amount = Some(Value::Money { v: "2000000.00".parse().unwrap() });
        for given in [
            json!("200万元"),
            json!("二百万元"),
            json!("2000000"),
            json!("2000000 yuan"),
            json!(2_000_000),
            json!("２００万元"),
        ] {
            assert_eq!(read(&Type::Money, &given), amount, "{given}");
        }
        for bad in [json!("很多"), json!(1.234), json!("1.234元"), json!(true), json!(null), json!(["1"])]
        {
            assert_eq!(read(&Type::Money, &bad), None, "{bad}");
        }
    }

    #[test]
    fn other_types() {
        assert_eq!(read(&Type::Flag, &json!("是")), Some(Value::Flag { v: true }));
        assert_eq!(read(&Type::Flag, &json!(false)), Some(Value::Flag { v: false }));
        assert_eq!(read(&Type::Flag, &json!("maybe")), None);
        assert_eq!(read(&Type::Integer, &json!("三十")), Some(Value::Integer { v: 30 }));
        assert_eq!(read(&Type::Integer, &json!(2.5)), None);
        for (edge, beyond) in [(MAX_SAFE_INTEGER, MAX_SAFE_INTEGER + 1), (-MAX_SAFE_INTEGER, i64::MIN)] {
            assert_eq!(read(&Type::Integer, &json!(edge)), Some(Value::Integer { v: edge }));
            assert_eq!(read(&Type::Integer, &json!(beyond)), None);
            assert_eq!(read(&Type::Integer, &json!(beyond.to_string())), None);
        }
        assert_eq!(
            read(&Type::Date, &json!("2026-03-02")),
            Some(Value::Date { v: "2026-03-02".parse().unwrap() })
        );
        assert_eq!(read(&Type::Date, &json!("2026-02-30")), None);
        let choice = Type::Choice { of: vec!["甲".into()] };
        assert_eq!(read(&choice, &json!("甲")), Some(Value::Choice { v: "甲".into() }));
        assert_eq!(read(&choice, &json!("乙")), None);
        assert_eq!(read(&Type::Text, &json!(" 原文 ")), Some(Value::Text { v: " 原文 ".into() }));
    }
}
