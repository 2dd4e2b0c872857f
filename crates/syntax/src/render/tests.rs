//! What a reader sees, beside the text it is about.

use super::*;
use crate::catalogue::Code;
use crate::diagnostic::Text;
use crate::fix::Edit;
use crate::source::MAX_SOURCE_BYTES;
use crate::span::FileId;
use crate::testing::{one_source, snapshot, underlined};

const TEXT: &str = "环节 收件：\n  内部时限 三日；\n  转入 审察。\n";

/// The place of the first such words.
fn at(sources: &SourceMap, words: &str) -> Span {
    let source = sources.iter().find(|s| s.text().contains(words)).unwrap();
    let start = u32::try_from(source.text().find(words).unwrap()).unwrap();
    Span::new(source.id(), start, start + u32::try_from(words.len()).unwrap())
}

fn unit(sources: &SourceMap) -> Diagnostic {
    Diagnostic::new(
        Code::T408,
        at(sources, "三日"),
        Text::new("「日」没有说明是哪一种日", "`日` does not say which days"),
    )
    .label(Text::new("工作日还是自然日？", "working days or calendar days?"))
    .related(at(sources, "收件"), Text::new("在这个环节里", "in this step"))
    .note(Text::new("工作日和自然日是两种单位", "working days and calendar days are different units"))
    .help(Text::new("对照依据的原文", "look at the wording of the law"))
    .fix(Text::new("改为工作日", "make it working days"), at(sources, "三日"), "三个工作日")
    .fix(Text::new("改为自然日", "make it calendar days"), at(sources, "三日"), "三个自然日")
}

fn typo(sources: &SourceMap) -> Diagnostic {
    Diagnostic::new(Code::N001, at(sources, "审察"), Text::new("没有「审察」", "there is no `审察`"))
}

#[test]
fn carets_stand_under_chinese_words() {
    let (sources, _) = one_source("收件.proc", TEXT);
    let all = || [typo(&sources), unit(&sources)].into_iter().collect::<Diagnostics>();
    insta::assert_snapshot!("chinese", snapshot(all(), &sources, Language::Chinese));
    insta::assert_snapshot!("english", snapshot(all(), &sources, Language::English));
    assert_eq!(
        underlined(&all().sorted(), &sources),
        [("T408", "三日".to_owned()), ("N001", "审察".to_owned())]
    );
}

/// The cells before the first caret equal the cells before the word it points at, in every mixture of widths.
#[test]
fn carets_are_aligned_by_display_width() {
    for before in ["", "a", "环节 ", "\u{3000}「甲」，", "\t", "e\u{301}环", "👍 环", "ａｂ－", "\r\n\t环a"]
    {
        let (sources, _) = one_source("x.proc", &format!("{before}审察。\n"));
        let shown = terminal(&typo(&sources), &sources, Language::Chinese, Style::Plain);
        let lines: Vec<&str> = shown.lines().collect();
        let caret = lines.iter().position(|line| line.contains('^')).unwrap();
        let cells = |line: &str, until: char| {
            let before: &str = line.split(until).next().unwrap();
            unicode_width::UnicodeWidthStr::width(before)
        };
        assert_eq!(cells(lines[caret], '^'), cells(lines[caret - 1], '审'), "{before:?}\n{shown}");
        assert!(lines[caret].ends_with(" ^^^^"), "{shown}");
    }
}

#[test]
fn an_empty_place_between_words_and_at_the_end_is_shown() {
    let (sources, file) = one_source("收件.proc", "环节 收件\n  转入 审查");
    let end = u32::try_from("环节 收件\n  转入 审查".len()).unwrap();
    let missing = |at| {
        Diagnostic::new(Code::L004, Span::empty(file, at), Text::new("缺「：」", "`：` is missing")).fix(
            Text::new("补上", "add it"),
            Span::empty(file, at),
            "：",
        )
    };
    let all = [missing(13), missing(end)].into_iter().collect();
    insta::assert_snapshot!("empty_places", snapshot(all, &sources, Language::Chinese));
}

