//! A case as a person looks at it: where it stands, its clocks, materials and fields, and what is possible next.

use super::possible::{Asked, Possible, slot_words};
use super::{CaseEntry, entry};
use crate::error::Error;
use crate::runtime::{Known, Runtime};
use serde::Serialize;
use shouwen_calendar::{Calendar, Unit};
use shouwen_canon::{CaseId, Date, Instant};
use shouwen_executor::{Case, DueAt, LimitWord, Mark, Said, Slot};
use shouwen_model::kernel::{ClockDecl, Deadline, Definition, FieldId, MaterialId, PostId};
use shouwen_model::value::Value;
use shouwen_store::Store;

/// A case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseView {
    /// As a list shows it.
    #[serde(flatten)]
    pub entry: CaseEntry,
    /// The full name of the procedure.
    pub name: String,
    /// The applicant, while the opening of the name is kept.
    pub applicant: Option<String>,
    /// Who first took it up.
    pub first: Option<String>,
    /// The slots of responsibility, with what is under way about them.
    pub slots: Vec<SlotView>,
    /// What was sent to parties, and what came back, person by person.
    pub parties: Vec<PartyView>,
    /// The clocks that have started, limit by limit.
    pub clocks: Vec<ClockView>,
    /// The checklist.
    pub materials: Vec<MaterialView>,
    /// The fields that have a value.
    pub fields: Vec<FieldView>,
    /// The key dates that are recorded.
    pub dates: Vec<(String, Date)>,
    /// What was concluded and counts.
    pub conclusions: Vec<(String, String)>,
    /// The documents issued.
    pub documents: Vec<String>,
    /// Rights that arose: whose, and to do what.
    pub rights: Vec<(String, String)>,
    /// What may no longer be brought forward.
    pub barred: Vec<String>,
    /// What is owed after the decision.
    pub duties: Vec<DutyView>,
    /// The case that had this one opened.
    pub ordered_by: Option<CaseId>,
    /// Cases that were opened from this one.
    pub links: Vec<LinkView>,
    /// 议程: the cases that come before this session.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<AgendaView>,
    /// What is possible next, and for whom.
    pub possible: Vec<Possible>,
}

/// A case that was opened from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// The name of the link.
    pub name: String,
    /// The case.
    pub case: CaseId,
    /// How it ended.
    pub outcome: Option<String>,
    /// Why it could not be opened: the code of the refusal.
    pub refused: Option<String>,
}

/// A case that comes before a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgendaView {
    /// The case.
    pub case: CaseId,
    /// The key that it was opened with.
    pub key: String,
    /// Whether it is decided.
    pub decided: bool,
    /// The record of the session that speaks of it.
    pub record: Option<u64>,
}

impl AgendaView {
    /// Whether something is still to be entered of it.
    #[must_use]
    pub const fn is_left(&self) -> bool {
        self.record.is_none() && !self.decided
    }
}

/// One of a party to which something was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyView {
    /// The party.
    pub party: String,
    /// Whether it is an outside body.
    pub outside: bool,
    /// Which of it, from 1.
    pub number: u32,
    /// Its own name, where a field gives it and its opening is kept.
    pub name: Option<String>,
    /// When it was sent.
    pub sent: Option<Date>,
    /// When it was received.
    pub received: Option<Date>,
    /// Whether it was answered.
    pub answered: bool,
    /// Whether the answer, or the law, consents or objects.
    pub consents: Option<bool>,
    /// When the own period ends, while it runs.
    pub deadline: Option<Instant>,
    /// Its last day.
    pub last_day: Option<Date>,
    /// Whether it passed.
    pub expired: bool,
}

/// A slot of responsibility and its holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlotView {
    /// The slot, in words.
    pub slot: Said,
    /// Whether the definition declares it; the first and the current handler are the kernel's own.
    pub declared: bool,
    /// The post of its holder.
    pub post: String,
    /// Its holder, once somebody has taken it up.
    pub person: Option<String>,
    /// The offer that stands open.
    pub offer: Option<OfferView>,
    /// The superior post before which it was put.
    pub referred: Option<String>,
}

/// An offer of a slot that stands open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfferView {
    /// To whom.
    pub person: String,
    /// In which post.
    pub post: String,
    /// The last instant at which it may be declined, where that is before it ends.
    pub decline: Option<Instant>,
    /// When it ends.
    pub deadline: Instant,
}

/// A limit of a clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClockView {
    /// The clock.
    pub name: String,
    /// Which of its limits.
    pub limit: LimitWord,
    /// The first instant that is too late; absent while it stands still without an end.
    pub deadline: Option<Instant>,
    /// The last day.
    pub last_day: Option<Date>,
    /// Working days left, where working days are counted and the last day is not over. Today is one of them, unless it
    /// is the day from which the limit counts.
    pub working_days_left: Option<i32>,
    /// Whether it rests on dates whose arrangement is not published yet.
    pub provisional: bool,
    /// Whether it stands still now.
    pub paused: bool,
    /// Whether it was stopped in time or for good.
    pub stopped: bool,
    /// Whether it passed.
    pub expired: bool,
}

