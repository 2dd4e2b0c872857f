//! Deeds of a line to requests, in the order in which they can be done at a desk.

use super::{Halt, KEY, REASONS, Stage, differs};
use crate::request::{Request, RequestActor, RequestOpening};
use shouwen_compile::scenario::{Actor, CheckMark, Deed, Opening, Person};
use shouwen_model::form::AwaitedEvent;
use shouwen_model::kernel::{Owes, Who};
use shouwen_model::value::Value;

/// What a line of a session says of whoever holds the case and is not there: 登记 「缺席」.
const ABSENT: [&str; 2] = ["缺席", "absent"];

impl Stage<'_> {
    /// The requests of a line. What is filled in at a session is said of the scenario's own case.
    pub(super) fn requests(
        &mut self,
        actor: &Actor,
        place: Option<&str>,
        deeds: &[Deed],
    ) -> Result<Vec<Request>, Halt> {
        let Some(start) = self.session_place() else { return self.at_desk(actor, place, deeds) };
        let is_absence = |deed: &Deed| matches!(deed, Deed::Event(AwaitedEvent::Named { name }) if ABSENT.contains(&name.as_str()));
        let absent = deeds.iter().any(is_absence);
        let mut entry = Request::on("enter", self.named(), self.key());
        for (name, value) in fills(deeds) {
            entry = entry.data(name, value);
        }
        let says = absent || !entry.data.is_empty();
        let entry = Request { absent, ..entry.agenda(format!("@{KEY}")).step(place.unwrap_or(&start)) };
        let others = |deed: &&Deed| !is_absence(deed) && !matches!(deed, Deed::Fill(..) | Deed::FillText(..));
        let rest: Vec<Deed> = deeds.iter().filter(others).cloned().collect();
        let mut requests: Vec<Request> = says.then_some(entry).into_iter().collect();
        requests.extend(self.at_desk(actor, place, &rest)?);
        Ok(requests)
    }

    /// The place of a session in which cases are entered.
    fn session_place(&self) -> Option<String> {
        let definition = self.definition();
        definition.sessions.as_ref()?;
        definition.places.first().map(|place| place.name.clone())
    }

    fn at_desk(&mut self, actor: &Actor, place: Option<&str>, deeds: &[Deed]) -> Result<Vec<Request>, Halt> {
        // Several branches may await the same event, so that the line may say in which place it happened.
        let stated = place.map(ToOwned::to_owned);
        let place = match place {
            Some(place) => place.to_owned(),
            None => self.place_names()?.into_iter().next().unwrap_or_default(),
        };
        let alias = &self.compiled.form.item.alias;
        let attached: Vec<&str> = deeds
            .iter()
            .flat_map(|deed| match deed {
                Deed::Attach(names) => names.as_slice(),
                _ => &[],
            })
            .map(String::as_str)
            .collect();
        let named = self.named();
        let on = |act: &str| Request::on(act, named.clone(), String::new());
        let mut requests = Vec::new();
        let has = |wanted: fn(&Deed) -> bool| deeds.iter().any(wanted);
        if has(|d| matches!(d, Deed::Submit)) {
            let mut request = Request::open(alias, KEY).materials(attached.clone());
            for (name, value) in fills(deeds) {
                request = request.data(name, value);
            }
            request.present = deeds.iter().flat_map(present).collect();
            requests.push(request);
        }
        if has(|d| matches!(d, Deed::Correct(..) | Deed::CorrectText(..))) {
            let mut request = on("correct").materials(attached.clone());
            for deed in deeds {
                match deed {
                    Deed::Correct(name, value) => request = request.data(name, json(value)),
                    Deed::CorrectText(name, value) => request = request.data(name, value.clone()),
                    _ => {}
                }
            }
            requests.push(request);
        }
        for deed in deeds {
            requests.extend(single(deed, &on, &place, &attached));
        }
        let handed = |d: &Deed| {
            matches!(d, Deed::Submit | Deed::Supplement | Deed::Correct(..) | Deed::CorrectText(..))
                || matches!(d, Deed::Event(AwaitedEvent::Supplemented))
        };
        // What nobody hands in is put on file by whoever works in the step.
        if !attached.is_empty() && !deeds.iter().any(handed) {
            requests.push(on("attach").step(&place).materials(attached.clone()));
        }
        requests.extend(self.completion(deeds, &on, &place));
        for request in deeds.iter().filter_map(|deed| last(deed, &on, &place, &attached, deeds)) {
            let event = request.event.is_some();
            requests.push(if event { Request { step: stated.clone(), ..request } } else { request });
        }
        if has(|d| matches!(d, Deed::Serve)) {
            requests.extend(self.deliveries(actor)?);
        }
        for deed in deeds {
            if let Deed::Verify(name, conforms) = deed {
                requests.push(self.verification(name, *conforms, deeds)?);
            }
        }
        Ok(requests
            .into_iter()
            .map(
                |request| {
                    if request.key.is_empty() { Request { key: self.key(), ..request } } else { request }
                },
            )
            .collect())
    }

    /// 送达: everything that the actor's post owes after closing and that is not verified; of a post that owes nothing
    /// everything, to be refused.
    fn deliveries(&self, actor: &Actor) -> Result<Vec<Request>, Halt> {
        let owed = self.duties(|what| !matches!(what, Owes::Verify(_)))?;
        if owed.is_empty() {
            return Err(differs("没有待送达的事项", "nothing is to be served"));
        }
        let own = |who: &Who| match (who, actor) {
            (Who::Post(id), Actor::Officer { post, .. }) => {
                self.definition().post(*id).is_some_and(|decl| decl.name == *post)
            }
            _ => false,
        };
        let all = !owed.iter().any(|(who, _)| own(who));
        Ok(owed.into_iter().filter(|(who, _)| all || own(who)).map(|(_, request)| request).collect())
    }

    /// 事后核查: what was found.
    fn verification(&self, name: &str, conforms: bool, deeds: &[Deed]) -> Result<Request, Halt> {
        let mut owed = self.duties(|what| matches!(what, Owes::Verify(other) if other == name))?.into_iter();
        let Some((_, mut request)) = owed.next() else {
            return Err(differs(
                format!("没有待核查的「{name}」"),
                format!("nothing is to be verified as `{name}`"),
            ));
        };
        for deed in deeds {
            if let Deed::OpenLinked(opening) = deed {
                request = request.opening(&opening.link, linked(opening));
            }
        }
        Ok(request.conclude(name, if conforms { "合格" } else { "不合格" }))
    }

    /// A request for each open duty of a kind.
    fn duties(&self, kind: impl Fn(&Owes) -> bool) -> Result<Vec<(Who, Request)>, Halt> {
        let Some(case) = self.standing()? else { return Ok(Vec::new()) };
        let requests = case.duties.iter().filter_map(|(number, _)| {
            let index = usize::try_from(*number).ok().and_then(|n| n.checked_sub(1));
            let duty = index.and_then(|i| self.definition().after.get(i)).filter(|duty| kind(&duty.what))?;
            let act = if matches!(duty.what, Owes::Verify(_)) { "verify" } else { "serve" };
            let mut request = Request::on(act, self.named(), String::new());
            request.duty = Some(*number);
            request.proof.clone_from(&duty.proof);
            Some((duty.by, request))
        });
        Ok(requests.collect())
    }

    /// The completion of a place, or fields filled without one.
    fn completion(&self, deeds: &[Deed], on: &dyn Fn(&str) -> Request, place: &str) -> Option<Request> {
        let completes =
            deeds.iter().any(|d| matches!(d, Deed::Conclude(_) | Deed::ConcludeWords(_) | Deed::Complete));
        let opens = deeds.iter().any(|d| matches!(d, Deed::Submit));
        let mut request = on(if completes { "complete" } else { "fill" }).step(place);
        if !opens {
            for (name, value) in fills(deeds) {
                request = request.data(name, value);
            }
        }
        if !completes {
            return (!request.data.is_empty()).then_some(request);
        }
        for deed in deeds {
            match deed {
                Deed::Conclude(pairs) => {
                    for (name, value) in pairs {
                        request = request.conclude(name, value);
                    }
                }
                Deed::ConcludeWords(words) => {
                    for word in words {
                        if let Some(name) = self.concludes(place, word) {
                            request = request.conclude(name, word);
                        }
                    }
                }
                Deed::OpenLinked(opening) => request = request.opening(&opening.link, linked(opening)),
                Deed::GiveReasons => request = request.reasons(REASONS),
                _ => {}
            }
        }
        Some(request)
    }

    /// The conclusion of a place that has this value; a word that none has is refused under its own name.
    fn concludes<'w>(&'w self, place: &str, word: &'w str) -> Option<&'w str> {
        let definition = self.definition();
        let place = definition.places.iter().find(|p| p.name == place)?;
        let mut decls = place.conclusions.iter().filter_map(|id| definition.conclusion(*id));
        Some(decls.find(|d| d.values.iter().any(|v| v == word)).map_or(word, |d| d.name.as_str()))
    }
}

