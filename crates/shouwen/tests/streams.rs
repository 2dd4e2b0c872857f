//! Streams of requests: the same requests with the same seed give the same bytes on every store; whatever people ask,
//! the log verifies and replays, a repeated request changes nothing, and a case is what its records say.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::{ALIAS, MATERIALS, OPERATOR, Shared, Snapshots, World, carry_on, instant};
use proptest::prelude::*;
use shouwen::{
    LogInfo, Outcome, Request, Runtime, Secret, SeededSalts, SqliteStore, Store, VirtualClock, export,
};

/// Steps of time in minutes, from nothing to over every deadline.
const STEPS: [i64; 8] = [0, 1, 7, 60, 480, 1_440, 4_320, 14_400];
const PEOPLE: [(&str, &str); 8] = [
    ("陈岚", "窗口岗"),
    ("吴静", "窗口岗"),
    ("郑凯", "审查岗"),
    ("冯雪", "审查岗"),
    ("褚伟", "处长"),
    ("沈清", "厅领导"),
    ("陈岚", "处长"),
    ("路人", "窗口岗"),
];
const PLACES: [&str; 6] = ["收件", "补正告知", "待补正", "审查", "决定", "无此环节"];

/// A request as numbers, so that shrinking one gives a simpler one.
#[derive(Clone, Debug)]
struct Asked {
    kind: u8,
    step: usize,
    case: u8,
    who: usize,
    place: usize,
    choice: u8,
    repeat: bool,
}

fn asked() -> impl Strategy<Value = Asked> {
    (
        0..16_u8,
        0..STEPS.len(),
        0..2_u8,
        0..PEOPLE.len(),
        0..PLACES.len(),
        any::<u8>(),
        prop::bool::weighted(0.2),
    )
        .prop_map(|(kind, step, case, who, place, choice, repeat)| Asked {
            kind,
            step,
            case,
            who,
            place,
            choice,
            repeat,
        })
}

/// What is right next in a case, in the hands of whoever may do it: so that streams get somewhere.
fn right(world: &World, case: &str, key: &str, at: &str, choice: u8) -> Request {
    let bit = |n: u32| choice.checked_shr(n).unwrap_or(0) & 1 == 1;
    let name = format!("@{case}");
    let Some(id) = world.runtime.find(&name).unwrap() else { return common::open(case, at) };
    let now = world.runtime.case(id).unwrap().unwrap();
    let definition = world.runtime.definition(now.definition).unwrap();
    let place = now.place().and_then(|p| definition.place(p)).map(|p| p.name.clone());
    match place.as_deref() {
        Some("收件") if !now.round.checked => {
            let check = common::check(&name, key, at);
            if bit(0) { check.marks([("验资报告", "缺")]) } else { check }
        }
        Some("收件") => common::receive(&name, key, at)
            .conclude("管辖", if bit(1) && bit(2) { "不属本机关" } else { "属本机关" })
            .reasons("理由"),
        Some("补正告知") => Request::complete(name, key, "补正告知").officer("陈岚", "窗口岗").at(at),
        Some("待补正") => {
            Request::on("supplement", name, key).applicant("张三").materials(MATERIALS).at(at)
        }
        Some("审查") => common::examine(&name, key, at)
            .data("需要现场核查", bit(0))
            .data("涉及他人重大利益", bit(1))
            .conclude("意见", if bit(2) { "准予" } else { "不予" }),
        Some(wait @ ("现场核查" | "听证")) => {
            let event = if wait == "听证" { "听证结束" } else { "核查完成" };
            let request = Request { event: Some(event.into()), ..Request::on("event", name, key) };
            request.officer("郑凯", "审查岗").at(at)
        }
        Some("决定") => {
            let value = if bit(0) { "退回补充" } else { "准予" };
            common::decide(&name, key, at).conclude("决定", value).reasons("理由")
        }
        _ => Request { duty: now.duties.iter().next().map(|(n, _)| *n), ..common::serve(&name, key, at) },
    }
}

/// The place a case stands in, with one who may act there.
fn here(world: &World, name: &str) -> Option<(String, (&'static str, &'static str))> {
    let case = world.runtime.case(world.runtime.find(name).unwrap()?).unwrap()?;
    let definition = world.runtime.definition(case.definition)?;
    let place = definition.place(case.place()?)?.name.clone();
    let who = match place.as_str() {
        "收件" | "补正告知" | "待补正" => ("陈岚", "窗口岗"),
        "决定" => ("褚伟", "处长"),
        _ => ("郑凯", "审查岗"),
    };
    Some((place, who))
}

