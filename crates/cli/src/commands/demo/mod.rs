//! `demo`: the main job in under a minute. The procedure library is compiled and published, four working weeks around
//! the Spring Festival of 2026 are played, breaches are named, and the log is verified and replayed.

mod book;
mod library;
mod play;
mod plot;
mod random;
mod show;
mod window;

use crate::arguments::Listing;
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use crate::stores::{self, AnyRuntime, Url};
use clap::Args;
use play::Played;
use serde_json::json;
use shouwen::{
    Instant, Log, LogInfo, Salts, SeededSalts, VerifyOptions, VirtualClock, export, replay, verify,
};
use shouwen_inspect::breaches;

/// The id of the log.
const LOG: &str = "demo";

/// Who operates it.
const OPERATOR: &str = "管理员";

/// The evening before the first day: the office is there when it begins.
const BEGIN: &str = "2026-02-01T18:00:00+08:00";

#[derive(Debug, Args)]
pub(crate) struct Demo {
    #[arg(
        long,
        value_name = "URL",
        help = "存储：memory: 或 sqlite:文件（须是新的）；默认用临时文件 || Store: memory: or sqlite:PATH, a new one; by default a temporary file"
    )]
    store: Option<String>,
    #[arg(
        long,
        value_name = "N",
        default_value_t = 2026,
        hide_default_value = true,
        help = "种子：相同的种子给出逐字节相同的日志 || Seed: the same seed gives the same log, byte for byte"
    )]
    seed: u64,
    #[command(flatten)]
    listing: Listing,
}

pub(crate) fn run(session: &mut Session, arguments: &Demo) -> Result<Exit, Stop> {
    // Kept until the end: dropping it deletes the temporary store.
    let folder = tempfile::tempdir()?;
    let url = match &arguments.store {
        Some(url) => Url::parse(url)?,
        None => Url::Sqlite(folder.path().join("demo.db")),
    };
    let text = arguments.listing.format == Format::Text;
    let compiled = library::procedures(session)?;
    let Some(compiled) = compiled else { return Ok(Exit::Findings) };
    let secret = SeededSalts::new(arguments.seed).secret();
    let store = url.create(&LogInfo::new(LOG, secret)?)?;
    let begin: Instant = super::due::instant(BEGIN)?;
    let mut runtime = stores::seeded(store, VirtualClock::at(begin), arguments.seed)?;
    runtime.begin(OPERATOR)?;
    for procedure in &compiled {
        runtime.publish(procedure)?;
    }
    if text {
        show::opening(session, &compiled, arguments.seed)?;
    }
    let steps = book::steps(arguments.seed)?;
    let played = play::play(session, &mut runtime, steps)?;
    if text {
        show::timeline(session, &played)?;
    }
    prove(session, &runtime, &played, arguments)
}

/// Exports the log, verifies and replays what was exported, and says what came of it.
fn prove(
    session: &mut Session,
    runtime: &AnyRuntime,
    played: &Played,
    arguments: &Demo,
) -> Result<Exit, Stop> {
    let mut bytes = Vec::new();
    export(runtime.store(), &mut bytes)?;
    let report = verify(bytes.as_slice(), &VerifyOptions::default())?;
    let log = Log::read(bytes.as_slice())
        .map_err(|error| Stop::new(Exit::Broken, format!("日志读不懂：{error}"), error.to_string()))?;
    let again = replay(&log);
    let found = breaches(&log);
    let whole = report.ok() && again.divergences.is_empty();
    match arguments.listing.format {
        Format::Json => session.json(&json!({
            "cases": played.cases,
            "records": report.records,
            "findings": found.iter().map(super::findings::entry).collect::<Vec<_>>(),
            "refusals": played.refusals,
            "outcomes": show::outcomes(&log, played.cases),
            "verified": report.ok(),
            "replayed": again.divergences.is_empty(),
            "root": report.root.to_string(),
            "seed": arguments.seed,
        }))?,
        Format::Text => {
            show::findings(session, &log, &found)?;
            show::counts(session, &log, played)?;
            show::immediate(session, &log)?;
            show::proof(session, &report, &again, bytes.len())?;
            show::closing(session, arguments.store.as_deref())?;
        }
    }
    Ok(if whole { Exit::Fine } else { Exit::Broken })
}
