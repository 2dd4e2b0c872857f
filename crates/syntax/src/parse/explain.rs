//! What is wrong with a line, in the author's words.

use super::build::Fault;
use super::lines::{Flaw, Line, MAX_LINE_BYTES, MAX_NESTING, Run};
use super::{MAX_SECTIONS, Reader};
use crate::catalogue::Code;
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::span::Span;
use crate::tree::SectionKind;
use shouwen_grammar::keywords::Tongue;
use shouwen_grammar::{Entry, Node, ParseFailure};

impl Reader<'_> {
    fn words_span(&self, line: &Line<'_>) -> Span {
        self.span(line.start, line.start.saturating_add(line.words.len()))
    }

    fn run(&self, run: Run) -> Span {
        self.span(run.start, run.end)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn too_many_sections(&mut self, line: &Line<'_>) {
        let message = Text::new(
            format!("一个文件最多 {MAX_SECTIONS} 节，从这里起不再读"),
            format!("a file holds at most {MAX_SECTIONS} sections; nothing is read from here on"),
        );
        let diagnostic = Diagnostic::new(Code::S011, self.words_span(line), message);
        self.report(diagnostic);
    }

    pub(super) fn flaw(&mut self, line: &Line<'_>, flaw: Flaw) {
        let diagnostic = match flaw {
            Flaw::Unclosed(run, c) => Diagnostic::new(
                Code::S010,
                self.run(run),
                Text::new(format!("「{c}」没有对应的后一半"), format!("`{c}` is never closed")),
            ),
            Flaw::Unopened(run, c) => Diagnostic::new(
                Code::S010,
                self.run(run),
                Text::new(format!("「{c}」没有对应的前一半"), format!("`{c}` closes nothing")),
            ),
            Flaw::TooDeep(run) => Diagnostic::new(
                Code::S011,
                self.run(run),
                Text::new(
                    format!("括号和引号最多套 {MAX_NESTING} 层"),
                    format!("brackets and quotes may stand at most {MAX_NESTING} deep"),
                ),
            ),
            Flaw::TooLong => Diagnostic::new(
                Code::S011,
                self.span(line.start, line.start),
                Text::new(
                    format!("这一行太长，一行最多 {MAX_LINE_BYTES} 字节"),
                    format!("this line is too long: a line holds at most {MAX_LINE_BYTES} bytes"),
                ),
            ),
        };
        self.report(diagnostic);
    }

    pub(super) fn no_end_mark(&mut self, line: &Line<'_>) {
        let at = self.words_span(line).after();
        let message = Text::new(
            "这一句没有写完：句末要有「；」或「。」",
            "this clause has no end: it ends in `;` or `.`",
        );
        let mark = if self.language == Some(Language::English) { ";" } else { "；" };
        let diagnostic = Diagnostic::new(Code::S007, at, message).fix(
            Text::new("在句末补「；」", "put `;` at the end"),
            at,
            mark,
        );
        self.report(diagnostic);
    }

    pub(super) fn foreign_head(
        &mut self,
        _line: &Line<'_>,
        _words: &[(Node<'_>, &'static str, Tongue)],
        _kind: &SectionKind,
    ) {
    }

    pub(super) fn foreign_clause(&mut self, _line: &Line<'_>) {}

    pub(super) fn faulty_head(&mut self, line: &Line<'_>) -> bool {
        let diagnostic = Diagnostic::new(
            Code::S008,
            self.words_span(line),
            Text::new("没有这样开头的一节", "no section begins like this"),
        );
        self.report(diagnostic);
        true
    }

    pub(super) fn outside(&mut self, line: &Line<'_>) {
        let message = Text::new("这一句不属于任何一节", "this clause belongs to no section");
        let diagnostic = Diagnostic::new(Code::S009, self.words_span(line), message);
        self.report(diagnostic);
    }

    pub(super) fn not_understood(&mut self, line: &Line<'_>, _entry: Entry, failure: &ParseFailure) {
        let at = line.start.saturating_add(failure.at);
        let message = Text::new("这里看不懂", "this is not understood");
        let end = line.start.saturating_add(line.words.len());
        let diagnostic = Diagnostic::new(Code::S006, self.span(at, end), message);
        self.report(diagnostic);
    }

    pub(super) fn fault(&mut self, fault: Fault) {
        self.report(Diagnostic::new(Code::S006, fault.span, fault.message));
    }
}
