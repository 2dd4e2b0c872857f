//! From guards to variables and truth tables.

use super::domain::{Cell, Domain, runs};
use super::{MAX_PARTS, Situation, Situations, table};
use crate::checks::Index;
use shouwen_calendar::Unit;
use shouwen_model::form::{
    Arithmetic, Clause, Comparison, Expr, MaterialsAre, PartiesAre, Period, Role, Term,
};
use shouwen_model::value::{Type, Value};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// What a variable stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Materials,
    Field(String),
    Date(String),
    Conclusion(String, String),
    /// What is computed from others, as it is said; its answers are not checked against those of its parts.
    Calc(String),
    /// Whole units of time from one date to another, as it is said.
    Elapsed(String),
    /// A question with yes and no, in Chinese and English.
    Asked(String, String),
    /// Two terms compared with each other.
    Pair(Box<Key>, Box<Key>),
}

/// What the guards ask of a variable.
#[derive(Clone, Debug, Default)]
struct Asked {
    numbers: BTreeSet<i128>,
    words: BTreeSet<String>,
    filled: bool,
}

/// A guard as truth tables over the variables.
#[derive(Clone, Debug)]
pub(in crate::checks) enum Guard {
    All(Vec<Guard>),
    Any(Vec<Guard>),
    Not(Box<Guard>),
    /// The truth for each value of one variable.
    Table(usize, Vec<bool>),
    /// The truth for each value of two variables.
    Equal(usize, usize, Vec<Vec<bool>>),
}

impl Guard {
    /// Whether it holds in a situation.
    pub(in crate::checks) fn holds(&self, situation: &Situation) -> bool {
        let value = |n: &usize| situation.get(*n).copied().unwrap_or_default();
        match self {
            Self::All(parts) => parts.iter().all(|p| p.holds(situation)),
            Self::Any(parts) => parts.iter().any(|p| p.holds(situation)),
            Self::Not(part) => !part.holds(situation),
            Self::Table(variable, truths) => truths.get(value(variable)).copied().unwrap_or_default(),
            Self::Equal(a, b, truths) => {
                truths.get(value(a)).and_then(|row| row.get(value(b))).copied().unwrap_or_default()
            }
        }
    }
}

/// Collects variables, then builds guards over them.
#[derive(Clone, Debug)]
pub(in crate::checks) struct Builder<'a> {
    pub(super) index: &'a Index<'a>,
    asked: BTreeMap<Key, Asked>,
    /// The variables in the order in which the guards name them, which is how a witness is read.
    pub(super) order: Vec<Key>,
    /// The types of what is computed, and whether it may have no value.
    types: BTreeMap<Key, (Type, bool)>,
    /// Something was asked that has no variable: a condition that leads round in a circle, an outcome; or too much.
    opaque: bool,
    /// Places whose conclusions may not be there yet.
    missing: BTreeSet<String>,
    /// How many parts the guards have, with every named condition written out.
    parts: usize,
}

impl<'a> Builder<'a> {
    pub(in crate::checks) const fn new(index: &'a Index<'a>) -> Self {
        Self {
            index,
            asked: BTreeMap::new(),
            order: Vec::new(),
            types: BTreeMap::new(),
            opaque: false,
            missing: BTreeSet::new(),
            parts: 0,
        }
    }

    /// Whether all that was asked has a variable.
    pub(in crate::checks) const fn is_clear(&self) -> bool {
        !self.opaque
    }

    /// Whether the guards ask about a conclusion.
    pub(in crate::checks) fn asks_conclusion(&self, place: &str, name: &str) -> bool {
        self.asked.contains_key(&Key::Conclusion(place.to_owned(), name.to_owned()))
    }

    /// Notes which of the conclusions asked for may not be there yet, by the number of their place.
    pub(in crate::checks) fn missing(&mut self, may_be: impl Fn(usize) -> bool) {
        let asked: BTreeSet<&String> = self
            .order
            .iter()
            .filter_map(|key| if let Key::Conclusion(place, _) = key { Some(place) } else { None })
            .collect();
        // The conclusions of the very place are given before it is completed; whether others were is the question.
        let found = asked.into_iter().filter(|name| self.index.number(name).is_some_and(&may_be)).cloned();
        self.missing = found.collect();
    }

