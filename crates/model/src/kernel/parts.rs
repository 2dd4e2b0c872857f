//! The parts of a kernel definition other than its graph: declarations, clocks, actions and guards.

use super::ids::*;
use crate::form::{Basis, Comparison, FirstHolder, MaterialsAre, Period, ReturnMode};
use crate::value::{Type, Value};
use shouwen_calendar::Limit;

/// Which clause of the text a part comes from: the section as `kind name`, and the clause's number in it from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clause {
    /// The section, for example `环节 收件`; the same in both languages because names are never translated and the
    /// kind is one of the kernel's own short words.
    pub section: String,
    /// The clause's number in its section, from 1; 0 means the section itself.
    pub number: u16,
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDecl {
    /// Name.
    pub name: String,
    /// Type.
    pub ty: Type,
    /// Whether it must be filled by the time its filler is done.
    pub required: bool,
    /// Kept as a salted digest in records.
    pub sealed: bool,
    /// Filled by the applicant on opening, otherwise in the places that list it.
    pub by_applicant: bool,
}

/// A material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaterialDecl {
    /// Name.
    pub name: String,
    /// Needed for the checklist to be complete.
    pub required: bool,
    /// Obtained by sharing: counts as present without being handed in.
    pub shared: bool,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostDecl {
    /// Name.
    pub name: String,
    /// Its superior post.
    pub superior: Option<PostId>,
    /// Whoever of this post first takes the case up becomes its first handler, for good.
    pub first_handling: bool,
}

/// A slot of responsibility with a hand-over of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotDecl {
    /// Name.
    pub name: String,
    /// Who holds it first.
    pub first: FirstHolder,
    /// Of several who are asked at once, the highest in rank holds it.
    pub highest: bool,
    /// How it may be handed over; `None`: it stays, save for a successor in duty.
    pub hand_over: Option<HandOver>,
    /// Where the text says so.
    pub clause: Clause,
}

/// How a slot is handed over: offered, then accepted, declined, or left unanswered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// How long an offer stands open.
    pub within: Limit,
    /// What follows an offer that nobody answers.
    pub unanswered: Vec<Effect>,
    /// How long it may be declined; `None`: never. No longer than it stands open.
    pub decline: Option<Limit>,
    /// What follows when it was declined so often.
    pub declined: Option<(u32, Vec<Effect>)>,
    /// Where the text says that it may be offered.
    pub clause: Clause,
}

/// A way to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeDecl {
    /// Name.
    pub name: String,
    /// Owes reasons, law and remedies.
    pub adverse: bool,
    /// The document that carries it.
    pub document: Option<String>,
}

/// A conclusion an officer gives in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConclusionDecl {
    /// The place.
    pub place: PlaceId,
    /// Name.
    pub name: String,
    /// Its values.
    pub values: Vec<String>,
    /// Where the text says so.
    pub clause: Clause,
}

/// A named condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Name.
    pub name: String,
    /// What has to hold.
    pub is: Expr,
}

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

/// An expression over a case, with every name an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// Every part holds.
    All(Vec<Expr>),
    /// At least one part holds.
    Any(Vec<Expr>),
    /// The part does not hold.
    Not(Box<Expr>),
    /// Two terms compare.
    Compare(Term, Comparison, Term),
    /// The term equals one of the values.
    OneOf(Term, Vec<Value>),
    /// The field has a value.
    Filled(FieldId),
    /// A named condition holds.
    Holds(ConditionId),
    /// The state of the checklist.
    Materials(MaterialsAre),
    /// The case closed with one of these.
    Outcome(Vec<OutcomeId>),
}

/// Something with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A field.
    Field(FieldId),
    /// A conclusion.
    Conclusion(ConclusionId),
    /// A key date.
    Date(DateId),
    /// A literal.
    Literal(Value),
}

/// A person or post by relation to the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The applicant.
    Applicant,
    /// Whoever holds the current handler's slot.
    CurrentHandler,
    /// Whoever holds the first handler's slot.
    FirstHandler,
    /// The superior of the post in charge of the place.
    Superior,
    /// A post.
    Post(PostId),
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
    /// Every gap of the checklist is listed in a notice; opens the applicant's round.
    ListGaps,
    /// A document is issued.
    Issue {
        /// The document.
        document: String,
    },
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
        from: DateId,
        /// Whether it may replace a value.
        moves: bool,
    },
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
    /// A finding against whoever is in charge.
    Breach(BreachId),
}

/// One limit of a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitDecl {
    /// `statutory`, `promised`, `internal`, `wait`.
    pub kind: Deadline,
    /// The counting rule.
    pub limit: Limit,
    /// The document whose stated period replaces the amount, which is then its minimum.
    pub stated_in: Option<String>,
    /// What it rests on.
    pub basis: Option<Basis>,
    /// What happens when so much is left, largest remainder first.
    pub warnings: Vec<(Period, Vec<Effect>)>,
    /// What happens at expiry.
    pub expiry: Option<ExpiryDecl>,
}

/// The kind of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deadline {
    /// 法定.
    Statutory,
    /// 承诺.
    Promised,
    /// 内部时限.
    Internal,
    /// The longest a wait may last, or the applicant's period.
    Wait,
}

