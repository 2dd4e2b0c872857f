//! `run`, `publish`, `tick`, `log`, `verify`, `replay`, `findings` on real stores: every kind of bad input, the same
//! answers again, and what survives a kill.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

mod support;

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use support::{Ran, at, command, fed, root};
use tempfile::TempDir;

/// A folder with the procedures, and nothing else.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("p")).unwrap();
    let data = root().join("crates/cli/tests/data/证明.proc");
    std::fs::copy(data, folder.path().join("p/证明.proc")).unwrap();
    folder
}

const RUN: &[&str] = &["run", "--procedures", "p", "--store", "sqlite:a.db", "--publish", "--virtual-clock"];

fn run(folder: &Path, lines: &[Value]) -> Ran {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    fed(folder, RUN, text.as_bytes())
}

fn open(key: &str) -> Value {
    json!({
        "at": "2026-03-02T09:00:00+08:00", "key": key, "act": "open", "procedure": "minimal",
        "actor": { "person": "张三" }, "data": { "注册资本": "200万元" },
    })
}

fn complete(case: &str, key: &str) -> Value {
    json!({
        "at": "2026-03-02T10:00:00+08:00", "key": key, "act": "complete", "case": format!("@{case}"), "step": "收件",
        "conclude": { "意见": "准予" }, "actor": { "person": "陈岚", "post": "窗口岗" },
    })
}

/// An object with some members changed; `null` takes one away.
fn with(mut object: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            object.as_object_mut().unwrap().remove(name);
        } else {
            object[name] = value.clone();
        }
    }
    object
}

