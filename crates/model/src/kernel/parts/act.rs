//! What the executor can be told to do.

use super::super::{ActId, BreachId, DateId, FieldId, PartyId, PlaceId};
use super::{Clause, Event, Who};
use crate::form::Basis;

/// What becomes of an attempt against a guard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnViolation {
    /// Refused; nothing is written.
    Refuse,
    /// Refused, and the attempt is put on record as this breach.
    Record {
        /// The breach.
        breach: BreachId,
        /// What the prohibition rests on.
        basis: Option<Basis>,
    },
}

/// A kind of act that the case can show to have been done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActDecl {
    /// A short ASCII word, stable in records.
    pub code: String,
    /// At most once per submission round, over a completed check; and what an attempt beyond that becomes.
    pub once_per_round: Option<OnViolation>,
}

/// An action with its basis and its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// What happens.
    pub action: Action,
    /// What it rests on.
    pub basis: Option<Basis>,
    /// Where the text says so.
    pub clause: Clause,
}

/// Where the value of a key date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFrom {
    /// Another key date.
    Date(DateId),
    /// A field that holds a date.
    Field(FieldId),
}

/// What the executor can be told to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// An act is done (and stops what it stops).
    Perform {
        /// The act.
        act: ActId,
        /// Supplied by law instead of by an officer.
        deemed: bool,
    },
    /// What is missing and may be deferred is owed from now on.
    Defer,
    /// 按现有材料 办理: gaps are no longer asked for, nor is anything owed that was deferred.
    OnFile,
    /// Every gap of the checklist is listed in a notice; opens the applicant's round.
    ListGaps,
    /// A document is issued.
    Issue {
        /// The document.
        document: String,
    },
    /// Fields are disclosed to the public.
    Disclose {
        /// The fields.
        fields: Vec<FieldId>,
    },
    /// Somebody is served.
    Serve(Who),
    /// Somebody gets a copy.
    Copy(Addressee),
    /// Somebody is reported to.
    Report(Addressee),
    /// An entry in a register.
    List {
        /// The register.
        register: String,
    },
    /// Something is sent to each person of a party, or the views of each are asked for.
    Send {
        /// The party.
        party: PartyId,
        /// The views are asked for.
        consults: bool,
    },
    /// Whoever of a party was silent has consented by law.
    DeemConsented(PartyId),
    /// Somebody is told in writing.
    Tell {
        /// Whom.
        who: Who,
        /// What, where the text says so.
        what: Option<String>,
    },
    /// A key date takes the day of the transition; a second recording is an error of the definition.
    RecordDate(DateId),
    /// A key date takes the value of another.
    SetDate {
        /// The date set.
        date: DateId,
        /// Its source.
        from: DateFrom,
        /// Whether it may replace a value.
        moves: bool,
    },
    /// A right arises.
    Right {
        /// Whose.
        who: Who,
        /// To do what.
        what: String,
    },
    /// An event comes too late from now on.
    Bar(Event),
    /// A case of another procedure opens, as the command says.
    OpenLinked {
        /// The link's name.
        link: String,
    },
    /// An immediate item is carried on as a timed one.
    Convert {
        /// The act.
        act: ActId,
        /// The field that holds the reason.
        reason: FieldId,
    },
    /// An offered slot passes as if it had been accepted.
    DeemReceived,
    /// Somebody is urged.
    Urge(Who),
    /// The matter is put before somebody.
    Escalate(Who),
    /// A finding.
    Breach {
        /// The breach.
        breach: BreachId,
        /// Who answers for it; `None`: whoever is in charge.
        answers: Option<Answers>,
    },
}

/// Whom a copy or a report goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// Somebody meant by relation to the case, or a post.
    Who(Who),
    /// A body outside, by its name.
    Outside(String),
}

/// Who answers for a breach that the text lays on somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// Who acted in a place last; while nobody has, who was asked first for its post; else the post.
    OfficerIn(PlaceId),
    /// Somebody meant by relation to the case, or a post.
    Role(Who),
}
