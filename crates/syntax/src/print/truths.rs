//! Truths, operands, literals, dates and times.

use super::pen::Pen;
use crate::diagnostic::Language;
use crate::tree::{Comparison, Date, Expr, ExprKind, LinkedIs, Literal, MaterialsAre, Name, Operand, Time};
use shouwen_grammar::numeral::{Number, han};

impl Pen {
    pub(super) fn expr(self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::All(parts) => self.joined(parts, "and"),
            ExprKind::Any(parts) => self.joined(parts, "or"),
            ExprKind::Compare(left, how, right) => {
                let word = self.word(comparison(how.node), 0);
                format!("{} {word} {}", self.first(left), self.operand(right))
            }
            ExprKind::OneOf(left, values) => {
                let values: Vec<String> = values.iter().map(|value| self.operand(value)).collect();
                let parts = [&self.first(left), &self.list(&values)];
                self.say("{0} <is> {1} <one_of>", "{0} <is> <one_of> {1}", &parts.map(String::as_str))
            }
            ExprKind::Differ(left, right) => {
                let parts = [&self.first(left), &self.operand(right)];
                self.say("{0} <with> {1} <differ>", "{0} <differ> {1}", &parts.map(String::as_str))
            }
            ExprKind::Filled(name, filled) => {
                let word = if *filled { "filled" } else { "not_filled" };
                format!("{} {}", self.first_name(name), self.word(word, 0))
            }
            ExprKind::Meets(name, meets) => {
                let word = if *meets { "meets" } else { "does_not_meet" };
                format!("{} {}", self.word(word, 0), self.name(name))
            }
            ExprKind::Materials(MaterialsAre::Complete) => self.word("materials_complete", 0).to_owned(),
            ExprKind::Materials(MaterialsAre::Incomplete) => self.word("materials_incomplete", 0).to_owned(),
            ExprKind::Outcome(names) => {
                let list = self.names(names);
                if names.len() == 1 {
                    self.say("<outcome> <is> {0}", "<outcome> <is> {0}", &[&list])
                } else {
                    self.say("<outcome> <is> {0} <one_of>", "<outcome> <is> <one_of> {0}", &[&list])
                }
            }
            ExprKind::Linked(name, is) => self.linked(name, *is),
            ExprKind::Bare(name) => self.event(name),
        }
    }

    /// 所问事项 已办结.
    pub(super) fn linked(self, name: &Name, is: LinkedIs) -> String {
        let word = match is {
            LinkedIs::Decided => "link_decided",
            LinkedIs::NotOpened => "link_not_opened",
        };
        format!("{} {}", self.first_name(name), self.word(word, 0))
    }

    fn joined(self, parts: &[Expr], word: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.expr(part)).collect();
        parts.join(&format!(" {} ", self.word(word, 0)))
    }

    /// 甲 为 乙的， or `when a is b: `.
    pub(super) fn guard(self, expr: &Expr) -> String {
        let gap = if ends_in_condition(expr) { " " } else { "" };
        self.say("{0}{1}<when>，", "<when> {0}: ", &[&self.expr(expr), gap])
    }

    /// A value that somebody enters: like an operand, but amounts keep Arabic figures, 200万元.
    pub(super) fn value(self, operand: &Operand) -> String {
        if let Operand::Literal(literal) = operand
            && let Literal::Money(number) = literal.node
            && let Some(units) = ten_thousands(number).filter(|_| self.language == Language::Chinese)
        {
            return self.say("{0}万<yuan>", "", &[&units.to_string()]);
        }
        self.operand(operand)
    }

    /// The left side of a comparison.
    fn first(self, operand: &Operand) -> String {
        match operand {
            Operand::Name(name) => self.first_name(name),
            Operand::Literal(_) | Operand::List(_) => self.operand(operand),
        }
    }

    pub(super) fn operand(self, operand: &Operand) -> String {
        match operand {
            Operand::Name(name) => self.name(name),
            Operand::Literal(literal) => match &literal.node {
                Literal::Number(number) => arabic(*number),
                Literal::Money(number) => self.money(*number),
                Literal::Date(date) => written_date(*date),
                Literal::Flag(flag) => self.word(if *flag { "yes" } else { "no" }, 0).to_owned(),
                Literal::Text(text) => self.text(text),
                Literal::Month(year, month) => format!("{year:04}-{month:02}"),
                Literal::Period(period) => self.period(period),
            },
            Operand::List(list) => {
                self.list_and(&list.node.iter().map(|item| self.operand(item)).collect::<Vec<_>>())
            }
        }
    }

    fn money(self, number: Number) -> String {
        let chinese = self.language == Language::Chinese;
        let whole = ten_thousands(number).filter(|_| chinese).and_then(|n| n.checked_mul(10_000));
        let figure = whole.and_then(han);
        self.say("{0}<yuan>", "{0} <yuan>", &[&figure.unwrap_or_else(|| arabic(number))])
    }

    fn text(self, text: &str) -> String {
        let chinese = self.language == Language::Chinese;
        if (chinese && !text.contains('”')) || text.contains('"') {
            format!("“{text}”")
        } else {
            format!("\"{text}\"")
        }
    }
}

/// Whether the blank before 的 is kept: 不符合 资本达标 的.
fn ends_in_condition(expr: &Expr) -> bool {
    let mut last = expr;
    while let ExprKind::All(parts) | ExprKind::Any(parts) = &last.kind {
        let Some(part) = parts.last() else { return false };
        last = part;
    }
    matches!(last.kind, ExprKind::Meets(..))
}

pub(super) const fn comparison(how: Comparison) -> &'static str {
    match how {
        Comparison::Is => "is",
        Comparison::IsNot => "is_not",
        Comparison::AtLeast => "at_least",
        Comparison::AtMost => "at_most",
        Comparison::MoreThan => "more_than",
        Comparison::LessThan => "less_than",
        Comparison::EarlierThan => "earlier_than",
        Comparison::LaterThan => "later_than",
        Comparison::NotEarlierThan => "not_earlier_than",
        Comparison::NotLaterThan => "not_later_than",
    }
}

/// How many 万 a number is, if it is a whole number of them.
fn ten_thousands(number: Number) -> Option<u64> {
    let units = u64::try_from(number.units).ok().filter(|n| *n > 0 && number.scale == 0)?;
    if units.is_multiple_of(10_000) { units.checked_div(10_000) } else { None }
}

/// All digits, with the point where it stands.
fn arabic(number: Number) -> String {
    let digits = number.units.to_string();
    let scale = usize::from(number.scale);
    if scale == 0 {
        return digits;
    }
    let digits = format!("{digits:0>width$}", width = scale.saturating_add(1));
    let (whole, fraction) =
        digits.split_at_checked(digits.len().saturating_sub(scale)).unwrap_or((&digits, ""));
    format!("{whole}.{fraction}")
}

pub(super) fn written_date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

pub(super) fn written_time(time: Time) -> String {
    format!("{} {:02}:{:02}", written_date(time.date), time.hour, time.minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_point_stays_where_it_was() {
        for (units, scale, text) in
            [(1_250, 2, "12.50"), (5, 2, "0.05"), (150_000, 1, "15000.0"), (7, 0, "7")]
        {
            assert_eq!(arabic(Number { units, scale }), text);
        }
    }
}