fn fills(deeds: &[Deed]) -> impl Iterator<Item = (&String, serde_json::Value)> {
    deeds.iter().filter_map(|deed| match deed {
        Deed::Fill(name, value) => Some((name, json(value))),
        Deed::FillText(name, value) => Some((name, value.clone().into())),
        _ => None,
    })
}

fn present(deed: &Deed) -> Vec<RequestActor> {
    let Deed::Present(people) = deed else { return Vec::new() };
    let one = |who: &Person| RequestActor { person: who.person.clone(), post: Some(who.post.clone()) };
    people.iter().map(one).collect()
}

fn linked(opening: &Opening) -> RequestOpening {
    let data = opening.fields.iter().map(|(name, value)| (name.clone(), value.clone().into()));
    RequestOpening {
        procedure: opening.alias.clone(),
        data: data.collect(),
        materials: opening.materials.clone(),
    }
}

/// What is done about a slot of responsibility.
fn about_slot(deed: &Deed, on: &dyn Fn(&str) -> Request, reasons: bool) -> Option<Request> {
    let give = |request: Request| if reasons { request.reasons(REASONS) } else { request };
    Some(match deed {
        Deed::Offer(slot, to) => on("offer").slot(slot.key()).about(&to.person, &to.post),
        Deed::Receive(slot) => on("accept").slot(slot.key()),
        Deed::TurnDown(slot) => give(on("decline").slot(slot.key())),
        Deed::Refer(slot) => give(on("refer").slot(slot.key())),
        Deed::Assign(slot, to) => on("assign").slot(slot.key()).about(&to.person, &to.post),
        Deed::Draw(name) => on("draw").slot(name),
        Deed::HandOn(slot, to) => {
            Request { person: Some(to.person.clone()), ..on("succeed").slot(slot.key()) }
        }
        // What the functions above ask for; a deed that is forgotten everywhere does not compile here.
        Deed::Submit
        | Deed::Supplement
        | Deed::Withdraw
        | Deed::Attach(_)
        | Deed::Fill(..)
        | Deed::Correct(..)
        | Deed::Check(_)
        | Deed::Conclude(_)
        | Deed::Complete
        | Deed::GiveReasons
        | Deed::Event(_)
        | Deed::Received(..)
        | Deed::Answered(..)
        | Deed::Notify(_)
        | Deed::Extend(..)
        | Deed::Transfer(_)
        | Deed::Return(_)
        | Deed::Verify(..)
        | Deed::Serve
        | Deed::Present(_)
        | Deed::OpenLinked(_)
        | Deed::FillText(..)
        | Deed::CorrectText(..)
        | Deed::ConcludeWords(_) => return None,
    })
}

