//! Acts: the words of the language to the kernel's symbols and actions.

use super::{LowerError, names::Names};
use shouwen_model::form::{self, Act, ActItem, Basis, DateSource, Deemed, EndingAct, Recipient, Role};
use shouwen_model::kernel::{
    ActDecl, ActId, Action, Addressee, Answers, Clause, DateFrom, Effect, OnViolation, SECOND_NOTICE, Who,
};

/// The kinds of act a case can show to have been done. The order is that of the ids and never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Acted {
    /// 受理.
    Accept,
    /// 不予受理.
    Decline,
    /// 一次性告知.
    NotifyOnce,
    /// 撤回.
    Withdraw,
    /// 准予.
    Grant,
    /// 同意.
    Consent,
    /// 送达.
    Serve,
    /// 转为承诺件.
    Convert,
}

const ALL: [(Acted, &str); 8] = [
    (Acted::Accept, "accept"),
    (Acted::Decline, "decline"),
    (Acted::NotifyOnce, "notify_once"),
    (Acted::Withdraw, "withdraw"),
    (Acted::Grant, "grant"),
    (Acted::Consent, "consent"),
    (Acted::Serve, "serve"),
    (Acted::Convert, "convert"),
];

/// The acts of every definition. A one-time notice is guarded: once a round, over a completed check; an attempt beyond
/// that is put on record (行政许可法第七十二条).
#[must_use]
pub(super) fn acts(names: &Names) -> Vec<ActDecl> {
    let basis =
        Basis::Law { title: "行政许可法".to_owned(), article: Some("第七十二条".to_owned()) };
    ALL.iter()
        .map(|(act, code)| ActDecl {
            code: (*code).to_owned(),
            once_per_round: (*act == Acted::NotifyOnce).then(|| match names.breach(SECOND_NOTICE) {
                Ok(breach) => OnViolation::Record { breach, basis: Some(basis.clone()) },
                Err(_) => OnViolation::Refuse,
            }),
        })
        .collect()
}

/// The id of an act.
pub(super) fn act_id(act: Acted) -> Result<ActId, LowerError> {
    let position = ALL.iter().position(|(a, _)| *a == act);
    position.and_then(ActId::new).ok_or(LowerError::TooMany("act"))
}

/// The act that ends a clock.
pub(super) fn ending(act: EndingAct) -> Result<ActId, LowerError> {
    match act {
        EndingAct::Decline => act_id(Acted::Decline),
        EndingAct::NotifyOnce => act_id(Acted::NotifyOnce),
        EndingAct::Convert => act_id(Acted::Convert),
        _ => act_id(Acted::Accept),
    }
}

/// Who a role is.
pub(super) fn who(role: &Role, names: &Names) -> Result<Who, LowerError> {
    Ok(match role {
        Role::Applicant => Who::Applicant,
        Role::FirstHandler => Who::FirstHandler,
        Role::OwnSuperior => Who::Superior,
        Role::Post { name } => Who::Post(names.post(name)?),
        Role::Party { name } => Who::Party(names.party(name)?),
        _ => Who::CurrentHandler,
    })
}

fn addressee(to: &Recipient, names: &Names) -> Result<Addressee, LowerError> {
    match to {
        Recipient::Role { role } => Ok(Addressee::Who(who(role, names)?)),
        Recipient::Outside { name } => Ok(Addressee::Outside(name.clone())),
    }
}

fn answerable(answers: &form::Answers, names: &Names) -> Result<Answers, LowerError> {
    match answers {
        form::Answers::OfficerIn { place } => Ok(Answers::OfficerIn(names.place(place)?)),
        form::Answers::Role { role } => Ok(Answers::Role(who(role, names)?)),
    }
}

/// The effects of a clause's acts, in order.
pub(super) fn effects(items: &[ActItem], clause: &Clause, names: &Names) -> Result<Vec<Effect>, LowerError> {
    let mut effects = Vec::new();
    for item in items {
        for action in actions(&item.act, clause, names)? {
            effects.push(Effect { action, basis: item.basis.clone(), clause: clause.clone() });
        }
    }
    Ok(effects)
}

