//! What a scenario says must be true, looked up in the case and its records.

use super::{Halt, Stage, differs};
use crate::runtime::Outcome;
use crate::values;
use shouwen_canon::Instant;
use shouwen_compile::scenario::{Expected, Person, Sending, Slot};
use shouwen_executor::{APPLICANT, Case, CaseRecord, Effect, LimitWord, Said, value_of};
use shouwen_inspect::story;
use shouwen_model::form::{ClockName, Measure};
use shouwen_model::kernel::{Definition, PartyId};
use shouwen_model::value::Value;

impl Stage<'_> {
    pub(super) fn expect(&mut self, expected: &Expected) -> Result<(), Halt> {
        if let Expected::Refused { on_record, code } = expected {
            return self.refused(*on_record, code.as_deref());
        }
        let Some(case) = self.standing()? else {
            return Err(differs("还没有办件", "there is no case yet"));
        };
        let records = self.records()?;
        let effects = || records.iter().flat_map(|r| &r.effects);
        let definition = self.definition();
        match expected {
            Expected::At(place) => {
                let found = self.place_names()?;
                let found = found.contains(place).then(|| place.clone()).or_else(|| found.into_iter().next());
                same(place, found, || Said::new("已经办结", "it is decided"))
            }
            Expected::Closed(outcome) => {
                let found = case.outcome().and_then(|o| definition.outcome(o)).map(|o| o.name.clone());
                let here = self.place_names()?.join("、");
                let open = || Said::new(format!("仍在「{here}」"), format!("it still stands in `{here}`"));
                same(outcome, found, open)
            }
            Expected::Date(name, date) => {
                let found = definition.dates.iter().position(|d| d == name);
                let id = found.and_then(shouwen_model::kernel::DateId::new);
                let found = id.and_then(|id| case.dates.get(&id)).map(ToString::to_string);
                let missing =
                    || Said::new(format!("「{name}」没有记录"), format!("`{name}` is not recorded"));
                same(&date.to_string(), found, missing)
            }
            Expected::Value(name, value) => has_value(definition, &case, name, value),
            Expected::ValueText(name, text) => has_value_as_written(definition, &case, name, text),
            Expected::Breach { name, by, with } => {
                breach(&records, name, by.as_ref())?;
                with.as_ref().map_or(Ok(()), |with| consequence(&records, name, with))
            }
            Expected::NoBreach(name) => {
                if effects().any(|e| matches!(e, Effect::Finding { breach, .. } if breach == name)) {
                    let Said { zh, en } = story::breach(name);
                    return Err(differs(format!("有违规「{zh}」"), format!("there is the breach `{en}`")));
                }
                Ok(())
            }
            Expected::Due { clock, of, at } => self.falls_due(&case, clock, *of, *at),
            Expected::PartyDue { party, number, at } => self.party_due(&case, party, *number, *at),
            Expected::Issued(document) => {
                if effects().any(|e| matches!(e, Effect::Issue { document: d, .. } if d == document)) {
                    return Ok(());
                }
                Err(differs(format!("没有出具「{document}」"), format!("`{document}` was not issued")))
            }
            Expected::Sent(how, whom) => sent(&records, *how, whom.as_deref()),
            Expected::Listed(name) => listed(&records, name),
            Expected::Served(served) => {
                let done = effects().any(|e| matches!(e, Effect::Done { .. })) && case.duties.is_empty();
                match (served, done) {
                    (true, false) => Err(differs("还没有送达", "it is not served yet")),
                    (false, true) => Err(differs("已经送达", "it is served already")),
                    _ => Ok(()),
                }
            }
            Expected::Refused { .. } => Ok(()),
            Expected::Held(slot, who) => self.held(&case, slot, who),
            Expected::Opened(link) => opened(&case, link),
            Expected::Conflict(name) => {
                if effects().any(|e| matches!(e, Effect::Conflict { clock, .. } if clock == name)) {
                    return Ok(());
                }
                Err(differs(
                    format!("没有与「{name}」的冲突"),
                    format!("no conflict with `{name}` is on record"),
                ))
            }
        }
    }

    fn held(&self, case: &Case, slot: &Slot, who: &Person) -> Result<(), Halt> {
        let slot = shouwen_executor::Slot::from(slot.key().to_owned());
        let expected = format!("{}（{}）", who.person, who.post);
        let found = case.custody.get(&slot).map(|holder| {
            let post = self.definition().post(holder.post).map(|p| p.name.clone()).unwrap_or_default();
            answers(holder.person.as_deref(), &post).0
        });
        let Said { zh, en } = story::slot_said(&slot);
        same(&expected, found, || Said::new(format!("无人承担{zh}"), format!("nobody holds {en}")))
    }

    fn refused(&self, on_record: bool, code: Option<&str>) -> Result<(), Halt> {
        let answer = self.last.last();
        let Some(Outcome::Refused { refusal, recorded }) = answer.map(|a| &a.outcome) else {
            return Err(differs("上一步没有被拒绝", "the line before was not refused"));
        };
        if recorded.is_some() != on_record {
            let found = if recorded.is_some() {
                ("被记录", "put on record")
            } else {
                ("没有记录", "not put on record")
            };
            return Err(differs(format!("上一步的拒绝{}", found.0), format!("the refusal was {}", found.1)));
        }
        match code {
            Some(code) if code != refusal.code.as_str() => Err(differs(
                format!("应因 {code} 被拒绝，实为 {}：{}", refusal.code, refusal.message.zh),
                format!("expected a refusal by {code}, found {}: {}", refusal.code, refusal.message.en),
            )),
            Some(_) => Ok(()),
            None => Ok(()),
        }
    }

    fn party_due(&self, case: &Case, party: &str, number: u32, at: Instant) -> Result<(), Halt> {
        let parties = &self.definition().parties;
        let id = parties.iter().position(|p| p.name == party).and_then(PartyId::new);
        let index = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
        let person = id.zip(index).and_then(|(id, index)| case.persons(id).get(index));
        let found = person.and_then(|p| p.due.as_ref()).map(|due| story::deadline(due.deadline));
        let idle = || {
            Said::new(
                format!("「{party}」第 {number} 人没有在计时"),
                format!("no period of `{party}` {number} is running"),
            )
        };
        same(&story::deadline(at), found, idle)
    }

    fn falls_due(&self, case: &Case, clock: &str, of: Option<ClockName>, at: Instant) -> Result<(), Halt> {
        let decls = &self.definition().clocks;
        let id = decls.iter().position(|c| c.name == clock).and_then(shouwen_model::kernel::ClockId::new);
        let wanted = of.map(|of| match of {
            ClockName::Statutory => LimitWord::Statutory,
            ClockName::Promised => LimitWord::Promised,
        });
        let state = id.and_then(|id| case.clocks.get(&id));
        let limits = state.into_iter().flat_map(|s| &s.limits);
        let due = limits.filter(|l| wanted.is_none_or(|w| w == l.limit)).filter_map(|l| l.due.as_ref());
        let found = due.map(|d| d.deadline).min();
        let idle = || Said::new(format!("「{clock}」没有在计时"), format!("`{clock}` is not running"));
        same(&story::deadline(at), found.map(story::deadline), idle)
    }
}

