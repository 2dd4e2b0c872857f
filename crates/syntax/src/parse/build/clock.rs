//! 时限: its clauses.

use super::shared::clause;
use super::{Built, Parts, Place};
use crate::span::Span;
use crate::tree::{
    ClockClause, ClockEnd, DayEnd, EndingAct, LimitName, Located, Period, PeriodUnit, Remainder, Roll, Start,
};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn clock(at: Place, entry: &Node<'_>) -> Built<Located<ClockClause>> {
    let (node, parts) = clause(at, entry)?;
    let of = at.maybe(&parts, Rule::limit, Place::limit)?;
    let made = match node.rule() {
        Rule::c_budget => budget(at, &parts, of)?,
        Rule::c_no_statutory => ClockClause::NoStatutory,
        Rule::c_last_day => {
            let all = [("rolls_on", Roll::On), ("rolls_back", Roll::Back), ("rolls_not", Roll::Not)];
            ClockClause::LastDay(at.choice(parts.one(Rule::roll)?, &all)?)
        }
        Rule::c_day_end => {
            let all = [("office_close", DayEnd::OfficeClose), ("midnight", DayEnd::Midnight)];
            ClockClause::DayEnds(at.choice(parts.one(Rule::day_end)?, &all)?)
        }
        Rule::c_after_hours => ClockClause::AfterHours,
        Rule::c_restart => ClockClause::Restart {
            event: at.open_name(parts.one(Rule::event)?)?,
            keeps: at.maybe(&parts, Rule::granted, |at, n| {
                at.choice(n, &[("lapses", false), ("is_kept", true)])
            })?,
        },
        Rule::c_left_out => ClockClause::LeftOut {
            of,
            places: at.names(&parts),
            at_most: at.maybe(&parts, Rule::at_most, Place::inner_period)?,
            cause: at.maybe(&parts, Rule::cause, Place::inner_name)?,
            tell: at.told(&parts)?,
            basis: at.bases(&parts)?,
        },
        Rule::c_ends => ClockClause::Ends(clock_end(at, &parts)?),
        Rule::c_extend => extend(at, &parts)?,
        Rule::c_left => ClockClause::Left {
            of,
            left: at.remainder(parts.one(Rule::remainder)?)?,
            deeds: at.deeds(parts.one(Rule::deeds)?)?,
        },
        Rule::c_expired => ClockClause::Expired { of, deeds: at.deeds(parts.one(Rule::deeds)?)? },
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

fn budget(at: Place, parts: &Parts<'_>, of: Option<Located<LimitName>>) -> Built<ClockClause> {
    let until = parts.maybe(Rule::until_field);
    let period = match (parts.maybe(Rule::period), until) {
        (Some(period), _) => at.period(period)?,
        // Of no day is left what begins on the date itself.
        (None, Some(until)) => Period { n: 0, unit: PeriodUnit::Day, span: at.span(until) },
        // Of no working day is left what began on one: it ends with the day itself.
        (None, None) => Period { n: 0, unit: PeriodUnit::Workday, span: at.keyword_span(parts, "that_day")? },
    };
    let name = |rule| at.maybe(parts, rule, Place::inner_name);
    let event = |at: Place, node: &Node<'_>| at.open_name(at.parts(node).one(Rule::event)?);
    let start = match (name(Rule::from)?, name(Rule::back_from)?) {
        (Some(date), _) => Some(Start::From(date)),
        (None, Some(date)) => Some(Start::Before(date)),
        (None, None) => at.maybe(parts, Rule::from_event, event)?.map(Start::Event),
    };
    Ok(ClockClause::Budget {
        of,
        period,
        until: until.map(|until| at.inner_name(until)).transpose()?,
        start,
        basis: at.bases(parts)?,
    })
}

fn clock_end(at: Place, parts: &Parts<'_>) -> Built<ClockEnd> {
    let papers = parts.maybe(Rule::ends_papers_z).or_else(|| parts.maybe(Rule::ends_papers_e));
    if let Some(papers) = papers {
        return Ok(ClockEnd::Documents(at.names(&at.parts(papers))));
    }
    let acts = parts.maybe(Rule::ends_acts_z).or_else(|| parts.maybe(Rule::ends_acts_e));
    let Some(acts) = acts else { return Ok(ClockEnd::Date(at.name(parts.one(Rule::name)?))) };
    let all = [
        ("accept", EndingAct::Accept),
        ("decline", EndingAct::Decline),
        ("notify_once", EndingAct::NotifyOnce),
        ("convert", EndingAct::Convert),
    ];
    let acts = at.parts(acts);
    Ok(ClockEnd::Acts(acts.all(Rule::ending).map(|n| at.choice(n, &all)).collect::<Built<_>>()?))
}

impl Place {
    fn keyword_span(self, parts: &Parts<'_>, id: &str) -> Built<Span> {
        let node = parts.nodes.iter().find(|node| node.keyword().is_some_and(|(k, _)| k == id));
        node.map(|node| self.span(node)).ok_or_else(|| parts.lost())
    }

    /// How much of a limit is left.
    pub(super) fn remainder(self, node: &Node<'_>) -> Built<Remainder> {
        let parts = self.parts(node);
        let Some(share) = parts.maybe(Rule::share) else {
            return Ok(Remainder::Period(self.period(parts.one(Rule::period)?)?));
        };
        let number = self.parts(share);
        Ok(Remainder::Share(self.located(share, self.count(number.one(Rule::number)?)?)))
    }
}

fn extend(at: Place, parts: &Parts<'_>) -> Built<ClockClause> {
    let times = parts.one(Rule::times)?;
    let number = at.parts(times);
    let tell = parts.maybe(Rule::tell).map(|n| at.parts(n));
    Ok(ClockClause::Extend {
        times: at.located(times, at.count(number.one(Rule::number)?)?),
        at_most: at.inner_period(parts.one(Rule::at_most)?)?,
        by: at.inner_name(parts.one(Rule::approval)?)?,
        tell: tell.map(|tell| at.role(tell.one(Rule::role)?)).transpose()?,
        basis: at.bases(parts)?,
    })
}
