//! What the demonstration prints.

use super::play::{Line, Played, Tone};
use crate::session::Session;
use crate::stop::Stop;
use crate::words;
use shouwen::{Log, Replay, VerifyReport};
use shouwen_compile::Compiled;
use shouwen_executor::Effect;
use shouwen_inspect::Breach;
use std::collections::BTreeMap;

fn heading(session: &mut Session, zh: &str, en: &str) -> Result<(), Stop> {
    let text = session.paint("1", session.say(zh, en));
    session.line(format_args!("\n{text}\n"))
}

/// What is played, and on which text.
pub(super) fn opening(session: &mut Session, compiled: &[Compiled], seed: u64) -> Result<(), Stop> {
    let text = session
        .say(
            "首问演示：一项制度、一项许可、一项即办件，四个工作周（2026 年 2 月 2 日至 3 月 6 日，跨春节），虚拟时钟",
            "Shouwen demonstration: a rule, a licence and an immediate item, four working weeks (2 February to 6 March 2026, across the Spring Festival), virtual clock",
        )
        .to_owned();
    let text = session.paint("1", &text);
    session.line(text)?;
    let mut rows = Vec::new();
    for procedure in compiled {
        let item = &procedure.form.item;
        let definition = format!("{} {}", session.say("定义", "definition"), procedure.hash);
        rows.push(vec![format!("{}（{}）", item.name, item.alias), definition]);
    }
    for line in words::table(&rows) {
        session.line(line)?;
    }
    let line = format!("{} {seed}", session.say("种子", "seed"));
    session.line(line)
}

/// The timeline, a heading for each day.
pub(super) fn timeline(session: &mut Session, played: &Played) -> Result<(), Stop> {
    heading(session, "经过", "Timeline")?;
    let mut day = "";
    for line in &played.lines {
        let (date, _) = line.when.split_once(' ').unwrap_or_default();
        if day != date {
            day = date;
            let weekday = date.parse().map(|date| words::weekday(session, date)).unwrap_or_default();
            let text = format!("{date} {weekday}");
            let text = session.paint("1", &text);
            session.line(text)?;
        }
        let shown = row(session, line);
        session.line(shown)?;
    }
    Ok(())
}

fn row(session: &Session, line: &Line) -> String {
    let time = line.when.split_once(' ').map_or("", |(_, time)| time);
    let case = words::pad(&line.case, 8);
    let said = words::visible(session.of(&line.said));
    let said = match line.tone {
        Tone::Plain => said,
        Tone::Breach => session.paint("33", &said),
        Tone::Refused => session.paint("35", &said),
    };
    format!("  {time}  {case}  {said}")
}

/// Who answers for which breach under which article, in which case.
pub(super) fn findings(session: &mut Session, log: &Log, found: &[Breach]) -> Result<(), Stop> {
    heading(session, "违规与责任", "Breaches and who answers for them")?;
    crate::commands::findings::table(session, log, found)
}

/// How many cases ended how; what is still open stands under an empty name.
pub(super) fn outcomes(log: &Log, cases: usize) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut closed = 0_usize;
    for effect in log.lines.iter().flat_map(|line| &line.record.effects) {
        if let Effect::Close { outcome, .. } = effect {
            let count = counts.entry(outcome.clone()).or_default();
            *count = count.saturating_add(1);
            closed = closed.saturating_add(1);
        }
    }
    let open = cases.saturating_sub(closed);
    if open > 0 {
        counts.insert(String::new(), open);
    }
    counts
}

/// Outcomes, and attempts that were refused.
pub(super) fn counts(session: &mut Session, log: &Log, played: &Played) -> Result<(), Stop> {
    heading(session, "结果", "Outcomes")?;
    let mut rows = Vec::new();
    for (outcome, count) in outcomes(log, played.cases) {
        let name =
            if outcome.is_empty() { session.say("尚未办结", "still open").to_owned() } else { outcome };
        rows.push(vec![name, count.to_string()]);
    }
    rows.push(vec![session.say("共计", "all").to_owned(), played.cases.to_string()]);
    for line in words::table(&rows) {
        session.line(line)?;
    }
    heading(session, "被拒绝的操作", "Attempts that were refused")?;
    let mut rows = Vec::new();
    for refusal in &played.refusals {
        let record = if refusal.recorded {
            session.say("已记录", "on record")
        } else {
            session.say("不留记录", "not on record")
        };
        rows.push(vec![refusal.case.clone(), refusal.code.to_owned(), record.to_owned()]);
    }
    for line in words::table(&rows) {
        session.line(line)?;
    }
    Ok(())
}

/// What became of the immediate items.
pub(super) fn immediate(session: &mut Session, log: &Log) -> Result<(), Stop> {
    heading(session, "即办件", "Immediate items")?;
    crate::commands::report::immediate_table(session, &shouwen_inspect::immediate(log))
}

/// What was proven, and what was not.
pub(super) fn proof(
    session: &mut Session,
    report: &VerifyReport,
    again: &Replay,
    bytes: usize,
) -> Result<(), Stop> {
    heading(session, "查验与重放", "Verification and replay")?;
    let (zh, en) = (format!("导出日志 {bytes} 字节"), format!("the exported log has {bytes} bytes"));
    let text = session.say(&zh, &en).to_owned();
    session.line(text)?;
    crate::commands::verify::print(session, report)?;
    crate::commands::replay::print(session, again)?;
    let note = session
        .say(
            "说明：演示没有另处保管的检查点，所以全部记录都是“未锚定”：谁能改写存储，谁就能整本重写；把树根和条数交给别处保管，就能查出来。",
            "Note: the demonstration keeps no checkpoint elsewhere, so all records are unanchored: whoever has the store could write all of it anew. With root and size kept elsewhere, that comes to light.",
        )
        .to_owned();
    session.line(note)
}

/// What to do next.
pub(super) fn closing(session: &mut Session, store: Option<&str>) -> Result<(), Stop> {
    let Some(store) = store.filter(|store| *store != "memory:") else { return Ok(()) };
    let (zh, en) = (
        format!("\n日志留在 {store}；可用 shouwen log export --store {store} 导出"),
        format!("\nthe log stays in {store}; see shouwen log export --store {store}"),
    );
    let text = session.say(&zh, &en).to_owned();
    session.line(text)
}
