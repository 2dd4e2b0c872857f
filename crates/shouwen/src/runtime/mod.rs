//! The runtime: a store, a clock and a source of salts around the pure executor.

mod again;
mod commit;
mod execute;
mod import;
mod outbox;
mod publish;
mod queries;
mod recent;
mod sessions;
mod sweep;
mod together;

use crate::clock::Clock;
use crate::error::Error;
use crate::salts::Salts;
pub use queries::{
    AgendaView, CaseEntry, CasePage, CaseQuery, CaseView, ClockView, DutyView, FieldView, LinkView,
    MAX_LISTED, MaterialView, OfferView, PartyView, Possible, SlotView, TimelineLine, Work, WorkOf,
};
use recent::Recent;
use serde::Serialize;
pub use sessions::MAX_SESSIONS_AT_ONCE;
use shouwen_calendar::{Calendar, Mode};
use shouwen_canon::{CaseId, Date, Hash, Instant};
use shouwen_executor::system::{Registers, System};
use shouwen_executor::{Case, CaseRecord, Refusal, apply, put_back};
use shouwen_inspect::{Log, LogError};
use shouwen_model::kernel::Definition;
use shouwen_store::{Asked, Moment, Named, Store, Stored};
use std::collections::BTreeMap;
use std::sync::Arc;
pub use sweep::Swept;
pub use together::MAX_TOGETHER;

/// How often a command is decided anew when another process was quicker.
pub const MAX_RETRIES: u32 = 8;

/// The rows read from a store at a time.
const PAGE: usize = 256;

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The request's key.
    pub key: String,
    /// The case, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// The cases that it opened along with its own, by the names of the links.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub linked: Vec<(String, CaseId)>,
    /// Records of time that had to come first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub time: Vec<u64>,
    /// Whether this is the first answer, given again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub repeated: bool,
    /// Accepted or refused.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// Accepted or refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Outcome {
    /// Done, with the numbers of the records.
    Done {
        /// The records of the command itself.
        records: Vec<u64>,
    },
    /// Refused.
    Refused {
        /// Why, and what would be accepted.
        refusal: Refusal,
        /// The record of the attempt, if it was put on record.
        #[serde(skip_serializing_if = "Option::is_none")]
        recorded: Option<u64>,
    },
}

impl Answer {
    /// Whether the request was carried out.
    #[must_use]
    pub const fn accepted(&self) -> bool {
        matches!(self.outcome, Outcome::Done { .. })
    }

    /// Whether a record of the request itself was written.
    const fn committed(&self) -> bool {
        matches!(self.outcome, Outcome::Done { .. } | Outcome::Refused { recorded: Some(_), .. })
    }

    /// The refusal, if it was refused.
    #[must_use]
    pub const fn refusal(&self) -> Option<&Refusal> {
        match &self.outcome {
            Outcome::Refused { refusal, .. } => Some(refusal),
            Outcome::Done { .. } => None,
        }
    }
}

/// A case as it stands, with the key that it was opened with.
struct Known {
    case: Case,
    opening: String,
}

/// A log with everything needed to carry it on.
pub struct Runtime<S> {
    store: S,
    clock: Box<dyn Clock + Send>,
    salts: Box<dyn Salts + Send>,
    mode: Mode,
    registers: Arc<Registers>,
    /// The system cases, in the order of [`System::ALL`].
    systems: [CaseId; System::ALL.len()],
    /// How far the outbox has come, as far as this runtime knows.
    delivered: u64,
    /// Whether something was committed that orders something of another case.
    orders: bool,
    definitions: BTreeMap<Hash, Arc<Definition>>,
    calendars: BTreeMap<Hash, Arc<Calendar>>,
    recent: Recent,
    /// The day of the last session that is known to be open, by the short names of the sessions.
    convened: BTreeMap<String, Date>,
}

impl<S: Store> Runtime<S> {
    /// Carries on the log in a store, which may be empty.
    ///
    /// # Errors
    /// [`Error`] if the store fails or holds what this version cannot carry on.
    pub fn new(
        store: S,
        clock: impl Clock + Send + 'static,
        salts: impl Salts + Send + 'static,
    ) -> Result<Self, Error> {
        let national = Calendar::national();
        let log = store.log().id();
        let mut systems = [CaseId::from_bytes([0; 16]); System::ALL.len()];
        for (id, system) in systems.iter_mut().zip(System::ALL) {
            *id = system.case(log)?;
        }
        let mut runtime = Self {
            store,
            clock: Box::new(clock),
            salts: Box::new(salts),
            mode: Mode::Provisional,
            registers: Arc::default(),
            systems,
            delivered: 0,
            orders: false,
            definitions: BTreeMap::new(),
            calendars: BTreeMap::from([(national.hash(), Arc::new(national.clone()))]),
            recent: Recent::default(),
            convened: BTreeMap::new(),
        };
        runtime.refresh()?;
        Ok(runtime)
    }

