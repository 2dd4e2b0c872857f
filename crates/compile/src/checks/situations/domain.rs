//! The values of one variable that guards can tell apart, and their words.

use shouwen_canon::{Date, Decimal};
use shouwen_model::form::MaterialsAre;
use shouwen_model::value::{DECIMAL_SCALE, MONEY_SCALE, Type, Value, YearMonth};

/// One value of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::checks) enum Cell {
    /// The field is empty.
    Empty,
    /// A word of a choice, or a text that some guard names.
    Word(String),
    /// A text that no guard names.
    OtherText,
    /// Yes or no.
    Flag(bool),
    /// A run of numbers, both ends included; an open end is `None`.
    Run(Option<i128>, Option<i128>),
    /// How the checklist stands.
    Materials(MaterialsAre),
    /// How two fields compare.
    Relation(std::cmp::Ordering),
    /// Two texts or words are equal, or not.
    Same(bool),
    /// What is asked holds, or not.
    Truth(bool),
}

/// A variable with its values.
#[derive(Clone, Debug)]
pub(in crate::checks) struct Domain {
    /// What it is called; for a relation, its left side.
    pub(super) name: String,
    /// The right side of a relation.
    pub(super) other: String,
    pub(super) ty: Type,
    pub(super) cells: Vec<Cell>,
    /// A conclusion, which is given and not filled in.
    pub(super) concluded: bool,
}

