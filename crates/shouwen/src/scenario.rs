//! Running scenarios: what the text says people do is played on the real executor under a virtual clock, and what it
//! says must be true is looked up. The first difference is told as a story.

use crate::clock::VirtualClock;
use crate::error::Error;
use crate::request::Request;
use crate::runtime::{Answer, Outcome, Runtime};
use crate::salts::SeededSalts;
use serde::Serialize;
use shouwen_canon::{CaseId, Instant};
use shouwen_compile::Compiled;
use shouwen_compile::scenario::{Actor, CheckMark, Deed, DirectoryDeed, Expected, Line, Say, Scenario};
use shouwen_executor::{Case, CaseRecord, Effect, LimitWord, Said};
use shouwen_inspect::story;
use shouwen_model::form::{AwaitedEvent, ClockName};
use shouwen_model::value::Value;
use shouwen_store::{LogInfo, MemoryStore, Secret};
use shouwen_syntax::Span;

/// The key under which a scenario's case opens.
const KEY: &str = "case";

/// A scenario's outcome.
#[derive(Clone, Debug, Serialize)]
pub struct Played {
    /// Its name.
    pub name: String,
    /// The first difference, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// The log it left, as an export.
    #[serde(skip)]
    pub log: Vec<u8>,
}

/// The first difference between a scenario and what happened.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    /// The line of the text.
    pub span: Span,
    /// What was expected and what was found.
    pub said: Said,
    /// What happened until then, a line for each record.
    pub story: Vec<Said>,
}

struct Stage<'a> {
    compiled: &'a Compiled,
    runtime: Runtime<MemoryStore>,
    case: Option<CaseId>,
    last: Vec<Answer>,
    number: u32,
}

/// A difference, or an error of the ground the scenario is played on.
enum Halt {
    Differs(Said),
    Broken(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Broken(error)
    }
}

/// Plays one scenario on a log of its own.
///
/// # Errors
/// [`Error`] if the log cannot even begin.
pub fn play(compiled: &Compiled, scenario: &Scenario) -> Result<Played, Error> {
    let mut stage = Stage::set(compiled, scenario)?;
    for (index, line) in scenario.lines.iter().enumerate() {
        let expects_refusal = matches!(
            scenario.lines.get(index.saturating_add(1)).map(|l| &l.say),
            Some(Say::Expect(Expected::Refused { .. }))
        );
        match stage.line(line, expects_refusal) {
            Ok(()) => {}
            Err(Halt::Broken(error)) => return Err(error),
            Err(Halt::Differs(said)) => {
                let failure = Failure { span: line.span, said, story: stage.story()? };
                return stage.played(scenario, Some(failure));
            }
        }
    }
    stage.played(scenario, None)
}

fn differs(zh: impl Into<String>, en: impl Into<String>) -> Halt {
    Halt::Differs(Said::new(zh, en))
}

/// A line that the grammar has and the stage cannot play yet.
fn unplayed() -> Halt {
    differs("这一句还不能试走", "this line cannot be played yet")
}

const fn is_unplayed(deed: &Deed) -> bool {
    matches!(
        deed,
        Deed::Present(_)
            | Deed::Offer(..)
            | Deed::Receive(_)
            | Deed::TurnDown(_)
            | Deed::Refer(_)
            | Deed::Assign(..)
            | Deed::HandOn(..)
            | Deed::OpenLinked(_)
            | Deed::FillText(..)
            | Deed::CorrectText(..)
            | Deed::ConcludeWords(_)
    )
}

impl<'a> Stage<'a> {
    fn set(compiled: &'a Compiled, scenario: &Scenario) -> Result<Self, Error> {
        let first = scenario.lines.iter().find_map(|line| match &line.say {
            Say::Do { at, .. } | Say::Directory { at, .. } | Say::Until(at) => Some(*at),
            Say::Expect(_) | Say::Turn(_) => None,
        });
        let first = first.unwrap_or_else(|| Instant::start_of(compiled.form.item.in_force_from));
        // The office was there the day before, so that the people of the text hold their posts when it begins.
        let begin = Instant::start_of(first.date().checked_add_days(-1).unwrap_or_else(|| first.date()));
        let store = MemoryStore::new(LogInfo::new("scenario", Secret::new([0; 32]))?);
        let mut runtime = Runtime::new(store, VirtualClock::at(begin), SeededSalts::new(0))?.strict();
        runtime.begin("scenario")?;
        runtime.publish(compiled)?;
        Ok(Self { compiled, runtime, case: None, last: Vec::new(), number: 0 })
    }

