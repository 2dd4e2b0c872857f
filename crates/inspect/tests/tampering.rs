//! Tampering that verification cannot see, because the forger hashes the whole chain anew: replay names each kind at
//! its place, and what follows from it does not drown it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly; the lint's own exception covers test functions only"
)]

#[path = "../../shouwen/tests/common/mod.rs"]
mod common;

use common::{World, check, decide, examine, instant, open, serve, whole_run};
use serde_json::{Value, json};
use shouwen::{Log, replay};
use shouwen_audit::export::Writer;
use shouwen_audit::leaf_hash;
use shouwen_canon::{CaseId, Hash};
use shouwen_inspect::{Divergence, DivergenceCode as Code, LogError, MAX_LISTED, Replay};

/// A log in the hands of somebody who may rewrite all of it.
struct Forge {
    log: String,
    lines: Vec<Value>,
}

impl Forge {
    fn new(export: &[u8]) -> Self {
        let mut lines: Vec<Value> = Vec::new();
        let mut log = String::new();
        for line in std::str::from_utf8(export).unwrap().lines() {
            let value: Value = serde_json::from_str(line).unwrap();
            if let Some(id) = value.get("format").and(value.get("log")) {
                log = id.as_str().unwrap().to_owned();
            } else if value.get("root").is_none() {
                lines.push(value);
            }
        }
        Self { log, lines }
    }

    /// Changes record `number` of a case.
    fn edit(mut self, case: CaseId, number: u64, change: impl FnOnce(&mut Value)) -> Self {
        let found =
            self.lines.iter_mut().find(|l| l["c"] == json!(case.to_string()) && l["n"] == json!(number));
        change(found.expect("the record is there"));
        self
    }

    /// The whole chain hashed anew: links, sources of facts, tree.
    fn log(&self) -> Vec<u8> {
        let mut renamed: Vec<(String, String)> = Vec::new();
        let mut writer = Writer::new(Vec::new(), &self.log).unwrap();
        for line in &self.lines {
            if let Some(opening) = line.get("o") {
                writer.opening(&serde_json::from_value(opening.clone()).unwrap()).unwrap();
                continue;
            }
            let bytes = shouwen_canon::to_bytes(line).unwrap();
            let old = line
                .get("was")
                .map_or_else(|| leaf_hash(&bytes), |was| was.as_str().unwrap().parse().unwrap());
            let mut text = String::from_utf8(shouwen_canon::to_bytes(&without(line)).unwrap()).unwrap();
            for (before, after) in &renamed {
                text = text.replace(before, after);
            }
            renamed.push((old.to_string(), leaf_hash(text.as_bytes()).to_string()));
            writer.record(text.as_bytes()).unwrap();
        }
        writer.seal().unwrap();
        writer.finish().unwrap()
    }

    /// Remembers the leaf of every record before anything is changed.
    fn marked(mut self) -> Self {
        for line in self.lines.iter_mut().filter(|l| l.get("o").is_none()) {
            let leaf = leaf_hash(&shouwen_canon::to_bytes(line).unwrap());
            line["was"] = json!(leaf.to_string());
        }
        self
    }
}

fn without(line: &Value) -> Value {
    let mut line = line.clone();
    line.as_object_mut().unwrap().remove("was");
    line
}

/// A log with one whole run (`k`), one with a breach in it (`b`), and one that nobody touches.
struct Scene {
    world: World,
}

impl Scene {
    fn new() -> Self {
        let mut world = World::new();
        for request in whole_run("k") {
            world.ok(&request);
        }
        world.ok(&open("b", "2026-03-10 09:00"));
        world.ok(&check("@b", "w1", "2026-03-10 09:30"));
        // Nobody tells or accepts in five working days.
        world.runtime.tick(instant("2026-03-18 00:00")).unwrap();
        world.ok(&examine("@b", "w2", "2026-03-18 09:00"));
        world.ok(&decide("@b", "w3", "2026-03-18 10:00"));
        world.ok(&serve("@b", "w4", "2026-03-19 10:00"));
        for mut request in whole_run("untouched") {
            request.at = request.at.map(|at| at.replace("2026-03-0", "2026-03-2"));
            world.ok(&request);
        }
        Self { world }
    }

