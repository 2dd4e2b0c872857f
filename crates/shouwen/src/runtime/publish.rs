//! Beginning a log, putting definitions in force, seeding the directory: acts of the operator.

use super::{Answer, Outcome, Runtime};
use crate::error::Error;
use shouwen_audit::{Actor, PersonRef, Published};
use shouwen_canon::{Instant, Sealed};
use shouwen_compile::Compiled;
use shouwen_executor::system::{self, SYSTEM_KEY, System};
use shouwen_executor::{Act, Body, Command, Refusal};
use shouwen_store::{CaseCommit, CaseIndex, Committed, KeyRow, NewRecord, Store, StoreError};

impl<S: Store> Runtime<S> {
    /// Begins the log, if it has not begun: its operator may publish and appoint. Publishes the national calendar.
    ///
    /// # Errors
    /// [`Error::OtherOperator`] if somebody else began it; or the store fails.
    pub fn begin(&mut self, operator: &str) -> Result<(), Error> {
        if let Some(known) = self.registers.operator() {
            if known == operator {
                return Ok(());
            }
            return Err(Error::OtherOperator { operator: known.to_owned(), asked: operator.to_owned() });
        }
        let calendar = self.calendar_in_use();
        let definitions = System::ALL.iter().map(|s| s.hash()).collect::<Result<Vec<_>, _>>()?;
        let at = self.now(None);
        let genesis = Act::Genesis {
            operator: operator.to_owned(),
            published: Published { definitions, calendars: vec![calendar.hash()] },
        };
        self.act_of(operator, SYSTEM_KEY, genesis, at)?.map_err(Error::from)?;
        let publish = Act::Calendar {
            data: calendar.data().clone(),
            published: Published { definitions: Vec::new(), calendars: vec![calendar.hash()] },
        };
        self.act_of(operator, SYSTEM_KEY, publish, at)?.map_err(Error::from)?;
        Ok(())
    }

    /// Puts a compiled procedure in force and seeds the directory with the people its text names, as recorded acts of
    /// the operator. What is there already is left alone, so repeating it does nothing.
    ///
    /// # Errors
    /// [`Error::NotBegun`] before [`Runtime::begin`]; [`Error::Refused`] if the log refuses it, for example because the
    /// short name is taken.
    pub fn publish(&mut self, compiled: &Compiled) -> Result<u64, Error> {
        let operator = self.registers.operator().ok_or(Error::NotBegun)?.to_owned();
        let at = self.now(None);
        let mut written = 0_u64;
        if !self.registers.versions().iter().any(|v| v.definition == compiled.hash) {
            let text = Sealed::seal(compiled.texts.clone(), self.salts.draw())?;
            let act = Act::Publish {
                document: compiled.document,
                form: Box::new(compiled.form.clone()),
                published: Published { definitions: vec![compiled.hash], calendars: Vec::new() },
                text,
            };
            let key = self.system_key(System::Registry, &compiled.hash.to_string());
            self.act_of(&operator, &key, act, at)?.map_err(Error::from)?;
            written = written.saturating_add(1);
        }
        for seat in &compiled.seats {
            let known = self
                .registers
                .seats()
                .iter()
                .any(|s| s.person == seat.person && s.post == seat.post && s.stand_in == seat.stand_in);
            if known {
                continue;
            }
            let act = Act::Appoint {
                from: at,
                person: seat.person.clone(),
                stand_in: seat.stand_in,
                post: seat.post.clone(),
            };
            let next = self.registers.version(System::Directory).saturating_add(1);
            let key = self.system_key(System::Directory, &format!("seed/{next}"));
            self.act_of(&operator, &key, act, at)?.map_err(Error::from)?;
            written = written.saturating_add(1);
        }
        Ok(written)
    }

    /// The first record of a system case opens it and has the key of its opening.
    fn system_key(&self, system: System, key: &str) -> String {
        if self.registers.version(system) == 0 { SYSTEM_KEY.to_owned() } else { key.to_owned() }
    }

    fn act_of(
        &mut self,
        person: &str,
        key: &str,
        act: Act,
        at: Instant,
    ) -> Result<Result<u64, Refusal>, Error> {
        let actor = Actor { person: PersonRef::Id(person.to_owned()), capacity: None, post: None };
        let command = Command { actor, at, body: Body { key: key.to_owned(), act } };
        self.system_command(&command, at, None)
    }

    /// Decides and commits an act upon the log; gives the number of its record.
    pub(super) fn system_command(
        &mut self,
        command: &Command,
        now: Instant,
        digest: Option<shouwen_canon::Hash>,
    ) -> Result<Result<u64, Refusal>, Error> {
        let log = self.store.log().id().to_owned();
        let calendar = self.calendar_in_use().hash();
        let decided = match system::decide(&log, &self.registers, calendar, command, now, &self.registers) {
            Ok(decided) => decided,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let number = decided.record.number;
        let record =
            NewRecord { number, bytes: decided.bytes, leaf: decided.leaf, openings: decided.openings };
        let id = decided.record.case;
        let mut commit = CaseCommit::new(id, number.saturating_sub(1), vec![record], b"{}".to_vec());
        if let Some(digest) = digest {
            let key = command.body.key.clone();
            commit.keys.push(KeyRow { key, digest, first: number, last: number });
        }
        if number == 1 {
            commit.index = Some(CaseIndex {
                alias: decided.system.alias().to_owned(),
                opening: format!("{}/{SYSTEM_KEY}", decided.system.alias()),
                open: true,
            });
        }
        match self.store.commit(std::slice::from_ref(&commit))?.into_iter().next() {
            Some(Committed::Done { .. }) => {
                self.take_system(&decided.record, decided.leaf)?;
                Ok(Ok(number))
            }
            Some(Committed::Stale { .. }) | None => {
                // Another process wrote first: read on, and let the caller ask again.
                self.read_on(decided.system)?;
                Ok(Err(Refusal::new(
                    shouwen_executor::RefusalCode::Stale,
                    "日志同时有别的记录写入，请再试一次",
                    "another record was written at the same time; ask again",
                )))
            }
            Some(Committed::Refused(invalid)) => Err(StoreError::Invalid(invalid).into()),
        }
    }

    /// Reads what another process wrote into a system case.
    pub(super) fn read_on(&mut self, system: System) -> Result<(), Error> {
        let id = system.case(self.store.log().id())?;
        let known = self.registers.version(system);
        for record in self.records(id)?.into_iter().filter(|r| r.number > known) {
            let leaf = shouwen_audit::leaf_hash(&shouwen_canon::to_bytes(&record)?);
            self.take_system(&record, leaf)?;
        }
        Ok(())
    }
}

/// The answer of a system command.
pub(super) fn answer(key: &str, outcome: Result<u64, Refusal>) -> Answer {
    let outcome = match outcome {
        Ok(number) => Outcome::Done { records: vec![number] },
        Err(refusal) => Outcome::Refused { refusal, recorded: None },
    };
    Answer { key: key.to_owned(), case: None, time: Vec::new(), repeated: false, outcome }
}