    /// Notes what a guard asks.
    pub(in crate::checks) fn ask(&mut self, expr: &Expr) {
        self.ask_in(expr, &mut Vec::new());
    }

    fn ask_in(&mut self, expr: &Expr, inside: &mut Vec<String>) {
        self.parts = self.parts.saturating_add(1);
        if self.parts > MAX_PARTS {
            self.opaque = true;
            return;
        }
        match expr {
            Expr::All { of } | Expr::Any { of } => of.iter().for_each(|p| self.ask_in(p, inside)),
            Expr::Not { of } => self.ask_in(of, inside),
            Expr::Compare { left, right, .. } => self.ask_compare(left, right),
            Expr::OneOf { left, of } => {
                for value in of {
                    self.ask_compare(left, &Term::Literal { value: value.clone() });
                }
            }
            Expr::Filled { field } => self.touch(Key::Field(field.clone())).filled = true,
            Expr::Materials { .. } => {
                self.touch(Key::Materials);
            }
            Expr::Holds { condition } => match self.condition(condition) {
                Some(is) if !inside.contains(condition) => {
                    inside.push(condition.clone());
                    self.ask_in(is, inside);
                    inside.pop();
                }
                _ => self.opaque = true,
            },
            Expr::Reached { from, period, on } => {
                let key = elapsed(from, *period, on.as_ref());
                let empty =
                    self.term_may_be_empty(from) || on.as_ref().is_some_and(|on| self.term_may_be_empty(on));
                self.types.insert(key.clone(), (Type::Period { unit: period.unit }, empty));
                self.touch(key).numbers.insert(i128::from(period.n));
            }
            Expr::AnyItem { .. }
            | Expr::Passed { .. }
            | Expr::Done { .. }
            | Expr::DeferredIn {}
            | Expr::Parties { .. } => {
                if let Some(key) = asked(expr) {
                    self.touch(key);
                }
            }
            Expr::Outcome { .. } => self.opaque = true,
        }
    }

