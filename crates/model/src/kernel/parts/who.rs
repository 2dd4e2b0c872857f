//! Persons and posts by relation to a case.

use super::super::{PartyId, PostId};

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
    /// A party other than the applicant.
    Party(PartyId),
    /// A post.
    Post(PostId),
}
