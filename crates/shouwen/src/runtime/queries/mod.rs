//! Questions that people ask of the cases: which there are, what somebody has to do, what happened, what is possible.
//!
//! Each is answered from the store and the directory as they are, writes nothing, and lets no time act: what fell due
//! and was not yet acted upon shows as overdue.

mod possible;
mod view;

use super::{Known, PAGE, Runtime};
use crate::error::Error;
pub use possible::Possible;
use possible::post_of;
use serde::Serialize;
use shouwen_canon::{CaseId, Instant};
use shouwen_executor::{Case, CaseRecord, Offer, Outside, Slot};
use shouwen_inspect::story::{self, Told};
use shouwen_model::kernel::Definition;
use shouwen_store::Store;
pub use view::{
    AgendaView, CaseView, ClockView, DutyView, FieldView, LinkView, MaterialView, OfferView, PartyView,
    SlotView,
};

/// The most entries of a page, whatever is asked for.
pub const MAX_LISTED: usize = 1_000;

/// Which cases to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseQuery {
    /// Only those of this procedure, by its short name.
    pub procedure: Option<String>,
    /// Settled ones too.
    pub all: bool,
    /// Those behind this case.
    pub after: Option<CaseId>,
    /// How many, [`MAX_LISTED`] at most.
    pub limit: usize,
}

impl Default for CaseQuery {
    fn default() -> Self {
        Self { procedure: None, all: false, after: None, limit: MAX_LISTED }
    }
}

/// A page of cases, in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CasePage {
    /// The cases.
    pub cases: Vec<CaseEntry>,
    /// Ask for those after this one, if there may be more.
    pub next: Option<CaseId>,
}

/// A case as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseEntry {
    /// Its id.
    pub case: CaseId,
    /// The key it was opened with.
    pub key: String,
    /// 简称 of its procedure.
    pub procedure: String,
    /// The place it stands in; absent once it is decided.
    pub place: Option<String>,
    /// The branches of the parallel block it stands in that are not done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<BranchEntry>,
    /// The outcome, once it is decided.
    pub outcome: Option<String>,
    /// Whether nothing is left to be done.
    pub settled: bool,
    /// The post that has to act: in charge of the place, or owing what is to be served.
    pub post: Option<String>,
    /// The person who has taken it up.
    pub person: Option<String>,
    /// The end of the limit that ends next, or that passed and is not acted upon yet.
    pub due: Option<Instant>,
    /// The persons to whom a slot of responsibility is offered, who have not answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offered: Vec<String>,
    /// The superior posts before which a slot lies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub referred: Vec<String>,
    /// The persons who hold the slots that the definition declares, while the case is open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub responsible: Vec<String>,
}

/// A branch of a parallel block that is at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BranchEntry {
    /// The place it stands in.
    pub place: String,
    /// The post that has to act.
    pub post: Option<String>,
    /// The person who has taken it up.
    pub person: Option<String>,
}

impl CaseEntry {
    /// Where a post has something to do, and the person who has taken that up: the place of its branch where branches
    /// are at work, else the place in which the case stands. Where several branches are the post's, or none of several
    /// is, nobody can say which is meant, and the block itself is named. `None` once the case is decided.
    ///
    /// ```
    /// # use shouwen::{LogInfo, MemoryStore, NoLibrary, Request, Runtime, SeededSalts, Secret, VirtualClock};
    /// # let compiled = shouwen::compile("a.proc", include_bytes!("../../../tests/data/minimal.proc"), &NoLibrary);
    /// # let store = MemoryStore::new(LogInfo::new("hrss", Secret::new([7; 32]))?);
    /// # let clock = VirtualClock::at("2026-03-02T09:00:00+08:00".parse()?);
    /// # let mut runtime = Runtime::new(store, clock, SeededSalts::new(1))?;
    /// # runtime.begin("admin")?;
    /// # runtime.publish(&compiled.procedures[0])?;
    /// let opened = runtime.execute(&Request::open("minimal", "2026-31").applicant("张三"))?;
    /// let entry = runtime.listed(opened.case.unwrap())?.unwrap();
    /// assert_eq!(entry.desk_of(Some("窗口岗")), Some(("收件", None)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn desk_of(&self, post: Option<&str>) -> Option<(&str, Option<&str>)> {
        let own = |branch: &&BranchEntry| self.branches.len() == 1 || branch.post.as_deref() == post;
        let mut own = self.branches.iter().filter(own);
        match (own.next(), own.next()) {
            (Some(branch), None) => Some((&branch.place, branch.person.as_deref())),
            _ => self.place.as_deref().map(|place| (place, self.person.as_deref())),
        }
    }
}