    fn condition(&self, name: &str) -> Option<&'a Expr> {
        self.index.condition(name)
    }

    fn touch(&mut self, key: Key) -> &mut Asked {
        if !self.asked.contains_key(&key) {
            self.order.push(key.clone());
        }
        self.asked.entry(key).or_default()
    }

    /// The type of a term that is computed, for its variable.
    fn note(&mut self, term: &Term) {
        if let Some(calc @ Key::Calc(_)) = key(term) {
            let known = (self.term_type(term), self.term_may_be_empty(term));
            self.types.insert(calc, known);
        }
    }

    fn term_type(&self, term: &Term) -> Type {
        match term {
            Term::Field { name } => self.index.field(name).map_or(Type::Text, |f| f.ty.clone()),
            Term::Conclusion { place, name } => Type::Choice { of: self.values(place, name) },
            Term::Date { .. } => Type::Date,
            Term::Computed { name } => self.index.computed(name).map_or(Type::Text, |c| c.ty.clone()),
            Term::MonthOf { .. } => Type::Month,
            Term::Table { rows, .. } => table::type_of(rows),
            Term::Least { of } | Term::Greatest { of } => {
                of.first().map_or(Type::Text, |first| self.term_type(first))
            }
            Term::Calc { left, op, right } => match (op, self.term_type(left), self.term_type(right)) {
                (Arithmetic::Minus, Type::Date, Type::Date) => Type::Period { unit: Unit::Day },
                (Arithmetic::Minus, Type::Month, Type::Month) => Type::Period { unit: Unit::Month },
                (_, left, _) => left,
            },
            Term::Literal { value } => literal_type(value),
        }
    }

    fn term_may_be_empty(&self, term: &Term) -> bool {
        match term {
            Term::Field { name } => self.may_be_empty(name),
            Term::Computed { name } => {
                self.index.computed(name).is_none_or(|c| self.term_may_be_empty(&c.is))
            }
            Term::MonthOf { of, .. } => self.term_may_be_empty(of),
            Term::Table { columns, .. } => columns.iter().any(|t| self.term_may_be_empty(t)),
            Term::Least { of } | Term::Greatest { of } => of.iter().any(|t| self.term_may_be_empty(t)),
            Term::Calc { left, right, .. } => self.term_may_be_empty(left) || self.term_may_be_empty(right),
            Term::Conclusion { .. } | Term::Date { .. } | Term::Literal { .. } => false,
        }
    }

    fn ask_compare(&mut self, left: &Term, right: &Term) {
        if let Some(cases) = self.cases(left, right) {
            for (when, left, right) in cases {
                self.ask(&when);
                if literal(&left).is_none() || literal(&right).is_none() {
                    self.ask_compare(&left, &right);
                }
            }
            return;
        }
        self.note(left);
        self.note(right);
        match (key(left), literal(left), key(right), literal(right)) {
            (Some(k), None, None, Some(value)) | (None, Some(value), Some(k), None) => {
                let number = number(value);
                let asked = self.touch(k);
                asked.numbers.extend(number);
                asked.words.extend(word(value));
            }
            (Some(a), None, Some(b), None) => {
                if self.by_value(&a) && self.by_value(&b) {
                    self.touch(a);
                    self.touch(b);
                } else {
                    self.touch(Key::Pair(Box::new(a), Box::new(b)));
                }
            }
            _ => self.opaque = true,
        }
    }

    /// Whether a variable's values are few and can be compared one by one.
    fn by_value(&self, key: &Key) -> bool {
        matches!(self.ty(key), Type::Choice { .. } | Type::Flag)
    }

    fn ty(&self, key: &Key) -> Type {
        match key {
            Key::Materials => Type::Flag,
            Key::Date(_) => Type::Date,
            Key::Field(name) => self.index.field(name).map_or(Type::Text, |f| f.ty.clone()),
            Key::Conclusion(place, name) => Type::Choice { of: self.values(place, name) },
            Key::Calc(_) | Key::Elapsed(_) => self.types.get(key).map_or(Type::Text, |(ty, _)| ty.clone()),
            Key::Asked(..) => Type::Flag,
            Key::Pair(left, _) => self.ty(left),
        }
    }

    fn values(&self, place: &str, name: &str) -> Vec<String> {
        let clauses = self.index.place(place).into_iter().flat_map(|p| &p.clauses);
        clauses
            .filter_map(|c| match c {
                Clause::Conclude { name: n, of, .. } if n == name => Some(of.clone()),
                _ => None,
            })
            .next()
            .unwrap_or_default()
    }

    /// Whether a variable may have no value. Key dates are taken to have one: whether a date is read before it is
    /// recorded is another question.
    fn key_may_be_empty(&self, key: &Key) -> bool {
        match key {
            Key::Field(name) => self.may_be_empty(name),
            Key::Conclusion(place, _) => self.missing.contains(place),
            Key::Pair(a, b) => self.key_may_be_empty(a) || self.key_may_be_empty(b),
            Key::Calc(_) | Key::Elapsed(_) => self.types.get(key).is_some_and(|(_, empty)| *empty),
            Key::Materials | Key::Date(_) | Key::Asked(..) => false,
        }
    }

    /// Whether a field may be empty when a guard asks for it: nobody must fill it.
    fn may_be_empty(&self, name: &str) -> bool {
        let Some(field) = self.index.field(name) else { return false };
        !(field.required || self.index.filled(name) && field.by != Role::Applicant)
    }

    /// The variables, in the order in which they were asked for.
    pub(in crate::checks) fn situations(&self) -> Situations {
        Situations::new(self.order.iter().map(|key| self.domain(key)).collect())
    }

    fn domain(&self, key: &Key) -> Domain {
        let asked = self.asked.get(key).cloned().unwrap_or_default();
        let ty = self.ty(key);
        let mut cells = match (key, &ty) {
            (Key::Asked(..), _) => vec![Cell::Truth(true), Cell::Truth(false)],
            (Key::Materials, _) => {
                let mut all = vec![MaterialsAre::Complete, MaterialsAre::Incomplete];
                if self.index.defers() {
                    all.insert(1, MaterialsAre::Deferrable);
                }
                all.into_iter().map(Cell::Materials).collect()
            }
            (Key::Pair(..), Type::Text | Type::Choice { .. } | Type::Flag | Type::Person | Type::Case) => {
                vec![Cell::Same(true), Cell::Same(false)]
            }
            (Key::Pair(..), _) => {
                [Ordering::Less, Ordering::Equal, Ordering::Greater].map(Cell::Relation).to_vec()
            }
            (_, Type::Choice { of }) => of.iter().cloned().map(Cell::Word).collect(),
            (_, Type::Flag) => vec![Cell::Flag(true), Cell::Flag(false)],
            (_, Type::Text | Type::Person | Type::Case) => {
                asked.words.iter().cloned().map(Cell::Word).chain([Cell::OtherText]).collect()
            }
            _ => runs(&asked.numbers),
        };
        if asked.filled || self.key_may_be_empty(key) {
            cells.push(Cell::Empty);
        }
        let other = match key {
            Key::Pair(_, right) => right.name(),
            Key::Asked(_, en) => en.clone(),
            _ => String::new(),
        };
        let concluded = matches!(key, Key::Conclusion(..));
        Domain { name: key.name(), other, ty, cells, concluded }
    }

    /// A guard over the variables, all of which have been asked for.
    pub(in crate::checks) fn guard(&self, expr: &Expr) -> Guard {
        match expr {
            Expr::All { of } => Guard::All(of.iter().map(|p| self.guard(p)).collect()),
            Expr::Any { of } => Guard::Any(of.iter().map(|p| self.guard(p)).collect()),
            Expr::Not { of } => Guard::Not(Box::new(self.guard(of))),
            Expr::OneOf { left, of } => Guard::Any(
                of.iter()
                    .map(|v| self.compare(left, Comparison::Is, &Term::Literal { value: v.clone() }))
                    .collect(),
            ),
            Expr::Compare { left, op, right } => self.compare(left, *op, right),
            Expr::Filled { field } => self.table(&Key::Field(field.clone()), |cell| *cell != Cell::Empty),
            Expr::Materials { are } => self.table(&Key::Materials, |cell| *cell == Cell::Materials(*are)),
            Expr::Holds { condition } if self.is_clear() => match self.condition(condition) {
                Some(is) => self.guard(is),
                None => Guard::Any(Vec::new()),
            },
            Expr::Reached { from, period, on } => {
                let n = i128::from(period.n);
                self.table(&elapsed(from, *period, on.as_ref()), |cell| match cell {
                    Cell::Run(from, to) => position(*from, *to, n) != Ordering::Less,
                    _ => false,
                })
            }
            Expr::AnyItem { .. }
            | Expr::Passed { .. }
            | Expr::Done { .. }
            | Expr::DeferredIn {}
            | Expr::Parties { .. } => match asked(expr) {
                Some(key) => self.table(&key, |cell| *cell == Cell::Truth(true)),
                None => Guard::Any(Vec::new()),
            },
            Expr::Holds { .. } | Expr::Outcome { .. } => Guard::Any(Vec::new()),
        }
    }

    fn position(&self, key: &Key) -> usize {
        self.order.iter().position(|k| k == key).unwrap_or(usize::MAX)
    }

    fn table(&self, key: &Key, truth: impl Fn(&Cell) -> bool) -> Guard {
        Guard::Table(self.position(key), self.domain(key).cells.iter().map(truth).collect())
    }

    pub(super) fn compare(&self, left: &Term, op: Comparison, right: &Term) -> Guard {
        if let Some(cases) = self.cases(left, right) {
            return self.by_case(cases, op);
        }
        match (key(left), literal(left), key(right), literal(right)) {
            (Some(k), None, None, Some(value)) => self.table(&k, |cell| against(cell, op, value)),
            (None, Some(value), Some(k), None) => self.table(&k, |cell| against(cell, turned(op), value)),
            (Some(a), None, Some(b), None) if self.by_value(&a) && self.by_value(&b) => {
                let rows = self.domain(&a);
                let columns = self.domain(&b);
                let truth = |x: &Cell, y: &Cell| {
                    let same = *x != Cell::Empty && x == y;
                    same == (op == Comparison::Is)
                };
                let truths = rows.cells.iter().map(|x| columns.cells.iter().map(|y| truth(x, y)).collect());
                Guard::Equal(self.position(&a), self.position(&b), truths.collect())
            }
            (Some(a), None, Some(b), None) => {
                let pair = Key::Pair(Box::new(a), Box::new(b));
                self.table(&pair, |cell| match cell {
                    Cell::Relation(order) => fits(*order, op),
                    Cell::Same(same) => *same == (op == Comparison::Is),
                    _ => op == Comparison::IsNot,
                })
            }
            _ => Guard::Any(Vec::new()),
        }
    }
}

