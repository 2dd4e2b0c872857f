//! Executing a request: what the key answered before, time first, the decision, one atomic commit.

use super::again::linked;
use super::commit::{Pending, Ready};
use super::{Answer, Known, MAX_RETRIES, Outcome, Runtime};
use crate::error::Error;
use crate::normalise::{self, Against};
use crate::request::Request;
use crate::salts::{NoSalts, Salts};
use shouwen_calendar::Calendar;
use shouwen_canon::{CaseId, Date, Instant};
use shouwen_executor::system::{SYSTEM_KEY, System};
use shouwen_executor::{Act, Case, Command, Decision, Refusal, RefusalCode, World, decide, due};
use shouwen_model::kernel::Definition;
use shouwen_store::{Invalid, KeyRow, Moment, Named, Store, StoreError};
use std::borrow::Cow;
use std::sync::Arc;

/// A request that has been looked through.
pub(super) struct Asking<'r> {
    pub(super) request: Cow<'r, Request>,
    /// The word of its act.
    pub(super) word: &'static str,
    /// When it was, if it says so.
    pub(super) stated: Option<Instant>,
}

/// An answer, and what has to be committed before it is given.
pub(super) type Step = (Answer, Option<Ready>);

/// The ground a case is decided on.
pub(super) struct Ground {
    pub(super) definition: Arc<Definition>,
    pub(super) calendar: Arc<Calendar>,
    pub(super) now: Instant,
}

impl<S: Store> Runtime<S> {
    /// Carries out a request, or refuses it. The same key with the same request gives the first answer again.
    ///
    /// # Errors
    /// [`Error`] if the store fails: whether the request was carried out is then found out by asking again with the
    /// same key. A refusal is no error.
    pub fn execute(&mut self, request: &Request) -> Result<Answer, Error> {
        for attempt in 0..MAX_RETRIES {
            match self.attempt(request, attempt == 0) {
                Ok(Some(answer)) => {
                    self.deliver_orders()?;
                    return Ok(answer);
                }
                Ok(None) => {}
                Err(Stop::Refused(refusal)) => return Ok(refused(request, None, *refusal)),
                Err(Stop::Error(error)) => return Err(error),
            }
        }
        Ok(refused(request, None, stale()))
    }

    /// Carries what was ordered. The requests are answered, whatever becomes of it: the sweep takes that up.
    pub(super) fn deliver_orders(&mut self) -> Result<(), Error> {
        if std::mem::take(&mut self.orders) {
            self.deliver()?;
        }
        Ok(())
    }

    /// One attempt; `None` if another process changed the case meanwhile.
    fn attempt(&mut self, request: &Request, ahead: bool) -> Result<Option<Answer>, Stop> {
        let asked = self.asked(request)?;
        if normalise::is_directory(asked.word) {
            return self.directory(&asked.request, asked.stated);
        }
        if ahead && let Some((answer, ready)) = self.step_ahead(&asked)? {
            return match self.write(ready) {
                // What was at hand may be old: the next attempt asks the store.
                Err(Stop::Refused(_)) => Ok(None),
                written => Ok(written?.then_some(answer)),
            };
        }
        let (answer, ready) = self.step_asking(&asked)?;
        let Some(ready) = ready else { return Ok(Some(answer)) };
        let there = answer.case.filter(|_| asked.word != "open");
        match self.write(ready) {
            Err(Stop::Refused(refusal)) => Ok(Some(refused(&asked.request, there, *refusal))),
            written => Ok(written?.then_some(answer)),
        }
    }