    /// Another runtime on the same log, with a handle of its own to the store, so that several threads act at the same
    /// time. What this one has read of definitions, calendars and the directory they share: it begins at once, and the
    /// processor finds for all of them in its cache what one of them used.
    ///
    /// # Errors
    /// [`Error`] if the store fails, is that of another log, or holds what this version cannot carry on.
    pub fn beside(
        &self,
        store: S,
        clock: impl Clock + Send + 'static,
        salts: impl Salts + Send + 'static,
    ) -> Result<Self, Error> {
        let (known, asked) = (store.log().id().to_owned(), self.store.log().id().to_owned());
        if known != asked {
            return Err(Error::OtherLog { known, asked });
        }
        let mut runtime = Self {
            store,
            clock: Box::new(clock),
            salts: Box::new(salts),
            mode: self.mode,
            registers: self.registers.clone(),
            systems: self.systems,
            delivered: self.delivered,
            orders: false,
            definitions: self.definitions.clone(),
            calendars: self.calendars.clone(),
            recent: Recent::default(),
            convened: BTreeMap::new(),
        };
        runtime.refresh()?;
        Ok(runtime)
    }

    /// Refuses what depends on dates beyond the calendar, instead of assuming them and marking the result provisional.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.mode = Mode::Strict;
        self
    }

    /// The store.
    #[must_use]
    pub const fn store(&self) -> &S {
        &self.store
    }

    /// Gives the store back.
    #[must_use]
    pub fn into_store(self) -> S {
        self.store
    }

    /// What the system cases say: definitions, posts, calendars.
    #[must_use]
    pub fn registers(&self) -> &Registers {
        &self.registers
    }

    /// A definition by its hash.
    #[must_use]
    pub fn definition(&self, hash: Hash) -> Option<Arc<Definition>> {
        self.definitions.get(&hash).cloned()
    }

    /// A case as it stands. The system cases of the log are none of these: [`Runtime::registers`] tells what they say.
    ///
    /// # Errors
    /// [`Error`] if the store fails or the records do not fit one another.
    pub fn case(&self, id: CaseId) -> Result<Option<Case>, Error> {
        Ok(self.known(id)?.map(|known| known.case))
    }

    /// A case as it stands, and what it is listed by.
    fn known(&self, id: CaseId) -> Result<Option<Known>, Error> {
        self.store.load(id)?.map_or(Ok(None), |stored| self.unpack(id, stored))
    }

    fn unpack(&self, id: CaseId, stored: Stored) -> Result<Option<Known>, Error> {
        if self.systems.contains(&id) {
            return Ok(None);
        }
        let fits = |c: &Case| c.id == id && c.version == stored.version && c.tip == stored.tip;
        let case = match Case::from_bytes(&stored.snapshot).filter(fits) {
            Some(case) => Some(case),
            None => self.fold(id, |record| record.number <= stored.version)?,
        };
        let opening = stored.index.map(|index| index.opening).unwrap_or_default();
        Ok(case.map(|case| Known { case, opening }))
    }

    /// The case of a moment, to be acted upon.
    fn at_hand(&mut self, found: Option<(CaseId, Stored)>) -> Result<Option<Known>, Error> {
        let Some((id, stored)) = found else { return Ok(None) };
        match self.recent.take(id, stored.version, stored.tip) {
            Some(known) => Ok(Some(known)),
            None => self.unpack(id, stored),
        }
    }

    /// The case that a name means: an id, or `@` and an opening key.
    ///
    /// # Errors
    /// [`Error`] if the store fails.
    pub fn find(&self, name: &str) -> Result<Option<CaseId>, Error> {
        match execute::named(name) {
            Some(Named::Opening(key)) => Ok(self.store.find(key)?),
            Some(Named::Id(id)) => Ok(Some(id)),
            None => Ok(None),
        }
    }

    /// All records of a case with the openings that are kept, in order.
    ///
    /// # Errors
    /// [`Error`] if the store fails or a record is none of this version.
    pub fn records(&self, id: CaseId) -> Result<Vec<CaseRecord>, Error> {
        self.records_after(id, 0)
    }

    /// The records of a case after a number.
    fn records_after(&self, id: CaseId, number: u64) -> Result<Vec<CaseRecord>, Error> {
        let mut all = Vec::new();
        let mut last = number;
        loop {
            let page = self.store.records(id, last.saturating_add(1), PAGE)?;
            if page.is_empty() {
                return Ok(all);
            }
            for stored in page {
                last = stored.number;
                let mut record: CaseRecord = shouwen_canon::from_bytes(&stored.bytes)?;
                for opening in self.store.openings(id, stored.number)? {
                    put_back(&mut record, &opening);
                }
                all.push(record);
            }
        }
    }

    /// The whole log in memory, for inspection.
    ///
    /// # Errors
    /// [`Error`] if the store fails; a record that is none of this version is [`Error::Missing`].
    pub fn log(&self) -> Result<Log, Error> {
        let mut log = Log { id: self.store.log().id().to_owned(), ..Log::default() };
        loop {
            let from = u64::try_from(log.lines.len()).unwrap_or(u64::MAX);
            let page = self.store.read_log(from, PAGE)?;
            if page.is_empty() {
                log.size = Some(from);
                return Ok(log);
            }
            for record in page {
                log.push(record.bytes).map_err(|e: LogError| Error::Missing(e.to_string()))?;
                for opening in &record.openings {
                    log.open(opening);
                }
            }
        }
    }

    /// Folds a case anew from its records, as long as they are such.
    fn fold(&self, id: CaseId, such: impl Fn(&CaseRecord) -> bool) -> Result<Option<Case>, Error> {
        let mut case: Option<Case> = None;
        for record in self.records(id)?.into_iter().take_while(such) {
            let hash = record.definition.or_else(|| case.as_ref().map(|c| c.definition));
            let hash = hash.ok_or_else(|| Error::Missing(format!("the first record of {id}")))?;
            let leaf = shouwen_audit::leaf_hash(&shouwen_canon::to_bytes(&record)?);
            case = Some(apply(&*self.definition_for(hash)?, case, &record, leaf)?);
        }
        Ok(case)
    }

    /// A definition that a case runs on, even one that another process published a moment ago.
    fn definition_for(&self, hash: Hash) -> Result<Arc<Definition>, Error> {
        use shouwen_executor::Act;
        if let Some(known) = self.definitions.get(&hash) {
            return Ok(known.clone());
        }
        let registry = System::Registry.case(self.store.log().id())?;
        for record in self.records_after(registry, self.registers.version(System::Registry))? {
            if let Act::Publish { form, published, .. } = &record.command.act
                && published.definitions.contains(&hash)
            {
                return Ok(Arc::new(shouwen_compile::lower(form)?));
            }
        }
        Err(Error::Missing(format!("definition {hash}")))
    }

    /// Looks at the store: what other processes wrote into the system cases, and a case with its answer to a key. It is
    /// done before every command, so that what was published or who was appointed or relieved counts from the next
    /// command on, whoever wrote it.
    fn look(&mut self, case: Option<Named<'_>>, key: Option<&str>) -> Result<Moment, Error> {
        let moment = self.store.moment(&Asked { case, key, versions: &self.systems })?;
        for ((system, id), stored) in System::ALL.into_iter().zip(self.systems).zip(&moment.versions) {
            let known = self.registers.version(system);
            if *stored <= known {
                continue;
            }
            for record in self.records_after(id, known)? {
                let leaf = shouwen_audit::leaf_hash(&shouwen_canon::to_bytes(&record)?);
                self.take_system(&record, leaf)?;
            }
        }
        Ok(moment)
    }

    /// Looks at the system cases alone.
    fn refresh(&mut self) -> Result<(), Error> {
        self.look(None, None).map(drop)
    }

    /// Puts a record of a system case into everything that is kept in memory, or into nothing of it.
    fn take_system(&mut self, record: &CaseRecord, leaf: Hash) -> Result<(), Error> {
        use shouwen_executor::Act;
        match &record.command.act {
            Act::Publish { form, .. } => {
                let definition = shouwen_compile::lower(form)?;
                Arc::make_mut(&mut self.registers).apply(record, leaf)?;
                self.definitions.insert(definition.hash, Arc::new(definition));
            }
            Act::Calendar { data, .. } => {
                let calendar = Calendar::new(data.clone()).map_err(|e| Error::Missing(e.to_string()))?;
                Arc::make_mut(&mut self.registers).apply(record, leaf)?;
                self.calendars.insert(calendar.hash(), Arc::new(calendar));
            }
            _ => {
                Arc::make_mut(&mut self.registers).apply(record, leaf)?;
            }
        }
        Ok(())
    }

    /// The calendar on which new cases open: the one published last.
    pub(super) fn calendar_in_use(&self) -> Arc<Calendar> {
        let last = self.registers.calendars().last().and_then(|(hash, _)| self.calendars.get(hash));
        last.cloned().unwrap_or_else(|| Arc::new(Calendar::national().clone()))
    }

    /// Business time and recorded time of a command that follows a record of these two times. The host's clock may
    /// have been set back, and a record may lie ahead of it by the tolerance: a time that nobody stated is never
    /// refused for that.
    pub(super) fn times(
        &mut self,
        stated: Option<Instant>,
        before: Option<(Instant, Instant)>,
    ) -> (Instant, Instant) {
        let clock = self.clock.now(stated);
        let now = before.map_or(clock, |(_, recorded)| clock.max(recorded));
        let at = before.map_or(now, |(business, _)| now.max(business));
        (stated.unwrap_or(at), now)
    }
}
