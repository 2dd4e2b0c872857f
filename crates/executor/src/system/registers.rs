//! The fold of the system cases: who operates the log, what is published, who holds which post, which calendars exist.

use super::System;
use crate::apply::ApplyError;
use crate::command::Act;
use crate::fact::{Capacity, Holding, Members, Outside, Why};
use crate::record::CaseRecord;
use crate::table::Table;
use shouwen_calendar::CalendarData;
use shouwen_canon::{CaseId, Date, Hash, Instant};
use shouwen_model::form::Form;

/// The end of a system case's chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) version: u64,
    pub(super) tip: Hash,
    pub(super) business: Instant,
    pub(super) recorded: Instant,
}

/// A published definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// 简称.
    pub alias: String,
    /// Identity.
    pub definition: Hash,
    /// The form, as published.
    pub form: Box<Form>,
    /// The first day on which cases may open.
    pub from: Date,
    /// When it was published.
    pub since: Instant,
    /// Leaf hash of the record that published it.
    pub source: Hash,
}

/// A person in a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The person.
    pub person: String,
    /// The post.
    pub post: String,
    /// As stand-in (B岗).
    pub stand_in: bool,
    /// Since when.
    pub from: Instant,
    /// Until when, if it ended.
    pub until: Option<Instant>,
    /// Leaf hash of the record that appointed.
    pub source: Hash,
    /// Leaf hash of the record that relieved.
    pub relieved: Option<Hash>,
}

/// A post delegated by its holder for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Who delegates.
    pub person: String,
    /// To whom.
    pub to: String,
    /// The post.
    pub post: String,
    /// From this day.
    pub from: Date,
    /// To this day, included.
    pub until: Date,
    /// Leaf hash of the record that says so.
    pub source: Hash,
}

/// A person without part in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recusal {
    /// The person.
    pub person: String,
    /// The case.
    pub case: CaseId,
    /// Leaf hash of the record that says so.
    pub source: Hash,
}

/// A person away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// The person.
    pub person: String,
    /// From this day.
    pub from: Date,
    /// To this day, included.
    pub until: Date,
    /// Leaf hash of the record that says so.
    pub source: Hash,
}

impl Absence {
    fn covers(&self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }
}

/// What the system cases of a log say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registers {
    pub(super) heads: Table<System, Head>,
    pub(super) operator: Option<(String, Hash)>,
    versions: Vec<Version>,
    seats: Vec<Seat>,
    absences: Vec<Absence>,
    delegations: Vec<Delegation>,
    recusals: Vec<Recusal>,
    calendars: Vec<(Hash, CalendarData)>,
}

impl Registers {
    /// The number of the last record of a system case; 0 before its first.
    #[must_use]
    pub fn version(&self, system: System) -> u64 {
        self.heads.get(&system).map_or(0, |head| head.version)
    }

    /// Business and recorded time of the last record of a system case; the next one is never earlier.
    #[must_use]
    pub fn latest(&self, system: System) -> Option<(Instant, Instant)> {
        self.heads.get(&system).map(|head| (head.business, head.recorded))
    }

    /// Who operates the log.
    #[must_use]
    pub fn operator(&self) -> Option<&str> {
        self.operator.as_ref().map(|(person, _)| person.as_str())
    }

    /// All published definitions, in order.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// All seats, past ones included, in order.
    #[must_use]
    pub fn seats(&self) -> &[Seat] {
        &self.seats
    }

    /// All absences, in order.
    #[must_use]
    pub fn absences(&self) -> &[Absence] {
        &self.absences
    }

    /// All delegations, in order.
    #[must_use]
    pub fn delegations(&self) -> &[Delegation] {
        &self.delegations
    }

    /// All recusals, in order.
    #[must_use]
    pub fn recusals(&self) -> &[Recusal] {
        &self.recusals
    }

    /// All published calendars, in order.
    #[must_use]
    pub fn calendars(&self) -> &[(Hash, CalendarData)] {
        &self.calendars
    }

    /// The definition under an alias in which cases open on a day: the latest published one whose time has come.
    #[must_use]
    pub fn version_on(&self, alias: &str, on: Date) -> Option<&Version> {
        self.versions.iter().rev().find(|v| v.alias == alias && v.from <= on)
    }