impl Domain {
    #[cfg(test)]
    pub(super) fn flag(name: String) -> Self {
        Self {
            name,
            other: String::new(),
            ty: Type::Flag,
            cells: vec![Cell::Flag(true), Cell::Flag(false)],
            concluded: false,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// A value in Chinese and English.
    pub(super) fn describe(&self, value: usize) -> (String, String) {
        let (name, other) = (&self.name, &self.other);
        match self.cells.get(value) {
            None => (String::new(), String::new()),
            Some(Cell::Empty) if !other.is_empty() => {
                (format!("{name} 或 {other} 未填"), format!("`{name}` or `{other}` is not filled"))
            }
            Some(Cell::Empty) if self.concluded => {
                (format!("{name} 还没有结论"), format!("`{name}` has not been concluded"))
            }
            Some(Cell::Empty) => (format!("{name} 未填"), format!("`{name}` is not filled")),
            Some(Cell::Word(word)) => (format!("{name} 为 {word}"), format!("`{name}` is `{word}`")),
            Some(Cell::OtherText) => (format!("{name} 为别的文字"), format!("`{name}` is another text")),
            Some(Cell::Flag(true)) => (format!("{name} 为 是"), format!("`{name}` is yes")),
            Some(Cell::Flag(false)) => (format!("{name} 为 否"), format!("`{name}` is no")),
            Some(Cell::Materials(are)) => {
                let (zh, en) = match are {
                    MaterialsAre::Complete => ("材料齐全", "the materials are complete"),
                    MaterialsAre::Deferrable => ("仅缺可容缺材料", "only deferrable materials are missing"),
                    MaterialsAre::Incomplete => ("材料不齐", "the materials are incomplete"),
                };
                (zh.to_owned(), en.to_owned())
            }
            Some(Cell::Same(true)) => {
                (format!("{name} 与 {other} 一致"), format!("`{name}` equals `{other}`"))
            }
            Some(Cell::Same(false)) => {
                (format!("{name} 与 {other} 不一致"), format!("`{name}` and `{other}` differ"))
            }
            Some(Cell::Truth(true)) => (name.clone(), other.clone()),
            Some(Cell::Truth(false)) => (format!("并非 {name}"), format!("not: {other}")),
            Some(Cell::Relation(order)) => self.relation(*order),
            Some(Cell::Run(from, to)) => self.run(*from, *to),
        }
    }

    fn relation(&self, order: std::cmp::Ordering) -> (String, String) {
        let (name, other) = (&self.name, &self.other);
        let dates = self.ty.is_time();
        let (zh, en) = match (order, dates) {
            (std::cmp::Ordering::Equal, _) => ("等于", "equals"),
            (std::cmp::Ordering::Less, true) => ("早于", "is earlier than"),
            (std::cmp::Ordering::Less, false) => ("少于", "is less than"),
            (std::cmp::Ordering::Greater, true) => ("晚于", "is later than"),
            (std::cmp::Ordering::Greater, false) => ("超过", "is more than"),
        };
        (format!("{name} {zh} {other}"), format!("`{name}` {en} `{other}`"))
    }

    /// A run by the literals beside it, which is how the text speaks of it.
    fn run(&self, from: Option<i128>, to: Option<i128>) -> (String, String) {
        let name = &self.name;
        if let (Some(a), Some(b)) = (from, to)
            && a == b
        {
            let n = self.number(a);
            return (format!("{name} 为 {}", n.0), format!("`{name}` is {}", n.1));
        }
        let below = from.map(|n| self.number(n.saturating_sub(1)));
        let above = to.map(|n| self.number(n.saturating_add(1)));
        let (more, less) = if self.ty.is_time() {
            (("晚于", "later than"), ("早于", "earlier than"))
        } else {
            (("超过", "more than"), ("少于", "less than"))
        };
        match (below, above) {
            (Some(a), Some(b)) => (
                format!("{name} {} {} 且{} {}", more.0, a.0, less.0, b.0),
                format!("`{name}` is {} {} and {} {}", more.1, a.1, less.1, b.1),
            ),
            (Some(a), None) => {
                (format!("{name} {} {}", more.0, a.0), format!("`{name}` is {} {}", more.1, a.1))
            }
            (None, Some(b)) => {
                (format!("{name} {} {}", less.0, b.0), format!("`{name}` is {} {}", less.1, b.1))
            }
            (None, None) => (format!("{name} 已填"), format!("`{name}` is filled")),
        }
    }

    /// A number of this type, in words.
    pub(super) fn number(&self, n: i128) -> (String, String) {
        match &self.ty {
            Type::Money => {
                let amount = Decimal::new(n, MONEY_SCALE).map(|d| d.to_string()).unwrap_or_default();
                let short = amount.strip_suffix(".00").unwrap_or(&amount);
                (format!("{short}元"), format!("{short} yuan"))
            }
            Type::Date => {
                let date = i32::try_from(n).ok().and_then(Date::from_days);
                let text = date.map(|d| d.to_string()).unwrap_or_default();
                (text.clone(), text)
            }
            Type::Decimal => {
                let v = Decimal::new(n, DECIMAL_SCALE);
                v.map(|v| Value::Decimal { v }.words()).unwrap_or_default()
            }
            Type::Month => {
                let zero = YearMonth::new(1900, 1);
                let month = zero.zip(i64::try_from(n).ok());
                let month = month.and_then(|(zero, n)| zero.plus(n.checked_sub(zero.index())?));
                let text = month.map(|m| m.to_string()).unwrap_or_default();
                (text.clone(), text)
            }
            Type::Period { unit } => {
                let v = i64::try_from(n).unwrap_or_default();
                Value::Period { v, unit: *unit }.words()
            }
            _ => (n.to_string(), n.to_string()),
        }
    }
}

/// The runs into which literals cut the numbers, in order.
pub(super) fn runs(literals: &std::collections::BTreeSet<i128>) -> Vec<Cell> {
    let mut cells = Vec::new();
    // The first number that no cell holds yet; `None` before the first literal.
    let mut next: Option<i128> = None;
    for literal in literals {
        let below = literal.saturating_sub(1);
        match next {
            None => cells.push(Cell::Run(None, Some(below))),
            Some(from) if from <= below => cells.push(Cell::Run(Some(from), Some(below))),
            Some(_) => {}
        }
        cells.push(Cell::Run(Some(*literal), Some(*literal)));
        next = Some(literal.saturating_add(1));
    }
    cells.push(Cell::Run(next, None));
    cells
}
