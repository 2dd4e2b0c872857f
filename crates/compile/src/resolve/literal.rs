//! Literals and periods: exact values of the type that their place asks for.

use super::Resolver;
use shouwen_calendar::Unit;
use shouwen_canon::{Date, Decimal, Instant};
use shouwen_model::form::{self, Basis};
use shouwen_model::value::{MONEY_SCALE, Type, Value};
use shouwen_syntax::tree::{self, Literal, Located, Name, Operand, Period, PeriodUnit, Time};
use shouwen_syntax::{Code, Diagnostic, Language, Span, Text};

impl Resolver<'_> {
    /// A literal as a value of a type.
    pub(super) fn literal(&mut self, literal: &Located<Literal>, ty: &Type) -> Option<Value> {
        let span = literal.span;
        match (&literal.node, ty) {
            (Literal::Money(n), Type::Money) => {
                let v = Decimal::new(n.units, n.scale).and_then(|d| d.rescale(MONEY_SCALE));
                if v.is_none() {
                    self.bad_value(
                        span,
                        Text::new("金额只到分", "money has two decimal places"),
                        Text::new("写到分为止", "write it to the cent"),
                    );
                }
                v.map(|v| Value::Money { v })
            }
            (Literal::Number(n), Type::Integer) => {
                let v = n.whole().and_then(|n| i64::try_from(n).ok());
                if v.is_none() {
                    self.bad_value(
                        span,
                        Text::new("这里要写整数", "this needs a whole number"),
                        Text::new("去掉小数，或者改用金额", "drop the decimals, or make it money"),
                    );
                }
                v.map(|v| Value::Integer { v })
            }
            (Literal::Date(date), Type::Date) => self.date(*date, span).map(|v| Value::Date { v }),
            (Literal::Flag(v), Type::Flag) => Some(Value::Flag { v: *v }),
            (Literal::Text(v), Type::Text) => Some(Value::Text { v: v.clone() }),
            (Literal::Number(_), Type::Money) => {
                self.money_without_unit(span);
                None
            }
            (other, _) => {
                self.mismatch(span, words(other), ty.words());
                None
            }
        }
    }

    /// A literal or a word of a choice, for a field or a conclusion of that name and type.
    pub(super) fn value(&mut self, owner: &str, operand: &Operand, ty: &Type) -> Option<Value> {
        match (operand, ty) {
            (Operand::Literal(literal), _) => self.literal(literal, ty),
            (Operand::Name(name), Type::Choice { of }) => self.word(owner, name, of),
            (Operand::Name(name), _) => {
                self.mismatch(name.span, ("名称", "a name"), ty.words());
                None
            }
        }
    }

    /// A word of a choice.
    pub(super) fn word(&mut self, owner: &str, name: &Name, of: &[String]) -> Option<Value> {
        if of.contains(&name.node) {
            return Some(Value::Choice { v: name.node.clone() });
        }
        self.names.want_value(owner, of.iter(), name);
        None
    }

    /// A date, if there is such a day.
    pub(super) fn date(&mut self, date: tree::Date, span: Span) -> Option<Date> {
        let found = i32::try_from(date.year).ok().and_then(|year| Date::from_ymd(year, date.month, date.day));
        if found.is_none() {
            self.no_such_day(span);
        }
        found
    }

    fn no_such_day(&mut self, span: Span) {
        self.bad_value(
            span,
            Text::new("没有这一天", "there is no such day"),
            Text::new(
                "核对年、月、日（1900 年至 2200 年）",
                "check the year (1900 to 2200), the month and the day",
            ),
        );
    }

    /// An instant; 24:00 is the next midnight.
    pub(super) fn instant(&mut self, at: &Located<Time>) -> Option<Instant> {
        let Time { date, hour, minute } = at.node;
        let date = self.date(date, at.span)?;
        let found = if hour == 24 && minute == 0 {
            date.checked_add_days(1).map(Instant::start_of)
        } else {
            Instant::at(date, hour, minute)
        };
        if found.is_none() {
            self.bad_value(
                at.span,
                Text::new("没有这个时刻", "there is no such time of day"),
                Text::new("时刻从 00:00 到 24:00", "a day goes from 00:00 to 24:00"),
            );
        }
        found
    }

    /// A period with a unit that can be counted; a bare 日 is reported and taken as working days, so that nothing
    /// follows from it.
    pub(super) fn period(&mut self, period: &Period) -> form::Period {
        let unit = match period.unit {
            PeriodUnit::Workday => Unit::Workday,
            PeriodUnit::Day => Unit::Day,
            PeriodUnit::Hour => Unit::Hour,
            PeriodUnit::OfficeMinute => Unit::OfficeMinute,
            PeriodUnit::Month => Unit::Month,
            PeriodUnit::Year => Unit::Year,
            PeriodUnit::BareDay => {
                let diagnostic = crate::checks::bare_day(self.sources, period, None);
                self.harmless.push(diagnostic);
                Unit::Workday
            }
        };
        form::Period { n: period.n, unit }
    }

    /// Legal bases as one basis of the form; a basis still to be checked is a warning.
    pub(super) fn basis(&mut self, bases: &[Located<tree::Basis>]) -> Option<Basis> {
        let mut all = self.bases(bases);
        if all.len() > 1 { Some(Basis::Several { of: all }) } else { all.pop() }
    }

    /// Legal bases one by one.
    pub(super) fn bases(&mut self, bases: &[Located<tree::Basis>]) -> Vec<Basis> {
        bases
            .iter()
            .map(|basis| match &basis.node {
                tree::Basis::Law { title, article } => {
                    Basis::Law { title: title.clone(), article: article.clone() }
                }
                tree::Basis::OwnRule(number) => Basis::OwnRule { number: number.clone() },
                tree::Basis::Unverified => {
                    self.harmless.push(crate::checks::unverified(basis.span));
                    Basis::Unverified
                }
            })
            .collect()
    }

    /// A value of the wrong type.
    pub(super) fn mismatch(&mut self, span: Span, found: (&str, &str), needed: (&str, &str)) {
        self.bad_value(
            span,
            Text::new(
                format!("这里要写{}，写的是{}", needed.0, found.0),
                format!("this needs {}, and here is {}", needed.1, found.1),
            ),
            Text::new("改成同一类的值", "write a value of that type"),
        );
    }

    /// A value that cannot be meant.
    pub(super) fn bad_value(&mut self, span: Span, message: Text, help: Text) {
        self.out.push(Diagnostic::new(Code::D206, span, message).help(help));
    }

    fn money_without_unit(&mut self, span: Span) {
        let unit = if self.language == Language::Chinese { "元" } else { " yuan" };
        self.out.push(
            Diagnostic::new(
                Code::D206,
                span,
                Text::new("金额没有写“元”", "an amount of money without `yuan`"),
            )
            .help(Text::new("写明“元”：200万元", "write `yuan` after the number"))
            .fix(Text::new("补上“元”", "add `yuan`"), span.after(), unit),
        );
    }
}

const fn words(literal: &Literal) -> (&'static str, &'static str) {
    match literal {
        Literal::Number(_) => ("数", "a number"),
        Literal::Money(_) => ("金额", "money"),
        Literal::Date(_) => ("日期", "a date"),
        Literal::Flag(_) => ("是或否", "yes or no"),
        Literal::Text(_) => ("文字", "text"),
    }
}
