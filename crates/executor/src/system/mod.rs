//! The system cases of a log: its genesis, the registry of definitions, the directory of posts, the calendars.
//!
//! They are cases like any other, with chains of their own, under small built-in definitions. Their state is the fold
//! of their commands, [`Registers`], which also answers what decisions ask about the outside.

mod decide;
mod registers;

pub use decide::{MAX_NAME_BYTES, SystemDecided, decide};
pub use registers::{Absence, Delegation, Recusal, Registers, Seat, Version};

use crate::command::Act;
use serde::Serialize;
use shouwen_canon::{CanonError, CaseId, Hash, tags};

/// The opening key of every system case.
pub const SYSTEM_KEY: &str = "1";

/// A system case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum System {
    /// The log itself: its genesis.
    Log,
    /// Calendars.
    Calendar,
    /// Definitions.
    Registry,
    /// Posts and the people in them.
    Directory,
}

/// What a built-in definition is hashed over.
#[derive(Serialize)]
struct BuiltIn {
    acts: &'static [&'static str],
    system: &'static str,
    v: u32,
}

impl System {
    /// All of them, in the order in which a log begins.
    pub const ALL: [Self; 4] = [Self::Log, Self::Calendar, Self::Registry, Self::Directory];

    /// Its short name, which no procedure may take.
    #[must_use]
    pub const fn alias(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Calendar => "calendar",
            Self::Registry => "registry",
            Self::Directory => "directory",
        }
    }

    const fn acts(self) -> &'static [&'static str] {
        match self {
            Self::Log => &["genesis"],
            Self::Calendar => &["calendar"],
            Self::Registry => &["publish"],
            Self::Directory => &["absent", "appoint", "delegate", "recuse", "relieve"],
        }
    }

    /// The hash of its built-in definition.
    ///
    /// # Errors
    /// [`CanonError`] never in practice: the definition is a constant.
    pub fn hash(self) -> Result<Hash, CanonError> {
        let built_in = BuiltIn { acts: self.acts(), system: self.alias(), v: 0 };
        Ok(Hash::tagged(tags::DEFINITION, &shouwen_canon::to_bytes(&built_in)?))
    }

    /// Its case in a log.
    ///
    /// # Errors
    /// [`CanonError`] if the log's id has no canonical bytes.
    pub fn case(self, log: &str) -> Result<CaseId, CanonError> {
        CaseId::derive(log, self.alias(), SYSTEM_KEY)
    }

    /// The system case that an act belongs to.
    #[must_use]
    pub const fn of(act: &Act) -> Option<Self> {
        match act {
            Act::Genesis { .. } => Some(Self::Log),
            Act::Calendar { .. } => Some(Self::Calendar),
            Act::Publish { .. } => Some(Self::Registry),
            Act::Appoint { .. }
            | Act::Relieve { .. }
            | Act::Absent { .. }
            | Act::Delegate { .. }
            | Act::Recuse { .. } => Some(Self::Directory),
            _ => None,
        }
    }
}