    fn case(&self, key: &str) -> CaseId {
        self.world.runtime.find(&format!("@{key}")).unwrap().unwrap()
    }

    fn forge(&self) -> Forge {
        Forge::new(&self.world.store.export()).marked()
    }

    /// Replays a forged record; the forged log must pass verification.
    fn forged(&self, key: &str, number: u64, change: impl FnOnce(&mut Value)) -> Replay {
        let file = self.forge().edit(self.case(key), number, change).log();
        let report = shouwen::verify(&file[..], &shouwen::VerifyOptions::default()).unwrap();
        assert!(report.ok(), "{:?}", report.problems);
        replay(&Log::read(&file[..]).unwrap())
    }
}

fn effect<'v>(record: &'v mut Value, word: &str) -> &'v mut Value {
    let effects = record["e"].as_array_mut().unwrap();
    effects.iter_mut().find(|e| e["t"] == json!(word)).expect("the effect is there")
}

/// Exactly one difference, at its place.
fn only(replay: &Replay, code: Code, case: CaseId, number: u64) -> &Divergence {
    assert_eq!(replay.divergences.len(), 1, "{:#?}", replay.divergences);
    let found = &replay.divergences[0];
    assert_eq!((found.code, found.case, found.record), (code, case, number), "{}", found.detail);
    assert_eq!(replay.more, 0);
    found
}

#[test]
fn an_honest_log_has_no_difference_and_the_forger_hashes_well() {
    let scene = Scene::new();
    scene.world.proved();
    let file = scene.forge().log();
    assert_eq!(file, scene.world.store.export(), "without a change the same bytes come out");
    let replay = replay(&Log::read(&file[..]).unwrap());
    assert_eq!((replay.more, replay.undecided, replay.conditions_on_record), (0, 0, 0));
    assert_eq!(replay.cases, 3 + 4);
}

#[test]
fn a_changed_due_date() {
    let scene = Scene::new();
    let replay = scene.forged("k", 3, |record| {
        let start = record["e"].as_array_mut().unwrap();
        let clock =
            start.iter_mut().find(|e| e["c"] == json!("办理期限") && e["t"] == json!("start")).unwrap();
        clock["u"][1]["d"] = json!("2026-03-20");
    });
    let found = only(&replay, Code::ReplayDivergence, scene.case("k"), 3);
    assert!(found.detail.contains("2026-03-16") && found.detail.contains("2026-03-20"), "{}", found.detail);
}

#[test]
fn a_changed_due_date_after_which_time_acted() {
    let scene = Scene::new();
    let replay = scene.forged("b", 1, |record| effect(record, "start")["u"][0]["d"] = json!("2026-03-31"));
    only(&replay, Code::ReplayDivergence, scene.case("b"), 1);
}

#[test]
fn a_changed_outcome() {
    let scene = Scene::new();
    let replay = scene.forged("k", 5, |record| effect(record, "close")["o"] = json!("不予许可"));
    only(&replay, Code::ReplayDivergence, scene.case("k"), 5);
}

#[test]
fn a_finding_against_somebody_else_or_dropped() {
    let scene = Scene::new();
    let replay = scene.forged("b", 3, |record| effect(record, "finding")["i"] = json!("吴静"));
    only(&replay, Code::ReplayDivergence, scene.case("b"), 3);
    let replay = scene.forged("b", 3, |record| {
        record["e"].as_array_mut().unwrap().retain(|e| e["t"] != json!("finding"));
    });
    only(&replay, Code::ReplayDivergence, scene.case("b"), 3);
}

#[test]
fn a_changed_conclusion() {
    let scene = Scene::new();
    let replay = scene.forged("k", 5, |record| effect(record, "concluded")["v"] = json!("不予"));
    only(&replay, Code::ReplayDivergence, scene.case("k"), 5);
    // In the command too: what was decided then owes reasons.
    let replay = scene.forged("k", 5, |record| {
        effect(record, "concluded")["v"] = json!("不予");
        record["q"]["c"][0][1] = json!("不予");
    });
    let found = only(&replay, Code::ReplayRefused, scene.case("k"), 5);
    assert!(found.detail.contains("REASONS_OWED"), "{}", found.detail);
}

