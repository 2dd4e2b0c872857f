//! 会议: its clauses.

use super::{Built, Parts, Place};
use crate::tree::{MeetingClause, Threshold};
use shouwen_grammar::Rule;

pub(super) fn meeting(at: Place, rule: Rule, parts: &Parts<'_>) -> Built<MeetingClause> {
    let name = || parts.one(Rule::name).map(|n| at.name(n));
    Ok(match rule {
        Rule::c_composed => MeetingClause::Composed {
            members: name()?,
            chair: parts.all(Rule::name).nth(1).map(|n| at.name(n)).ok_or_else(|| parts.lost())?,
        },
        Rule::c_due => MeetingClause::LessRecused,
        Rule::c_quorum => MeetingClause::Quorum(threshold(at, parts)?),
        Rule::c_carried => MeetingClause::Carried {
            by: threshold(at, parts)?,
            of_due: parts.has("due_to_attend"),
            value: name()?,
        },
        Rule::c_tied if parts.has("vote_of") => MeetingClause::TiedByChair(name()?),
        Rule::c_tied => MeetingClause::Tied(name()?),
        Rule::c_too_few => {
            let times = parts.one(Rule::times)?;
            let number = at.parts(times);
            MeetingClause::TooFew {
                within: at.period(parts.one(Rule::period)?)?,
                times: at.located(times, at.count(number.one(Rule::number)?)?),
                value: name()?,
            }
        }
        _ => return Err(parts.lost()),
    })
}

/// A Chinese share names the whole first.
fn threshold(at: Place, parts: &Parts<'_>) -> Built<Threshold> {
    let more = parts.has("more_than");
    let node = parts.one(Rule::part)?;
    let part = at.parts(node);
    if part.has("half") {
        return Ok(Threshold { more, parts: 1, of: 2 });
    }
    let numbers: Vec<u32> = part.all(Rule::number).map(|n| at.count(n)).collect::<Built<_>>()?;
    let [first, second] = numbers.as_slice() else { return Err(part.lost()) };
    let chinese = part.nodes.iter().any(|n| n.rule() == Rule::z_parts);
    let (parts, of) = if chinese { (*second, *first) } else { (*first, *second) };
    Ok(Threshold { more, parts, of })
}
