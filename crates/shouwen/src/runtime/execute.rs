//! Executing a request: what the key answered before, time first, the decision, one atomic commit.

use super::publish::answer;
use super::{Answer, MAX_RETRIES, Outcome, Runtime};
use crate::error::Error;
use crate::normalise;
use crate::request::Request;
use crate::salts::NoSalts;
use shouwen_calendar::Calendar;
use shouwen_canon::{CaseId, Hash, Instant};
use shouwen_executor::system::System;
use shouwen_executor::{
    Case, Command, Decided, Decision, Effect, MAX_TIME_STEPS, Refusal, RefusalCode, World, decide, due, next,
};
use shouwen_model::kernel::Definition;
use shouwen_store::{CaseCommit, CaseIndex, Committed, DueChange, KeyRow, NewRecord, Store, StoreError};
use std::sync::Arc;

/// The domain tag of the digests by which repeated keys are compared; they never leave the store.
const KEY_TAG: &str = "shouwen/key/0";

/// What is to be committed to one case.
struct Pending {
    id: CaseId,
    before: Option<Case>,
    case: Option<Case>,
    records: Vec<NewRecord>,
    time: Vec<u64>,
}

/// The ground a case is decided on.
struct Ground {
    definition: Arc<Definition>,
    calendar: Arc<Calendar>,
    now: Instant,
}

impl<S: Store> Runtime<S> {
    /// Carries out a request, or refuses it. The same key with the same request gives the first answer again.
    ///
    /// # Errors
    /// [`Error`] if the store fails: whether the request was carried out is then found out by asking again with the
    /// same key. A refusal is no error.
    pub fn execute(&mut self, request: &Request) -> Result<Answer, Error> {
        for _ in 0..MAX_RETRIES {
            match self.attempt(request) {
                Ok(Some(answer)) => return Ok(answer),
                Ok(None) => {}
                Err(Stop::Refused(refusal)) => return Ok(refused(request, None, *refusal)),
                Err(Stop::Error(error)) => return Err(error),
            }
        }
        let refusal = Refusal::new(
            RefusalCode::Stale,
            "办件同时被别人改动，请再试一次",
            "the case was changed by others at the same time; ask again",
        );
        Ok(refused(request, None, refusal))
    }

    /// One attempt; `None` if another process changed the case meanwhile.
    fn attempt(&mut self, request: &Request) -> Result<Option<Answer>, Stop> {
        let word = normalise::word(request)?;
        let stated = normalise::stated(request)?;
        let now = self.now(stated);
        let at = stated.unwrap_or(now);
        if matches!(word, "appoint" | "relieve" | "absent") {
            return self.directory(request, at, now).map(Some);
        }
        let (id, before) = self.subject(request, word)?;
        let ground = self.ground(request, before.as_ref(), at, now)?;
        // What the caller gave, without salts and without a time that was only supplied.
        let bare_at = stated.unwrap_or_else(|| Instant::start_of(shouwen_canon::Date::EPOCH));
        let bare = normalise::command(request, Some(&ground.definition), bare_at, &mut NoSalts)?;
        let digest = self.digest(&bare)?;
        if let Some(row) = self.store.key(id, &request.key)? {
            return self.again(request, id, &row, digest).map(Some);
        }
        let command = normalise::command(request, Some(&ground.definition), at, self.salts.as_mut())?;
        let now = before.as_ref().map_or(now, |case| now.max(case.recorded));
        let ground = Ground { now, ..ground };
        let mut pending = Pending { id, case: before.clone(), before, records: Vec::new(), time: Vec::new() };
        if let Some(refusal) = self.time_first(&ground, &mut pending, at)? {
            return self.close(request, pending, Err(refusal), None);
        }
        let decision = decide(&self.world(&ground), pending.case.as_ref(), &command);
        match decision {
            Decision::Accepted(decided) => {
                let number = pending.take(*decided);
                let key = KeyRow { key: request.key.clone(), digest, first: number, last: number };
                self.close(request, pending, Ok(vec![number]), Some(key))
            }
            Decision::RefusedOnRecord(decided, refusal) => {
                let number = pending.take(*decided);
                let key = KeyRow { key: request.key.clone(), digest, first: number, last: number };
                let answer = self.close(request, pending, Err(refusal), Some(key))?;
                Ok(answer.map(|mut answer| {
                    if let Outcome::Refused { recorded, .. } = &mut answer.outcome {
                        *recorded = Some(number);
                    }
                    answer
                }))
            }
            Decision::Refused(refusal) => self.close(request, pending, Err(refusal), None),
        }
    }

