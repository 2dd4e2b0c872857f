//! 办结后: its clauses, one to one with those of the text.

use super::deeds::Leads;
use super::directing::nothing;
use super::{AfterText, Here, Resolver, Texts};
use crate::names::Kind;
use shouwen_model::form::{ActItem, After, AfterWhat, DateSource};
use shouwen_model::value::Type;
use shouwen_syntax::tree::{self, Act, AfterClause, AfterTerm, Deed, Located, Section, SectionKind};
use shouwen_syntax::{Span, Text};

impl Resolver<'_> {
    /// 办结后.
    pub(super) fn after<'t>(&mut self, sections: &'t [Section], texts: &mut Texts<'t>) -> Vec<After> {
        let mut found = Vec::new();
        for section in sections {
            let SectionKind::After(clauses) = &section.kind else { continue };
            for clause in clauses {
                found.push(self.duty(&clause.node, clause.span));
                texts.after.push(AfterText { clause });
            }
        }
        found
    }

    fn duty(&mut self, duty: &AfterClause, span: Span) -> After {
        let here = Here { closed: true, ..Here::default() };
        let when = self.expr(&duty.when, here).unwrap_or_else(nothing);
        let (from, within, until) = match &duty.term {
            AfterTerm::Within(from, period) => {
                (Some(self.counts_from(from)), Some(self.period(period)), None)
            }
            AfterTerm::Until(date) => (None, None, Some(self.lasts_until(date))),
        };
        let (serve, what) = match &duty.what {
            tree::AfterWhat::Serve(whom) => (Some(self.told(&whom.node)), None),
            tree::AfterWhat::Verify(name) => (None, Some(AfterWhat::Verify { name: name.node.clone() })),
            tree::AfterWhat::Act(act) => {
                let item = ActItem { act: self.act(&act.node, act.span), basis: None };
                (None, Some(AfterWhat::Act { item }))
            }
        };
        if !matches!(duty.what, tree::AfterWhat::Verify(_)) && !duty.failed.is_empty() {
            self.misplaced(
                span,
                Text::new("只有“事后核查”才有“不合格的”", "only what is verified can be `nonconforming`"),
                Text::new("删去“不合格的，……”", "delete `when nonconforming: …`"),
            );
        }
        let by = self.role(&duty.by.node);
        After {
            when,
            from,
            within,
            until,
            by,
            serve,
            what,
            proof: duty.proof.as_ref().map(|p| p.node.clone()),
            basis: self.basis(&duty.basis),
            failed: self.afterwards(&duty.failed, span, true),
            lapsed: self.afterwards(&duty.lapsed, span, false),
        }
    }

    fn counts_from(&mut self, from: &Located<tree::DateSource>) -> DateSource {
        let source = self.date_source(&from.node);
        if source == DateSource::Received {
            self.misplaced(
                from.span,
                Text::new("办结后的义务不能自收到之日起算", "a duty after closing cannot count from receipt"),
                Text::new(
                    "写“自 作出之日 起”或“自 某期日 起”",
                    "count from the day of decision or from a key date",
                ),
            );
        }
        source
    }

    /// 至 … 止: a key date, or a field that holds a date.
    fn lasts_until(&mut self, date: &tree::Name) -> DateSource {
        let name = date.node.clone();
        if !self.names.has(Kind::Date, &name) && self.fields.get(&name) == Some(&Type::Date) {
            self.names.refer(Kind::Field, date);
            return DateSource::Field { name };
        }
        self.names.refer(Kind::Date, date);
        DateSource::Date { name }
    }

    /// What follows after closing: nothing of it directs the case or moves a date, for the case is decided. Only a
    /// verification that failed opens another one, for whoever verifies says which.
    fn afterwards(&mut self, deeds: &[Located<Deed>], span: Span, opens: bool) -> Vec<ActItem> {
        for deed in deeds {
            let fits = match &deed.node {
                Deed::Basis(_) => true,
                Deed::Go(_) => false,
                Deed::Act(act) => match act {
                    Act::OpenLinked(_) => opens,
                    Act::Issue(_)
                    | Act::Serve(_)
                    | Act::Copy(_)
                    | Act::Report(_)
                    | Act::List(_)
                    | Act::Tell { .. }
                    | Act::Urge(_)
                    | Act::Escalate(_)
                    | Act::Breach { .. } => true,
                    Act::Accept
                    | Act::AcceptDeferring
                    | Act::OnFile
                    | Act::Decline
                    | Act::NotifyAllGaps
                    | Act::NotifySome(_)
                    | Act::Consult(_)
                    | Act::Deem(_)
                    | Act::RecordDate(_)
                    | Act::SetDate { .. }
                    | Act::MoveDate { .. }
                    | Act::Right { .. }
                    | Act::Bar(_)
                    | Act::Convert(_) => false,
                },
            };
            if !fits {
                self.misplaced(
                    deed.span,
                    Text::new("办结以后不能写这个", "this cannot happen after closing"),
                    Text::new(
                        "可以写：出具、送达、书面告知、抄送、报告、记入、催办、升级、记为违规；核查不合格的，还可以写开启",
                        "say: issue, serve, tell in writing, copy to, report to, list in, urge, escalate to, record \
                         breach; of a verification that failed also open linked",
                    ),
                );
            }
        }
        let acts: Vec<_> = deeds.iter().filter(|d| !matches!(d.node, Deed::Go(_))).cloned().collect();
        self.deeds(&acts, span, Leads::Never).acts
    }
}
