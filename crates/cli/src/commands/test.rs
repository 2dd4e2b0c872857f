//! `test`: the scenarios of files, on the executor under a virtual clock.

use crate::arguments::Listing;
use crate::folder::{self, Found};
use crate::session::{Format, Session};
use crate::stop::{Exit, Stop};
use crate::words;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use clap::Args;
use serde_json::json;
use shouwen::Compiled;
use shouwen::scenario::{Failure, Played, play_among};
use shouwen_syntax::render::Style;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Test {
    #[arg(required = true, help = "文件或文件夹；- 为标准输入 || Files or folders; - is standard input")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    listing: Listing,
}

pub(crate) fn run(session: &mut Session, arguments: &Test) -> Result<Exit, Stop> {
    let found = match folder::all(session, &arguments.paths)? {
        Ok(found) => found,
        Err(exit) => return Ok(exit),
    };
    let all: usize = found.iter().map(|f| f.compiled.scenarios.len()).fold(0, usize::saturating_add);
    // A case may open cases of the other procedures that are tested along with it.
    let others: Vec<&Compiled> = found.iter().map(|f| &f.compiled).collect();
    let mut listed = Vec::new();
    let (mut passed, mut failed) = (0_usize, 0_usize);
    for f in &found {
        for scenario in &f.compiled.scenarios {
            session.progress(passed.saturating_add(failed), all);
            let played = play_among(&f.compiled, &others, scenario)?;
            let count = if played.failure.is_none() { &mut passed } else { &mut failed };
            *count = count.saturating_add(1);
            match arguments.listing.format {
                Format::Json => listed.push(entry(session, f, &played)),
                Format::Text => show(session, f, &played)?,
            }
        }
    }
    session.progress(all, all);
    if arguments.listing.format == Format::Json {
        session.json(&json!({ "scenarios": listed }))?;
    }
    session.talk(
        &format!("{all} 个案例：通过 {passed}，未通过 {failed}"),
        &format!("{}: {passed} passed, {failed} failed", words::count(all, "scenario")),
    );
    Ok(if failed > 0 { Exit::Findings } else { Exit::Fine })
}

fn entry(session: &Session, found: &Found, played: &Played) -> serde_json::Value {
    let failure = played.failure.as_ref().map(|failure| {
        let place = found.sources.get(failure.span.file).map(|source| {
            let (line, column) = source.lines().line_and_character(source.text(), failure.span.start);
            (source.name().to_owned(), line, column)
        });
        let (file, line, column) = place.unwrap_or_else(|| (found.file.clone(), 1, 1));
        let story: Vec<&str> = failure.story.iter().map(|said| session.of(said)).collect();
        json!({
            "message": session.of(&failure.said), "file": file, "line": line, "column": column, "story": story,
        })
    });
    json!({ "file": found.file, "name": played.name, "passed": failure.is_none(), "failure": failure })
}

fn show(session: &mut Session, found: &Found, played: &Played) -> Result<(), Stop> {
    let Some(failure) = &played.failure else {
        let mark = session.paint("32", session.say("通过", "passed"));
        return session.line(format_args!("{mark}  {}", words::visible(&played.name)));
    };
    let mark = session.paint("31", session.say("未通过", "failed"));
    session.line(format_args!("{mark}  {}\n", words::visible(&played.name)))?;
    let shown = snippet(session, found, failure);
    session.line(format_args!("{shown}\n"))
}

/// The line of the text that does not hold, with what happened until then.
fn snippet(session: &Session, found: &Found, failure: &Failure) -> String {
    let message = words::visible(session.of(&failure.said));
    let story: Vec<String> = failure.story.iter().map(|said| words::visible(session.of(said))).collect();
    let story = story.join("\n");
    let level = Level::ERROR.with_name(session.say("未通过", "failed"));
    let mut group = Group::with_title(level.primary_title(message.as_str()));
    if let Some(source) = found.sources.get(failure.span.file) {
        let snippet = Snippet::source(source.text())
            .path(words::visible(source.name()))
            .fold(true)
            .annotation(AnnotationKind::Primary.span(failure.span.range()));
        group = group.element(snippet);
    }
    if !story.is_empty() {
        let note = Level::NOTE.with_name(session.say("经过", "what happened"));
        group = group.element(note.message(story.as_str()));
    }
    let renderer = if session.style() == Style::Coloured { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}
