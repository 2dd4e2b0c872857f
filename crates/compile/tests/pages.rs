//! The examples on the pages of the codes: what a page calls wrong raises its code, what it calls right does not.
//!
//! An example shows the clauses that matter and leaves out the rest of the file. A frame declares what it mentions:
//! posts, places, outcomes and the like, and a first step from which the example's first place is reached.

#![allow(
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

use shouwen_compile::{Compilation, MemoryLibrary, compile};
use shouwen_syntax::testing::{one_source, underlined};
use shouwen_syntax::tree::{File, Name, SectionKind};
use shouwen_syntax::{CATALOGUE, Code, Language, parse};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The older version of the example.
const OLDER: (&str, &str) = (
    "事项 示例：\n  简称 example；\n  办件类型 承诺件；\n  生效 2019-01-01。\n\
     环节 收件：\n  由 窗口岗 办理；\n  完成时，转入 专家评审。\n\
     环节 专家评审：\n  由 审查岗 办理；\n  完成时，办结，结果为 准予许可。\n",
    "procedure example:\n  short name example;\n  kind timed;\n  in force from 2019-01-01.\n\
     step intake:\n  handled by counter;\n  on completion: go to panel.\n\
     step panel:\n  handled by reviewer;\n  on completion: close, result granted.\n",
);

/// The words of a frame, in one language.
struct Words {
    procedure: &'static str,
    dates: &'static str,
    posts: &'static [(&'static str, &'static str)],
    outcomes: &'static [(&'static str, &'static str)],
    materials: &'static [(&'static str, &'static str)],
    clock: (&'static str, &'static str),
    start: &'static str,
    value: fn(usize, &str) -> String,
    conclude: fn(&[String]) -> String,
    places: &'static [(&'static str, &'static str)],
}

const ZH: Words = Words {
    procedure: "事项 示例：\n  简称 example；\n  办件类型 承诺件；\n  生效 2024-01-01；\n",
    dates: "  期日 收件日、受理日、补正日、决定日。\n",
    posts: &[
        ("窗口岗", "岗位 窗口岗：\n  由 陈岚；\n  首办负责；\n  上级 处长。\n"),
        ("审查岗", "岗位 审查岗：\n  由 郑凯；\n  上级 处长。\n"),
        ("处长", "岗位 处长：\n  由 褚伟；\n  上级 厅领导。\n"),
        ("厅领导", "岗位 厅领导：\n  由 李正。\n"),
        ("档案岗", "岗位 档案岗：\n  由 林芳。\n"),
    ],
    outcomes: &[
        ("准予许可", "结果 准予许可。\n"),
        ("不予许可", "结果 不予许可。\n"),
        ("已撤回", "结果 已撤回。\n"),
        ("已归档", "结果 已归档。\n"),
    ],
    materials: &[("验资报告", "材料 验资报告：\n  必要。\n")],
    clock: (
        "办理期限",
        "时限 办理期限：\n  法定 二十个工作日，自 受理日 起，依据 《行政许可法》第四十二条；\n  至 决定日 止。\n",
    ),
    start: "环节 起点：\n  由 窗口岗 办理；\n  首次进入时，记 收件日，记 受理日；\n",
    value: |n, place| format!("  去向 为 第{n}处的，出具 补正通知书，转入 {place}；\n"),
    conclude: |values| format!("  结论 去向：{}；\n", values.join("、")),
    places: &[
        ("收件", "环节 收件：\n  由 窗口岗 办理；\n  完成时，办结，结果为 准予许可。\n"),
        ("审查", "环节 审查：\n  由 审查岗 办理；\n  完成时，办结，结果为 准予许可。\n"),
        ("决定", "环节 决定：\n  由 处长 办理；\n  完成时，记 决定日，办结，结果为 准予许可。\n"),
        ("复核", "环节 复核：\n  由 处长 办理；\n  完成时，办结，结果为 准予许可。\n"),
        ("快办", "环节 快办：\n  由 处长 办理；\n  完成时，办结，结果为 准予许可。\n"),
        ("待补正", "环节 待补正：\n  由 处长 办理；\n  完成时，办结，结果为 准予许可。\n"),
    ],
};

const EN: Words = Words {
    procedure: "procedure example:\n  short name example;\n  kind timed;\n  in force from 2024-01-01;\n",
    dates: "  key dates received, accepted, supplied_on, decided.\n",
    posts: &[
        ("counter", "post counter:\n  held by Chen;\n  first handling;\n  superior director.\n"),
        ("reviewer", "post reviewer:\n  held by Zheng;\n  superior director.\n"),
        ("director", "post director:\n  held by Chu;\n  superior head.\n"),
        ("head", "post head:\n  held by Li.\n"),
        ("archivist", "post archivist:\n  held by Lin.\n"),
    ],
    outcomes: &[
        ("granted", "outcome granted.\n"),
        ("refused", "outcome refused.\n"),
        ("withdrawn", "outcome withdrawn.\n"),
        ("filed", "outcome filed.\n"),
    ],
    materials: &[("capital_report", "material capital_report:\n  needed.\n")],
    clock: (
        "handling",
        "clock handling:\n  statutory 20 working days, from accepted, under 《行政许可法》第四十二条;\n  until decided.\n",
    ),
    start: "step beginning:\n  handled by counter;\n  on first entry: record date received, record date accepted;\n",
    value: |n, place| format!("  when way is way{n}: issue notice, go to {place};\n"),
    conclude: |values| format!("  conclude way: {};\n", values.join(", ")),
    places: &[
        ("intake", "step intake:\n  handled by counter;\n  on completion: close, result granted.\n"),
        ("review", "step review:\n  handled by reviewer;\n  on completion: close, result granted.\n"),
        (
            "decision",
            "step decision:\n  handled by director;\n  on completion: record date decided, close, result granted.\n",
        ),
        ("recheck", "step recheck:\n  handled by director;\n  on completion: close, result granted.\n"),
        ("fasttrack", "step fasttrack:\n  handled by director;\n  on completion: close, result granted.\n"),
        ("supplement", "step supplement:\n  handled by director;\n  on completion: close, result granted.\n"),
    ],
};

