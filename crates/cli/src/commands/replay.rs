//! `replay`: decides every record of a log again and demands the same bytes; shows how cases stood.

use crate::arguments::Listing;
use crate::commands::due::instant;
use crate::commands::findings;
use crate::folder;
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use crate::words;
use clap::Args;
use serde_json::json;
use shouwen::{CaseId, Instant, Log, Replay as Again, replay, story};
use shouwen_executor::{Act, CaseRecord, Effect};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Replay {
    #[arg(help = "导出的日志；- 为标准输入 || An exported log; - is standard input")]
    log: PathBuf,
    #[arg(
        long,
        value_name = "DIR",
        help = "与这些程序的定义比对；可多次 || Compare with the definitions of these procedures; may be repeated"
    )]
    procedures: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "INSTANT",
        help = "显示各办件在这一时刻的状态 || Show where the cases stood at this instant"
    )]
    at: Option<String>,
    #[arg(
        long,
        value_name = "ID",
        help = "只显示一个办件：编号，或 @ 加提交时的编号 || Show one case: its id, or @ and its opening key"
    )]
    case: Option<String>,
    #[command(flatten)]
    listing: Listing,
}

/// Where a case stood.
struct Standing {
    case: CaseId,
    key: String,
    at: Instant,
    stands: String,
    closed: bool,
}

pub(crate) fn run(session: &mut Session, arguments: &Replay) -> Result<Exit, Stop> {
    let at = arguments.at.as_deref().map(instant).transpose()?;
    let log = findings::read(&arguments.log)?;
    let case = arguments.case.as_deref().map(|name| find(&log, name)).transpose()?;
    let unpublished = match compare(session, arguments, &log)? {
        Ok(unpublished) => unpublished,
        Err(exit) => return Ok(exit),
    };
    let again = replay(&log);
    let standings = if at.is_some() || case.is_some() { standings(&log, at, case) } else { Vec::new() };
    match arguments.listing.format {
        Format::Json => print_json(session, &again, &standings, &unpublished, !log.is_cut())?,
        Format::Text => {
            if let Some(case) = case {
                tell(session, &log, case, at)?;
            } else {
                list(session, &standings)?;
            }
            print(session, &again)?;
        }
    }
    let cut = findings::cut(session, &log);
    if cut || !again.divergences.is_empty() {
        return Ok(Exit::Broken);
    }
    Ok(if unpublished.is_empty() { Exit::Fine } else { Exit::Findings })
}

fn find(log: &Log, name: &str) -> Result<CaseId, Stop> {
    let found = match name.strip_prefix('@') {
        Some(key) => findings::keys(log).into_iter().find(|(_, known)| known == key).map(|(id, _)| id),
        None => name.parse().ok().filter(|id| log.lines.iter().any(|line| line.record.case == *id)),
    };
    found.ok_or_else(|| {
        Stop::usage(format!("日志里没有「{name}」这个办件"), format!("the log holds no case `{name}`"))
    })
}

/// Procedures whose definitions the log does not hold.
fn compare(session: &mut Session, arguments: &Replay, log: &Log) -> Result<Result<Vec<String>, Exit>, Stop> {
    if arguments.procedures.is_empty() {
        return Ok(Ok(Vec::new()));
    }
    let found = match folder::all(session, &arguments.procedures)? {
        Ok(found) => found,
        Err(exit) => return Ok(Err(exit)),
    };
    let published: BTreeSet<String> = log
        .lines
        .iter()
        .filter_map(|line| match &line.record.command.act {
            Act::Publish { published, .. } => Some(&published.definitions),
            _ => None,
        })
        .flatten()
        .map(ToString::to_string)
        .collect();
    let mut missing = Vec::new();
    for f in found {
        let name = &f.compiled.form.item.name;
        if published.contains(&f.compiled.hash.to_string()) {
            session.talk(
                &format!("{name}：与日志中的定义相同"),
                &format!("{name}: the log holds the same definition"),
            );
        } else {
            session.talk(
                &format!("{name}：日志中没有这个定义"),
                &format!("{name}: the log does not hold this definition"),
            );
            missing.push(name.clone());
        }
    }
    Ok(Ok(missing))
}

