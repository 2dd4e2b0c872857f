//! What the values of a field have to keep to: 范围, 不早于, 不超过 …

use super::Resolver;
use super::literal::unit_of;
use shouwen_model::form::{Bound, BoundTo, Comparison};
use shouwen_model::value::{Type, Value};
use shouwen_syntax::tree::{self, DataClause, Located, Operand, Period, TypeName};
use shouwen_syntax::{Span, Text};

impl Resolver<'_> {
    /// A field of 日: nobody can tell which days.
    pub(super) fn unit_is_known(&mut self, ty: &Located<TypeName>) {
        if let TypeName::Period(unit) = ty.node
            && unit_of(unit).is_none()
        {
            self.period(&Period { n: 1, unit, span: ty.span });
        }
    }

    /// 范围 1 至 60: both ends belong to it.
    pub(super) fn range(
        &mut self,
        field: &DataClause,
        ty: &Type,
        from: &Operand,
        to: &Operand,
    ) -> Vec<Bound> {
        if !(ty.is_number() || ty.is_time()) {
            self.unbounded(from.span().join(to.span()), ty);
            return Vec::new();
        }
        let ends = (self.value(&field.name.node, from, ty), self.value(&field.name.node, to, ty));
        let (Some(low), Some(high)) = ends else { return Vec::new() };
        if low.order(&high).is_none_or(std::cmp::Ordering::is_gt) {
            self.bad_value(
                from.span().join(to.span()),
                Text::new("范围里没有值", "the range holds no value"),
                Text::new("小的写在前面", "write the smaller end first"),
            );
        }
        let bound = |op, value| Bound { op, to: BoundTo::Value { value } };
        vec![bound(Comparison::AtLeast, low), bound(Comparison::AtMost, high)]
    }

    /// 不晚于 当日, 不超过 100万元.
    pub(super) fn bound(
        &mut self,
        field: &DataClause,
        ty: &Type,
        how: &Located<tree::Comparison>,
        to: Option<&Operand>,
    ) -> Option<Bound> {
        let op = self.comparison(how, ty)?;
        if matches!(op, Comparison::Is | Comparison::IsNot) {
            self.bad_value(
                how.span,
                Text::new("这里写界限，不写“为”", "a bound is no `is`"),
                Text::new(
                    "用“不少于”“不超过”“不早于”“不晚于”",
                    "use `at least`, `at most`, `not earlier than`",
                ),
            );
            return None;
        }
        let Some(to) = to else {
            if *ty != Type::Date {
                self.other_type(how.span, ty, &Type::Date);
                return None;
            }
            return Some(Bound { op, to: BoundTo::Today });
        };
        let value: Value = self.value(&field.name.node, to, ty)?;
        Some(Bound { op, to: BoundTo::Value { value } })
    }

    fn unbounded(&mut self, span: Span, ty: &Type) {
        let (zh, en) = ty.words();
        self.bad_value(
            span,
            Text::new(format!("{zh}没有大小，不能写范围"), format!("a value of type {en} has no range")),
            Text::new("范围只用于数和日期", "a range belongs to numbers and dates"),
        );
    }
}