    /// The case a request is about, and how it stands.
    fn subject(&mut self, request: &Request, word: &str) -> Result<(CaseId, Option<Case>), Stop> {
        if word == "open" {
            let alias = request.procedure.as_deref().unwrap_or_default();
            if !self.registers.knows(alias) {
                self.read_on(System::Registry)?;
            }
            if !self.registers.knows(alias) {
                return Err(Refusal::new(
                    RefusalCode::NotPublished,
                    format!("「{alias}」没有发布"),
                    format!("`{alias}` is not published"),
                )
                .allow_each(self.registers.versions().iter().map(|v| &v.alias))
                .into());
            }
            let id = CaseId::derive(self.store.log().id(), alias, &request.key).map_err(Error::from)?;
            if let Some(other) = self.store.find(&request.key)?.filter(|other| *other != id) {
                return Err(Refusal::new(
                    RefusalCode::KeyReused,
                    format!("编号「{}」已用于另一办件 {other}", request.key),
                    format!("the key `{}` opened another case, {other}", request.key),
                )
                .into());
            }
            return Ok((id, self.case(id)?));
        }
        let name = request.case.as_deref().unwrap_or_default();
        let missing = || {
            Stop::from(Refusal::new(
                RefusalCode::NoCase,
                format!("没有「{name}」这个办件"),
                format!("there is no case `{name}`"),
            ))
        };
        let id = self.find(name)?.ok_or_else(missing)?;
        let case = self.case(id)?.ok_or_else(missing)?;
        Ok((id, Some(case)))
    }

    fn ground(
        &mut self,
        request: &Request,
        case: Option<&Case>,
        at: Instant,
        now: Instant,
    ) -> Result<Ground, Stop> {
        if let Some(case) = case {
            let definition = self.definitions.get(&case.definition).cloned();
            let calendar = self.calendars.get(&case.calendar).cloned();
            return match (definition, calendar) {
                (Some(definition), Some(calendar)) => Ok(Ground { definition, calendar, now }),
                _ => Err(Error::Missing(format!(
                    "definition {} or calendar {}",
                    case.definition, case.calendar
                ))
                .into()),
            };
        }
        let alias = request.procedure.as_deref().unwrap_or_default();
        let version = self.registers.version_on(alias, at.date());
        let definition = version.and_then(|v| self.definitions.get(&v.definition)).cloned();
        let calendar = self.calendar_in_use();
        match definition {
            Some(definition) => Ok(Ground { definition, calendar, now }),
            None => Err(Refusal::new(
                RefusalCode::NotInForce,
                format!("「{alias}」在 {} 没有生效的版本", at.date()),
                format!("no version of `{alias}` is in force on {}", at.date()),
            )
            .into()),
        }
    }

    fn world<'a>(&'a self, ground: &'a Ground) -> World<'a> {
        World {
            log: self.store.log().id(),
            definition: &ground.definition,
            calendar: &ground.calendar,
            mode: self.mode,
            outside: &self.registers,
            now: ground.now,
        }
    }

