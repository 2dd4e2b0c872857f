//! A case as it stands: where it is, what is known, which clocks run, who holds it. Always rebuildable from its
//! records; its bytes are a snapshot for the store and no part of any hash.

use crate::branch::Branch;
use crate::command::{Datum, LimitWord, Mark, Ordered};
use crate::effect::{DueAt, Pause, Slot};
use crate::found::Found;
use crate::short;
use crate::table::Table;
use serde::{Deserialize, Serialize};
use shouwen_canon::{CanonError, CaseId, Date, Hash, Instant};
use shouwen_model::kernel::{
    ClockId, ConclusionId, DateId, Definition, Event, FieldId, MaterialId, OutcomeId, PartyId, Place,
    PlaceId, PostId,
};
use shouwen_model::value::Value;

/// The version of the snapshot's shape. A snapshot of another version is thrown away and folded anew from the records.
pub const SNAPSHOT: u32 = 0;

/// A run of one procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Words of the acts done, in the order in which each was first done.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<String>,
    /// 议程: the cases that come before this session, each with the record that speaks of it.
    #[serde(rename = "ag", default, skip_serializing_if = "Table::is_empty")]
    pub agenda: Table<CaseId, Option<u64>>,
    /// Who was appointed to posts of this case: since when, to which, and whom, in the order in which it happened.
    #[serde(rename = "ap", default, skip_serializing_if = "Vec::is_empty")]
    pub appointed: Vec<(Instant, PostId, String)>,
    /// Business time of the last record.
    #[serde(rename = "b")]
    pub business: Instant,
    /// The branches of the parallel block in which the case stands, in the order in which they began.
    #[serde(rename = "br", default, skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<Branch>,
    /// The case's identity.
    #[serde(rename = "c")]
    pub id: CaseId,
    /// Hash of its definition.
    #[serde(rename = "d")]
    pub definition: Hash,
    /// Business time at which it entered the place where it stands, or was decided.
    #[serde(rename = "en")]
    pub entered: Instant,
    /// The last breaches, [`MAX_FINDINGS`](crate::MAX_FINDINGS) at most, where a table of consequences counts them.
    #[serde(rename = "fi", default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Found>,
    /// Documents issued, with the period each states.
    #[serde(rename = "doc", default, skip_serializing_if = "Table::is_empty")]
    pub documents: Table<String, Option<u32>>,
    /// Materials that were deferred on acceptance and are owed.
    #[serde(rename = "df", default, skip_serializing_if = "Table::is_empty")]
    pub deferred: Table<MaterialId, DeferredState>,
    /// Key dates.
    #[serde(rename = "dt", default, skip_serializing_if = "Table::is_empty")]
    pub dates: Table<DateId, Date>,
    /// Duties that outlive the decision and are not done.
    #[serde(rename = "du", default, skip_serializing_if = "Table::is_empty")]
    pub duties: Table<u32, DutyState>,
    /// Fields.
    #[serde(rename = "f", default, skip_serializing_if = "Table::is_empty")]
    pub fields: Table<FieldId, Held>,
    /// Slots of responsibility.
    #[serde(rename = "h", default, skip_serializing_if = "Table::is_empty")]
    pub custody: Table<Slot, Holder>,
    /// How the hand-over of each slot stands.
    #[serde(rename = "ho", default, skip_serializing_if = "Table::is_empty")]
    pub hand_overs: Table<Slot, HandOver>,
    /// The applicant, by name where it is at hand.
    #[serde(rename = "i")]
    pub applicant: Applicant,
    /// Clocks that have started: those of the case, stopped ones included, and that of the place.
    #[serde(rename = "k", default, skip_serializing_if = "Table::is_empty")]
    pub clocks: Table<ClockId, ClockState>,
    /// Cases that were opened from this one, by the names of the links.
    #[serde(rename = "ln", default, skip_serializing_if = "Table::is_empty")]
    pub links: Table<String, Link>,
    /// Number of the last record.
    #[serde(rename = "n")]
    pub version: u64,
    /// Conclusions that count.
    #[serde(rename = "o", default, skip_serializing_if = "Table::is_empty")]
    pub conclusions: Table<ConclusionId, Concluded>,
    /// What was sent to parties, and what came back: each person, in the order of the list that names them.
    #[serde(rename = "pt", default, skip_serializing_if = "Table::is_empty")]
    pub parties: Table<PartyId, Vec<Person>>,
    /// Business time of the opening.
    #[serde(rename = "op")]
    pub opened: Instant,
    /// The case that had this one opened.
    #[serde(rename = "or", default, skip_serializing_if = "Option::is_none")]
    pub ordered: Option<Ordered>,
    /// Where the case stands or how it ended.
    #[serde(rename = "p")]
    pub stands: Stands,
    /// Leaf hash of the last record.
    #[serde(rename = "q")]
    pub tip: Hash,
    /// Recorded time of the last record.
    #[serde(rename = "r")]
    pub recorded: Instant,
    /// Materials and what was found.
    #[serde(rename = "m", default, skip_serializing_if = "Table::is_empty")]
    pub materials: Table<MaterialId, MaterialState>,
    /// The round of submission and its notice.
    #[serde(rename = "s")]
    pub round: Round,
    /// Rights that arose: whose, and to do what.
    #[serde(rename = "ri", default, skip_serializing_if = "Vec::is_empty")]
    pub rights: Vec<(String, String)>,
    /// Events that come too late, and the clause that says so.
    #[serde(rename = "ba", default, skip_serializing_if = "Vec::is_empty")]
    pub barred: Vec<(String, String)>,
    /// The limits that passed last, [`MAX_PASSED`] at most: what a late entry may meet.
    #[serde(rename = "t", default, skip_serializing_if = "Vec::is_empty")]
    pub passed: Vec<(String, LimitWord, Instant)>,
    /// How often each place was entered, and who acted there.
    #[serde(rename = "u", default, skip_serializing_if = "Table::is_empty")]
    pub visits: Table<PlaceId, Visit>,
    /// The snapshot's shape.
    #[serde(rename = "v")]
    pub shape: u32,
    /// The places that were interrupted and not gone back to, [`MAX_INTERRUPTIONS`] at most, the last one last; and
    /// where each jumps back to once it is done.
    #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
    pub interrupted: Vec<(PlaceId, Option<PlaceId>)>,
    /// Attempts refused on record.
    #[serde(rename = "x", default, skip_serializing_if = "is_zero")]
    pub refused: u32,
    /// Hash of its calendar.
    #[serde(rename = "y")]
    pub calendar: Hash,
    /// The place to jump back to once the present one is done.
    #[serde(rename = "z", default, skip_serializing_if = "Option::is_none")]
    pub returner: Option<PlaceId>,
    /// The branch that the case is turned to within a record, by its position; between records it is turned to none.
    #[serde(skip)]
    pub(crate) turned: Option<usize>,
}