#[test]
fn several_files_and_a_story() {
    let mut sources = SourceMap::default();
    sources.add("甲.proc", "岗位 窗口岗：\n  由 陈岚。\n".as_bytes()).unwrap();
    let second = sources.add("乙.proc", "岗位 窗口岗：\n  由 吴静。\n".as_bytes()).unwrap();
    let place = Span { file: second, ..at(&sources, "窗口岗") };
    let diagnostic = Diagnostic::new(
        Code::N002,
        place,
        Text::new("「窗口岗」已经声明过", "`窗口岗` is declared twice"),
    )
    .severity(Severity::Warning)
    .related(at(&sources, "窗口岗"), Text::new("先在这里", "first here"))
    .story(Text::new(
        "2026-03-02 周一 09:14，申请人提交；\n2026-03-02 周一 09:20，陈岚和吴静都以为对方在办。",
        "2026-03-02 Monday 09:14, the applicant files;\n2026-03-02 Monday 09:20, each thinks the other acts",
    ));
    insta::assert_snapshot!(
        "two_files",
        snapshot([diagnostic].into_iter().collect(), &sources, Language::Chinese)
    );
}

#[test]
fn places_far_apart_are_two_pieces_with_the_right_lines() {
    let filler = "  注：此处从略。\n".repeat(100_000);
    let (sources, _) = one_source("长.proc", &format!("环节 收件：\n{filler}  内部时限 三日；\n"));
    let shown = terminal(&unit(&sources), &sources, Language::English, Style::Plain);
    assert!(shown.contains("--> 长.proc:100002:8\n"), "{shown}");
    assert!(shown.contains("::: 长.proc:1:4\n"), "{shown}");
    assert!(shown.contains("\n100002 |   内部时限 三日；\n"), "{shown}");
    assert!(shown.len() < 2000);
}

#[test]
fn a_text_without_line_ends_is_named_not_shown() {
    let long = "环".repeat((MAX_SOURCE_BYTES - 6) / 3);
    let (sources, _) = one_source("长.proc", &format!("{long}审察"));
    let shown = terminal(&typo(&sources), &sources, Language::Chinese, Style::Plain);
    assert_eq!(shown, format!("错误[N001]: 没有「审察」\n--> 长.proc:1:{}", long.len() / 3 + 1));
}

#[test]
fn lone_carriage_returns_end_lines_here_too() {
    let (sources, _) = one_source("x.proc", &TEXT.replace('\n', "\r"));
    let shown = terminal(&typo(&sources), &sources, Language::Chinese, Style::Plain);
    assert!(shown.contains(" --> x.proc:3:6\n") && shown.contains("\n3 |   转入 审察。\n"), "{shown}");
}

#[test]
fn a_refused_file_is_shown_by_its_name() {
    let mut sources = SourceMap::default();
    let refusal = sources.add("旧.proc", b"\xff\xfeN\x00").unwrap_err();
    let shown = terminal(&refusal, &sources, Language::English, Style::Plain);
    assert_eq!(
        shown,
        "error[S002]: the file is encoded in UTF-16\n--> 旧.proc\n = help: save it with the encoding UTF-8"
    );
    let json = json(&refusal, &sources, Language::English);
    assert_eq!((json.file, json.line, json.column), ("旧.proc", 1, 1));
}

#[test]
fn nothing_in_a_text_or_message_commands_the_terminal() {
    let evil = "\u{1b}[2J\u{9b}2J\u{7}\u{202e}";
    let mut sources = SourceMap::default();
    sources.add(format!("{evil}.proc"), format!("转入 审察{evil}。\n").as_bytes()).unwrap();
    let text = || Text::new(evil, evil);
    let place = at(&sources, "审察");
    let diagnostic = Diagnostic::new(Code::N001, place, text())
        .label(text())
        .note(text())
        .help(text())
        .story(text())
        .related(at(&sources, "转入"), text())
        .fix(text(), place, evil);
    let shown = terminal(&diagnostic, &sources, Language::Chinese, Style::Plain);
    assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
    assert!(!shown.contains('\u{202e}'), "{shown:?}");
}

