//! What comes in: an opening, the check of the materials, fields, corrections, supplements.

use super::draft::{Draft, Halt};
use super::{branches, clocks, custody, deferred, linked, malformed, office, travel, unfit};
use crate::command::{Act, Datum, Mark};
use crate::effect::Effect;
use crate::fact::Fact;
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_model::form::{BoundTo, FirstHolder};
use shouwen_model::kernel::{Event, FieldDecl, FieldId, MAX_ELEMENTS, MaterialId, Place, PlaceId};
use shouwen_model::value::Value;
use std::collections::BTreeSet;

/// A name that the definition does not have.
pub(super) fn unknown<'n>(
    kind_zh: &str,
    kind_en: &str,
    name: &str,
    known: impl Iterator<Item = &'n String>,
) -> Halt {
    Refusal::new(
        RefusalCode::UnknownName,
        format!("没有名为「{name}」的{kind_zh}"),
        format!("there is no {kind_en} `{name}`"),
    )
    .allow_each(known)
    .into()
}

/// Nothing is named twice in one command: which of the two counts would be a guess. With that a list is never longer
/// than the definition's own.
pub(super) fn each_once<'n>(names: impl Iterator<Item = &'n String>) -> Result<(), Halt> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(unfit(format!("「{name}」写了两次"), format!("`{name}` is named twice")).into());
        }
    }
    Ok(())
}

/// Fields of a command: each once.
pub(super) fn fields_once(data: &[(String, Datum)]) -> Result<(), Halt> {
    each_once(data.iter().map(|(name, _)| name))
}

/// Materials of a command: each once, and each declared.
pub(super) fn materials_known<'n>(
    draft: &Draft<'_>,
    names: impl Iterator<Item = &'n String> + Clone,
) -> Result<(), Halt> {
    each_once(names.clone())?;
    for name in names {
        if names::material(draft.definition(), name).is_err() {
            let known = draft.definition().materials.iter().map(|m| &m.name);
            return Err(unknown("材料", "material", name, known));
        }
    }
    Ok(())
}

/// 提交.
pub(super) fn open(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let Act::Open { alias, applicant, data, materials, ordered, present } = &draft.command.body.act else {
        return Err(malformed("not an opening").into());
    };
    let definition = draft.definition();
    in_force(draft, alias)?;
    if applicant.is_some() && draft.command.by_applicant() {
        return Err(
            unfit("申请人以自己的名义提交，不另写申请人", "an applicant opens in the own name").into()
        );
    }
    match ordered {
        Some(ordered) => linked::ordered(draft, ordered)?,
        None => officer(draft)?,
    }
    rules(draft, alias);
    each_once(present.iter().map(|(person, _)| person))?;
    let contact = definition.slots.iter().any(|slot| slot.first == FirstHolder::FirstContact);
    if !present.is_empty() && (draft.command.by_applicant() || !contact) {
        return Err(unfit(
            "同时在场的人由经办人登记，而且只在有首问责任的事项里写",
            "who else was asked is said by an officer, where somebody is asked first",
        )
        .into());
    }
    custody::begin(draft, present)?;
    applied(draft, data)?;
    for decl in definition.fields.iter().filter(|d| d.required && d.by_applicant) {
        if !data.iter().any(|(name, _)| *name == decl.name) {
            return Err(field_missing(&decl.name, None));
        }
    }
    hand(draft, materials)?;
    let start = definition.machine.start().ok_or_else(|| malformed("the definition has no place"))?;
    travel::enter(draft, start)
}

/// The rules that apply to a procedure are on record from the opening; a rule is under none.
fn rules(draft: &mut Draft<'_>, alias: &str) {
    if draft.definition().rule.is_some() {
        return;
    }
    for (alias, definition, source) in draft.world.outside.rules(alias, draft.command.at.date()) {
        draft.used(Fact::Rule { alias, definition, source });
    }
}

