//! Truths: what each operand is, and values by the type of the other side.

use super::{Here, Resolver};
use crate::names::{Kind, MAX_CANDIDATES};
use shouwen_model::form::{Comparison, Expr, MaterialsAre, Term};
use shouwen_model::value::{Type, Value};
use shouwen_syntax::tree::{self, ExprKind, Located, Name, Operand};
use shouwen_syntax::{Span, Text};

/// A term and its type.
pub(super) type Typed = (Term, Type);

impl Resolver<'_> {
    /// Resolves a truth; `None` if something in it is wrong, which has been reported then.
    pub(super) fn expr(&mut self, expr: &tree::Expr, here: Here<'_>) -> Option<Expr> {
        match &expr.kind {
            ExprKind::All(parts) => self.parts(parts, here).map(|of| Expr::All { of }),
            ExprKind::Any(parts) => self.parts(parts, here).map(|of| Expr::Any { of }),
            ExprKind::Compare(left, op, right) => self.compare(left, op, right, here),
            ExprKind::OneOf(left, values) => self.one_of(left, values, here),
            ExprKind::Differ(left, right) => self.differ(left, right, here),
            ExprKind::Filled(field, yes) => {
                let known = self.names.refer(Kind::Field, field);
                let is = Expr::Filled { field: field.node.clone() };
                known.then(|| if *yes { is } else { not(is) })
            }
            ExprKind::Meets(condition, yes) if self.is_flag_table(&condition.node) => {
                let (left, _) = self.subject(&Operand::Name(condition.clone()), here)?;
                let right = Term::Literal { value: Value::Flag { v: true } };
                let is = Expr::Compare { left, op: Comparison::Is, right };
                Some(if *yes { is } else { not(is) })
            }
            ExprKind::Meets(condition, yes) => {
                let known = self.names.refer(Kind::Condition, condition);
                let is = Expr::Holds { condition: condition.node.clone() };
                known.then(|| if *yes { is } else { not(is) })
            }
            ExprKind::Materials(are) => Some(Expr::Materials {
                are: match are {
                    tree::MaterialsAre::Complete => MaterialsAre::Complete,
                    tree::MaterialsAre::Deferrable => MaterialsAre::Deferrable,
                    tree::MaterialsAre::Incomplete => MaterialsAre::Incomplete,
                },
            }),
            ExprKind::DeferredIn(yes) => {
                Some(if *yes { Expr::DeferredIn {} } else { not(Expr::DeferredIn {}) })
            }
            ExprKind::Outcome(names) => self.outcome(names, expr.span, here),
            ExprKind::Linked(link, _) => {
                self.names.refer(Kind::Link, link);
                self.event_alone(&link.node, expr.span);
                None
            }
            ExprKind::ByParty(party, _) => {
                self.names.refer(Kind::Party, party);
                self.event_alone(&party.node, expr.span);
                None
            }
            ExprKind::Parties(parties) => self.parties_are(parties),
            ExprKind::Bare(name) => self.bare(name, here),
            ExprKind::Reached { from, on, period, .. } => self.reached(from, on.as_ref(), period, here),
            ExprKind::Items(left, any, value) => self.any_item(left, *any, value, here),
            ExprKind::Passed(place, yes) => {
                let known = self.names.refer(Kind::Place, place);
                let is = Expr::Passed { place: place.node.clone() };
                known.then(|| if *yes { is } else { not(is) })
            }
            ExprKind::Done(place, yes) => {
                let known = self.names.refer(Kind::Place, place);
                let is = Expr::Done { place: place.node.clone() };
                known.then(|| if *yes { is } else { not(is) })
            }
            ExprKind::Concluded(place, value) => self.concluded_in(place, value),
            ExprKind::Except(main, but) => {
                let (main, but) = (self.expr(main, here), self.expr(but, here));
                Some(Expr::All { of: vec![main?, not(but?)] })
            }
            ExprKind::Listed(true, parts) => self.parts(parts, here).map(|of| Expr::All { of }),
            ExprKind::Listed(false, parts) => self.parts(parts, here).map(|of| Expr::Any { of }),
        }
    }

    /// Whether 符合 speaks of a table that gives yes or no.
    fn is_flag_table(&self, name: &str) -> bool {
        !self.names.has(Kind::Condition, name) && self.computed.get(name) == Some(&Type::Flag)
    }

    fn parts(&mut self, parts: &[tree::Expr], here: Here<'_>) -> Option<Vec<Expr>> {
        // Every part is looked at, so that all of its faults come out at once.
        let parts: Vec<Option<Expr>> = parts.iter().map(|p| self.expr(p, here)).collect();
        parts.into_iter().collect()
    }

    fn outcome(&mut self, names: &[Name], span: Span, here: Here<'_>) -> Option<Expr> {
        if !here.closed {
            self.misplaced(
                span,
                Text::new("“结果”只在“办结后”里才有", "an outcome is known only after closing"),
                Text::new("改用结论、登记信息或条件", "use a conclusion, a field or a condition"),
            );
            return None;
        }
        let known: Vec<bool> = names.iter().map(|n| self.names.look(Kind::Outcome, n)).collect();
        let of = names.iter().map(|n| n.node.clone()).collect();
        known.iter().all(|k| *k).then_some(Expr::Outcome { of })
    }

    fn bare(&mut self, name: &Name, here: Here<'_>) -> Option<Expr> {
        if self.names.has(Kind::Condition, &name.node) {
            self.names.refer(Kind::Condition, name);
            return Some(Expr::Holds { condition: name.node.clone() });
        }
        let event = self.names.has(Kind::Event, &name.node) || super::declare::built_in(&name.node).is_some();
        if event {
            self.event_alone(&name.node, name.span);
        } else {
            let kind = if here.clauses.is_empty() { Kind::Condition } else { Kind::Event };
            self.names.want(kind, name);
        }
        None
    }

    fn event_alone(&mut self, event: &str, span: Span) {
        self.misplaced(
            span,
            Text::new(
                format!("「{event}」是等候的事件，不能和别的条件连在一起，也不能写在别处"),
                format!("`{event}` is an awaited event: it stands alone, in the wait that awaits it"),
            ),
            Text::new(
                "单独写一句“……的，”；其余条件放到下一个环节里判断",
                "give it a clause of its own, and let the next step decide the rest",
            ),
        );
    }

    fn compare(
        &mut self,
        left: &Operand,
        op: &Located<tree::Comparison>,
        right: &Operand,
        here: Here<'_>,
    ) -> Option<Expr> {
        // 准予 为 意见 is turned round silently: both sides are what they are.
        let (first, second, turned) = match (self.known(left, here), self.known(right, here)) {
            (false, true) => (right, left, true),
            _ => (left, right, false),
        };
        let (term, ty) = self.subject(first, here)?;
        let comparison = self.comparison(op, &ty)?;
        let other = self.object(&term, &ty, second, here)?;
        if let Term::Literal { value } = &other {
            self.compared(&term, std::slice::from_ref(value));
        }
        let (left, right) = if turned { (other, term) } else { (term, other) };
        Some(Expr::Compare { left, op: comparison, right })
    }

    fn one_of(&mut self, left: &Operand, values: &[Operand], here: Here<'_>) -> Option<Expr> {
        let (term, ty) = self.subject(left, here)?;
        let owner = term_name(&term).to_owned();
        let values: Vec<Option<Value>> = values.iter().map(|v| self.value(&owner, v, &ty)).collect();
        let of = values.into_iter().collect::<Option<Vec<_>>>()?;
        self.compared(&term, &of);
        Some(Expr::OneOf { left: term, of })
    }

    fn differ(&mut self, left: &Operand, right: &Operand, here: Here<'_>) -> Option<Expr> {
        let (a, b) = (self.subject(left, here), self.subject(right, here));
        let ((left, ty), (right_term, other)) = (a?, b?);
        if !comparable(&ty, &other) {
            self.other_type(right.span(), &other, &ty);
            return None;
        }
        Some(Expr::Compare { left, op: Comparison::IsNot, right: right_term })
    }

    /// Whether an operand is a name of something that has a value.
    fn known(&self, operand: &Operand, here: Here<'_>) -> bool {
        match operand {
            Operand::Name(name) => !self.candidates(&name.node, here).is_empty(),
            Operand::Sum(_) | Operand::MonthOf(..) => true,
            Operand::Literal(_) | Operand::List(_) => false,
        }
    }

    /// Everything a name could mean here: the conclusion of this very place before all others.
    fn candidates(&self, name: &str, here: Here<'_>) -> Vec<(Term, Type, Option<Span>)> {
        let conclusion = |c: &super::Concluded| {
            let term = Term::Conclusion { place: c.place.clone(), name: c.name.clone() };
            (term, Type::Choice { of: c.values.clone() }, Some(c.span))
        };
        if let Some(own) = here.place.and_then(|place| self.conclusions.get(place, name)) {
            return vec![conclusion(own)];
        }
        let mut found: Vec<_> = self.conclusions.named(name).take(MAX_CANDIDATES).map(conclusion).collect();
        if let Some(ty) = self.computed.get(name) {
            let span = self.names.span(Kind::Computed, name);
            found.push((Term::Computed { name: name.to_owned() }, ty.clone(), span));
        }
        if let Some(ty) = self.fields.get(name) {
            let span = self.names.span(Kind::Field, name);
            found.push((Term::Field { name: name.to_owned() }, ty.clone(), span));
        }
        if self.names.has(Kind::Date, name) {
            let span = self.names.span(Kind::Date, name);
            found.push((Term::Date { name: name.to_owned() }, Type::Date, span));
        }
        found
    }

    /// The side of a comparison that must have a value of its own.
    pub(super) fn subject(&mut self, operand: &Operand, here: Here<'_>) -> Option<Typed> {
        let name = match operand {
            Operand::Name(name) => name,
            Operand::Sum(sum) => return self.sum(sum, here),
            Operand::MonthOf(of, next, _) => return self.month_of(of, *next, here),
            Operand::Literal(_) | Operand::List(_) => {
                self.bad_value(
                    operand.span(),
                    Text::new("比较的左边要写名称", "a comparison begins with a name"),
                    Text::new("写登记信息、结论或期日的名称", "name a field, a conclusion or a key date"),
                );
                return None;
            }
        };
        let mut found = self.candidates(&name.node, here);
        if found.len() > 1 {
            let spans: Vec<Span> = found.iter().filter_map(|f| f.2).collect();
            self.names.ambiguous(name, &spans);
            return None;
        }
        let Some((term, ty, _)) = found.pop() else {
            if self.names.has(Kind::Computed, &name.node) {
                self.computed_below(name);
            } else {
                self.names.want(Kind::Operand, name);
            }
            return None;
        };
        self.read(&term, name);
        Some((term, ty))
    }

    /// Marks what a comparison reads.
    fn read(&mut self, term: &Term, name: &Name) {
        match term {
            Term::Conclusion { place, name } => {
                if let Some(conclusion) = self.conclusions.get_mut(place, name) {
                    conclusion.read = true;
                }
            }
            Term::Field { .. } => {
                self.names.refer(Kind::Field, name);
            }
            Term::Date { .. } => {
                self.names.refer(Kind::Date, name);
            }
            Term::Computed { .. } => {
                let reads = self.reads.entry(name.node.clone()).or_default();
                reads.whole = reads.whole.saturating_add(1);
                self.names.refer(Kind::Computed, name);
            }
            Term::Literal { .. }
            | Term::Calc { .. }
            | Term::Least { .. }
            | Term::Greatest { .. }
            | Term::MonthOf { .. }
            | Term::Table { .. } => {}
        }
    }

    /// The other side: a word of the subject's choice, a literal of its type, or something with a value itself.
    fn object(&mut self, subject: &Term, ty: &Type, operand: &Operand, here: Here<'_>) -> Option<Term> {
        let name = match (operand, ty) {
            (Operand::List(list), _) => {
                self.mismatch(list.span, ("好几个值", "several values"), ty.words());
                return None;
            }
            (Operand::Sum(_) | Operand::MonthOf(..), _) => {
                let (term, other) = self.subject(operand, here)?;
                if !comparable(ty, &other) {
                    self.other_type(operand.span(), &other, ty);
                    return None;
                }
                return Some(term);
            }
            (Operand::Literal(literal), _) => {
                return self.literal(literal, ty).map(|value| Term::Literal { value });
            }
            (Operand::Name(name), Type::Choice { of })
                if of.contains(&name.node) || self.candidates(&name.node, here).is_empty() =>
            {
                let owner = term_name(subject).to_owned();
                return self.word(&owner, name, of).map(|value| Term::Literal { value });
            }
            // A name that nothing has is a person's.
            (Operand::Name(name), Type::Person) if self.candidates(&name.node, here).is_empty() => {
                return Some(Term::Literal { value: Value::Person { v: name.node.clone() } });
            }
            (Operand::Name(name), _) => name,
        };
        let (term, other) = self.subject(operand, here)?;
        if comparable(ty, &other) {
            return Some(term);
        }
        self.other_type(name.span, &other, ty);
        None
    }

    pub(super) fn comparison(&mut self, op: &Located<tree::Comparison>, ty: &Type) -> Option<Comparison> {
        use tree::Comparison as C;
        let (comparison, dates) = match op.node {
            C::Is | C::IsNot if matches!(ty, Type::List { .. }) => (Comparison::Is, false),
            C::Is => return Some(Comparison::Is),
            C::IsNot => return Some(Comparison::IsNot),
            C::AtLeast => (Comparison::AtLeast, false),
            C::AtMost => (Comparison::AtMost, false),
            C::MoreThan => (Comparison::MoreThan, false),
            C::LessThan => (Comparison::LessThan, false),
            C::EarlierThan => (Comparison::LessThan, true),
            C::LaterThan => (Comparison::MoreThan, true),
            C::NotEarlierThan => (Comparison::AtLeast, true),
            C::NotLaterThan => (Comparison::AtMost, true),
        };
        let fits = if dates { ty.is_time() } else { ty.is_number() };
        if fits {
            return Some(comparison);
        }
        let (zh, en) = ty.words();
        let help = match ty {
            Type::Date | Type::Month => {
                Text::new("日期用“早于”“晚于”“不早于”“不晚于”", "dates use `earlier than` and `later than`")
            }
            Type::Money | Type::Integer | Type::Decimal | Type::Period { .. } => Text::new(
                "数用“不少于”“不超过”“超过”“少于”",
                "numbers use `at least`, `at most`, `more than`",
            ),
            Type::List { .. } => Text::new(
                "名单用“任一项 为 ……”“没有一项 为 ……”或者“已填”",
                "a list uses `any item is …`, `no item is …` or `is filled`",
            ),
            Type::Flag | Type::Text | Type::Choice { .. } | Type::Person | Type::Case => {
                Text::new("用“为”或“不为”", "use `is` or `is not`")
            }
        };
        self.bad_value(
            op.span,
            Text::new(
                format!("{zh}不能这样比较"),
                format!("a value of type {en} cannot be compared like this"),
            ),
            help,
        );
        None
    }
}

pub(super) fn not(is: Expr) -> Expr {
    Expr::Not { of: Box::new(is) }
}

/// The name of a term, for messages.
pub(crate) fn term_name(term: &Term) -> &str {
    match term {
        Term::Field { name }
        | Term::Conclusion { name, .. }
        | Term::Date { name }
        | Term::Computed { name } => name,
        Term::Literal { .. }
        | Term::Calc { .. }
        | Term::Least { .. }
        | Term::Greatest { .. }
        | Term::MonthOf { .. }
        | Term::Table { .. } => "",
    }
}

/// Two choices may be compared whatever their words are: those of one may be a part of the other's.
pub(super) fn comparable(a: &Type, b: &Type) -> bool {
    a == b || matches!((a, b), (Type::Choice { .. }, Type::Choice { .. }))
}
