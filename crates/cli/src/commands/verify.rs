//! `verify`: integrity of a log, offline; every problem with its place, and what nothing covers.

use crate::arguments::Listing;
use crate::files;
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use clap::Args;
use serde_json::json;
use shouwen::{Checkpoint, VerifyOptions, VerifyReport, verify};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[arg(help = "导出的日志；- 为标准输入 || An exported log; - is standard input")]
    log: PathBuf,
    #[arg(long, value_name = "FILE", help = "另处保管的检查点 || A checkpoint kept elsewhere")]
    checkpoint: Option<PathBuf>,
    #[command(flatten)]
    listing: Listing,
}

pub(crate) fn run(session: &mut Session, arguments: &Verify) -> Result<Exit, Stop> {
    let checkpoint = match &arguments.checkpoint {
        None => None,
        Some(path) => {
            let text = files::text(path, shouwen_audit::MAX_CHECKPOINT_BYTES)?;
            let read: Result<Checkpoint, _> = text.parse();
            Some(read.map_err(|error| {
                let name = files::name(path);
                Stop::new(
                    Exit::Unreadable,
                    format!("{name}：不是检查点（应为两行：数量、树根）"),
                    format!("{name}: {error}"),
                )
            })?)
        }
    };
    let input = files::open(&arguments.log)?;
    let report = verify(input, &VerifyOptions { checkpoint })
        .map_err(|error| Stop::file(&files::name(&arguments.log), &error))?;
    match arguments.listing.format {
        Format::Json => print_json(session, &report)?,
        Format::Text => print(session, &report)?,
    }
    Ok(if report.ok() { Exit::Fine } else { Exit::Broken })
}

/// Says what was found and what nothing covers.
pub(crate) fn print(session: &mut Session, report: &VerifyReport) -> Result<(), Stop> {
    for problem in &report.problems {
        let (zh, en) = (&problem.detail.zh, &problem.detail.en);
        let place = match (&problem.case, problem.number) {
            (Some(case), Some(number)) => format!(" {case}/{number}"),
            (Some(case), None) => format!(" {case}"),
            _ => String::new(),
        };
        let line = format!("{}:{}{place} {}", problem.line, problem.code.as_str(), session.say(zh, en));
        session.line(line)?;
    }
    if report.unlisted > 0 {
        let n = report.unlisted;
        let (zh, en) = (format!("另有 {n} 个问题未列出"), format!("{n} more problems are not listed"));
        let text = session.say(&zh, &en).to_owned();
        session.line(text)?;
    }
    for text in report.summary() {
        let text = session.say(&text.zh, &text.en).to_owned();
        session.line(text)?;
    }
    session.line(format_args!("{} {}", session.say("树根", "root"), report.root))
}

fn print_json(session: &mut Session, report: &VerifyReport) -> Result<(), Stop> {
    let problems: Vec<_> = report
        .problems
        .iter()
        .map(|problem| {
            json!({
                "code": problem.code.as_str(),
                "record": problem.record,
                "line": problem.line,
                "case": problem.case.map(|case| case.to_string()),
                "number": problem.number,
                "detail": session.say(&problem.detail.zh, &problem.detail.en),
            })
        })
        .collect();
    session.json(&json!({
        "ok": report.ok(),
        "log": report.log,
        "records": report.records,
        "cases": report.cases,
        "root": report.root.to_string(),
        "problems": problems,
        "unlisted": report.unlisted,
        "uncovered": report.uncovered,
    }))
}
