//! Working days, office hours and limits of Chinese administrative law: pure date arithmetic.
