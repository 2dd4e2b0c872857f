//! 时限: its clauses.

use super::shared::clause;
use super::{Built, Parts, Place};
use crate::tree::{ClockClause, ClockEnd, EndingAct, Located};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn clock(at: Place, entry: &Node<'_>) -> Built<Located<ClockClause>> {
    let (node, parts) = clause(at, entry)?;
    let of = at.maybe(&parts, Rule::limit, Place::limit)?;
    let made = match node.rule() {
        Rule::c_budget => ClockClause::Budget {
            of,
            period: at.period(parts.one(Rule::period)?)?,
            from: at.maybe(&parts, Rule::from, |at, n| at.inner_name(n))?,
            basis: at.bases(&parts)?,
        },
        Rule::c_ends => ClockClause::Ends(clock_end(at, &parts)?),
        Rule::c_extend => extend(at, &parts)?,
        Rule::c_left => ClockClause::Left {
            of,
            period: at.period(parts.one(Rule::period)?)?,
            deeds: at.deeds(parts.one(Rule::deeds)?)?,
        },
        Rule::c_expired => ClockClause::Expired { of, deeds: at.deeds(parts.one(Rule::deeds)?)? },
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

fn clock_end(at: Place, parts: &Parts<'_>) -> Built<ClockEnd> {
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