    fn played(&self, scenario: &Scenario, failure: Option<Failure>) -> Result<Played, Error> {
        let mut log = Vec::new();
        shouwen_store::export(self.runtime.store(), &mut log).map_err(|e| Error::Missing(e.to_string()))?;
        Ok(Played { name: scenario.name.clone(), failure, log })
    }

    fn line(&mut self, line: &Line, expects_refusal: bool) -> Result<(), Halt> {
        match &line.say {
            Say::Turn(_) | Say::Do { late: Some(_), .. } => Err(unplayed()),
            Say::Do { at, late: None, actor, place, deeds } => {
                self.last = self.act(*at, actor, place.as_deref(), deeds)?;
                match self.last.iter().find_map(Answer::refusal) {
                    Some(refusal) if !expects_refusal => Err(differs(
                        format!("这一步被拒绝（{}）：{}", refusal.code, refusal.message.zh),
                        format!("this was refused ({}): {}", refusal.code, refusal.message.en),
                    )),
                    _ => Ok(()),
                }
            }
            Say::Directory { at, deed } => self.directory(*at, deed),
            Say::Until(at) => match self.runtime.sweep(*at)?.stuck.into_iter().next() {
                None => Ok(()),
                Some((_, refusal)) => Err(Halt::Differs(refusal.message)),
            },
            Say::Expect(expected) => self.expect(expected),
        }
    }

    fn key(&mut self) -> String {
        self.number = self.number.saturating_add(1);
        format!("s{}", self.number)
    }

    fn send(&mut self, request: Request, at: Instant, actor: &Actor) -> Result<Answer, Halt> {
        let request = request.at(at.to_string());
        let request = match actor {
            Actor::Applicant => request.applicant("申请人"),
            Actor::Officer { person, post } => request.officer(person, post),
        };
        let answer = self.runtime.execute(&request)?;
        if let (Outcome::Done { .. }, Some(case)) = (&answer.outcome, answer.case) {
            self.case = Some(case);
        }
        Ok(answer)
    }

    /// The deeds of one line, in the order in which they can be done at a desk; it ends with the first refusal.
    fn act(
        &mut self,
        at: Instant,
        actor: &Actor,
        place: Option<&str>,
        deeds: &[Deed],
    ) -> Result<Vec<Answer>, Halt> {
        let requests = self.requests(place, deeds)?;
        let mut answers = Vec::new();
        for request in requests {
            let answer = self.send(request, at, actor)?;
            let stop = !answer.accepted();
            answers.push(answer);
            if stop {
                break;
            }
        }
        Ok(answers)
    }

    fn standing(&self) -> Result<Option<Case>, Halt> {
        match self.case {
            Some(id) => Ok(self.runtime.case(id)?),
            None => Ok(None),
        }
    }

    fn place_name(&self) -> Result<String, Halt> {
        let case = self.standing()?;
        let place = case.and_then(|c| c.place()).and_then(|p| self.compiled.definition.place(p));
        Ok(place.map(|p| p.name.clone()).unwrap_or_default())
    }

