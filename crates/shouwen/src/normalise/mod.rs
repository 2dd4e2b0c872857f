//! Requests to commands: words of both languages to acts, values to their types, what is personal sealed. Each thing
//! that does not fit is refused by the name of its field.
#![deny(clippy::wildcard_enum_match_arm, reason = "a clause that is forgotten must not compile")]

mod fields;

use crate::request::{Materials, Request, RequestOpening};
use crate::salts::Salts;
use crate::values;
pub(crate) use fields::{is_directory, only, sized};
use shouwen_audit::{Actor, PersonRef};
use shouwen_canon::{CanonError, CaseId, Date, Instant, Sealed};
use shouwen_executor::{
    APPLICANT, Act, Body, Command, Datum, Late, MAX_KEY_BYTES, Mark, Opening, Refusal, RefusalCode, Slot,
};
use shouwen_model::kernel::Definition;
use shouwen_model::value::{Type, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The acts a request may name, with their Chinese and English words.
pub(crate) const WORDS: &[(&str, &str)] = &[
    ("open", "提交"),
    ("check", "核对"),
    ("fill", "填写"),
    ("enter", "逐案"),
    ("complete", "完成"),
    ("supplement", "补齐"),
    ("withdraw", "撤回"),
    ("event", "登记"),
    ("receipt", "收到"),
    ("answer", "答复"),
    ("notify", "一次性告知"),
    ("correct", "更正"),
    ("attach", "附"),
    ("return", "退回"),
    ("verify", "事后核查"),
    ("transfer", "转办"),
    ("extend", "延长"),
    ("serve", "送达"),
    ("appoint", "任"),
    ("relieve", "免"),
    ("absent", "缺勤"),
    ("delegate", "委托"),
    ("recuse", "回避"),
    ("offer", "移交"),
    ("accept", "签收"),
    ("decline", "拒收"),
    ("refer", "上报"),
    ("assign", "指定"),
    ("draw", "抽取"),
    ("succeed", "接任"),
];

/// What a request is read against.
pub(crate) struct Against<'a> {
    /// The definition of the case, or of the procedure to open; an act upon the directory has none.
    pub(crate) definition: Option<&'a Definition>,
    /// The definition in force under a short name, for cases that are opened along with it.
    pub(crate) in_force: &'a dyn Fn(&str) -> Option<Arc<Definition>>,
}

/// The most bytes of a name in a request: of a person, a post, a place, a case.
pub(crate) const MAX_NAME_BYTES: usize = 1_024;

/// What was given, as a refusal repeats it: not at length.
pub(crate) fn shown(given: &str) -> String {
    const MAX_CHARS: usize = 80;
    match given.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", given.get(..end).unwrap_or_default()),
        None => given.to_owned(),
    }
}

fn malformed(field: &str, zh: &str, en: &str) -> Refusal {
    Refusal::new(RefusalCode::Malformed, format!("字段「{field}」：{zh}"), format!("field `{field}`: {en}"))
}

/// A word of [`WORDS`] that nothing here reads would be an act nobody can ask for, and must not be taken for another.
fn unread(word: &str) -> Refusal {
    malformed("act", &format!("没有「{word}」这个操作"), &format!("there is no act `{word}`"))
}

fn canon(error: &CanonError) -> Refusal {
    malformed("data", "无法记录", &error.to_string())
}

/// The act's English word.
pub(crate) fn word(request: &Request) -> Result<&'static str, Refusal> {
    let asked = request.act.trim();
    let found = WORDS.iter().find(|(en, zh)| *en == asked || *zh == asked);
    found.map(|(en, _)| *en).ok_or_else(|| {
        let asked = shown(asked);
        malformed("act", &format!("没有「{asked}」这个操作"), &format!("there is no act `{asked}`"))
            .allow_each(WORDS.iter().map(|(en, _)| *en))
    })
}

/// The business time of a request; now, if it states none.
pub(crate) fn stated(request: &Request) -> Result<Option<Instant>, Refusal> {
    request.at.as_deref().map(|text| instant("at", text)).transpose()
}

/// When a late entry was entered, if it says so.
pub(crate) fn recorded(request: &Request) -> Result<Option<Instant>, Refusal> {
    if request.recorded.is_some() && request.late.is_none() {
        return Err(malformed(
            "recorded",
            "只有补录才写明登记时间",
            "only a late entry says when it was entered",
        ));
    }
    request.recorded.as_deref().map(|text| instant("recorded", text)).transpose()
}