/// What follows at expiry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpiryDecl {
    /// What happens.
    pub effects: Vec<Effect>,
    /// Where the case goes.
    pub target: Target,
    /// Where the text says so.
    pub clause: Clause,
}

/// Where a case goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// It stays, and the effects repeat at the interval, if one is given.
    Stay {
        /// The interval.
        every: Option<Period>,
    },
    /// To a place.
    Place(PlaceId),
    /// Back to a place.
    Return(PlaceId, ReturnMode),
    /// It ends.
    Close(OutcomeId),
}

/// A clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockDecl {
    /// Its name; a place's own clock has the name of its place.
    pub name: String,
    /// The place whose visit it measures; `None` for a clock of the case.
    pub place: Option<PlaceId>,
    /// The key date it starts from, for a clock of the case.
    pub anchor: Option<DateId>,
    /// Its limits, statutory before promised.
    pub limits: Vec<LimitDecl>,
    /// What ends it, for a clock of the case.
    pub stop: ClockStop,
    /// The one extension.
    pub extension: Option<Extension>,
    /// Where the text says so.
    pub clause: Clause,
}

/// What ends a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClockStop {
    /// The place is left.
    Leave,
    /// The key date is recorded.
    Date(DateId),
    /// One of the acts is done.
    Acts(Vec<ActId>),
}

/// An extension of a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// How often.
    pub times: u32,
    /// By no more than this.
    pub at_most: Period,
    /// Who approves.
    pub by: PostId,
    /// Who is told the reason.
    pub tell: Option<Who>,
    /// What it rests on.
    pub basis: Option<Basis>,
    /// Where the text says so.
    pub clause: Clause,
}

/// A clock that stands still while the case is in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// The clock.
    pub clock: ClockId,
    /// Only this limit of it; `None` for all.
    pub only: Option<Deadline>,
    /// No more than this.
    pub at_most: Option<Period>,
    /// The cause, as told.
    pub cause: String,
    /// Who is told.
    pub tell: Option<Who>,
    /// What it rests on.
    pub basis: Option<Basis>,
    /// Where the text says so.
    pub clause: Clause,
}

/// A conclusion that may not be given while a condition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forbidden {
    /// The condition.
    pub when: Expr,
    /// The conclusion.
    pub conclusion: ConclusionId,
    /// The value.
    pub value: String,
    /// Where the text says so.
    pub clause: Clause,
}

/// An event from outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// The applicant hands in what was asked for.
    Supplemented,
    /// The applicant withdraws.
    Withdrawn,
    /// A linked case is decided.
    LinkedDecided(String),
    /// A linked case could not be opened.
    LinkedNotOpened(String),
    /// By name.
    Named(String),
}

/// What sets an edge off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// The officer completes the place, and the guard holds (`None`: always).
    Completed(Option<Expr>),
    /// An awaited event happens.
    Event(Event),
    /// A limit of a clock passes.
    Expired(ClockId, Deadline),
    /// An event possible at any time before a key date is recorded.
    Anytime(Event, Option<DateId>),
}

/// The node of the machine: a place, or an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A place where a case can stand.
    Place(PlaceId),
    /// The end with this outcome.
    End(OutcomeId),
}

/// A place where a case can stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Name.
    pub name: String,
    /// Its section as a whole.
    pub section: Clause,
    /// The post in charge.
    pub post: Option<PostId>,
    /// Where the text says who is in charge; the section as a whole where it does not.
    pub in_charge: Clause,
    /// How many persons act together (0 in a wait).
    pub persons: u32,
    /// Who follows, in a wait.
    pub follower: Option<Who>,
    /// Its own clock.
    pub clock: Option<ClockId>,
    /// Effects of each entry.
    pub entry: Vec<Effect>,
    /// Effects of the first entry only.
    pub first_entry: Vec<Effect>,
    /// What is concluded here.
    pub conclusions: Vec<ConclusionId>,
    /// What is filled in here.
    pub fields: Vec<FieldId>,
    /// What may not be concluded.
    pub forbidden: Vec<Forbidden>,
    /// When reasons are owed.
    pub reasons: Vec<(Expr, Clause)>,
    /// Places whose officers may not act here.
    pub not_same: Vec<(PlaceId, Clause)>,
    /// Clocks that stand still here.
    pub excluded: Vec<Exclusion>,
    /// What is awaited here.
    pub awaits: Vec<Event>,
    /// 当场更正 is allowed.
    pub correct_on_spot: bool,
    /// 转办 is allowed.
    pub transfer: bool,
}

/// Something owed after the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AfterDuty {
    /// For which cases.
    pub when: Expr,
    /// The key date it counts from; `None` for the day of the decision.
    pub from: Option<DateId>,
    /// The counting rule.
    pub limit: Limit,
    /// Who owes it.
    pub by: Who,
    /// Who is served.
    pub serve: Who,
    /// The proof to obtain.
    pub proof: Option<String>,
    /// What it rests on.
    pub basis: Option<Basis>,
    /// Where the text says so.
    pub clause: Clause,
}
