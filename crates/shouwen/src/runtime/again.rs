//! Keys: what a caller gave is digested, and the same key with the same request gives the first answer again.

use super::execute::Stop;
use super::{Answer, Outcome, Runtime};
use crate::error::Error;
use crate::request::Request;
use shouwen_canon::{CaseId, Hash};
use shouwen_executor::{
    CaseRecord, Command, Decision, Effect, Recorded, Refusal, RefusalCode, World, commanded, decide,
};
use shouwen_store::{KeyRow, Store};

/// The domain tag of the digests by which repeated keys are compared; they never leave the store.
const KEY_TAG: &str = "shouwen/key/0";

impl<S: Store> Runtime<S> {
    /// Digest of what the caller gave, keyed with the secret of the log.
    pub(super) fn digest(&self, bare: &Command) -> Result<Hash, Error> {
        let given = shouwen_canon::to_bytes(&(&bare.actor, bare.at, &bare.body))?;
        let mut keyed = self.store.log().secret().expose().to_vec();
        keyed.extend_from_slice(&given);
        Ok(Hash::tagged(KEY_TAG, &keyed))
    }

    /// The first answer to a key, given again: the records of time that came with it, and its outcome.
    pub(super) fn again(
        &self,
        request: &Request,
        id: CaseId,
        row: &KeyRow,
        digest: Hash,
    ) -> Result<Answer, Stop> {
        if row.digest != digest {
            return Err(Refusal::new(
                RefusalCode::KeyReused,
                format!("编号「{}」已用于另一命令", request.key),
                format!("the key `{}` belongs to another command", request.key),
            )
            .into());
        }
        let stored = self.store.records(id, row.last, 1)?.into_iter().next();
        let record: Option<CaseRecord> =
            stored.map(|s| shouwen_canon::from_bytes(&s.bytes)).transpose().map_err(Error::from)?;
        let code = record.iter().flat_map(|r| &r.effects).find_map(|effect| match effect {
            Effect::Refused { code } => RefusalCode::ALL.iter().find(|known| known.as_str() == code),
            _ => None,
        });
        let outcome = match (code, &record) {
            (Some(code), Some(record)) => Outcome::Refused {
                refusal: self.said_before(record)?.unwrap_or_else(|| {
                    Refusal::new(*code, "此前已拒绝并记录", "it was refused and put on record before")
                }),
                recorded: Some(row.last),
            },
            _ => Outcome::Done { records: vec![row.last] },
        };
        let time = (row.first..row.last).collect();
        let linked = record.iter().flat_map(linked).collect();
        Ok(Answer { key: request.key.clone(), case: Some(id), linked, time, repeated: true, outcome })
    }

    /// The refusal that a recorded attempt was answered with: it is decided again as replay does.
    fn said_before(&self, record: &CaseRecord) -> Result<Option<Refusal>, Error> {
        let Some(before) = self.fold(record.case, |other| other.number < record.number)? else {
            return Ok(None);
        };
        let Some(calendar) = self.calendars.get(&before.calendar) else { return Ok(None) };
        let definition = self.definition_for(before.definition)?;
        let command = commanded(record);
        let world = World {
            log: self.store.log().id(),
            definition: &definition,
            calendar,
            mode: self.mode,
            outside: &Recorded::new(&record.facts, &[]),
            now: record.recorded,
        };
        Ok(match decide(&world, Some(&before), &command) {
            Decision::RefusedOnRecord(_, refusal) | Decision::Refused(refusal) => Some(refusal),
            Decision::Accepted(_) => None,
        })
    }
}

/// The cases that a record opens, by the names of the links.
pub(super) fn linked(record: &CaseRecord) -> Vec<(String, CaseId)> {
    let link = |effect: &Effect| match effect {
        Effect::Link { link, case, .. } => Some((link.clone(), *case)),
        _ => None,
    };
    record.effects.iter().filter_map(link).collect()
}
