//! Requests to commands: words of both languages to acts, values to their types, what is personal sealed. Each thing
//! that does not fit is refused by the name of its field.

use crate::request::{Materials, Request};
use crate::salts::Salts;
use crate::values;
use shouwen_audit::{Actor, PersonRef};
use shouwen_canon::{CanonError, Date, Instant, Sealed};
use shouwen_executor::{APPLICANT, Act, Body, Command, Datum, MAX_KEY_BYTES, Mark, Refusal, RefusalCode};
use shouwen_model::kernel::Definition;
use shouwen_model::value::Value;

/// The acts a request may name, with their Chinese and English words.
pub(crate) const WORDS: &[(&str, &str)] = &[
    ("open", "提交"),
    ("check", "核对"),
    ("fill", "填写"),
    ("complete", "完成"),
    ("supplement", "补齐"),
    ("withdraw", "撤回"),
    ("event", "登记"),
    ("notify", "一次性告知"),
    ("correct", "更正"),
    ("transfer", "转办"),
    ("extend", "延长"),
    ("serve", "送达"),
    ("appoint", "任"),
    ("relieve", "免"),
    ("absent", "缺勤"),
];

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

/// The command of a request. `definition` is that of the case, or of the procedure to open; an act upon the directory
/// has none.
pub(crate) fn command(
    request: &Request,
    definition: Option<&Definition>,
    at: Instant,
    salts: &mut dyn Salts,
) -> Result<Command, Refusal> {
    let word = word(request)?;
    let system = matches!(word, "appoint" | "relieve" | "absent");
    let actor = actor(request, system, salts)?;
    let act =
        if system { directory(request, word, at)? } else { case_act(request, word, definition, salts)? };
    Ok(Command { actor, at, body: Body { key: request.key.clone(), act } })
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

/// No name is longer than names are, so that no refusal repeats one at length.
pub(crate) fn sized(request: &Request) -> Result<(), Refusal> {
    let single = [
        ("actor.person", Some(&request.actor.person)),
        ("actor.post", request.actor.post.as_ref()),
        ("case", request.case.as_ref()),
        ("clock", request.clock.as_ref()),
        ("event", request.event.as_ref()),
        ("person", request.person.as_ref()),
        ("post", request.post.as_ref()),
        ("procedure", request.procedure.as_ref()),
        ("proof", request.proof.as_ref()),
        ("step", request.step.as_ref()),
    ];
    let listed = match &request.materials {
        Some(Materials::List(names)) => names.as_slice(),
        _ => &[],
    };
    let concluded = request.conclude.iter().flat_map(|(name, value)| [name, value]);
    let single = single.into_iter().filter_map(|(field, name)| name.map(|name| (field, name)));
    let names = single
        .chain(listed.iter().map(|name| ("materials", name)))
        .chain(concluded.map(|name| ("conclude", name)));
    for (field, name) in names {
        if name.len() > MAX_NAME_BYTES {
            return Err(malformed(
                field,
                &format!("不得超过 {MAX_NAME_BYTES} 个字节"),
                &format!("it has at most {MAX_NAME_BYTES} bytes"),
            ));
        }
    }
    Ok(())
}

/// Which fields an act has; another one that is given is refused rather than ignored.
pub(crate) fn only(request: &Request, word: &str) -> Result<(), Refusal> {
    let fields: &[&str] = match word {
        "open" => &["procedure", "data", "materials"],
        "check" => &["case", "step", "materials"],
        "fill" => &["case", "step", "data"],
        "complete" => &["case", "step", "conclude", "data", "reasons", "period"],
        "supplement" | "notify" => &["case", "materials"],
        "event" => &["case", "event"],
        "correct" => &["case", "data", "materials"],
        "transfer" => &["case", "person"],
        "extend" => &["case", "clock", "amount", "reasons"],
        "serve" => &["case", "duty", "proof"],
        "appoint" => &["person", "post", "stand_in", "from"],
        "relieve" => &["person", "post"],
        "absent" => &["person", "from", "until"],
        _ => &["case"],
    };
    let given = [
        ("amount", request.amount.is_some()),
        ("case", request.case.is_some()),
        ("clock", request.clock.is_some()),
        ("conclude", !request.conclude.is_empty()),
        ("data", !request.data.is_empty()),
        ("duty", request.duty.is_some()),
        ("event", request.event.is_some()),
        ("from", request.from.is_some()),
        ("materials", request.materials.is_some()),
        ("period", request.period.is_some()),
        ("person", request.person.is_some()),
        ("post", request.post.is_some()),
        ("procedure", request.procedure.is_some()),
        ("proof", request.proof.is_some()),
        ("reasons", request.reasons.is_some()),
        ("stand_in", request.stand_in),
        ("step", request.step.is_some()),
        ("until", request.until.is_some()),
    ];
    match given.iter().find(|(name, there)| *there && !fields.contains(name)) {
        Some((name, _)) => Err(malformed(
            name,
            &format!("「{word}」没有这个字段"),
            &format!("the act `{word}` has no such field"),
        )
        .allow_each(fields)),
        None => Ok(()),
    }
}

fn directory(request: &Request, word: &str, at: Instant) -> Result<Act, Refusal> {
    let person = needed("person", request.person.as_ref())?.to_owned();
    Ok(match word {
        "appoint" => Act::Appoint {
            from: request.from.as_deref().map_or(Ok(at), |text| instant("from", text))?,
            person,
            stand_in: request.stand_in,
            post: needed("post", request.post.as_ref())?.to_owned(),
        },
        "relieve" => Act::Relieve { person, post: needed("post", request.post.as_ref())?.to_owned() },
        _ => Act::Absent {
            from: request.from.as_deref().map_or(Ok(at.date()), |text| date("from", text))?,
            person,
            until: date("until", needed("until", request.until.as_ref())?)?,
        },
    })
}

fn case_act(
    request: &Request,
    word: &str,
    definition: Option<&Definition>,
    salts: &mut dyn Salts,
) -> Result<Act, Refusal> {
    let definition = definition.ok_or_else(|| malformed("case", "没有填写", "it is not given"))?;
    let place = || needed("step", request.step.as_ref()).map(ToOwned::to_owned);
    Ok(match word {
        "open" => Act::Open {
            alias: needed("procedure", request.procedure.as_ref())?.to_owned(),
            data: data(request, definition, salts)?,
            materials: handed(request)?,
        },
        "check" => Act::Check { materials: marks(request, definition)?, place: place()? },
        "fill" => Act::Fill { data: data(request, definition, salts)?, place: place()? },
        "complete" => {
            let place = place()?;
            Act::Complete {
                conclude: conclusions(request, definition, &place),
                data: data(request, definition, salts)?,
                period: request.period,
                place,
                reasons: request.reasons.as_ref().map(|r| seal(r, salts)).transpose()?,
            }
        }
        "supplement" => Act::Supplement { materials: handed(request)? },
        "withdraw" => Act::Withdraw {},
        "event" => Act::Event { event: needed("event", request.event.as_ref())?.to_owned() },
        "notify" => Act::Notify { materials: handed(request)? },
        "correct" => Act::Correct { data: data(request, definition, salts)?, materials: handed(request)? },
        "transfer" => Act::Transfer { person: needed("person", request.person.as_ref())?.to_owned() },
        "extend" => Act::Extend {
            clock: needed("clock", request.clock.as_ref())?.to_owned(),
            amount: request.amount.ok_or_else(|| malformed("amount", "没有填写", "it is not given"))?,
            reasons: seal(needed("reasons", request.reasons.as_ref())?, salts)?,
        },
        _ => Act::Serve {
            duty: request.duty.ok_or_else(|| malformed("duty", "没有填写", "it is not given"))?,
            proof: request.proof.clone(),
        },
    })
}

fn seal(text: &str, salts: &mut dyn Salts) -> Result<Sealed<String>, Refusal> {
    if text.trim().is_empty() {
        return Err(malformed("reasons", "没有填写", "it is not given"));
    }
    Sealed::seal(text.to_owned(), salts.draw()).map_err(|e| canon(&e))
}

/// Fields in the order of the definition, so that the same values give the same command.
fn data(
    request: &Request,
    definition: &Definition,
    salts: &mut dyn Salts,
) -> Result<Vec<(String, Datum)>, Refusal> {
    if let Some(name) = request.data.keys().find(|name| !definition.fields.iter().any(|f| f.name == **name)) {
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
        let Some(given) = request.data.get(&field.name) else { continue };
        let value = values::read(&field.ty, given).ok_or_else(|| {
            let (zh, en) = field.ty.words();
            let given = shown(&given.to_string());
            Refusal::new(
                RefusalCode::WrongType,
                format!("「{}」应为{zh}，不能是 {given}", field.name),
                format!("`{}` has to be a value of type {en}, not {given}", field.name),
            )
        })?;
        data.push((field.name.clone(), datum(value, field.sealed, salts)?));
    }
    Ok(data)
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
            "合格" | "conforming" => Mark::Conforming,
            "缺" | "missing" => Mark::Missing,
            "不合格" | "nonconforming" => Mark::Nonconforming,
            other => {
                let other = shown(other);
                return Err(malformed(
                    "materials",
                    &format!("「{other}」应为 缺、合格 或 不合格"),
                    &format!("`{other}` has to be missing, conforming or nonconforming"),
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
