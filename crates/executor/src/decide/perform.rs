//! Carrying out the acts of a clause, in the order of the text.

use super::draft::{Draft, Halt};
use super::{clocks, deferred, ladder, linked, notice, office, parties};
use crate::effect::Effect as Out;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_canon::Date;
use shouwen_model::form::Basis;
use shouwen_model::kernel::{
    ActId, Action, Addressee, Answers, BreachId, Clause, DateFrom, DateId, Effect, FieldId,
};
use shouwen_model::value::Value;

/// Carries out effects one after the other.
pub(super) fn all(draft: &mut Draft<'_>, effects: &[Effect]) -> Result<(), Halt> {
    effects.iter().try_for_each(|effect| one(draft, effect))
}

pub(super) fn one(draft: &mut Draft<'_>, effect: &Effect) -> Result<(), Halt> {
    match &effect.action {
        Action::Perform { act, deemed } => act_done(draft, *act, *deemed, &effect.clause),
        Action::Defer => deferred::all_gaps(draft, &effect.clause),
        Action::ListGaps if draft.by_time() && !draft.case.round.checked => Ok(()),
        Action::ListGaps => notice::list(draft),
        Action::OnFile => notice::waive(draft),
        Action::Issue { document } => {
            let period = clocks::period_of(draft, document)?;
            draft.emit(Out::Issue { document: document.clone(), period })?;
            clocks::issued(draft, document)
        }
        Action::Disclose { fields } => disclose(draft, fields),
        Action::Serve(who) => {
            let whom = office::whom(draft, *who);
            draft.emit(Out::Served { whom })
        }
        Action::Send { party, consults } => parties::send(draft, *party, *consults, &effect.clause),
        Action::DeemConsented(party) => parties::consent(draft, *party),
        Action::Copy(to) => {
            let whom = addressed(draft, to);
            draft.emit(Out::Copied { whom })
        }
        Action::Report(to) => {
            let whom = addressed(draft, to);
            draft.emit(Out::Reported { whom })
        }
        Action::List { register } => draft.emit(Out::Registered { register: register.clone() }),
        Action::Tell { who, what } => {
            let whom = office::whom(draft, *who);
            draft.emit(Out::Tell { what: what.clone(), whom })
        }
        Action::RecordDate(date) => {
            let day = draft.day();
            set_date(draft, *date, day, false, &effect.clause)
        }
        Action::SetDate { date, from, moves } => date_from(draft, *date, *from, *moves, &effect.clause),
        Action::Right { who, what } => {
            let whom = office::whom(draft, *who);
            let (clause, basis) = (names::text(&effect.clause), effect.basis.clone());
            draft.emit(Out::Right { clause, basis, what: what.clone(), whom })
        }
        Action::Bar(event) => {
            let (clause, basis) = (names::text(&effect.clause), effect.basis.clone());
            draft.emit(Out::Bar { clause, event: names::event(draft.definition(), event), basis })
        }
        Action::OpenLinked { link } => linked::open(draft, link, &effect.clause),
        Action::Convert { act, reason } => convert(draft, *act, *reason, &effect.clause),
        Action::DeemReceived => Err(super::malformed("nothing is offered here").into()),
        Action::Urge(who) => {
            let whom = office::whom(draft, *who);
            draft.emit(Out::Urge { whom })
        }
        Action::Escalate(who) => {
            let whom = office::whom(draft, *who);
            draft.emit(Out::Escalate { whom })
        }
        Action::Breach { breach, answers } => {
            let answers = match answers {
                None => draft.in_charge(),
                Some(answers) => answerable(draft, *answers, &effect.clause)?,
            };
            let finding = finding_of(draft, answers, *breach, &effect.clause, effect.basis.as_ref());
            draft.emit(finding)
        }
    }
}

/// A key date is set to another day, which has to be known.
fn date_from(
    draft: &mut Draft<'_>,
    date: DateId,
    from: DateFrom,
    moves: bool,
    clause: &Clause,
) -> Result<(), Halt> {
    let (name, value) = date_of(draft, from);
    let Some(value) = value else {
        if draft.by_time() {
            return Ok(());
        }
        return Err(Refusal::new(
            RefusalCode::DateMissing,
            format!("「{name}」还没有记录"),
            format!("`{name}` is not recorded yet"),
        )
        .by(names::text(clause))
        .into());
    };
    set_date(draft, date, value, moves, clause)
}

/// How records name whom a copy or a report goes to.
fn addressed(draft: &Draft<'_>, to: &Addressee) -> String {
    match to {
        Addressee::Who(who) => office::whom(draft, *who),
        Addressee::Outside(name) => name.clone(),
    }
}

/// 公开: the record names the fields that had something to disclose, never what stands in them.
fn disclose(draft: &mut Draft<'_>, fields: &[FieldId]) -> Result<(), Halt> {
    let (_, place) = draft.here()?;
    let named = |id: &FieldId| draft.definition().field(*id).map(|f| f.name.clone());
    let fields = fields.iter().filter(|id| draft.filled(**id)).filter_map(named).collect();
    draft.emit(Out::Disclosed { fields, place: place.name.clone() })
}

