//! The members that SARIF 2.1.0 requires, and where regions lie.

use super::*;
use crate::catalogue::Code;
use crate::diagnostic::Text;
use crate::testing::one_source;
use serde_json::Value;

const COUNTS: Counts = Counts { checked: 1, dropped: 0, unread: false };

/// `日` in the second line, behind a character of two UTF-16 units, with two repairs, the second a guess.
fn diagnostic(file: FileId) -> Diagnostic {
    let place = Span::new(file, 18, 21);
    Diagnostic::new(Code::T408, place, Text::new("「日」没有说明", "`日` does not say which"))
        .label(Text::new("这里", "here"))
        .note(Text::new("是两种单位", "there are two units"))
        .help(Text::new("对照原文", "look at the law"))
        .related(Span::new(file, 0, 6), Text::new("在这里面", "in this"))
        .fix_all(
            Text::new("改两处", "change both"),
            vec![
                Edit { span: place, text: "工作日".to_owned() },
                Edit { span: Span::empty(file, 6), text: "：".to_owned() },
            ],
        )
        .guess(Text::new("改为自然日", "make it calendar days"), place, "自然日")
}

fn report(language: Language) -> Value {
    let (sources, file) = one_source("甲 乙/收件.proc", "环节 收\n  𠀀 日；\n");
    let found = diagnostic(file);
    assert_eq!(sources.get(file).map(|s| s.slice(found.span)), Some("日"));
    let result = sarif_result(&found, &sources, language);
    serde_json::to_value(sarif(vec![result], COUNTS, language)).unwrap()
}

#[test]
fn a_result_has_its_places_and_repairs_in_utf16_columns() {
    let report = report(Language::Chinese);
    // Where the rule stands in the catalogue changes with every new one.
    let mut result = report["runs"][0]["results"][0].clone();
    assert!(result.as_object_mut().unwrap().remove("ruleIndex").is_some());
    let shown = serde_json::to_string_pretty(&[result]).unwrap();
    insta::assert_snapshot!("sarif_result", shown);
}

#[test]
fn every_code_is_a_rule_in_both_languages_with_its_page() {
    let report = report(Language::English);
    let rules = report["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), CATALOGUE.len());
    for (rule, entry) in rules.iter().zip(CATALOGUE) {
        let code = entry.code.as_str();
        assert_eq!(rule["id"], code);
        assert_eq!(rule["helpUri"], format!("docs/codes/{code}.md"));
        let described = rule["shortDescription"]["text"].as_str().unwrap();
        for language in [Language::Chinese, Language::English] {
            assert!(!entry.title(language).is_empty() && described.contains(entry.title(language)));
        }
        let level = rule["defaultConfiguration"]["level"].as_str().unwrap();
        assert!(["error", "warning", "note"].contains(&level));
    }
}

/// What the standard requires of each object that is written (its §3, the members marked as such).
#[test]
fn what_the_standard_requires_is_there() {
    let report = report(Language::English);
    assert!(report["$schema"].as_str().unwrap().ends_with("/sarif-schema-2.1.0.json"));
    assert_eq!(report["version"], "2.1.0");
    let runs = report["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    let run = &runs[0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "shouwen");
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    assert_eq!(run["language"], "en");
    assert!(run["invocations"][0]["executionSuccessful"].is_boolean());
    for result in run["results"].as_array().unwrap() {
        assert!(result["message"]["text"].is_string());
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(driver["rules"][index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note", "none"].contains(&result["level"].as_str().unwrap()));
        for place in [&result["locations"], &result["relatedLocations"]] {
            for location in place.as_array().unwrap() {
                located(&location["physicalLocation"]["artifactLocation"]);
                region_is_sound(&location["physicalLocation"]["region"]);
            }
        }
        for fix in result["fixes"].as_array().unwrap() {
            let changes = fix["artifactChanges"].as_array().unwrap();
            assert!(!changes.is_empty());
            for change in changes {
                located(&change["artifactLocation"]);
                let replacements = change["replacements"].as_array().unwrap();
                assert!(!replacements.is_empty());
                for replacement in replacements {
                    region_is_sound(&replacement["deletedRegion"]);
                    assert!(replacement["insertedContent"]["text"].is_string());
                }
            }
        }
    }
}

fn located(artifact: &Value) {
    let uri = artifact["uri"].as_str().unwrap();
    assert!(uri.is_ascii() && !uri.contains(' '), "{uri}");
}

fn region_is_sound(region: &Value) {
    let at = |line: &str, column: &str| (region[line].as_u64().unwrap(), region[column].as_u64().unwrap());
    let (start, end) = (at("startLine", "startColumn"), at("endLine", "endColumn"));
    assert!(start.0 >= 1 && start.1 >= 1 && start <= end, "{region}");
}

#[test]
fn names_of_files_become_uris() {
    for (name, uri) in [
        ("甲.proc", "%E7%94%B2.proc"),
        ("a b/c%:d.proc", "a%20b/c%25%3Ad.proc"),
        ("/x/y.proc", "file:///x/y.proc"),
        ("C:/x.proc", "file:///C:/x.proc"),
        ("-", "-"),
    ] {
        let (sources, file) = one_source(name, "环节");
        assert_eq!(artifact(file, &sources).uri, uri);
    }
}

#[test]
fn a_refused_file_has_a_place_without_a_region() {
    let mut sources = SourceMap::default();
    let refusal = sources.add("旧.proc", b"\xff\xfeN\x00").unwrap_err();
    let result = serde_json::to_value(sarif_result(&refusal, &sources, Language::English)).unwrap();
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%E6%97%A7.proc");
    assert!(place.get("region").is_none());
    let text = result["message"]["text"].as_str().unwrap();
    assert_eq!(text, "the file is encoded in UTF-16\nsave it with the encoding UTF-8");
}

#[test]
fn an_unread_file_is_no_successful_run() {
    let counts = Counts { checked: 3, dropped: 2, unread: true };
    let report = serde_json::to_value(sarif(Vec::new(), counts, Language::Chinese)).unwrap();
    let run = &report["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert_eq!(run["properties"], serde_json::json!({ "checked": 3, "dropped": 2 }));
    assert_eq!((&run["results"], &run["language"]), (&serde_json::json!([]), &"zh-CN".into()));
}