pub(crate) const fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// How many of the limits that passed a case remembers.
pub const MAX_PASSED: usize = 32;

/// How many interruptions of one another a case may stand in.
pub const MAX_INTERRUPTIONS: usize = 8;

/// How the hand-over of a slot stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// How often it was declined since a superior last said who holds it.
    #[serde(rename = "n", default, skip_serializing_if = "is_zero")]
    pub declined: u32,
    /// The offer that stands open.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
    /// The superior post before which it was put.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub referred: Option<PostId>,
}

/// An offer that stands open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// The last instant at which it may be declined, where that is before it ends.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub decline: Option<Instant>,
    /// The person.
    #[serde(rename = "i")]
    pub person: String,
    /// The post.
    #[serde(rename = "o")]
    pub post: PostId,
    /// When it ends.
    #[serde(rename = "u")]
    pub due: DueAt,
}

/// A case that was opened from this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The case.
    #[serde(rename = "c")]
    pub case: CaseId,
    /// How it ended.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Why it could not be opened.
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub enum Stands {
    /// In a place.
    At {
        /// The place.
        p: PlaceId,
    },
    /// Decided, and something is left to do.
    Decided {
        /// The day.
        d: Date,
        /// The outcome.
        o: OutcomeId,
    },
    /// Decided, and nothing is left.
    Settled {
        /// The day.
        d: Date,
        /// The outcome.
        o: OutcomeId,
    },
}

/// Who applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    /// The digest in the opening record.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Hash>,
    /// The name, while its opening is kept.
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// The value of a field; a sealed one whose opening is erased has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// The value.
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

impl From<&Datum> for Held {
    fn from(datum: &Datum) -> Self {
        Self { value: datum.value().cloned() }
    }
}