/// Who answers for a breach that the text lays on somebody. Nobody finds a breach of the own.
fn answerable(
    draft: &Draft<'_>,
    answers: Answers,
    clause: &Clause,
) -> Result<(Option<String>, String), Halt> {
    let (person, post) = match answers {
        Answers::OfficerIn(place) => office::acted_in(draft, place),
        Answers::Role(who) => office::answers(draft, who),
    };
    match person {
        Some(person) if draft.command.person() == Some(person.as_str()) && !draft.by_time() => {
            Err(Refusal::new(
                RefusalCode::SamePerson,
                format!("{person} 是应当负责的人，不得自己认定"),
                format!("{person} is the one who answers for it and may not find it"),
            )
            .by(names::text(clause))
            .allow("由另一名在岗人员认定", "another holder of the post")
            .into())
        }
        person => Ok((person, post)),
    }
}

fn act_done(draft: &mut Draft<'_>, act: ActId, deemed: bool, clause: &Clause) -> Result<(), Halt> {
    let Some(decl) = draft.definition().act(act) else {
        return Err(super::malformed("the definition has no such act").into());
    };
    if let Some(guard) = &decl.once_per_round {
        let gaps = draft.gaps();
        match notice::once(draft, guard, &gaps) {
            // Time goes on: what it may not do, it leaves undone.
            Err(_) if draft.by_time() => return Ok(()),
            outcome => outcome?,
        }
    }
    draft.emit(Out::Act { act: decl.code.clone(), clause: names::text(clause), deemed })?;
    clocks::acted(draft, act)
}

/// The name of a source of dates, and the date it holds.
pub(super) fn date_of(draft: &Draft<'_>, from: DateFrom) -> (String, Option<Date>) {
    let definition = draft.definition();
    match from {
        DateFrom::Date(id) => {
            (definition.date(id).cloned().unwrap_or_default(), draft.case.dates.get(&id).copied())
        }
        DateFrom::Field(id) => {
            let value = draft.case.fields.get(&id).and_then(|held| match held.value {
                Some(Value::Date { v }) => Some(v),
                _ => None,
            });
            (definition.field(id).map(|f| f.name.clone()).unwrap_or_default(), value)
        }
    }
}

pub(super) fn set_date(
    draft: &mut Draft<'_>,
    date: DateId,
    value: Date,
    moves: bool,
    clause: &Clause,
) -> Result<(), Halt> {
    let name = draft.definition().date(date).cloned().unwrap_or_default();
    if let Some(before) = draft.case.dates.get(&date)
        && !moves
    {
        // 记 twice, or 定为 of a date that this very command recorded: the later word stands within one command only.
        if draft.by_time() && !draft.dated_now(&name) {
            // Time is never refused by its own acts, or nothing could happen to the case any more. The date that
            // stands is written again, so that the record shows that it stayed.
            let value = *before;
            return draft.emit(Out::Date { date: name, value });
        }
        if !draft.dated_now(&name) {
            return Err(Refusal::new(
                RefusalCode::DateRecorded,
                format!("「{name}」已经记为 {before}，再记须用「改为」"),
                format!("`{name}` is recorded as {before}; only a `moved to` may change it"),
            )
            .by(names::text(clause))
            .into());
        }
    }
    draft.emit(Out::Date { date: name, value })?;
    clocks::dated(draft, date, value)
}

/// An immediate item is carried on as a timed one, for a reason from its closed list.
fn convert(draft: &mut Draft<'_>, act: ActId, reason: FieldId, clause: &Clause) -> Result<(), Halt> {
    let field = draft.definition().field(reason).map(|f| f.name.clone()).unwrap_or_default();
    let given = draft.case.fields.get(&reason).and_then(|held| held.value.as_ref());
    let Some(Value::Choice { v: reason }) = given.cloned() else {
        return Err(Refusal::new(
            RefusalCode::FieldMissing,
            format!("转为承诺件须从「{field}」中选定理由"),
            format!("a conversion needs its reason, chosen in `{field}`"),
        )
        .by(names::text(clause))
        .allow_each([&field])
        .into());
    };
    draft.emit(Out::Converted { field, reason })?;
    act_done(draft, act, false, clause)
}

/// A finding against whoever is in charge.
pub(super) fn finding(draft: &Draft<'_>, breach: BreachId, clause: &Clause, basis: Option<&Basis>) -> Out {
    finding_of(draft, draft.in_charge(), breach, clause, basis)
}

/// A finding against a person, if one is known, and a post.
pub(super) fn finding_of(
    draft: &Draft<'_>,
    answers: (Option<String>, String),
    breach: BreachId,
    clause: &Clause,
    basis: Option<&Basis>,
) -> Out {
    let breach = draft.definition().breach(breach).cloned().unwrap_or_default();
    finding_named(draft, answers, breach, clause, basis)
}

/// A finding of a breach by its name, with what follows from it within the case.
pub(super) fn finding_named(
    draft: &Draft<'_>,
    (person, post): (Option<String>, String),
    breach: String,
    clause: &Clause,
    basis: Option<&Basis>,
) -> Out {
    let consequences = ladder::consequences(draft, &breach, person.as_deref(), &post);
    let day = (!draft.definition().ladders.is_empty()).then(|| draft.day());
    Out::Finding {
        breach,
        clause: names::text(clause),
        day,
        person,
        basis: basis.cloned(),
        consequences,
        post,
    }
}