    /// A request that has been looked through: what it asks for, and when that was.
    pub(super) fn asked<'r>(&self, request: &'r Request) -> Result<Asking<'r>, Stop> {
        let word = normalise::word(request)?;
        normalise::only(request, word)?;
        normalise::sized(request)?;
        let stated = normalise::stated(request)?;
        let request = self.spoken_of(request)?.map_or(Cow::Borrowed(request), Cow::Owned);
        Ok(Asking { request, word, stated })
    }

    /// Decides on what the store says: the answer, and what has to be committed before it is given.
    pub(super) fn step_asking(&mut self, asked: &Asking<'_>) -> Result<Step, Stop> {
        let (request, word) = (&*asked.request, asked.word);
        let (id, moment) = self.subject(request, word)?;
        let before = self.at_hand(moment.case)?;
        if before.is_none() && word != "open" {
            return Err(no_case(request.case.as_deref().unwrap_or_default()).into());
        }
        let there = before.is_some().then_some(id);
        match self.step(request, asked.stated, (id, moment.key), before) {
            Err(Stop::Refused(refusal)) => Ok((refused(request, there, *refusal), None)),
            other => other,
        }
    }

    /// The request with the case of the agenda by its id, where it names it by its opening key.
    fn spoken_of(&self, request: &Request) -> Result<Option<Request>, Error> {
        let Some(Named::Opening(key)) = request.agenda.as_deref().and_then(named) else { return Ok(None) };
        let found = self.store.find(key)?;
        Ok(found.map(|id| Request { agenda: Some(id.to_string()), ..request.clone() }))
    }

    /// Decides on what is at hand, without asking the store whether it still is so: the commit does. Whatever is not
    /// to be committed says nothing, since the state may be old or the key answered; then the store is asked after all.
    pub(super) fn step_ahead(&mut self, asked: &Asking<'_>) -> Result<Option<(Answer, Ready)>, Stop> {
        let (request, stated) = (&*asked.request, asked.stated);
        let (id, known) = if asked.word == "open" {
            // Most openings are of a case that is not there yet.
            (self.to_open(request)?.0, None)
        } else {
            let Some(known) = self.recent_of(request, stated) else { return Ok(None) };
            (known.case.id, Some(known))
        };
        match self.step(request, stated, (id, None), known) {
            Ok((answer, Some(ready))) if answer.committed() => Ok(Some((answer, ready))),
            Ok(_) | Err(Stop::Refused(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The case that a request means, if it was acted upon lately and time has nothing to do in it.
    fn recent_of(&mut self, request: &Request, stated: Option<Instant>) -> Option<Known> {
        let named = request.case.as_deref().and_then(named)?;
        let told = normalise::recorded(request).ok()?.or(stated);
        let known = self.recent.find(named)?;
        let (_, now) = self.times(told, Some((known.case.business, known.case.recorded)));
        let until = stated.map_or(now, |at| now.max(at)).max(known.case.business);
        due(&known.case).is_none_or(|due| due > until).then_some(known)
    }

    /// The case a request is about, and how it stands in the store.
    fn subject(&mut self, request: &Request, word: &str) -> Result<(CaseId, Moment), Stop> {
        let key = Some(request.key.as_str());
        if word != "open" {
            let name = normalise::needed("case", request.case.as_ref())?;
            let moment = self.look(named(name), key)?;
            let id = moment.case.as_ref().map(|(id, _)| *id);
            return Ok((id.ok_or_else(|| Stop::from(no_case(name)))?, moment));
        }
        let (id, alias) = self.to_open(request)?;
        let moment = self.look(Some(Named::Opening(&request.key)), key)?;
        if !self.registers.knows(alias) {
            return Err(Refusal::new(
                RefusalCode::NotPublished,
                format!("「{alias}」没有发布"),
                format!("`{alias}` is not published"),
            )
            .allow_each(self.registers.versions().iter().map(|v| &v.alias))
            .into());
        }
        if let Some((other, _)) = moment.case.as_ref().filter(|(other, _)| *other != id) {
            return Err(Refusal::new(
                RefusalCode::KeyReused,
                format!("编号「{}」已用于另一办件 {other}", request.key),
                format!("the key `{}` opened another case, {other}", request.key),
            )
            .into());
        }
        Ok((id, moment))
    }

    /// The case that a request opens, and the short name of its procedure.
    fn to_open<'r>(&self, request: &'r Request) -> Result<(CaseId, &'r str), Stop> {
        let alias = normalise::needed("procedure", request.procedure.as_ref())?;
        normalise::key(&request.key)?;
        let id = CaseId::derive(self.store.log().id(), alias, &request.key).map_err(Error::from)?;
        Ok((id, alias))
    }

    /// Decides a request upon its case: the answer, and what has to be committed before it is given.
    fn step(
        &mut self,
        request: &Request,
        stated: Option<Instant>,
        (id, answered): (CaseId, Option<KeyRow>),
        before: Option<Known>,
    ) -> Result<Step, Stop> {
        let case = before.as_ref().map(|known| &known.case);
        // A late entry was entered when the host's clock says, or the virtual one is told.
        let told = normalise::recorded(request)?.or(stated);
        let (_, now) = self.times(told, case.map(|c| (c.business, c.recorded)));
        let at = stated.unwrap_or_else(|| case.map_or(now, |c| now.max(c.business)));
        let ground = match case {
            Some(case) => self.ground_of(case, now)?,
            None => self.ground_to_open(request.procedure.as_deref().unwrap_or_default(), at, now)?,
        };
        // What the caller gave, without salts and without a time that was only supplied.
        let mut salts = NoSalts::default();
        let bare = self.read(request, Some(&ground), supplied(stated), &mut salts)?;
        let digest = self.digest(&bare)?;
        if let Some(row) = answered {
            return Ok((self.again(request, id, &row, digest)?, None));
        }
        // Where nothing is salted and no time supplied, that is the command itself.
        let whole = stated.is_some() && !salts.drawn;
        let command = if whole { bare } else { self.salted(request, Some(&ground), at)? };
        let mut pending = Pending::upon(id, before);
        let until = if request.late.is_some() { now } else { at };
        if let Some(refusal) = self.time_first(&ground, &mut pending, until)? {
            return self.close(request, &ground, pending, not_done(refusal), None);
        }
        let decision = self.decide_here(&ground, pending.case.as_ref(), &command)?;
        let (decided, refusal) = match decision {
            Decision::Accepted(decided) => (decided, None),
            Decision::RefusedOnRecord(decided, refusal) => (decided, Some(refusal)),
            Decision::Refused(refusal) => {
                return self.close(request, &ground, pending, not_done(refusal), None);
            }
        };
        let carried = self.would_open(&decided.record, decided.written.leaf(), now);
        if let Err(stop) = carried.and_then(|()| self.would_enter(&ground, &decided.record)) {
            let Stop::Refused(refusal) = stop else { return Err(stop) };
            return self.close(request, &ground, pending, not_done(*refusal), None);
        }
        let linked = linked(&decided.record);
        let number = pending.take(*decided);
        let first = pending.time.first().copied().unwrap_or(number);
        let key = KeyRow { key: request.key.clone(), digest, first, last: number };
        let outcome = match refusal {
            None => Outcome::Done { records: vec![number] },
            Some(refusal) => Outcome::Refused { refusal, recorded: Some(number) },
        };
        let (answer, ready) = self.close(request, &ground, pending, outcome, Some(key))?;
        Ok((Answer { linked, ..answer }, ready))
    }

    /// Decides a request; one that ends a session's entries is told which cases of the agenda were decided since.
    fn decide_here(
        &self,
        ground: &Ground,
        case: Option<&Case>,
        command: &Command,
    ) -> Result<Decision, Error> {
        match case {
            Some(session)
                if ground.definition.sessions.is_some()
                    && matches!(command.body.act, Act::Complete { .. }) =>
            {
                let decided = self.decided_of(session)?;
                Ok(self.decide_for(ground, case, command, (&decided, None)))
            }
            _ => Ok(decide(&self.world(ground), case, command)),
        }
    }

    /// The command of a request, with its salts from a source.
    fn read(
        &self,
        request: &Request,
        ground: Option<&Ground>,
        at: Instant,
        salts: &mut dyn Salts,
    ) -> Result<Command, Refusal> {
        let definition = ground.map(|ground| &*ground.definition);
        let in_force = |alias: &str| {
            let version = self.registers.version_on(alias, at.date());
            version.and_then(|v| self.definitions.get(&v.definition)).cloned()
        };
        normalise::command(request, &Against { definition, in_force: &in_force }, at, salts)
    }

    /// The command of a request, with salts of this runtime.
    fn salted(
        &mut self,
        request: &Request,
        ground: Option<&Ground>,
        at: Instant,
    ) -> Result<Command, Refusal> {
        let mut salts = std::mem::replace(&mut self.salts, Box::new(NoSalts::default()));
        let command = self.read(request, ground, at, salts.as_mut());
        self.salts = salts;
        command
    }

    /// What a case was opened on.
    pub(super) fn ground_of(&self, case: &Case, now: Instant) -> Result<Ground, Error> {
        let definition = self.definition_for(case.definition)?;
        let calendar = self.calendars.get(&case.calendar).cloned();
        let calendar = calendar.ok_or_else(|| Error::Missing(format!("calendar {}", case.calendar)))?;
        Ok(Ground { definition, calendar, now })
    }

    /// What a case opens on now.
    pub(super) fn ground_to_open(&self, alias: &str, at: Instant, now: Instant) -> Result<Ground, Stop> {
        let version = self.registers.version_on(alias, at.date());
        let definition = version.and_then(|v| self.definitions.get(&v.definition)).cloned();
        let definition = definition.ok_or_else(|| {
            Refusal::new(
                RefusalCode::NotInForce,
                format!("「{alias}」在 {} 没有生效的版本", at.date()),
                format!("no version of `{alias}` is in force on {}", at.date()),
            )
        })?;
        Ok(Ground { definition, calendar: self.calendar_in_use(), now })
    }

    pub(super) fn world<'a>(&'a self, ground: &'a Ground) -> World<'a> {
        World {
            log: self.store.log().id(),
            definition: &ground.definition,
            calendar: &ground.calendar,
            mode: self.mode,
            outside: &*self.registers,
            now: ground.now,
        }
    }

    /// The answer, with what is pending made ready.
    fn close(
        &self,
        request: &Request,
        ground: &Ground,
        pending: Pending,
        outcome: Outcome,
        key: Option<KeyRow>,
    ) -> Result<Step, Stop> {
        let case = pending.case.as_ref().map(|case| case.id);
        let (time, linked) = (pending.time.clone(), Vec::new());
        let answer = Answer { key: request.key.clone(), case, linked, time, repeated: false, outcome };
        Ok((answer, self.ready(ground, pending, key)?))
    }

    /// An act upon the directory. `None` if another process was quicker.
    fn directory(&mut self, request: &Request, stated: Option<Instant>) -> Result<Option<Answer>, Stop> {
        normalise::key(&request.key)?;
        let id = System::Directory.case(self.store.log().id()).map_err(Error::from)?;
        let answered = self.look(Some(Named::Id(id)), Some(&request.key))?.key;
        let (at, now) = self.times(stated, self.registers.latest(System::Directory));
        let mut request = request.clone();
        if let Some(name) = request.case.take() {
            // A case by its opening key is one by its id.
            let found = self.find(&name)?.filter(|id| matches!(self.case(*id), Ok(Some(_))));
            request.case = Some(found.ok_or_else(|| no_case(&name))?.to_string());
        }
        let request = &request;
        let bare = self.read(request, None, supplied(stated), &mut NoSalts::default())?;
        let digest = self.digest(&bare)?;
        if let Some(row) = answered {
            return self.again(request, id, &row, digest).map(Some);
        }
        let mut command = self.salted(request, None, at)?;
        // The first record of a system case opens it and has the key of its opening; the answer is kept under the
        // caller's.
        if self.registers.version(System::Directory) == 0 {
            command.body.key = SYSTEM_KEY.to_owned();
        }
        let Some(done) = self.system_command(&command, now, Some((&request.key, digest)))? else {
            return Ok(None);
        };
        let outcome = match done {
            Ok(number) => Outcome::Done { records: vec![number] },
            Err(refusal) => not_done(refusal),
        };
        let key = request.key.clone();
        let case = matches!(outcome, Outcome::Done { .. }).then_some(id);
        Ok(Some(Answer { key, case, linked: Vec::new(), time: Vec::new(), repeated: false, outcome }))
    }
}

/// What a name of a case means: its id, or `@` and the key that it was opened with.
pub(super) fn named(name: &str) -> Option<Named<'_>> {
    match name.strip_prefix('@') {
        Some(key) => Some(Named::Opening(key)),
        None => name.parse().ok().map(Named::Id),
    }
}

fn no_case(name: &str) -> Refusal {
    let name = normalise::shown(name);
    Refusal::new(RefusalCode::NoCase, format!("没有「{name}」这个办件"), format!("there is no case `{name}`"))
}

/// The time that stands in the digest of a request: none that was only supplied.
fn supplied(stated: Option<Instant>) -> Instant {
    stated.unwrap_or_else(|| Instant::start_of(Date::EPOCH))
}

const fn not_done(refusal: Refusal) -> Outcome {
    Outcome::Refused { refusal, recorded: None }
}

/// What the store does not take because it is too large; anything else that it refuses is a fault of this crate.
pub(super) fn too_large(invalid: Invalid) -> Stop {
    match invalid {
        Invalid::CommitRecords { .. }
        | Invalid::CaseRecords { .. }
        | Invalid::RecordBytes { .. }
        | Invalid::SnapshotBytes { .. }
        | Invalid::Openings { .. }
        | Invalid::OpeningBytes { .. } => Refusal::new(
            RefusalCode::Limit,
            format!("超过上限，写不下来：{invalid}"),
            format!("more than can be written: {invalid}"),
        )
        .into(),
        other => StoreError::Invalid(other).into(),
    }
}

pub(super) fn stale() -> Refusal {
    Refusal::new(
        RefusalCode::Stale,
        "同时有别的记录写入，请再试一次",
        "others wrote at the same time; ask again",
    )
}

/// Why an attempt ends early.
pub(super) enum Stop {
    Refused(Box<Refusal>),
    Error(Error),
}

impl Stop {
    pub(super) fn into_error(self) -> Error {
        match self {
            Self::Refused(refusal) => Error::Refused(refusal),
            Self::Error(error) => error,
        }
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Error(error.into())
    }
}

pub(super) fn refused(request: &Request, case: Option<CaseId>, refusal: Refusal) -> Answer {
    let (key, outcome) = (request.key.clone(), not_done(refusal));
    Answer { key, case, linked: Vec::new(), time: Vec::new(), repeated: false, outcome }
}