/// Whose work is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkOf<'a> {
    /// What lies with a post, whoever has taken it up.
    Post(&'a str),
    /// What a person has taken up or is offered, and what nobody has taken up at the posts that the person may act for
    /// at this instant, by the directory.
    Person(&'a str, Instant),
}

/// What there is to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// By the end of the next limit, then by case; what has no limit comes last.
    pub items: Vec<CaseEntry>,
    /// Whether more was left out.
    pub more: bool,
}

/// A line of a case's story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineLine {
    /// The number of the record.
    pub record: u64,
    /// What it says.
    pub told: Told,
}

impl<S: Store> Runtime<S> {
    /// Lists cases, open ones unless asked otherwise.
    ///
    /// ```
    /// use shouwen::{CaseQuery, LogInfo, MemoryStore, NoLibrary, Request, Runtime, SeededSalts, Secret, VirtualClock};
    ///
    /// let compiled = shouwen::compile("a.proc", include_bytes!("../../../tests/data/minimal.proc"), &NoLibrary);
    /// let store = MemoryStore::new(LogInfo::new("hrss", Secret::new([7; 32]))?);
    /// let clock = VirtualClock::at("2026-03-02T09:00:00+08:00".parse()?);
    /// let mut runtime = Runtime::new(store, clock, SeededSalts::new(1))?;
    /// runtime.begin("admin")?;
    /// runtime.publish(&compiled.procedures[0])?;
    /// runtime.execute(&Request::open("minimal", "2026-31").applicant("张三"))?;
    ///
    /// let page = runtime.cases(&CaseQuery::default())?;
    /// assert_eq!(page.cases[0].key, "2026-31");
    /// assert_eq!(page.cases[0].place.as_deref(), Some("收件"));
    /// assert_eq!(page.cases[0].post.as_deref(), Some("窗口岗"));
    /// assert_eq!(page.next, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error`] if the store fails.
    pub fn cases(&self, query: &CaseQuery) -> Result<CasePage, Error> {
        let limit = query.limit.clamp(1, MAX_LISTED);
        let mut page = CasePage::default();
        let mut after = query.after;
        loop {
            let rows = match &query.procedure {
                Some(alias) => self.store.cases_of(alias, after, PAGE)?,
                None => self.store.cases(after, PAGE)?,
            };
            if rows.is_empty() {
                return Ok(page);
            }
            for row in rows {
                after = Some(row.case);
                let Some(index) = row.index else { continue };
                if !query.all && !index.open {
                    continue;
                }
                let Some(entry) = self.listed(row.case)? else { continue };
                if page.cases.len() >= limit {
                    page.next = page.cases.last().map(|last| last.case);
                    return Ok(page);
                }
                page.cases.push(entry);
            }
        }
    }

    /// The work of a post or a person, what is due first before the rest. Every open case is looked at.
    ///
    /// ```
    /// use shouwen::{LogInfo, MemoryStore, NoLibrary, Request, Runtime, SeededSalts, Secret, VirtualClock, WorkOf};
    ///
    /// let compiled = shouwen::compile("a.proc", include_bytes!("../../../tests/data/minimal.proc"), &NoLibrary);
    /// let store = MemoryStore::new(LogInfo::new("hrss", Secret::new([7; 32]))?);
    /// let clock = VirtualClock::at("2026-03-02T09:00:00+08:00".parse()?);
    /// let mut runtime = Runtime::new(store, clock, SeededSalts::new(1))?;
    /// runtime.begin("admin")?;
    /// runtime.publish(&compiled.procedures[0])?;
    /// runtime.execute(&Request::open("minimal", "2026-31").applicant("张三"))?;
    ///
    /// assert_eq!(runtime.work(&WorkOf::Post("窗口岗"), 10)?.items.len(), 1);
    /// let at = "2026-03-02T09:00:00+08:00".parse()?;
    /// assert_eq!(runtime.work(&WorkOf::Person("陈岚", at), 10)?.items.len(), 1, "nobody has taken it up");
    /// assert_eq!(runtime.work(&WorkOf::Person("李四", at), 10)?.items.len(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error`] if the store fails.
    pub fn work(&self, of: &WorkOf<'_>, limit: usize) -> Result<Work, Error> {
        let limit = limit.clamp(1, MAX_LISTED);
        let mut items = Vec::new();
        let mut query = CaseQuery::default();
        loop {
            let page = self.cases(&query)?;
            items.extend(page.cases.into_iter().filter(|entry| self.is_work_of(entry, of)));
            query.after = page.next;
            if page.next.is_none() {
                break;
            }
        }
        items.sort_by_key(|entry| (entry.due.is_none(), entry.due, entry.case));
        let more = items.len() > limit;
        items.truncate(limit);
        Ok(Work { items, more })
    }