/// A material of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MaterialView {
    /// Its name.
    pub name: String,
    /// Whether the checklist needs it.
    pub required: bool,
    /// Whether it comes by sharing.
    pub shared: bool,
    /// Whether it was handed in.
    pub handed: bool,
    /// How it was found; absent while nobody looked.
    pub found: Option<Mark>,
}

/// A field with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldView {
    /// Its name.
    pub name: String,
    /// Whether records hold a digest of it only.
    pub sealed: bool,
    /// The value; absent if its opening was erased.
    pub value: Option<Value>,
}

/// What is owed after the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DutyView {
    /// Its number, from 1.
    pub number: u32,
    /// The last day.
    pub last_day: Date,
    /// The first instant that is too late.
    pub deadline: Instant,
    /// Whether it passed.
    pub expired: bool,
    /// The proof to obtain.
    pub proof: Option<String>,
}

impl<S: Store> Runtime<S> {
    /// A case as it is seen at an instant, which tells what is left and who holds which post; `None` if there is no
    /// such case.
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
    /// let view = runtime.view(opened.case.unwrap(), "2026-03-02T09:00:00+08:00".parse()?)?.unwrap();
    /// assert_eq!(view.applicant.as_deref(), Some("张三"));
    /// assert_eq!((view.possible[0].act, &*view.possible[0].who.zh), ("complete", "陈岚（窗口岗）"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error`] if the store fails.
    pub fn view(&self, id: CaseId, now: Instant) -> Result<Option<CaseView>, Error> {
        let Some(Known { case, opening }) = self.known(id)? else { return Ok(None) };
        let ground = self.ground_of(&case, now)?;
        let definition = &*ground.definition;
        let agenda = self.agenda_view(&case)?;
        let left = agenda.iter().filter(|entry| entry.is_left()).count();
        let asked = Asked { definition, case: &case, registers: &self.registers, now, left };
        let named = |list: &[String], index: usize| list.get(index).cloned().unwrap_or_default();
        Ok(Some(CaseView {
            entry: entry(definition, &case, opening),
            name: definition.name.clone(),
            applicant: case.applicant.name.clone(),
            first: case.custody.get(&Slot::First).and_then(|holder| holder.person.clone()),
            slots: slots(definition, &case),
            parties: parties(definition, &case),
            clocks: clocks(definition, &case, &ground.calendar, now),
            materials: materials(definition, &case),
            fields: fields(definition, &case),
            dates: case.dates.iter().map(|(id, day)| (named(&definition.dates, id.index()), *day)).collect(),
            conclusions: conclusions(definition, &case),
            documents: case.documents.iter().map(|(name, _)| name.clone()).collect(),
            rights: case.rights.clone(),
            barred: case.barred.iter().map(|(event, _)| event.clone()).collect(),
            duties: duties(definition, &case),
            ordered_by: case.ordered.as_ref().map(|ordered| ordered.case),
            links: links(&case),
            agenda,
            possible: asked.possible(),
        }))
    }
}

impl<S: Store> Runtime<S> {
    fn agenda_view(&self, session: &Case) -> Result<Vec<AgendaView>, Error> {
        let mut agenda = Vec::new();
        for (id, record) in session.agenda.iter() {
            let known = self.known(*id)?;
            let decided = known.as_ref().is_some_and(|known| known.case.outcome().is_some());
            let key = known.map(|known| known.opening).unwrap_or_default();
            agenda.push(AgendaView { case: *id, key, decided, record: *record });
        }
        Ok(agenda)
    }
}

fn links(case: &Case) -> Vec<LinkView> {
    let view = |(name, link): (&String, &shouwen_executor::Link)| LinkView {
        name: name.clone(),
        case: link.case,
        outcome: link.outcome.clone(),
        refused: link.refused.clone(),
    };
    case.links.iter().map(view).collect()
}

fn parties(definition: &Definition, case: &Case) -> Vec<PartyView> {
    let mut views = Vec::new();
    for (id, persons) in case.parties.iter() {
        let Some(decl) = definition.party(*id) else { continue };
        let named = decl.field.and_then(|field| case.fields.get(&field)).and_then(|held| held.value.as_ref());
        for (person, number) in persons.iter().zip(1_u32..) {
            let index = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
            let name = match named {
                Some(Value::List { v }) => index.and_then(|index| v.get(index)),
                other => other,
            };
            views.push(PartyView {
                party: decl.name.clone(),
                outside: decl.outside,
                number,
                name: name.map(|name| name.words().0),
                sent: person.sent,
                received: person.received,
                answered: person.answered,
                consents: person.consents,
                deadline: person.due.as_ref().map(|due| due.deadline),
                last_day: person.due.as_ref().map(|due| due.last_day),
                expired: person.expired,
            });
        }
    }
    views
}

