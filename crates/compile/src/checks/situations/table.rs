//! Comparisons with a decision table: one case for each of its rows.

use super::build::{Builder, Guard, key, literal, literal_type};
use super::domain::{Cell, Domain};
use super::{Situation, Situations};
use shouwen_model::form::{Comparison, Expr, TableRow, Term};
use shouwen_model::value::{Type, Value};

/// When a row fits, and the two sides of the comparison then.
type Case = (Expr, Term, Term);

impl<'a> Builder<'a> {
    /// The cases of a comparison in which a side is a table; `None` if neither is.
    pub(super) fn cases(&self, left: &Term, right: &Term) -> Option<Vec<Case>> {
        let gives = |row: &TableRow| Term::Literal { value: row.gives.clone() };
        if let Some((columns, rows)) = self.table_of(left) {
            return Some(rows.iter().map(|r| (r.asks(columns), gives(r), right.clone())).collect());
        }
        let (columns, rows) = self.table_of(right)?;
        Some(rows.iter().map(|r| (r.asks(columns), left.clone(), gives(r))).collect())
    }

    fn table_of(&self, term: &Term) -> Option<(&'a [Term], &'a [TableRow])> {
        let Term::Computed { name } = term else { return None };
        match &self.index.computed(name)?.is {
            Term::Table { columns, rows } => Some((columns, rows)),
            _ => None,
        }
    }

    /// A comparison by its cases. In none of them the table has no value, which differs from everything.
    pub(super) fn by_case(&self, cases: Vec<Case>, op: Comparison) -> Guard {
        let holds = |op: Comparison| {
            let one = |(when, left, right): &Case| {
                let both = match (literal(left), literal(right)) {
                    (Some(a), Some(b)) if op.between(a, b) => Guard::All(Vec::new()),
                    (Some(_), Some(_)) => Guard::Any(Vec::new()),
                    _ => self.compare(left, op, right),
                };
                Guard::All(vec![self.guard(when), both])
            };
            Guard::Any(cases.iter().map(one).collect())
        };
        if op == Comparison::IsNot { Guard::Not(Box::new(holds(Comparison::Is))) } else { holds(op) }
    }
}

/// The type of what a table gives.
pub(super) fn type_of(rows: &[TableRow]) -> Type {
    let word = |row: &TableRow| if let Value::Choice { v } = &row.gives { Some(v.clone()) } else { None };
    let of: Vec<String> = rows.iter().filter_map(word).collect();
    if of.is_empty() {
        rows.first().map_or(Type::Text, |row| literal_type(&row.gives))
    } else {
        Type::Choice { of }
    }
}

/// What is missing in a table: for each variable the first and the last of its values that no row takes.
#[derive(Clone, Debug)]
pub(in crate::checks) struct Gap(Vec<(usize, usize)>);

impl Situations {
    /// Whether every variable has a value.
    pub(in crate::checks) fn is_given(&self, situation: &Situation) -> bool {
        let mut cells = self.domains.iter().zip(situation).map(|(domain, value)| domain.cells.get(*value));
        !cells.any(|cell| cell == Some(&Cell::Empty))
    }

    /// A gap made as wide as it is, one variable after the other, as far as its values are in an order.
    pub(in crate::checks) fn widen(&self, gap: &Situation, missing: impl Fn(&Situation) -> bool) -> Gap {
        let mut ends: Vec<(usize, usize)> = gap.iter().map(|value| (*value, *value)).collect();
        for (variable, domain) in self.domains.iter().enumerate() {
            let mut at = gap.clone();
            let run = |value: usize| matches!(domain.cells.get(value), Some(Cell::Run(..)));
            while let Some(value) = at.get_mut(variable) {
                *value = value.saturating_add(1);
                let next = *value;
                if !run(next) || !missing(&at) {
                    break;
                }
                if let Some(end) = ends.get_mut(variable) {
                    end.1 = next;
                }
            }
            // Only one variable is widened, so that every situation in between is one that was looked at.
            if ends.get(variable).is_some_and(|(from, to)| from < to) {
                break;
            }
        }
        Gap(ends)
    }

    /// What a cell says that takes what is missing of a variable, in Chinese and English.
    pub(in crate::checks) fn missing_cell(&self, gap: &Gap, variable: Option<usize>) -> (String, String) {
        let found = variable.and_then(|n| Some((self.domains.get(n)?, gap.0.get(n)?)));
        found.map_or_else(unsaid, |(domain, (from, to))| domain.as_cell(*from, *to))
    }
}

/// What only the author can say.
fn unsaid() -> (String, String) {
    ("……".to_owned(), "…".to_owned())
}

impl Domain {
    fn as_cell(&self, from: usize, to: usize) -> (String, String) {
        match (self.cells.get(from), self.cells.get(to)) {
            (Some(Cell::Word(word)), _) => (word.clone(), word.clone()),
            (Some(Cell::Flag(yes)), _) => Value::Flag { v: *yes }.words(),
            (Some(Cell::Run(from, _)), Some(Cell::Run(_, to))) => self.as_bounds(*from, *to),
            _ => unsaid(),
        }
    }

    fn as_bounds(&self, from: Option<i128>, to: Option<i128>) -> (String, String) {
        if from.is_some() && from == to {
            return from.map(|n| self.number(n)).unwrap_or_default();
        }
        let time = self.ty.is_time();
        let bound = |op: Comparison, n: i128| {
            let ((zh, en), n) = (op.words(time), self.number(n));
            (format!("{zh} {}", n.0), format!("{en} {}", n.1))
        };
        let least = from.map(|n| bound(Comparison::AtLeast, n));
        let below = to.map(|n| bound(Comparison::LessThan, n.saturating_add(1)));
        match (least, below) {
            (Some(a), Some(b)) => (format!("{} 且 {}", a.0, b.0), format!("{} and {}", a.1, b.1)),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => ("任意".to_owned(), "any value".to_owned()),
        }
    }
}

impl Builder<'_> {
    /// Which variable a column is; `None` if it is none by itself.
    pub(in crate::checks) fn variable(&self, column: &Term) -> Option<usize> {
        let key = key(column)?;
        self.order.iter().position(|k| *k == key)
    }
}