    /// Whether any definition bears an alias, in force or not yet.
    #[must_use]
    pub fn knows(&self, alias: &str) -> bool {
        self.versions.iter().any(|v| v.alias == alias)
    }

    /// The seats of a post that are held at an instant.
    pub fn held(&self, post: &str, at: Instant) -> impl Iterator<Item = &Seat> {
        let held = move |seat: &&Seat| seat.from <= at && seat.until.is_none_or(|until| at < until);
        self.seats.iter().filter(move |seat| seat.post == post).filter(held)
    }

    /// Whether a person is away on a day.
    #[must_use]
    pub fn away(&self, person: &str, on: Date) -> bool {
        self.absences.iter().any(|a| a.person == person && a.covers(on))
    }

    /// The delegation by which somebody acts for a post, of whichever holder or of this one. Who has no part in the case
    /// cannot hand on what the own post may do in it, nor one who has left the post.
    fn delegation(
        &self,
        to: &str,
        of: Option<&str>,
        post: &str,
        at: Instant,
        case: CaseId,
    ) -> Option<&Delegation> {
        let day = at.date();
        let able = |holder: &str| {
            let in_person = self.held(post, at).any(|s| s.person == holder && !s.stand_in);
            in_person && self.recused(holder, case).is_none()
        };
        self.delegations.iter().rev().find(|d| {
            let asked = d.to == to && d.post == post && of.is_none_or(|holder| d.person == holder);
            asked && d.from <= day && day <= d.until && able(&d.person) && self.recused(to, case).is_none()
        })
    }

    /// Puts a record of a system case into the registers.
    ///
    /// # Errors
    /// [`ApplyError::OutOfTurn`] for a record that does not follow, [`ApplyError::NotOpening`] for a foreign act.
    pub fn apply(&mut self, record: &CaseRecord, leaf: Hash) -> Result<System, ApplyError> {
        let system = System::of(&record.command.act).ok_or(ApplyError::NotOpening)?;
        let version = self.version(system);
        if version.checked_add(1) != Some(record.number) {
            return Err(ApplyError::OutOfTurn { number: record.number, version });
        }
        self.take(&record.command.act, record.business, leaf);
        let head =
            Head { version: record.number, tip: leaf, business: record.business, recorded: record.recorded };
        self.heads.set(system, head);
        Ok(system)
    }

    fn take(&mut self, act: &Act, at: Instant, leaf: Hash) {
        match act {
            Act::Genesis { operator, .. } => self.operator = Some((operator.clone(), leaf)),
            Act::Calendar { data, published } => {
                if let Some(hash) = published.calendars.first() {
                    self.calendars.push((*hash, data.clone()));
                }
            }
            Act::Publish { form, published, .. } => {
                if let Some(definition) = published.definitions.first() {
                    self.versions.push(Version {
                        alias: form.item.alias.clone(),
                        definition: *definition,
                        form: form.clone(),
                        from: form.item.in_force_from,
                        since: at,
                        source: leaf,
                    });
                }
            }
            Act::Appoint { from, person, stand_in, post } => self.seats.push(Seat {
                person: person.clone(),
                post: post.clone(),
                stand_in: *stand_in,
                from: *from,
                until: None,
                source: leaf,
                relieved: None,
            }),
            Act::Relieve { person, post } => {
                let seats = self.seats.iter_mut().filter(|s| s.person == *person && s.post == *post);
                for seat in seats.filter(|s| s.until.is_none()) {
                    seat.until = Some(at);
                    seat.relieved = Some(leaf);
                }
            }
            Act::Absent { from, person, until } => {
                self.absences.push(Absence {
                    person: person.clone(),
                    from: *from,
                    until: *until,
                    source: leaf,
                });
            }
            Act::Delegate { from, person, to, post, until } => self.delegations.push(Delegation {
                person: person.clone(),
                to: to.clone(),
                post: post.clone(),
                from: *from,
                until: *until,
                source: leaf,
            }),
            Act::Recuse { case, person, .. } => {
                self.recusals.push(Recusal { person: person.clone(), case: *case, source: leaf });
            }
            _ => {}
        }
    }
}

