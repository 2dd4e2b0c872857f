//! What is wrong with a line, in the author's words.

use super::build::Fault;
use super::lines::Line;
use super::repair::{self, Repair, Slip, is_near, is_word, repairs};
use super::{MAX_SECTIONS, Reader, tongue};
use crate::alike::{same_shape, same_sound};
use crate::catalogue::Code;
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::diagnostics::MAX_DIAGNOSTICS;
use crate::span::Span;
use shouwen_grammar::forms::{self, Form};
use shouwen_grammar::keywords::{self, Class, Keyword};
use shouwen_grammar::{Entry, ParseFailure, Rule, parse, reader_word};

/// How many lines of a file are searched for a likely repair; a file with more faults is no slip of the hand.
const MAX_SEARCHES: usize = 50;

/// How many of the words that could stand at a place are shown.
const MAX_SHOWN: usize = 8;

/// Minutes without their kind, longest first.
const MINUTES: [&str; 4] = ["个分钟", "分钟", "minutes", "minute"];

impl Reader<'_> {
    pub(super) fn words_span(&self, line: &Line<'_>) -> Span {
        self.span(line.start, line.start.saturating_add(line.words.len()))
    }

    pub(super) fn part(&self, line: &Line<'_>, start: usize, end: usize) -> Span {
        self.span(line.start.saturating_add(start), line.start.saturating_add(end))
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Whether there are more faults than a reader sees, so that no care is spent on further ones.
    pub(super) fn full(&self) -> bool {
        self.diagnostics.len() >= MAX_DIAGNOSTICS
    }

    pub(super) fn too_many_sections(&mut self, line: &Line<'_>) {
        let message = Text::new(
            format!("一个文件最多 {MAX_SECTIONS} 节，从这里起不再读"),
            format!("a file holds at most {MAX_SECTIONS} sections; nothing is read from here on"),
        );
        self.report(Diagnostic::new(Code::S011, self.words_span(line), message));
    }

    /// Reports a line that ends in a colon and opens no section; `false` if it is rather a clause.
    pub(super) fn faulty_head(&mut self, line: &Line<'_>) -> bool {
        let (_, word) = repair::words(line.words).first().copied().unwrap_or_default();
        let known = section_at(line.words);
        let diagnostic = if let Some((keyword, spelt)) = known {
            self.bad_head(line, keyword, spelt)
        } else if keywords::find(word).is_some_and(|(k, _)| k.class != Class::Section)
            || word.starts_with(|c: char| c.is_ascii_digit())
        {
            return false;
        } else {
            self.unknown_head(line, word)
        };
        self.report(diagnostic);
        true
    }

    /// A head whose keyword is right.
    fn bad_head(&self, line: &Line<'_>, keyword: &Keyword, spelt: &str) -> Diagnostic {
        let rest = line.words.strip_prefix(spelt).unwrap_or_default();
        let spaced = format!("{spelt} {rest}");
        if rest.starts_with(is_word) && parse(Entry::Head, &spaced).is_ok() {
            let message =
                Text::new(format!("「{spelt}」后面要空一格"), format!("a blank is missing behind `{spelt}`"));
            let at = self.part(line, spelt.len(), spelt.len());
            let (word, _) = line
                .words
                .split_at_checked(
                    rest.find(|c| !is_word(c)).unwrap_or(rest.len()).saturating_add(spelt.len()),
                )
                .unwrap_or((line.words, ""));
            return Diagnostic::new(Code::S008, self.part(line, 0, word.len()), message).fix(
                Text::new("加一个空格", "add a blank"),
                at,
                " ",
            );
        }
        let failed = parse(Entry::Head, line.words).err().map_or(0, |failure| failure.at);
        let (start, end) = if failed == 0 { (0, spelt.len()) } else { blamed(line.words, failed) };
        let message = Text::new(
            format!("「{spelt}」这一节的开头写得不对"),
            format!("the head of this `{spelt}` section is not understood"),
        );
        // A name with a mark in it reads as several things.
        if let Some((at, name)) = name_with_mark(line.words, spelt) {
            return self.unquoted(self.part(line, at, at.saturating_add(name.len())), name, message);
        }
        let form = forms::all().find(|form| {
            form.entry == Entry::Head && form.zh.starts_with(keyword.zh.first().copied().unwrap_or_default())
        });
        let diagnostic = Diagnostic::new(Code::S008, self.part(line, start, end), message);
        match form {
            Some(form) => diagnostic.help(self.example(form.zh, form.en, "：")),
            None => diagnostic,
        }
    }

    /// A name with marks in it that no quotes hold together.
    fn unquoted(&self, span: Span, name: &str, message: Text) -> Diagnostic {
        let quoted = format!("「{name}」");
        Diagnostic::new(Code::S008, span, message)
            .help(Text::new(
                "名称里有标点的，用「」括起来",
                "a name with marks in it stands between `「` and `」`",
            ))
            .fix(Text::new(format!("写作{quoted}"), format!("write {quoted}")), span, &quoted)
    }

    fn unknown_head(&self, line: &Line<'_>, word: &str) -> Diagnostic {
        let home = self.language;
        let tongues =
            [Language::Chinese, Language::English].into_iter().filter(|l| home.is_none_or(|h| h == *l));
        let near = tongues.flat_map(|l| sections(tongue(l))).find_map(|kw| {
            // A keyword of several words is compared with as many words of the line.
            let spelt = leading(line.words, kw.split(' ').count());
            is_near(spelt, kw).then_some((spelt, kw))
        });
        let shown = near.map_or(word, |(spelt, _)| spelt);
        let shown = if shown.is_empty() { line.words } else { shown };
        // Marks may stand before the word.
        let from = line.words.find(shown).unwrap_or_default();
        let span = self.part(line, from, from.saturating_add(shown.len()));
        let message =
            Text::new(format!("没有叫「{shown}」的节"), format!("there is no section called `{shown}`"));
        let diagnostic = Diagnostic::new(Code::S008, span, message);
        let Some((_, kw)) = near else {
            let all = |l| sections(tongue(l)).collect::<Vec<_>>();
            return diagnostic.help(Text::new(
                format!("节有：{}", all(Language::Chinese).join("、")),
                format!("sections are: {}", all(Language::English).join(", ")),
            ));
        };
        diagnostic.help(Text::new(format!("是不是「{kw}」？"), format!("did you mean `{kw}`?"))).guess(
            Text::new(format!("改为「{kw}」"), format!("change it to `{kw}`")),
            span,
            kw,
        )
    }

    pub(super) fn outside(&mut self, line: &Line<'_>) {
        let message = Text::new("这一句不属于任何一节", "this clause belongs to no section");
        let help = Text::new(
            "在它前面写上节的开头，例如「环节 收件：」",
            "write the head of its section before it, such as `step intake:`",
        );
        self.report(Diagnostic::new(Code::S009, self.words_span(line), message).help(help));
    }

    pub(super) fn fault(&mut self, fault: Fault) {
        self.report(Diagnostic::new(Code::S006, fault.span, fault.message));
    }

    pub(super) fn not_understood(&mut self, line: &Line<'_>, entry: Entry, failure: &ParseFailure) {
        if let Some(second) = line.second {
            return self.two_clauses(line, second);
        }
        let search = self.searches < MAX_SEARCHES;
        self.searches = self.searches.saturating_add(1);
        if let Some(found) = self.mistyped(line, entry).filter(|_| search) {
            return self.report(found);
        }
        let found = if search { repairs(entry, line.words, tongue(self.home())) } else { Vec::new() };
        let diagnostic = match found.as_slice() {
            [] => self.unexpected(line, entry, failure, search),
            [one] => self.repaired(line, one),
            several => self.readings(line, several),
        };
        self.report(diagnostic);
    }

    fn two_clauses(&mut self, line: &Line<'_>, second: usize) {
        let from = second.saturating_sub(line.start);
        let message = Text::new("一行只写一句，这是第二句", "a line holds one clause; this is a second one");
        let span = self.part(line, from, line.words.len());
        let title = Text::new("另起一行", "put it on a line of its own");
        self.report(Diagnostic::new(Code::S006, span, message).fix(title, span.before(), "\n  "));
    }

    fn repaired(&self, line: &Line<'_>, repair: &Repair) -> Diagnostic {
        let span = self.part(line, repair.start, repair.end);
        let words = line.words.get(repair.start..repair.end).unwrap_or_default();
        let (message, help) = match repair.slip {
            Slip::Blank => (
                Text::new("关键词和名称之间要空一格", "a blank is missing between a keyword and a name"),
                Text::new(format!("写成：{}", repair.text), format!("write: {}", repair.text)),
            ),
            Slip::Spelling(meant) if same_shape(words, meant) => (
                Text::new(
                    format!("「{words}」看着像「{meant}」，用了另一个字"),
                    format!("`{words}` looks like `{meant}` and has another character"),
                ),
                Text::new(format!("写成「{meant}」"), format!("write `{meant}`")),
            ),
            Slip::Spelling(meant) if same_sound(words, meant) => (
                Text::new(
                    format!("「{words}」和「{meant}」同音，用了另一个字"),
                    format!("`{words}` sounds like `{meant}` and has another character"),
                ),
                Text::new(format!("写成「{meant}」"), format!("write `{meant}`")),
            ),
            Slip::Spelling(meant) => (
                Text::new(format!("看不懂「{words}」"), format!("`{words}` is not understood")),
                Text::new(format!("是不是「{meant}」？"), format!("did you mean `{meant}`?")),
            ),
        };
        let title = Text::new(format!("改成「{}」", repair.text), format!("write `{}`", repair.text));
        let (start, end, with) = difference(line.words, &repair.text);
        let code = match repair.slip {
            Slip::Blank => Code::S014,
            Slip::Spelling(meant) if same_shape(words, meant) => Code::S012,
            Slip::Spelling(_) => Code::S006,
        };
        let diagnostic = Diagnostic::new(code, span, message).help(help);
        let place = self.part(line, start, end);
        // Whether the names between the blanks are any is for who knows them.
        if repair.guess || repair.slip == Slip::Blank {
            diagnostic.guess(title, place, with)
        } else {
            diagnostic.fix(title, place, with)
        }
    }

    /// Two readings: both are shown and neither is chosen.
    fn readings(&self, line: &Line<'_>, several: &[Repair]) -> Diagnostic {
        let start = several.iter().map(|r| r.start).min().unwrap_or_default();
        let end =
            several.iter().filter(|r| r.start == start).map(|r| r.end).max().unwrap_or(line.words.len());
        let message = Text::new("这一句有几种读法", "this clause can be read in several ways");
        let mut diagnostic = Diagnostic::new(Code::S014, self.part(line, start, end), message);
        for reading in several.iter().take(MAX_SHOWN) {
            diagnostic = diagnostic
                .note(Text::new(format!("可以读作：{}", reading.text), format!("perhaps: {}", reading.text)));
        }
        diagnostic
            .help(Text::new("按本意在关键词两边加空格", "write blanks around the keywords that are meant"))
    }

    fn unexpected(&self, line: &Line<'_>, entry: Entry, failure: &ParseFailure, search: bool) -> Diagnostic {
        let (start, end) = blamed(line.words, failure.at);
        let word = line.words.get(start..end).unwrap_or_default();
        let message = if word.is_empty() {
            Text::new("这一句没有写完", "this clause is not complete")
        } else {
            Text::new(format!("看不懂「{word}」"), format!("`{word}` is not understood here"))
        };
        let mut diagnostic = Diagnostic::new(Code::S006, self.part(line, start, end), message);
        // Only words of the file's own language can stand there, whoever reads the message.
        let words = expected(&failure.expected, self.home());
        if !words.is_empty() {
            diagnostic = diagnostic.note(Text::new(
                format!("这里可以写：{}", words.join("、")),
                format!("here could stand: {}", words.join(", ")),
            ));
        }
        if let Some(told) = self.told(line, entry, start) {
            return told;
        }
        if !search {
            return diagnostic;
        }
        match likeliest(entry, line.words, self.home()) {
            Some((zh, en)) => diagnostic.help(self.example(zh, en, "")),
            None => diagnostic.help(starts(entry, self.home())),
        }
    }

    /// What is known to go wrong often: minutes of no kind, and a second person without the time of the entry.
    fn told(&self, line: &Line<'_>, entry: Entry, at: usize) -> Option<Diagnostic> {
        let rest = line.words.get(at..).unwrap_or_default();
        if let Some(bare) = MINUTES.iter().find(|bare| rest.starts_with(**bare)) {
            let unit = match *bare {
                "minutes" => "office minutes",
                "minute" => "office minute",
                _ => "个办公分钟",
            };
            let span = self.part(line, at, at.saturating_add(bare.len()));
            let message = Text::new(
                format!("「{bare}」没有写明是办公分钟"),
                format!("`{bare}` does not say that it counts office hours only"),
            );
            let title = Text::new(format!("改成「{unit}」"), format!("write `{unit}`"));
            return Some(
                Diagnostic::new(Code::S006, span, message)
                    .note(Text::new("分钟只在办公时间内计算", "minutes are counted within office hours only"))
                    .help(Text::new(format!("写成“{unit}”"), format!("write `{unit}`")))
                    .guess(title, span, unit),
            );
        }
        let vouched = ["核对人", "second person"].iter().find(|word| line.words.contains(**word))?;
        let late = ["补录于", "entered late at"].iter().any(|word| line.words.contains(word));
        if entry != Entry::Scenario || late {
            return None;
        }
        let start = line.words.find(vouched)?;
        let span = self.part(line, start, start.saturating_add(vouched.len()));
        let message =
            Text::new("有“核对人”而没有“补录于”", "there is a `second person`, and no `entered late at`");
        let (zh, en) = (
            "2026-03-02 09:00，补录于 2026-03-02 16:30，核对人 何敏（窗口负责人），……",
            "2026-03-02 09:00, entered late at 2026-03-02 16:30, second person He (counter-head), …",
        );
        let told = Diagnostic::new(Code::S006, span, message).help(self.example(zh, en, ""));
        Some(told.note(Text::new(
            "只有补录的才要另一人核对，要写什么时候补录",
            "only what is entered late takes a second person, and says when it was entered",
        )))
    }

    /// An example in the language of the file: a reader of either language writes that one.
    fn example(&self, zh: &str, en: &str, mark: &str) -> Text {
        let example = match self.home() {
            Language::Chinese => format!("{zh}{mark}"),
            Language::English if mark.is_empty() => en.to_owned(),
            Language::English => format!("{en}:"),
        };
        Text::new(format!("写法如：{example}"), format!("the form is, for example: {example}"))
    }
}

