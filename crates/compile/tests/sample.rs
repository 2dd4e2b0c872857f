//! The sample licence as text: it compiles without a word, and its identity is pinned.

use shouwen_compile::scenario::{Actor, Deed, Expected, Say};
use shouwen_compile::{Compilation, Compiled, MemoryLibrary, Seat, compile};
use shouwen_model::form::ClockName;
use shouwen_model::kernel::Clause;
use shouwen_syntax::testing::{one_source, underlined};
use shouwen_syntax::{Language, fmt_to};

const LICENCE: &str = include_str!("data/许可.proc");
const OFFICE: &str = include_str!("data/机构.proc");

fn licence() -> Compilation {
    let library = MemoryLibrary::default().with("机构.proc", OFFICE);
    compile("许可.proc", LICENCE.as_bytes(), &library)
}

#[test]
fn the_sample_compiles_without_a_word() {
    let out = licence();
    let words = underlined(&out.diagnostics.clone().sorted(), &out.sources);
    assert_eq!(words, []);
    assert_eq!(out.procedures.len(), 1);
}

/// The identity of the sample. It changes only with the form's version, with a reason in the commit.
#[test]
fn its_definition_hash_is_pinned() {
    let out = licence();
    assert_eq!(out.procedures[0].hash.to_string(), "YfxfJgrXPWSi5y_cBOYMlPjKb5MZ9N6SpjjTq5hywz4");
    assert_eq!(out.procedures[0].definition.hash, out.procedures[0].hash);
}

#[test]
fn only_reached_posts_enter_own_posts_first() {
    let out = licence();
    let posts: Vec<&str> = out.procedures[0].form.posts.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(posts, ["窗口岗", "审查岗", "处长", "窗口负责人", "厅领导"]);
    let seat =
        |post: &str, person: &str, stand_in| Seat { post: post.into(), person: person.into(), stand_in };
    assert_eq!(
        out.procedures[0].seats,
        [
            seat("窗口岗", "陈岚", false),
            seat("窗口岗", "吴静", false),
            seat("审查岗", "郑凯", false),
            seat("审查岗", "冯雪", true),
            seat("处长", "褚伟", false),
            seat("窗口负责人", "何敏", false),
            seat("厅领导", "李正", false),
        ]
    );
}

#[test]
fn people_phones_comments_and_scenarios_are_no_part_of_the_identity() {
    let first = licence();
    let other = LICENCE
        .replace("陈岚", "周宁")
        .replace("12333", "12300")
        .replace("案例 春节前缺件而未告知", "案例 另一个")
        .replace("环节 决定：", "注：这里由处长决定。\n环节 决定：");
    let library = MemoryLibrary::default().with("机构.proc", OFFICE);
    let second = compile("子/许可.proc", other.as_bytes(), &library);
    assert_eq!(underlined(&second.diagnostics.clone().sorted(), &second.sources), []);
    assert_eq!(first.procedures[0].hash, second.procedures[0].hash);
    assert_ne!(first.procedures[0].document, second.procedures[0].document);
    assert_eq!(second.procedures[0].texts[0].0, "许可.proc");
}

#[test]
fn what_is_decided_is_a_part_of_the_identity() {
    let first = licence().procedures.remove(0).hash;
    for (from, to) in [
        ("内部时限 三个工作日", "内部时限 四个工作日"),
        ("不少于 二百万元", "不少于 三百万元"),
        ("风险 高", "风险 中"),
        ("第三十八条", "第三十九条"),
    ] {
        let changed = LICENCE.replace(from, to);
        let library = MemoryLibrary::default().with("机构.proc", OFFICE);
        let out = compile("许可.proc", changed.as_bytes(), &library);
        assert_ne!(out.procedures[0].hash, first, "{from}");
    }
    let written = LICENCE.replace("二百万元", "2000000元").replace("三个工作日", "3个工作日");
    let library = MemoryLibrary::default().with("机构.proc", OFFICE);
    assert_eq!(compile("许可.proc", written.as_bytes(), &library).procedures[0].hash, first);
}

#[allow(clippy::unwrap_used, reason = "tests fail loudly; the lint's exception covers test functions only")]
fn translated(text: &str, language: Language) -> String {
    let (sources, id) = one_source("x.proc", text);
    fmt_to(sources.get(id).unwrap(), Some(language)).unwrap()
}

#[test]
fn the_english_text_is_the_same_procedure() {
    let english = translated(LICENCE, Language::English);
    assert!(english.contains("handled by 窗口岗"));
    let library = MemoryLibrary::default().with("机构.proc", translated(OFFICE, Language::English));
    let out = compile("许可.proc", english.as_bytes(), &library);
    assert_eq!(underlined(&out.diagnostics.clone().sorted(), &out.sources), []);
    let chinese = licence();
    assert_eq!(out.procedures[0].form, chinese.procedures[0].form);
    assert_eq!(out.procedures[0].hash, chinese.procedures[0].hash);
    assert_eq!(out.procedures[0].seats, chinese.procedures[0].seats);
    let bare = |compiled: &Compiled| -> Vec<Say> {
        compiled.scenarios.iter().flat_map(|s| &s.lines).map(|l| l.say.clone()).collect()
    };
    assert_eq!(bare(&out.procedures[0]), bare(&chinese.procedures[0]));
}

#[test]
fn a_scenario_says_the_value_and_means_the_conclusion_that_has_it() {
    let lines = licence().procedures.remove(0).scenarios.remove(0).lines;
    let Say::Do { actor, place, deeds, .. } = &lines[1].say else { panic!("somebody acts") };
    assert_eq!(*actor, Actor::Officer { person: "陈岚".into(), post: "窗口岗".into() });
    assert_eq!(place.as_deref(), Some("收件"));
    assert_eq!(deeds[0], Deed::Conclude(vec![("管辖".into(), "属本机关".into())]));
    let Say::Expect(Expected::Due { at, of, .. }) = &lines[6].say else { panic!("a due date") };
    assert_eq!(at.to_string(), "2024-02-28T00:00:00.000+08:00");
    assert_eq!(*of, Some(ClockName::Promised));
}

#[test]
fn every_clause_the_kernel_names_has_its_place() {
    let out = licence();
    let compiled = &out.procedures[0];
    let definition = &compiled.definition;
    let mut clauses: Vec<&Clause> = definition.machine.edges().iter().map(|e| &e.clause).collect();
    clauses.extend(definition.clocks.iter().map(|c| &c.clause));
    let limits = definition.clocks.iter().flat_map(|c| &c.limits);
    clauses.extend(limits.filter_map(|l| l.expiry.as_ref()).map(|e| &e.clause));
    clauses.extend(definition.after.iter().map(|a| &a.clause));
    for place in &definition.places {
        clauses.extend(place.entry.iter().chain(&place.first_entry).map(|e| &e.clause));
        clauses.extend(place.excluded.iter().map(|e| &e.clause));
    }
    for clause in clauses {
        assert!(compiled.places.contains_key(clause), "{clause:?}");
    }
    let last = Clause { section: "step 决定".into(), number: 7 };
    let words = out.sources.iter().next().unwrap().slice(compiled.places[&last]);
    assert_eq!(words, "决定 为 不予的，记 决定日，办结，结果为 不予许可，依据 《行政许可法》第三十八条");
}
