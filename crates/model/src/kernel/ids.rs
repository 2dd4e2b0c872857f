//! Typed indices into the lists of a definition. A `u16` each: [`MAX_DECLARATIONS`] bounds every list.

use serde::{Deserialize, Serialize};

/// The most declarations of one kind a definition may hold.
pub const MAX_DECLARATIONS: usize = 4096;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(u16);

        impl $name {
            /// The id of the declaration at `index`, or `None` past [`MAX_DECLARATIONS`].
            #[must_use]
            pub fn new(index: usize) -> Option<Self> {
                if index < MAX_DECLARATIONS { u16::try_from(index).ok().map(Self) } else { None }
            }

            /// The position in the definition's list.
            #[must_use]
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }
    )+};
}

ids! {
    /// A field.
    FieldId,
    /// A material.
    MaterialId,
    /// A key date.
    DateId,
    /// A post.
    PostId,
    /// A party other than the applicant.
    PartyId,
    /// An outcome.
    OutcomeId,
    /// A conclusion of a place.
    ConclusionId,
    /// A computed value.
    ComputedId,
    /// A named condition.
    ConditionId,
    /// A clock, named or of a place.
    ClockId,
    /// A kind of act.
    ActId,
    /// A kind of breach.
    BreachId,
    /// A place of the machine.
    PlaceId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_ends_at_the_limit() {
        assert_eq!(PlaceId::new(MAX_DECLARATIONS - 1).map(PlaceId::index), Some(MAX_DECLARATIONS - 1));
        assert_eq!(PlaceId::new(MAX_DECLARATIONS), None);
    }
}
