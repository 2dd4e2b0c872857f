//! Values that follow from others: sums, products, months, and computed values by name.

use super::expr::Typed;
use super::{Here, Resolver, Texts};
use crate::names::Kind;
use shouwen_calendar::Unit;
use shouwen_model::form::{Arithmetic, Computed, Term};
use shouwen_model::value::{Type, Value};
use shouwen_syntax::tree::{self, DataLine, Literal, Located, Operand, Section, SectionKind, Sum};
use shouwen_syntax::{Span, Text};

impl Resolver<'_> {
    /// 登记信息, 认定标准: the values that follow from others, in the order of the text; one may only rest on those above it.
    pub(super) fn computed_values<'t>(
        &mut self,
        sections: &'t [Section],
        texts: &mut Texts<'t>,
    ) -> Vec<Computed> {
        let mut found = Vec::new();
        for section in sections {
            found.extend(self.table(section, texts));
            let SectionKind::Data(lines) = &section.kind else { continue };
            for line in lines {
                let DataLine::Computed(computed) = &line.node else { continue };
                let name = computed.name.node.clone();
                if let Some((is, ty)) = self.computed_value(computed) {
                    self.computed.insert(name.clone(), ty.clone());
                    found.push(Computed { name, ty, is });
                } else {
                    self.failed.insert(name);
                }
            }
        }
        found
    }

    fn computed_value(&mut self, computed: &tree::Computed) -> Option<Typed> {
        let here = Here::default();
        let (mut term, ty) = self.operand_value(&computed.is, here)?;
        for (most, to) in &computed.bounds {
            let (bound, other) = self.operand_like(to, &ty, here)?;
            if other != ty {
                self.other_type(to.span(), &other, &ty);
                return None;
            }
            if !(ty.is_number() || ty.is_time()) {
                self.mismatch(to.span(), ty.words(), ("数或者日期", "a number or a date"));
                return None;
            }
            let of = vec![term, bound];
            term = if *most { Term::Least { of } } else { Term::Greatest { of } };
        }
        Some((term, ty))
    }

    /// A value of its own: what a name has, a sum, or a literal with the type that it shows.
    pub(super) fn operand_value(&mut self, operand: &Operand, here: Here<'_>) -> Option<Typed> {
        let Operand::Literal(literal) = operand else { return self.subject(operand, here) };
        let ty = match &literal.node {
            Literal::Money(_) => Type::Money,
            Literal::Number(n) if n.scale == 0 => Type::Integer,
            Literal::Number(_) => Type::Decimal,
            Literal::Date(_) => Type::Date,
            Literal::Month(..) => Type::Month,
            Literal::Flag(_) => Type::Flag,
            Literal::Text(_) => Type::Text,
            Literal::Period(period) => {
                Type::Period { unit: super::literal::unit_of(period.unit).unwrap_or(Unit::Workday) }
            }
        };
        self.literal(literal, &ty).map(|value| (Term::Literal { value }, ty))
    }

    /// The same beside something of a type: a bare number is read as one of that type, if it can be.
    fn operand_like(&mut self, operand: &Operand, ty: &Type, here: Here<'_>) -> Option<Typed> {
        if let Operand::Literal(literal) = operand
            && matches!(literal.node, Literal::Number(_))
        {
            return self.literal(literal, ty).map(|value| (Term::Literal { value }, ty.clone()));
        }
        self.operand_value(operand, here)
    }

    /// 缴费年限 加 视同年限, 年缴费 除以 12.
    pub(super) fn sum(&mut self, sum: &Sum, here: Here<'_>) -> Option<Typed> {
        let (mut term, mut ty) = self.operand_value(&sum.first, here)?;
        for (how, operand) in &sum.rest {
            let op = match how.node {
                tree::Arithmetic::Plus => Arithmetic::Plus,
                tree::Arithmetic::Minus => Arithmetic::Minus,
                tree::Arithmetic::Times => Arithmetic::Times,
                tree::Arithmetic::Over => Arithmetic::Over,
            };
            let (right, other) = match op {
                Arithmetic::Plus | Arithmetic::Minus if !ty.is_time() => {
                    self.operand_like(operand, &ty, here)?
                }
                Arithmetic::Plus | Arithmetic::Minus | Arithmetic::Times | Arithmetic::Over => {
                    self.operand_value(operand, here)?
                }
            };
            if op == Arithmetic::Over {
                self.is_divisor(operand, &right)?;
            }
            ty = self.result(op, &ty, &other, operand.span())?;
            term = Term::Calc { left: Box::new(term), op, right: Box::new(right) };
        }
        Some((term, ty))
    }

    /// A division is by a number that stands in the text and is not zero, so that it always has a result.
    fn is_divisor(&mut self, operand: &Operand, term: &Term) -> Option<()> {
        let number = match term {
            Term::Literal { value: Value::Integer { v } } => *v != 0,
            Term::Literal { value: Value::Decimal { v } } => v.units() != 0,
            Term::Literal { .. }
            | Term::Field { .. }
            | Term::Conclusion { .. }
            | Term::Date { .. }
            | Term::Computed { .. }
            | Term::Calc { .. }
            | Term::Least { .. }
            | Term::Greatest { .. }
            | Term::MonthOf { .. }
            | Term::Table { .. } => false,
        };
        if !number {
            self.bad_value(
                operand.span(),
                Text::new("除数要写成一个不为零的数", "a divisor is a number in figures that is not zero"),
                Text::new("写成数，例如“除以 12”", "write a number, as in `divided by 12`"),
            );
            return None;
        }
        Some(())
    }

    /// The type of what two values become; both are said where they do not go together.
    fn result(&mut self, op: Arithmetic, left: &Type, right: &Type, span: Span) -> Option<Type> {
        match (op, left, right) {
            (Arithmetic::Minus, Type::Date, Type::Date) => return Some(Type::Period { unit: Unit::Day }),
            (Arithmetic::Minus, Type::Month, Type::Month) => return Some(Type::Period { unit: Unit::Month }),
            (Arithmetic::Plus | Arithmetic::Minus, Type::Date, Type::Period { unit }) => {
                if matches!(unit, Unit::Day | Unit::Month | Unit::Year) {
                    return Some(Type::Date);
                }
                self.needs_calendar(span);
                return None;
            }
            (
                Arithmetic::Plus | Arithmetic::Minus,
                Type::Month,
                Type::Period { unit: Unit::Month | Unit::Year },
            ) => {
                return Some(Type::Month);
            }
            (Arithmetic::Plus | Arithmetic::Minus, a, b) if a == b && a.is_number() => {
                return Some(a.clone());
            }
            (Arithmetic::Times, Type::Money, Type::Integer | Type::Decimal | Type::Period { .. })
            | (Arithmetic::Times | Arithmetic::Over, Type::Decimal, Type::Integer | Type::Decimal)
            | (Arithmetic::Over, Type::Money, Type::Integer | Type::Decimal)
            | (Arithmetic::Times | Arithmetic::Over, Type::Integer | Type::Period { .. }, Type::Integer) => {
                return Some(left.clone());
            }
            _ => {}
        }
        match op {
            Arithmetic::Plus | Arithmetic::Minus if left.is_number() => self.other_type(span, right, left),
            Arithmetic::Plus | Arithmetic::Minus | Arithmetic::Times | Arithmetic::Over => {
                let (a, b) = (left.words(), right.words());
                self.bad_value(
                    span,
                    Text::new(
                        format!("{}和{}不能这样计算", a.0, b.0),
                        format!("a value of type {} and one of type {} are not calculated like this", a.1, b.1),
                    ),
                    Text::new(
                        "加减要同一类、同一单位；乘除用整数或小数；日期加减自然日、月、年",
                        "add values of one type and unit, multiply by a number, add calendar days, months or years to a date",
                    ),
                );
            }
        }
        None
    }

    /// 失业登记日 的 次月.
    pub(super) fn month_of(&mut self, of: &Operand, next: bool, here: Here<'_>) -> Option<Typed> {
        let (term, ty) = self.operand_value(of, here)?;
        if ty != Type::Date {
            self.other_type(of.span(), &ty, &Type::Date);
            return None;
        }
        Some((Term::MonthOf { of: Box::new(term), after: u32::from(next) }, Type::Month))
    }

    /// A computed value that rests on itself, or on one that is only said further down, or on one with a fault.
    pub(super) fn computed_below(&mut self, name: &tree::Name) {
        let n = &name.node;
        if self.failed.contains(n) {
            return;
        }
        self.misplaced(
            name.span,
            Text::new(
                format!("「{n}」要写在用到它的上面，也不能用到它自己"),
                format!("`{n}` stands above what rests on it, and never rests on itself"),
            ),
            Text::new(
                "把它移到上面；绕回自己的，改用登记信息",
                "move it up; one that leads back to itself has to rest on fields",
            ),
        );
    }

    /// A scenario's value for a field or a computed value.
    pub(super) fn expected_value(&mut self, name: &tree::Name, value: &Operand) -> Option<Value> {
        let ty = self.computed.get(&name.node).or_else(|| self.fields.get(&name.node)).cloned();
        match ty {
            Some(ty) => self.value(&name.node, value, &ty),
            None => {
                self.names.look(Kind::Operand, name);
                None
            }
        }
    }

    /// A name that is computed, declared above everything that uses it.
    pub(super) fn declare_computed(&mut self, line: &Located<DataLine>) {
        if let DataLine::Computed(computed) = &line.node {
            self.names.declare(Kind::Computed, &computed.name, true);
        }
    }
}
