//! What goes wrong when Chinese is typed: characters and marks that look like others, a mark of the wrong kind, a guard
//! without its 的. Each is only said if the mended line is read.

use super::Reader;
use super::lines::{Line, is_blank};
use super::repair::is_word;
use crate::alike::{latin, plain};
use crate::catalogue::Code;
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::fix::Edit;
use shouwen_grammar::{Entry, parse};

/// The most bytes of a line that is worth a search.
const MAX_BYTES: usize = 2_000;

/// The most marks of a line of which another kind is tried.
const MAX_MARKS: usize = 24;

/// The marks that are taken for each other, as each language writes them.
const KINDS_ZH: [char; 4] = ['，', '、', '：', '；'];
const KINDS_EN: [char; 3] = [',', ':', ';'];

/// A replacement in a line: where, how many bytes, by what.
type Change = (usize, usize, String);

/// The characters outside quotes, titles and texts.
fn outside(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut closes = None;
    text.char_indices().filter(move |(_, c)| match closes {
        Some(close) => {
            if *c == close {
                closes = None;
            }
            false
        }
        None => {
            closes = match c {
                '「' => Some('」'),
                '《' => Some('》'),
                '“' => Some('”'),
                _ => None,
            };
            closes.is_none()
        }
    })
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, len, with) in changes {
        out.push_str(text.get(from..*at).unwrap_or_default());
        out.push_str(with);
        from = at.saturating_add(*len);
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// A word that mixes Latin letters with those of another alphabet that look like them: the letters to change.
pub(super) fn mixed(text: &str) -> Vec<Change> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut word: Vec<(usize, char)> = Vec::new();
    for (at, c) in outside(text).chain([(text.len(), ' ')]) {
        if is_word(c) {
            word.push((at, c));
            continue;
        }
        // Nearly every word has no Latin letter, and to look each character up costs more than to read the clause.
        if word.iter().any(|(_, c)| c.is_ascii_alphabetic()) {
            found.extend(word.iter().filter_map(|(at, c)| Some((*at, c.len_utf8(), latin(*c)?.to_string()))));
        }
        word.clear();
    }
    found
}

