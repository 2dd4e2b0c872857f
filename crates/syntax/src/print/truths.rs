//! Truths, operands, literals, dates and times.

use super::pen::Pen;
use crate::diagnostic::Language;
use crate::tree::{
    Arithmetic, Comparison, Date, Expr, ExprKind, LinkedIs, Literal, MaterialsAre, Name, Operand, Period,
    Sum, Time,
};
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
            ExprKind::Materials(are) => self.word(materials(*are), 0).to_owned(),
            ExprKind::DeferredIn(yes) => {
                self.with("deferred", self.word(if *yes { "come_in" } else { "not_come_in" }, 0))
            }
            ExprKind::Outcome(names) => {
                let list = self.names(names);
                if names.len() == 1 {
                    self.say("<outcome> <is> {0}", "<outcome> <is> {0}", &[&list])
                } else {
                    self.say("<outcome> <is> {0} <one_of>", "<outcome> <is> <one_of> {0}", &[&list])
                }
            }
            ExprKind::Linked(name, is) => self.linked(name, *is),
            ExprKind::ByParty(party, does) => self.by_party(party, *does),
            ExprKind::Parties(parties) => self.parties_are(parties),
            ExprKind::Bare(name) => self.event(name),
            ExprKind::Reached { from, on, period, age } => self.reached(from, on.as_ref(), period, *age),
            ExprKind::Items(left, any, value) => {
                let word = self.word(if *any { "any_item" } else { "no_item" }, 0);
                format!("{} {word} {} {}", self.first(left), self.word("is", 0), self.operand(value))
            }
            ExprKind::Passed(place, yes) => {
                let word = if *yes { "has_passed" } else { "has_not_passed" };
                format!("{} {}", self.word(word, 0), self.name(place))
            }
            ExprKind::Done(place, yes) => {
                let word = if *yes { "is_completed" } else { "is_not_completed" };
                format!("{} {}", self.first_name(place), self.word(word, 0))
            }
            ExprKind::Concluded(place, value) => {
                format!("{} {} {}", self.first_name(place), self.word("concluded", 0), self.name(value))
            }
            // Only a guard has exceptions, see `guard`.
            ExprKind::Except(main, but) => {
                format!("{} {} {}", self.expr(main), self.word("but", 0), self.expr(but))
            }
            ExprKind::Listed(..) => {
                let head = self.listed_head(expr);
                format!("{head}{}", self.listed_items(expr))
            }
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

    /// 出生日期 至 收件日 满 五十五周岁.
    fn reached(self, from: &Operand, on: Option<&Operand>, period: &Period, age: bool) -> String {
        let amount = if age { self.counted(period.n, "year_of_age") } else { self.period(period) };
        let from = self.first(from);
        match on.map(|on| self.operand(on)) {
            None => self.say("{0} <reaches> {1}", "{0} <reaches> {1}", &[&from, &amount]),
            Some(on) => self.say(
                "{0} <until> {2} <reaches> {1}",
                "{0} <reaches> {1} <by> {2}",
                &[&from, &amount, &on],
            ),
        }
    }

    /// 符合下列 之一, or nothing where no list stands.
    fn listed_head(self, expr: &Expr) -> String {
        let ExprKind::Listed(all, _) = &expr.kind else { return String::new() };
        if *all {
            self.say("<listed> <all_listed>", "<all_listed> <listed>", &[])
        } else {
            self.say("<listed> <one_of>", "<any_listed> <listed>", &[])
        }
    }

    /// ：（一）…；（二）… behind a clause whose guard is a list, or nothing.
    pub(super) fn listed_items(self, expr: &Expr) -> String {
        let ExprKind::Listed(_, items) = &expr.kind else { return String::new() };
        let one = |(n, item): (u64, &Expr)| {
            let number = han(n).unwrap_or_else(|| n.to_string());
            self.say("（{0}）{2}", "({1}) {2}", &[&number, &n.to_string(), &self.expr(item)])
        };
        let items: Vec<String> = (1..).zip(items).map(one).collect();
        self.say("：{0}", ": {0}", &[&items.join(&self.say("；", "; ", &[]))])
    }

    fn joined(self, parts: &[Expr], word: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.expr(part)).collect();
        parts.join(&format!(" {} ", self.word(word, 0)))
    }

    /// 甲 为 乙的， or `when a is b: `.
    pub(super) fn guard(self, expr: &Expr) -> String {
        if matches!(expr.kind, ExprKind::Listed(..)) {
            return self.say("{0} <when>，", "<when> {0}: ", &[&self.listed_head(expr)]);
        }
        if let ExprKind::Except(main, but) = &expr.kind {
            let gap = if ends_in_condition(main) { " " } else { "" };
            return self.say(
                "{0}{1}<when>，<but> {2} <excepted>，",
                "<when> {0} <but> {2}: ",
                &[&self.expr(main), gap, &self.expr(but)],
            );
        }
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
            Operand::Sum(sum) => self.sum(sum, self.first(&sum.first)),
            Operand::MonthOf(of, next, _) => self.month_of(self.first(of), *next),
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
            Operand::Sum(sum) => self.sum(sum, self.operand(&sum.first)),
            Operand::MonthOf(of, next, _) => self.month_of(self.operand(of), *next),
            Operand::List(list) => {
                self.list_and(&list.node.iter().map(|item| self.operand(item)).collect::<Vec<_>>())
            }
        }
    }

    fn sum(self, sum: &Sum, first: String) -> String {
        sum.rest.iter().fold(first, |out, (how, operand)| {
            let word = match how.node {
                Arithmetic::Plus => "plus",
                Arithmetic::Minus => "minus",
                Arithmetic::Times => "multiplied",
                Arithmetic::Over => "divided",
            };
            format!("{out} {} {}", self.word(word, 0), self.operand(operand))
        })
    }

    fn month_of(self, of: String, next: bool) -> String {
        let month = self.word(if next { "next_month" } else { "same_month" }, 0);
        self.say("{0} <when> {1}", "{1} {0}", &[&of, month])
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

const fn materials(are: MaterialsAre) -> &'static str {
    match are {
        MaterialsAre::Complete => "materials_complete",
        MaterialsAre::Deferrable => "materials_deferrable",
        MaterialsAre::Incomplete => "materials_incomplete",
    }
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