/// Whoever opens a case is the applicant, or an officer for a post of the procedure that the officer holds.
fn officer(draft: &mut Draft<'_>) -> Result<(), Halt> {
    let Some(person) = draft.command.person() else { return Ok(()) };
    let Some(post) = draft.command.actor.post.as_deref() else {
        return Err(unfit(
            "由申请人自己提交，或者由经办人写明岗位后登记",
            "a case is opened by an applicant, or by an officer for a post",
        )
        .into());
    };
    let declared = draft.definition().posts.iter().any(|p| p.name == post);
    if declared && draft.holding(person, post).is_some() {
        return Ok(());
    }
    if !declared {
        let posts = draft.definition().posts.iter().map(|p| &p.name);
        return Err(Refusal::new(
            RefusalCode::NotHolder,
            format!("「{post}」不是这一事项的岗位"),
            format!("`{post}` is no post of this procedure"),
        )
        .allow_each(posts)
        .into());
    }
    Err(Refusal::new(
        RefusalCode::NotHolder,
        format!("{person} 此时不在「{post}」"),
        format!("{person} does not hold `{post}` now"),
    )
    .allow("由申请人提交，或者由在岗人员登记", "the applicant, or an officer who holds the post")
    .into())
}

/// Fields that the applicant fills.
fn applied(draft: &mut Draft<'_>, data: &[(String, Datum)]) -> Result<(), Halt> {
    fields_once(data)?;
    for (name, datum) in data {
        let (_, decl) = field(draft, name)?;
        if !decl.by_applicant {
            let fields = draft.definition().fields.iter().filter(|f| f.by_applicant);
            return Err(not_here(name, None, fields.map(|f| &f.name)));
        }
        set(draft, decl, datum)?;
    }
    Ok(())
}

pub(super) fn in_force(draft: &mut Draft<'_>, alias: &str) -> Result<(), Halt> {
    let definition = draft.definition();
    let day = draft.command.at.date();
    let found = draft.world.outside.in_force(alias, day);
    match found {
        Some((hash, source)) if hash == definition.hash && day >= definition.in_force_from => {
            draft.used(Fact::InForce { alias: alias.to_owned(), definition: hash, source });
            Ok(())
        }
        _ => Err(Refusal::new(
            RefusalCode::NotInForce,
            format!("「{alias}」在 {day} 没有生效的版本"),
            format!("no version of `{alias}` is in force on {day}"),
        )
        .into()),
    }
}

pub(super) fn field<'a>(draft: &Draft<'a>, name: &str) -> Result<(FieldId, &'a FieldDecl), Halt> {
    let found = names::field(draft.definition(), name).ok();
    found
        .and_then(|id| draft.definition().field(id).map(|decl| (id, decl)))
        .ok_or_else(|| unknown("登记信息", "field", name, draft.definition().fields.iter().map(|f| &f.name)))
}

fn not_here<'n>(name: &str, place: Option<&Place>, here: impl Iterator<Item = &'n String>) -> Halt {
    let refusal = Refusal::new(
        RefusalCode::FieldNotHere,
        format!("「{name}」不在这里填写"),
        format!("`{name}` is not filled in here"),
    );
    of_place(refusal, place).allow_each(here).into()
}

/// Names the section of the place that refuses; an opening stands in none yet.
fn of_place(refusal: Refusal, place: Option<&Place>) -> Refusal {
    match place {
        Some(place) => refusal.by(names::text(&place.section)),
        None => refusal,
    }
}

pub(super) fn field_missing(name: &str, place: Option<&Place>) -> Halt {
    let refusal = Refusal::new(
        RefusalCode::FieldMissing,
        format!("「{name}」还没有填写"),
        format!("`{name}` is not filled in yet"),
    );
    of_place(refusal, place).allow_each([name]).into()
}

pub(super) fn set(draft: &mut Draft<'_>, decl: &FieldDecl, datum: &Datum) -> Result<(), Halt> {
    fits(draft, decl, datum)?;
    draft.emit(Effect::Set { field: decl.name.clone(), value: datum.clone() })?;
    branches::listed_anew(draft, &decl.name)?;
    clocks::moved(draft, decl)
}