/// The words of the sections, the longest first.
fn sections(of: keywords::Tongue) -> impl Iterator<Item = &'static str> {
    let mut all: Vec<&str> =
        keywords::all().filter(|k| k.class == Class::Section).flat_map(|k| k.words(of)).copied().collect();
    all.sort_by_key(|word| std::cmp::Reverse(word.len()));
    all.into_iter()
}

/// The section keyword that a line begins with, the longest.
fn section_at(words: &str) -> Option<(&'static Keyword, &'static str)> {
    [keywords::Tongue::Chinese, keywords::Tongue::English].into_iter().find_map(|of| {
        let word = sections(of).find(|word| words.starts_with(word))?;
        let rest = words.strip_prefix(word)?;
        if of == keywords::Tongue::English && rest.starts_with(is_word) {
            return None;
        }
        keywords::find(word).map(|(keyword, _)| (keyword, word))
    })
}

/// The first words of a line, as many as asked for.
fn leading(text: &str, n: usize) -> &str {
    let words = repair::words(text);
    let last = words.get(n.saturating_sub(1)).or_else(|| words.last());
    last.and_then(|(at, word)| text.get(..at.saturating_add(word.len()))).unwrap_or_default()
}

/// The word or mark where understanding ended; nothing at the end of the line.
fn blamed(words: &str, at: usize) -> (usize, usize) {
    let rest = words.get(at..).unwrap_or_default();
    let gap = rest.len().saturating_sub(rest.trim_start_matches(super::lines::is_blank).len());
    let start = at.saturating_add(gap);
    let rest = words.get(start..).unwrap_or_default();
    let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    let len = if word == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { word };
    (start, start.saturating_add(len))
}