/// A field or a computed value has this value.
fn has_value(definition: &Definition, case: &Case, name: &str, value: &Value) -> Result<(), Halt> {
    let found = value_of(definition, case, name);
    if found.as_ref() == Some(value) {
        return Ok(());
    }
    let (expected, found) = (value.words(), found.map(|found| found.words()));
    Err(match found {
        Some(found) => differs(
            format!("「{name}」应为 {}，实为 {}", expected.0, found.0),
            format!("expected `{name}` to be {}, found {}", expected.1, found.1),
        ),
        None => differs(
            format!("「{name}」应为 {}，但它没有值", expected.0),
            format!("expected `{name}` to be {}, but it has no value", expected.1),
        ),
    })
}

/// The same of a linked case, whose types only its own definition knows.
fn has_value_as_written(definition: &Definition, case: &Case, name: &str, text: &str) -> Result<(), Halt> {
    let fields = definition.fields.iter().map(|f| (&f.name, &f.ty));
    let mut typed = fields.chain(definition.computed.iter().map(|c| (&c.name, &c.ty)));
    let ty = typed.find(|(known, _)| *known == name).map(|(_, ty)| ty);
    match ty.and_then(|ty| values::read(ty, &serde_json::Value::from(text))) {
        Some(value) => has_value(definition, case, name, &value),
        None => Err(differs(
            format!("「{name}」没有「{text}」这样的值"),
            format!("`{name}` has no value such as `{text}`"),
        )),
    }
}

/// An entry was made in a register.
fn listed(records: &[CaseRecord], name: &str) -> Result<(), Halt> {
    let is = |effect: &Effect| matches!(effect, Effect::Registered { register } if register == name);
    if records.iter().flat_map(|r| &r.effects).any(is) {
        return Ok(());
    }
    Err(differs(format!("没有记入「{name}」"), format!("it is not listed in `{name}`")))
}