/// What somebody may ask, right or wrong.
fn any_request(world: &World, asked: &Asked, case: &str, key: &str, at: &str) -> Request {
    let name = format!("@{case}");
    let wild = (PLACES[asked.place].to_owned(), PEOPLE[asked.who]);
    let (place, (person, post)) =
        here(world, &name).filter(|_| !asked.choice.is_multiple_of(4)).unwrap_or(wild);
    let on = |act: &str| Request::on(act, name.clone(), key).officer(person, post).at(at);
    let odd = asked.choice % 2 == 1;
    let material = MATERIALS[usize::from(asked.choice) % 7];
    match asked.kind {
        8 => on("check").step(place).marks([(material, if odd { "缺" } else { "不合格" })]),
        9 => on("complete").step(place).conclude("决定", if odd { "准予" } else { "也许" }),
        10 => Request::on("withdraw", name, key).applicant(if odd { "张三" } else { "李四" }).at(at),
        11 => {
            let amount = Some(u32::from(asked.choice % 14));
            let extend = Request { clock: Some("办理期限".into()), amount, ..on("extend") }.reasons("理由");
            if odd { extend.officer("沈清", "厅领导") } else { extend }
        }
        12 => Request { person: Some(if odd { "吴静" } else { "冯雪" }.into()), ..on("transfer") },
        13 => on("notify").materials([material]),
        14 => on("correct").data("注册资本", if odd { "300万元" } else { "许多" }),
        _ => Request {
            person: Some(person.into()),
            post: odd.then(|| post.into()),
            until: (!odd).then(|| at.get(..10).unwrap_or_default().into()),
            ..Request::new(if odd { "relieve" } else { "absent" }, key).applicant(OPERATOR).at(at)
        },
    }
}

fn stream(asked: &[Asked]) -> (World, Vec<Request>) {
    let mut world = World::new();
    let mut now = instant("2026-03-02 09:00");
    let mut sent = Vec::new();
    for (n, one) in asked.iter().enumerate() {
        now = now.checked_add_millis(STEPS[one.step] * 60_000).unwrap();
        let (case, key, at) = (format!("case{}", one.case), format!("k{n}"), now.to_string());
        let request = match one.kind {
            0..=7 => right(&world, &case, &key, &at, one.choice),
            _ => any_request(&world, one, &case, &key, &at),
        };
        let before = world.store.size();
        let answer = world.run(&request);
        let written = world.store.size() - before;
        let own = match &answer.outcome {
            Outcome::Done { records } if !answer.repeated => records.len(),
            Outcome::Done { .. } => 0,
            Outcome::Refused { recorded, .. } => usize::from(recorded.is_some() && !answer.repeated),
        };
        let time = if answer.repeated { 0 } else { answer.time.len() };
        assert_eq!(written, (own + time) as u64, "{request:?} {answer:?}");
        if one.repeat {
            let again = world.run(&request);
            assert_eq!(world.store.size(), before + written, "{request:?}");
            if own == 1 {
                assert!(again.repeated);
                assert_eq!(
                    (again.case, again.outcome, again.time),
                    (answer.case, answer.outcome, answer.time)
                );
            }
        }
        sent.push(request);
    }
    (world, sent)
}

/// The snapshot of every case is what its records fold to.
fn folded(world: &World) {
    for case in ["case0", "case1"] {
        if world.runtime.find(&format!("@{case}")).unwrap().is_none() {
            continue;
        }
        world.store.snapshots.set(Snapshots::Kept);
        let kept = world.case(case);
        world.store.snapshots.set(Snapshots::Damaged);
        assert_eq!(world.case(case), kept);
        world.store.snapshots.set(Snapshots::Kept);
        let row = world.store.cases(None, 100).unwrap().into_iter().find(|r| r.case == kept.id).unwrap();
        assert_eq!(row.due, shouwen_executor::due(&kept));
        let index = row.index.unwrap();
        assert_eq!(
            (index.alias.as_str(), index.opening.as_str(), index.open),
            (ALIAS, case, !kept.settled())
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_stream_leaves_a_log_that_holds(asked in prop::collection::vec(asked(), 1..24)) {
        let (world, sent) = stream(&asked);
        let log = world.proved();
        folded(&world);
        prop_assert_eq!(log.lines.len() as u64, world.store.size());
        // The very same requests on a new log give the very same bytes.
        let mut twin = World::new();
        for (request, asked) in sent.iter().zip(&asked) {
            twin.run(request);
            if asked.repeat {
                twin.run(request);
            }
        }
        prop_assert_eq!(twin.store.export(), world.store.export());
    }

    #[test]
    fn many_at_once_are_answered_as_one_after_the_other(
        asked in prop::collection::vec(asked(), 1..24),
        sizes in prop::collection::vec(1..9_usize, 24),
    ) {
        for repeats in [false, true] {
            // Whoever comes again makes what was decided after it be decided anew, when the clock of these tests has
            // gone on to what was asked last: there, all is asked at one time.
            let still = |one: &Asked| Asked { step: if repeats { 0 } else { one.step }, ..one.clone() };
            let asked: Vec<_> = asked.iter().map(still).collect();
            let (_, sent) = stream(&asked);
            let copies = |(request, asked): (&Request, &Asked)| {
                std::iter::repeat_n(request.clone(), if repeats && asked.repeat { 2 } else { 1 })
            };
            let requests: Vec<Request> = sent.iter().zip(&asked).flat_map(copies).collect();
            let (mut single, mut batched) = (World::new(), World::new());
            let expected: Vec<_> = requests.iter().map(|request| single.run(request)).collect();
            let (mut answers, mut left) = (Vec::new(), &requests[..]);
            for size in sizes.iter().cycle() {
                let (now, later) = left.split_at(left.len().min(*size));
                answers.extend(batched.runtime.execute_all(now).unwrap());
                left = later;
                if left.is_empty() {
                    break;
                }
            }
            prop_assert_eq!(answers, expected);
            batched.proved();
            folded(&batched);
            // What a repeated request was decided on for nothing has drawn salts of its own.
            if !repeats {
                prop_assert_eq!(batched.store.export(), single.store.export());
            }
        }
    }

    #[test]
    fn a_sweep_and_a_late_command_come_to_the_same_case(asked in prop::collection::vec(asked(), 1..16), days in 1_i64..60) {
        let (mut swept, sent) = stream(&asked);
        let (mut late, _) = stream(&asked);
        let last = sent.last().and_then(|r| r.at.as_deref()).unwrap().parse::<shouwen::Instant>().unwrap();
        let later = last.checked_add_millis(days * 86_400_000).unwrap();
        swept.runtime.tick(later).unwrap();
        for case in ["case0", "case1"] {
            let nothing = Request { event: Some("无此事".into()), ..Request::on("event", format!("@{case}"), "z") };
            let nothing = nothing.officer("陈岚", "窗口岗").at(later.to_string());
            if late.runtime.find(&format!("@{case}")).unwrap().is_some() {
                prop_assert!(!late.run(&nothing).accepted());
                let (swept, late) = (swept.case(case), late.case(case));
                prop_assert_eq!(&swept, &late);
            }
        }
        swept.proved();
        prop_assert_eq!(swept.store.export(), late_export(&late, &swept));
    }
}

/// The order in which cases are swept may differ from that in which they are asked; all else is the same.
fn late_export(late: &World, swept: &World) -> Vec<u8> {
    let (a, b) = (late.store.export(), swept.store.export());
    let sorted = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let mut lines: Vec<String> =
            text.lines().filter(|l| !l.contains("\"root\"")).map(Into::into).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&a), sorted(&b));
    b
}

