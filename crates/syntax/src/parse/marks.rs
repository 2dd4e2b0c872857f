//! Marks that are missing, or stand alone: quotes and brackets without their other half, and what ends a line.

use super::Reader;
use super::lines::{End, Flaw, Line, MAX_LINE_BYTES, MAX_NESTING, Run};
use super::repair::is_word;
use crate::catalogue::Code;
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::span::Span;
use shouwen_grammar::{Entry, parse};

impl Reader<'_> {
    pub(super) fn flaw(&mut self, line: &Line<'_>, flaw: Flaw) {
        let run = |run: Run| self.span(run.start, run.end);
        let diagnostic = match flaw {
            Flaw::Unclosed(at, c) => {
                let message =
                    Text::new(format!("这个「{c}」没有另一半"), format!("this `{c}` is never closed"));
                let diagnostic = Diagnostic::new(Code::S010, run(at), message);
                self.closing(line, at, c, diagnostic)
            }
            Flaw::Unopened(at, c) => {
                let message =
                    Text::new(format!("这个「{c}」没有另一半"), format!("this `{c}` closes nothing"));
                self.opening(line, at, c, Diagnostic::new(Code::S010, run(at), message))
            }
            Flaw::TooDeep(at) => {
                let message = Text::new(
                    format!("括号和引号最多套 {MAX_NESTING} 层"),
                    format!("brackets and quotes may stand at most {MAX_NESTING} deep"),
                );
                Diagnostic::new(Code::S011, run(at), message)
            }
            Flaw::TooLong => {
                let message = Text::new(
                    format!("这一行太长，一行最多 {MAX_LINE_BYTES} 字节"),
                    format!("this line is too long: a line holds at most {MAX_LINE_BYTES} bytes"),
                );
                Diagnostic::new(Code::S011, self.part(line, 0, 0), message)
            }
        };
        self.report(diagnostic);
    }

    /// Closes a quote behind the word that follows it, if the line is then understood.
    fn closing(&self, line: &Line<'_>, open: Run, c: char, diagnostic: Diagnostic) -> Diagnostic {
        let close = match c {
            '「' => '」',
            '《' => '》',
            '（' => '）',
            '“' => '”',
            '(' => ')',
            _ => return diagnostic,
        };
        let help =
            Text::new(format!("在该结束的地方补上「{close}」"), format!("put `{close}` where it ends"));
        let diagnostic = diagnostic.help(help);
        let from = open.end.saturating_sub(line.start);
        let Some((before, after)) = line.words.split_at_checked(from) else { return diagnostic };
        let word = after.find(|x| !is_word(x)).unwrap_or(after.len());
        let Some((name, rest)) = after.split_at_checked(word) else { return diagnostic };
        if !self.reads(&format!("{before}{name}{close}{rest}")) {
            return diagnostic;
        }
        let at = self.part(line, from.saturating_add(word), from.saturating_add(word));
        // Where it ends is not known: an article behind a title would become part of the title.
        diagnostic.guess(Text::new(format!("补上「{close}」"), format!("add `{close}`")), at, close)
    }

    /// Deletes a closing mark, or opens it before the word that it follows: what makes the line understood. A line that
    /// neither makes understood has another fault besides, and is left to its author.
    fn opening(&self, line: &Line<'_>, at: Run, c: char, diagnostic: Diagnostic) -> Diagnostic {
        let (from, to) = (at.start.saturating_sub(line.start), at.end.saturating_sub(line.start));
        let (Some(before), Some(after)) = (line.words.get(..from), line.words.get(to..)) else {
            return diagnostic;
        };
        if self.reads(&format!("{before}{after}")) {
            let title = Text::new(format!("删去「{c}」"), format!("delete `{c}`"));
            return diagnostic.fix(title, self.part(line, from, to), "");
        }
        let open = match c {
            '」' => '「',
            '》' => '《',
            '）' => '（',
            '”' => '“',
            _ => '(',
        };
        let help =
            Text::new(format!("在该开始的地方补上「{open}」"), format!("put `{open}` where it begins"));
        let diagnostic = diagnostic.help(help);
        let name = before.trim_end_matches(is_word);
        let word = before.strip_prefix(name).unwrap_or_default();
        if !self.reads(&format!("{name}{open}{word}{c}{after}")) {
            return diagnostic;
        }
        let place = self.part(line, name.len(), name.len());
        // Where it begins is not known: it may hold more than the word before it.
        diagnostic.guess(Text::new(format!("补上「{open}」"), format!("add `{open}`")), place, open)
    }

    /// Whether some words are a clause of the section that is open, or a head.
    fn reads(&self, words: &str) -> bool {
        let entry = self.sections.last().and_then(|section| super::entry(&section.kind));
        entry.is_some_and(|entry| parse(entry, words).is_ok()) || parse(Entry::Head, words).is_ok()
    }

    pub(super) fn no_end_mark(&mut self, line: &Line<'_>) {
        let words = self.words_span(line);
        let message = Text::new("句末没有「；」或者「。」", "this clause does not end in `;` or `.`");
        let mark = if self.home() == Language::English { ";" } else { "；" };
        let title = Text::new(format!("在句末加「{mark}」"), format!("end it with `{mark}`"));
        let place = if line.end == End::Missing { words.after() } else { self.mark_span(line) };
        self.report(Diagnostic::new(Code::S007, place, message).fix(title, place, mark));
    }

    /// The mark that ends a line.
    fn mark_span(&self, line: &Line<'_>) -> Span {
        let end = line.start.saturating_add(line.words.len());
        let rest = self.source.text().get(end..).unwrap_or_default();
        let gap = rest.len().saturating_sub(rest.trim_start_matches(super::lines::is_blank).len());
        let mark = rest.trim_start_matches(super::lines::is_blank).chars().next().map_or(0, char::len_utf8);
        let start = end.saturating_add(gap);
        self.span(start, start.saturating_add(mark))
    }

    /// A head that lacks its colon.
    pub(super) fn no_colon(&mut self, line: &Line<'_>) {
        let message = Text::new("一节的开头以「：」结束", "a section head ends in `:`");
        let mark = if self.home() == Language::English { ":" } else { "：" };
        let place =
            if line.end == End::Missing { self.words_span(line).after() } else { self.mark_span(line) };
        let title = Text::new(format!("行末用「{mark}」"), format!("end it with `{mark}`"));
        self.report(Diagnostic::new(Code::S008, self.words_span(line), message).fix(title, place, mark));
    }
}
