//! The clauses of 日程.

use super::shared::clause;
use super::truths::figures;
use super::{Built, Parts, Place};
use crate::tree::{DaysOff, Located, Round, ScheduleClause};
use shouwen_grammar::{Node, Rule};

/// The weekdays by their keywords.
const WEEKDAYS: &[(&str, Round)] = &[
    ("monday", Round::Weekly(1)),
    ("tuesday", Round::Weekly(2)),
    ("wednesday", Round::Weekly(3)),
    ("thursday", Round::Weekly(4)),
    ("friday", Round::Weekly(5)),
    ("saturday", Round::Weekly(6)),
    ("sunday", Round::Weekly(7)),
];

/// What becomes of a session on a day off.
const DAYS_OFF: &[(&str, DaysOff)] = &[
    ("days_off_as_usual", DaysOff::AsUsual),
    ("days_off_move_on", DaysOff::MoveOn),
    ("days_off_move_back", DaysOff::MoveBack),
];

pub(in crate::parse) fn schedule(at: Place, entry: &Node<'_>) -> Built<Located<ScheduleClause>> {
    let (node, parts) = clause(at, entry)?;
    let name = |n| parts.nth(Rule::name, n).map(|node| at.name(node));
    let made = match node.rule() {
        Rule::c_session => session(at, &parts)?,
        Rule::c_object => ScheduleClause::Object(at.expr(parts.one(Rule::expr)?)?),
        Rule::c_convened => ScheduleClause::Convened { by: name(0)?, chair: name(1)? },
        Rule::c_each_case => ScheduleClause::EachCase {
            fields: at.names(&parts),
            event: at.maybe(&parts, Rule::raised, |at, node| Ok(at.name(at.parts(node).one(Rule::name)?)))?,
        },
        Rule::c_absent => ScheduleClause::Absent(name(0)?),
        Rule::c_no_case => ScheduleClause::NoCase,
        Rule::c_not_held => ScheduleClause::NotHeld(name(0)?),
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

fn session(at: Place, parts: &Parts<'_>) -> Built<ScheduleClause> {
    let on = match parts.maybe(Rule::monthly) {
        Some(node) => at.located(node, Round::Monthly(at.count(at.parts(node).one(Rule::number)?)?)),
        None => {
            let node = parts.one(Rule::weekly)?;
            at.choice(at.parts(node).one(Rule::weekday)?, WEEKDAYS)?
        }
    };
    let time = match figures(parts.one(Rule::hour)?.text()).as_slice() {
        &[hour, minute] => (hour, minute),
        _ => return Err(parts.lost()),
    };
    let between = at.maybe(parts, Rule::between, |at, node| {
        let inner = at.parts(node);
        let day = |n| inner.nth(Rule::date, n).and_then(|date| Ok(at.located(date, at.date(date)?)));
        Ok((day(0)?, day(1)?))
    })?;
    let days_off = at.choice(parts.one(Rule::days_off)?, DAYS_OFF)?.node;
    Ok(ScheduleClause::Session { on, at: time, between, days_off })
}