fn instant(field: &str, text: &str) -> Result<Instant, Refusal> {
    text.parse().or_else(|_| Instant::parse_local(text)).map_err(|_| {
        let text = shown(text);
        malformed(field, &format!("「{text}」不是时间"), &format!("`{text}` is no instant"))
            .allow("2026-03-02T09:14:00+08:00", "2026-03-02T09:14:00+08:00")
    })
}

fn date(field: &str, text: &str) -> Result<Date, Refusal> {
    text.parse().map_err(|_| {
        let text = shown(text);
        malformed(field, &format!("「{text}」不是日期"), &format!("`{text}` is no date"))
            .allow("2026-03-02", "2026-03-02")
    })
}

pub(crate) fn needed<'a>(field: &str, given: Option<&'a String>) -> Result<&'a str, Refusal> {
    given
        .map(String::as_str)
        .filter(|s| !s.is_empty())
        .ok_or_else(|| malformed(field, "没有填写", "it is not given"))
}

/// A key has the length that the executor takes.
pub(crate) fn key(key: &str) -> Result<(), Refusal> {
    if (1..=MAX_KEY_BYTES).contains(&key.len()) {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::KeyLength,
        format!("编号（key）应有 1 至 {MAX_KEY_BYTES} 个字节"),
        format!("a key has 1 to {MAX_KEY_BYTES} bytes"),
    ))
}

/// The command of a request.
pub(crate) fn command(
    request: &Request,
    against: &Against<'_>,
    at: Instant,
    salts: &mut dyn Salts,
) -> Result<Command, Refusal> {
    let word = word(request)?;
    let system = is_directory(word);
    let actor = actor(request, system, salts)?;
    let act =
        if system { directory(request, word, at, salts)? } else { case_act(request, word, against, salts)? };
    let late = request.late.as_ref().map(|late| -> Result<Late, Refusal> {
        let reasons = seal(needed("late.reasons", Some(&late.reasons))?, salts)?;
        Ok(Late {
            second: needed("late.person", Some(&late.person))?.to_owned(),
            post: needed("late.post", Some(&late.post))?.to_owned(),
            reasons,
        })
    });
    let body = Body { key: request.key.clone(), late: late.transpose()?, act };
    Ok(Command { actor, at, body })
}

fn actor(request: &Request, system: bool, salts: &mut dyn Salts) -> Result<Actor, Refusal> {
    let person = request.actor.person.trim();
    if person.is_empty() {
        return Err(malformed("actor.person", "没有填写", "it is not given"));
    }
    if let Some(post) = &request.actor.post {
        if post.trim().is_empty() {
            return Err(malformed("actor.post", "没有填写", "it is not given"));
        }
        return Ok(Actor {
            person: PersonRef::Id(person.to_owned()),
            capacity: None,
            post: Some(post.clone()),
        });
    }
    if system {
        return Ok(Actor { person: PersonRef::Id(person.to_owned()), capacity: None, post: None });
    }
    let sealed = Sealed::seal(person.to_owned(), salts.draw()).map_err(|e| canon(&e))?;
    Ok(Actor { person: PersonRef::Sealed(sealed), capacity: Some(APPLICANT.to_owned()), post: None })
}

fn directory(request: &Request, word: &str, at: Instant, salts: &mut dyn Salts) -> Result<Act, Refusal> {
    let person = needed("person", request.person.as_ref())?.to_owned();
    Ok(match word {
        "appoint" => Act::Appoint {
            from: request.from.as_deref().map_or(Ok(at), |text| instant("from", text))?,
            person,
            stand_in: request.stand_in,
            post: needed("post", request.post.as_ref())?.to_owned(),
        },
        "relieve" => Act::Relieve { person, post: needed("post", request.post.as_ref())?.to_owned() },
        "delegate" => Act::Delegate {
            from: request.from.as_deref().map_or(Ok(at.date()), |text| date("from", text))?,
            person,
            to: needed("to", request.to.as_ref())?.to_owned(),
            post: needed("post", request.post.as_ref())?.to_owned(),
            until: date("until", needed("until", request.until.as_ref())?)?,
        },
        "recuse" => {
            let case = needed("case", request.case.as_ref())?;
            let unknown = || malformed("case", "没有这个办件", "there is no such case");
            Act::Recuse {
                case: case.parse().map_err(|_| unknown())?,
                person,
                reasons: seal(needed("reasons", request.reasons.as_ref())?, salts)?,
            }
        }
        "absent" => Act::Absent {
            from: request.from.as_deref().map_or(Ok(at.date()), |text| date("from", text))?,
            person,
            until: date("until", needed("until", request.until.as_ref())?)?,
        },
        other => return Err(unread(other)),
    })
}

