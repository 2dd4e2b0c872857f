//! The record of a case: the audit crate's envelope with the executor's command, facts and effects.

use crate::command::{Act, Body, Command, Datum};
use crate::effect::Effect;
use crate::fact::Fact;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shouwen_audit::export::OpeningLine;
use shouwen_audit::{PersonRef, Record};
use shouwen_canon::{CanonError, CaseId, Opening, Sealed, Value as Json};
use shouwen_model::value::Value;

/// A record with what the executor reads and writes in it.
pub type CaseRecord = Record<Body, Vec<Fact>, Vec<Effect>>;

/// The command that a record answers. The capacity of an officer is found by the decision, not asked for.
#[must_use]
pub fn commanded(record: &CaseRecord) -> Command {
    let mut actor = record.actor.clone();
    if matches!(actor.person, PersonRef::Id(_)) {
        actor.capacity = None;
    }
    Command { actor, at: record.business, body: record.command.clone() }
}

/// Something sealed in a command.
enum Part<T, V, F> {
    /// A free text or a name.
    Text(T),
    /// The value of a field.
    Value(V),
    /// The files of a published text.
    Files(F),
}

type Seen<'a> = Part<&'a Sealed<String>, &'a Sealed<Value>, &'a Sealed<Vec<(String, String)>>>;
type Changed<'a> = Part<&'a mut Sealed<String>, &'a mut Sealed<Value>, &'a mut Sealed<Vec<(String, String)>>>;

macro_rules! fields_of {
    ($iter:ident, $parts:expr, $data:expr) => {{
        let data = $data;
        $parts.extend(data.$iter().filter_map(|(_, datum)| match datum {
            Datum::Sealed(sealed) => Some(Part::Value(sealed)),
            Datum::Open(_) => None,
        }))
    }};
}

/// Everything sealed in a command body, in a fixed order; once to look at and once to change.
macro_rules! parts {
    ($name:ident, $part:ident, $iter:ident, $($mutable:tt)?) => {
        fn $name(body: &$($mutable)? Body) -> Vec<$part<'_>> {
            let mut parts: Vec<$part<'_>> = Vec::new();
            match &$($mutable)? body.act {
                Act::Open { data, applicant, .. } => {
                    parts.extend(applicant.$iter().map(Part::Text));
                    fields_of!($iter, parts, data);
                }
                Act::Fill { data, .. }
                | Act::Correct { data, .. }
                | Act::Enter { data, .. }
                | Act::Raised { data, .. } => fields_of!($iter, parts, data),
                Act::Complete { data, reasons, open, .. } => {
                    parts.extend(reasons.$iter().map(Part::Text));
                    fields_of!($iter, parts, data);
                    for (_, opening) in open.$iter() {
                        fields_of!($iter, parts, &$($mutable)? opening.data);
                    }
                }
                Act::Extend { reasons, .. }
                | Act::Decline { reasons, .. }
                | Act::Refer { reasons, .. }
                | Act::Recuse { reasons, .. } => parts.push(Part::Text(reasons)),
                Act::Publish { text, .. } => parts.push(Part::Files(text)),
                _ => {}
            }
            parts.extend(body.late.$iter().map(|late| Part::Text(&$($mutable)? late.reasons)));
            parts
        }
    };
}

parts!(parts, Seen, iter,);
parts!(parts_mut, Changed, iter_mut, mut);

/// The openings of everything sealed in a command, for keeping apart from its record.
///
/// # Errors
/// [`CanonError`] if a value has no canonical bytes.
pub fn openings(command: &Command, case: CaseId, number: u64) -> Result<Vec<OpeningLine>, CanonError> {
    let mut lines = Vec::new();
    if let PersonRef::Sealed(sealed) = &command.actor.person {
        push(&mut lines, sealed, case, number)?;
    }
    for part in parts(&command.body) {
        match part {
            Part::Text(sealed) => push(&mut lines, sealed, case, number)?,
            Part::Value(sealed) => push(&mut lines, sealed, case, number)?,
            Part::Files(sealed) => push(&mut lines, sealed, case, number)?,
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
    for part in parts_mut(&mut record.command) {
        match part {
            Part::Text(sealed) => open(sealed, line),
            Part::Value(sealed) => open(sealed, line),
            Part::Files(sealed) => open(sealed, line),
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
