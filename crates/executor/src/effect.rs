//! Effects: everything a command changes, as data, in the order in which it happens, under `e` in a record.
//!
//! An effect says what became of the case and leaves nothing to be worked out: applying one needs no rule and no
//! calendar. What authors name stands by its name, so that a record outlives every compiler.

use crate::command::{Datum, LimitWord, Mark};
use crate::found::Consequence;
use crate::short;
use serde::{Deserialize, Serialize};
use shouwen_canon::{CaseId, Date, Instant};
use shouwen_model::form::{Basis, FirstHolder};
use shouwen_model::kernel::SlotDecl;

/// The end of one limit, as computed: limit, last day, first instant too late, the instants of its warnings. Written
/// short, see the module `short`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "short::Due", into = "short::Due")]
pub struct DueAt {
    /// The first instant that is too late.
    pub deadline: Instant,
    /// The last day.
    pub last_day: Date,
    /// Which limit.
    pub limit: LimitWord,
    /// Whether it rests on dates whose arrangement is not published yet.
    pub provisional: bool,
    /// When each warning falls due, largest remainder first.
    pub warnings: Vec<Instant>,
}

/// A time that is not counted, from its beginning to its end, which is absent while it lasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// Begins.
    #[serde(rename = "f")]
    pub from: Instant,
    /// Only this limit stands still; absent means all.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub only: Option<LimitWord>,
    /// Ends at the latest, where no more than so much may be left out.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// One effect. The tag `t` is its word in records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Effect {
    /// The case enters a place (and leaves the one before).
    Enter {
        /// The place.
        #[serde(rename = "p")]
        place: String,
    },
    /// The case jumps back to whoever returned it, once the place is done.
    Owe {
        /// The place to jump to.
        #[serde(rename = "p")]
        place: String,
    },
    /// Papers that a place needs are on file.
    Attached {
        /// The papers.
        #[serde(rename = "m")]
        papers: Vec<String>,
        /// The place.
        #[serde(rename = "p")]
        place: String,
    },
    /// The case is returned from a place to another one by an officer, which counts.
    Returned {
        /// The place returned from.
        #[serde(rename = "p")]
        place: String,
        /// The place returned to.
        #[serde(rename = "to")]
        to: String,
    },
    /// The place is left as it stands, to be gone back to.
    Interrupt {
        /// The place.
        #[serde(rename = "p")]
        place: String,
    },
    /// What follows in the record happens in a branch of a parallel block, which begins if it has not; or, where no
    /// branch is named, in the case as a whole again. The end of the record ends it too.
    Branch {
        /// The branch.
        #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
        branch: Option<String>,
        /// The block.
        #[serde(rename = "p")]
        place: String,
    },
    /// The branch in which this happens is done.
    Finish {
        /// The branch.
        #[serde(rename = "b")]
        branch: String,
        /// The block.
        #[serde(rename = "p")]
        place: String,
    },
    /// A parallel block is over: branches that are not done end where they stand.
    Join {
        /// The block.
        #[serde(rename = "p")]
        place: String,
    },
    /// The case is decided.
    Close {
        /// The outcome.
        #[serde(rename = "o")]
        outcome: String,
        /// The day.
        #[serde(rename = "v")]
        day: Date,
    },
    /// Nothing is left to run or to be done.
    Settle {},
    /// A field takes a value.
    Set {
        /// The field.
        #[serde(rename = "f")]
        field: String,
        /// The value.
        #[serde(rename = "v")]
        value: Datum,
    },
    /// Materials are handed in, and not looked at yet.
    Hand {
        /// The materials.
        #[serde(rename = "m")]
        materials: Vec<String>,
    },
    /// The whole checklist was looked at in this round: every material stands in one of the lists.
    Checked {
        /// 合格.
        #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
        conforming: Vec<String>,
        /// 缺.
        #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
        missing: Vec<String>,
        /// 不合格.
        #[serde(rename = "n", default, skip_serializing_if = "Vec::is_empty")]
        nonconforming: Vec<String>,
        /// 承诺: a promise stands in its place.
        #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
        promised: Vec<String>,
    },
    /// 容缺: a material that is missing on acceptance is owed.
    Deferred {
        /// The material.
        #[serde(rename = "m")]
        material: String,
        /// Until when.
        #[serde(rename = "u")]
        due: DueAt,
    },
    /// A new round of submission begins.
    Round {},
    /// A notice lists these materials.
    Listed {
        /// The materials.
        #[serde(rename = "m")]
        materials: Vec<String>,
    },
    /// The case goes on with the materials on file: nothing more is asked for, and nothing deferred is owed.
    OnFile {
        /// What is missing.
        #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
        materials: Vec<String>,
    },
    /// A conclusion is given.
    Concluded {
        /// The conclusion.
        #[serde(rename = "c")]
        conclusion: String,
        /// The place.
        #[serde(rename = "p")]
        place: String,
        /// The value.
        #[serde(rename = "v")]
        value: String,
    },
    /// What is done in a place is completed; written where the definition asks whether it was.
    Completed {
        /// The place.
        #[serde(rename = "p")]
        place: String,
    },
    /// What was concluded in a place no longer counts, and stays visible in the record that gave it.
    Void {
        /// The place.
        #[serde(rename = "p")]
        place: String,
    },
    /// A person acted in a place.
    Acted {
        /// The person.
        #[serde(rename = "i")]
        person: String,
        /// The place.
        #[serde(rename = "p")]
        place: String,
        /// The holder in whose stead, by delegation.
        #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
        stead: Option<String>,
    },
    /// One of several signers signs.
    Signed {
        /// The person.
        #[serde(rename = "i")]
        person: String,
        /// The post.
        #[serde(rename = "o")]
        post: String,
        /// The place.
        #[serde(rename = "p")]
        place: String,
        /// What was concluded: names and values.
        #[serde(rename = "v", default, skip_serializing_if = "Vec::is_empty")]
        given: Vec<(String, String)>,
    },
    /// A member votes, or abstains.
    Vote {
        /// The person.
        #[serde(rename = "i")]
        person: String,
        /// The post.
        #[serde(rename = "o")]
        post: String,
        /// The meeting.
        #[serde(rename = "p")]
        place: String,
        /// The value voted for.
        #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    },
    /// Too few are present: the meeting is put off, and the votes given in it are void.
    Adjourned {
        /// How many are due.
        #[serde(rename = "d")]
        due: u32,
        /// How many are present.
        #[serde(rename = "n")]
        present: u32,
        /// The meeting.
        #[serde(rename = "p")]
        place: String,
    },
    /// The votes are counted.
    Voted {
        /// In favour, against, abstaining.
        #[serde(rename = "c")]
        count: (u32, u32, u32),
        /// How many are due.
        #[serde(rename = "d")]
        due: u32,
        /// How many are present.
        #[serde(rename = "n")]
        present: u32,
        /// The meeting.
        #[serde(rename = "p")]
        place: String,
    },
    /// An act is done.
    Act {
        /// Its word.
        #[serde(rename = "a")]
        act: String,
        /// Where the text says so.
        #[serde(rename = "c")]
        clause: String,
        /// Supplied by law.
        #[serde(rename = "x", default, skip_serializing_if = "std::ops::Not::not")]
        deemed: bool,
    },
    /// A document is issued.
    Issue {
        /// The document.
        #[serde(rename = "d")]
        document: String,
        /// The applicant's period that it states.
        #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
        period: Option<u32>,
    },
    /// What stands in these fields is disclosed to the public.
    Disclosed {
        /// The fields, by name only.
        #[serde(rename = "f")]
        fields: Vec<String>,
        /// The posting.
        #[serde(rename = "p")]
        place: String,
    },
    /// Somebody is served.
    Served {
        /// Whom.
        #[serde(rename = "w")]
        whom: String,
    },
    /// Somebody gets a copy.
    Copied {
        /// Who.
        #[serde(rename = "w")]
        whom: String,
    },
    /// Somebody is reported to.
    Reported {
        /// Whom.
        #[serde(rename = "w")]
        whom: String,
    },
    /// An entry is made in a register.
    Registered {
        /// The register.
        #[serde(rename = "v")]
        register: String,
    },
    /// Somebody is told in writing.
    Tell {
        /// What.
        #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
        what: Option<String>,
        /// Whom.
        #[serde(rename = "w")]
        whom: String,
    },
    /// Something is sent to each person of a party, and nothing has come back yet.
    Sent {
        /// To how many.
        #[serde(rename = "n")]
        count: u32,
        /// The party.
        #[serde(rename = "g")]
        party: String,
        /// The day.
        #[serde(rename = "v")]
        day: Date,
        /// Their views are asked for.
        #[serde(rename = "x", default, skip_serializing_if = "std::ops::Not::not")]
        consults: bool,
    },
    /// One of a party has received it.
    Receipt {
        /// Which, from 1.
        #[serde(rename = "n")]
        number: u32,
        /// The party.
        #[serde(rename = "g")]
        party: String,
        /// The day.
        #[serde(rename = "v")]
        day: Date,
    },
    /// The period of one of a party runs.
    Period {
        /// Which, from 1.
        #[serde(rename = "n")]
        number: u32,
        /// The party.
        #[serde(rename = "g")]
        party: String,
        /// When it ends.
        #[serde(rename = "u")]
        due: DueAt,
    },
    /// One of a party has answered, or has consented by law.
    Answer {
        /// Which, from 1.
        #[serde(rename = "n")]
        number: u32,
        /// The party.
        #[serde(rename = "g")]
        party: String,
        /// Consents or objects.
        #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
        consents: Option<bool>,
        /// Supplied by law.
        #[serde(rename = "x", default, skip_serializing_if = "std::ops::Not::not")]
        deemed: bool,
    },
    /// The periods of a party that still run do so no longer.
    Lapse {
        /// The party.
        #[serde(rename = "g")]
        party: String,
    },
    /// A key date takes a value.
    Date {
        /// The date.
        #[serde(rename = "d")]
        date: String,
        /// The value.
        #[serde(rename = "v")]
        value: Date,
    },
    /// A clock starts.
    Start {
        /// The clock.
        #[serde(rename = "c")]
        clock: String,
        /// The date it counts from.
        #[serde(rename = "f")]
        from: Date,
        /// The instant it counts from, where it counts hours or minutes.
        #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
        instant: Option<Instant>,
        /// A number that replaces the amount of its limit: the period that a notice stated.
        #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
        amount: Option<u32>,
        /// When its limits end.
        #[serde(rename = "u")]
        due: Vec<DueAt>,
        /// Extensions that are kept when it counts anew: how many, and their units together.
        #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
        kept: Option<(u32, u32)>,
    },
    /// A clock stops for good.
    Stop {
        /// The clock.
        #[serde(rename = "c")]
        clock: String,
    },
    /// A clock stands still for a cause.
    Pause {
        /// The clock.
        #[serde(rename = "c")]
        clock: String,
        /// When and how long.
        #[serde(rename = "s")]
        pause: Pause,
        /// When its limits end if nothing else happens; a limit that stands still without an end is left out.
        #[serde(rename = "u", default, skip_serializing_if = "Vec::is_empty")]
        due: Vec<DueAt>,
        /// The cause, as told.
        #[serde(rename = "y")]
        cause: String,
    },
    /// A clock runs on.
    Resume {
        /// The clock.
        #[serde(rename = "c")]
        clock: String,
        /// When its pause ended.
        #[serde(rename = "s")]
        ended: Instant,
        /// When its limits end.
        #[serde(rename = "u", default, skip_serializing_if = "Vec::is_empty")]
        due: Vec<DueAt>,
    },
    /// A clock is extended.
    Extend {
        /// The clock.
        #[serde(rename = "c")]
        clock: String,
        /// By so many units.
        #[serde(rename = "n")]
        amount: u32,
        /// When its limits end.
        #[serde(rename = "u")]
        due: Vec<DueAt>,
    },
    /// The limits of a clock end on another day, since the date up to which one of them lasts has changed.
    Moved {
        /// The clock.
        #[serde(rename = "c")]
        clock: String,
        /// When its limits end.
        #[serde(rename = "u", default, skip_serializing_if = "Vec::is_empty")]
        due: Vec<DueAt>,
    },
    /// A warning of a limit has been given.
    Warned {
        /// The clock.
        #[serde(rename = "c")]
        clock: String,
        /// Which limit.
        #[serde(rename = "l")]
        limit: LimitWord,
    },
    /// A limit has passed.
    Expired {
        /// The clock.
        #[serde(rename = "c")]
        clock: String,
        /// Which limit.
        #[serde(rename = "l")]
        limit: LimitWord,
        /// When what follows comes round again.
        #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
        repeat: Option<Instant>,
    },
    /// Somebody is urged.
    Urge {
        /// Whom.
        #[serde(rename = "w")]
        whom: String,
    },
    /// A right arises.
    Right {
        /// Where the text says so.
        #[serde(rename = "c")]
        clause: String,
        /// What it rests on.
        #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
        /// To do what.
        #[serde(rename = "v")]
        what: String,
        /// Whose.
        #[serde(rename = "w")]
        whom: String,
    },
    /// An event comes too late from now on.
    Bar {
        /// Where the text says so.
        #[serde(rename = "c")]
        clause: String,
        /// The event.
        #[serde(rename = "ev")]
        event: String,
        /// What it rests on.
        #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
    },
    /// The matter is put before somebody.
    Escalate {
        /// Whom.
        #[serde(rename = "w")]
        whom: String,
    },
    /// A duty for after the decision arises.
    Duty {
        /// The day it counts from.
        #[serde(rename = "f")]
        from: Date,
        /// Its number in the definition, from 1.
        #[serde(rename = "n")]
        number: u32,
        /// When it ends.
        #[serde(rename = "u")]
        due: DueAt,
    },
    /// A duty is done.
    Done {
        /// Its number.
        #[serde(rename = "n")]
        number: u32,
        /// What a verification found.
        #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
        found: Option<Mark>,
    },
    /// A person (or, while nobody has taken it up, a post) holds a slot of responsibility.
    Custody {
        /// The person.
        #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
        person: Option<String>,
        /// The post.
        #[serde(rename = "o")]
        post: String,
        /// The slot: `first` handling or `current` handler.
        #[serde(rename = "s")]
        slot: Slot,
    },
    /// Lots were drawn for a post of the case, among all who may act for it.
    Drawn {
        /// Among whom, sorted.
        #[serde(rename = "c")]
        candidates: Vec<String>,
        /// Who was drawn.
        #[serde(rename = "i")]
        chosen: Vec<String>,
        /// The post.
        #[serde(rename = "o")]
        post: String,
    },
    /// A slot is offered to somebody; its holder keeps it meanwhile.
    Offered {
        /// The last instant at which it may still be declined, where that is before it ends.
        #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
        decline: Option<Instant>,
        /// The person.
        #[serde(rename = "i")]
        person: String,
        /// The post.
        #[serde(rename = "o")]
        post: String,
        /// The slot.
        #[serde(rename = "s")]
        slot: Slot,
        /// When the offer ends.
        #[serde(rename = "u")]
        due: DueAt,
    },
    /// An offered slot is declined: its holder keeps it.
    Declined {
        /// The slot.
        #[serde(rename = "s")]
        slot: Slot,
    },
    /// A slot is put before a superior; its holder keeps it until the superior has said who holds it.
    Referred {
        /// The superior post.
        #[serde(rename = "o")]
        post: String,
        /// The slot.
        #[serde(rename = "s")]
        slot: Slot,
    },
    /// A case of another procedure opens.
    Link {
        /// 简称 of the procedure.
        #[serde(rename = "a")]
        alias: String,
        /// The case.
        #[serde(rename = "c")]
        case: CaseId,
        /// The name of the link.
        #[serde(rename = "l")]
        link: String,
    },
    /// A linked case is decided, or could not be opened.
    Linked {
        /// The name of the link.
        #[serde(rename = "l")]
        link: String,
        /// How it ended.
        #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
        outcome: Option<String>,
        /// Why it could not be opened.
        #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
        refused: Option<String>,
    },
    /// The agenda of a session.
    Agenda {
        /// The cases, sorted.
        #[serde(rename = "g")]
        cases: Vec<CaseId>,
        /// How many more would have come before it.
        #[serde(rename = "n", default, skip_serializing_if = "crate::case::is_zero")]
        left_out: u32,
    },
    /// A session has spoken of a case of its agenda.
    Entered {
        /// The case.
        #[serde(rename = "c")]
        case: CaseId,
        /// Whoever holds it was not there.
        #[serde(rename = "x", default, skip_serializing_if = "std::ops::Not::not")]
        absent: bool,
        /// Nothing was said of it, since it had been decided by then.
        #[serde(rename = "z", default, skip_serializing_if = "std::ops::Not::not")]
        decided: bool,
    },
    /// A session has spoken of this case.
    Raised {
        /// The session.
        #[serde(rename = "c")]
        case: CaseId,
        /// The schedule.
        #[serde(rename = "s")]
        schedule: String,
        /// Whoever holds it was not there.
        #[serde(rename = "x", default, skip_serializing_if = "std::ops::Not::not")]
        absent: bool,
    },
    /// An immediate item is carried on as a timed one.
    Converted {
        /// The field that holds the reason.
        #[serde(rename = "f")]
        field: String,
        /// The reason, from its closed list.
        #[serde(rename = "v")]
        reason: String,
    },
    /// A late entry meets what time did in between, which stands.
    Conflict {
        /// The legal instant of what time did.
        #[serde(rename = "at")]
        legal: Instant,
        /// The clock.
        #[serde(rename = "c")]
        clock: String,
        /// Which limit.
        #[serde(rename = "l")]
        limit: LimitWord,
    },
    /// A late entry that changes nothing any more, or a part of what a session said of the case that does not: what it
    /// asks is not possible as the case stands.
    Noted {
        /// The code under which it would have been refused.
        #[serde(rename = "x")]
        code: String,
    },
    /// A breach, and who answers for it.
    Finding {
        /// Its name.
        #[serde(rename = "b")]
        breach: String,
        /// Where the text says so.
        #[serde(rename = "c")]
        clause: String,
        /// The day it counts for, where a table of consequences counts it.
        #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
        day: Option<Date>,
        /// The person.
        #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
        person: Option<String>,
        /// What it rests on.
        #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
        /// What follows from it within the case.
        #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
        consequences: Vec<Consequence>,
        /// The post.
        #[serde(rename = "o")]
        post: String,
    },
    /// Conditions of one section were evaluated.
    If {
        /// The section.
        #[serde(rename = "c")]
        section: String,
        /// The number of each clause and its truth, in the order of evaluation.
        #[serde(rename = "v")]
        truths: Vec<(u16, bool)>,
    },
    /// An attempt against an institution was refused and put on record.
    Refused {
        /// The refusal's code.
        #[serde(rename = "x")]
        code: String,
    },
}

