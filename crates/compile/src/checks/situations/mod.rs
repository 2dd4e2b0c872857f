//! Situations: every combination of values that the guards of one place can tell apart, finitely many.
//!
//! A choice has its words, yes/no its answers, the checklist its two states. Money, numbers and dates fall into cells:
//! between any two literals that the guards compare with, no guard can tell two values apart. A named condition is
//! looked into. What compares two fields is a question of its own with the answers less, equal and more; its answers
//! are not checked against other comparisons of the same fields.
//!
//! A field that may be empty has that as a further value: as in the executor, what was never given equals nothing and is
//! in no order.

mod build;
mod domain;
mod table;

pub(super) use build::{Builder, Guard};
pub(super) use domain::Domain;

use shouwen_syntax::Text;

/// The most situations of one place that are looked at.
pub(super) const MAX_SITUATIONS: usize = 65_536;

/// The most parts that the guards of one place have, with every named condition written out: conditions that name
/// others twice each would grow without bound.
pub(super) const MAX_PARTS: usize = 2_000;

/// The variables of a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Situations {
    domains: Vec<Domain>,
}

/// One situation: for each variable the number of its value.
pub(super) type Situation = Vec<usize>;

impl Situations {
    pub(super) const fn new(domains: Vec<Domain>) -> Self {
        Self { domains }
    }

    /// How many there are, or `None` beyond [`MAX_SITUATIONS`].
    pub(super) fn count(&self) -> Option<usize> {
        let all = self.domains.iter().try_fold(1usize, |n, d| n.checked_mul(d.len()))?;
        (all <= MAX_SITUATIONS).then_some(all)
    }

    /// All of them, in the order of the variables' values.
    pub(super) fn iter(&self) -> impl Iterator<Item = Situation> {
        let count = self.count().unwrap_or_default();
        (0..count).map(|number| {
            let mut rest = number;
            let mut values: Situation = self
                .domains
                .iter()
                .rev()
                .map(|domain| {
                    let n = domain.len().max(1);
                    let value = rest.checked_rem(n).unwrap_or_default();
                    rest = rest.checked_div(n).unwrap_or_default();
                    value
                })
                .collect();
            values.reverse();
            values
        })
    }

    /// A situation in words: 管辖 为 属本机关，材料不齐.
    pub(super) fn describe(&self, situation: &Situation) -> Text {
        let words: Vec<(String, String)> =
            self.domains.iter().zip(situation).map(|(domain, value)| domain.describe(*value)).collect();
        let zh: Vec<&str> = words.iter().map(|w| w.0.as_str()).collect();
        let en: Vec<&str> = words.iter().map(|w| w.1.as_str()).collect();
        Text::new(zh.join("，"), en.join(", "))
    }
}

#[cfg(test)]
mod tests;