/// Deeds that come before a completion.
fn single(deed: &Deed, on: &dyn Fn(&str) -> Request, place: &str, attached: &[&str]) -> Option<Request> {
    match deed {
        Deed::Check(marks) => {
            let words = marks.iter().map(|(name, mark)| {
                let word = match mark {
                    CheckMark::Promised => "承诺",
                    CheckMark::Missing => "缺",
                    CheckMark::Conforming => "合格",
                    CheckMark::Nonconforming => "不合格",
                };
                (name.as_str(), word)
            });
            Some(on("check").step(place).marks(words))
        }
        Deed::Notify(names) => Some(on("notify").materials(names.clone())),
        Deed::Transfer(person) => Some(Request { person: Some(person.clone()), ..on("transfer") }),
        Deed::Supplement => Some(on("supplement").materials(attached.iter().copied())),
        Deed::Withdraw => Some(on("withdraw")),
        _ => None,
    }
}

/// Deeds that come after a completion.
fn last(
    deed: &Deed,
    on: &dyn Fn(&str) -> Request,
    place: &str,
    attached: &[&str],
    all: &[Deed],
) -> Option<Request> {
    match deed {
        Deed::Event(AwaitedEvent::Named { name }) => {
            Some(Request { event: Some(name.clone()), ..on("event") })
        }
        Deed::Event(AwaitedEvent::Supplemented) => Some(on("supplement").materials(attached.iter().copied())),
        Deed::Event(AwaitedEvent::Withdrawn) => Some(on("withdraw")),
        Deed::Received(party, number) => {
            Some(Request { party: Some(party.clone()), number: Some(*number), ..on("receipt") })
        }
        Deed::Answered(party, number, consents) => Some(Request {
            party: Some(party.clone()),
            number: Some(*number),
            answer: consents.map(|yes| if yes { "同意" } else { "不同意" }.to_owned()),
            ..on("answer")
        }),
        Deed::Extend(clock, period) => {
            let request = Request { clock: Some(clock.clone()), amount: Some(period.n), ..on("extend") };
            let reasons = all.iter().any(|d| matches!(d, Deed::GiveReasons));
            Some(if reasons { request.reasons(REASONS) } else { request })
        }
        Deed::Return(to) => {
            let request = Request { to: Some(to.clone()), ..on("return").step(place) };
            let reasons = all.iter().any(|d| matches!(d, Deed::GiveReasons));
            Some(if reasons { request.reasons(REASONS) } else { request })
        }
        other => about_slot(other, on, all.iter().any(|d| matches!(d, Deed::GiveReasons))),
    }
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Money { v } | Value::Decimal { v } => v.to_string().into(),
        Value::Integer { v } | Value::Period { v, .. } => (*v).into(),
        Value::Flag { v } => (*v).into(),
        Value::Date { v } => v.to_string().into(),
        Value::Month { v } => v.to_string().into(),
        Value::Case { v } => v.to_string().into(),
        Value::Text { v } | Value::Choice { v } | Value::Person { v } => v.clone().into(),
        Value::List { v } => v.iter().map(json).collect(),
    }
}