#[test]
fn memory_and_file_have_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let info = || LogInfo::new("test", Secret::new([7; 32])).unwrap();
    let file = SqliteStore::create(folder.path().join("log.db"), &info()).unwrap();
    let clock = VirtualClock::at(instant("2026-03-01 00:00"));
    let mut on_file = Runtime::new(file, clock, SeededSalts::new(1)).unwrap();
    let store = Shared::new();
    let mut in_memory = carry_on(store.clone(), "2026-03-01 00:00", 1);
    let mut requests = common::whole_run("k");
    requests.push(common::open("late", "2026-03-10 09:00"));
    requests.push(common::check("@late", "c", "2026-03-20 09:00"));
    requests.push(common::open("late", "2026-03-10 09:00"));
    on_file.begin(OPERATOR).unwrap();
    in_memory.begin(OPERATOR).unwrap();
    on_file.publish(&common::licence()).unwrap();
    in_memory.publish(&common::licence()).unwrap();
    for request in &requests {
        assert_eq!(on_file.execute(request).unwrap(), in_memory.execute(request).unwrap());
    }
    let until = instant("2026-06-01 00:00");
    assert_eq!(on_file.tick(until).unwrap(), in_memory.tick(until).unwrap());
    let mut bytes = Vec::new();
    export(on_file.store(), &mut bytes).unwrap();
    assert_eq!(bytes, store.export());
    assert_eq!(on_file.store().checkpoint().unwrap(), in_memory.store().checkpoint().unwrap());
    common::proved(&bytes);
}

/// The streams get somewhere: all of it is met in a few hundred of them.
#[test]
fn the_streams_meet_everything() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    use std::collections::BTreeMap;
    let mut runner = TestRunner::deterministic();
    let mut met: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..150 {
        let asked = prop::collection::vec(asked(), 20..40).new_tree(&mut runner).unwrap().current();
        let (world, _) = stream(&asked);
        for line in &world.runtime.log().unwrap().lines {
            let act = line.record.command.act.word();
            *met.entry(act.to_owned()).or_default() += 1;
            for effect in &line.record.effects {
                let word = serde_json::to_value(effect).unwrap()["t"].as_str().unwrap().to_owned();
                *met.entry(format!("effect {word}")).or_default() += 1;
            }
        }
    }
    let acts =
        ["open", "check", "complete", "supplement", "withdraw", "event", "correct", "transfer", "extend"];
    let effects = [
        "settle", "close", "finding", "refused", "pause", "resume", "extend", "owe", "duty", "done",
        "expired",
    ];
    let wanted = acts.iter().map(|a| (*a).to_owned()).chain(effects.iter().map(|e| format!("effect {e}")));
    for word in wanted.chain(["time", "serve", "relieve", "absent", "notify"].map(Into::into)) {
        assert!(met.contains_key(&word), "{word} is never met: {met:?}");
    }
}