/// Something was sent to somebody.
fn sent(records: &[CaseRecord], how: Sending, to: Option<&str>) -> Result<(), Halt> {
    let name = to.unwrap_or(APPLICANT);
    let is = |effect: &Effect| match (how, effect) {
        (Sending::Copied, Effect::Copied { whom })
        | (Sending::Reported, Effect::Reported { whom })
        | (Sending::Told, Effect::Tell { whom, .. })
        | (Sending::Served, Effect::Served { whom }) => whom == name,
        _ => false,
    };
    if records.iter().flat_map(|r| &r.effects).any(is) {
        return Ok(());
    }
    let (zh, en) = match how {
        Sending::Copied => ("抄送", "copied to"),
        Sending::Reported => ("报告", "reported to"),
        Sending::Told => ("书面告知", "told to"),
        Sending::Served => ("送达", "served on"),
    };
    let (zh_to, en_to) = (to.unwrap_or("申请人"), to.unwrap_or("the applicant"));
    Err(differs(format!("没有{zh}{zh_to}"), format!("it was not {en} {en_to}")))
}

fn same(expected: &str, found: Option<String>, without: impl FnOnce() -> Said) -> Result<(), Halt> {
    match found {
        Some(found) if found == expected => Ok(()),
        Some(found) => Err(differs(
            format!("应为 {expected}，实为 {found}"),
            format!("expected {expected}, found {found}"),
        )),
        None => {
            let Said { zh, en } = without();
            Err(differs(format!("应为 {expected}，但{zh}"), format!("expected {expected}, but {en}")))
        }
    }
}

fn breach(records: &[CaseRecord], name: &str, by: Option<&(Option<String>, String)>) -> Result<(), Halt> {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for effect in records.iter().flat_map(|r| &r.effects) {
        let Effect::Finding { breach, person, post, .. } = effect else { continue };
        let words = story::breach(breach);
        if breach == name && by.is_none_or(|(p, o)| p == person && o == post) {
            return Ok(());
        }
        let (who_zh, who_en) = answers(person.as_deref(), post);
        zh.push(format!("「{}」{who_zh}", words.zh));
        en.push(format!("`{}` {who_en}", words.en));
    }
    let (by_zh, by_en) = by.map_or_else(Default::default, |(person, post)| {
        let (zh, en) = answers(person.as_deref(), post);
        (format!("，责任 {zh}"), format!(" by {en}"))
    });
    let name = story::breach(name);
    let found = |all: Vec<String>, comma: &str, none: &str| {
        if all.is_empty() { none.to_owned() } else { all.join(comma) }
    };
    Err(differs(
        format!("应有违规「{}」{by_zh}，实有 {}", name.zh, found(zh, "、", "（没有违规）")),
        format!("expected the breach `{}`{by_en}, found {}", name.en, found(en, ", ", "none")),
    ))
}

/// A breach that is there has this consequence.
fn consequence(records: &[CaseRecord], name: &str, with: &Measure) -> Result<(), Halt> {
    let findings = records.iter().flat_map(|r| &r.effects).filter_map(|effect| match effect {
        Effect::Finding { breach, consequences, .. } if breach == name => Some(consequences),
        _ => None,
    });
    let all: Vec<&Measure> = findings.flatten().flat_map(|c| &c.measures).collect();
    if all.contains(&with) {
        return Ok(());
    }
    let (mut zh, mut en): (Vec<String>, Vec<String>) = all.into_iter().map(Measure::words).unzip();
    if zh.is_empty() {
        (zh, en) = (vec!["（没有处理）".to_owned()], vec!["none".to_owned()]);
    }
    let (name, expected) = (story::breach(name), with.words());
    Err(differs(
        format!("违规「{}」应予以 {}，实为 {}", name.zh, expected.0, zh.join("、")),
        format!(
            "the breach `{}` should have the consequence {}, found {}",
            name.en,
            expected.1,
            en.join(", ")
        ),
    ))
}

/// Who answers, in both languages: the person, where one is known, and the post.
fn answers(person: Option<&str>, post: &str) -> (String, String) {
    match person {
        Some(person) => (format!("{person}（{post}）"), format!("{person} ({post})")),
        None => (post.to_owned(), post.to_owned()),
    }
}

/// A linked case was opened.
fn opened(case: &Case, link: &str) -> Result<(), Halt> {
    if case.links.get(link).is_some_and(|link| link.refused.is_none()) {
        return Ok(());
    }
    Err(differs(format!("没有开启「{link}」"), format!("`{link}` was not opened")))
}