/// A material.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaterialState {
    /// How it was found; absent while it was not looked at.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub found: Option<Mark>,
    /// The round in which it was last handed in; absent if it never was.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub handed: Option<u32>,
}

/// The round of submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Whether the whole checklist was looked at in this round.
    #[serde(rename = "c", default, skip_serializing_if = "std::ops::Not::not")]
    pub checked: bool,
    /// Its number, from 1.
    #[serde(rename = "n")]
    pub number: u32,
    /// The case goes on with the materials on file: nothing more is asked for.
    #[serde(rename = "f", default, skip_serializing_if = "std::ops::Not::not")]
    pub on_file: bool,
    /// The round of the last notice.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub noticed: Option<u32>,
}

/// A conclusion that counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concluded {
    /// The record that gave it.
    #[serde(rename = "n")]
    pub number: u64,
    /// Its value.
    #[serde(rename = "v")]
    pub value: String,
}

/// A place that was entered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// How many of the persons acted in earlier visits only.
    #[serde(rename = "b", default, skip_serializing_if = "is_zero")]
    pub before: u32,
    /// How often.
    #[serde(rename = "n")]
    pub times: u32,
    /// The record in which what is done there was completed, where something asks for it.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub done: Option<u64>,
    /// Who acted in it: those of earlier visits only, then those of the last.
    #[serde(rename = "i", default, skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<String>,
    /// How often a meeting was put off in the last visit.
    #[serde(rename = "a", default, skip_serializing_if = "is_zero")]
    pub adjourned: u32,
    /// Papers put on file here, each with the record that did so last; void once the place begins again.
    #[serde(rename = "f", default, skip_serializing_if = "Table::is_empty")]
    pub papers: Table<String, u64>,
    /// Who signed or voted in the last visit, in order.
    #[serde(rename = "g", default, skip_serializing_if = "Vec::is_empty")]
    pub signed: Vec<Signature>,
    /// How often the case was returned from here, by where to.
    #[serde(rename = "r", default, skip_serializing_if = "Table::is_empty")]
    pub returned: Table<PlaceId, u32>,
    /// The record of the last entry.
    #[serde(rename = "s")]
    pub since: u64,
    /// In whose stead others acted in it, by delegation.
    #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
    pub steads: Vec<String>,
}

/// What one of several signers concluded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The person.
    #[serde(rename = "i")]
    pub person: String,
    /// The post.
    #[serde(rename = "o")]
    pub post: PostId,
    /// What was concluded: names and values.
    #[serde(rename = "v", default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<(String, String)>,
}

impl Visit {
    /// The posts of a place that may sign next: all that have not, or the first of them where they sign in turn.
    #[must_use]
    pub fn to_sign(&self, place: &Place) -> Vec<PostId> {
        let open = place.signers.iter().copied().filter(|post| self.signed.iter().all(|s| s.post != *post));
        open.take(if place.in_turn { 1 } else { usize::MAX }).collect()
    }

    /// Who acted in the last visit.
    #[must_use]
    pub fn present(&self) -> &[String] {
        usize::try_from(self.before).ok().and_then(|n| self.persons.get(n..)).unwrap_or_default()
    }

    /// Notes that a person acts in this visit.
    pub(crate) fn acts(&mut self, person: &str) {
        if self.present().iter().any(|p| p == person) {
            return;
        }
        if let Some(at) = self.persons.iter().position(|p| p == person) {
            self.persons.remove(at);
            self.before = self.before.saturating_sub(1);
        }
        self.persons.push(person.to_owned());
    }
}

/// Who holds a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// The person, once somebody has taken it up.
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The post.
    #[serde(rename = "o")]
    pub post: PostId,
}

/// A clock that has started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockState {
    /// The units by which it is extended.
    #[serde(rename = "e", default, skip_serializing_if = "is_zero")]
    pub extension: u32,
    /// How often it was extended.
    #[serde(rename = "et", default, skip_serializing_if = "is_zero")]
    pub extended: u32,
    /// The date it counts from.
    #[serde(rename = "f")]
    pub from: Date,
    /// The instant it counts from, where it counts hours or minutes.
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pub instant: Option<Instant>,
    /// Its limits.
    #[serde(rename = "l")]
    pub limits: Vec<LimitState>,
    /// A number that replaces the amount of its limit.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u32>,
    /// Times that are not counted, in order.
    #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<PauseState>,
    /// Stopped for good.
    #[serde(rename = "z", default, skip_serializing_if = "std::ops::Not::not")]
    pub stopped: bool,
}

