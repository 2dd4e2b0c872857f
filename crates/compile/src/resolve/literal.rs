//! Literals and periods: exact values of the type that their place asks for.

use super::Resolver;
use shouwen_calendar::Unit;
use shouwen_canon::{Date, Decimal, Instant};
use shouwen_model::form::{self, Basis};
use shouwen_model::value::{DECIMAL_SCALE, MONEY_SCALE, Type, Value, YearMonth};
use shouwen_syntax::numeral::Number;
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
            (Literal::Number(n), Type::Integer) => self.whole(*n, span),
            (Literal::Number(n), Type::Decimal) => {
                let v = Decimal::new(n.units, n.scale).and_then(|d| d.rescale(DECIMAL_SCALE));
                if v.is_none() {
                    self.bad_value(
                        span,
                        Text::new("小数只到四位", "a decimal has four places"),
                        Text::new("写到第四位为止", "write four places at most"),
                    );
                }
                v.map(|v| Value::Decimal { v })
            }
            (Literal::Month(year, month), Type::Month) => self.month(*year, *month, span),
            (Literal::Period(period), Type::Period { unit }) => self.amount(period, *unit),
            (Literal::Number(_), Type::Period { unit }) => {
                self.period_without_unit(span, *unit);
                None
            }
            (Literal::Text(v), Type::Case) => self.case(v, span),
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

    fn whole(&mut self, n: Number, span: Span) -> Option<Value> {
        let v = n.whole().and_then(|n| i64::try_from(n).ok());
        if v.is_none() {
            self.bad_value(
                span,
                Text::new("这里要写整数", "this needs a whole number"),
                Text::new("去掉小数，或者改用金额、小数", "drop the decimals, or make it money or a decimal"),
            );
        }
        v.map(|v| Value::Integer { v })
    }

    fn month(&mut self, year: u32, month: u32, span: Span) -> Option<Value> {
        let v = i32::try_from(year).ok().and_then(|year| YearMonth::new(year, month));
        if v.is_none() {
            self.bad_value(
                span,
                Text::new("没有这个月", "there is no such month"),
                Text::new("核对年、月（1900 年至 2200 年）", "check the year (1900 to 2200) and the month"),
            );
        }
        v.map(|v| Value::Month { v })
    }

    /// A number of the unit that is asked for; another unit is another type, however near it may be.
    fn amount(&mut self, period: &Period, unit: Unit) -> Option<Value> {
        let given = self.period(period);
        unit_of(period.unit)?;
        if given.unit != unit {
            self.other_type(period.span, &Type::Period { unit: given.unit }, &Type::Period { unit });
            return None;
        }
        Some(Value::Period { v: i64::from(given.n), unit })
    }

    fn case(&mut self, text: &str, span: Span) -> Option<Value> {
        let v = text.parse().ok();
        if v.is_none() {
            self.bad_value(
                span,
                Text::new("这不是办件编号", "this is no case"),
                Text::new("写办件的 22 位编号", "write the 22 letters of the case's identity"),
            );
        }
        v.map(|v| Value::Case { v })
    }

    /// A literal or a word of a choice, for a field or a conclusion of that name and type.
    pub(super) fn value(&mut self, owner: &str, operand: &Operand, ty: &Type) -> Option<Value> {
        match (operand, ty) {
            (Operand::Literal(literal), _) => self.literal(literal, ty),
            (Operand::Name(name), Type::Choice { of }) => self.word(owner, name, of),
            (Operand::Name(name), Type::Person) => Some(Value::Person { v: name.node.clone() }),
            // One of a list is a list of one.
            (Operand::List(items), Type::List { of }) => self.items(owner, &items.node, of),
            (one, Type::List { of }) => self.items(owner, std::slice::from_ref(one), of),
            (Operand::List(items), _) => {
                self.mismatch(items.span, ("好几个值", "several values"), ty.words());
                None
            }
            (Operand::Sum(_) | Operand::MonthOf(..), _) => {
                self.mismatch(operand.span(), ("算式", "a calculation"), ty.words());
                None
            }
            (Operand::Name(name), _) => {
                self.mismatch(name.span, ("名称", "a name"), ty.words());
                None
            }
        }
    }

    /// The items of a list. A name alone may stand for a text, which needs no quotes there.
    fn items(&mut self, owner: &str, items: &[Operand], of: &Type) -> Option<Value> {
        let one = |resolver: &mut Self, item: &Operand| match (item, of) {
            (Operand::Name(name), Type::Text) => Some(Value::Text { v: name.node.clone() }),
            _ => resolver.value(owner, item, of),
        };
        let values: Vec<Option<Value>> = items.iter().map(|item| one(self, item)).collect();
        values.into_iter().collect::<Option<Vec<_>>>().map(|v| Value::List { v })
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
        let unit = unit_of(period.unit).unwrap_or_else(|| {
            let diagnostic = crate::checks::bare_day(self.sources, period, None);
            self.harmless.push(diagnostic);
            Unit::Workday
        });
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

    /// Two types that do not go together: both are said, and what to do about it.
    pub(super) fn other_type(&mut self, span: Span, found: &Type, needed: &Type) {
        let help = match (found, needed) {
            (Type::Period { .. }, Type::Period { .. }) => Text::new(
                "不同的时间单位不能相比，也不能相加：把其中一个改写成另一个的单位",
                "different units of time neither compare nor add up: write one of them in the unit of the other",
            ),
            (Type::Date, Type::Month) | (Type::Month, Type::Date) => Text::new(
                "日期先取它的月份：“……的 当月”或者“……的 次月”",
                "take the month of the date: `month of …` or `month after …`",
            ),
            _ => Text::new("改成同一类的值", "write a value of that type"),
        };
        let (found, needed) = (found.words(), needed.words());
        self.bad_value(
            span,
            Text::new(
                format!("这里要写{}，写的是{}", needed.0, found.0),
                format!("this needs a value of type {}, and here is one of type {}", needed.1, found.1),
            ),
            help,
        );
    }

    /// A value that cannot be meant.
    pub(super) fn bad_value(&mut self, span: Span, message: Text, help: Text) {
        self.out.push(Diagnostic::new(Code::D206, span, message).help(help));
    }

    fn period_without_unit(&mut self, span: Span, unit: Unit) {
        let (zh, _, en) = unit.words();
        let insert = if self.language == Language::Chinese { zh.to_owned() } else { format!(" {en}") };
        self.out.push(
            Diagnostic::new(
                Code::D206,
                span,
                Text::new("期间没有写单位", "a number without its unit of time"),
            )
            .help(Text::new(format!("写明单位，例如“{zh}”"), format!("write the unit, such as `{en}`")))
            .fix(Text::new(format!("补上“{zh}”"), format!("add `{en}`")), span.after(), insert),
        );
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

/// The unit of time; nobody can tell what a bare 日 is.
pub(crate) const fn unit_of(unit: PeriodUnit) -> Option<Unit> {
    Some(match unit {
        PeriodUnit::Workday => Unit::Workday,
        PeriodUnit::Day => Unit::Day,
        PeriodUnit::Hour => Unit::Hour,
        PeriodUnit::OfficeMinute => Unit::OfficeMinute,
        PeriodUnit::Month => Unit::Month,
        PeriodUnit::Year => Unit::Year,
        PeriodUnit::BareDay => return None,
    })
}

const fn words(literal: &Literal) -> (&'static str, &'static str) {
    match literal {
        Literal::Number(_) => ("数", "a number"),
        Literal::Money(_) => ("金额", "money"),
        Literal::Date(_) => ("日期", "a date"),
        Literal::Flag(_) => ("是或否", "yes or no"),
        Literal::Text(_) => ("文字", "text"),
        Literal::Month(..) => ("年月", "a month"),
        Literal::Period(_) => ("期间", "a number of a unit of time"),
    }
}