fn perform(act: Acted, deemed: bool) -> Result<Vec<Action>, LowerError> {
    Ok(vec![Action::Perform { act: act_id(act)?, deemed }])
}

fn actions(act: &Act, clause: &Clause, names: &Names) -> Result<Vec<Action>, LowerError> {
    let set = |date: &str, to: &DateSource, moves| match to {
        DateSource::Date { name } => {
            let from = DateFrom::Date(names.date(name)?);
            Ok(vec![Action::SetDate { date: names.date(date)?, from, moves }])
        }
        DateSource::Field { name } => {
            let from = DateFrom::Field(names.field(name)?);
            Ok(vec![Action::SetDate { date: names.date(date)?, from, moves }])
        }
        DateSource::Decided | DateSource::Received => Err(LowerError::incomplete(
            clause,
            "a key date is set to another one, or to a field that holds a date",
        )),
    };
    match act {
        Act::Accept => perform(Acted::Accept, false),
        Act::AcceptDeferring => {
            Ok(vec![Action::Perform { act: act_id(Acted::Accept)?, deemed: false }, Action::Defer])
        }
        Act::OnFile => Ok(vec![Action::OnFile]),
        Act::Decline => perform(Acted::Decline, false),
        Act::NotifyOnce { what: form::Notified::AllGaps } => {
            Ok(vec![Action::Perform { act: act_id(Acted::NotifyOnce)?, deemed: false }, Action::ListGaps])
        }
        Act::Deem { what: Deemed::Received } => Ok(vec![Action::DeemReceived]),
        Act::Deem { what } => perform(
            match what {
                Deemed::Accepted => Acted::Accept,
                Deemed::Withdrawn => Acted::Withdraw,
                Deemed::Granted => Acted::Grant,
                Deemed::Consented => Acted::Consent,
                Deemed::Served => Acted::Serve,
                _ => return Err(LowerError::incomplete(clause, "this deemed act is not known")),
            },
            true,
        ),
        Act::Issue { document } => Ok(vec![Action::Issue { document: document.clone() }]),
        Act::Serve { whom: Role::Party { name } } => {
            Ok(vec![Action::Send { party: names.party(name)?, consults: false }])
        }
        Act::Serve { whom } => Ok(vec![Action::Serve(who(whom, names)?)]),
        Act::Consult { party } => Ok(vec![Action::Send { party: names.party(party)?, consults: true }]),
        Act::Copy { to } => Ok(vec![Action::Copy(addressee(to, names)?)]),
        Act::Report { to } => Ok(vec![Action::Report(addressee(to, names)?)]),
        Act::List { register } => Ok(vec![Action::List { register: register.clone() }]),
        Act::Tell { whom, what } => Ok(vec![Action::Tell { who: who(whom, names)?, what: what.clone() }]),
        Act::RecordDate { date } => Ok(vec![Action::RecordDate(names.date(date)?)]),
        Act::SetDate { date, to } => set(date, to, false),
        Act::MoveDate { date, to } => set(date, to, true),
        Act::Right { whom, what } => Ok(vec![Action::Right { who: who(whom, names)?, what: what.clone() }]),
        Act::Bar { event } => Ok(vec![Action::Bar(super::edges::event(event, names)?)]),
        Act::OpenLinked { link } => Ok(vec![Action::OpenLinked { link: link.clone() }]),
        Act::Convert { reason } => {
            Ok(vec![Action::Convert { act: act_id(Acted::Convert)?, reason: names.field(reason)? }])
        }
        Act::Urge { whom } => Ok(vec![Action::Urge(who(whom, names)?)]),
        Act::Escalate { to } => Ok(vec![Action::Escalate(who(to, names)?)]),
        Act::Breach { name, answers } => {
            let answers = answers.as_ref().map(|answers| answerable(answers, names)).transpose()?;
            Ok(vec![Action::Breach { breach: names.breach(name)?, answers }])
        }
    }
}