    /// Lets time act on everything due up to an instant. A refusal here refuses the command too.
    fn time_first(
        &self,
        ground: &Ground,
        pending: &mut Pending,
        until: Instant,
    ) -> Result<Option<Refusal>, Stop> {
        while let Some(case) = &pending.case {
            if due(case).is_none_or(|due| due > until || due > ground.now) {
                return Ok(None);
            }
            let Some(act) = next(&ground.definition, case) else { return Ok(None) };
            if pending.time.len() >= MAX_TIME_STEPS {
                return Ok(Some(Refusal::new(
                    RefusalCode::TimeDue,
                    "到期事项太多，一次处理不完，请再试一次",
                    "more is due than one commit takes; ask again",
                )));
            }
            match decide(&self.world(ground), Some(case), &act.command(case)) {
                Decision::Accepted(decided) => {
                    let number = pending.take(*decided);
                    pending.time.push(number);
                }
                Decision::RefusedOnRecord(_, refusal) | Decision::Refused(refusal) => {
                    return Ok(Some(refusal));
                }
            }
        }
        Ok(None)
    }

    /// Commits what is pending and answers.
    fn close(
        &mut self,
        request: &Request,
        pending: Pending,
        outcome: Result<Vec<u64>, Refusal>,
        key: Option<KeyRow>,
    ) -> Result<Option<Answer>, Stop> {
        let (id, time) = (pending.id, pending.time.clone());
        if !pending.records.is_empty() && !self.commit(pending, key)? {
            return Ok(None);
        }
        let outcome = match outcome {
            Ok(records) => Outcome::Done { records },
            Err(refusal) => Outcome::Refused { refusal, recorded: None },
        };
        Ok(Some(Answer { key: request.key.clone(), case: Some(id), time, repeated: false, outcome }))
    }

    /// Commits; `false` if the case was changed by others meanwhile.
    fn commit(&mut self, pending: Pending, key: Option<KeyRow>) -> Result<bool, Error> {
        let Some(case) = pending.case else { return Ok(true) };
        let expected = pending.before.as_ref().map_or(0, |c| c.version);
        let mut commit = CaseCommit::new(pending.id, expected, pending.records, case.bytes()?);
        let (was, is) = (pending.before.as_ref().and_then(due), due(&case));
        commit.due = match is {
            _ if was == is => DueChange::Keep,
            Some(at) => DueChange::Set(at),
            None => DueChange::Clear,
        };
        let was_open = pending.before.as_ref().map(|c| !c.settled());
        if was_open != Some(!case.settled()) {
            commit.index = self.index(&case, key.as_ref(), pending.before.is_none())?;
        }
        commit.keys.extend(key);
        match self.store.commit(std::slice::from_ref(&commit))?.into_iter().next() {
            Some(Committed::Done { .. }) => Ok(true),
            Some(Committed::Stale { .. }) | None => Ok(false),
            Some(Committed::Refused(invalid)) => Err(StoreError::Invalid(invalid).into()),
        }
    }

    fn index(&self, case: &Case, key: Option<&KeyRow>, opens: bool) -> Result<Option<CaseIndex>, Error> {
        let alias = self.definitions.get(&case.definition).map(|d| d.alias.clone()).unwrap_or_default();
        let opening = match key {
            Some(row) if opens => row.key.clone(),
            _ => {
                let first = self.store.records(case.id, 1, 1)?.into_iter().next();
                let Some(first) = first else { return Ok(None) };
                let record: shouwen_executor::CaseRecord = shouwen_canon::from_bytes(&first.bytes)?;
                record.command.key
            }
        };
        Ok(Some(CaseIndex { alias, opening, open: !case.settled() }))
    }

    /// Digest of what the caller gave, keyed with the secret of the log.
    fn digest(&self, bare: &Command) -> Result<Hash, Error> {
        let given = shouwen_canon::to_bytes(&(&bare.actor, bare.at, &bare.body))?;
        let mut keyed = self.store.log().secret().expose().to_vec();
        keyed.extend_from_slice(&given);
        Ok(Hash::tagged(KEY_TAG, &keyed))
    }