fn standings(log: &Log, at: Option<Instant>, only: Option<CaseId>) -> Vec<Standing> {
    let keys = findings::keys(log);
    let mut found: BTreeMap<CaseId, Standing> = BTreeMap::new();
    for line in &log.lines {
        let record = &line.record;
        let told = when(record);
        let wanted = only.is_none_or(|case| case == record.case) && at.is_none_or(|at| told <= at);
        let Some(key) = keys.get(&record.case).filter(|_| wanted) else { continue };
        let standing = found.entry(record.case).or_insert_with(|| Standing {
            case: record.case,
            key: key.clone(),
            at: told,
            stands: String::new(),
            closed: false,
        });
        standing.at = told;
        for effect in &record.effects {
            match effect {
                Effect::Enter { place } => standing.stands.clone_from(place),
                Effect::Close { outcome, .. } => {
                    standing.stands.clone_from(outcome);
                    standing.closed = true;
                }
                _ => {}
            }
        }
    }
    found.into_values().collect()
}

/// The instant that a record is about: the legal one, of what time did.
fn when(record: &CaseRecord) -> Instant {
    story::tell(record).at
}

fn list(session: &mut Session, standings: &[Standing]) -> Result<(), Stop> {
    let mut rows = Vec::new();
    for standing in standings {
        let word = if standing.closed {
            session.say("已办结：", "decided: ")
        } else {
            session.say("在 ", "at ")
        };
        rows.push(vec![
            words::visible(&standing.key),
            format!("{word}{}", standing.stands),
            words::minute(standing.at),
        ]);
    }
    for line in words::table(&rows) {
        session.line(line)?;
    }
    Ok(())
}

fn tell(session: &mut Session, log: &Log, case: CaseId, at: Option<Instant>) -> Result<(), Stop> {
    for line in log.lines.iter().filter(|line| line.record.case == case) {
        let told = story::tell(&line.record);
        if at.is_none_or(|at| told.at <= at) {
            let said = words::visible(session.of(&told.said));
            session.line(format_args!("{:>3}  {}  {said}", line.record.number, told.when()))?;
        }
    }
    Ok(())
}

/// Says what came of deciding again.
pub(crate) fn print(session: &mut Session, again: &Again) -> Result<(), Stop> {
    for d in &again.divergences {
        let code = serde_json::to_value(d.code).map_err(std::io::Error::other)?;
        let code = code.as_str().unwrap_or_default().to_owned();
        session.line(format_args!("{code} {}/{} {}", d.case, d.record, words::visible(&d.detail)))?;
    }
    let (records, cases, n) = (again.records, again.cases, again.divergences.len());
    let text = if n == 0 {
        (
            format!("重放 {records} 条记录、{cases} 个案件：逐字节相同"),
            format!("replayed {records} records of {cases} cases: the same bytes"),
        )
    } else {
        (
            format!("重放 {records} 条记录、{cases} 个案件：{n} 处不同"),
            format!("replayed {records} records of {cases} cases: {n} differ"),
        )
    };
    let text = session.say(&text.0, &text.1).to_owned();
    session.line(text)?;
    uncovered(session, again)
}

/// What the replay rests on without having decided it, and what it does not list: never left unsaid.
fn uncovered(session: &mut Session, again: &Again) -> Result<(), Stop> {
    let said = [
        (
            again.conditions_on_record,
            "个条件的数据已经删除，按记录在案的真假重放",
            "conditions whose data are erased were taken as recorded",
        ),
        (again.undecided, "条记录没有重新决定", "records were not decided again"),
        (again.more, "处其他不同没有列出", "further differences are not listed"),
    ];
    for (n, zh, en) in said {
        if n > 0 {
            let text = session.say(&format!("{n} {zh}"), &format!("{n} {en}")).to_owned();
            session.line(text)?;
        }
    }
    Ok(())
}

fn print_json(
    session: &mut Session,
    again: &Again,
    standings: &[Standing],
    unpublished: &[String],
    whole: bool,
) -> Result<(), Stop> {
    let cases: Vec<_> = standings
        .iter()
        .map(|s| {
            json!({
                "case": s.case.to_string(), "key": s.key, "at": s.at.to_string(), "stands": s.stands,
                "closed": s.closed,
            })
        })
        .collect();
    session.json(&json!({
        "records": again.records,
        "cases": again.cases,
        "conditions_on_record": again.conditions_on_record,
        "undecided": again.undecided,
        "more": again.more,
        "divergences": again.divergences,
        "unpublished": unpublished,
        "standings": cases,
        "whole": whole,
    }))
}
