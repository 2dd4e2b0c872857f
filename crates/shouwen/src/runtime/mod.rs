//! The runtime: a store, a clock and a source of salts around the pure executor.

mod execute;
mod import;
mod publish;

use crate::clock::Clock;
use crate::error::Error;
use crate::salts::Salts;
use serde::Serialize;
use shouwen_calendar::{Calendar, Mode};
use shouwen_canon::{CaseId, Hash, Instant};
use shouwen_executor::system::{Registers, System};
use shouwen_executor::{Case, CaseRecord, Refusal, apply, put_back};
use shouwen_inspect::{Log, LogError};
use shouwen_model::kernel::Definition;
use shouwen_store::Store;
use std::collections::BTreeMap;
use std::sync::Arc;

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

    /// The refusal, if it was refused.
    #[must_use]
    pub const fn refusal(&self) -> Option<&Refusal> {
        match &self.outcome {
            Outcome::Refused { refusal, .. } => Some(refusal),
            Outcome::Done { .. } => None,
        }
    }
}

/// A log with everything needed to carry it on.
pub struct Runtime<S> {
    store: S,
    clock: Box<dyn Clock>,
    salts: Box<dyn Salts>,
    mode: Mode,
    registers: Registers,
    definitions: BTreeMap<Hash, Arc<Definition>>,
    calendars: BTreeMap<Hash, Arc<Calendar>>,
}

impl<S: Store> Runtime<S> {
    /// Carries on the log in a store, which may be empty.
    ///
    /// # Errors
    /// [`Error`] if the store fails or holds what this version cannot carry on.
    pub fn new(store: S, clock: impl Clock + 'static, salts: impl Salts + 'static) -> Result<Self, Error> {
        let national = Calendar::national();
        let mut runtime = Self {
            store,
            clock: Box::new(clock),
            salts: Box::new(salts),
            mode: Mode::Provisional,
            registers: Registers::default(),
            definitions: BTreeMap::new(),
            calendars: BTreeMap::from([(national.hash(), Arc::new(national.clone()))]),
        };
        for system in System::ALL {
            runtime.read_system(system)?;
        }
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
    pub const fn registers(&self) -> &Registers {
        &self.registers
    }

    /// A definition by its hash.
    #[must_use]
    pub fn definition(&self, hash: Hash) -> Option<Arc<Definition>> {
        self.definitions.get(&hash).cloned()
    }

    /// A case as it stands.
    ///
    /// # Errors
    /// [`Error`] if the store fails or the records do not fit one another.
    pub fn case(&self, id: CaseId) -> Result<Option<Case>, Error> {
        let Some(stored) = self.store.load(id)? else { return Ok(None) };
        if let Some(case) = Case::from_bytes(&stored.snapshot).filter(|c| c.version == stored.version) {
            return Ok(Some(case));
        }
        self.fold(id)
    }

    /// The case that a name means: an id, or `@` and an opening key.
    ///
    /// # Errors
    /// [`Error`] if the store fails.
    pub fn find(&self, name: &str) -> Result<Option<CaseId>, Error> {
        match name.strip_prefix('@') {
            Some(key) => Ok(self.store.find(key)?),
            None => Ok(name.parse().ok()),
        }
    }

    /// All records of a case with the openings that are kept, in order.
    ///
    /// # Errors
    /// [`Error`] if the store fails or a record is none of this version.
    pub fn records(&self, id: CaseId) -> Result<Vec<CaseRecord>, Error> {
        let mut all = Vec::new();
        loop {
            let from = u64::try_from(all.len()).unwrap_or(u64::MAX).saturating_add(1);
            let page = self.store.records(id, from, PAGE)?;
            if page.is_empty() {
                return Ok(all);
            }
            for stored in page {
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
        let mut log = Log { id: self.store.log().id().to_owned(), lines: Vec::new() };
        loop {
            let from = u64::try_from(log.lines.len()).unwrap_or(u64::MAX);
            let page = self.store.read_log(from, PAGE)?;
            if page.is_empty() {
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

    /// Folds a case anew from its records.
    fn fold(&self, id: CaseId) -> Result<Option<Case>, Error> {
        let mut case: Option<Case> = None;
        for record in self.records(id)? {
            let hash = record.definition.or_else(|| case.as_ref().map(|c| c.definition));
            let definition = hash.and_then(|hash| self.definitions.get(&hash));
            let definition = definition.ok_or_else(|| Error::Missing(format!("definition {hash:?}")))?;
            let leaf = shouwen_audit::leaf_hash(&shouwen_canon::to_bytes(&record)?);
            case = Some(apply(definition, case, &record, leaf)?);
        }
        Ok(case)
    }

    fn read_system(&mut self, system: System) -> Result<(), Error> {
        let id = system.case(self.store.log().id())?;
        for record in self.records(id)? {
            let leaf = shouwen_audit::leaf_hash(&shouwen_canon::to_bytes(&record)?);
            self.take_system(&record, leaf)?;
        }
        Ok(())
    }

    /// Puts a record of a system case into everything that is kept in memory.
    fn take_system(&mut self, record: &CaseRecord, leaf: Hash) -> Result<(), Error> {
        use shouwen_executor::Act;
        self.registers.apply(record, leaf)?;
        match &record.command.act {
            Act::Publish { form, .. } => {
                let definition = shouwen_compile::lower(form)?;
                self.definitions.insert(definition.hash, Arc::new(definition));
            }
            Act::Calendar { data, .. } => {
                let calendar = Calendar::new(data.clone()).map_err(|e| Error::Missing(e.to_string()))?;
                self.calendars.insert(calendar.hash(), Arc::new(calendar));
            }
            _ => {}
        }
        Ok(())
    }

    /// The calendar on which new cases open: the one published last.
    fn calendar_in_use(&self) -> Arc<Calendar> {
        let last = self.registers.calendars().last().and_then(|(hash, _)| self.calendars.get(hash));
        last.cloned().unwrap_or_else(|| Arc::new(Calendar::national().clone()))
    }

    fn now(&mut self, stated: Option<Instant>) -> Instant {
        self.clock.now(stated)
    }
}
