//! What a definition declares: fields, materials, posts, outcomes, conclusions.

use super::super::{ConditionId, PlaceId, PostId};
use super::Clause;
use crate::form::{Bound, Lot};
use crate::value::Type;
use shouwen_calendar::Limit;

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
    /// What a value that is entered has to keep to.
    pub bounds: Vec<Bound>,
}

/// A material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaterialDecl {
    /// Name.
    pub name: String,
    /// Needed for the checklist to be complete.
    pub required: bool,
    /// Needed only where this condition holds.
    pub only: Option<ConditionId>,
    /// How long it may be owed after an acceptance that defers it.
    pub deferrable: Option<Limit>,
    /// A promise may stand in its place.
    pub promise: bool,
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
    /// Whom one case appoints to it; `None` where the directory says who holds it.
    pub appointed: Option<Appointed>,
}

/// How somebody comes to hold a post of one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appointed {
    /// The post out of whose holders one is appointed.
    pub out_of: PostId,
    /// Whether by lot.
    pub lot: Lot,
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