#[test]
fn answers_have_the_documented_shape() {
    let folder = folder();
    let ran = run(folder.path(), &[open("k1"), complete("k1", "k2"), complete("k1", "k3")]).code(0);
    let lines = ran.lines();
    let case = lines[0]["case"].clone();
    assert_eq!(lines[0], json!({ "ok": true, "key": "k1", "case": case, "records": [1] }));
    assert_eq!(lines[1], json!({ "ok": true, "key": "k2", "case": case, "records": [2] }));
    assert!(ran.out.starts_with(r#"{"ok":true,"key":"k1","case":"#), "{}", ran.out);
    let refused = &lines[2];
    assert_eq!(refused["ok"], false);
    assert_eq!(refused["key"], "k3");
    let refusal = refused["refusal"].as_object().unwrap();
    let members: Vec<&str> = refusal.keys().map(String::as_str).collect();
    assert_eq!(members, ["allowed", "class", "clause", "code", "message", "recorded"]);
    assert_eq!(refusal["code"], "CASE_CLOSED");
    assert_eq!(refusal["class"], "not_allowed");
    assert_eq!(refusal["recorded"], Value::Null);
}

#[test]
fn every_bad_command_is_refused_by_name_and_writes_nothing() {
    let folder = folder();
    let good = run(folder.path(), &[open("k1")]).code(0);
    assert_eq!(good.lines()[0]["ok"], true);
    let before = export(folder.path());
    let base = || complete("k1", "b");
    let bad = [
        (with(base(), json!({ "act": "dance" })), "MALFORMED", "dance"),
        (with(base(), json!({ "colour": "red" })), "MALFORMED", "colour"),
        (with(base(), json!({ "step": 5 })), "MALFORMED", "step"),
        (with(base(), json!({ "conclude": "准予" })), "MALFORMED", "conclude"),
        (with(base(), json!({ "conclude": { "意见": 3 } })), "MALFORMED", "conclude"),
        (with(base(), json!({ "amount": 3 })), "MALFORMED", "amount"),
        (with(base(), json!({ "amount": "three" })), "MALFORMED", "amount"),
        (with(base(), json!({ "actor": "陈岚" })), "MALFORMED", "actor"),
        (with(base(), json!({ "actor": { "person": "陈岚", "rank": 1 } })), "MALFORMED", "actor"),
        (with(base(), json!({ "actor": null })), "MALFORMED", "actor"),
        (with(base(), json!({ "key": null })), "MALFORMED", "key"),
        (with(base(), json!({ "key": "" })), "KEY_LENGTH", ""),
        (with(base(), json!({ "key": "x".repeat(1000) })), "KEY_LENGTH", ""),
        (with(base(), json!({ "at": "yesterday" })), "MALFORMED", "at"),
        (with(base(), json!({ "case": "@nobody" })), "NO_CASE", "nobody"),
        (with(base(), json!({ "case": "nobody" })), "NO_CASE", "nobody"),
        (with(base(), json!({ "step": "决定" })), "WRONG_PLACE", "决定"),
        (with(base(), json!({ "conclude": { "意见": "也许" } })), "CONCLUSION_UNKNOWN", "也许"),
        (with(base(), json!({ "data": { "颜色": "红" } })), "UNKNOWN_NAME", "颜色"),
        (with(base(), json!({ "actor": { "person": "王五", "post": "窗口岗" } })), "NOT_HOLDER", "王五"),
        (with(base(), json!({ "actor": { "person": "陈岚", "post": "门卫" } })), "", "门卫"),
        (with(base(), json!({ "at": "2026-03-02T08:58:00+08:00" })), "TIME_BACKWARD", ""),
        (with(base(), json!({ "at": "2026-03-02T08:00:00+08:00" })), "TIME_BEHIND", ""),
        (with(open("n"), json!({ "procedure": "unknown" })), "NOT_PUBLISHED", "unknown"),
        (with(open("n"), json!({ "data": { "注册资本": "很多" } })), "WRONG_TYPE", "注册资本"),
        (with(open("n"), json!({ "data": { "注册资本": [1] } })), "WRONG_TYPE", "注册资本"),
        (with(open("n"), json!({ "data": null })), "FIELD_MISSING", "注册资本"),
        (json!([1, 2]), "MALFORMED", "object"),
        (json!("text"), "MALFORMED", "object"),
        (json!(null), "MALFORMED", "object"),
    ];
    for (line, code, named) in bad {
        let ran = run(folder.path(), std::slice::from_ref(&line)).code(0);
        let answer = &ran.lines()[0];
        assert_eq!(answer["ok"], false, "{line}: {answer}");
        let refusal = &answer["refusal"];
        assert!(code.is_empty() || refusal["code"] == code, "{line}: {refusal}");
        assert!(refusal["message"].as_str().unwrap().contains(named), "{line}: {refusal}");
    }
    assert_eq!(export(folder.path()), before, "nothing was written");
}

#[test]
fn a_day_book_may_be_played_case_by_case() {
    let folder = folder();
    let earlier = with(open("k3"), json!({ "at": "2026-02-02T09:00:00+08:00" }));
    let ended = with(complete("k3", "k4"), json!({ "at": "2026-02-02T11:00:00+08:00" }));
    let ran = run(folder.path(), &[open("k1"), complete("k1", "k2"), earlier, ended]).code(0);
    assert!(ran.lines().iter().all(|answer| answer["ok"] == true), "{}", ran.out);
    std::fs::write(folder.path().join("a.log"), export(folder.path())).unwrap();
    at(folder.path(), &["verify", "a.log"]).code(0);
    at(folder.path(), &["replay", "a.log"]).code(0);
}

#[test]
fn the_refusal_speaks_the_language_that_was_asked_for() {
    let folder = folder();
    let line = format!("{}\n", with(open("k"), json!({ "colour": 1 })));
    let arguments = [&["--lang", "zh"], RUN].concat();
    let ran = fed(folder.path(), &arguments, line.as_bytes()).code(0);
    assert_eq!(ran.lines()[0]["refusal"]["message"], "没有「colour」这个字段");
}

#[test]
fn what_is_no_json_ends_the_run_at_its_line_after_what_came_before() {
    let folder = folder();
    for (number, bad) in
        [&b"{\"act\":"[..], b"\xff\xfe\x00", b"open k2", b"{\"key\":\"\xc3\x28\"}"].into_iter().enumerate()
    {
        let key = format!("k{number}");
        let mut input = format!("\n  \n{}\n", open(&key)).into_bytes();
        input.extend_from_slice(bad);
        input.extend_from_slice(format!("\n{}\n", open("never")).as_bytes());
        let ran = fed(folder.path(), RUN, &input).code(3);
        assert_eq!(ran.lines().len(), 1);
        assert_eq!(ran.lines()[0]["key"], key.as_str());
        assert!(ran.err.contains("line 4"), "{}", ran.err);
    }
    let log = String::from_utf8(export(folder.path())).unwrap();
    assert!(log.contains("\"k\":\"k3\"") && !log.contains("never"));
}

#[test]
fn a_line_of_ten_megabytes_is_refused_and_passed_over() {
    let folder = folder();
    let long = with(open("long"), json!({ "reasons": "长".repeat(3_500_000) }));
    let ran = run(folder.path(), &[open("k1"), long, complete("k1", "k2")]).code(0);
    let lines = ran.lines();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1]["refusal"]["code"], "MALFORMED");
    assert!(lines[1]["refusal"]["message"].as_str().unwrap().contains("1048576"));
    assert_eq!(lines[2]["ok"], true);
}