impl ClockState {
    /// Whether a limit of it has passed.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.limits.iter().any(|limit| limit.expired)
    }
}

/// A pause, and when it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PauseState {
    /// When it ended; absent while it lasts.
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Instant>,
    /// What it is.
    #[serde(rename = "p")]
    pub pause: Pause,
}

/// One limit of a running clock. Written short, see the module `short`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "short::Limit", into = "short::Limit")]
pub struct LimitState {
    /// When it ends; absent while it stands still without an end.
    pub due: Option<DueAt>,
    /// Which.
    pub limit: LimitWord,
    /// When what follows its expiry comes round again.
    pub repeat: Option<Instant>,
    /// How many warnings were given.
    pub warned: u32,
    /// Passed.
    pub expired: bool,
}

/// A material that is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeferredState {
    /// When it ends.
    #[serde(rename = "d")]
    pub due: DueAt,
    /// Handed in since, and not looked at yet.
    #[serde(rename = "r", default, skip_serializing_if = "std::ops::Not::not")]
    pub handed: bool,
    /// Passed.
    #[serde(rename = "z", default, skip_serializing_if = "std::ops::Not::not")]
    pub expired: bool,
}

/// One of a party to which something was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The own answer is entered.
    #[serde(rename = "a", default, skip_serializing_if = "std::ops::Not::not")]
    pub answered: bool,
    /// Consents or objects, in the answer or by law.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub consents: Option<bool>,
    /// When it received what was sent.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Date>,
    /// When it was sent.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Date>,
    /// When the own period ends, while it runs.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub due: Option<DueAt>,
    /// The own period has passed.
    #[serde(rename = "z", default, skip_serializing_if = "std::ops::Not::not")]
    pub expired: bool,
}

/// A duty that is not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyState {
    /// When it ends.
    #[serde(rename = "d")]
    pub due: DueAt,
    /// Passed.
    #[serde(rename = "z", default, skip_serializing_if = "std::ops::Not::not")]
    pub expired: bool,
}

impl Case {
    /// The place the case stands in, while it is open.
    #[must_use]
    pub const fn place(&self) -> Option<PlaceId> {
        match self.stands {
            Stands::At { p } => Some(p),
            _ => None,
        }
    }

    /// The outcome, once it is decided.
    #[must_use]
    pub const fn outcome(&self) -> Option<OutcomeId> {
        match self.stands {
            Stands::At { .. } => None,
            Stands::Decided { o, .. } | Stands::Settled { o, .. } => Some(o),
        }
    }

    /// The day of the decision.
    #[must_use]
    pub const fn decided(&self) -> Option<Date> {
        match self.stands {
            Stands::At { .. } => None,
            Stands::Decided { d, .. } | Stands::Settled { d, .. } => Some(d),
        }
    }

    /// The name of an event that comes too late, and the clause that says so.
    #[must_use]
    pub fn barred(&self, definition: &Definition, event: &Event) -> Option<&(String, String)> {
        let name = crate::names::event(definition, event);
        self.barred.iter().find(|(barred, _)| *barred == name)
    }

    /// Who was appointed to a post of this case at an instant.
    #[must_use]
    pub fn appointee(&self, post: PostId, at: Instant) -> Option<&str> {
        let until = self.appointed.iter().rev().filter(|(since, to, _)| *to == post && *since <= at);
        until.map(|(_, _, person)| person.as_str()).next()
    }

    /// Whether nothing is left to run or to be done.
    #[must_use]
    pub const fn settled(&self) -> bool {
        matches!(self.stands, Stands::Settled { .. })
    }

    /// The snapshot's bytes.
    ///
    /// # Errors
    /// [`CanonError`] if they are too many.
    pub fn bytes(&self) -> Result<Vec<u8>, CanonError> {
        // The bytes are no part of any hash, so that they need not be the only ones of this case.
        shouwen_canon::to_json(self)
    }

    /// Reads a snapshot; `None` if it is of another shape and has to be folded anew from the records.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let case: Self = shouwen_canon::from_json(bytes).ok()?;
        (case.shape == SNAPSHOT).then_some(case)
    }
}