impl Key {
    fn name(&self) -> String {
        match self {
            Self::Materials => String::new(),
            Self::Field(name) | Self::Date(name) | Self::Conclusion(_, name) => name.clone(),
            Self::Calc(said) | Self::Elapsed(said) | Self::Asked(said, _) => said.clone(),
            Self::Pair(left, _) => left.name(),
        }
    }
}

/// A term as its name or its formula.
fn said(term: &Term) -> String {
    let among =
        |sign: &str, of: &[Term]| format!("{sign}({})", of.iter().map(said).collect::<Vec<_>>().join(", "));
    match term {
        Term::Field { name }
        | Term::Conclusion { name, .. }
        | Term::Date { name }
        | Term::Computed { name } => name.clone(),
        Term::Literal { value } => value.words().0,
        Term::Calc { left, op, right } => {
            let sign = match op {
                Arithmetic::Plus => '+',
                Arithmetic::Minus => '−',
                Arithmetic::Times => '×',
                Arithmetic::Over => '÷',
            };
            format!("{} {sign} {}", said(left), said(right))
        }
        Term::Least { of } => among("min", of),
        Term::Greatest { of } => among("max", of),
        Term::MonthOf { of, after } => format!("{} [+{after}]", said(of)),
        Term::Table { columns, .. } => among("table", columns),
    }
}

