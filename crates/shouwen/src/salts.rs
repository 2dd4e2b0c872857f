//! Where salts and the secret of a log come from.

use shouwen_canon::{Hash, Salt};
use shouwen_store::Secret;

/// A source of salts. Whoever can foresee them can try out what a digest hides.
pub trait Salts {
    /// The next salt.
    fn draw(&mut self) -> Salt;

    /// A secret for a new log.
    fn secret(&mut self) -> Secret {
        let mut bytes = [0; 32];
        let halves = self.draw().0.into_iter().chain(self.draw().0);
        bytes.iter_mut().zip(halves).for_each(|(to, from)| *to = from);
        Secret::new(bytes)
    }
}

/// Salts from a seed, for tests, scenarios and demonstrations: the same seed gives the same log.
#[derive(Clone, Copy, Debug)]
pub struct SeededSalts {
    seed: u64,
    drawn: u64,
}

impl SeededSalts {
    /// From a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed, drawn: 0 }
    }
}

impl Salts for SeededSalts {
    fn draw(&mut self) -> Salt {
        self.drawn = self.drawn.wrapping_add(1);
        let hash = Hash::sha256_parts(&[&self.seed.to_be_bytes(), &self.drawn.to_be_bytes()]);
        let mut salt = [0; 16];
        salt.iter_mut().zip(hash.as_bytes()).for_each(|(to, from)| *to = *from);
        Salt(salt)
    }
}

/// Always the same salt: for comparing what callers gave, never for records.
pub(crate) struct NoSalts;

impl Salts for NoSalts {
    fn draw(&mut self) -> Salt {
        Salt([0; 16])
    }
}

/// Salts from the operating system.
#[cfg(feature = "os-random")]
#[derive(Clone, Copy, Debug, Default)]
pub struct OsSalts(());

#[cfg(feature = "os-random")]
impl OsSalts {
    /// A source, if the operating system has one.
    ///
    /// # Errors
    /// The system's own error.
    pub fn new() -> Result<Self, getrandom::Error> {
        getrandom::fill(&mut [0; 16]).map(|()| Self(()))
    }
}

#[cfg(feature = "os-random")]
impl Salts for OsSalts {
    fn draw(&mut self) -> Salt {
        let mut salt = [0; 16];
        // The source was seen to work when this was made; without randomness nothing may be sealed, so it is asked
        // again until it answers.
        while getrandom::fill(&mut salt).is_err() {}
        Salt(salt)
    }
}