fn case_act(
    request: &Request,
    word: &str,
    against: &Against<'_>,
    salts: &mut dyn Salts,
) -> Result<Act, Refusal> {
    let definition = against.definition.ok_or_else(|| malformed("case", "没有填写", "it is not given"))?;
    let place = || needed("step", request.step.as_ref()).map(ToOwned::to_owned);
    let duty = || request.duty.ok_or_else(|| malformed("duty", "没有填写", "it is not given"));
    Ok(match word {
        "open" => Act::Open {
            alias: needed("procedure", request.procedure.as_ref())?.to_owned(),
            data: filled(request, definition, salts)?,
            applicant: request.applicant.as_ref().map(|name| named(name, salts)).transpose()?,
            ordered: None,
            materials: handed(request)?,
            present: present(request)?,
        },
        "check" => Act::Check { materials: marks(request, definition)?, place: place()? },
        "fill" => Act::Fill { data: filled(request, definition, salts)?, place: place()? },
        "enter" => Act::Enter {
            case: spoken_of(needed("agenda", request.agenda.as_ref())?)?,
            data: filled(request, definition, salts)?,
            place: place()?,
            absent: request.absent,
        },
        "complete" => {
            let place = place()?;
            Act::Complete {
                conclude: conclusions(request, definition, &place),
                data: filled(request, definition, salts)?,
                open: openings(request, against, salts)?,
                period: request.period,
                place,
                reasons: request.reasons.as_ref().map(|r| seal(r, salts)).transpose()?,
            }
        }
        "supplement" => Act::Supplement { materials: handed(request)? },
        "withdraw" => Act::Withdraw {},
        "event" => Act::Event {
            event: needed("event", request.event.as_ref())?.to_owned(),
            place: request.step.clone(),
        },
        "receipt" => Act::Receipt {
            number: request.number.unwrap_or(1),
            party: needed("party", request.party.as_ref())?.to_owned(),
        },
        "answer" => Act::Answer {
            number: request.number.unwrap_or(1),
            party: needed("party", request.party.as_ref())?.to_owned(),
            consents: request.answer.as_deref().map(consents).transpose()?,
        },
        "notify" => Act::Notify { materials: handed(request)? },
        "correct" => Act::Correct { data: filled(request, definition, salts)?, materials: handed(request)? },
        "attach" => Act::Attach { papers: handed(request)?, place: place()? },
        "return" => Act::Return {
            place: place()?,
            to: needed("to", request.to.as_ref())?.to_owned(),
            reasons: seal(needed("reasons", request.reasons.as_ref())?, salts)?,
        },
        "transfer" => Act::Transfer { person: needed("person", request.person.as_ref())?.to_owned() },
        "extend" => Act::Extend {
            clock: needed("clock", request.clock.as_ref())?.to_owned(),
            amount: request.amount.ok_or_else(|| malformed("amount", "没有填写", "it is not given"))?,
            reasons: seal(needed("reasons", request.reasons.as_ref())?, salts)?,
        },
        "offer" | "assign" | "accept" | "decline" | "refer" | "draw" | "succeed" => {
            hand_over(request, word, definition, salts)?
        }
        "verify" => Act::Verify {
            duty: duty()?,
            found: found(request)?,
            open: openings(request, against, salts)?,
            proof: request.proof.clone(),
        },
        "serve" => Act::Serve { duty: duty()?, proof: request.proof.clone() },
        other => return Err(unread(other)),
    })
}

/// The case of the agenda that is entered.
fn spoken_of(name: &str) -> Result<CaseId, Refusal> {
    name.parse().map_err(|_| {
        let name = shown(name);
        malformed("agenda", &format!("没有「{name}」这个办件"), &format!("there is no case `{name}`"))
    })
}

/// What one of a party answers.
fn consents(word: &str) -> Result<bool, Refusal> {
    match word {
        "同意" | "consents" => Ok(true),
        "不同意" | "objects" => Ok(false),
        other => {
            let other = shown(other);
            Err(malformed(
                "answer",
                &format!("「{other}」应为 同意 或 不同意；都不是的，不写"),
                &format!("`{other}` has to be `consents` or `objects`; leave it out if it is neither"),
            ))
        }
    }
}

/// 移交 and what follows: acts upon a slot of responsibility.
fn hand_over(
    request: &Request,
    word: &str,
    definition: &Definition,
    salts: &mut dyn Salts,
) -> Result<Act, Refusal> {
    let slot = slot(request, definition)?;
    let person = || needed("person", request.person.as_ref()).map(ToOwned::to_owned);
    let post = || needed("post", request.post.as_ref()).map(ToOwned::to_owned);
    let mut reasons = || seal(needed("reasons", request.reasons.as_ref())?, salts);
    Ok(match word {
        "offer" => Act::Offer { person: person()?, post: post()?, slot },
        "assign" => Act::Assign { person: person()?, post: post()?, slot },
        "draw" => Act::Draw { slot },
        "accept" => Act::Accept { slot },
        "decline" => Act::Decline { slot, reasons: reasons()? },
        "refer" => Act::Refer { slot, reasons: reasons()? },
        "succeed" => Act::Succeed { person: person()?, slot },
        other => return Err(unread(other)),
    })
}