#[test]
fn colours_change_nothing_but_colours() {
    let (sources, _) = one_source("收件.proc", TEXT);
    let plain = terminal(&unit(&sources), &sources, Language::Chinese, Style::Plain);
    let coloured = terminal(&unit(&sources), &sources, Language::Chinese, Style::Coloured);
    assert!(!plain.contains('\u{1b}') && coloured.contains('\u{1b}'));
    let mut stripped = String::new();
    let mut rest = coloured.as_str();
    while let Some((text, after)) = rest.split_once('\u{1b}') {
        stripped.push_str(text);
        rest = after.split_once('m').unwrap().1;
    }
    stripped.push_str(rest);
    let trimmed = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    assert_eq!(trimmed(&stripped), trimmed(&plain));
}

#[test]
fn json_has_the_agreed_fields_and_counts_characters_from_one() {
    let (sources, _) = one_source("收件.proc", TEXT);
    let value = serde_json::to_string_pretty(&json(&unit(&sources), &sources, Language::Chinese)).unwrap();
    insta::assert_snapshot!(value, @r#"
    {
      "code": "T408",
      "severity": "error",
      "message": "「日」没有说明是哪一种日",
      "file": "收件.proc",
      "line": 2,
      "column": 8,
      "end_line": 2,
      "end_column": 10,
      "help": "对照依据的原文",
      "notes": [
        "工作日和自然日是两种单位"
      ],
      "related": [
        {
          "message": "在这个环节里",
          "file": "收件.proc",
          "line": 1,
          "column": 4,
          "end_line": 1,
          "end_column": 6
        }
      ],
      "story": null,
      "fixes": [
        {
          "title": "改为工作日",
          "guess": false,
          "edits": [
            {
              "file": "收件.proc",
              "line": 2,
              "column": 8,
              "end_line": 2,
              "end_column": 10,
              "text": "三个工作日"
            }
          ]
        },
        {
          "title": "改为自然日",
          "guess": false,
          "edits": [
            {
              "file": "收件.proc",
              "line": 2,
              "column": 8,
              "end_line": 2,
              "end_column": 10,
              "text": "三个自然日"
            }
          ]
        }
      ]
    }
    "#);
}

#[test]
fn a_place_outside_every_text_renders_all_the_same() {
    let (sources, _) = one_source("收件.proc", TEXT);
    let mut diagnostic = unit(&sources);
    for span in [
        Span::new(FileId(9), 0, 4),
        Span::new(FileId(0), 1, 2),
        Span::new(FileId(0), 900, 901),
        Span::new(FileId(0), 0, u32::MAX),
    ] {
        diagnostic.span = span;
        diagnostic.fixes[0].edits[0] = Edit { span, text: String::new() };
        for style in [Style::Plain, Style::Coloured] {
            assert!(terminal(&diagnostic, &sources, Language::Chinese, style).contains("T408"));
        }
        let _ = json(&diagnostic, &sources, Language::Chinese);
    }
}

#[test]
fn a_list_is_closed_by_what_is_not_shown() {
    let (sources, file) = one_source("收件.proc", TEXT);
    assert_eq!(terminal_list(Diagnostics::default(), &sources, Language::Chinese, Style::Plain), "");
    let message = |n| Text::new(format!("第 {n:04} 处"), format!("place {n:04}"));
    let all: Diagnostics = (0..=crate::MAX_DIAGNOSTICS)
        .map(|n| Diagnostic::new(Code::S004, Span::empty(file, 0), message(n)))
        .collect();
    let shown = terminal_list(all, &sources, Language::English, Style::Plain);
    assert!(shown.ends_with("\n\n1 more are not shown; correct these first\n"));
    assert!(shown.contains("place 0499") && !shown.contains("place 0500"));
}
