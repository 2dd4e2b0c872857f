//! Beginning a log, putting definitions in force, seeding the directory: acts of the operator.

use super::execute::{Stop, stale, too_large};
use super::{MAX_RETRIES, Runtime};
use crate::error::Error;
use shouwen_audit::{Actor, PersonRef, Published};
use shouwen_canon::{Hash, Instant, Sealed};
use shouwen_compile::Compiled;
use shouwen_executor::system::{self, SYSTEM_KEY, System};
use shouwen_executor::{Act, Body, Command, Refusal, RefusalCode};
use shouwen_store::{CaseCommit, CaseIndex, Committed, Invalid, KeyRow, NewRecord, Store};

impl<S: Store> Runtime<S> {
    /// Begins the log, if it has not begun: its operator may publish and appoint. Publishes the national calendar.
    /// Repeating it does nothing, and finishes what a failure left half done.
    ///
    /// # Errors
    /// [`Error::OtherOperator`] if somebody else began it; or the store fails.
    pub fn begin(&mut self, operator: &str) -> Result<(), Error> {
        for _ in 0..MAX_RETRIES {
            self.refresh()?;
            if self.begin_on(operator)? {
                return Ok(());
            }
        }
        Err(stale().into())
    }

    /// `false` if another process was quicker.
    fn begin_on(&mut self, operator: &str) -> Result<bool, Error> {
        if let Some(known) = self.registers.operator().filter(|known| *known != operator) {
            return Err(Error::OtherOperator { operator: known.to_owned(), asked: operator.to_owned() });
        }
        let calendar = self.calendar_in_use();
        if self.registers.operator().is_none() {
            let definitions = System::ALL.iter().map(|s| s.hash()).collect::<Result<Vec<_>, _>>()?;
            let published = Published { definitions, calendars: vec![calendar.hash()] };
            let genesis = Act::Genesis { operator: operator.to_owned(), published };
            if !self.act_of(operator, System::Log, SYSTEM_KEY, |_| genesis)? {
                return Ok(false);
            }
        }
        if !self.registers.calendars().is_empty() {
            return Ok(true);
        }
        let published = Published { definitions: Vec::new(), calendars: vec![calendar.hash()] };
        let publish = Act::Calendar { data: calendar.data().clone(), published };
        self.act_of(operator, System::Calendar, SYSTEM_KEY, |_| publish)
    }

    /// Puts a compiled procedure in force and seeds the directory with the people its text names, as recorded acts of
    /// the operator. What is there already is left alone, so repeating it does nothing, and a person who was relieved
    /// is not appointed again. Gives the number of records written.
    ///
    /// # Errors
    /// [`Error::NotBegun`] before [`Runtime::begin`]; [`Error::Refused`] if a legal basis of it is still to be checked
    /// (依据待核), or if the log refuses it, for example because the short name is taken.
    pub fn publish(&mut self, compiled: &Compiled) -> Result<u64, Error> {
        if compiled.form.has_unverified_basis()? {
            let name = &compiled.form.item.name;
            return Err(Error::from(Refusal::new(
                RefusalCode::BasisUnverified,
                format!("「{name}」里还有“依据待核”，核实后写上名称和条款才能公布"),
                format!(
                    "`{name}` has a legal basis still to be checked: name the law and its article before publishing"
                ),
            )));
        }
        self.put_in_force(compiled)
    }

    /// The same for a draft, whose scenarios are played before its bases are checked.
    pub(crate) fn put_in_force(&mut self, compiled: &Compiled) -> Result<u64, Error> {
        let mut written = 0_u64;
        for _ in 0..MAX_RETRIES {
            self.refresh()?;
            if self.publish_on(compiled, &mut written)? {
                return Ok(written);
            }
        }
        Err(stale().into())
    }

