//! `findings`: the breaches of a log, and who answers for them.

use crate::arguments::Listing;
use crate::files;
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use crate::words;
use clap::Args;
use serde_json::json;
use shouwen::{CaseId, Log, story};
use shouwen_executor::{Act, Consequence};
use shouwen_inspect::{Breach, LogError, breaches};
use shouwen_model::form::Measure;
use shouwen_model::kernel::section_in_chinese;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct Findings {
    #[arg(help = "导出的日志；- 为标准输入 || An exported log; - is standard input")]
    log: PathBuf,
    #[command(flatten)]
    listing: Listing,
}

pub(crate) fn run(session: &mut Session, arguments: &Findings) -> Result<Exit, Stop> {
    let log = read(&arguments.log)?;
    let found = breaches(&log);
    match arguments.listing.format {
        Format::Json => {
            let findings: Vec<_> = found.iter().map(entry).collect();
            session.json(&json!({ "findings": findings, "whole": !log.is_cut() }))?;
        }
        Format::Text => table(session, &log, &found)?,
    }
    if cut(session, &log) {
        return Ok(Exit::Broken);
    }
    Ok(if found.is_empty() { Exit::Fine } else { Exit::Findings })
}

/// Says so if a log does not end where it should: then neither the breaches nor the cases are all there.
pub(crate) fn cut(session: &mut Session, log: &Log) -> bool {
    let cut = log.is_cut();
    if cut {
        session.talk(
            "这份日志不完整：没有文件尾，或者条数与文件尾不符，结果只说明现有的记录；请用 shouwen verify 查验",
            "this log is not whole: it has no trailer, or another number of records than that says; the result speaks \
             of the records that are there; see `shouwen verify`",
        );
    }
    cut
}

/// Reads an exported log.
pub(crate) fn read(path: &Path) -> Result<Log, Stop> {
    Log::read(files::open(path)?).map_err(|error| {
        let name = files::name(path);
        if matches!(error, LogError::NoLog) {
            return Stop::new(
                Exit::Broken,
                format!("{name}：不是导出的日志：第一行不是日志的开头"),
                format!("{name} is no exported log: {error}"),
            );
        }
        Stop::new(Exit::Broken, format!("{name}：日志读不懂：{error}"), format!("{name}: {error}"))
    })
}

/// The opening keys of the cases.
pub(crate) fn keys(log: &Log) -> BTreeMap<CaseId, String> {
    let opening = log.lines.iter().filter(|line| matches!(line.record.command.act, Act::Open { .. }));
    opening.map(|line| (line.record.case, line.record.command.key.clone())).collect()
}

pub(crate) fn entry(breach: &Breach) -> serde_json::Value {
    let mut entry = json!({
        "code": breach.code,
        "case": breach.case.to_string(),
        "records": [breach.record],
        "at": breach.at.to_string(),
        "post": breach.post,
        "officer": breach.officer,
        "basis": breach.basis.as_ref().map(story::basis),
        "clause": breach.clause,
    });
    // Only where the procedure has tables of consequences.
    if let (false, Some(members)) = (breach.consequences.is_empty(), entry.as_object_mut()) {
        let all: Vec<_> = breach.consequences.iter().map(consequence).collect();
        members.insert("consequences".to_owned(), all.into());
    }
    entry
}

fn consequence(consequence: &Consequence) -> serde_json::Value {
    let (zh, en): (Vec<String>, Vec<String>) = consequence.measures.iter().map(Measure::words).unzip();
    json!({ "clause": consequence.clause, "count": consequence.count, "zh": zh, "en": en })
}

/// What follows from a breach, in words, with the how manieth time it is.
fn followed(session: &Session, breach: &Breach) -> String {
    let one = |consequence: &Consequence| {
        let (zh, en): (Vec<String>, Vec<String>) = consequence.measures.iter().map(Measure::words).unzip();
        let zh = format!("第{}次：{}", consequence.count, zh.join("、"));
        let en = format!("time {}: {}", consequence.count, en.join(", "));
        session.say(&zh, &en).to_owned()
    };
    breach.consequences.iter().map(one).collect::<Vec<_>>().join(session.say("；", "; "))
}

/// The breaches in words: when, which case, what, who answers, under which article.
pub(crate) fn table(session: &mut Session, log: &Log, found: &[Breach]) -> Result<(), Stop> {
    if found.is_empty() {
        let text = session.say("没有违规", "no breach").to_owned();
        return session.line(text);
    }
    let keys = keys(log);
    let heads = [
        ("时间", "when"),
        ("办件", "case"),
        ("违规", "breach"),
        ("责任", "answers for it"),
        ("依据", "basis"),
    ];
    let mut rows = vec![heads.iter().map(|(zh, en)| session.say(zh, en).to_owned()).collect::<Vec<_>>()];
    let any = found.iter().any(|breach| !breach.consequences.is_empty());
    if any && let Some(heads) = rows.first_mut() {
        heads.push(session.say("处理", "consequence").to_owned());
    }
    for breach in found {
        let case = keys.get(&breach.case).cloned().unwrap_or_else(|| breach.case.to_string());
        let what = story::breach(&breach.code);
        let who = match &breach.officer {
            Some(person) => format!("{person}（{}）", breach.post),
            None => breach.post.clone(),
        };
        let basis = breach.basis.as_ref().map_or_else(|| clause(session, &breach.clause), story::basis);
        let mut row =
            vec![words::minute(breach.at), words::visible(&case), session.of(&what).to_owned(), who, basis];
        if any {
            row.push(followed(session, breach));
        }
        rows.push(row);
    }
    for line in words::table(&rows) {
        session.line(line)?;
    }
    Ok(())
}

/// A clause of the procedure in words: `step 决定/2` is the second clause of that step.
pub(crate) fn clause(session: &Session, clause: &str) -> String {
    let (section, number) = clause.rsplit_once('/').unwrap_or((clause, ""));
    let (zh, en) = (section_in_chinese(section), section.trim_end());
    match session.language {
        // The section as a whole has the number 0.
        shouwen_syntax::Language::Chinese if number == "0" => format!("本程序 {zh}"),
        shouwen_syntax::Language::English if number == "0" => format!("this procedure, {en}"),
        shouwen_syntax::Language::Chinese => format!("本程序 {zh} 第{number}句"),
        shouwen_syntax::Language::English => format!("this procedure, {en}, clause {number}"),
    }
}
