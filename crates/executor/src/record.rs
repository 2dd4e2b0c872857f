//! The record of a case: the audit crate's envelope with the executor's command, facts and effects.

use crate::command::{Act, Body, Command, Datum};
use crate::effect::Effect;
use crate::fact::Fact;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shouwen_audit::export::OpeningLine;
use shouwen_audit::{PersonRef, Record};
use shouwen_canon::{CanonError, CaseId, Opening, Sealed, Value as Json};

/// A record with what the executor reads and writes in it.
pub type CaseRecord = Record<Body, Vec<Fact>, Vec<Effect>>;

/// The openings of everything sealed in a command, for keeping apart from its record.
///
/// # Errors
/// [`CanonError`] if a value has no canonical bytes.
pub fn openings(command: &Command, case: CaseId, number: u64) -> Result<Vec<OpeningLine>, CanonError> {
    let mut lines = Vec::new();
    if let PersonRef::Sealed(sealed) = &command.actor.person {
        push(&mut lines, sealed, case, number)?;
    }
    let data = match &command.body.act {
        Act::Open { data, .. } | Act::Fill { data, .. } | Act::Correct { data, .. } => data.as_slice(),
        Act::Complete { data, reasons, .. } => {
            if let Some(reasons) = reasons {
                push(&mut lines, reasons, case, number)?;
            }
            data
        }
        Act::Extend { reasons, .. } => {
            push(&mut lines, reasons, case, number)?;
            &[]
        }
        Act::Publish { text, .. } => {
            push(&mut lines, text, case, number)?;
            &[]
        }
        _ => &[],
    };
    for (_, datum) in data {
        if let Datum::Sealed(sealed) = datum {
            push(&mut lines, sealed, case, number)?;
        }
    }
    Ok(lines)
}

fn push<T: Serialize>(
    lines: &mut Vec<OpeningLine>,
    sealed: &Sealed<T>,
    case: CaseId,
    number: u64,
) -> Result<(), CanonError> {
    let Some(opening) = sealed.opening() else { return Ok(()) };
    // Through the canonical bytes, so that the line holds exactly what was hashed.
    let value: Json = shouwen_canon::from_bytes(&shouwen_canon::to_bytes(&opening.value)?)?;
    lines.push(OpeningLine { case, digest: sealed.digest(), number, salt: opening.salt, value });
    Ok(())
}

/// Puts an opening back where its digest stands in a record; one that belongs nowhere changes nothing.
pub fn put_back(record: &mut CaseRecord, line: &OpeningLine) {
    if let PersonRef::Sealed(sealed) = &mut record.actor.person {
        open(sealed, line);
    }
    let data = match &mut record.command.act {
        Act::Open { data, .. } | Act::Fill { data, .. } | Act::Correct { data, .. } => data.as_mut_slice(),
        Act::Complete { data, reasons, .. } => {
            if let Some(reasons) = reasons {
                open(reasons, line);
            }
            data
        }
        Act::Extend { reasons, .. } => {
            open(reasons, line);
            &mut []
        }
        Act::Publish { text, .. } => {
            open(text, line);
            &mut []
        }
        _ => &mut [],
    };
    for (_, datum) in data {
        if let Datum::Sealed(sealed) = datum {
            open(sealed, line);
        }
    }
    for effect in &mut record.effects {
        if let Effect::Set { value: Datum::Sealed(sealed), .. } = effect {
            open(sealed, line);
        }
    }
}

fn open<T: Serialize + DeserializeOwned>(sealed: &mut Sealed<T>, line: &OpeningLine) {
    if sealed.digest() != line.digest {
        return;
    }
    let value = shouwen_canon::to_bytes(&line.value).and_then(|bytes| shouwen_canon::from_bytes(&bytes));
    if let Ok(value) = value {
        // An opening that does not fit is left out; verification says so.
        let _ = sealed.open(Opening { salt: line.salt, value });
    }
}
