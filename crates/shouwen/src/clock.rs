//! The host's clock, as an argument: the system's, or one that follows the commands.

use shouwen_canon::Instant;

/// Tells the time at which commands are recorded.
pub trait Clock {
    /// Now, given the business time that a command states, if it states one. Never earlier than before.
    fn now(&mut self, stated: Option<Instant>) -> Instant;
}

/// A clock that stands at what the commands state: a day-book is played.
#[derive(Clone, Copy, Debug)]
pub struct VirtualClock {
    now: Instant,
}

impl VirtualClock {
    /// A clock that stands at an instant.
    #[must_use]
    pub const fn at(now: Instant) -> Self {
        Self { now }
    }
}

impl Clock for VirtualClock {
    fn now(&mut self, stated: Option<Instant>) -> Instant {
        self.now = self.now.max(stated.unwrap_or(self.now));
        self.now
    }
}

/// The system's clock.
#[cfg(feature = "os-random")]
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[cfg(feature = "os-random")]
impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place where the embedding interface reads the clock"
    )]
    fn now(&mut self, _: Option<Instant>) -> Instant {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let millis = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
        Instant::from_millis(millis).unwrap_or_else(|| Instant::start_of(shouwen_canon::Date::EPOCH))
    }
}