#[test]
fn the_same_key_is_answered_the_same_and_another_command_is_refused() {
    let folder = folder();
    let first = run(folder.path(), &[open("k1"), complete("k1", "k2")]).code(0).lines();
    let before = export(folder.path());
    let again = run(folder.path(), &[open("k1"), complete("k1", "k2")]).code(0).lines();
    for (one, two) in first.iter().zip(&again) {
        assert_eq!(with(two.clone(), json!({ "repeated": null })), *one);
        assert_eq!(two["repeated"], true);
    }
    let other = with(open("k1"), json!({ "data": { "注册资本": "300万元" } }));
    let other =
        run(folder.path(), &[other, with(complete("k1", "k2"), json!({ "conclude": { "意见": "退件" } }))]);
    for answer in other.code(0).lines() {
        assert_eq!(answer["refusal"]["code"], "KEY_REUSED");
    }
    assert_eq!(export(folder.path()), before);
}

#[test]
fn what_was_answered_survives_a_kill() {
    let folder = folder();
    let keys: Vec<String> = (0..200).map(|n| format!("k{n:03}")).collect();
    let lines: Vec<Value> = keys.iter().map(|key| open(key)).collect();
    let mut child = command(folder.path(), RUN)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for line in lines.iter().take(40) {
        writeln!(stdin, "{line}").unwrap();
    }
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    let answered: Vec<Value> =
        (0..25).map(|_| serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap()).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    let again = run(folder.path(), &lines).code(0).lines();
    assert_eq!(again.len(), 200);
    for (one, two) in answered.iter().zip(&again) {
        assert_eq!(two["repeated"], true, "{two}");
        assert_eq!(with(two.clone(), json!({ "repeated": null })), *one);
    }
    let opened = String::from_utf8(export(folder.path())).unwrap().matches("\"t\":\"open\"").count();
    assert_eq!(opened, 200, "each case once");
}

