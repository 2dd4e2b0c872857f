//! Truths, operands, literals, dates and times.

use super::{Built, Fault, Parts, Place};
use crate::diagnostic::Text;
use crate::span::Span;
use crate::tree::{
    Arithmetic, Comparison, Date, Expr, ExprKind, LinkedIs, Literal, Located, MaterialsAre, Name, Operand,
    Period, PeriodUnit, Sum, Time,
};
use shouwen_grammar::{Node, Rule, numeral};

pub(in crate::parse) fn condition(at: Place, entry: &Node<'_>) -> Built<Expr> {
    let parts = at.parts(entry);
    let Some(listed) = parts.maybe(Rule::listed) else { return at.expr(parts.one(Rule::expr)?) };
    let inner = at.parts(listed);
    let head = at.parts(inner.one(Rule::listed_head)?);
    at.listed(head.has("all_listed"), inner.one(Rule::listed_items)?, at.span(listed))
}

const ARITHMETIC: &[(&str, Arithmetic)] = &[
    ("plus", Arithmetic::Plus),
    ("minus", Arithmetic::Minus),
    ("multiplied", Arithmetic::Times),
    ("divided", Arithmetic::Over),
];

pub(super) const COMPARISONS: &[(&str, Comparison)] = &[
    ("is", Comparison::Is),
    ("is_not", Comparison::IsNot),
    ("at_least", Comparison::AtLeast),
    ("at_most", Comparison::AtMost),
    ("more_than", Comparison::MoreThan),
    ("less_than", Comparison::LessThan),
    ("earlier_than", Comparison::EarlierThan),
    ("later_than", Comparison::LaterThan),
    ("not_earlier_than", Comparison::NotEarlierThan),
    ("not_later_than", Comparison::NotLaterThan),
];

const MATERIALS: &[(&str, MaterialsAre)] = &[
    ("materials_complete", MaterialsAre::Complete),
    ("materials_deferrable", MaterialsAre::Deferrable),
    ("materials_incomplete", MaterialsAre::Incomplete),
];

impl Place {
    pub(super) fn expr(self, node: &Node<'_>) -> Built<Expr> {
        let parts = self.parts(node);
        let mut atoms = parts.all(Rule::atom).map(|n| self.atom(n)).collect::<Built<Vec<Expr>>>()?;
        let kind = if atoms.len() == 1 {
            return atoms.pop().ok_or_else(|| parts.lost());
        } else if parts.has("and") {
            ExprKind::All(atoms)
        } else {
            ExprKind::Any(atoms)
        };
        Ok(Expr { kind, span: self.span(node) })
    }

    /// （一）…；（二）…
    pub(super) fn listed(self, all: bool, items: &Node<'_>, span: Span) -> Built<Expr> {
        let parts = self.parts(items);
        let one = |node: &Node<'_>| self.expr(self.parts(node).one(Rule::expr)?);
        let of = parts.all(Rule::listed_item).map(one).collect::<Built<_>>()?;
        Ok(Expr { kind: ExprKind::Listed(all, of), span })
    }

    fn atom(self, node: &Node<'_>) -> Built<Expr> {
        let whole = self.parts(node);
        let inner = whole.first()?;
        let parts = self.parts(inner);
        let kind = match inner.rule() {
            Rule::x_outcome => ExprKind::Outcome(self.names(&parts)),
            Rule::x_meets => ExprKind::Meets(self.name(parts.one(Rule::name)?), !parts.has("does_not_meet")),
            Rule::x_materials => ExprKind::Materials(self.choice(inner, MATERIALS)?.node),
            Rule::x_deferred => ExprKind::DeferredIn(parts.has("come_in")),
            Rule::x_term => self.truth(&parts)?,
            Rule::x_passed => ExprKind::Passed(self.name(parts.one(Rule::name)?), parts.has("has_passed")),
            Rule::x_done => ExprKind::Done(self.name(parts.one(Rule::name)?), parts.has("is_completed")),
            Rule::x_concluded => ExprKind::Concluded(
                self.name(parts.nth(Rule::name, 0)?),
                self.name(parts.nth(Rule::name, 1)?),
            ),
            Rule::x_linked => {
                let (name, is) = self.linked(parts.one(Rule::linked)?)?;
                ExprKind::Linked(name, is)
            }
            Rule::x_by_party => {
                let (party, does) = self.by_party(parts.one(Rule::by_party)?)?;
                ExprKind::ByParty(party, does)
            }
            Rule::x_parties => ExprKind::Parties(self.parties_are(parts.one(Rule::parties_are)?)?),
            Rule::x_bare => ExprKind::Bare(self.open_name(parts.one(Rule::event)?)?),
            _ => return Err(parts.lost()),
        };
        Ok(Expr { kind, span: self.span(inner) })
    }

    /// 所问事项 已办结, 所问事项 未能开启.
    pub(super) fn linked(self, node: &Node<'_>) -> Built<(Name, LinkedIs)> {
        let parts = self.parts(node);
        let is = if parts.has("link_decided") { LinkedIs::Decided } else { LinkedIs::NotOpened };
        Ok((self.name(parts.one(Rule::name)?), is))
    }