/// Whole units from a date on.
fn elapsed(from: &Term, period: Period, on: Option<&Term>) -> Key {
    let on = on.map(|on| format!("…{}", said(on))).unwrap_or_default();
    let (unit, ..) = period.unit.words();
    Key::Elapsed(format!("{}{on}（{unit}）", said(from)))
}

/// A question that is answered by yes or no.
fn asked(expr: &Expr) -> Option<Key> {
    Some(match expr {
        Expr::AnyItem { left, is } => {
            let (left, (zh, en)) = (said(left), is.words());
            Key::Asked(format!("{left} 任一项 为 {zh}"), format!("`{left}` has an item `{en}`"))
        }
        Expr::Passed { place } => {
            Key::Asked(format!("已经过 {place}"), format!("the case has passed `{place}`"))
        }
        Expr::DeferredIn {} => {
            Key::Asked("容缺材料 已补齐".to_owned(), "deferred materials have come in".to_owned())
        }
        Expr::Parties { party, are } => {
            let (zh, en) = match are {
                PartiesAre::Received => ("均已收到", "have all received service"),
                PartiesAre::Answered => ("均已答复", "have all answered"),
                PartiesAre::Consented => ("均已同意", "have all consented"),
                PartiesAre::RunOut => ("均已期满", "have all run out of time"),
            };
            match party {
                Some(party) => Key::Asked(format!("{party} {zh}"), format!("`{party}` {en}")),
                None => Key::Asked(format!("各方 {zh}"), format!("the parties {en}")),
            }
        }
        Expr::Done { place } => Key::Asked(format!("{place} 已完成"), format!("`{place}` is completed")),
        _ => return None,
    })
}

