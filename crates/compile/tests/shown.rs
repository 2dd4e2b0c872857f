//! How the diagnostics look, with the lines they speak of, in both languages; and that repairs repair.

#![allow(clippy::unwrap_used, reason = "tests fail loudly; the lint's exception covers test functions only")]

use shouwen_compile::{Compilation, MemoryLibrary, compile};
use shouwen_syntax::render::{Style, terminal};
use shouwen_syntax::{Language, Severity, apply_fixes, fmt_to, testing::one_source};

const LICENCE: &str = include_str!("data/许可.proc");
const OFFICE: &str = include_str!("data/机构.proc");

/// What is shown of the sample with one passage replaced.
const SHOWN: [(&str, &str, &str); 20] = [
    ("N001", "其他情形，转入 补正告知", "其他情形，转入 补正告之"),
    ("N002", "岗位 审查岗：", "岗位 窗口岗："),
    ("N003", "结果 已撤回。", "结果 已撤回。\n结果 已失效。"),
    ("N004", "由 审查岗 办理", "由 审查 办理"),
    ("N005", "引用 机构。", "引用 机够。"),
    ("L001", "视为撤回，依据 《某省政务服务条例》第三十六条", "视为撤回，依据待核"),
    ("L003", "出具 补正通知书，转入 待补正", "出具 补正通知书，转入 待补正，转入 审查"),
    ("L004", "出具 补正通知书，转入 待补正", "出具 补正通知书"),
    ("L005", "决定 与 意见 不一致的，应当 说明 理由；", ""),
    ("L006", "  简称 labour_dispatch_licence；\n", ""),
    ("L007", "  待 听证结束；\n", "  待 听证结束；\n  内部时限 一个工作日；\n"),
    (
        "D201",
        "其他情形，转入 补正告知。",
        "管辖 为 属本机关 且 材料不齐 且 注册资本 超过 五十万元的，转入 补正告知。",
    ),
    ("D202", "其他情形，转入 补正告知。", "材料不齐的，转入 补正告知。"),
    ("D206", "不少于 二百万元", "不少于 200"),
    ("F101", "  涉及他人重大利益 为 是的，转入 听证；\n  其他情形，转入 决定", "  完成时，转入 决定"),
    ("F105", "继续等候，每 五个工作日 再次 升级", "继续等候"),
    (
        "T403",
        "不计入 办理期限，不超过 二十个工作日，事由 听证，书面告知 申请人，依据 《行政许可法》第四十五条；",
        "",
    ),
    ("T406", "  至 决定日 止；\n", ""),
    ("T408", "内部时限 三个工作日", "内部时限 三日"),
    ("T409", "视为撤回，依据 《某省政务服务条例》第三十六条", "视为撤回"),
];

fn compiled(text: &str) -> Compilation {
    compile("许可.proc", text.as_bytes(), &MemoryLibrary::default().with("机构.proc", OFFICE))
}

fn shown(out: &Compilation, code: &str, language: Language) -> String {
    let all = out.diagnostics.clone().sorted();
    let of = all.iter().filter(|d| d.code.as_str() == code);
    of.map(|d| terminal(d, &out.sources, language, Style::Plain) + "\n\n").collect()
}

#[test]
fn diagnostics_in_chinese() {
    for (code, from, to) in SHOWN {
        let out = compiled(&LICENCE.replacen(from, to, 1));
        insta::assert_snapshot!(format!("zh_{code}"), shown(&out, code, Language::Chinese));
    }
}

#[test]
fn diagnostics_in_english() {
    let mut all = String::new();
    for (code, from, to) in SHOWN {
        let out = compiled(&LICENCE.replacen(from, to, 1));
        all += &shown(&out, code, Language::English);
    }
    insta::assert_snapshot!("en", all);
}

#[test]
fn every_repair_of_each_is_right() {
    let mut repaired = Vec::new();
    for language in [Language::Chinese, Language::English] {
        for (code, from, to) in SHOWN {
            let text = LICENCE.replacen(from, to, 1);
            let (sources, id) = one_source("许可.proc", &text);
            // A text in which a clause cannot be read is not translated.
            let Ok(text) = fmt_to(sources.get(id).unwrap(), Some(language)) else { continue };
            let out = compiled(&text);
            let all = out.diagnostics.clone().sorted();
            let fixable: Vec<_> =
                all.iter().filter(|d| d.code.as_str() == code && !d.fixes.is_empty()).cloned().collect();
            if fixable.is_empty() {
                continue;
            }
            let source = out.sources.iter().next().unwrap();
            let choices = fixable.iter().map(|d| d.fixes.len()).max().unwrap();
            for choice in 0..choices {
                let chosen: Vec<_> =
                    fixable.iter().map(|d| d.fixes[choice.min(d.fixes.len() - 1)].clone()).collect();
                let again = compiled(&apply_fixes(source, &chosen).unwrap()).diagnostics.sorted();
                // A repair may leave something to look up (依据待核), and never an error.
                let left = again.iter().filter(|d| d.severity == Severity::Error || d.code.as_str() == code);
                assert_eq!(left.count(), 0, "{code}, repair {choice}: {again:#?}");
            }
            repaired.push(code);
        }
    }
    assert_eq!(repaired, ["N001", "D206", "T403", "T408", "N001", "D206", "T403", "T408"]);
}