/// The slot that a request means: by its name, by what it is, or the only one that is handed over.
fn slot(request: &Request, definition: &Definition) -> Result<Slot, Refusal> {
    let Some(name) = request.slot.as_deref() else {
        let mut movable = definition.slots.iter().filter(|slot| slot.hand_over.is_some());
        return match (movable.next(), movable.next()) {
            (Some(only), None) => Ok(Slot::of(only)),
            _ => Err(malformed("slot", "没有填写", "it is not given")
                .allow_each(definition.slots.iter().map(|slot| &slot.name))),
        };
    };
    Ok(match name {
        "首办责任人" | "first handler" | "first" => Slot::First,
        "经办人" | "officer in charge" | "current" => Slot::Current,
        name => match definition.slots.iter().find(|slot| slot.name == name) {
            Some(slot) => Slot::of(slot),
            None => Slot::Named(name.to_owned()),
        },
    })
}

/// What a verification found: the one value that is concluded.
fn found(request: &Request) -> Result<Mark, Refusal> {
    match request.conclude.values().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["合格" | "conforming"] => Ok(Mark::Conforming),
        ["不合格" | "nonconforming"] => Ok(Mark::Nonconforming),
        _ => {
            Err(malformed("conclude", "应为「合格」或者「不合格」", "it is `conforming` or `nonconforming`"))
        }
    }
}

/// Cases that open along with a completion, each read against its own procedure.
fn openings(
    request: &Request,
    against: &Against<'_>,
    salts: &mut dyn Salts,
) -> Result<Vec<(String, Opening)>, Refusal> {
    let mut all = Vec::new();
    for (link, RequestOpening { procedure, data: given, materials }) in &request.open {
        let definition = (against.in_force)(procedure).ok_or_else(|| {
            let procedure = shown(procedure);
            Refusal::new(
                RefusalCode::NotInForce,
                format!("「{procedure}」没有生效的版本"),
                format!("no version of `{procedure}` is in force"),
            )
        })?;
        let data = data(given, &definition, salts)?;
        let opening = Opening { alias: procedure.clone(), data, materials: materials.clone() };
        all.push((link.clone(), opening));
    }
    Ok(all)
}

fn present(request: &Request) -> Result<Vec<(String, String)>, Refusal> {
    let one = |who: &crate::request::RequestActor| {
        let post = needed("present.post", who.post.as_ref())?;
        Ok((needed("present.person", Some(&who.person))?.to_owned(), post.to_owned()))
    };
    request.present.iter().map(one).collect()
}

fn named(name: &str, salts: &mut dyn Salts) -> Result<Sealed<String>, Refusal> {
    if name.trim().is_empty() {
        return Err(malformed("applicant", "没有填写", "it is not given"));
    }
    Sealed::seal(name.trim().to_owned(), salts.draw()).map_err(|e| canon(&e))
}

fn seal(text: &str, salts: &mut dyn Salts) -> Result<Sealed<String>, Refusal> {
    if text.trim().is_empty() {
        return Err(malformed("reasons", "没有填写", "it is not given"));
    }
    Sealed::seal(text.to_owned(), salts.draw()).map_err(|e| canon(&e))
}

/// What was given, with the fields that each branch has of its own under the names that those of this branch have: in
/// 收回意见·2 意见内容 is 意见内容·2.
fn own_fields(request: &Request, definition: &Definition) -> BTreeMap<String, serde_json::Value> {
    let number = request.step.as_deref().and_then(|step| step.rsplit_once('·')).map(|(_, number)| number);
    let known = |name: &str| definition.fields.iter().any(|field| field.name == name);
    let own = |name: &String| {
        let own = number.filter(|_| !known(name)).map(|number| format!("{name}·{number}"));
        own.filter(|own| known(own)).unwrap_or_else(|| name.clone())
    };
    request.data.iter().map(|(name, value)| (own(name), value.clone())).collect()
}

/// What is filled in, with the names that the case has for it.
fn filled(
    request: &Request,
    definition: &Definition,
    salts: &mut dyn Salts,
) -> Result<Vec<(String, Datum)>, Refusal> {
    data(&own_fields(request, definition), definition, salts)
}

