//! The answer to a command as one JSON object.

use crate::session::Session;
use serde::Serialize;
use shouwen::{Answer, Outcome, Refusal};
use shouwen_executor::Class;
use std::collections::BTreeMap;

/// `{"ok":true,"key","case","records":[…]}` or `{"ok":false,"key","refusal":{…}}`, with the records of time that came
/// first under `time`, the cases that open along with it by the names of their links under `linked`, and `repeated` where the key was answered before.
#[derive(Serialize)]
pub(crate) struct Line<'a> {
    ok: bool,
    key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    linked: BTreeMap<&'a str, String>,
    #[serde(skip_serializing_if = "<[u64]>::is_empty")]
    time: &'a [u64],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    repeated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    records: Option<&'a [u64]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<Words<'a>>,
}

/// A refusal, in the language of the run.
#[derive(Serialize)]
struct Words<'a> {
    class: Class,
    code: &'static str,
    message: &'a str,
    clause: Option<&'a str>,
    allowed: Vec<&'a str>,
    recorded: Option<u64>,
}

/// The answer to a request.
pub(crate) fn line<'a>(session: &Session, answer: &'a Answer) -> Line<'a> {
    let (records, refusal) = match &answer.outcome {
        Outcome::Done { records } => (Some(records.as_slice()), None),
        Outcome::Refused { refusal, recorded } => (None, Some(words(session, refusal, *recorded))),
    };
    Line {
        ok: answer.accepted(),
        key: Some(&answer.key),
        case: answer.case.map(|case| case.to_string()),
        linked: answer.linked.iter().map(|(link, case)| (link.as_str(), case.to_string())).collect(),
        time: &answer.time,
        repeated: answer.repeated,
        records,
        refusal,
    }
}

/// The answer to a line that is no request.
pub(crate) fn refused<'a>(session: &Session, key: Option<&'a str>, refusal: &'a Refusal) -> Line<'a> {
    let refusal = Some(words(session, refusal, None));
    Line {
        ok: false,
        key,
        case: None,
        linked: BTreeMap::new(),
        time: &[],
        repeated: false,
        records: None,
        refusal,
    }
}

fn words<'a>(session: &Session, refusal: &'a Refusal, recorded: Option<u64>) -> Words<'a> {
    Words {
        class: refusal.class,
        code: refusal.code.as_str(),
        message: session.of(&refusal.message),
        clause: refusal.clause.as_deref(),
        allowed: refusal.allowed.iter().map(|said| session.of(said)).collect(),
        recorded,
    }
}
