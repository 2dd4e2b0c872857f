//! Values as people write them, to values of a type: 200万元, 二百万元, 2000000; 是, yes, true; 2026-03-02; 九年, 9 years.

use shouwen_calendar::Unit;
use shouwen_canon::{Date, Decimal, MAX_SAFE_INTEGER};
use shouwen_model::value::{DECIMAL_SCALE, MONEY_SCALE, Type, Value, YearMonth};
use shouwen_syntax::numeral::{self, Number};

/// Reads a value of a type; `None` if it is none.
pub(crate) fn read(ty: &Type, given: &serde_json::Value) -> Option<Value> {
    let value = match (ty, given) {
        (Type::Flag, serde_json::Value::Bool(v)) => Value::Flag { v: *v },
        (Type::Integer, serde_json::Value::Number(n)) => Value::Integer { v: n.as_i64()? },
        (Type::Period { unit }, serde_json::Value::Number(n)) => {
            Value::Period { v: n.as_i64()?, unit: *unit }
        }
        (Type::Money, serde_json::Value::Number(n)) => money(&n.to_string())?,
        (Type::Decimal, serde_json::Value::Number(n)) => decimal(&n.to_string())?,
        (Type::List { of }, serde_json::Value::Array(items)) => {
            Value::List { v: items.iter().map(|item| read(of, item)).collect::<Option<_>>()? }
        }
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
        Type::Decimal => decimal(trimmed),
        Type::Integer => whole(trimmed).map(|v| Value::Integer { v }),
        Type::Flag => match trimmed {
            "是" | "yes" | "true" => Some(Value::Flag { v: true }),
            "否" | "no" | "false" => Some(Value::Flag { v: false }),
            _ => None,
        },
        Type::Date => trimmed.parse::<Date>().ok().map(|v| Value::Date { v }),
        Type::Month => month(trimmed).map(|v| Value::Month { v }),
        Type::Period { unit } => period(trimmed, *unit).map(|v| Value::Period { v, unit: *unit }),
        Type::Text => Some(Value::Text { v: text.to_owned() }),
        Type::Choice { .. } => Some(Value::Choice { v: trimmed.to_owned() }),
        Type::Person => Some(Value::Person { v: trimmed.to_owned() }),
        Type::Case => trimmed.parse().ok().map(|v| Value::Case { v }),
        // In one text the items stand as people list them: 甲、乙.
        Type::List { of } => {
            let items = trimmed.split('、').map(|item| text_as(of, item.trim()));
            Some(Value::List { v: items.collect::<Option<_>>()? })
        }
    }
}

fn whole(text: &str) -> Option<i64> {
    numeral::read(text).and_then(Number::whole).and_then(|n| i64::try_from(n).ok())
}

fn decimal(text: &str) -> Option<Value> {
    let number = numeral::read(text)?;
    let v = Decimal::new(number.units, number.scale)?.rescale(DECIMAL_SCALE)?;
    Some(Value::Decimal { v })
}

fn month(text: &str) -> Option<YearMonth> {
    let Some((year, rest)) = text.split_once('年') else { return text.parse().ok() };
    YearMonth::new(year.parse().ok()?, rest.strip_suffix('月')?.parse().ok()?)
}

/// A number alone, or with the words of this very unit; with those of another unit it is no value of this type.
fn period(text: &str, unit: Unit) -> Option<i64> {
    let (zh, one, many) = unit.words();
    let bare = zh.strip_prefix('个').unwrap_or(zh);
    let number = [zh, bare, many, one].iter().find_map(|word| text.strip_suffix(word));
    whole(number.unwrap_or(text).trim())
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
    fn the_types_of_time_lists_and_persons() {
        let years = Type::Period { unit: Unit::Year };
        let nine = Some(Value::Period { v: 9, unit: Unit::Year });
        for given in [json!("九年"), json!("9 years"), json!("9年"), json!(9), json!("9")] {
            assert_eq!(read(&years, &given), nine, "{given}");
        }
        for bad in [json!("九个月"), json!("9 months"), json!(-1), json!(1.5), json!("九")] {
            let found = read(&years, &bad);
            assert_eq!(found.is_some(), bad == json!("九"), "{bad}");
        }
        let months = Type::Period { unit: Unit::Month };
        for given in [json!("24个月"), json!("二十四个月"), json!("24 months"), json!("24月")] {
            assert_eq!(read(&months, &given), Some(Value::Period { v: 24, unit: Unit::Month }), "{given}");
        }
        let march = Some(Value::Month { v: "2024-03".parse().unwrap() });
        assert_eq!(read(&Type::Month, &json!("2024-03")), march);
        assert_eq!(read(&Type::Month, &json!("2024年3月")), march);
        assert_eq!(read(&Type::Month, &json!("2024-13")), None);
        let rate = Some(Value::Decimal { v: "0.3500".parse().unwrap() });
        assert_eq!(read(&Type::Decimal, &json!("0.35")), rate);
        assert_eq!(read(&Type::Decimal, &json!(0.35)), rate);
        assert_eq!(read(&Type::Decimal, &json!("0.12345")), None);
        let people = Type::List { of: Box::new(Type::Person) };
        let both = [Value::Person { v: "张三".into() }, Value::Person { v: "李四".into() }];
        let both = Some(Value::List { v: both.to_vec() });
        assert_eq!(read(&people, &json!(["张三", "李四"])), both);
        assert_eq!(read(&people, &json!("张三、李四")), both);
        assert_eq!(read(&people, &json!([""])), None);
        let many = |n: usize| json!(vec!["甲"; n]);
        let texts = Type::List { of: Box::new(Type::Text) };
        assert!(read(&texts, &many(shouwen_model::value::MAX_LIST_ITEMS)).is_some());
        assert!(read(&texts, &many(shouwen_model::value::MAX_LIST_ITEMS + 1)).is_none());
        let most = shouwen_model::value::MAX_PERIOD;
        assert!(read(&years, &json!(most)).is_some() && read(&years, &json!(most + 1)).is_none());
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