/// What an example declares itself.
fn declared(file: &File) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for section in &file.sections {
        match &section.kind {
            SectionKind::Post(name, _)
            | SectionKind::Outcome(name, _)
            | SectionKind::Material(name, _)
            | SectionKind::Clock(name, _)
            | SectionKind::Place(_, name, _) => {
                names.insert(name.node.clone());
            }
            _ => {}
        }
    }
    names
}

fn first_place(file: &File) -> Option<&Name> {
    file.sections.iter().find_map(|s| match &s.kind {
        SectionKind::Place(_, name, _) => Some(name),
        _ => None,
    })
}

/// An example with everything around it that it needs.
fn framed(code: Code, example: &str, words: &Words) -> String {
    let (sources, id) = one_source("example", example);
    let tree = parse(sources.get(id).expect("an example is a text")).tree;
    let own = declared(&tree);
    let has = |f: fn(&SectionKind) -> bool| tree.sections.iter().any(|s| f(&s.kind));
    // Pages about imports speak of whole files.
    if matches!(code, Code::N005 | Code::N006) {
        return example.to_owned();
    }
    let mut out = String::new();
    if !has(|k| matches!(k, SectionKind::Procedure(..) | SectionKind::Rule(..) | SectionKind::Use(_))) {
        let _ = write!(out, "{}{}", words.procedure, words.dates);
    }
    let missing = |list: &[(&str, &'static str)]| -> String {
        list.iter().filter(|(name, _)| !own.contains(*name)).map(|(_, text)| *text).collect()
    };
    // What a page about beginnings and ends leaves out is its point.
    let places = if code == Code::F103 { &[] } else { words.places };
    out += &missing(words.posts);
    if code != Code::F103 {
        out += &missing(words.outcomes);
        out += &missing(words.materials);
        out += &missing(&[words.clock]);
        let first = first_place(&tree).map(|n| n.node.as_str());
        let frame = places.iter().map(|(name, _)| *name).filter(|name| !own.contains(*name));
        let targets: Vec<&str> = first.into_iter().chain(frame).collect();
        let values: Vec<String> = (1..=targets.len())
            .map(|n| if words.procedure.starts_with('事') { format!("第{n}处") } else { format!("way{n}") })
            .collect();
        out += words.start;
        out += &(words.conclude)(&values);
        let ways: String = targets.iter().zip(1..).map(|(place, n)| (words.value)(n, place)).collect();
        out += ways.trim_end().trim_end_matches(['；', ';']);
        out += if words.procedure.starts_with('事') { "。\n" } else { ".\n" };
    }
    out += example;
    out.push('\n');
    out += &missing(places);
    out
}

fn compiled(text: &str) -> Compilation {
    let office = "机构 某厅：\n  处室 甲处。\n";
    let library = MemoryLibrary::default()
        .with("机构.proc", office)
        .with("organisation.proc", "organisation office:\n  division first.\n")
        .with("甲.proc", text)
        .with("乙.proc", "引用 甲。\n")
        .with("first.proc", text)
        .with("second.proc", "use first.\n")
        .with("示例2019.proc", OLDER.0)
        .with("example_2019.proc", OLDER.1);
    let path = if text.starts_with("use") { "first.proc" } else { "甲.proc" };
    compile(path, text.as_bytes(), &library)
}

#[test]
fn every_page_shows_what_it_says() {
    let mut wrong = Vec::new();
    for entry in CATALOGUE.iter().filter(|e| !e.code.as_str().starts_with('S')) {
        for (language, words) in [(Language::Chinese, &ZH), (Language::English, &EN)] {
            for example in entry.examples(language) {
                let text = framed(entry.code, example.text, words);
                let out = compiled(&text);
                let found = underlined(&out.diagnostics.clone().sorted(), &out.sources);
                let at = u32::try_from(text.find(example.text).unwrap_or_default()).expect("a short text");
                // A frame leaves much unused, which is not what the example is about.
                let raised = out
                    .diagnostics
                    .clone()
                    .sorted()
                    .iter()
                    .any(|d| d.code == entry.code && (entry.code != Code::N003 || d.span.start >= at));
                let stray = found.iter().any(|(code, _)| {
                    *code != entry.code.as_str() && (code.starts_with('S') || *code == "N001")
                });
                if raised != example.wrong || stray {
                    wrong.push(format!("{} wrong={} {found:?}\n{text}", entry.code, example.wrong));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
