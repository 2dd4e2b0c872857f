//! How far apart two names are, to tell a slip of the pen from another name.

/// Why a name may be meant by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Few letters differ.
    Letters,
    /// It sounds the same, and no other does.
    Sound,
    /// It looks the same, and no other does.
    Shape,
}

/// A name that may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near<'a> {
    pub(super) name: &'a str,
    pub(super) likeness: Likeness,
}

/// The name that may be meant: the only one that sounds or looks like it, else the nearest.
pub(super) fn near<'a>(name: &str, candidates: impl Iterator<Item = &'a str> + Clone) -> Option<Near<'a>> {
    let mut alike = candidates.clone().filter(|c| shouwen_syntax::alike(name, c));
    if let (Some(one), None) = (alike.next(), alike.next()) {
        let shape = shouwen_syntax::same_shape(name, one);
        return Some(Near { name: one, likeness: if shape { Likeness::Shape } else { Likeness::Sound } });
    }
    nearest(name, candidates).map(|name| Near { name, likeness: Likeness::Letters })
}

/// The nearest of some names, if it is near enough to be a slip: a third of the characters may differ, at least one.
pub(crate) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let most = length.div_euclid(3).max(1);
    candidates
        .filter(|c| *c != name && !c.is_empty())
        // At least so much is inserted or deleted.
        .filter(|c| c.chars().count().abs_diff(length) <= most)
        .map(|c| (distance(name, c), c))
        // Of a name of one character nothing would be left.
        .filter(|(d, c)| *d <= most && *d < length.max(c.chars().count()))
        .min()
        .map(|(_, c)| c)
}

/// The fewest insertions, deletions, replacements and exchanges of neighbours that make one of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (i, x) in a.chars().enumerate() {
        let mut row = vec![i.saturating_add(1)];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], n: usize| row.get(n).copied().unwrap_or(usize::MAX);
            let next = j.saturating_add(1);
            let mut best = at(&last, j).saturating_add(usize::from(x != *y));
            best = best.min(at(&last, next).saturating_add(1)).min(at(&row, j).saturating_add(1));
            if let Some(k) = j.checked_sub(1)
                && previous == Some(*y)
                && b.get(k) == Some(&x)
            {
                best = best.min(at(&before_last, k).saturating_add(1));
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
        previous = Some(x);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_another_name_is_not() {
        let names = ["审查", "决定", "review", "窗口岗"];
        let near = |name| nearest(name, names.into_iter());
        assert_eq!(near("审察"), Some("审查"));
        assert_eq!(near("reveiw"), Some("review"));
        assert_eq!(near("窗口"), Some("窗口岗"));
        assert_eq!(near("受理"), None);
        assert_eq!(near("甲"), None);
        assert_eq!((distance("", "ab"), distance("ab", "ba"), distance("abc", "abc")), (2, 1, 0));
    }
}