pub(super) fn key(term: &Term) -> Option<Key> {
    match term {
        Term::Field { name } => Some(Key::Field(name.clone())),
        Term::Date { name } => Some(Key::Date(name.clone())),
        Term::Conclusion { place, name } => Some(Key::Conclusion(place.clone(), name.clone())),
        Term::Literal { .. } => None,
        Term::Computed { .. }
        | Term::Calc { .. }
        | Term::Least { .. }
        | Term::Greatest { .. }
        | Term::MonthOf { .. }
        | Term::Table { .. } => Some(Key::Calc(said(term))),
    }
}

pub(super) const fn literal(term: &Term) -> Option<&Value> {
    match term {
        Term::Literal { value } => Some(value),
        _ => None,
    }
}

/// The type that a literal shows.
pub(super) const fn literal_type(value: &Value) -> Type {
    match value {
        Value::Money { .. } => Type::Money,
        Value::Integer { .. } => Type::Integer,
        Value::Decimal { .. } => Type::Decimal,
        Value::Flag { .. } => Type::Flag,
        Value::Date { .. } => Type::Date,
        Value::Month { .. } => Type::Month,
        Value::Period { unit, .. } => Type::Period { unit: *unit },
        Value::Text { .. } | Value::Choice { .. } | Value::List { .. } => Type::Text,
        Value::Person { .. } => Type::Person,
        Value::Case { .. } => Type::Case,
    }
}

/// A value that is only told from others, as a word.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::Text { v } | Value::Choice { v } | Value::Person { v } => Some(v.clone()),
        Value::Case { v } => Some(v.to_string()),
        Value::Money { .. }
        | Value::Integer { .. }
        | Value::Decimal { .. }
        | Value::Flag { .. }
        | Value::Date { .. }
        | Value::Month { .. }
        | Value::Period { .. }
        | Value::List { .. } => None,
    }
}

/// An ordered value as a whole number: yuan in cents, a date in days.
fn number(value: &Value) -> Option<i128> {
    match value {
        Value::Money { v } => Some(v.units()),
        Value::Integer { v } => Some(i128::from(*v)),
        Value::Decimal { v } => Some(v.units()),
        Value::Date { v } => Some(i128::from(v.days())),
        Value::Month { v } => Some(i128::from(v.index())),
        Value::Period { v, .. } => Some(i128::from(*v)),
        Value::Flag { .. }
        | Value::Text { .. }
        | Value::Choice { .. }
        | Value::Person { .. }
        | Value::Case { .. }
        | Value::List { .. } => None,
    }
}

fn fits(order: Ordering, op: Comparison) -> bool {
    match op {
        Comparison::Is => order == Ordering::Equal,
        Comparison::IsNot => order != Ordering::Equal,
        Comparison::AtLeast => order != Ordering::Less,
        Comparison::AtMost => order != Ordering::Greater,
        Comparison::MoreThan => order == Ordering::Greater,
        Comparison::LessThan => order == Ordering::Less,
    }
}

const fn turned(op: Comparison) -> Comparison {
    match op {
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::MoreThan => Comparison::LessThan,
        Comparison::LessThan => Comparison::MoreThan,
        same => same,
    }
}

/// A value of a variable against a literal.
fn against(cell: &Cell, op: Comparison, value: &Value) -> bool {
    let same = match (cell, value) {
        // What was never given equals nothing and is in no order.
        (Cell::Empty, _) => return op == Comparison::IsNot,
        (Cell::Run(from, to), _) => {
            let Some(n) = number(value) else { return false };
            return fits(position(*from, *to, n), op);
        }
        (Cell::Word(own), value) if word(value).is_some() => word(value).as_ref() == Some(own),
        (Cell::Flag(answer), Value::Flag { v }) => answer == v,
        _ => false,
    };
    same == (op == Comparison::Is)
}

/// How all numbers of a run stand to a literal; no literal lies inside a run of several.
fn position(from: Option<i128>, to: Option<i128>, n: i128) -> Ordering {
    if from == Some(n) && to == Some(n) {
        Ordering::Equal
    } else if to.is_some_and(|to| to < n) {
        Ordering::Less
    } else {
        Ordering::Greater
    }
}