impl Reader<'_> {
    /// Says which letters only look like Latin ones; the line is then left out.
    pub(super) fn mixed_letters(&mut self, line: &Line<'_>, changes: &[Change]) {
        let found = self.looks_alike(line, changes);
        self.report(found);
    }

    /// An end mark that only looks like one.
    pub(super) fn odd_end(&mut self, line: &Line<'_>) {
        let Some((at, c, meant)) = line.odd else { return };
        let meant = match (meant, self.home()) {
            ('.', Language::Chinese) => '。',
            (other, _) => other,
        };
        let at = at.saturating_sub(line.start);
        let found = self.looks_alike(line, &[(at, c.len_utf8(), meant.to_string())]);
        self.report(found);
    }

    fn looks_alike(&self, line: &Line<'_>, changes: &[Change]) -> Diagnostic {
        let place = |(at, len, _): &Change| self.part(line, *at, at.saturating_add(*len));
        let first = changes.first().map(place).unwrap_or_default();
        let (odd, meant) = (self.source.slice(first), changes.first().map_or("", |c| c.2.as_str()));
        let message = Text::new(
            format!("「{odd}」看着像「{meant}」，是另一个字符"),
            format!("`{odd}` looks like `{meant}` and is another character"),
        );
        let mut found = Diagnostic::new(Code::S012, first, message).note(Text::new(
            "从别的文件复制来的字常有这种情形",
            "text copied from other documents often has such characters",
        ));
        for change in changes.iter().skip(1) {
            found = found.related(place(change), Text::new("这里也是", "here too"));
        }
        let edits = changes.iter().map(|c| Edit { span: place(c), text: c.2.clone() }).collect();
        found.fix_all(Text::new(format!("改为「{meant}」"), format!("change it to `{meant}`")), edits)
    }

    /// What was typed wrong in a line that is not understood.
    pub(super) fn mistyped(&self, line: &Line<'_>, entry: Entry) -> Option<Diagnostic> {
        let words = line.words;
        if words.len() > MAX_BYTES {
            return None;
        }
        let odd: Vec<Change> = words
            .char_indices()
            .filter_map(|(at, c)| Some((at, c.len_utf8(), plain(c)?.to_string())))
            .collect();
        if !odd.is_empty() && parse(entry, &changed(words, &odd)).is_ok() {
            return Some(self.looks_alike(line, &odd));
        }
        self.wrong_mark(line, entry).or_else(|| self.no_guard_end(line, entry))
    }

    /// A mark of another kind than belongs there: one of them, or all of one kind.
    fn wrong_mark(&self, line: &Line<'_>, entry: Entry) -> Option<Diagnostic> {
        let kinds: &[char] = if self.home() == Language::English { &KINDS_EN } else { &KINDS_ZH };
        let kind = |c: char| {
            let zh = KINDS_EN.iter().position(|en| *en == c).and_then(|n| ['，', '：', '；'].get(n));
            zh.copied().unwrap_or(c)
        };
        let marks: Vec<(usize, char)> =
            outside(line.words).filter(|(_, c)| KINDS_ZH.contains(&kind(*c))).take(MAX_MARKS).collect();
        let mut found: Vec<Vec<Change>> = Vec::new();
        for meant in kinds {
            let others = marks.iter().filter(|(_, c)| kind(*c) != kind(*meant));
            let one = |(at, c): &(usize, char)| (*at, c.len_utf8(), meant.to_string());
            let single = others.clone().map(|mark| vec![one(mark)]);
            let all =
                KINDS_ZH.iter().map(|of| others.clone().filter(|(_, c)| kind(*c) == *of).map(one).collect());
            for changes in single.chain(all.filter(|all: &Vec<Change>| all.len() > 1)) {
                if found.is_empty() && parse(entry, &changed(line.words, &changes)).is_ok() {
                    found.push(changes);
                }
            }
        }
        let changes = found.pop()?;
        let place = |(at, len, _): &Change| self.part(line, *at, at.saturating_add(*len));
        let first = changes.first()?;
        let (span, meant) = (place(first), &first.2);
        let written = self.source.slice(span);
        let message = Text::new(
            format!("这里要用「{meant}」，写成了「{written}」"),
            format!("`{meant}` belongs here instead of `{written}`"),
        );
        let edits = changes.iter().map(|c| Edit { span: place(c), text: c.2.clone() }).collect();
        let note = Text::new(
            "「、」并列词语，「，」隔开一句里的各段，「：」引出下文，「；」结束一句",
            "`、` joins words, `，` parts a clause, `：` introduces what follows, `；` ends the clause",
        );
        let title = Text::new(format!("改为「{meant}」"), format!("change it to `{meant}`"));
        Some(Diagnostic::new(Code::S012, span, message).note(note).fix_all(title, edits))
    }

    /// A guard without the 的 that ends it.
    fn no_guard_end(&self, line: &Line<'_>, entry: Entry) -> Option<Diagnostic> {
        if self.home() != Language::Chinese {
            return None;
        }
        let commas = outside(line.words).filter(|(_, c)| matches!(c, '，' | ','));
        let ends = commas.take(MAX_MARKS).filter_map(|(at, _)| {
            let guard = line.words.get(..at)?.trim_end_matches(is_blank);
            let rest = line.words.get(guard.len()..)?;
            parse(entry, &format!("{guard}的{rest}")).is_ok().then_some(guard.len())
        });
        let [end] = *ends.collect::<Vec<_>>() else { return None };
        let message = Text::new("条件后面少了「的」", "this guard lacks the 的 that ends it");
        let title = Text::new("补上「的」", "add 的");
        let at = self.part(line, end, end);
        Some(
            Diagnostic::new(Code::S013, self.part(line, 0, end), message)
                .note(Text::new(
                    "条件以「的，」结束，后面是要做的事",
                    "a guard ends in 的 and a comma; what is done follows",
                ))
                .fix(title, at, "的"),
        )
    }
}
