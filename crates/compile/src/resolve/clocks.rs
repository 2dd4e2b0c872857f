//! 时限: the clauses of the named clocks, one to one with those of the text.

use super::deeds::Leads;
use super::{ClockText, Resolver, Texts};
use crate::load::Loaded;
use crate::names::Kind;
use shouwen_calendar::Unit;
use shouwen_model::form::{Clock, ClockClause, ClockEnd, ClockName, EndingAct, Expiry};
use shouwen_syntax::tree::{self, LimitName, Located, SectionKind};
use shouwen_syntax::{Span, Text};
use std::collections::BTreeMap;

type Seen = BTreeMap<&'static str, Span>;

/// The limit that a word means.
pub(super) fn limit_name(name: LimitName) -> ClockName {
    match name {
        LimitName::Statutory => ClockName::Statutory,
        LimitName::Promised => ClockName::Promised,
    }
}

impl Resolver<'_> {
    /// The clocks, in the order of the text.
    pub(super) fn clocks<'t>(&mut self, files: &'t [Loaded], texts: &mut Texts<'t>) -> Vec<Clock> {
        let mut clocks = Vec::new();
        let Some(file) = files.first() else { return clocks };
        for section in &file.tree.sections {
            let SectionKind::Clock(name, clauses) = &section.kind else { continue };
            let before = self.failures();
            let faulty = file.is_faulty(section.head);
            let mut seen = Seen::new();
            let resolved = clauses.iter().map(|c| self.clock_clause(c, clauses, &mut seen)).collect();
            if !faulty {
                self.clock_is_whole(&seen, section.head);
            }
            clocks.push(Clock { name: name.node.clone(), clauses: resolved });
            let broken = faulty || self.failures() > before;
            texts.clocks.push(ClockText { name, head: section.head, clauses, broken });
        }
        clocks
    }

    fn clock_clause(
        &mut self,
        clause: &Located<tree::ClockClause>,
        all: &[Located<tree::ClockClause>],
        seen: &mut Seen,
    ) -> ClockClause {
        match &clause.node {
            tree::ClockClause::Budget { of, period, from, basis } => {
                let of = of.as_ref().map_or(ClockName::Statutory, |o| limit_name(o.node));
                self.once(seen, budget_word(of), clause.span);
                if let Some(from) = from {
                    seen.insert("from", from.span);
                    self.names.refer(Kind::Date, from);
                }
                ClockClause::Budget {
                    of,
                    period: self.period(period),
                    from: from.as_ref().map(|f| f.node.clone()),
                    basis: self.basis(basis),
                }
            }
            tree::ClockClause::Ends(end) => {
                self.once(seen, ("至……止", "until"), clause.span);
                ClockClause::Ends { at: self.clock_end(end) }
            }
            tree::ClockClause::Extend { times, at_most, by, tell, basis } => {
                self.once(seen, ("可延长", "extendable"), clause.span);
                self.names.refer(Kind::Post, by);
                ClockClause::Extend {
                    times: times.node,
                    at_most: self.extension(at_most, all),
                    by: by.node.clone(),
                    tell: tell.as_ref().map(|t| self.role(&t.node)),
                    basis: self.basis(basis),
                }
            }
            tree::ClockClause::Left { of, period, deeds } => ClockClause::Left {
                of: of.as_ref().map(|o| limit_name(o.node)),
                period: self.period(period),
                acts: self.deeds(deeds, clause.span, Leads::Never).acts,
            },
            tree::ClockClause::Expired { of, deeds } => {
                let promised_only = !all.iter().any(|c| is_budget(&c.node, LimitName::Statutory));
                let unnamed = if promised_only { ClockName::Promised } else { ClockName::Statutory };
                let of = of.as_ref().map_or(unnamed, |o| limit_name(o.node));
                self.once(seen, expiry_word(of), clause.span);
                let deeds = self.deeds(deeds, clause.span, Leads::Perhaps);
                ClockClause::Expired(Expiry { of, acts: deeds.acts, to: deeds.to, basis: deeds.basis })
            }
        }
    }

    /// An extension lengthens every limit of its clock in that limit's own count.
    fn extension(
        &mut self,
        period: &tree::Period,
        all: &[Located<tree::ClockClause>],
    ) -> shouwen_model::form::Period {
        let mut limits = all.iter().filter_map(|c| match &c.node {
            tree::ClockClause::Budget { period, .. } => Some(period),
            tree::ClockClause::Ends(_)
            | tree::ClockClause::Extend { .. }
            | tree::ClockClause::Left { .. }
            | tree::ClockClause::Expired { .. } => None,
        });
        if period.unit == tree::PeriodUnit::BareDay {
            let unit = limits.next().map(|p| p.unit);
            self.harmless.push(crate::checks::bare_day(self.sources, period, unit));
            return shouwen_model::form::Period { n: period.n, unit: Unit::Workday };
        }
        if matches!(period.unit, tree::PeriodUnit::Hour | tree::PeriodUnit::OfficeMinute) {
            self.bad_value(
                period.span,
                Text::new("延长要以日、月、年计", "an extension is counted in days, months or years"),
                Text::new("改用工作日或自然日", "use working days or calendar days"),
            );
        } else if limits.any(|limit| limit.unit != period.unit && limit.unit != tree::PeriodUnit::BareDay) {
            self.bad_value(
                period.span,
                Text::new(
                    "延长的单位和所延长的时限不同",
                    "an extension is counted in the unit of the limits that it lengthens",
                ),
                Text::new("改用同一种日", "use the same kind of days as the limit"),
            );
        }
        self.period(period)
    }

    fn clock_end(&mut self, end: &tree::ClockEnd) -> ClockEnd {
        match end {
            tree::ClockEnd::Date(date) => {
                self.names.refer(Kind::Date, date);
                ClockEnd::Date { name: date.node.clone() }
            }
            tree::ClockEnd::Acts(acts) => ClockEnd::Acts {
                of: acts
                    .iter()
                    .map(|a| match a.node {
                        tree::EndingAct::Accept => EndingAct::Accept,
                        tree::EndingAct::Decline => EndingAct::Decline,
                        tree::EndingAct::NotifyOnce => EndingAct::NotifyOnce,
                        tree::EndingAct::Convert => EndingAct::Convert,
                    })
                    .collect(),
            },
        }
    }

    /// A clock has a budget and a date from which it counts, and speaks of no limit that it does not have. Whether it
    /// ends is a check of its own.
    fn clock_is_whole(&mut self, seen: &Seen, head: Span) {
        let (statutory, promised) =
            (seen.contains_key("statutory limit"), seen.contains_key("promised limit"));
        if !statutory && !promised {
            self.incomplete(
                head,
                Text::new("时限没有写多长", "the clock does not say how long it is"),
                Text::new(
                    "补一句“法定 二十个工作日，自 某日 起，依据 ……；”",
                    "add its length, its beginning and its law",
                ),
            );
        } else if !seen.contains_key("from") {
            self.incomplete(
                head,
                Text::new("时限没有写从哪天起算", "the clock does not say from which day it counts"),
                Text::new("在时限后面补上“自 某期日 起”", "add the key date from which it counts"),
            );
        }
        for (limit, has) in [(ClockName::Statutory, statutory), (ClockName::Promised, promised)] {
            if let Some(span) = seen.get(expiry_word(limit).1).filter(|_| !has && (statutory || promised)) {
                let (zh, en) = budget_word(limit);
                self.incomplete(
                    *span,
                    Text::new(format!("这个时限没有写“{zh}”"), format!("this clock has no `{en}`")),
                    Text::new("补上这一时限，或者删去这一句", "add that limit, or delete this clause"),
                );
            }
        }
    }
}

fn is_budget(clause: &tree::ClockClause, limit: LimitName) -> bool {
    let named =
        |of: &Option<Located<tree::LimitName>>| of.as_ref().map_or(LimitName::Statutory, |o| o.node) == limit;
    matches!(clause, tree::ClockClause::Budget { of, .. } if named(of))
}

const fn budget_word(of: ClockName) -> (&'static str, &'static str) {
    match of {
        ClockName::Statutory => ("法定时限", "statutory limit"),
        ClockName::Promised => ("承诺时限", "promised limit"),
    }
}

const fn expiry_word(of: ClockName) -> (&'static str, &'static str) {
    match of {
        ClockName::Statutory => ("法定 届满的", "statutory expired"),
        ClockName::Promised => ("承诺 届满的", "promised expired"),
    }
}
