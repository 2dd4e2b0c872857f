//! The answer to a command as one JSON object.

use crate::session::Session;
use serde_json::{Map, Value, json};
use shouwen::{Answer, Outcome, Refusal};

/// `{"ok":true,"key","case","records":[…]}` or `{"ok":false,"key","refusal":{…}}`, with the records of time that came
/// first under `time`, and `repeated` where the key was answered before.
pub(super) fn line(session: &Session, answer: &Answer) -> Value {
    let mut object = Map::new();
    object.insert("ok".to_owned(), answer.accepted().into());
    object.insert("key".to_owned(), answer.key.clone().into());
    if let Some(case) = answer.case {
        object.insert("case".to_owned(), case.to_string().into());
    }
    if !answer.time.is_empty() {
        object.insert("time".to_owned(), json!(answer.time));
    }
    if answer.repeated {
        object.insert("repeated".to_owned(), true.into());
    }
    match &answer.outcome {
        Outcome::Done { records } => object.insert("records".to_owned(), json!(records)),
        Outcome::Refused { refusal, recorded } => {
            object.insert("refusal".to_owned(), words(session, refusal, *recorded))
        }
    };
    Value::Object(object)
}

/// The answer to a line that is no request.
pub(super) fn refused(session: &Session, key: Option<&str>, refusal: &Refusal) -> Value {
    json!({ "ok": false, "key": key, "refusal": words(session, refusal, None) })
}

fn words(session: &Session, refusal: &Refusal, recorded: Option<u64>) -> Value {
    let allowed: Vec<&str> = refusal.allowed.iter().map(|said| session.of(said)).collect();
    json!({
        "class": refusal.class,
        "code": refusal.code.as_str(),
        "message": session.of(&refusal.message),
        "clause": refusal.clause,
        "allowed": allowed,
        "recorded": recorded,
    })
}
