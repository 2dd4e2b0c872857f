//! Playing the day-book: before each thing that somebody does, time acts on what is due; every record is told.

use super::book::{self, Step};
use crate::session::Session;
use crate::stop::{Exit, Stop};
use crate::stores::AnyRuntime;
use serde::Serialize;
use shouwen::{CaseRecord, Instant, Request, Said, Store, story};
use std::collections::BTreeMap;

/// How many records are read at a time.
const PAGE: usize = 256;

/// One line of the timeline.
pub(super) struct Line {
    /// When, as people read it: what happens at 24:00 belongs to the day that ends then.
    pub(super) when: String,
    /// The case's opening key; empty for what concerns the whole log.
    pub(super) case: String,
    pub(super) said: Said,
    pub(super) tone: Tone,
}

/// How a line is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Breach,
    Refused,
}

/// What was played.
pub(super) struct Played {
    pub(super) lines: Vec<Line>,
    pub(super) cases: usize,
    pub(super) refusals: Vec<Refusal>,
}

/// A refused attempt.
#[derive(Serialize)]
pub(super) struct Refusal {
    pub(super) case: String,
    pub(super) code: &'static str,
    pub(super) recorded: bool,
}

struct Stage<'a> {
    runtime: &'a mut AnyRuntime,
    position: u64,
    keys: BTreeMap<String, String>,
    played: Played,
}

pub(super) fn play(session: &Session, runtime: &mut AnyRuntime, steps: Vec<Step>) -> Result<Played, Stop> {
    let played = Played { lines: Vec::new(), cases: 0, refusals: Vec::new() };
    let mut stage = Stage { runtime, position: 0, keys: BTreeMap::new(), played };
    stage.tell()?;
    let all = steps.len().saturating_add(1);
    for (done, step) in steps.into_iter().enumerate() {
        session.progress(done, all);
        stage.runtime.tick(step.at)?;
        stage.tell()?;
        stage.step(step)?;
    }
    let last = book::date(book::LAST)?;
    let end = last.checked_add_days(1).map(Instant::start_of);
    if let Some(end) = end {
        stage.runtime.tick(end)?;
        stage.tell()?;
    }
    session.progress(all, all);
    Ok(stage.played)
}

impl Stage<'_> {
    fn step(&mut self, step: Step) -> Result<(), Stop> {
        let Step { at, request } = step;
        let Some(request) = self.resolved(request)? else { return Ok(()) };
        let answer = self.runtime.execute(&request)?;
        let opened =
            usize::from(request.act == "open" && answer.accepted()).saturating_add(answer.linked.len());
        self.played.cases = self.played.cases.saturating_add(opened);
        self.tell()?;
        if let Some(refusal) = answer.refusal() {
            let recorded = matches!(answer.outcome, shouwen::Outcome::Refused { recorded: Some(_), .. });
            let name = request.case.as_deref().unwrap_or_default();
            let shown = self.keys.get(name).map(String::as_str).or_else(|| name.strip_prefix('@'));
            let case = shown.unwrap_or_default().to_owned();
            let (code, who) = (refusal.code.as_str(), &request.actor.person);
            self.played.refusals.push(Refusal { case: case.clone(), code, recorded });
            if !recorded {
                let (zh, en) = (&refusal.message.zh, &refusal.message.en);
                self.played.lines.push(Line {
                    when: story::clock(at),
                    case,
                    said: Said::new(
                        format!("拒绝 {who}（{code}）：{zh}"),
                        format!("refused {who} ({code}): {en}"),
                    ),
                    tone: Tone::Refused,
                });
            }
        }
        Ok(())
    }

    /// A delivery serves what is owed; where nothing is owed (yet), nobody serves.
    fn resolved(&self, mut request: Request) -> Result<Option<Request>, Stop> {
        // A case that another one opened goes by the name it is shown under.
        let shown =
            request.case.as_deref().and_then(|name| name.strip_prefix('@')).filter(|n| n.ends_with('+'));
        if let Some((id, _)) = shown.and_then(|name| self.keys.iter().find(|(_, key)| *key == name)) {
            request.case = Some(id.clone());
        }
        if request.act != "serve" {
            return Ok(Some(request));
        }
        let name = request.case.clone().unwrap_or_default();
        let Some(id) = self.runtime.find(&name)? else { return Ok(None) };
        let Some(case) = self.runtime.case(id)? else { return Ok(None) };
        let Some((number, _)) = case.duties.iter().next() else { return Ok(None) };
        let index = usize::try_from(*number).ok().and_then(|n| n.checked_sub(1));
        let definition = self.runtime.definition(case.definition);
        let duty = index.and_then(|index| definition.as_ref()?.after.get(index)).cloned();
        request.duty = Some(*number);
        request.proof = duty.and_then(|duty| duty.proof);
        Ok(Some(request))
    }

    /// Tells the records that have come since.
    fn tell(&mut self) -> Result<(), Stop> {
        loop {
            let page = self.runtime.store().read_log(self.position, PAGE)?;
            if page.is_empty() {
                return Ok(());
            }
            for stored in page {
                self.position = stored.position.saturating_add(1);
                let record: CaseRecord = shouwen_canon::from_bytes(&stored.bytes).map_err(|error| {
                    Stop::new(Exit::Broken, format!("记录读不懂：{error}"), error.to_string())
                })?;
                self.line(&record);
            }
        }
    }

    fn line(&mut self, record: &CaseRecord) {
        use shouwen_executor::{Act, Effect};
        let id = record.case.to_string();
        if let Act::Open { ordered, .. } = &record.command.act {
            // A case that another one opened goes by the name of that one.
            let ordering = ordered.as_ref().and_then(|ordered| self.keys.get(&ordered.case.to_string()));
            let key = ordering.map_or_else(|| record.command.key.clone(), |key| format!("{key}+"));
            self.keys.insert(id.clone(), key);
        }
        let told = story::tell(record);
        let has = |wanted: fn(&Effect) -> bool| record.effects.iter().any(wanted);
        let tone = if has(|e| matches!(e, Effect::Refused { .. })) {
            Tone::Refused
        } else if has(|e| matches!(e, Effect::Finding { .. })) {
            Tone::Breach
        } else {
            Tone::Plain
        };
        let case = self.keys.get(&id).cloned().unwrap_or_default();
        let when = told.when();
        self.played.lines.push(Line { when, case, said: told.said, tone });
    }
}
