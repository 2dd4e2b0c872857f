//! The two things that verification reads inside payloads: salted digests, and what a command publishes.

use crate::record::{PersonRef, Published, Record};
use shouwen_canon::{Hash, Value, from_bytes, to_bytes};
use std::collections::BTreeMap;

/// The digests of a record: every object whose only member is `h`, a hash.
pub(super) fn digests(record: &Record) -> BTreeMap<Hash, bool> {
    fn walk(value: &Value, found: &mut BTreeMap<Hash, bool>) {
        match value {
            Value::Arr(values) => values.iter().for_each(|value| walk(value, found)),
            Value::Obj(members) => match (members.len(), members.get("h").and_then(Value::as_str)) {
                (1, Some(hash)) => found.extend(hash.parse().ok().map(|hash| (hash, false))),
                _ => members.values().for_each(|value| walk(value, found)),
            },
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Str(_) => {}
        }
    }
    let mut found = BTreeMap::new();
    if let PersonRef::Sealed(sealed) = &record.actor.person {
        found.insert(sealed.digest(), false);
    }
    for value in [&record.command, &record.facts, &record.effects] {
        walk(value, &mut found);
    }
    found
}

/// What a command publishes; nothing if it is no command.
pub(super) fn published(command: &Value) -> Option<Published> {
    for key in ["t", "k"] {
        command.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())?;
    }
    match command.get("pub") {
        None => Some(Published::default()),
        Some(published) => from_bytes(&to_bytes(published).ok()?).ok(),
    }
}