#[test]
fn a_fact_from_elsewhere() {
    let scene = Scene::new();
    let replay = scene.forged("k", 2, |record| {
        record["f"][0]["s"] = json!(Hash::sha256(b"elsewhere").to_string());
    });
    only(&replay, Code::FactMismatch, scene.case("k"), 2);
    // The same wrong fact in many records is listed once.
    let mut forge = scene.forge();
    for number in [2, 3] {
        forge = forge.edit(scene.case("k"), number, |record| {
            record["f"][0]["s"] = json!(Hash::sha256(b"elsewhere").to_string());
        });
    }
    let replay = replay_of(&forge);
    assert_eq!((replay.divergences.len(), replay.more), (1, 1));
}

fn replay_of(forge: &Forge) -> Replay {
    replay(&Log::read(&forge.log()[..]).unwrap())
}

#[test]
fn a_person_who_acts_without_the_post() {
    let scene = Scene::new();
    let other = |record: &mut Value| {
        let text = record.to_string().replace("郑凯", "路人");
        *record = serde_json::from_str(&text).unwrap();
    };
    let replay = scene.forged("k", 4, other);
    let found = only(&replay, Code::FactMismatch, scene.case("k"), 4);
    assert!(found.detail.contains("路人"));
    let replay = scene.forged("k", 4, |record| {
        other(record);
        record["f"] = json!([]);
    });
    let found = only(&replay, Code::ReplayRefused, scene.case("k"), 4);
    assert!(found.detail.contains("NOT_HOLDER"), "{}", found.detail);
}

#[test]
fn a_form_that_is_not_what_it_was_published_as() {
    let scene = Scene::new();
    let registry = shouwen_executor::system::System::Registry.case("test").unwrap();
    let forge = scene.forge().edit(registry, 1, |record| {
        record["q"]["f"]["clocks"][0]["clauses"][0]["period"]["n"] = json!(50);
    });
    let replay = replay_of(&forge);
    only(&replay, Code::DefinitionHashMismatch, registry, 1);
    // Nothing can be decided on it; nothing is said about that again.
    assert_eq!(replay.undecided, 6 + 6 + 6);
}

#[test]
fn a_text_that_does_not_say_what_the_definition_says() {
    let scene = Scene::new();
    let registry = shouwen_executor::system::System::Registry.case("test").unwrap();
    let mut forge = scene.forge();
    let c = json!(registry.to_string());
    let opening =
        forge.lines.iter_mut().find_map(|l| l.get_mut("o").filter(|o| o["c"] == c && o["n"] == json!(1)));
    let opening = opening.expect("the text is there");
    let text = opening["x"][0][1].as_str().unwrap().replace("五个工作日", "六个工作日");
    assert_ne!(opening["x"][0][1], json!(text));
    opening["x"][0][1] = json!(text);
    let digest =
        |value: &Value, tag: &str| Hash::tagged(tag, &shouwen_canon::to_bytes(value).unwrap()).to_string();
    let sealed = digest(&json!([opening["s"], opening["x"]]), "shouwen/opening/0");
    let document = digest(&opening["x"], "shouwen/document/0");
    opening["h"] = json!(sealed);
    // First the text alone, then with its hash made to fit.
    let forge = forge.edit(registry, 1, |record| record["q"]["x"]["h"] = json!(sealed));
    only(&replay_of(&forge), Code::DocumentMismatch, registry, 1);
    let forge = forge.edit(registry, 1, |record| record["q"]["doc"] = json!(document));
    assert!(shouwen::verify(&forge.log()[..], &shouwen::VerifyOptions::default()).unwrap().ok());
    only(&replay_of(&forge), Code::DocumentMismatch, registry, 1);
}

#[test]
fn what_does_not_begin_as_a_log_is_no_log() {
    let log = Scene::new().forge().log();
    let headless = log.iter().position(|b| *b == b'\n').map(|at| &log[at + 1..]).unwrap();
    for bytes in [&b""[..], &b"\n"[..], &b"nonsense\n"[..], headless] {
        assert!(matches!(Log::read(bytes), Err(LogError::NoLog)));
    }
}

