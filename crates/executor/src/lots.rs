//! Drawing lots: who is drawn follows from the record before the draw, so that anybody can work it out again.

use shouwen_canon::{CanonError, Hash, tags, to_bytes};

/// Draws `count` of the candidates, in the order in which they are drawn; all of them, if there are no more.
///
/// The seed is the tagged digest of the canonical JSON array of the leaf hash of the case's previous record and the name
/// of the draw. Lot number n, from 0, is the tagged digest of the array of the seed and n; its first eight bytes are a
/// number, the most significant byte first. Numbers at or above the largest multiple of the number of those left
/// that is not above 2^64 - 1 are passed over, so that all are equally likely; what any other number leaves when it is
/// divided by that is the position of who is drawn, from 0. Whoever is drawn is left out of the next lot.
///
/// # Errors
/// [`CanonError`] if the name has no canonical bytes.
pub fn draw(
    previous: Hash,
    name: &str,
    candidates: &[String],
    count: usize,
) -> Result<Vec<String>, CanonError> {
    let seed = Hash::tagged(tags::DRAW, &to_bytes(&(previous, name))?);
    let mut left: Vec<&String> = candidates.iter().collect();
    let mut drawn = Vec::new();
    let mut number: u64 = 0;
    while drawn.len() < count
        && let Ok(many) = u64::try_from(left.len())
        && let Some(over) = u64::MAX.checked_rem(many)
    {
        let lot = lot(seed, number)?;
        number = number.saturating_add(1);
        // As many numbers lie below the bound as make whole rounds of the candidates.
        let bound = u64::MAX.saturating_sub(over);
        if lot < bound
            && let Some(position) = lot.checked_rem(many).and_then(|rest| usize::try_from(rest).ok())
        {
            drawn.push(left.remove(position).clone());
        }
    }
    Ok(drawn)
}

fn lot(seed: Hash, number: u64) -> Result<u64, CanonError> {
    let digest = Hash::tagged(tags::DRAW, &to_bytes(&(seed, number))?);
    Ok(digest.as_bytes().iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn people(count: usize) -> Vec<String> {
        (0..count).map(|n| format!("p{n}")).collect()
    }

    fn seed(number: u32) -> Hash {
        Hash::sha256(&number.to_be_bytes())
    }

    /// Pearson's sum over the counts, times the expectation: whole numbers only. With one to nine degrees of freedom it
    /// passes 30 times the expectation once in a thousand at most; the seeds are fixed, so that it does so never or
    /// always.
    #[test]
    fn everybody_is_drawn_equally_often() {
        const DRAWS: u64 = 5_040;
        for many in 2..=10_usize {
            let candidates = people(many);
            let mut counts: BTreeMap<String, u64> = BTreeMap::new();
            for number in 0..u32::try_from(DRAWS).unwrap() {
                let drawn = draw(seed(number), "包案领导", &candidates, 1).unwrap();
                *counts.entry(drawn[0].clone()).or_default() += 1;
            }
            let expected = DRAWS / u64::try_from(many).unwrap();
            let sum: u64 = candidates.iter().map(|p| counts[p].abs_diff(expected).pow(2)).sum();
            assert!(sum < 30 * expected, "{many}: {counts:?}");
        }
    }

    /// Every ordered pair out of four comes equally often, so that the second lot does not hang on the first.
    #[test]
    fn every_pair_is_drawn_equally_often() {
        let candidates = people(4);
        let mut counts: BTreeMap<Vec<String>, u64> = BTreeMap::new();
        for number in 0..6_000 {
            *counts.entry(draw(seed(number), "初审", &candidates, 2).unwrap()).or_default() += 1;
        }
        assert_eq!(counts.len(), 12);
        let sum: u64 = counts.values().map(|count| count.abs_diff(500).pow(2)).sum();
        assert!(sum < 35 * 500, "{counts:?}");
    }

    /// Worked out by another program, in another language, from the words of the record format alone.
    #[test]
    fn a_draw_is_what_the_record_format_says() {
        let drawn = draw(Hash::sha256(b"x"), "包案领导", &people(7), 7).unwrap();
        assert_eq!(drawn, ["p4", "p5", "p1", "p6", "p0", "p3", "p2"]);
    }

    #[test]
    fn nobody_is_drawn_twice_and_no_more_than_there_are() {
        assert_eq!(draw(seed(1), "x", &[], 1).unwrap(), Vec::<String>::new());
        assert_eq!(draw(seed(1), "x", &people(1), 2).unwrap(), people(1));
        let mut all = draw(seed(1), "x", &people(20), 20).unwrap();
        assert_ne!(all, people(20));
        all.sort();
        let mut sorted = people(20);
        sorted.sort();
        assert_eq!(all, sorted);
    }

    proptest! {
        #[test]
        fn a_draw_follows_from_its_seed_and_name(number in any::<u32>(), many in 1..30_usize, count in 1..5_usize) {
            let candidates = people(many);
            let drawn = draw(seed(number), "a", &candidates, count).unwrap();
            prop_assert_eq!(&drawn, &draw(seed(number), "a", &candidates, count).unwrap());
            prop_assert_eq!(drawn.len(), count.min(many));
            prop_assert!(drawn.iter().all(|person| candidates.contains(person)));
            // Fewer lots are the beginning of more.
            prop_assert_eq!(&drawn[..1], &draw(seed(number), "a", &candidates, 1).unwrap()[..]);
        }
    }
}
