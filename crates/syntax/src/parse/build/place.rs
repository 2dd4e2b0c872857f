//! 环节, 等候: their clauses.

use super::shared::clause;
use super::{Built, Parts, Place};
use crate::tree::{
    Awaited, Cap, Excluded, Expr, ExprKind, Located, Permit, PlaceClause, Role, Signing, Trigger,
};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn place(at: Place, entry: &Node<'_>) -> Built<Located<PlaceClause>> {
    let (node, parts) = clause(at, entry)?;
    let name = || parts.one(Rule::name).map(|n| at.name(n));
    let period = || parts.one(Rule::period).and_then(|n| at.period(n));
    let deeds = || parts.one(Rule::deeds).and_then(|n| at.deeds(n));
    let made = match node.rule() {
        Rule::c_handled => PlaceClause::HandledBy(name()?),
        Rule::c_followed => PlaceClause::FollowedBy(at.role(parts.one(Rule::role)?)?),
        Rule::c_signed => PlaceClause::SignedBy(signing(&parts), at.names(&parts)),
        Rule::c_differ => PlaceClause::Differ(name()?),
        Rule::c_composed
        | Rule::c_due
        | Rule::c_quorum
        | Rule::c_carried
        | Rule::c_tied
        | Rule::c_too_few => PlaceClause::Meeting(super::meeting::meeting(at, node.rule(), &parts)?),
        Rule::c_posted => PlaceClause::PostedBy(name()?),
        Rule::c_disclose => PlaceClause::Disclose(at.names(&parts)),
        Rule::c_each_party => PlaceClause::EachParty { period: period()?, basis: at.bases(&parts)? },
        Rule::c_least => PlaceClause::AtLeast(period()?),
        Rule::c_resuming => PlaceClause::Resuming { anew: parts.has("count_anew") },
        Rule::c_reentry => PlaceClause::EnteredAgain { anew: parts.has("count_anew") },
        Rule::c_entry => PlaceClause::OnEntry { first: parts.has("on_first_entry"), deeds: deeds()? },
        Rule::c_conclude => PlaceClause::Conclude {
            name: name()?,
            values: parts.all(Rule::name).skip(1).map(|n| at.name(n)).collect(),
            for_record: parts.has("for_record"),
        },
        Rule::c_fill => PlaceClause::FillIn(at.names(&parts)),
        Rule::c_assign => PlaceClause::Appoint(at.names(&parts)),
        Rule::c_must_attach => PlaceClause::MustAttach(at.names(&parts)),
        Rule::c_await => {
            PlaceClause::Await(parts.all(Rule::awaited).map(|n| awaited(at, n)).collect::<Built<_>>()?)
        }
        Rule::c_stated => PlaceClause::StatedIn { document: name()?, at_least: period()? },
        Rule::c_internal => PlaceClause::InternalLimit(period()?),
        Rule::c_longest => PlaceClause::Longest(period()?),
        Rule::c_counted => PlaceClause::Counts,
        Rule::c_excluded => PlaceClause::Excluded(excluded(at, &parts)?),
        Rule::c_not_same => PlaceClause::NotSamePerson(name()?),
        Rule::c_allow => {
            let all = [("correct_on_spot", Permit::CorrectOnSpot), ("transfer", Permit::Transfer)];
            PlaceClause::Allow(parts.all(Rule::permit).map(|n| at.choice(n, &all)).collect::<Built<_>>()?)
        }
        Rule::c_allow_return => PlaceClause::AllowReturn {
            to: name()?,
            mode: at.return_mode(parts.one(Rule::return_mode)?)?,
            cap: at.maybe(&parts, Rule::cap, cap)?,
        },
        Rule::c_branch => {
            let names = at.names(&parts);
            let [name, from, to @ ..] = names.as_slice() else { return Err(parts.lost()) };
            let each = parts.has("for_each");
            PlaceClause::Branch { name: name.clone(), each, from: from.clone(), to: to.first().cloned() }
        }
        Rule::c_joined => {
            let count = at.maybe(&parts, Rule::branch_count, |at, node| {
                Ok(at.located(node, at.count(at.parts(node).one(Rule::number)?)?))
            })?;
            let when = Located::new(Trigger::Joined(count), guard_span(at, &node, &parts));
            PlaceClause::Direct { when, deeds: deeds()?, overrides: false }
        }
        Rule::c_no_branch => {
            let when = Located::new(Trigger::NoBranch, guard_span(at, &node, &parts));
            PlaceClause::Direct { when, deeds: deeds()?, overrides: false }
        }
        Rule::c_completed | Rule::c_otherwise | Rule::c_timed => {
            let trigger = trigger(at, node.rule(), &parts)?;
            PlaceClause::Direct {
                when: Located::new(trigger, guard_span(at, &node, &parts)),
                deeds: deeds()?,
                overrides: false,
            }
        }
        Rule::c_only_when => PlaceClause::OnlyWhen(at.expr(parts.one(Rule::expr)?)?),
        Rule::c_guarded => guarded(at, &parts)?,
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

fn signing(parts: &Parts<'_>) -> Signing {
    if parts.has("countersign_in_turn") {
        Signing::InTurn
    } else if parts.has("countersign") {
        Signing::All
    } else {
        Signing::AnyOne
    }
}

fn cap(at: Place, node: &Node<'_>) -> Built<Cap> {
    let parts = at.parts(node);
    let times = parts.one(Rule::times)?;
    let number = at.count(at.parts(times).one(Rule::number)?)?;
    let deeds = at.maybe(&parts, Rule::deeds, Place::deeds)?.unwrap_or_default();
    Ok(Cap { times: at.located(times, number), deeds })
}

fn awaited(at: Place, node: &Node<'_>) -> Built<Located<Awaited>> {
    let parts = at.parts(node);
    let inner = parts.first()?;
    let made = if inner.rule() == Rule::linked {
        let (name, is) = at.linked(inner)?;
        Awaited::Linked(name, is)
    } else if inner.rule() == Rule::by_party {
        let (party, does) = at.by_party(inner)?;
        Awaited::Party(party, does)
    } else {
        Awaited::Event(at.open_name(inner)?)
    };
    Ok(at.located(inner, made))
}

fn trigger(at: Place, rule: Rule, parts: &Parts<'_>) -> Built<Trigger> {
    Ok(match (rule, parts.maybe(Rule::remainder)) {
        (Rule::c_completed, _) => Trigger::Completed,
        (Rule::c_otherwise, _) => Trigger::Otherwise,
        (_, None) if parts.has("unopposed") => Trigger::Unopposed,
        (_, Some(left)) => Trigger::Left(at.remainder(left)?),
        (_, None) => Trigger::Expired,
    })
}

/// The words before the acts, without the particle and the mark that end them.
fn guard_span(at: Place, node: &Node<'_>, parts: &Parts<'_>) -> crate::span::Span {
    let guard = parts.nodes.iter().filter(|n| n.rule() != Rule::deeds).map(Node::end).max();
    at.range(node.start(), guard.unwrap_or_else(|| node.end()))
}

fn guarded(at: Place, parts: &Parts<'_>) -> Built<PlaceClause> {
    let when = match parts.maybe(Rule::listed_guard) {
        Some(head) => {
            let all = at.parts(head).has("all_listed");
            at.listed(all, parts.one(Rule::listed_items)?, at.span(head))?
        }
        None => excepting(at, at.expr(parts.one(Rule::expr)?)?, parts)?,
    };
    if parts.maybe(Rule::duty).is_some() {
        return Ok(PlaceClause::GiveReasons(when));
    }
    if let Some(owed) = parts.maybe(Rule::owed) {
        return Ok(PlaceClause::Owe { when, deeds: at.deeds(at.parts(owed).one(Rule::deeds)?)? });
    }
    if let Some(forbidden) = parts.maybe(Rule::forbidden) {
        return Ok(PlaceClause::Forbid { when, value: at.inner_name(forbidden)? });
    }
    let span = when.span;
    let deeds = at.deeds(parts.one(Rule::deeds)?)?;
    let overrides = parts.has("overrides");
    Ok(PlaceClause::Direct { when: Located::new(Trigger::If(when), span), deeds, overrides })
}

/// 甲 的，但 乙 的除外.
pub(super) fn excepting(at: Place, when: Expr, parts: &Parts<'_>) -> Built<Expr> {
    let Some(exception) = parts.maybe(Rule::exception) else { return Ok(when) };
    let but = at.expr(at.parts(exception).one(Rule::expr)?)?;
    let span = when.span;
    Ok(Expr { kind: ExprKind::Except(Box::new(when), Box::new(but)), span })
}

fn excluded(at: Place, parts: &Parts<'_>) -> Built<Excluded> {
    Ok(Excluded {
        clock: at.name(parts.one(Rule::name)?),
        only: at.maybe(parts, Rule::limit, Place::limit)?,
        at_most: at.maybe(parts, Rule::at_most, Place::inner_period)?,
        cause: at.maybe(parts, Rule::cause, Place::inner_name)?,
        tell: at.told(parts)?,
        basis: at.bases(parts)?,
    })
}

impl Place {
    /// 书面告知 ….
    pub(super) fn told(self, parts: &Parts<'_>) -> Built<Option<Located<Role>>> {
        self.maybe(parts, Rule::tell_whom, |at, node| at.role(at.parts(node).one(Rule::role)?))
    }
}
