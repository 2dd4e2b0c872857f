//! `report`: what supervisors ask of a log.

use super::findings::{keys, read};
use crate::arguments::Listing;
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use crate::words;
use clap::{Args, Subcommand};
use serde_json::json;
use shouwen_inspect::{Immediate, immediate};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Report {
    #[command(subcommand)]
    of: Of,
}

#[derive(Debug, Subcommand)]
enum Of {
    #[command(
        about = "即办件：当场办结、转为承诺件及其理由、先来后办 || Immediate items: done on the spot, carried on and why, served out of turn"
    )]
    Immediate(OfImmediate),
}

#[derive(Debug, Args)]
struct OfImmediate {
    #[arg(help = "导出的日志；- 为标准输入 || An exported log; - is standard input")]
    log: PathBuf,
    #[command(flatten)]
    listing: Listing,
}

pub(crate) fn run(session: &mut Session, arguments: &Report) -> Result<Exit, Stop> {
    let Of::Immediate(arguments) = &arguments.of;
    let log = read(&arguments.log)?;
    let items = immediate(&log);
    match arguments.listing.format {
        Format::Json => session.json(&json!({ "immediate": items }))?,
        Format::Text => {
            immediate_table(session, &items)?;
            let keys = keys(&log);
            let named = |case| keys.get(&case).cloned().unwrap_or_else(|| case.to_string());
            for overtaken in items.iter().flat_map(|item| &item.overtaken) {
                let (served, waiting) = (named(overtaken.served), named(overtaken.waiting));
                let (at, person) = (shouwen::story::clock(overtaken.at), &overtaken.person);
                let (zh, en) = (
                    format!("{at} {person} 先办了 {served}，而先来的 {waiting} 还在等候"),
                    format!("{at} {person} took up {served} while {waiting}, which had come earlier, waited"),
                );
                let line = words::visible(session.say(&zh, &en));
                session.line(line)?;
            }
        }
    }
    Ok(Exit::Fine)
}

/// A line for each item, and one for each reason.
pub(crate) fn immediate_table(session: &mut Session, items: &[Immediate]) -> Result<(), Stop> {
    let say = |zh: &str, en: &str| session.say(zh, en).to_owned();
    let mut rows = vec![vec![
        say("事项", "procedure"),
        say("开立", "opened"),
        say("当场办结", "on the spot"),
        say("转为承诺件", "carried on"),
        say("先来后办", "out of turn"),
    ]];
    for item in items {
        let converted: u64 = item.converted.values().sum();
        rows.push(vec![
            item.alias.clone(),
            item.opened.to_string(),
            item.on_the_spot.to_string(),
            converted.to_string(),
            item.overtaken.len().to_string(),
        ]);
        for (reason, count) in &item.converted {
            rows.push(vec![
                format!("  {reason}"),
                String::new(),
                String::new(),
                count.to_string(),
                String::new(),
            ]);
        }
    }
    for line in words::table(&rows) {
        session.line(line)?;
    }
    Ok(())
}