    fn truth(self, parts: &Parts<'_>) -> Built<ExprKind> {
        let left = self.sum(parts.one(Rule::sum)?)?;
        let tail = parts.nodes.get(1).ok_or_else(|| parts.lost())?;
        let inner = self.parts(tail);
        Ok(match tail.rule() {
            Rule::x_differ => ExprKind::Differ(left, self.operand(inner.one(Rule::operand)?)?),
            Rule::x_filled => match left {
                Operand::Name(name) => ExprKind::Filled(name, inner.has("filled")),
                Operand::Literal(_) | Operand::List(_) | Operand::Sum(_) | Operand::MonthOf(..) => {
                    let message = Text::new("这里要写登记信息的名称", "a field's name belongs here");
                    return Err(Fault { span: left.span(), message });
                }
            },
            Rule::x_one_of => {
                let values = inner.all(Rule::operand).map(|n| self.operand(n)).collect::<Built<_>>()?;
                ExprKind::OneOf(left, values)
            }
            Rule::x_compare => {
                let how = self.choice(inner.one(Rule::comparison)?, COMPARISONS)?;
                ExprKind::Compare(left, how, self.sum(inner.one(Rule::sum)?)?)
            }
            Rule::x_items => {
                ExprKind::Items(left, inner.has("any_item"), self.operand(inner.one(Rule::operand)?)?)
            }
            Rule::x_reached => {
                let on = self.maybe(&inner, Rule::term, Place::term)?;
                let reach = inner.one(Rule::reach)?;
                let age = self.parts(reach).has("year_of_age");
                let period = if age {
                    let n = self.count(self.parts(reach).one(Rule::number)?)?;
                    Period { n, unit: PeriodUnit::Year, span: self.span(reach) }
                } else {
                    self.period(reach)?
                };
                ExprKind::Reached { from: left, on, period, age }
            }
            _ => return Err(inner.lost()),
        })
    }

    /// A value, or several that become one.
    pub(super) fn sum(self, node: &Node<'_>) -> Built<Operand> {
        let parts = self.parts(node);
        let mut all = parts.all(Rule::term).map(|n| self.term(n)).collect::<Built<Vec<_>>>()?.into_iter();
        let first = all.next().ok_or_else(|| parts.lost())?;
        let word = |n: &Node<'_>| {
            let id = n.keyword().map(|(id, _)| id)?;
            ARITHMETIC.iter().find(|(word, _)| *word == id).map(|(_, how)| self.located(n, *how))
        };
        let rest: Vec<_> = parts.nodes.iter().filter_map(word).zip(all).collect();
        Ok(if rest.is_empty() { first } else { Operand::Sum(Box::new(Sum { first, rest })) })
    }

    /// A value, or the month of one.
    pub(super) fn term(self, node: &Node<'_>) -> Built<Operand> {
        let parts = self.parts(node);
        let operand = self.operand(parts.one(Rule::operand)?)?;
        if parts.has("next_month") || parts.has("same_month") {
            return Ok(Operand::MonthOf(Box::new(operand), parts.has("next_month"), self.span(node)));
        }
        Ok(operand)
    }

    pub(super) fn operand(self, node: &Node<'_>) -> Built<Operand> {
        let parts = self.parts(node);
        let inner = parts.first()?;
        let number = |n: &Node<'_>| {
            numeral::read(n.text()).ok_or_else(|| Fault {
                span: self.span(n),
                message: Text::new(
                    format!("「{}」不是一个数", n.text()),
                    format!("`{}` is no number", n.text()),
                ),
            })
        };
        let literal = match inner.rule() {
            Rule::name => return Ok(Operand::Name(self.name(inner))),
            Rule::text => Literal::Text(unquoted(inner.text())),
            Rule::date => Literal::Date(self.date(inner)?),
            Rule::month => match figures(inner.text()).as_slice() {
                &[year, month] => Literal::Month(year, month),
                _ => return Err(parts.lost()),
            },
            Rule::amount => Literal::Period(self.inner_period(inner)?),
            Rule::money => Literal::Money(number(self.parts(inner).one(Rule::number)?)?),
            Rule::quantity => Literal::Number(number(self.parts(inner).one(Rule::number)?)?),
            _ => Literal::Flag(parts.has("yes")),
        };
        Ok(Operand::Literal(self.located(inner, literal)))
    }

    /// 张三、李四: the values of a deed; several are a list.
    pub(super) fn operands(self, parts: &Parts<'_>) -> Built<Operand> {
        let mut all = parts.all(Rule::operand).map(|n| self.operand(n)).collect::<Built<Vec<_>>>()?;
        if all.len() == 1 {
            return all.pop().ok_or_else(|| parts.lost());
        }
        let first = all.first().map(Operand::span).unwrap_or_default();
        let span = all.last().map_or(first, |last| first.join(last.span()));
        Ok(Operand::List(Located::new(all, span)))
    }

    /// A date in figures: 2024-02-07 or 2024年2月7日.
    pub(super) fn date(self, node: &Node<'_>) -> Built<Date> {
        match figures(node.text()).as_slice() {
            &[year, month, day] => Ok(Date { year, month, day }),
            _ => Err(self.parts(node).lost()),
        }
    }

    pub(super) fn time(self, node: &Node<'_>) -> Built<Located<Time>> {
        let parts = self.parts(node);
        let date = self.date(parts.one(Rule::date)?)?;
        match figures(parts.one(Rule::hour)?.text()).as_slice() {
            &[hour, minute] => Ok(self.located(node, Time { date, hour, minute })),
            _ => Err(parts.lost()),
        }
    }
}

fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('“').and_then(|t| t.strip_suffix('”'));
    inner.or_else(|| text.strip_prefix('"').and_then(|t| t.strip_suffix('"'))).unwrap_or(text).to_owned()
}

/// The runs of digits of a text as numbers.
pub(super) fn figures(text: &str) -> Vec<u32> {
    let digit = |c: char| c.to_digit(10).or_else(|| u32::from(c).checked_sub(0xff10).filter(|d| *d < 10));
    text.split(|c| digit(c).is_none())
        .filter(|run| !run.is_empty())
        .map(|run| {
            run.chars().filter_map(digit).fold(0_u32, |sum, d| sum.saturating_mul(10).saturating_add(d))
        })
        .collect()
}