    fn is_work_of(&self, entry: &CaseEntry, of: &WorkOf<'_>) -> bool {
        let branches = entry.branches.iter().map(|branch| (&branch.person, &branch.post));
        // Where branches are at work, it is in their places that something is to be done.
        let here = entry.branches.is_empty().then_some((&entry.person, &entry.post));
        let mut desks = branches.chain(here);
        match of {
            WorkOf::Post(post) => {
                desks.any(|(_, own)| own.as_deref() == Some(*post))
                    || entry.referred.iter().any(|before| before == post)
            }
            WorkOf::Person(person, _)
                if entry.offered.iter().chain(&entry.responsible).any(|known| known == person) =>
            {
                true
            }
            WorkOf::Person(person, at)
                if entry
                    .referred
                    .iter()
                    .any(|post| self.registers.holds(person, post, *at, entry.case).is_some()) =>
            {
                true
            }
            WorkOf::Person(person, at) => desks.any(|desk| match desk {
                (Some(holder), _) => holder == person,
                (None, Some(post)) => self.registers.holds(person, post, *at, entry.case).is_some(),
                (None, None) => false,
            }),
        }
    }

    /// What happened in a case, line by line; `None` if there is no such case.
    ///
    /// ```
    /// # use shouwen::{LogInfo, MemoryStore, NoLibrary, Request, Runtime, SeededSalts, Secret, VirtualClock};
    /// # let compiled = shouwen::compile("a.proc", include_bytes!("../../../tests/data/minimal.proc"), &NoLibrary);
    /// # let store = MemoryStore::new(LogInfo::new("hrss", Secret::new([7; 32]))?);
    /// # let clock = VirtualClock::at("2026-03-02T09:00:00+08:00".parse()?);
    /// # let mut runtime = Runtime::new(store, clock, SeededSalts::new(1))?;
    /// # runtime.begin("admin")?;
    /// # runtime.publish(&compiled.procedures[0])?;
    /// let opened = runtime.execute(&Request::open("minimal", "2026-31").applicant("张三"))?;
    /// let story = runtime.timeline(opened.case.unwrap())?.unwrap();
    /// assert!(story[0].told.said.zh.starts_with("申请人提交申请"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error`] if the store fails.
    pub fn timeline(&self, id: CaseId) -> Result<Option<Vec<TimelineLine>>, Error> {
        if self.case(id)?.is_none() {
            return Ok(None);
        }
        let records = self.records(id)?;
        let line = |record: &CaseRecord| TimelineLine { record: record.number, told: self.told(record) };
        Ok(Some(records.iter().map(line).collect()))
    }

    /// A record in words, in which other cases are called as they are known: `@` and the opening key. A case that the log
    /// itself opened, or that is not there, has none to speak of and goes by its id.
    #[must_use]
    pub fn told(&self, record: &CaseRecord) -> Told {
        let name = |id: CaseId| match self.known(id) {
            Ok(Some(known)) if !known.opening.starts_with("link/") => format!("@{}", known.opening),
            _ => id.to_string(),
        };
        story::tell_naming(record, &name)
    }

    /// The open cases of which a person is the first handler for a post: what needs a successor when the person leaves
    /// it. Every open case is looked at.
    ///
    /// # Errors
    /// [`Error`] if the store fails.
    pub fn first_handled(&self, person: &str, post: &str) -> Result<Vec<CaseEntry>, Error> {
        let mut found = Vec::new();
        let mut query = CaseQuery::default();
        loop {
            let page = self.cases(&query)?;
            for entry in page.cases.into_iter().filter(|entry| entry.outcome.is_none()) {
                let Some(case) = self.case(entry.case)? else { continue };
                let definition = self.definition_for(case.definition)?;
                let first = case.custody.get(&Slot::First).filter(|h| h.person.as_deref() == Some(person));
                let of = first.and_then(|holder| definition.post(holder.post));
                if of.is_some_and(|decl| decl.name == post) {
                    found.push(entry);
                }
            }
            query.after = page.next;
            if page.next.is_none() {
                return Ok(found);
            }
        }
    }