    /// The first answer to a key, given again.
    fn again(&self, request: &Request, id: CaseId, row: &KeyRow, digest: Hash) -> Result<Answer, Stop> {
        if row.digest != digest {
            return Err(Refusal::new(
                RefusalCode::KeyReused,
                format!("编号「{}」已用于另一命令", request.key),
                format!("the key `{}` belongs to another command", request.key),
            )
            .into());
        }
        let stored = self.store.records(id, row.first, 1)?.into_iter().next();
        let record: Option<shouwen_executor::CaseRecord> =
            stored.map(|s| shouwen_canon::from_bytes(&s.bytes)).transpose().map_err(Error::from)?;
        let code = record.iter().flat_map(|r| &r.effects).find_map(|effect| match effect {
            Effect::Refused { code } => RefusalCode::ALL.iter().find(|known| known.as_str() == code),
            _ => None,
        });
        let outcome = match code {
            None => Outcome::Done { records: (row.first..=row.last).collect() },
            Some(code) => Outcome::Refused {
                refusal: Refusal::new(*code, "此前已拒绝并记录", "it was refused and put on record before"),
                recorded: Some(row.first),
            },
        };
        Ok(Answer { key: request.key.clone(), case: Some(id), time: Vec::new(), repeated: true, outcome })
    }

    fn directory(&mut self, request: &Request, at: Instant, now: Instant) -> Result<Answer, Stop> {
        let command = normalise::command(request, None, at, &mut NoSalts)?;
        let digest = self.digest(&command)?;
        let id = System::Directory.case(self.store.log().id()).map_err(Error::from)?;
        if let Some(row) = self.store.key(id, &request.key)? {
            return self.again(request, id, &row, digest);
        }
        let mut command = command;
        if self.registers.version(System::Directory) == 0 {
            command.body.key = shouwen_executor::system::SYSTEM_KEY.to_owned();
        }
        let outcome = self.system_command(&command, now, Some(digest))?;
        Ok(answer(&request.key, outcome))
    }

    /// Lets time act on every case up to an instant; gives how often it did.
    ///
    /// # Errors
    /// [`Error`] if the store fails, or a case cannot be carried on; what was done before stays done.
    pub fn tick(&mut self, until: Instant) -> Result<u64, Error> {
        let now = self.now(Some(until));
        let mut fired = 0_u64;
        let mut after = None;
        loop {
            let page = self.store.due(until.min(now), after, super::PAGE)?;
            let Some(last) = page.last().copied() else { return Ok(fired) };
            for (_, id) in page {
                fired = fired.saturating_add(self.tick_case(id, until, now)?);
            }
            after = Some(last);
        }
    }

    fn tick_case(&mut self, id: CaseId, until: Instant, now: Instant) -> Result<u64, Error> {
        for _ in 0..MAX_RETRIES {
            let Some(case) = self.case(id)? else { return Ok(0) };
            let request = Request::default();
            let ground = match self.ground(&request, Some(&case), until, now.max(case.recorded)) {
                Ok(ground) => ground,
                Err(stop) => return Err(stop.into_error()),
            };
            let mut pending = Pending {
                id,
                case: Some(case.clone()),
                before: Some(case),
                records: Vec::new(),
                time: Vec::new(),
            };
            let refusal = self.time_first(&ground, &mut pending, until).map_err(Stop::into_error)?;
            let fired = u64::try_from(pending.time.len()).unwrap_or(u64::MAX);
            if fired == 0 {
                return refusal.map_or(Ok(0), |refusal| Err(refusal.into()));
            }
            if self.commit(pending, None)? {
                return Ok(fired);
            }
        }
        Ok(0)
    }
}

impl Pending {
    /// Takes a decided record; gives its number.
    fn take(&mut self, decided: Decided) -> u64 {
        let number = decided.record.number;
        self.records.push(NewRecord {
            number,
            bytes: decided.bytes,
            leaf: decided.leaf,
            openings: decided.openings,
        });
        self.case = Some(decided.case);
        number
    }
}

/// Why an attempt ends early.
enum Stop {
    Refused(Box<Refusal>),
    Error(Error),
}

impl Stop {
    fn into_error(self) -> Error {
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

fn refused(request: &Request, case: Option<CaseId>, refusal: Refusal) -> Answer {
    Answer {
        key: request.key.clone(),
        case,
        time: Vec::new(),
        repeated: false,
        outcome: Outcome::Refused { refusal, recorded: None },
    }
}
