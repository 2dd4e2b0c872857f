//! Taking a whole log over into an empty store: the same records in the same order, so that its root stays the same.

use super::Runtime;
use crate::error::Error;
use shouwen_audit::Written;
use shouwen_canon::CaseId;
use shouwen_executor::system::{SYSTEM_KEY, System};
use shouwen_executor::{Act, Case, apply, commanded, due, openings};
use shouwen_inspect::{Log, LogLine};
use shouwen_store::{CaseCommit, CaseIndex, Committed, DueChange, KeyRow, NewRecord, Store, StoreError};
use std::collections::BTreeMap;

/// How many records are committed at a time.
const BATCH: usize = 256;

impl<S: Store> Runtime<S> {
    /// Takes over a log, which was verified before, into a store of the same log id that holds nothing yet; gives the
    /// number of records. Cases, registers and due instants are those of the records.
    ///
    /// Digests of keys never leave a store, so a key that was answered before the import is known and its request is
    /// not compared: asking again under it is refused as `KEY_REUSED`, never carried out twice.
    ///
    /// # Errors
    /// [`Error::NotEmpty`], [`Error::OtherLog`]; or a record does not fit what came before it.
    pub fn import(&mut self, log: &Log) -> Result<u64, Error> {
        let known = self.store.log().id();
        if known != log.id {
            return Err(Error::OtherLog { known: known.to_owned(), asked: log.id.clone() });
        }
        if self.store.checkpoint()?.size > 0 {
            return Err(Error::NotEmpty);
        }
        let mut cases = BTreeMap::new();
        for lines in log.lines.chunks(BATCH) {
            let batch =
                lines.iter().map(|line| self.taken(line, &mut cases)).collect::<Result<Vec<_>, _>>()?;
            for committed in self.store.commit(&batch)? {
                match committed {
                    Committed::Done { .. } => {}
                    Committed::Refused(invalid) => return Err(StoreError::Invalid(invalid).into()),
                    Committed::Stale { .. } | Committed::Overtaken { .. } => return Err(Error::NotEmpty),
                }
            }
        }
        Ok(u64::try_from(log.lines.len()).unwrap_or(u64::MAX))
    }

    fn taken(
        &mut self,
        line: &LogLine,
        cases: &mut BTreeMap<CaseId, (String, Case)>,
    ) -> Result<CaseCommit, Error> {
        let record = &line.record;
        let command = commanded(record);
        let new = NewRecord {
            written: Written::read(line.bytes.clone())?,
            openings: openings(&command, record.case, record.number)?,
        };
        let key = record.command.key.clone();
        let expected = record.number.saturating_sub(1);
        let mut commit = CaseCommit::new(record.case, expected, vec![new], b"{}".to_vec());
        if !matches!(record.command.act, Act::Time { .. }) {
            let (first, last) = (record.number, record.number);
            commit.keys.push(KeyRow { key: key.clone(), digest: line.leaf, first, last });
        }
        if let Some(system) = System::of(&record.command.act) {
            self.take_system(record, line.leaf)?;
            let alias = system.alias().to_owned();
            let opening = format!("{alias}/{SYSTEM_KEY}");
            commit.index = (record.number == 1).then_some(CaseIndex { alias, opening, open: true });
            return Ok(commit);
        }
        let (opening, before) = cases.remove(&record.case).map_or((key, None), |(k, c)| (k, Some(c)));
        let hash = record.definition.or_else(|| before.as_ref().map(|c| c.definition));
        let definition = hash.and_then(|hash| self.definitions.get(&hash));
        let definition = definition.ok_or_else(|| Error::Missing(format!("definition {hash:?}")))?;
        let open = before.as_ref().map(|c| !c.settled());
        let after = apply(definition, before, record, line.leaf)?;
        commit.snapshot = after.bytes()?;
        commit.due = due(&after).map_or(DueChange::Clear, DueChange::Set);
        if open != Some(!after.settled()) {
            let (alias, opening) = (definition.alias.clone(), opening.clone());
            commit.index = Some(CaseIndex { alias, opening, open: !after.settled() });
        }
        cases.insert(record.case, (opening, after));
        Ok(commit)
    }
}
