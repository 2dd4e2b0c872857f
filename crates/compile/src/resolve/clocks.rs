//! 时限: the clauses of the named clocks, one to one with those of the text.

use super::deeds::{Interruption, Leads};
use super::{ClockText, Resolver, Texts};
use crate::load::Loaded;
use crate::names::Kind;
use shouwen_calendar::{DayEnd, Roll, Unit};
use shouwen_model::form::{Clock, ClockClause, ClockEnd, ClockName, EndingAct, Expiry, Remainder};
use shouwen_model::value::Type;
use shouwen_syntax::tree::{self, LimitName, Located, SectionKind, Start};
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
            self.left_out_once(&file.tree, name, clauses);
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
            tree::ClockClause::Budget { .. } => self.budget(clause, all, seen),
            tree::ClockClause::NoStatutory => {
                self.once(seen, ("无法定时限", "no statutory limit"), clause.span);
                ClockClause::NoStatutory
            }
            tree::ClockClause::LastDay(roll) => {
                self.once(seen, ("末日遇休息日", "a last day off"), clause.span);
                self.rolls(clause.span, all);
                ClockClause::LastDay { roll: roll_of(roll.node) }
            }
            tree::ClockClause::DayEnds(end) => {
                self.once(seen, ("末日至……止", "end of the last day"), clause.span);
                self.in_days_only(clause.span, all);
                let at = match end.node {
                    tree::DayEnd::OfficeClose => DayEnd::OfficeClose,
                    tree::DayEnd::Midnight => DayEnd::Midnight,
                };
                ClockClause::DayEnds { at }
            }
            tree::ClockClause::AfterHours => {
                self.whole_days(clause.span, all, seen);
                ClockClause::AfterHours
            }
            tree::ClockClause::Restart { event, keeps } => {
                self.restart(event, keeps.as_ref(), clause.span, all)
            }
            tree::ClockClause::LeftOut { of, places, at_most, cause, tell, basis } => {
                for place in places {
                    self.names.refer(Kind::Place, place);
                }
                ClockClause::LeftOut {
                    places: places.iter().map(|p| p.node.clone()).collect(),
                    only: of.as_ref().map(|o| limit_name(o.node)),
                    at_most: at_most.as_ref().map(|p| self.period(p)),
                    cause: cause.as_ref().map(|c| c.node.clone()),
                    tell: tell.as_ref().map(|t| self.role(&t.node)),
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
                    tell: tell.as_ref().map(|t| self.told(&t.node)),
                    basis: self.basis(basis),
                }
            }
            tree::ClockClause::Left { of, left, deeds } => ClockClause::Left {
                of: of.as_ref().map(|o| limit_name(o.node)),
                left: self.remainder(left),
                acts: self.deeds(deeds, clause.span, Leads::Never).acts,
            },
            tree::ClockClause::Expired { of, deeds } => {
                let promised_only = !all.iter().any(|c| is_budget(&c.node, LimitName::Statutory));
                let unnamed = if promised_only { ClockName::Promised } else { ClockName::Statutory };
                let of = of.as_ref().map_or(unnamed, |o| limit_name(o.node));
                self.once(seen, expiry_word(of), clause.span);
                let misled = self.of_posting(None, deeds);
                let deeds = self.deeds(deeds, clause.span, Leads::Perhaps);
                if !misled {
                    self.keeps_to(deeds.to.as_ref(), Interruption::Neither, clause.span);
                }
                ClockClause::Expired(Expiry { of, acts: deeds.acts, to: deeds.to, basis: deeds.basis })
            }
        }
    }

    /// How long, and from which day.
    fn budget(
        &mut self,
        clause: &Located<tree::ClockClause>,
        all: &[Located<tree::ClockClause>],
        seen: &mut Seen,
    ) -> ClockClause {
        let tree::ClockClause::Budget { of, period, until, start, basis } = &clause.node else {
            return ClockClause::NoStatutory;
        };
        let of = of.as_ref().map_or(ClockName::Statutory, |o| limit_name(o.node));
        self.once(seen, budget_word(of), clause.span);
        if let Some(start) = start {
            self.begins(start, period, until.as_ref(), all, seen);
        }
        if let Some(until) = until {
            self.up_to(until, all);
        }
        let from = start.as_ref().and_then(Start::date);
        let on = match start {
            Some(Start::Event(event)) => Some(super::events::event(&event.node)),
            _ => None,
        };
        ClockClause::Budget {
            of,
            period: self.period(period),
            until: until.as_ref().map(|u| u.node.clone()),
            from: from.map(|f| f.node.clone()),
            on,
            before: matches!(start, Some(Start::Before(_))),
            basis: self.basis(basis),
        }
    }

    /// From what a clock counts: one thing, so that it begins once.
    fn begins(
        &mut self,
        start: &Start,
        period: &tree::Period,
        until: Option<&tree::Name>,
        all: &[Located<tree::ClockClause>],
        seen: &mut Seen,
    ) {
        let (Start::From(name) | Start::Before(name) | Start::Event(name)) = start;
        seen.insert("from", name.span);
        let others = all.iter().filter_map(|c| {
            let tree::ClockClause::Budget { start, .. } = &c.node else { return None };
            start.as_ref()
        });
        let is_event = |start: &Start| matches!(start, Start::Event(_));
        if is_event(start) && others.clone().count() > 1 {
            self.bad_value(
                name.span,
                Text::new(
                    "一个时限只从一件事起算，另一句也写了起算",
                    "a clock begins with one thing, and another clause says what it begins with",
                ),
                Text::new("只在一句里写起算", "say in one clause only what it begins with"),
            );
        }
        match start {
            Start::From(date) => _ = self.names.refer(Kind::Date, date),
            Start::Before(date) => {
                self.names.refer(Kind::Date, date);
                if until.is_none() {
                    self.counts_back(period, all);
                } else {
                    self.bad_value(
                        date.span,
                        Text::new("“至 某日期”的时限不能倒着算", "a limit up to a date does not count back"),
                        Text::new("写“自 某期日 起”", "say `from` and a key date"),
                    );
                }
            }
            Start::Event(event) => {
                if super::declare::built_in(&event.node).is_none() {
                    self.names.refer(Kind::Event, event);
                }
                let by_hour = matches!(period.unit, tree::PeriodUnit::Hour | tree::PeriodUnit::OfficeMinute);
                if !by_hour && until.is_none() {
                    self.bad_value(
                        period.span,
                        Text::new(
                            "以日计的时限从一天起算，不从时刻起算",
                            "a limit in days counts from a day, not from an instant",
                        ),
                        Text::new(
                            "改以小时计，或者记下期日，写“自 某期日 起”",
                            "count in hours, or record a key date and say `from` it",
                        ),
                    );
                }
            }
        }
    }

    /// A limit up to a date ends with that date: nothing lengthens it, holds it up, or has a share of it left.
    fn up_to(&mut self, field: &tree::Name, all: &[Located<tree::ClockClause>]) {
        if self.names.refer(Kind::Field, field) && self.fields.get(&field.node) != Some(&Type::Date) {
            self.bad_value(
                field.span,
                Text::new(format!("「{}」不是日期", field.node), format!("`{}` is no date", field.node)),
                Text::new(
                    "写登记信息里的一项日期；写时限到什么为止，末尾加“止”",
                    "name a field that holds a date; what ends the clock is said by `until`",
                ),
            );
        } else if self.personal.contains(&field.node) {
            self.bad_value(
                field.span,
                Text::new(
                    format!("「{}」是个人信息，记录里看不见，算不出到期日", field.node),
                    format!("`{}` is personal data, which no record shows: there is no due date", field.node),
                ),
                Text::new("改用不是个人信息的日期", "use a date that is no personal data"),
            );
        }
        for clause in all {
            let share = match &clause.node {
                tree::ClockClause::Left { left: tree::Remainder::Share(share), .. } => Some(share.span),
                tree::ClockClause::Extend { .. }
                | tree::ClockClause::Restart { .. }
                | tree::ClockClause::LeftOut { .. } => Some(clause.span),
                tree::ClockClause::Left { .. }
                | tree::ClockClause::Budget { .. }
                | tree::ClockClause::NoStatutory
                | tree::ClockClause::LastDay(_)
                | tree::ClockClause::DayEnds(_)
                | tree::ClockClause::AfterHours
                | tree::ClockClause::Ends(_)
                | tree::ClockClause::Expired { .. } => None,
            };
            if let Some(span) = share {
                self.misplaced(
                    span,
                    Text::new(
                        "到某一日期为止的时限不能延长、重新计算，不停计，也没有百分之几",
                        "a limit up to a date is neither extended nor counted anew, nor does it stand still or have a share",
                    ),
                    Text::new(
                        "删去这一句；日期要变，就更正那一项",
                        "delete this clause; if the date changes, the field is corrected",
                    ),
                );
            }
        }
    }

    /// An extension lengthens every limit of its clock in that limit's own count.
    fn extension(
        &mut self,
        period: &tree::Period,
        all: &[Located<tree::ClockClause>],
    ) -> shouwen_model::form::Period {
        let mut limits = budgets(all);
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

    /// How much of a limit is left; a share is a true part of it.
    pub(super) fn remainder(&mut self, left: &tree::Remainder) -> Remainder {
        match left {
            tree::Remainder::Period(period) => Remainder::Period(self.period(period)),
            tree::Remainder::Share(share) => {
                if !(1..=99).contains(&share.node) {
                    self.bad_value(
                        share.span,
                        Text::new(
                            "剩余的比例是百分之一到百分之九十九",
                            "a share that is left has 1 to 99 percent",
                        ),
                        Text::new("改成例如“百分之二十”", "write for example `20 percent`"),
                    );
                }
                Remainder::Share { percent: share.node }
            }
        }
    }

    /// … 的，重新计算.
    fn restart(
        &mut self,
        event: &tree::Name,
        keeps: Option<&Located<bool>>,
        span: Span,
        all: &[Located<tree::ClockClause>],
    ) -> ClockClause {
        if super::declare::built_in(&event.node).is_none() {
            self.names.refer(Kind::Event, event);
        }
        let extendable = all.iter().any(|c| matches!(c.node, tree::ClockClause::Extend { .. }));
        match keeps {
            None if extendable => self.incomplete(
                span,
                Text::new(
                    "没有写已批准的延长怎么办",
                    "it does not say what becomes of an extension that was granted",
                ),
                Text::new(
                    "补上“，已批准的延长 失效”或者“，已批准的延长 保留”",
                    "add `, an extension granted lapses` or `, an extension granted is kept`",
                ),
            ),
            Some(keeps) if !extendable => self.bad_value(
                keeps.span,
                Text::new("这个时限不可延长", "this clock cannot be extended"),
                Text::new("删去“已批准的延长 ……”", "delete what it says of an extension"),
            ),
            _ => {}
        }
        ClockClause::Restart {
            event: super::events::event(&event.node),
            keeps_extension: keeps.is_some_and(|k| k.node),
        }
    }

    /// A limit that counts back is in days, and nothing lengthens it or holds it up.
    fn counts_back(&mut self, period: &tree::Period, all: &[Located<tree::ClockClause>]) {
        if matches!(period.unit, tree::PeriodUnit::Hour | tree::PeriodUnit::OfficeMinute) {
            self.bad_value(
                period.span,
                Text::new(
                    "倒着算的时限要以日、月、年计",
                    "a limit that counts back is in days, months or years",
                ),
                Text::new("改用工作日或自然日", "use working days or calendar days"),
            );
        }
        for clause in all {
            if matches!(
                clause.node,
                tree::ClockClause::Extend { .. }
                    | tree::ClockClause::Restart { .. }
                    | tree::ClockClause::LeftOut { .. }
            ) {
                self.misplaced(
                    clause.span,
                    Text::new(
                        "倒着算的时限不能延长，不能重新计算，也不停计",
                        "a limit that counts back is neither extended nor counted anew, nor does it stand still",
                    ),
                    Text::new(
                        "删去这一句，那一天变了用“改为”",
                        "delete this clause; a date that changes is `moved to`",
                    ),
                );
            }
        }
    }

    /// A last day can be a day off only where days off are counted.
    fn rolls(&mut self, span: Span, all: &[Located<tree::ClockClause>]) {
        // The date up to which a limit lasts counts as a day.
        let units = [tree::PeriodUnit::Day, tree::PeriodUnit::Month, tree::PeriodUnit::Year];
        if !budgets(all).any(|period| units.contains(&period.unit)) {
            self.misplaced(
                span,
                Text::new(
                    "以工作日或者小时计的时限，末日不会是休息日",
                    "the last day of a limit in working days or hours is never a day off",
                ),
                Text::new("删去这一句", "delete this clause"),
            );
        }
    }

    fn in_days_only(&mut self, span: Span, all: &[Located<tree::ClockClause>]) {
        let units = [tree::PeriodUnit::Hour, tree::PeriodUnit::OfficeMinute];
        if budgets(all).any(|period| units.contains(&period.unit)) {
            self.misplaced(
                span,
                Text::new(
                    "以小时或办公分钟计的时限，到点就满，没有末日",
                    "a limit in hours or office minutes ends at its instant and has no last day",
                ),
                Text::new("删去这一句", "delete this clause"),
            );
        }
    }

    /// On which day something came matters only where whole days are counted from it.
    fn whole_days(&mut self, span: Span, all: &[Located<tree::ClockClause>], seen: &mut Seen) {
        self.once(seen, ("下班后收到的", "what comes after hours"), span);
        let other = |clause: &Located<tree::ClockClause>| {
            let tree::ClockClause::Budget { period, until, start, .. } = &clause.node else { return false };
            until.is_some()
                || matches!(start, Some(Start::Before(_)))
                || matches!(period.unit, tree::PeriodUnit::Hour | tree::PeriodUnit::OfficeMinute)
        };
        if all.iter().any(other) {
            self.misplaced(
                span,
                Text::new(
                    "“下班后收到的”只用于从某天起以日、月、年计的时限",
                    "`what comes after hours` is for limits in days, months or years from a day",
                ),
                Text::new("删去这一句", "delete this clause"),
            );
        }
    }

    fn clock_end(&mut self, end: &tree::ClockEnd) -> ClockEnd {
        match end {
            tree::ClockEnd::Date(date) => {
                self.names.refer(Kind::Date, date);
                ClockEnd::Date { name: date.node.clone() }
            }
            tree::ClockEnd::Documents(papers) => {
                for paper in papers {
                    self.names.refer(Kind::Document, paper);
                }
                ClockEnd::Documents { of: papers.iter().map(|p| p.node.clone()).collect() }
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
        if let Some(span) = seen.get("no statutory limit").filter(|_| statutory) {
            self.incomplete(
                *span,
                Text::new(
                    "既写了法定时限，又写“无法定时限”",
                    "it has a statutory limit and says there is none",
                ),
                Text::new("删去其中一句", "delete one of the two"),
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

/// The lengths of a clock's limits.
fn budgets(all: &[Located<tree::ClockClause>]) -> impl Iterator<Item = &tree::Period> {
    all.iter().filter_map(|c| match &c.node {
        tree::ClockClause::Budget { period, .. } => Some(period),
        tree::ClockClause::NoStatutory
        | tree::ClockClause::LastDay(_)
        | tree::ClockClause::DayEnds(_)
        | tree::ClockClause::AfterHours
        | tree::ClockClause::Restart { .. }
        | tree::ClockClause::LeftOut { .. }
        | tree::ClockClause::Ends(_)
        | tree::ClockClause::Extend { .. }
        | tree::ClockClause::Left { .. }
        | tree::ClockClause::Expired { .. } => None,
    })
}

const fn roll_of(roll: tree::Roll) -> Roll {
    match roll {
        tree::Roll::On => Roll::NextWorkday,
        tree::Roll::Back => Roll::PreviousWorkday,
        tree::Roll::Not => Roll::None,
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