impl Outside for Registers {
    fn holds(&self, person: &str, post: &str, at: Instant, case: CaseId) -> Option<Holding> {
        let in_person = |who: &str| self.held(post, at).find(|s| s.person == who && !s.stand_in);
        let out = |who: &str| self.recused(who, case).is_some();
        if out(person) {
            return None;
        }
        if let Some(seat) = in_person(person) {
            return Some(Holding { capacity: Capacity::InPerson, source: seat.source });
        }
        if let Some(delegation) = self.delegation(person, None, post, at, case) {
            let capacity = Capacity::Delegate(delegation.person.clone());
            return Some(Holding { capacity, source: delegation.source });
        }
        let seat = self.held(post, at).find(|s| s.person == person && s.stand_in)?;
        // A stand-in acts while every holder in person is away or has no part in the case, or while there is none.
        let mut holders = self.held(post, at).filter(|s| !s.stand_in);
        let vacant = holders.all(|s| self.away(&s.person, at.date()) || out(&s.person));
        vacant.then_some(Holding { capacity: Capacity::StandIn, source: seat.source })
    }

    fn recused(&self, person: &str, case: CaseId) -> Option<Hash> {
        self.recusals.iter().find(|r| r.person == person && r.case == case).map(|r| r.source)
    }

    fn delegated(&self, person: &str, holder: &str, post: &str, at: Instant, case: CaseId) -> Option<Hash> {
        self.delegation(person, Some(holder), post, at, case).map(|delegation| delegation.source)
    }

    fn gone(&self, person: &str, post: &str, at: Instant, case: CaseId) -> Option<(Why, Hash)> {
        if let Some(source) = self.recused(person, case) {
            return Some((Why::Recused, source));
        }
        if self.holds(person, post, at, case).is_some() {
            let away = self.absences.iter().find(|a| a.person == person && a.covers(at.date()));
            return away.map(|absence| (Why::Away, absence.source));
        }
        let mut seats = self.seats.iter().rev().filter(|s| s.person == person && s.post == post);
        let relieved = seats.clone().filter(|s| !s.stand_in && s.until.is_some_and(|until| until <= at));
        if let Some(source) = relieved.filter_map(|s| s.relieved).next() {
            return Some((Why::Left, source));
        }
        let stood_in = seats.find(|s| s.stand_in).map(|s| s.relieved.unwrap_or(s.source));
        let delegated = self.delegations.iter().rev().find(|d| d.to == person && d.post == post);
        stood_in.or(delegated.map(|d| d.source)).map(|source| (Why::Ended, source))
    }

    fn members(&self, post: &str, at: Instant, case: CaseId) -> Members {
        let mut members = Members::default();
        for seat in self.held(post, at).filter(|seat| !seat.stand_in) {
            match self.recused(&seat.person, case) {
                Some(source) => members.recused.push((seat.person.clone(), source)),
                None => members.able.push((seat.person.clone(), seat.source)),
            }
        }
        for list in [&mut members.able, &mut members.recused] {
            list.sort();
            list.dedup_by(|a, b| a.0 == b.0);
        }
        members
    }

    fn rules(&self, alias: &str, on: Date) -> Vec<(String, Hash, Hash)> {
        let mut rules: Vec<(String, Hash, Hash)> = Vec::new();
        // A rule is under none.
        if self.version_on(alias, on).is_some_and(|version| version.form.item.rule.is_some()) {
            return rules;
        }
        for version in &self.versions {
            // The version in force of each rule, once.
            if self.version_on(&version.alias, on).is_some_and(|v| v.definition == version.definition)
                && version.form.item.rule.as_ref().is_some_and(|scope| scope.covers(alias))
            {
                rules.push((version.alias.clone(), version.definition, version.source));
            }
        }
        rules
    }

    fn in_force(&self, alias: &str, on: Date) -> Option<(Hash, Hash)> {
        self.version_on(alias, on).map(|v| (v.definition, v.source))
    }

    fn operates(&self, person: &str) -> Option<Hash> {
        self.operator.as_ref().filter(|(operator, _)| operator == person).map(|(_, source)| *source)
    }
}
