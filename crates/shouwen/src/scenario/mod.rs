//! Running scenarios: what the text says people do is played on the real executor under a virtual clock, and what it
//! says must be true is looked up. The first difference is told as a story.

mod deeds;
mod expect;

use crate::clock::VirtualClock;
use crate::error::Error;
use crate::request::{Request, RequestLate};
use crate::runtime::{Answer, Outcome, Runtime};
use crate::salts::SeededSalts;
use serde::Serialize;
use shouwen_canon::{CaseId, Instant};
use shouwen_compile::Compiled;
use shouwen_compile::scenario::{Actor, Deed, DirectoryDeed, Expected, Late, Line, Say, Scenario};
use shouwen_executor::{Case, CaseRecord, Said};
use shouwen_inspect::story;
use shouwen_model::kernel::Definition;
use shouwen_store::{LogInfo, MAX_PAGE_ROWS, MemoryStore, Secret, Store};
use shouwen_syntax::Span;
use std::sync::Arc;

/// The key under which a scenario's case opens.
const KEY: &str = "case";

/// Who applies.
const APPLICANT: &str = "申请人";

/// The reasons where a scenario only says that some are given.
const REASONS: &str = "见案卷";

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
    /// The scenario's own case.
    case: Option<CaseId>,
    /// The linked case that the lines speak of, with what it runs on.
    turned: Option<(CaseId, Arc<Definition>)>,
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
    play_among(compiled, &[], scenario)
}