    fn requests(&mut self, place: Option<&str>, deeds: &[Deed]) -> Result<Vec<Request>, Halt> {
        if deeds.iter().any(is_unplayed) {
            return Err(unplayed());
        }
        let place = match place {
            Some(place) => place.to_owned(),
            None => self.place_name()?,
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
        let on = |act: &str| Request::on(act, format!("@{KEY}"), String::new());
        let mut requests = Vec::new();
        let has = |wanted: fn(&Deed) -> bool| deeds.iter().any(wanted);
        if has(|d| matches!(d, Deed::Submit)) {
            let mut request = Request::open(alias, KEY).materials(attached.clone());
            for (name, value) in fills(deeds) {
                request = request.data(name, json(value));
            }
            requests.push(request);
        }
        if has(|d| matches!(d, Deed::Correct(..))) {
            let mut request = on("correct").materials(attached.clone());
            for deed in deeds {
                if let Deed::Correct(name, value) = deed {
                    request = request.data(name, json(value));
                }
            }
            requests.push(request);
        }
        for deed in deeds {
            requests.extend(single(deed, &on, &place, &attached));
        }
        requests.extend(completion(deeds, &on, &place));
        for request in deeds.iter().filter_map(|deed| last(deed, &on, &attached, deeds)) {
            requests.push(request);
        }
        if has(|d| matches!(d, Deed::Serve)) {
            requests.extend(self.deliveries()?);
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

    fn deliveries(&self) -> Result<Vec<Request>, Halt> {
        let Some(case) = self.standing()? else { return Ok(Vec::new()) };
        let requests = case.duties.iter().map(|(number, _)| {
            let index = usize::try_from(*number).ok().and_then(|n| n.checked_sub(1));
            let duty = index.and_then(|i| self.compiled.definition.after.get(i));
            let mut request = Request::on("serve", format!("@{KEY}"), String::new());
            request.duty = Some(*number);
            request.proof = duty.and_then(|d| d.proof.clone());
            request
        });
        let requests: Vec<_> = requests.collect();
        if requests.is_empty() {
            return Err(differs("没有待送达的事项", "nothing is to be served"));
        }
        Ok(requests)
    }

    fn directory(&mut self, at: Instant, deed: &DirectoryDeed) -> Result<(), Halt> {
        let key = self.key();
        let request = match deed {
            DirectoryDeed::Appoint { person, post, stand_in } => Request {
                person: Some(person.clone()),
                post: Some(post.clone()),
                stand_in: *stand_in,
                ..Request::new("appoint", key)
            },
            DirectoryDeed::Relieve { person, post } => Request {
                person: Some(person.clone()),
                post: Some(post.clone()),
                ..Request::new("relieve", key)
            },
            DirectoryDeed::Absent { person, until } => Request {
                person: Some(person.clone()),
                until: Some(until.to_string()),
                ..Request::new("absent", key)
            },
            DirectoryDeed::Delegate { .. } | DirectoryDeed::Recuse { .. } => return Err(unplayed()),
        };
        let answer = self.runtime.execute(&request.applicant("scenario").at(at.to_string()))?;
        match answer.refusal() {
            None => Ok(()),
            Some(refusal) => Err(differs(
                format!("目录操作被拒绝：{}", refusal.message.zh),
                format!("the directory refused it: {}", refusal.message.en),
            )),
        }
    }

    fn records(&self) -> Result<Vec<CaseRecord>, Error> {
        self.case.map_or(Ok(Vec::new()), |id| self.runtime.records(id))
    }

    fn story(&self) -> Result<Vec<Said>, Error> {
        let records = self.records()?;
        let lines = records.iter().map(|record| {
            let told = story::tell(record);
            let when = told.when();
            Said::new(format!("{when} {}", told.said.zh), format!("{when} {}", told.said.en))
        });
        Ok(lines.collect())
    }

    fn expect(&mut self, expected: &Expected) -> Result<(), Halt> {
        if let Expected::Refused { on_record, code } = expected {
            return self.refused(*on_record, code.as_deref());
        }
        let Some(case) = self.standing()? else {
            return Err(differs("还没有办件", "there is no case yet"));
        };
        let records = self.records()?;
        let effects = || records.iter().flat_map(|r| &r.effects);
        let definition = &self.compiled.definition;
        match expected {
            Expected::At(place) => {
                let found = self.place_name()?;
                same(place, (!found.is_empty()).then_some(found), || Said::new("已经办结", "it is decided"))
            }
            Expected::Closed(outcome) => {
                let found = case.outcome().and_then(|o| definition.outcome(o)).map(|o| o.name.clone());
                let here = self.place_name()?;
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
            Expected::Breach { name, by } => breach(&records, name, by.as_ref()),
            Expected::NoBreach(name) => {
                if effects().any(|e| matches!(e, Effect::Finding { breach, .. } if breach == name)) {
                    let Said { zh, en } = story::breach(name);
                    return Err(differs(format!("有违规「{zh}」"), format!("there is the breach `{en}`")));
                }
                Ok(())
            }
            Expected::Due { clock, of, at } => self.falls_due(&case, clock, *of, *at),
            Expected::Issued(document) => {
                if effects().any(|e| matches!(e, Effect::Issue { document: d, .. } if d == document)) {
                    return Ok(());
                }
                Err(differs(format!("没有出具「{document}」"), format!("`{document}` was not issued")))
            }
            Expected::Served(served) => {
                let done = effects().any(|e| matches!(e, Effect::Done { .. })) && case.duties.is_empty();
                match (served, done) {
                    (true, false) => Err(differs("还没有送达", "it is not served yet")),
                    (false, true) => Err(differs("已经送达", "it is served already")),
                    _ => Ok(()),
                }
            }
            Expected::Refused { .. } => Ok(()),
            Expected::Held(..) | Expected::Opened(_) | Expected::Conflict(_) => Err(unplayed()),
        }
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

    fn falls_due(&self, case: &Case, clock: &str, of: Option<ClockName>, at: Instant) -> Result<(), Halt> {
        let decls = &self.compiled.definition.clocks;
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

/// Who answers, in both languages: the person, where one is known, and the post.
fn answers(person: Option<&str>, post: &str) -> (String, String) {
    match person {
        Some(person) => (format!("{person}（{post}）"), format!("{person} ({post})")),
        None => (post.to_owned(), post.to_owned()),
    }
}

fn fills(deeds: &[Deed]) -> impl Iterator<Item = (&String, &Value)> {
    deeds.iter().filter_map(|deed| match deed {
        Deed::Fill(name, value) => Some((name, value)),
        _ => None,
    })
}

/// Deeds that come before a completion.
fn single(deed: &Deed, on: &dyn Fn(&str) -> Request, place: &str, attached: &[&str]) -> Option<Request> {
    match deed {
        Deed::Check(marks) => {
            let words = marks.iter().map(|(name, mark)| {
                let word = match mark {
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

/// The completion of a place, or fields filled without one.
fn completion(deeds: &[Deed], on: &dyn Fn(&str) -> Request, place: &str) -> Option<Request> {
    let completes = deeds.iter().any(|d| matches!(d, Deed::Conclude(_) | Deed::Complete));
    let opens = deeds.iter().any(|d| matches!(d, Deed::Submit));
    let mut request = on(if completes { "complete" } else { "fill" }).step(place);
    if !opens {
        for (name, value) in fills(deeds) {
            request = request.data(name, json(value));
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
            Deed::GiveReasons => request = request.reasons("见案卷"),
            _ => {}
        }
    }
    Some(request)
}

/// Deeds that come after a completion.
fn last(deed: &Deed, on: &dyn Fn(&str) -> Request, attached: &[&str], all: &[Deed]) -> Option<Request> {
    match deed {
        Deed::Event(AwaitedEvent::Named { name }) => {
            Some(Request { event: Some(name.clone()), ..on("event") })
        }
        Deed::Event(AwaitedEvent::Supplemented) => Some(on("supplement").materials(attached.iter().copied())),
        Deed::Event(AwaitedEvent::Withdrawn) => Some(on("withdraw")),
        Deed::Extend(clock, period) => {
            let request = Request { clock: Some(clock.clone()), amount: Some(period.n), ..on("extend") };
            let reasons = all.iter().any(|d| matches!(d, Deed::GiveReasons));
            Some(if reasons { request.reasons("见案卷") } else { request })
        }
        _ => None,
    }
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Money { v } => v.to_string().into(),
        Value::Integer { v } => (*v).into(),
        Value::Flag { v } => (*v).into(),
        Value::Date { v } => v.to_string().into(),
        Value::Text { v } | Value::Choice { v } => v.clone().into(),
        _ => serde_json::Value::Null,
    }
}
