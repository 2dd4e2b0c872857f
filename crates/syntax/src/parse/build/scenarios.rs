//! The lines of scenarios.

use super::shared::clause;
use super::{Built, Parts, Place};
use crate::tree::{
    Actor, CheckMark, DirectoryDeed, Expected, Late, Located, Person, Refusal, ScenarioClause, ScenarioDeed,
    Sending, Slot,
};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn scenario(at: Place, entry: &Node<'_>) -> Built<Located<ScenarioClause>> {
    let (node, parts) = clause(at, entry)?;
    let time = || parts.one(Rule::time).and_then(|n| at.time(n));
    let made = match node.rule() {
        Rule::c_until => ScenarioClause::Until(time()?),
        Rule::c_turn => ScenarioClause::Turn(parts.maybe(Rule::name).map(|n| at.name(n))),
        Rule::c_expect => ScenarioClause::Expect(expected(at, parts.first()?)?),
        Rule::c_directory => ScenarioClause::Directory { at: time()?, deed: directory(at, &parts)? },
        Rule::c_do => {
            let actor = parts.one(Rule::actor)?;
            ScenarioClause::Do {
                at: time()?,
                late: at.maybe(&parts, Rule::late, late)?,
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

fn late(at: Place, node: &Node<'_>) -> Built<Late> {
    let parts = at.parts(node);
    Ok(Late { entered: at.time(parts.one(Rule::time)?)?, second: person(at, parts.one(Rule::person)?)? })
}

fn person(at: Place, node: &Node<'_>) -> Built<Person> {
    let parts = at.parts(node);
    let name = |n| parts.nth(Rule::name, n).map(|n| at.name(n));
    Ok(Person { person: name(0)?, post: name(1)? })
}

fn slot(at: Place, node: &Node<'_>) -> Built<Located<Slot>> {
    let parts = at.parts(node);
    let slot = match parts.maybe(Rule::name) {
        Some(name) => Slot::Named(at.name(name)),
        None if parts.has("first_handler") => Slot::FirstHandler,
        None => Slot::Officer,
    };
    Ok(at.located(node, slot))
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
        Rule::t_delegate => {
            let date = inner.one(Rule::date)?;
            // Chinese names the person before the post, English the post before the person.
            let (to, post) = if inner.has("acts_for") { (1, 2) } else { (2, 1) };
            let until = at.located(date, at.date(date)?);
            DirectoryDeed::Delegate { from: name(0)?, to: name(to)?, post: name(post)?, until }
        }
        Rule::t_recuse => DirectoryDeed::Recuse(name(0)?),
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
    let value = || at.operands(&parts);
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
        Rule::s_received => ScenarioDeed::Received(at.member(parts.one(Rule::member)?)?),
        Rule::s_answered => {
            let objecting = parts.has("objecting").then_some(false);
            let consents = parts.has("consenting").then_some(true).or(objecting);
            ScenarioDeed::Answered(at.member(parts.one(Rule::member)?)?, consents)
        }
        Rule::s_notify => ScenarioDeed::Notify(at.names(&parts)),
        Rule::s_extend => ScenarioDeed::Extend(name()?, at.period(parts.one(Rule::period)?)?),
        Rule::s_transfer => ScenarioDeed::Transfer(name()?),
        Rule::s_verify => ScenarioDeed::Verify(name()?, parts.has("conforming")),
        Rule::s_return => ScenarioDeed::Return(name()?),
        Rule::s_serve => ScenarioDeed::Serve,
        Rule::s_fill => ScenarioDeed::Fill(name()?, value()?),
        _ => slot_deed(at, inner)?,
    };
    Ok(at.located(node, deed))
}

/// What is done to a slot of responsibility, and to linked cases.
fn slot_deed(at: Place, node: &Node<'_>) -> Built<ScenarioDeed> {
    let parts = at.parts(node);
    let slot = || parts.one(Rule::slot).and_then(|n| slot(at, n));
    let whom = || parts.one(Rule::person).and_then(|n| person(at, n));
    let name = |n| parts.nth(Rule::name, n).map(|n| at.name(n));
    Ok(match node.rule() {
        Rule::s_present => {
            ScenarioDeed::Present(parts.all(Rule::person).map(|n| person(at, n)).collect::<Built<_>>()?)
        }
        Rule::s_offer => ScenarioDeed::Offer(slot()?, whom()?),
        Rule::s_receive => ScenarioDeed::Receive(slot()?),
        Rule::s_turn_down => ScenarioDeed::TurnDown(slot()?),
        Rule::s_refer => ScenarioDeed::Refer(slot()?),
        Rule::s_draw => ScenarioDeed::Draw(at.name(parts.one(Rule::name)?)),
        Rule::s_assign => ScenarioDeed::Assign(slot()?, whom()?),
        Rule::s_hand_on => ScenarioDeed::HandOn(slot()?, whom()?),
        Rule::s_open => ScenarioDeed::OpenLinked(name(0)?, name(1)?),
        _ => return Err(parts.lost()),
    })
}

fn finding(at: Place, node: &Node<'_>) -> Built<(crate::tree::Name, Located<CheckMark>)> {
    let parts = at.parts(node);
    let marks = [
        ("promised", CheckMark::Promised),
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
            let (by, with) = (
                at.maybe(&parts, Rule::answerable, answerable)?,
                at.maybe(&parts, Rule::measure, super::accountability::measure)?,
            );
            Expected::Breach { name: at.open_name(parts.one(Rule::breach_name)?)?, by, with }
        }
        Rule::w_no_breach => Expected::NoBreach(at.open_name(parts.one(Rule::breach_name)?)?),
        Rule::w_refused => Expected::Refused(Refusal {
            on_record: parts.has("must_be_refused_on_record"),
            code: parts.maybe(Rule::name).map(|n| at.name(n)),
        }),
        Rule::w_held => {
            Expected::Held(slot(at, parts.one(Rule::slot)?)?, person(at, parts.one(Rule::person)?)?)
        }
        Rule::w_opened => Expected::Opened(name()?),
        Rule::w_conflict => Expected::Conflict(name()?),
        Rule::w_issued => Expected::Issued(name()?),
        Rule::w_sent => Expected::Sent(sending(&parts), parts.maybe(Rule::name).map(|n| at.name(n))),
        Rule::w_listed => Expected::Listed(name()?),
        Rule::w_served => Expected::Served(parts.has("must_be_served")),
        Rule::w_value => Expected::Value(name()?, at.operands(&parts)?),
        Rule::w_party_due => {
            let number = parts.one(Rule::number)?;
            Expected::PartyDue {
                party: name()?,
                number: at.located(number, at.count(number)?),
                at: at.time(parts.one(Rule::time)?)?,
            }
        }
        Rule::w_due => Expected::Due {
            clock: name()?,
            of: at.maybe(&parts, Rule::limit, Place::limit)?,
            at: at.time(parts.one(Rule::time)?)?,
        },
        _ => return Err(parts.lost()),
    })
}

fn sending(parts: &Parts<'_>) -> Sending {
    if parts.has("must_have_copied") {
        Sending::Copied
    } else if parts.has("must_have_reported") {
        Sending::Reported
    } else if parts.has("must_have_told") {
        Sending::Told
    } else {
        Sending::Served
    }
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