/// Plays one scenario on a log of its own in which other procedures are published too: those that its case opens cases
/// of. One that cannot be published beside it (its short name may be the same) is left out.
///
/// # Errors
/// [`Error`] if the log cannot even begin.
pub fn play_among(compiled: &Compiled, others: &[&Compiled], scenario: &Scenario) -> Result<Played, Error> {
    let mut stage = Stage::set(compiled, others, scenario)?;
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

impl<'a> Stage<'a> {
    fn set(compiled: &'a Compiled, others: &[&Compiled], scenario: &Scenario) -> Result<Self, Error> {
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
        runtime.put_in_force(compiled)?;
        let linked = |alias: &str| {
            scenario.lines.iter().any(|line| match &line.say {
                Say::Do { deeds, .. } => deeds
                    .iter()
                    .any(|deed| matches!(deed, Deed::OpenLinked(opening) if opening.alias == alias)),
                _ => false,
            })
        };
        for other in others.iter().filter(|other| linked(&other.form.item.alias)) {
            if other.hash != compiled.hash && other.form.item.alias != compiled.form.item.alias {
                runtime.put_in_force(other)?;
            }
        }
        Ok(Self { compiled, runtime, case: None, turned: None, last: Vec::new(), number: 0 })
    }

    /// What the case runs on that the lines speak of.
    fn definition(&self) -> &Definition {
        self.turned.as_ref().map_or(&self.compiled.definition, |(_, definition)| definition)
    }

    /// The case that the lines speak of.
    fn subject(&self) -> Option<CaseId> {
        self.turned.as_ref().map(|(case, _)| *case).or(self.case)
    }

    /// How a request names it; the scenario's own case by its key, even before it is open.
    fn named(&self) -> String {
        self.turned.as_ref().map_or_else(|| format!("@{KEY}"), |(case, _)| case.to_string())
    }

    /// 转看: what follows speaks of a linked case, or of the scenario's own again.
    fn turn(&mut self, link: Option<&str>) -> Result<(), Halt> {
        self.turned = None;
        let Some(link) = link else { return Ok(()) };
        let links = self.standing()?.map(|case| case.links).unwrap_or_default();
        let case = match links.get(link) {
            Some(link) => Some(link.case),
            None => self.last_session(link)?,
        };
        let opened = match case {
            Some(id) => self.runtime.case(id)?.map(|case| (id, case.definition)),
            None => None,
        };
        let definition = opened.and_then(|(id, hash)| Some((id, self.runtime.definition(hash)?)));
        match definition {
            Some(turned) => {
                self.turned = Some(turned);
                Ok(())
            }
            None => Err(differs(format!("「{link}」没有开启"), format!("`{link}` is not open"))),
        }
    }

    /// The last session of a schedule.
    fn last_session(&self, schedule: &str) -> Result<Option<CaseId>, Error> {
        let decl = self.compiled.definition.schedules.iter().find(|decl| decl.name == schedule);
        let Some(alias) = decl.map(|decl| &decl.alias) else { return Ok(None) };
        let mut last = None;
        for row in self.runtime.store().cases_of(alias, None, MAX_PAGE_ROWS)? {
            let opened = self.runtime.case(row.case)?.map(|case| (case.opened, case.id));
            last = last.max(opened);
        }
        Ok(last.map(|(_, id)| id))
    }

    fn played(&self, scenario: &Scenario, failure: Option<Failure>) -> Result<Played, Error> {
        let mut log = Vec::new();
        shouwen_store::export(self.runtime.store(), &mut log).map_err(|e| Error::Missing(e.to_string()))?;
        Ok(Played { name: scenario.name.clone(), failure, log })
    }

    fn line(&mut self, line: &Line, expects_refusal: bool) -> Result<(), Halt> {
        match &line.say {
            Say::Turn(link) => self.turn(link.as_deref()),
            Say::Do { at, late, actor, place, deeds } => {
                // Whoever comes to the desk finds the sessions that came round before.
                if late.is_none() && !self.compiled.sessions.is_empty() {
                    self.sweep(*at)?;
                }
                self.last = self.act((*at, late.as_ref()), actor, place.as_deref(), deeds)?;
                match self.last.iter().find_map(Answer::refusal) {
                    Some(refusal) if !expects_refusal => Err(differs(
                        format!("这一步被拒绝（{}）：{}", refusal.code, refusal.message.zh),
                        format!("this was refused ({}): {}", refusal.code, refusal.message.en),
                    )),
                    _ => Ok(()),
                }
            }
            Say::Directory { at, deed } => self.directory(*at, deed),
            Say::Until(at) => self.sweep(*at),
            Say::Expect(expected) => self.expect(expected),
        }
    }

    fn sweep(&mut self, at: Instant) -> Result<(), Halt> {
        match self.runtime.sweep(at)?.stuck.into_iter().next() {
            None => Ok(()),
            Some((_, refusal)) => Err(Halt::Differs(refusal.message)),
        }
    }

    fn key(&mut self) -> String {
        self.number = self.number.saturating_add(1);
        format!("s{}", self.number)
    }

    fn send(
        &mut self,
        request: Request,
        (at, late): (Instant, Option<&Late>),
        actor: &Actor,
    ) -> Result<Answer, Halt> {
        let mut request = request.at(at.to_string());
        if let Some(late) = late {
            request.recorded = Some(late.entered.to_string());
            let (person, post) = (late.second.person.clone(), late.second.post.clone());
            request.late = Some(RequestLate { person, post, reasons: "补录".to_owned() });
        }
        let request = match actor {
            Actor::Applicant => request.applicant(APPLICANT),
            Actor::Officer { person, post } if request.act == "open" => {
                request.officer(person, post).on_behalf_of(APPLICANT)
            }
            Actor::Officer { person, post } => request.officer(person, post),
        };
        let opens = request.act == "open";
        let answer = self.runtime.execute(&request)?;
        if let (true, Outcome::Done { .. }, Some(case)) = (opens, &answer.outcome, answer.case) {
            self.case = Some(case);
        }
        Ok(answer)
    }

    /// The deeds of one line, in the order in which they can be done at a desk; it ends with the first refusal.
    fn act(
        &mut self,
        when: (Instant, Option<&Late>),
        actor: &Actor,
        place: Option<&str>,
        deeds: &[Deed],
    ) -> Result<Vec<Answer>, Halt> {
        let requests = self.requests(actor, place, deeds)?;
        let mut answers = Vec::new();
        for request in requests {
            let answer = self.send(request, when, actor)?;
            let stop = !answer.accepted();
            answers.push(answer);
            if stop {
                break;
            }
        }
        Ok(answers)
    }

    fn standing(&self) -> Result<Option<Case>, Halt> {
        match self.subject() {
            Some(id) => Ok(self.runtime.case(id)?),
            None => Ok(None),
        }
    }

    /// The names of the places where the case stands: several in a parallel block, which comes last.
    fn place_names(&self) -> Result<Vec<String>, Halt> {
        let Some(case) = self.standing()? else { return Ok(Vec::new()) };
        let mut places = case.standing();
        places.extend(case.place().filter(|here| !places.contains(here)));
        let named = places.into_iter().filter_map(|id| self.definition().place(id));
        Ok(named.map(|place| place.name.clone()).collect())
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
            DirectoryDeed::Delegate { from, to, post, until } => Request {
                person: Some(from.clone()),
                to: Some(to.clone()),
                post: Some(post.clone()),
                until: Some(until.to_string()),
                ..Request::new("delegate", key)
            },
            DirectoryDeed::Recuse { person } => Request {
                person: Some(person.clone()),
                reasons: Some(REASONS.to_owned()),
                ..Request::on("recuse", self.named(), key)
            },
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
        self.subject().map_or(Ok(Vec::new()), |id| self.runtime.records(id))
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
}