/// A value is what the text says of its field.
pub(super) fn fits(draft: &Draft<'_>, decl: &FieldDecl, datum: &Datum) -> Result<(), Halt> {
    let wrong = || {
        let (zh, en) = decl.ty.words();
        Refusal::new(
            RefusalCode::WrongType,
            format!("「{}」应为{zh}", decl.name),
            format!("`{}` has to be a value of type {en}", decl.name),
        )
        .allow(zh, en)
    };
    if decl.sealed != matches!(datum, Datum::Sealed(_)) {
        return Err(malformed("a field is sealed exactly where the definition says so").into());
    }
    if datum.value().is_some_and(|value| !decl.ty.admits(value)) {
        return Err(wrong().into());
    }
    if let Some(value) = datum.value() {
        in_bounds(draft, decl, value)?;
        few_enough(draft, decl, value)?;
    }
    Ok(())
}

/// 范围, 不早于, 不超过 …: what is entered keeps to what the text says of the field.
fn in_bounds(draft: &Draft<'_>, decl: &FieldDecl, value: &Value) -> Result<(), Halt> {
    for bound in &decl.bounds {
        let to = match &bound.to {
            BoundTo::Value { value } => value.clone(),
            BoundTo::Today => Value::Date { v: draft.command.at.date() },
        };
        if bound.op.between(value, &to) {
            continue;
        }
        let ((zh, en), to) =
            (bound.op.words(matches!(value, Value::Date { .. } | Value::Month { .. })), to.words());
        return Err(Refusal::new(
            RefusalCode::OutOfBounds,
            format!("「{}」应{zh} {}", decl.name, to.0),
            format!("`{}` has to be {en} {}", decl.name, to.1),
        )
        .allow(format!("{zh} {}", to.0), format!("{en} {}", to.1))
        .into());
    }
    Ok(())
}

/// A list of which each element is to have a branch has at most as many as there may be branches.
fn few_enough(draft: &Draft<'_>, decl: &FieldDecl, value: &Value) -> Result<(), Halt> {
    let Value::List { v } = value else { return Ok(()) };
    let definition = draft.definition();
    let mut each = definition.places.iter().flat_map(|place| &place.elements);
    let branches = each.any(|of| definition.field(of.field).is_some_and(|field| field.name == decl.name));
    if !branches || v.len() <= MAX_ELEMENTS {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::OutOfBounds,
        format!("「{}」的每一项都有一个分支，最多写 {MAX_ELEMENTS} 项", decl.name),
        format!("each element of `{}` has a branch of its own, so it has {MAX_ELEMENTS} at most", decl.name),
    )
    .allow(format!("不超过 {MAX_ELEMENTS} 项"), format!("at most {MAX_ELEMENTS} elements"))
    .into())
}

fn hand(draft: &mut Draft<'_>, materials: &[String]) -> Result<(), Halt> {
    materials_known(draft, materials.iter())?;
    if materials.is_empty() { Ok(()) } else { draft.emit(Effect::Hand { materials: materials.to_vec() }) }
}

/// 核对: every material gets a mark.
pub(super) fn check(draft: &mut Draft<'_>, place: &str, marks: &[(String, Mark)]) -> Result<(), Halt> {
    let (id, place) = draft.here_in(place)?;
    office::acts(draft, id, place)?;
    materials_known(draft, marks.iter().map(|(name, _)| name))?;
    let (mut conforming, mut missing) = (Vec::new(), Vec::new());
    let (mut nonconforming, mut promised) = (Vec::new(), Vec::new());
    for (index, decl) in draft.definition().materials.iter().enumerate() {
        let state = MaterialId::new(index).and_then(|id| draft.case.materials.get(&id));
        let named = marks.iter().find(|(name, _)| *name == decl.name).map(|(_, mark)| *mark);
        let there = decl.shared || state.is_some_and(|m| m.handed.is_some());
        let list = match named.unwrap_or(if there { Mark::Conforming } else { Mark::Missing }) {
            Mark::Conforming => &mut conforming,
            Mark::Missing => &mut missing,
            Mark::Nonconforming => &mut nonconforming,
            Mark::Promised if !decl.promise => return Err(no_promise(draft, place)),
            Mark::Promised => &mut promised,
        };
        list.push(decl.name.clone());
    }
    draft.emit(Effect::Checked { conforming, missing, nonconforming, promised })
}

