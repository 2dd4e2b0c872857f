//! The resolved source form: what a procedure *says*, clause by clause, without a trace of how it was typed.
//!
//! The hash of its canonical bytes is the identity of the procedure (see [`Form::hash`]), so the rules for changing
//! these types are strict: a member that is absent is omitted, a new clause is a new variant, and no existing key or
//! tag ever changes its meaning while [`FORM_VERSION`] stays the same. Left out on purpose: scenarios, explanatory
//! paragraphs, telephone numbers, people, calendars, spans, and everything that the lowering makes of it.

mod accountability;
mod act;
mod after_closing;
mod any_time;
mod basis;
mod clock;
mod custody;
mod data;
mod direction;
mod expr;
mod material;
mod meeting;
mod migration;
mod outcome;
mod party;
mod period;
mod place;
mod post;
mod procedure;
mod role;
mod schedule;

pub use accountability::{CountedBy, Ladder, LadderClause, MAX_RUNG_TIMES, Measure, MeasureWord, Window};
pub use act::{Act, ActItem, Answers, DateSource, Deemed, Notified, Recipient};
pub use after_closing::{After, AfterWhat};
pub use any_time::Anytime;
pub use basis::Basis;
pub use clock::{Clock, ClockClause, ClockEnd, ClockName, EndingAct, Expiry, Remainder};
pub use custody::{Custody, CustodyClause, FirstHolder, Scope};
pub use data::{Bound, BoundTo, Field};
pub use direction::{Direction, ReturnMode};
pub use expr::{
    Arithmetic, Comparison, Computed, Expr, MaterialsAre, Named, TableBound, TableCell, TableRow, Term,
};
pub use material::{Deferrable, Material};
pub use meeting::{MeetingRule, Threshold};
pub use migration::{Migration, Moved};
pub use outcome::{Outcome, Remedy};
pub use party::{PartiesAre, Party, PartyDoes};
pub use period::Period;
pub use place::{AwaitedEvent, Cap, Clause, DutyText, Permit, Place, PlaceKind, Signing, TrackKind, Trigger};
pub use post::{Lot, Post, PostClause, RiskGrade};
pub use procedure::{Item, ItemKind, Serves};
pub use role::Role;
pub use schedule::{Recurrence, Round, Schedule, ScheduleClause, Sessions};

use serde::{Deserialize, Serialize};
use shouwen_canon::{CanonError, Hash, tags};

/// The version of the form's own shape. Zero is before the first release.
pub const FORM_VERSION: u32 = 0;

/// A whole procedure in resolved source form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Shape of the form, [`FORM_VERSION`].
    pub v: u32,
    /// 事项: the item's own particulars.
    pub item: Item,
    /// 登记信息: typed fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<Field>,
    /// 登记信息: values that follow from others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub computed: Vec<Computed>,
    /// 条件: named truths.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// 当事人: others than the applicant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// 岗位: the posts that the procedure reaches, its own first, then those of imported files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<Post>,
    /// 责任: slots of responsibility with a hand-over of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub custody: Vec<Custody>,
    /// 责任追究: what follows breaches; the own tables first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ladders: Vec<Ladder>,
    /// 新旧衔接: where open cases of an older version go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub migration: Option<Migration>,
    /// 日程: what comes round for open cases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schedules: Vec<Schedule>,
    /// 材料: what an applicant hands in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Material>,
    /// 结果: each way a case may end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Outcome>,
    /// 时限: named clocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clocks: Vec<Clock>,
    /// 环节, 等候 …: the places, the first of them the start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// 随时: what may happen at any time in a range.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anytime: Vec<Anytime>,
    /// 办结后: what is owed after the decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<After>,
}

impl Form {
    /// The definition hash: the identity under which cases open on this procedure.
    ///
    /// # Errors
    /// [`CanonError`] if a text or number of the form has no canonical bytes.
    pub fn hash(&self) -> Result<Hash, CanonError> {
        Ok(Hash::tagged(tags::DEFINITION, &shouwen_canon::to_bytes(self)?))
    }

    /// Whether a legal basis somewhere in it is still to be checked (依据待核).
    ///
    /// # Errors
    /// [`CanonError`] if a text or number of the form has no canonical bytes.
    pub fn has_unverified_basis(&self) -> Result<bool, CanonError> {
        // A basis may stand in some twenty places. In canonical bytes each looks the same, and no text of an author
        // does, since quotation marks within texts are escaped.
        let mark = shouwen_canon::to_bytes(&Basis::Unverified)?;
        Ok(shouwen_canon::to_bytes(self)?.windows(mark.len()).any(|part| part == mark))
    }
}

/// 条件: a named truth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Its name.
    pub name: String,
    /// What has to hold.
    pub is: Expr,
}