#[test]
fn several_may_begin_one_store_at_once() {
    for _ in 0..4 {
        let folder = folder();
        let begun: Vec<_> = ["a", "b", "c"]
            .into_iter()
            .map(|key| {
                let file = format!("{key}.jsonl");
                std::fs::write(folder.path().join(&file), format!("{}\n", open(key))).unwrap();
                let mut run = command(folder.path(), RUN);
                run.arg(file).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
            })
            .collect();
        for child in begun {
            let ended = child.wait_with_output().unwrap();
            let (out, err) = (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
            assert!(ended.status.success() && out.contains("\"ok\":true"), "{out}{err}");
        }
    }
}

#[test]
fn without_publish_nothing_can_be_opened() {
    let folder = folder();
    let line = format!("{}\n", open("k1"));
    let ran = fed(folder.path(), &["run", "--store", "memory:", "--virtual-clock"], line.as_bytes()).code(0);
    assert_eq!(ran.lines()[0]["refusal"]["code"], "NOT_PUBLISHED");
    at(folder.path(), &["run", "--store", "sqlite:none.db", "/dev/null"]).code(3);
    std::fs::write(folder.path().join("p/错.proc"), "环节 收件：\n").unwrap();
    let ran = fed(folder.path(), RUN, line.as_bytes()).code(1);
    assert_eq!(ran.out, "", "nothing runs if a procedure is faulty");
    assert!(!folder.path().join("a.db").exists());
}

#[test]
fn published_by_itself_and_run_by_the_system_clock() {
    let folder = folder();
    let publish = ["publish", "p", "--store", "sqlite:b.db", "--operator", "王管", "--log", "hrss"];
    assert!(at(folder.path(), &publish).code(0).err.contains("published"));
    assert!(at(folder.path(), &publish).code(0).err.contains("already"));
    let other = ["publish", "p", "--store", "sqlite:b.db", "--operator", "别人"];
    assert!(at(folder.path(), &other).code(5).err.contains("王管"));
    let other = ["publish", "p", "--store", "sqlite:b.db", "--log", "other"];
    assert!(at(folder.path(), &other).code(5).err.contains("hrss"));
    let now = with(open("k1"), json!({ "at": null }));
    let ran =
        fed(folder.path(), &["run", "--store", "sqlite:b.db", "-"], format!("{now}\n").as_bytes()).code(0);
    assert_eq!(ran.lines()[0]["ok"], true, "{}", ran.out);
    let ahead = with(open("k2"), json!({ "at": "2999-01-01T00:00:00+08:00" }));
    let ran = fed(folder.path(), &["run", "--store", "sqlite:b.db"], format!("{ahead}\n").as_bytes()).code(0);
    assert_eq!(ran.lines()[0]["ok"], false, "{}", ran.out);
    at(folder.path(), &["tick", "--store", "sqlite:b.db"]).code(0);
    at(folder.path(), &["tick", "--store", "sqlite:b.db", "--at", "2999-01-01"]).code(2);
}

#[test]
fn a_log_goes_out_and_in_with_the_same_bytes() {
    let folder = folder();
    run(folder.path(), &[open("k1"), open("k3"), complete("k1", "k2")]).code(0);
    let log = export(folder.path());
    std::fs::write(folder.path().join("a.log"), &log).unwrap();
    at(folder.path(), &["log", "import", "a.log", "--store", "sqlite:c.db"]).code(0);
    let out = ["log", "export", "--store", "sqlite:c.db", "-o", "c.log"];
    at(folder.path(), &out).code(0);
    assert_eq!(std::fs::read(folder.path().join("c.log")).unwrap(), log);
    at(folder.path(), &["log", "import", "a.log", "--store", "sqlite:c.db"]).code(3);
    // The imported log is carried on; what was answered before is known.
    let next = format!("{}\n{}\n", complete("k3", "k4"), open("k1"));
    let ran =
        fed(folder.path(), &["run", "--store", "sqlite:c.db", "--virtual-clock"], next.as_bytes()).code(0);
    assert_eq!(ran.lines()[0]["ok"], true, "{}", ran.out);
    assert_eq!(ran.lines()[1]["refusal"]["code"], "KEY_REUSED", "{}", ran.out);
    let broken = String::from_utf8(log).unwrap().replacen("陈岚", "陈蓝", 1);
    std::fs::write(folder.path().join("b.log"), broken).unwrap();
    at(folder.path(), &["log", "import", "b.log", "--store", "sqlite:d.db"]).code(4);
    assert!(!folder.path().join("d.db").exists(), "a broken log creates nothing");
}

#[test]
fn verification_and_replay_say_what_is_wrong() {
    let folder = folder();
    run(folder.path(), &[open("k1"), complete("k1", "k2")]).code(0);
    let log = export(folder.path());
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("a.log", &log);
    let report = at(folder.path(), &["verify", "a.log", "--format", "json"]).code(0).json();
    assert_eq!(report["ok"], true);
    assert_eq!(report["problems"], json!([]));
    assert_eq!(report["uncovered"]["unanchored"]["first"], 0);
    let (records, tree) = (report["records"].as_u64().unwrap(), report["root"].as_str().unwrap().to_owned());
    write("point", format!("{records}\n{tree}\n").as_bytes());
    let anchored =
        at(folder.path(), &["verify", "a.log", "--checkpoint", "point", "--format", "json"]).code(0);
    assert_eq!(anchored.json()["uncovered"]["unanchored"], Value::Null);
    write("point", format!("{records}\n{}\n", shouwen_canon::Hash::sha256(b"another log")).as_bytes());
    let text = at(folder.path(), &["verify", "a.log", "--checkpoint", "point"]).code(4).out;
    assert!(text.contains("CHECKPOINT_INCONSISTENT"), "{text}");
    write("point", b"nonsense");
    at(folder.path(), &["verify", "a.log", "--checkpoint", "point"]).code(3);

    let again =
        at(folder.path(), &["replay", "a.log", "--procedures", "p", "--format", "json"]).code(0).json();
    assert_eq!((again["records"].as_u64(), &again["divergences"]), (Some(records), &json!([])));
    let told = at(folder.path(), &["--lang", "zh", "replay", "a.log", "--case", "@k1"]).code(0).out;
    assert!(told.contains("申请人提交申请") && told.contains("办结，结果为「准予」"), "{told}");
    let stood = at(folder.path(), &["replay", "a.log", "--at", "2026-03-02T09:30:00+08:00"]).code(0).out;
    assert!(stood.contains("k1  at 收件"), "{stood}");
    at(folder.path(), &["replay", "a.log", "--case", "@k9"]).code(2);
    at(folder.path(), &["findings", "a.log"]).code(0);

    let changed = String::from_utf8(log.clone()).unwrap().replacen("\"v\":\"准予\"", "\"v\":\"退件\"", 1);
    assert_ne!(changed.as_bytes(), log);
    write("changed.log", changed.as_bytes());
    let report = at(folder.path(), &["verify", "changed.log", "--format", "json"]).code(4).json();
    assert_eq!(report["ok"], false);
    assert!(report["problems"][0]["code"].is_string() && report["problems"][0]["detail"].is_string());
    at(folder.path(), &["replay", "changed.log"]).code(4);
    for (name, bytes) in [("empty", &b""[..]), ("binary", &[0, 255, 10, 3]), ("half", &log[..log.len() / 2])]
    {
        write(name, bytes);
        at(folder.path(), &["verify", name]).code(4);
        at(folder.path(), &["log", "import", name, "--store", "sqlite:e.db"]).code(4);
    }
    let source = std::fs::read_to_string(folder.path().join("p/证明.proc")).unwrap();
    std::fs::write(folder.path().join("p/证明.proc"), source.replace("2020-01-01", "2021-01-01")).unwrap();
    at(folder.path(), &["replay", "a.log", "--procedures", "p"]).code(1);
}

fn export(folder: &Path) -> Vec<u8> {
    at(folder, &["log", "export", "--store", "sqlite:a.db"]).code(0).out.into_bytes()
}