/// What could stand somewhere, in the reader's words. A blank is only worth saying where nothing else is.
fn expected(rules: &[Rule], language: Language) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in
        rules.iter().filter(|rule| **rule != Rule::b).filter_map(|rule| reader_word(*rule, tongue(language)))
    {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.truncate(MAX_SHOWN);
    words
}

/// The form that a line most resembles: the one with most of its keywords in it, the first one counting most.
fn likeliest(entry: Entry, words: &str, language: Language) -> Option<(&'static str, &'static str)> {
    let mut best: Option<(usize, &Form)> = None;
    for form in forms::all().filter(|form| form.entry == entry) {
        let text = if language == Language::English { form.en } else { form.zh };
        let mut score: usize = 0;
        for keyword in keywords_of(entry, text) {
            let first = text.starts_with(keyword) && words.starts_with(keyword);
            let weight = if first { 4 } else { usize::from(words.contains(keyword)) };
            score = score.saturating_add(keyword.chars().count().saturating_mul(weight));
        }
        if score > best.map_or(0, |(best, _)| best) {
            best = Some((score, form));
        }
    }
    best.map(|(_, form)| (form.zh, form.en))
}

/// The keywords of an understood line, as written.
fn keywords_of(entry: Entry, text: &str) -> Vec<&str> {
    let mut waiting: Vec<_> = parse(entry, text).into_iter().collect();
    let mut found = Vec::new();
    while let Some(node) = waiting.pop() {
        match node.keyword() {
            Some(_) => found.push(node.text()),
            None => waiting.extend(node.children()),
        }
    }
    found
}