    /// A case as a list shows it; `None` if there is no such case.
    ///
    /// # Errors
    /// [`Error`] if the store fails.
    pub fn listed(&self, id: CaseId) -> Result<Option<CaseEntry>, Error> {
        let Some(Known { case, opening }) = self.known(id)? else { return Ok(None) };
        let definition = self.definition_for(case.definition)?;
        Ok(Some(entry(&definition, &case, opening)))
    }
}

fn entry(definition: &Definition, case: &Case, key: String) -> CaseEntry {
    let (post, person) = in_charge(definition, case);
    CaseEntry {
        case: case.id,
        key,
        procedure: definition.alias.clone(),
        place: case.place().and_then(|id| definition.place(id)).map(|place| place.name.clone()),
        branches: branches(definition, case),
        outcome: case.outcome().and_then(|id| definition.outcome(id)).map(|outcome| outcome.name.clone()),
        settled: case.settled(),
        post,
        person,
        due: next_end(case),
        offered: offers(case).map(|offer| offer.person.clone()).collect(),
        referred: referred(definition, case),
        responsible: responsible(case),
    }
}

/// The branches that are at work.
fn branches(definition: &Definition, case: &Case) -> Vec<BranchEntry> {
    let Some(block) = case.place() else { return Vec::new() };
    let standing = case.open_branches(block).filter_map(|branch| definition.place(branch.thread.place?));
    let open = case.open_branches(block).zip(standing);
    open.map(|(branch, place)| {
        let followed = place.follower.and_then(|who| post_of(definition, case, who));
        let post = place.post.or(followed);
        let holder = branch.thread.holder.as_ref().filter(|holder| Some(holder.post) == post);
        BranchEntry {
            place: place.name.clone(),
            post: post.and_then(|id| definition.post(id)).map(|decl| decl.name.clone()),
            person: holder.and_then(|holder| holder.person.clone()),
        }
    })
    .collect()
}

/// The superior posts before which a slot lies.
fn referred(definition: &Definition, case: &Case) -> Vec<String> {
    let posts = case.hand_overs.iter().filter_map(|(_, state)| definition.post(state.referred?));
    posts.map(|post| post.name.clone()).collect()
}

/// Who holds the slots that the definition declares; nobody has work left in a decided case by that alone.
fn responsible(case: &Case) -> Vec<String> {
    if case.place().is_none() {
        return Vec::new();
    }
    let named = case.custody.iter().filter(|(slot, _)| matches!(slot, Slot::Named(_)));
    named.filter_map(|(_, holder)| holder.person.clone()).collect()
}

/// The post that has to act, and the person who has taken it up for that post.
fn in_charge(definition: &Definition, case: &Case) -> (Option<String>, Option<String>) {
    let post = match case.place().and_then(|id| definition.place(id)) {
        Some(place) if !place.signers.is_empty() => {
            case.custody.get(&Slot::Current).map(|holder| holder.post)
        }
        Some(place) => place.post.or_else(|| place.follower.and_then(|who| post_of(definition, case, who))),
        None => {
            let first =
                case.duties.iter().min_by_key(|(_, duty)| duty.due.deadline).map(|(number, _)| *number);
            let index = first.and_then(|n| usize::try_from(n).ok()).and_then(|n| n.checked_sub(1));
            let duty = index.and_then(|index| definition.after.get(index));
            duty.and_then(|duty| post_of(definition, case, duty.by))
        }
    };
    // What is owed after the decision is anybody's of the post until it is done.
    let holder = case.custody.get(&Slot::Current).filter(|h| case.place().is_some() && Some(h.post) == post);
    let person = holder.and_then(|holder| holder.person.clone());
    (post.and_then(|id| definition.post(id)).map(|decl| decl.name.clone()), person)
}

/// The end of the limit that ends next.
fn next_end(case: &Case) -> Option<Instant> {
    let running = case.clocks.iter().filter(|(_, clock)| !clock.stopped);
    let limits = running.flat_map(|(_, clock)| &clock.limits).filter(|limit| !limit.expired);
    let ends = limits.filter_map(|limit| limit.due.as_ref()).map(|due| due.deadline);
    let duties = case.duties.iter().filter(|(_, duty)| !duty.expired).map(|(_, duty)| duty.due.deadline);
    let persons = case.parties.iter().flat_map(|(_, persons)| persons);
    let periods = persons.filter_map(|person| person.due.as_ref()).map(|due| due.deadline);
    ends.chain(duties).chain(periods).chain(offers(case).map(|offer| offer.due.deadline)).min()
}

/// The offers that stand open.
fn offers(case: &Case) -> impl Iterator<Item = &Offer> {
    case.hand_overs.iter().filter_map(|(_, state)| state.offer.as_ref())
}