/// A slot of responsibility, by its word in records: `first`, `current`, or the name that its author gave it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Slot {
    /// 首办: who first took the case up, for good.
    First,
    /// Who handles it now.
    Current,
    /// 责任: one that the definition declares.
    Named(String),
}

impl Slot {
    /// The slot that a declaration speaks of: its own, or that of the current handler, whose hand-over it says.
    #[must_use]
    pub fn of(decl: &SlotDecl) -> Self {
        match decl.first {
            FirstHolder::Officer => Self::Current,
            _ => Self::Named(decl.name.clone()),
        }
    }

    /// Its word in records.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::First => "first",
            Self::Current => "current",
            Self::Named(name) => name,
        }
    }
}

impl From<String> for Slot {
    fn from(word: String) -> Self {
        match word.as_str() {
            "first" => Self::First,
            "current" => Self::Current,
            _ => Self::Named(word),
        }
    }
}

impl From<Slot> for String {
    fn from(slot: Slot) -> Self {
        match slot {
            Slot::Named(name) => name,
            other => other.word().to_owned(),
        }
    }
}

/// The truth of every condition among effects, by the text of its clause (`section/number`).
///
/// ```
/// use shouwen_executor::{Effect, truths};
/// let effects = [Effect::If { section: "step 决定".into(), truths: vec![(5, true), (6, false)] }];
/// assert_eq!(truths(&effects), [("step 决定/5".to_owned(), true), ("step 决定/6".to_owned(), false)]);
/// ```
#[must_use]
pub fn truths(effects: &[Effect]) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for effect in effects {
        if let Effect::If { section, truths } = effect {
            found.extend(truths.iter().map(|(number, truth)| (format!("{section}/{number}"), *truth)));
        }
    }
    found
}