/// How the clauses of a section may begin, in the words of the file.
fn starts(entry: Entry, home: Language) -> Text {
    let mut words: Vec<&str> = Vec::new();
    for form in forms::all().filter(|form| form.entry == entry) {
        let text = if home == Language::English { form.en } else { form.zh };
        let begin = keywords::longest_prefix(text, tongue(home)).and_then(|(_, len)| text.get(..len));
        // A name may begin with the letters of a keyword.
        let ends = |word: &str| !text.strip_prefix(word).is_some_and(|rest| rest.starts_with(is_word));
        if let Some(word) = begin.filter(|word| !words.contains(word) && (entry != Entry::Data || ends(word)))
        {
            words.push(word);
        }
    }
    if words.is_empty() {
        let example = forms::all().find(|form| form.entry == entry);
        let example = example.map_or("", |form| if home == Language::English { form.en } else { form.zh });
        return Text::new(format!("写法如：{example}"), format!("the form is, for example: {example}"));
    }
    Text::new(
        format!("这一节的句子可以这样开头：{}", words.join("、")),
        format!("clauses of this section begin with: {}", words.join(", ")),
    )
}

/// Where two texts differ, as one replacement in the first.
fn difference<'t>(a: &str, b: &'t str) -> (usize, usize, &'t str) {
    let start: usize = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let (rest_a, rest_b) = (a.get(start..).unwrap_or_default(), b.get(start..).unwrap_or_default());
    let back: usize = rest_a
        .chars()
        .rev()
        .zip(rest_b.chars().rev())
        .take_while(|(x, y)| x == y)
        .map(|(x, _)| x.len_utf8())
        .sum();
    let end = b.len().saturating_sub(back);
    (start, a.len().saturating_sub(back), b.get(start..end).unwrap_or_default())
}

/// What stands behind the word of a section, and where, if quoting it as one name makes a head of it: it has marks that
/// no name has.
fn name_with_mark<'l>(words: &'l str, spelt: &str) -> Option<(usize, &'l str)> {
    let rest = words.strip_prefix(spelt)?;
    let name = rest.trim();
    let marked = name.contains(['、', '，', ',', '；', ';']) && !name.contains(['「', '」']);
    let at = words.len().saturating_sub(rest.trim_start().len());
    (marked && parse(Entry::Head, &format!("{spelt} 「{name}」")).is_ok()).then_some((at, name))
}