    /// `false` if another process was quicker.
    fn publish_on(&mut self, compiled: &Compiled, written: &mut u64) -> Result<bool, Error> {
        let operator = self.registers.operator().ok_or(Error::NotBegun)?.to_owned();
        // The sessions of its schedules are procedures of their own, which the same text says.
        let sessions = compiled.sessions.iter().map(|sessions| (sessions.hash, &sessions.form));
        for (hash, form) in std::iter::once((compiled.hash, &compiled.form)).chain(sessions) {
            if self.registers.versions().iter().any(|v| v.definition == hash) {
                continue;
            }
            let text = Sealed::seal(compiled.texts.clone(), self.salts.draw())?;
            let act = Act::Publish {
                document: compiled.document,
                form: Box::new(form.clone()),
                published: Published { definitions: vec![hash], calendars: Vec::new() },
                text,
            };
            if !self.act_of(&operator, System::Registry, &hash.to_string(), |_| act)? {
                return Ok(false);
            }
            *written = written.saturating_add(1);
        }
        for seat in &compiled.seats {
            let mut seats = self.registers.seats().iter();
            if seats.any(|s| s.person == seat.person && s.post == seat.post && s.stand_in == seat.stand_in) {
                continue;
            }
            let next = self.registers.version(System::Directory).saturating_add(1);
            let appoint = |at| Act::Appoint {
                from: at,
                person: seat.person.clone(),
                stand_in: seat.stand_in,
                post: seat.post.clone(),
            };
            if !self.act_of(&operator, System::Directory, &format!("seed/{next}"), appoint)? {
                return Ok(false);
            }
            *written = written.saturating_add(1);
        }
        Ok(true)
    }

    /// An act upon the log at its own time; `false` if another process was quicker.
    fn act_of(
        &mut self,
        person: &str,
        system: System,
        key: &str,
        act: impl FnOnce(Instant) -> Act,
    ) -> Result<bool, Error> {
        let (at, now) = self.times(None, self.registers.latest(system));
        // The first record of a system case opens it and has the key of its opening.
        let key = if self.registers.version(system) == 0 { SYSTEM_KEY } else { key };
        let actor = Actor { person: PersonRef::Id(person.to_owned()), capacity: None, post: None };
        let command = Command { actor, at, body: Body::new(key, act(at)) };
        match self.system_command(&command, now, None)? {
            None => Ok(false),
            Some(Ok(_)) => Ok(true),
            Some(Err(refusal)) => Err(refusal.into()),
        }
    }

    /// Decides and commits an act upon the log; gives the number of its record. The answer is kept under the caller's
    /// key. `None` if another process was quicker.
    pub(super) fn system_command(
        &mut self,
        command: &Command,
        now: Instant,
        key: Option<(&str, Hash)>,
    ) -> Result<Option<Result<u64, Refusal>>, Error> {
        let log = self.store.log().id().to_owned();
        let calendar = self.calendar_in_use().hash();
        let decided = match system::decide(&log, &self.registers, calendar, command, now, &*self.registers) {
            Ok(decided) => decided,
            Err(refusal) => return Ok(Some(Err(refusal))),
        };
        let number = decided.record.number;
        let leaf = decided.written.leaf();
        let record = NewRecord { written: decided.written, openings: decided.openings };
        let id = decided.record.case;
        let mut commit = CaseCommit::new(id, number.saturating_sub(1), vec![record], b"{}".to_vec());
        let row =
            |(key, digest): (&str, Hash)| KeyRow { key: key.to_owned(), digest, first: number, last: number };
        commit.keys.extend(key.map(row));
        if number == 1 {
            commit.index = Some(CaseIndex {
                alias: decided.system.alias().to_owned(),
                opening: format!("{}/{SYSTEM_KEY}", decided.system.alias()),
                open: true,
            });
        }
        match self.store.commit(std::slice::from_ref(&commit))?.into_iter().next() {
            Some(Committed::Done { .. }) => {
                self.take_system(&decided.record, leaf)?;
                Ok(Some(Ok(number)))
            }
            Some(
                Committed::Stale { .. }
                | Committed::Overtaken { .. }
                | Committed::Refused(Invalid::KeyTaken { .. }),
            )
            | None => Ok(None),
            Some(Committed::Refused(invalid)) => match too_large(invalid) {
                Stop::Refused(refusal) => Ok(Some(Err(*refusal))),
                Stop::Error(error) => Err(error),
            },
        }
    }
}
