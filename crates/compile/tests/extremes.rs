//! The largest files: each is read and checked, or refused by a limit that it names; none makes the compiler hang.
//! Debug builds take a tenth of the clauses, since an unoptimised parser needs minutes for all of them.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

mod generate;

use generate::{HEAD, Size, chain, procedure};
use shouwen_compile::{Compilation, NoLibrary, compile};
use shouwen_model::kernel::MAX_DECLARATIONS;
use shouwen_syntax::{MAX_DIAGNOSTICS, MAX_SECTIONS, MAX_SOURCE_BYTES};

/// Clauses of the largest files, and steps: nearly as many as a procedure may have.
const CLAUSES: usize = if cfg!(debug_assertions) { 10_000 } else { 100_000 };
const STEPS: usize = if cfg!(debug_assertions) { 400 } else { 4_000 };

fn compiled(text: &str) -> Compilation {
    compile("x.proc", text.as_bytes(), &NoLibrary)
}

/// The codes of what was found, each once.
fn codes(out: Compilation) -> Vec<&'static str> {
    let mut codes: Vec<_> = out.diagnostics.sorted().iter().map(|d| d.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Clauses written for each number.
fn each(count: usize, write: impl Fn(usize) -> String) -> String {
    (0..count).map(write).collect()
}

#[test]
fn a_hundred_thousand_clauses_within_the_limits_compile() {
    let (text, clauses) = procedure(Size::of(CLAUSES));
    assert!(clauses.abs_diff(CLAUSES) < CLAUSES / 20, "{clauses}");
    let out = compiled(&text);
    assert_eq!(out.procedures.len(), 1);
    assert_eq!(codes(out), [""; 0]);
}

#[test]
fn ten_megabytes_compile() {
    // Long names make long clauses; there are fewer of them in a debug build.
    let size =
        Size { padding: if cfg!(debug_assertions) { 2_000 } else { 140 }, ..Size::of(CLAUSES / 4 * 3) };
    let (text, _) = procedure(size);
    assert!(text.len() > 10_000_000, "{}", text.len());
    assert!(text.len() < MAX_SOURCE_BYTES, "{}", text.len());
    assert_eq!(compiled(&text).procedures.len(), 1);
}

#[test]
fn a_file_is_read_up_to_its_limit_and_refused_one_byte_past_it() {
    let (mut text, _) = procedure(Size::of(CLAUSES / 10));
    let comment = format!("注：{}\n", "甲".repeat(1_000));
    while text.len() + comment.len() < MAX_SOURCE_BYTES {
        text.push_str(&comment);
    }
    let rest = MAX_SOURCE_BYTES - text.len();
    text.push_str(&" ".repeat(rest));
    assert_eq!(text.len(), MAX_SOURCE_BYTES);
    assert_eq!(compiled(&text).procedures.len(), 1);
    text.push(' ');
    let out = compiled(&text);
    assert!(out.procedures.is_empty());
    assert_eq!(codes(out), ["S005"]);
}

#[test]
fn what_is_beyond_a_limit_is_refused_by_its_name() {
    for (text, limit) in [
        (each(MAX_DECLARATIONS + 1, |n| format!("结果 果{n}。\n")), "more than 4096 outcomes"),
        (each(CLAUSES, |_| "岗位 甲：\n  由 乙。\n".to_owned()), "more than 4096 posts"),
        (each(MAX_SECTIONS + 1, |n| format!("案例 例{n}：\n")), "at most 100000 sections"),
    ] {
        let out = compiled(&format!("{HEAD}{text}"));
        assert!(out.procedures.is_empty());
        let told: Vec<_> = out.diagnostics.sorted().into_iter().map(|d| d.message.en).collect();
        assert!(told.iter().any(|message| message.contains(limit)), "{limit}: {:?}", told.first());
    }
}

#[test]
fn names_that_are_not_there_are_told_up_to_the_limit() {
    // Each is compared with every name there is, to find the one that was meant.
    let unknown = each(CLAUSES, |n| format!("  无{n} 为 准予的，转入 没有的步{n}；\n"));
    let out =
        compiled(&format!("{HEAD}{}环节 末：\n  由 窗口 办理；\n{unknown}", chain(STEPS, |_, next| next)));
    assert_eq!(out.diagnostics.len(), MAX_DIAGNOSTICS);
    assert!(out.diagnostics.dropped() > CLAUSES);
    // One near name each.
    let slips = each(MAX_DIAGNOSTICS, |n| format!("  其他情形，转入 歩{n}；\n"));
    let out =
        compiled(&format!("{HEAD}{}环节 末：\n  由 窗口 办理；\n{slips}", chain(STEPS, |_, next| next)));
    assert!(out.diagnostics.sorted().iter().any(|d| !d.fixes.is_empty()));
}

#[test]
fn a_word_of_many_choices_is_told_with_some_of_them() {
    // Without a step, a scenario's word may be that of any conclusion: each clause has all of them to look at.
    let words = each(CLAUSES / 10, |_| "  2026-03-02 09:00，甲（窗口） 结论 准予；\n".to_owned());
    let out = compiled(&format!("{HEAD}{}案例 例：\n{words}", chain(STEPS, |_, next| next)));
    assert!(out.diagnostics.has_errors());
    let most = out.diagnostics.sorted().iter().map(|d| d.related.len()).max();
    assert!(most < Some(32), "{most:?}");
}

#[test]
fn long_chains_and_circles_end() {
    let ends = |_: usize, _: String| "其他情形，办结，结果为 好".to_owned();
    assert!(codes(compiled(&format!("{HEAD}{}", chain(STEPS, ends)))).contains(&"F101"));
    let round = |n: usize, _: String| format!("其他情形，转入 步{}", (n + 1) % STEPS);
    assert!(codes(compiled(&format!("{HEAD}{}", chain(STEPS, round)))).contains(&"F103"));
    // Each step asks what the one before it concluded: may a case come here without it?
    let asks = |n: usize, next: String| {
        let before = n.saturating_sub(1);
        format!("见{before} 为 准予 且 见{n} 为 准予的，办结，结果为 好；\n  {next}")
    };
    assert_eq!(compiled(&format!("{HEAD}{}", chain(STEPS, asks))).procedures.len(), 1);
    let step = "环节 步：\n  由 窗口 办理；\n  结论 见：准予、不予；\n  不符合 条0 的，不得 结论 准予；\n  其他情形，办结，结果为 好；\n";
    let circle = each(STEPS, |n| format!("条件 条{n}：\n  符合 条{}。\n", (n + 1) % STEPS));
    assert!(codes(compiled(&format!("{HEAD}{circle}{step}"))).contains(&"L007"));
}

/// Places that lead to one another in every direction, each of which records a date at the first entry.
fn tangle(places: usize) -> String {
    let dates: Vec<String> = (0..places).map(|n| format!("日{n}")).collect();
    let mut text = HEAD.replacen("  不收费", &format!("  期日 {}；\n  不收费", dates.join("、")), 1);
    for n in 0..places {
        let other = if n == 0 {
            "办结，结果为 好".to_owned()
        } else {
            format!("转入 步{}", (n * 5 + 2) % places)
        };
        let (next, far) = ((n + 1) % places, (n * 7 + 3) % places);
        text += &format!(
            "环节 步{n}：\n  由 窗口 办理；\n  首次进入时，记 日{n}；\n  结论 意{n}：前、中、后；\n  \
             意{n} 为 前 的，转入 步{next}；\n  意{n} 为 中 的，转入 步{far}；\n  其他情形，{other}。\n"
        );
    }
    text
}

#[test]
fn recordings_beyond_the_limit_are_left_undecided_aloud() {
    let found = |places: usize| {
        let found = compiled(&tangle(places)).diagnostics.sorted();
        assert!(found.iter().all(|d| d.severity != shouwen_syntax::Severity::Error), "{found:?}");
        found.iter().filter(|d| d.code.as_str() == "D209").count()
    };
    assert_eq!((found(100), found(200)), (0, 1));
}
