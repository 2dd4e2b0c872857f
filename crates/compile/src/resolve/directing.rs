//! Clauses that direct a case, and what may not be concluded.

use super::deeds::{Interruption, Leads};
use super::{Here, Resolver};
use shouwen_model::form::{Clause, Expr, Trigger};
use shouwen_syntax::tree::{Located, Name};
use shouwen_syntax::{Span, Text, tree};

/// A truth in place of one that could not be resolved; its section is broken, and nobody asks for its value.
pub(super) const fn nothing() -> Expr {
    Expr::All { of: Vec::new() }
}

impl Resolver<'_> {
    pub(super) fn direct(
        &mut self,
        kind: tree::PlaceKind,
        span: Span,
        when: &Located<tree::Trigger>,
        deeds: &[Located<tree::Deed>],
        here: Here<'_>,
    ) -> Clause {
        let works = matches!(kind, tree::PlaceKind::Step | tree::PlaceKind::Meeting);
        let (trigger, leads) = match &when.node {
            tree::Trigger::Completed => (Trigger::Completed, Leads::Always),
            tree::Trigger::Otherwise => (Trigger::Otherwise, Leads::Always),
            tree::Trigger::If(expr) => (self.guard(kind, expr, here), Leads::Always),
            tree::Trigger::Joined(count) => {
                (Trigger::Joined { at_least: count.as_ref().map(|count| count.node) }, Leads::Always)
            }
            tree::Trigger::NoBranch => (Trigger::NoBranch, Leads::Always),
            tree::Trigger::Left(left) => (Trigger::Left { left: self.remainder(left) }, Leads::Never),
            // In a step the case stays on the desk, whatever the internal limit adds.
            tree::Trigger::Expired if works => (Trigger::Expired, Leads::Perhaps),
            tree::Trigger::Expired | tree::Trigger::Unopposed => (Trigger::Expired, Leads::Always),
        };
        if !works && matches!(trigger, Trigger::Completed | Trigger::Otherwise | Trigger::If { .. }) {
            self.misplaced(
                when.span,
                Text::new(
                    "等候里没有人办理，也就没有“完成”",
                    "nobody works in a wait, so nothing is completed",
                ),
                Text::new(
                    "写等候的事件：“……的，”，或者“届满的，”",
                    "name an awaited event, or say `when expired`",
                ),
            );
        }
        let posting = kind == tree::PlaceKind::Posting;
        let misled = !posting && self.of_posting(Some(when), deeds);
        let deeds = self.deeds(deeds, span, leads);
        if posting {
            self.lasts(&when.node, &trigger, &deeds, span);
        } else if !misled {
            self.keeps_to(deeds.to.as_ref(), Interruption::Ends, span);
        }
        Clause::Direct { when: trigger, acts: deeds.acts, to: deeds.to, basis: deeds.basis }
    }

    /// 不适用本环节其他各句 behind a condition on completion; elsewhere there is nothing to override.
    pub(super) fn overriding(&mut self, mut clause: Clause, span: Span) -> Clause {
        if let Clause::Direct { when: when @ Trigger::If { .. }, .. } = &mut clause {
            if let Trigger::If { is } = std::mem::replace(when, Trigger::Completed) {
                *when = Trigger::Overriding { is };
            }
            return clause;
        }
        self.misplaced(
            span,
            Text::new(
                "“不适用本环节其他各句”只写在环节里有条件的一句",
                "`the other clauses do not apply` belongs to a clause with a condition, in a step",
            ),
            Text::new("删去这几个字", "delete these words"),
        );
        clause
    }

    /// … 的，应当 …: acts without a direction. What opens or converts an item decides where the case goes, and stands
    /// in the clause that says so.
    pub(super) fn owed(
        &mut self,
        when: &tree::Expr,
        deeds: &[Located<tree::Deed>],
        span: Span,
        here: Here<'_>,
    ) -> Clause {
        let when = self.expr(when, here).unwrap_or_else(nothing);
        for deed in deeds {
            let what = match &deed.node {
                tree::Deed::Go(_) => {
                    ("“应当”后面写要做的事，不写去向", "a duty says what is done, not where the case goes")
                }
                tree::Deed::Act(tree::Act::OpenLinked(_) | tree::Act::Convert(_)) => (
                    "这件事决定去向，不写成“应当”",
                    "this decides where the case goes and is no duty beside it",
                ),
                tree::Deed::Act(_) | tree::Deed::Basis(_) => continue,
            };
            self.misplaced(
                deed.span,
                Text::new(what.0, what.1),
                Text::new("另写一句“……的，……，转入 ……”", "write a directing clause for it"),
            );
        }
        let acts: Vec<_> = deeds.iter().filter(|d| !matches!(d.node, tree::Deed::Go(_))).cloned().collect();
        Clause::Owed { when, acts: self.deeds(&acts, span, Leads::Never).acts }
    }

    pub(super) fn forbid(&mut self, when: &tree::Expr, value: &Name, here: Here<'_>) -> Clause {
        let is = self.expr(when, here).unwrap_or_else(nothing);
        let found = self.concluding(value, here);
        Clause::Forbid { when: is, conclusion: found, value: value.node.clone() }
    }

    /// The conclusion of this place that has the value.
    pub(super) fn concluding(&mut self, value: &Name, here: Here<'_>) -> String {
        let own = self.conclusions.of(here.place.unwrap_or_default());
        let having: Vec<_> = own.clone().filter(|c| c.values.contains(&value.node)).collect();
        match having.as_slice() {
            [one] => one.name.clone(),
            [] => {
                let words = own.flat_map(|c| &c.values);
                self.names.want_value(here.place.unwrap_or_default(), words, value);
                String::new()
            }
            many => {
                let spans: Vec<Span> = many.iter().map(|c| c.span).collect();
                self.names.ambiguous(value, &spans);
                String::new()
            }
        }
    }
}