/// Fields in the order of the definition, so that the same values give the same command.
fn data(
    given: &BTreeMap<String, serde_json::Value>,
    definition: &Definition,
    salts: &mut dyn Salts,
) -> Result<Vec<(String, Datum)>, Refusal> {
    if let Some(name) = given.keys().find(|name| !definition.fields.iter().any(|f| f.name == **name)) {
        let name = shown(name);
        return Err(Refusal::new(
            RefusalCode::UnknownName,
            format!("没有名为「{name}」的登记信息"),
            format!("there is no field `{name}`"),
        )
        .allow_each(definition.fields.iter().map(|f| &f.name)));
    }
    let mut data = Vec::new();
    for field in &definition.fields {
        let Some(given) = given.get(&field.name) else { continue };
        let value = values::read(&field.ty, given).ok_or_else(|| {
            let (zh, en) = field.ty.words();
            let given = shown(&given.to_string());
            Refusal::new(
                RefusalCode::WrongType,
                format!("「{}」应为{zh}，不能是 {given}", field.name),
                format!("`{}` has to be a value of type {en}, not {given}", field.name),
            )
            .allow_each(choices(&field.ty))
        })?;
        data.push((field.name.clone(), datum(value, field.sealed, salts)?));
    }
    Ok(data)
}

/// The words that a choice offers.
fn choices(ty: &Type) -> &[String] {
    match ty {
        Type::Choice { of } => of,
        Type::List { of } => choices(of),
        Type::Money
        | Type::Integer
        | Type::Decimal
        | Type::Flag
        | Type::Date
        | Type::Month
        | Type::Period { .. }
        | Type::Text
        | Type::Person
        | Type::Case => &[],
    }
}

fn datum(value: Value, sealed: bool, salts: &mut dyn Salts) -> Result<Datum, Refusal> {
    if sealed {
        Ok(Datum::Sealed(Sealed::seal(value, salts.draw()).map_err(|e| canon(&e))?))
    } else {
        Ok(Datum::Open(value))
    }
}

fn handed(request: &Request) -> Result<Vec<String>, Refusal> {
    match &request.materials {
        None => Ok(Vec::new()),
        Some(Materials::List(names)) => Ok(names.clone()),
        Some(Materials::Marks(_)) => {
            Err(malformed("materials", "应为名称的列表", "it has to be a list of names"))
        }
    }
}

fn marks(request: &Request, definition: &Definition) -> Result<Vec<(String, Mark)>, Refusal> {
    let given = match &request.materials {
        None => return Ok(Vec::new()),
        Some(Materials::Marks(given)) => given,
        Some(Materials::List(_)) => {
            return Err(malformed(
                "materials",
                "应写明每项是缺、合格还是不合格",
                "it has to say how each was found",
            ));
        }
    };
    if let Some(name) = given.keys().find(|name| !definition.materials.iter().any(|m| m.name == **name)) {
        let name = shown(name);
        return Err(Refusal::new(
            RefusalCode::UnknownName,
            format!("没有名为「{name}」的材料"),
            format!("there is no material `{name}`"),
        )
        .allow_each(definition.materials.iter().map(|m| &m.name)));
    }
    let mut marks = Vec::new();
    for material in &definition.materials {
        let Some(word) = given.get(&material.name) else { continue };
        let mark = match word.as_str() {
            "承诺" | "promised" => Mark::Promised,
            "合格" | "conforming" => Mark::Conforming,
            "缺" | "missing" => Mark::Missing,
            "不合格" | "nonconforming" => Mark::Nonconforming,
            other => {
                let other = shown(other);
                return Err(malformed(
                    "materials",
                    &format!("「{other}」应为 缺、合格、不合格 或 承诺"),
                    &format!("`{other}` has to be missing, conforming, nonconforming or promised"),
                ));
            }
        };
        marks.push((material.name.clone(), mark));
    }
    Ok(marks)
}

/// Conclusions in the order of the definition; unknown ones behind, so that the decision can refuse them by name.
fn conclusions(request: &Request, definition: &Definition, place: &str) -> Vec<(String, String)> {
    let here = definition.places.iter().find(|p| p.name == place);
    let order = here.into_iter().flat_map(|p| &p.conclusions).filter_map(|id| definition.conclusion(*id));
    let mut given = Vec::new();
    for decl in order {
        if let Some(value) = request.conclude.get(&decl.name) {
            given.push((decl.name.clone(), value.clone()));
        }
    }
    for (name, value) in &request.conclude {
        if !given.iter().any(|(known, _)| known == name) {
            given.push((name.clone(), value.clone()));
        }
    }
    given
}
