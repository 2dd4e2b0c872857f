//! Truths about time that has gone by, about the items of a list, and about what was concluded in a named place.

use super::expr::not;
use super::{Here, Resolver};
use crate::names::Kind;
use shouwen_calendar::Unit;
use shouwen_model::form::{Comparison, Expr, Term};
use shouwen_model::value::{Type, Value};
use shouwen_syntax::tree::{Name, Operand, Period};
use shouwen_syntax::{Span, Text};

impl Resolver<'_> {
    /// 出生日期 满 五十五周岁: whole units from one date to another; of a period, at least so many.
    pub(super) fn reached(
        &mut self,
        from: &Operand,
        on: Option<&Operand>,
        period: &Period,
        here: Here<'_>,
    ) -> Option<Expr> {
        let (term, ty) = self.subject(from, here)?;
        let amount = self.period(period);
        if let Type::Period { unit } = ty {
            if unit != amount.unit {
                self.other_type(period.span, &Type::Period { unit: amount.unit }, &ty);
                return None;
            }
            let value = Value::Period { v: i64::from(amount.n), unit };
            let right = Term::Literal { value };
            return Some(Expr::Compare { left: term, op: Comparison::AtLeast, right });
        }
        if ty != Type::Date {
            self.other_type(from.span(), &ty, &Type::Date);
            return None;
        }
        if !matches!(amount.unit, Unit::Day | Unit::Month | Unit::Year) {
            self.needs_calendar(period.span);
            return None;
        }
        let on = match on {
            None => None,
            Some(on) => {
                let (term, other) = self.operand_value(on, here)?;
                if other != Type::Date {
                    self.other_type(on.span(), &other, &Type::Date);
                    return None;
                }
                Some(term)
            }
        };
        Some(Expr::Reached { from: term, period: amount, on })
    }

    pub(super) fn needs_calendar(&mut self, span: Span) {
        self.bad_value(
            span,
            Text::new(
                "工作日和办公时间要看日历，小时要看时刻，不能这样加减，也不能这样算“满”",
                "working days and office time hang on a calendar, and hours on a time of day: they are not counted like this",
            ),
            Text::new("写成一节“时限”，或者改用自然日、月、年", "make it a `clock`, or use calendar days, months, years"),
        );
    }

    /// 任一项 为, 没有一项 为.
    pub(super) fn any_item(
        &mut self,
        left: &Operand,
        any: bool,
        value: &Operand,
        here: Here<'_>,
    ) -> Option<Expr> {
        let (term, ty) = self.subject(left, here)?;
        // Outside of its branches a conclusion that each of them gives is a list; which it is, is checked once all
        // branches are known.
        let of = match (&term, ty) {
            (_, Type::List { of }) => *of,
            (Term::Conclusion { .. }, ty) => ty,
            (_, ty) => {
                self.mismatch(left.span(), ty.words(), ("名单", "a list"));
                return None;
            }
        };
        let owner = super::expr::term_name(&term).to_owned();
        let is = match (value, &of) {
            (Operand::Name(name), Type::Text) => Value::Text { v: name.node.clone() },
            _ => self.value(&owner, value, &of)?,
        };
        let is = Expr::AnyItem { left: term, is };
        Some(if any { is } else { not(is) })
    }

    /// 办理 结论为 支持: the conclusion of that place that has the value.
    pub(super) fn concluded_in(&mut self, place: &Name, value: &Name) -> Option<Expr> {
        if !self.names.refer(Kind::Place, place) {
            return None;
        }
        let of: Vec<_> = self.conclusions.of(&place.node).cloned().collect();
        let having = of.iter().filter(|c| c.values.contains(&value.node));
        let having: Vec<(String, Span)> = having.map(|c| (c.name.clone(), c.span)).collect();
        let name = match having.as_slice() {
            [(one, _)] => one.clone(),
            [] => {
                let words: Vec<String> = of.iter().flat_map(|c| &c.values).cloned().collect();
                self.names.want_value(&place.node, words.iter(), value);
                return None;
            }
            many => {
                let spans: Vec<Span> = many.iter().map(|(_, span)| *span).collect();
                self.names.ambiguous(value, &spans);
                return None;
            }
        };
        if let Some(conclusion) = self.conclusions.get_mut(&place.node, &name) {
            conclusion.read = true;
        }
        let left = Term::Conclusion { place: place.node.clone(), name };
        let right = Term::Literal { value: Value::Choice { v: value.node.clone() } };
        Some(Expr::Compare { left, op: Comparison::Is, right })
    }
}
