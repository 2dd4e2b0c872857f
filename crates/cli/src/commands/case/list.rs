//! `case list` and `case timeline`.
//!
//! JSON of a list: `{"cases":[{"case","key","procedure","place","outcome","settled","post","person","due"}],"next"}`,
//! where `next` is what `--after` takes for the following page. JSON of a timeline:
//! `{"case","records":[{"record","at","said"}]}`.

use crate::desk::{self, Desk};
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use crate::words;
use clap::Args;
use serde_json::json;
use shouwen::{CaseEntry, CaseId, CaseQuery, Instant, MAX_LISTED, RefusalCode};

/// The entries of a page, unless another number is asked for.
pub(crate) const PAGE: usize = 100;

#[derive(Debug, Args)]
pub(crate) struct List {
    #[arg(long, help = "已了结的也列出 || Settled ones too")]
    all: bool,
    #[arg(long, value_name = "ALIAS", help = "只列这一事项的 || Only those of this procedure")]
    procedure: Option<String>,
    #[arg(
        long,
        value_name = "N",
        default_value_t = PAGE,
        hide_default_value = true,
        help = "最多列多少件，默认 100 || How many at most; by default 100"
    )]
    limit: usize,
    #[arg(long, value_name = "ID", help = "接在这一办件之后列 || Those behind this case")]
    after: Option<String>,
    #[command(flatten)]
    desk: Desk,
}

#[derive(Debug, Args)]
pub(crate) struct Timeline {
    #[arg(value_name = "CASE", help = "办件：编号，或提交时的编号 || The case: its id or its opening key")]
    case: String,
    #[command(flatten)]
    desk: Desk,
}

/// A number of entries that can be asked for.
pub(crate) fn limited(limit: usize) -> Result<usize, Stop> {
    if (1..=MAX_LISTED).contains(&limit) {
        return Ok(limit);
    }
    Err(Stop::usage(
        format!("--limit 应为 1 至 {MAX_LISTED}"),
        format!("--limit has to be 1 to {MAX_LISTED}"),
    ))
}

pub(crate) fn run(session: &mut Session, arguments: &List) -> Result<Exit, Stop> {
    let after = arguments.after.as_deref().map(|text| {
        text.parse::<CaseId>()
            .map_err(|_| Stop::usage("--after 应为办件编号", "--after has to be a case's id"))
    });
    let query = CaseQuery {
        procedure: arguments.procedure.clone(),
        all: arguments.all,
        after: after.transpose()?,
        limit: limited(arguments.limit)?,
    };
    let runtime = arguments.desk.read()?;
    if let Some(alias) = arguments.procedure.as_deref().filter(|alias| !runtime.registers().knows(alias)) {
        let alias = words::given(alias);
        let refusal = shouwen::Refusal::new(
            RefusalCode::NotPublished,
            format!("「{alias}」没有发布"),
            format!("`{alias}` is not published"),
        )
        .allow_each(runtime.registers().versions().iter().map(|version| &version.alias));
        desk::refuse(session, &arguments.desk, None, &refusal)?;
        return Ok(Exit::Refused);
    }
    let page = runtime.cases(&query)?;
    match arguments.desk.listing.format {
        Format::Json => session.json(&json!({ "cases": page.cases, "next": page.next }))?,
        Format::Text => {
            table(session, &page.cases, arguments.desk.when.now()?)?;
            if let Some(next) = page.next {
                session.talk(&format!("还有，接着列用 --after {next}"), &format!("more: --after {next}"));
            }
        }
    }
    Ok(Exit::Fine)
}

/// Cases as a table.
pub(crate) fn table(session: &mut Session, cases: &[CaseEntry], now: Instant) -> Result<(), Stop> {
    if cases.is_empty() {
        let text = session.say("没有办件", "no case").to_owned();
        return session.line(text);
    }
    let heads =
        [("办件", "case"), ("事项", "procedure"), ("现在", "now"), ("责任", "with"), ("期限", "limit")];
    let mut rows = vec![heads.iter().map(|(zh, en)| session.say(zh, en).to_owned()).collect::<Vec<_>>()];
    for entry in cases {
        rows.push(vec![
            format!("@{}", words::line(&entry.key)),
            words::line(&entry.procedure),
            desk::place(session, entry),
            desk::holder(session, entry).unwrap_or_else(|| "–".to_owned()),
            entry.due.map_or_else(|| "–".to_owned(), |due| desk::ends(session, due, now)),
        ]);
    }
    for line in words::table(&rows) {
        session.line(line)?;
    }
    Ok(())
}

pub(crate) fn timeline(session: &mut Session, arguments: &Timeline) -> Result<Exit, Stop> {
    let runtime = arguments.desk.read()?;
    let id = match desk::found(&runtime, &arguments.case)? {
        Ok(id) => id,
        Err(refusal) => {
            desk::refuse(session, &arguments.desk, None, &refusal)?;
            return Ok(Exit::Refused);
        }
    };
    let lines = runtime.timeline(id)?.unwrap_or_default();
    match arguments.desk.listing.format {
        Format::Json => {
            let records: Vec<_> = lines
                .iter()
                .map(|line| {
                    json!({ "record": line.record, "at": line.told.at, "said": session.of(&line.told.said) })
                })
                .collect();
            session.json(&json!({ "case": id, "records": records }))?;
        }
        Format::Text => {
            for line in &lines {
                let said = words::line(session.of(&line.told.said));
                session.line(format_args!("{:>3}  {}  {said}", line.record, line.told.when()))?;
            }
        }
    }
    Ok(Exit::Fine)
}
