//! The kernel definition: what the executor steps. It knows places, edges, clocks, duties, acts and guards, and the
//! name of no institution: those are lowered to these parts by the compiler.
//!
//! Everything refers by typed index into the definition's own lists in declaration order. The lowering is where a name
//! that nothing declares is refused; [`Machine::new`] refuses an edge that leads nowhere.

mod breaches;
mod ids;
mod machine;
mod parts;

pub use breaches::{DUTY_OVERDUE, INTERNAL_OVERDUE, KERNEL_BREACHES, SECOND_NOTICE};
pub use ids::{
    ActId, BreachId, ClockId, ComputedId, ConclusionId, ConditionId, DateId, FieldId, MAX_DECLARATIONS,
    MaterialId, OutcomeId, PartyId, PlaceId, PostId,
};
pub use machine::{Edge, Machine, MachineError};
pub use parts::{
    ActDecl, Action, Addressee, AfterDuty, Answers, Appointed, Beginning, Clause, ClockDecl, ClockStop,
    ComputedDecl, ConclusionDecl, Condition, DateFrom, Deadline, DutyTerm, Effect, Elements, Event,
    Exclusion, ExpiryDecl, Expr, Extension, FieldDecl, Forbidden, HandOver, LadderDecl, Least, LimitDecl,
    MaterialDecl, Meeting, Node, OnViolation, OutcomeDecl, Owed, Owes, Paper, PartyDecl, PartyPeriod, Place,
    PostDecl, Restart, RungDecl, ScheduleDecl, SlotDecl, Target, Term, Trigger, Who, section_in_chinese,
};

use crate::form::{Scope, Sessions};
use shouwen_canon::{Date, Hash};

/// A compiled procedure, frozen.
///
/// The lists are in declaration order; ids are positions in them.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Identity: the hash of the resolved source form it was lowered from.
    pub hash: Hash,
    /// 简称.
    pub alias: String,
    /// Full name.
    pub name: String,
    /// The first day on which cases may open.
    pub in_force_from: Date,
    /// The procedures it rules over, if it is a rule.
    pub rule: Option<Scope>,
    /// Whose sessions its cases are, if time opens them.
    pub sessions: Option<Sessions>,
    /// What comes round for its open cases.
    pub schedules: Vec<ScheduleDecl>,
    /// Fields.
    pub fields: Vec<FieldDecl>,
    /// Materials.
    pub materials: Vec<MaterialDecl>,
    /// Key dates.
    pub dates: Vec<String>,
    /// Posts.
    pub posts: Vec<PostDecl>,
    /// Parties other than the applicant.
    pub parties: Vec<PartyDecl>,
    /// Slots of responsibility with a hand-over of their own.
    pub slots: Vec<SlotDecl>,
    /// Outcomes.
    pub outcomes: Vec<OutcomeDecl>,
    /// Kinds of act.
    pub acts: Vec<ActDecl>,
    /// Kinds of breach, by name.
    pub breaches: Vec<String>,
    /// What follows breaches.
    pub ladders: Vec<LadderDecl>,
    /// Values that follow from others.
    pub computed: Vec<ComputedDecl>,
    /// Named conditions.
    pub conditions: Vec<Condition>,
    /// Conclusions.
    pub conclusions: Vec<ConclusionDecl>,
    /// Clocks.
    pub clocks: Vec<ClockDecl>,
    /// Places.
    pub places: Vec<Place>,
    /// The machine over them.
    pub machine: Machine,
    /// What is owed after the decision.
    pub after: Vec<AfterDuty>,
    /// How many of the last places and fields are copies: a branch of which as many begin as a list has elements has
    /// its places, and the fields that belong to them, [`MAX_ELEMENTS`] times.
    pub copies: Copies,
}

/// How many of the last declarations of a kind are copies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copies {
    /// Places.
    pub places: usize,
    /// Fields.
    pub fields: usize,
}

/// The most elements of a list of which each has a branch.
pub const MAX_ELEMENTS: usize = 32;

macro_rules! lookups {
    ($($(#[$doc:meta])* $method:ident($id:ty) -> $list:ident: $item:ty),+ $(,)?) => {
        impl Definition {$(
            $(#[$doc])*
            #[must_use]
            pub fn $method(&self, id: $id) -> Option<&$item> {
                self.$list.get(id.index())
            }
        )+}
    };
}

lookups! {
    /// The field of that id.
    field(FieldId) -> fields: FieldDecl,
    /// The material of that id.
    material(MaterialId) -> materials: MaterialDecl,
    /// The key date of that id.
    date(DateId) -> dates: String,
    /// The post of that id.
    post(PostId) -> posts: PostDecl,
    /// The party of that id.
    party(PartyId) -> parties: PartyDecl,
    /// The outcome of that id.
    outcome(OutcomeId) -> outcomes: OutcomeDecl,
    /// The act of that id.
    act(ActId) -> acts: ActDecl,
    /// The breach of that id.
    breach(BreachId) -> breaches: String,
    /// The computed value of that id.
    computed_value(ComputedId) -> computed: ComputedDecl,
    /// The condition of that id.
    condition(ConditionId) -> conditions: Condition,
    /// The conclusion of that id.
    conclusion(ConclusionId) -> conclusions: ConclusionDecl,
    /// The clock of that id.
    clock(ClockId) -> clocks: ClockDecl,
    /// The place of that id.
    place(PlaceId) -> places: Place,
}
