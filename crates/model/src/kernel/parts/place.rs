//! Places.

use super::super::{ClockId, ConclusionId, FieldId, MaterialId, PlaceId, PostId};
use super::{Clause, Effect, Event, Exclusion, Expr, Meeting, PartyPeriod, Who};
use shouwen_calendar::Limit;

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

/// 分支 每个: the branches of a parallel block of which as many begin as a list has elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elements {
    /// The field with the list.
    pub field: FieldId,
    /// The number of the branch of the first element.
    pub first: u32,
}

/// 不少于: how long a wait lasts at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Least {
    /// The counting rule.
    pub limit: Limit,
    /// Where the text says so.
    pub clause: Clause,
}

/// What is done on completion while a condition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The condition.
    pub when: Expr,
    /// What is done.
    pub effects: Vec<Effect>,
    /// Where the text says so.
    pub clause: Clause,
}

/// A paper that has to be on file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Name.
    pub name: String,
    /// The material of that name: what the applicant handed in is on file.
    pub material: Option<MaterialId>,
    /// Where the text says so.
    pub clause: Clause,
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
    /// The posts that sign, one person of each, in the order of the text; none where whoever is in charge decides.
    pub signers: Vec<PostId>,
    /// They sign in that order.
    pub in_turn: bool,
    /// What a conclusion is when the signers differ.
    pub differ: Vec<(ConclusionId, String)>,
    /// How a meeting decides.
    pub meeting: Option<Meeting>,
    /// Who follows, in a wait.
    pub follower: Option<Who>,
    /// Its own clock.
    pub clock: Option<ClockId>,
    /// How long it lasts at least: what is awaited does not happen before.
    pub least: Option<Least>,
    /// Effects of each entry.
    pub entry: Vec<Effect>,
    /// Effects of the first entry only.
    pub first_entry: Vec<Effect>,
    /// What is concluded here.
    pub conclusions: Vec<ConclusionId>,
    /// What is filled in here.
    pub fields: Vec<FieldId>,
    /// To which posts of the case somebody is appointed here.
    pub appoints: Vec<(PostId, Clause)>,
    /// What has to be on file before it is completed.
    pub papers: Vec<Paper>,
    /// Gone back to after an interruption, its own clock counts anew.
    pub anew: bool,
    /// Entered again, what was left of its own clock runs on.
    pub runs_on: bool,
    /// What may not be concluded.
    pub forbidden: Vec<Forbidden>,
    /// What has to hold before it can be completed.
    pub only_when: Vec<(Expr, Clause)>,
    /// What is done on completion while a condition holds, before the direction.
    pub owed: Vec<Owed>,
    /// When reasons are owed.
    pub reasons: Vec<(Expr, Clause)>,
    /// Places whose officers may not act here.
    pub not_same: Vec<(PlaceId, Clause)>,
    /// Clocks that stand still here.
    pub excluded: Vec<Exclusion>,
    /// What is awaited here.
    pub awaits: Vec<Event>,
    /// How long each party that is awaited here has.
    pub each_party: Option<PartyPeriod>,
    /// The names of its branches, of a parallel block; the edges [`Trigger::Forked`](super::Trigger::Forked) lead to
    /// where they begin.
    pub branches: Vec<String>,
    /// Those of its branches that begin one for each element of a list, [`MAX_ELEMENTS`](super::super::MAX_ELEMENTS) of
    /// each list at most.
    pub elements: Vec<Elements>,
    /// The parallel block in one of whose branches it stands, and the number of the branch, from 0.
    pub within: Option<(PlaceId, u32)>,
    /// 当场更正 is allowed.
    pub correct_on_spot: bool,
    /// 转办 is allowed.
    pub transfer: bool,
    /// Something asks whether it was completed, so that a record says so.
    pub remembers: bool,
}
