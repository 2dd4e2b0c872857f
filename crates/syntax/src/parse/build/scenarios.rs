//! The lines of scenarios.

use super::clauses::clause;
use super::{Built, Parts, Place};
use crate::tree::{
    Actor, CheckMark, DirectoryDeed, Expected, Located, Refusal, ScenarioClause, ScenarioDeed,
};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn scenario(at: Place, entry: &Node<'_>) -> Built<Located<ScenarioClause>> {
    let (node, parts) = clause(at, entry)?;
    let time = || parts.one(Rule::time).and_then(|n| at.time(n));
    let made = match node.rule() {
        Rule::c_until => ScenarioClause::Until(time()?),
        Rule::c_expect => ScenarioClause::Expect(expected(at, parts.first()?)?),
        Rule::c_directory => ScenarioClause::Directory { at: time()?, deed: directory(at, &parts)? },
        Rule::c_do => {
            let actor = parts.one(Rule::actor)?;
            ScenarioClause::Do {
                at: time()?,
                actor: at.located(actor, who(at, actor)?),
                place: at.maybe(&parts, Rule::in_place, Place::inner_name)?,
                deeds: parts.all(Rule::s_deed).map(|n| deed(at, n)).collect::<Built<_>>()?,
            }
        }
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

fn who(at: Place, node: &Node<'_>) -> Built<Actor> {
    let parts = at.parts(node);
    if parts.has("applicant") {
        return Ok(Actor::Applicant);
    }
    let name = |n| parts.nth(Rule::name, n).map(|n| at.name(n));
    Ok(Actor::Officer { person: name(0)?, post: name(1)? })
}

fn directory(at: Place, parts: &Parts<'_>) -> Built<Located<DirectoryDeed>> {
    let node = parts.nodes.last().ok_or_else(|| parts.lost())?;
    let inner = at.parts(node);
    let name = |n| inner.nth(Rule::name, n).map(|n| at.name(n));
    let deed = match node.rule() {
        Rule::t_appoint => {
            DirectoryDeed::Appoint { person: name(0)?, post: name(1)?, stand_in: inner.has("b_officer") }
        }
        Rule::t_relieve => DirectoryDeed::Relieve { person: name(0)?, post: name(1)? },
        Rule::t_absent => {
            let date = inner.one(Rule::date)?;
            DirectoryDeed::Absent { person: name(0)?, until: at.located(date, at.date(date)?) }
        }
        _ => return Err(inner.lost()),
    };
    Ok(at.located(node, deed))
}

fn deed(at: Place, node: &Node<'_>) -> Built<Located<ScenarioDeed>> {
    let whole = at.parts(node);
    let inner = whole.first()?;
    let parts = at.parts(inner);
    let name = || parts.one(Rule::name).map(|n| at.name(n));
    let value = || parts.one(Rule::operand).and_then(|n| at.operand(n));
    let deed = match inner.rule() {
        Rule::s_submit => ScenarioDeed::Submit,
        Rule::s_supplement => ScenarioDeed::Supplement,
        Rule::s_withdraw => ScenarioDeed::Withdraw,
        Rule::s_attach => ScenarioDeed::Attach(at.names(&parts)),
        Rule::s_correct => ScenarioDeed::Correct(name()?, value()?),
        Rule::s_check => {
            ScenarioDeed::Check(parts.all(Rule::finding).map(|n| finding(at, n)).collect::<Built<_>>()?)
        }
        Rule::s_conclude => ScenarioDeed::Conclude(at.names(&parts)),
        Rule::s_complete => ScenarioDeed::Complete,
        Rule::s_reasons => ScenarioDeed::GiveReasons,
        Rule::s_event => ScenarioDeed::Event(at.open_name(parts.one(Rule::event)?)?),
        Rule::s_notify => ScenarioDeed::Notify(at.names(&parts)),
        Rule::s_extend => ScenarioDeed::Extend(name()?, at.period(parts.one(Rule::period)?)?),
        Rule::s_transfer => ScenarioDeed::Transfer(name()?),
        Rule::s_serve => ScenarioDeed::Serve,
        Rule::s_fill => ScenarioDeed::Fill(name()?, value()?),
        _ => return Err(parts.lost()),
    };
    Ok(at.located(node, deed))
}

fn finding(at: Place, node: &Node<'_>) -> Built<(crate::tree::Name, Located<CheckMark>)> {
    let parts = at.parts(node);
    let marks = [
        ("missing", CheckMark::Missing),
        ("conforming", CheckMark::Conforming),
        ("nonconforming", CheckMark::Nonconforming),
    ];
    Ok((at.name(parts.one(Rule::name)?), at.choice(parts.one(Rule::check_mark)?, &marks)?))
}

fn expected(at: Place, node: &Node<'_>) -> Built<Expected> {
    let parts = at.parts(node);
    let name = || parts.one(Rule::name).map(|n| at.name(n));
    Ok(match node.rule() {
        Rule::w_at => Expected::At(name()?),
        Rule::w_closed => Expected::Closed(name()?),
        Rule::w_breach => {
            Expected::Breach { name: name()?, by: at.maybe(&parts, Rule::answerable, answerable)? }
        }
        Rule::w_no_breach => Expected::NoBreach(name()?),
        Rule::w_refused => Expected::Refused(Refusal {
            on_record: parts.has("must_be_refused_on_record"),
            code: parts.maybe(Rule::name).map(|n| at.name(n)),
        }),
        Rule::w_issued => Expected::Issued(name()?),
        Rule::w_served => Expected::Served(parts.has("must_be_served")),
        Rule::w_date => {
            let date = parts.one(Rule::date)?;
            Expected::Date(name()?, at.located(date, at.date(date)?))
        }
        Rule::w_due => Expected::Due {
            clock: name()?,
            of: at.maybe(&parts, Rule::limit, Place::limit)?,
            at: at.time(parts.one(Rule::time)?)?,
        },
        _ => return Err(parts.lost()),
    })
}

/// 陈岚（窗口岗）, or a post alone.
fn answerable(at: Place, node: &Node<'_>) -> Built<(Option<crate::tree::Name>, crate::tree::Name)> {
    let parts = at.parts(node);
    let mut names = at.names(&parts).into_iter();
    match (names.next(), names.next()) {
        (Some(person), Some(post)) => Ok((Some(person), post)),
        (Some(post), None) => Ok((None, post)),
        _ => Err(parts.lost()),
    }
}