fn slots(definition: &Definition, case: &Case) -> Vec<SlotView> {
    let post = |id: PostId| definition.post(id).map(|decl| decl.name.clone()).unwrap_or_default();
    let view = |(slot, holder): (&Slot, &shouwen_executor::Holder)| {
        let state = case.hand_overs.get(slot);
        SlotView {
            slot: slot_words(slot),
            declared: matches!(slot, Slot::Named(_)),
            post: post(holder.post),
            person: holder.person.clone(),
            offer: state.and_then(|state| state.offer.as_ref()).map(|offer| OfferView {
                person: offer.person.clone(),
                post: post(offer.post),
                decline: offer.decline,
                deadline: offer.due.deadline,
            }),
            referred: state.and_then(|state| state.referred).map(post),
        }
    };
    case.custody.iter().map(view).collect()
}

fn clocks(definition: &Definition, case: &Case, calendar: &Calendar, now: Instant) -> Vec<ClockView> {
    let mut views = Vec::new();
    for (id, state) in case.clocks.iter() {
        let Some(decl) = definition.clock(*id) else { continue };
        let still = |limit: LimitWord| {
            state.pauses.iter().any(|pause| {
                let over = pause.ended.or(pause.pause.until).is_some_and(|end| end <= now);
                !over && pause.pause.only.is_none_or(|only| only == limit)
            })
        };
        for limit in &state.limits {
            let due = limit.due.as_ref();
            views.push(ClockView {
                name: decl.name.clone(),
                limit: limit.limit,
                deadline: due.map(|due| due.deadline),
                last_day: due.map(|due| due.last_day),
                working_days_left: due
                    .and_then(|due| left(decl, state.from, (limit.limit, due), calendar, now)),
                provisional: due.is_some_and(|due| due.provisional),
                paused: still(limit.limit),
                stopped: state.stopped,
                expired: limit.expired,
            });
        }
    }
    views
}

/// Working days left: those after the day from which the limit counts that are not over.
fn left(
    decl: &ClockDecl,
    from: Date,
    (limit, due): (LimitWord, &DueAt),
    calendar: &Calendar,
    now: Instant,
) -> Option<i32> {
    let counted = decl.limits.iter().find(|known| word(known.kind) == limit)?.limit.unit;
    if counted != Unit::Workday || now >= due.deadline {
        return None;
    }
    let yesterday = now.date().checked_add_days(-1)?;
    Some(calendar.workdays_between(yesterday.max(from), due.last_day))
}

const fn word(limit: Deadline) -> LimitWord {
    match limit {
        Deadline::Statutory => LimitWord::Statutory,
        Deadline::Promised => LimitWord::Promised,
        Deadline::Internal => LimitWord::Internal,
        Deadline::Wait => LimitWord::Wait,
    }
}

fn materials(definition: &Definition, case: &Case) -> Vec<MaterialView> {
    let view = |(index, decl): (usize, &shouwen_model::kernel::MaterialDecl)| {
        let state = MaterialId::new(index).and_then(|id| case.materials.get(&id));
        MaterialView {
            name: decl.name.clone(),
            required: decl.required,
            shared: decl.shared,
            handed: state.is_some_and(|state| state.handed.is_some()),
            found: state.and_then(|state| state.found),
        }
    };
    definition.materials.iter().enumerate().map(view).collect()
}

fn fields(definition: &Definition, case: &Case) -> Vec<FieldView> {
    let mut views = Vec::new();
    for (index, decl) in definition.fields.iter().enumerate() {
        let Some(held) = FieldId::new(index).and_then(|id| case.fields.get(&id)) else { continue };
        views.push(FieldView { name: decl.name.clone(), sealed: decl.sealed, value: held.value.clone() });
    }
    views
}

fn conclusions(definition: &Definition, case: &Case) -> Vec<(String, String)> {
    let named = case.conclusions.iter().filter_map(|(id, given)| {
        let name = definition.conclusion(*id)?.name.clone();
        Some((name, given.value.clone()))
    });
    named.collect()
}

fn duties(definition: &Definition, case: &Case) -> Vec<DutyView> {
    let view = |(number, state): (&u32, &shouwen_executor::DutyState)| {
        let index = usize::try_from(*number).ok().and_then(|n| n.checked_sub(1));
        DutyView {
            number: *number,
            last_day: state.due.last_day,
            deadline: state.due.deadline,
            expired: state.expired,
            proof: index.and_then(|index| definition.after.get(index)).and_then(|decl| decl.proof.clone()),
        }
    };
    case.duties.iter().map(view).collect()
}
