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
#[derive(Default)]
pub(crate) struct NoSalts {
    /// Whether any was drawn.
    pub(crate) drawn: bool,
}

impl Salts for NoSalts {
    fn draw(&mut self) -> Salt {
        self.drawn = true;
        Salt([0; 16])
    }
}

/// Salts from the operating system. Each is the hash of a secret that the system gave at the beginning, of a counter,
/// and of fresh bytes: should the system have none to give later on, nobody can foresee the salts all the same, and
/// nobody waits. A copy would draw the same salts, so there is none.
#[cfg(feature = "os-random")]
pub struct OsSalts {
    secret: [u8; 32],
    drawn: u64,
}

#[cfg(feature = "os-random")]
impl std::fmt::Debug for OsSalts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("OsSalts(…)")
    }
}

#[cfg(feature = "os-random")]
impl OsSalts {
    /// A source, if the operating system has one.
    ///
    /// # Errors
    /// The system's own error.
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret)?;
        Ok(Self { secret, drawn: 0 })
    }
}

#[cfg(feature = "os-random")]
impl Salts for OsSalts {
    fn draw(&mut self) -> Salt {
        let mut fresh = [0; 16];
        // Without fresh bytes the secret still hides the salt.
        let _ = getrandom::fill(&mut fresh);
        self.drawn = self.drawn.wrapping_add(1);
        let hash = Hash::sha256_parts(&[&self.secret, &self.drawn.to_be_bytes(), &fresh]);
        let mut salt = [0; 16];
        salt.iter_mut().zip(hash.as_bytes()).for_each(|(to, from)| *to = *from);
        Salt(salt)
    }
}

#[cfg(all(test, feature = "os-random"))]
mod tests {
    use super::*;

    #[test]
    fn no_salt_comes_twice_and_a_seed_gives_the_same_ones() {
        let mut system = OsSalts::new().unwrap();
        let drawn: std::collections::BTreeSet<Salt> = (0..1_000).map(|_| system.draw()).collect();
        assert_eq!(drawn.len(), 1_000);
        let (mut one, mut other) = (SeededSalts::new(7), SeededSalts::new(7));
        let first = one.draw();
        assert_eq!(first, other.draw());
        assert_ne!(first, one.draw());
        assert_eq!(SeededSalts::new(7).secret(), SeededSalts::new(7).secret());
        assert_ne!(SeededSalts::new(7).secret(), SeededSalts::new(8).secret());
    }
}