/// A promise stands only in the place of what the text says so of.
fn no_promise(draft: &Draft<'_>, place: &Place) -> Halt {
    let may = draft.definition().materials.iter().filter(|decl| decl.promise).map(|decl| &decl.name);
    let refusal = Refusal::new(
        RefusalCode::NotPermitted,
        "这份材料不能以承诺代替",
        "no promise may stand in the place of this material",
    );
    refusal.by(names::text(&place.section)).allow_each(may).into()
}

/// 填写.
pub(super) fn fill(draft: &mut Draft<'_>, place: &str, data: &[(String, Datum)]) -> Result<(), Halt> {
    let (id, place) = draft.here_in(place)?;
    office::acts(draft, id, place)?;
    // Nothing to fill in is how a further person joins a place that takes several; once is enough.
    if data.is_empty() && draft.is_idle() {
        return Err(Refusal::new(
            RefusalCode::NothingToDo,
            "没有要填写的内容",
            "there is nothing to fill in",
        )
        .by(names::text(&place.section))
        .into());
    }
    fill_here(draft, id, place, data)
}

/// Fields of the place itself.
pub(super) fn fill_here(
    draft: &mut Draft<'_>,
    _: PlaceId,
    place: &Place,
    data: &[(String, Datum)],
) -> Result<(), Halt> {
    fields_once(data)?;
    for (name, datum) in data {
        let (field, decl) = field(draft, name)?;
        if !place.fields.contains(&field) {
            let here = place.fields.iter().filter_map(|id| draft.definition().field(*id));
            return Err(not_here(name, Some(place), here.map(|f| &f.name)));
        }
        set(draft, decl, datum)?;
    }
    Ok(())
}

/// 当场更正.
pub(super) fn correct(
    draft: &mut Draft<'_>,
    data: &[(String, Datum)],
    materials: &[String],
) -> Result<(), Halt> {
    let (id, place) = draft.here()?;
    if !place.correct_on_spot {
        return Err(Refusal::new(
            RefusalCode::NotPermitted,
            format!("「{}」不允许当场更正", place.name),
            format!("`{}` does not permit a correction on the spot", place.name),
        )
        .by(names::text(&place.section))
        .allow("按流程补正", "a supplement in its place")
        .into());
    }
    office::acts(draft, id, place)?;
    if data.is_empty() && materials.is_empty() {
        return Err(unfit("更正要写明改了什么", "a correction says what is put right").into());
    }
    applied(draft, data)?;
    hand(draft, materials)
}

/// 补齐: everything that is missing comes in; what was deferred may come in piece by piece, wherever the case stands.
pub(super) fn supplement(draft: &mut Draft<'_>, materials: &[String]) -> Result<(), Halt> {
    if !travel::awaits(draft, &Event::Supplemented) && deferred::owes(draft, materials) {
        travel::entitled(draft, &Event::Supplemented)?;
        return hand(draft, materials);
    }
    travel::entitled(draft, &Event::Supplemented)?;
    travel::awaited(draft, &Event::Supplemented)?;
    let (_, place) = draft.here()?;
    let open: Vec<String> = draft.gaps().into_iter().filter(|gap| !materials.contains(gap)).collect();
    if !open.is_empty() {
        return Err(Refusal::new(
            RefusalCode::GapsRemain,
            format!("还缺：{}", open.join("、")),
            format!("still missing: {}", open.join(", ")),
        )
        .by(names::text(&place.section))
        .allow_each(&open)
        .into());
    }
    draft.emit(Effect::Round {})?;
    hand(draft, materials)?;
    travel::happen(draft, &Event::Supplemented)
}