#[test]
fn a_definition_or_calendar_that_nobody_published() {
    let scene = Scene::new();
    for (member, code) in [("y", Code::CalendarUnknown), ("d", Code::DefinitionUnknown)] {
        let forge = scene.forge().edit(scene.case("k"), 1, |record| {
            record[member] = json!(Hash::sha256(b"nowhere").to_string());
        });
        let replay = replay_of(&forge);
        only(&replay, code, scene.case("k"), 1);
        assert_eq!(replay.undecided, 6, "its own records and no others");
        assert_eq!(replay.cases, 3 + 4);
    }
}

#[test]
fn a_calendar_that_is_not_what_it_was_published_as() {
    let scene = Scene::new();
    let calendar = shouwen_executor::system::System::Calendar.case("test").unwrap();
    let forge = scene.forge().edit(calendar, 1, |record| {
        record["q"]["d"]["national"][0]["name"] = json!("别的节");
    });
    only(&replay_of(&forge), Code::CalendarHashMismatch, calendar, 1);
}

#[test]
fn an_opening_that_is_missing() {
    let scene = Scene::new();
    let mut forge = scene.forge();
    let case = json!(scene.case("k").to_string());
    forge.lines.retain(|l| !(l["c"] == case && l["n"] == json!(1)) && l.get("o").is_none());
    let replay = replay_of(&forge);
    only(&replay, Code::ReplayDivergence, scene.case("k"), 2);
    assert_eq!(replay.undecided, 5);
}

#[test]
fn what_differs_everywhere_is_listed_up_to_a_bound() {
    let mut world = World::new();
    world.ok(&open("k", "2026-03-02 09:00"));
    for n in 0..40 {
        world.ok(&check("@k", &format!("c{n}"), "2026-03-02 09:30"));
    }
    let id = world.runtime.find("@k").unwrap().unwrap();
    let mut forge = Forge::new(&world.store.export()).marked();
    for number in 2..=41 {
        forge = forge.edit(id, number, |record| record["e"] = json!([]));
    }
    let replay = replay_of(&forge);
    assert_eq!(replay.divergences.len(), MAX_LISTED);
    assert_eq!(replay.divergences.len() as u64 + replay.more, 40);
}

#[test]
fn a_record_of_an_act_that_is_not_known_is_a_typed_error() {
    let scene = Scene::new();
    let forge =
        scene.forge().edit(scene.case("k"), 4, |record| record["q"] = json!({"k": "w3", "t": "dance"}));
    let file = forge.log();
    let position =
        forge.lines.iter().filter(|l| l.get("o").is_none()).position(|l| l["q"]["t"] == json!("dance"));
    let error = Log::read(&file[..]).unwrap_err();
    let LogError::Record { position: named, .. } = &error else { panic!("{error}") };
    assert_eq!(Some(*named), position.map(|p| p as u64));
    assert!(error.to_string().contains("position"), "{error}");
    let bad =
        Log::read(&b"{\"format\":\"shouwen-log\",\"log\":\"test\",\"v\":0}\nnonsense\n"[..]).unwrap_err();
    assert!(matches!(bad, LogError::Line { line: 2, .. }), "{bad}");
}

#[test]
fn breaches_name_post_person_and_basis() {
    let scene = Scene::new();
    let log = scene.world.proved();
    let breaches = shouwen_inspect::breaches(&log);
    assert_eq!(breaches.len(), 1, "{breaches:?}");
    let breach = &breaches[0];
    assert_eq!(breach.code, "未一次性告知");
    assert_eq!((breach.case, breach.record), (scene.case("b"), 3));
    assert_eq!((breach.post.as_str(), breach.officer.as_deref()), ("窗口岗", Some("陈岚")));
    assert_eq!(breach.at, instant("2026-03-18 00:00"));
    let basis = breach.basis.as_ref().map(shouwen_inspect::story::basis);
    assert_eq!(basis.as_deref(), Some("《行政许可法》第三十二条"));
    assert!(breach.clause.contains("告知期限"), "{}", breach.clause);
}
