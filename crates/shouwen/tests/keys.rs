//! Keys: a request has one effect however often it comes, and a key belongs to one request.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::{ALIAS, MATERIALS, Shared, World, begun, check, done, open, receive, small};
use shouwen::{Error, Outcome, RefusalCode, Request, Store};

#[test]
fn begin_and_publish_are_done_once() {
    let store = Shared::new();
    let mut runtime = begun(&store);
    let size = store.size();
    runtime.begin(common::OPERATOR).unwrap();
    assert_eq!(runtime.publish(&common::licence()).unwrap(), 0);
    assert_eq!(store.size(), size);
    assert!(matches!(
        runtime.begin("另一人"),
        Err(Error::OtherOperator { operator, asked }) if operator == common::OPERATOR && asked == "另一人"
    ));
    assert_eq!(store.size(), size);
    common::proved(&store.export());
}

#[test]
fn nothing_is_published_before_the_beginning() {
    let store = Shared::new();
    let mut runtime = common::carry_on(store.clone(), "2026-03-01 00:00", 1);
    assert!(matches!(runtime.publish(&common::licence()), Err(Error::NotBegun)));
    let answer = runtime.execute(&open("k", "2026-03-02 09:00")).unwrap();
    assert_eq!(answer.refusal().unwrap().code, RefusalCode::NotPublished);
    assert_eq!(store.size(), 0);
}

#[test]
fn a_short_name_belongs_to_one_procedure() {
    let mut world = World::new();
    let other = small(&include_str!("data/minimal.proc").replace("minimal", ALIAS));
    let size = world.store.size();
    let error = world.runtime.publish(&other).unwrap_err();
    assert!(matches!(error, Error::Refused(refusal) if refusal.code == RefusalCode::AliasTaken));
    assert_eq!(world.store.size(), size);
}

#[test]
fn what_rests_on_a_basis_still_to_be_checked_is_not_published_and_its_scenarios_are_played() {
    let mut world = World::new();
    let text = include_str!("data/minimal.proc");
    let of_the_whole = text.replace("依据 本机关规定（示例〔2026〕1号）", "依据待核");
    let of_an_act = text.replace("结果为 已撤回。", "结果为 已撤回，依据待核。");
    for draft in [of_the_whole, of_an_act] {
        let scenario = "案例 办结：\n  2026-03-02 09:00，申请人 提交；\n  应在 收件。\n";
        let draft = small(&format!("{draft}\n{scenario}"));
        let size = world.store.size();
        let error = world.runtime.publish(&draft).unwrap_err();
        assert!(matches!(error, Error::Refused(refusal) if refusal.code == RefusalCode::BasisUnverified));
        assert_eq!(world.store.size(), size);
        assert!(shouwen::scenario::play(&draft, &draft.scenarios[0]).unwrap().failure.is_none());
    }
    // A text about it is no basis.
    let named = text.replace("最小示例", "unverified待核").replace("简称 minimal", "简称 named");
    world.runtime.publish(&small(&named)).unwrap();
}

#[test]
fn the_same_opening_again_is_answered_as_before() {
    let mut world = World::new();
    let first = world.ok(&open("k", "2026-03-02 09:00"));
    let size = world.store.size();
    let again = world.ok(&open("k", "2026-03-02 09:00"));
    assert!(again.repeated && !first.repeated);
    assert_eq!((again.case, &again.outcome, &again.time), (first.case, &first.outcome, &first.time));
    // Given in other words it is the same request.
    let same = open("k", "2026-03-02T09:00:00+08:00").data("注册资本", 2_000_000);
    let worded = world.ok(&Request { act: "提交".into(), ..same });
    assert!(worded.repeated);
    for other in [
        open("k", "2026-03-02 09:00").data("注册资本", "300万元"),
        open("k", "2026-03-02 09:00").data("经营场所", "乙路"),
        open("k", "2026-03-02 09:00").materials(MATERIALS.into_iter().skip(1)),
        open("k", "2026-03-02 09:00").applicant("李四"),
        open("k", "2026-03-02 09:01"),
    ] {
        let refusal = world.refused(&other, RefusalCode::KeyReused);
        assert!(refusal.message.zh.contains('k') && refusal.message.en.contains('k'));
    }
    assert_eq!(world.store.size(), size);
}

#[test]
fn a_command_again_is_answered_as_before() {
    let mut world = World::new();
    world.ok(&open("k", "2026-03-02 09:00"));
    let first = world.ok(&check("@k", "c", "2026-03-02 09:30"));
    let size = world.store.size();
    let again = world.ok(&check("@k", "c", "2026-03-02 09:30"));
    assert!(again.repeated);
    assert_eq!(done(&again), done(&first));
    // By its id the case is the same one.
    let by_id = world.ok(&check(&first.case.unwrap().to_string(), "c", "2026-03-02 09:30"));
    assert!(by_id.repeated);
    assert_eq!(world.store.size(), size);
    world.refused(&check("@k", "c", "2026-03-02 09:32"), RefusalCode::KeyReused);
    world.refused(&receive("@k", "c", "2026-03-02 09:30"), RefusalCode::KeyReused);
    world.refused(&receive("@k", "k", "2026-03-02 09:31"), RefusalCode::KeyReused);
    let answer = world.run(&receive("@k", "c", "2026-03-02 09:30"));
    assert_eq!(answer.case, first.case, "a refusal says which case it is about");
}

#[test]
fn a_time_that_was_only_supplied_and_salts_do_not_count() {
    let mut world = World::new();
    world.ok(&Request { at: None, ..open("k", "2026-03-02 09:00") });
    world.ok(&open("other", "2026-03-02 11:00"));
    let again = world.ok(&Request { at: None, ..open("k", "2026-03-02 09:00") });
    assert!(again.repeated);
    world.refused(&open("k", "2026-03-02 11:00"), RefusalCode::KeyReused);
    // A refused command does not take its key.
    world.refused(&receive("@other", "r", "2026-03-02 11:00"), RefusalCode::NotChecked);
    world.ok(&check("@other", "r", "2026-03-02 11:01"));
}

#[test]
fn an_opening_key_is_unique_in_the_log() {
    let mut world = World::new();
    world.runtime.publish(&small(include_str!("data/minimal.proc"))).unwrap();
    let first = world.ok(&open("k", "2026-03-02 09:00"));
    let other = Request::open("minimal", "k").applicant("李四").at("2026-03-02 10:00");
    let refusal = world.refused(&other, RefusalCode::KeyReused);
    assert!(refusal.message.en.contains(&first.case.unwrap().to_string()));
    // Commands of two cases may have the same key.
    world.ok(&Request { key: "k2".into(), ..other });
    world.ok(&check("@k", "c", "2026-03-02 10:30"));
    let done = Request::complete("@k2", "c", "收件").officer("陈岚", "窗口岗").conclude("意见", "准予");
    world.ok(&done.at("2026-03-02 10:31"));
    world.proved();
}

#[test]
fn the_directory_keeps_the_callers_keys() {
    let store = Shared::new();
    let mut runtime = common::carry_on(store.clone(), "2026-03-01 00:00", 1);
    runtime.begin(common::OPERATOR).unwrap();
    let appoint = |key: &str, person: &str| Request {
        person: Some(person.into()),
        post: Some("窗口岗".into()),
        ..Request::new("appoint", key).applicant(common::OPERATOR)
    };
    // The very first record of the directory has a key of its own; the answer is kept under the caller's.
    let first = runtime.execute(&appoint("d-1", "甲")).unwrap();
    assert_eq!(done(&first), [1]);
    let size = store.size();
    runtime
        .execute(&Request {
            person: Some("甲".into()),
            until: Some("2026-04-01".into()),
            ..Request::new("absent", "d-2").applicant(common::OPERATOR).at("2026-03-02 10:00")
        })
        .unwrap();
    let again = runtime.execute(&appoint("d-1", "甲")).unwrap();
    assert!(again.repeated, "{again:?}");
    assert_eq!((again.case, again.outcome), (first.case, first.outcome));
    let other = runtime.execute(&appoint("d-1", "乙")).unwrap();
    assert_eq!(other.refusal().unwrap().code, RefusalCode::KeyReused);
    // `1` is a key like any other.
    assert!(runtime.execute(&appoint("1", "乙")).unwrap().accepted());
    assert!(runtime.execute(&appoint("1", "乙")).unwrap().repeated);
    assert_eq!(store.size(), size + 2);
    for key in ["", &"x".repeat(600)] {
        let refused = runtime.execute(&appoint(key, "丙")).unwrap();
        assert_eq!(refused.refusal().unwrap().code, RefusalCode::KeyLength);
    }
    common::proved(&store.export());
}

#[test]
fn a_refused_attempt_on_record_is_answered_the_same_again() {
    let mut world = World::new();
    let five: Vec<&str> =
        MATERIALS.iter().copied().filter(|m| !m.contains("证明") && *m != "验资报告").collect();
    world.ok(&open("k", "2026-03-02 09:00").materials(five));
    world.ok(&check("@k", "c", "2026-03-02 09:30"));
    world.ok(&receive("@k", "r", "2026-03-02 09:31"));
    let told = Request::complete("@k", "n", "补正告知").officer("陈岚", "窗口岗").at("2026-03-02 09:40");
    world.ok(&told);
    let second = Request::on("notify", "@k", "n2").officer("陈岚", "窗口岗").at("2026-03-03 09:00");
    let second = second.materials(["公司章程"]);
    let size = world.store.size();
    let first = world.run(&second);
    let Outcome::Refused { refusal, recorded: Some(number) } = &first.outcome else { panic!("{first:?}") };
    assert_eq!(refusal.code, RefusalCode::SecondNotice);
    assert_eq!(world.store.size(), size + 1);
    assert_eq!(world.case("k").version, *number);
    let again = world.run(&second);
    assert!(again.repeated);
    assert_eq!(again.outcome, first.outcome, "word for word");
    assert_eq!(world.store.size(), size + 1);
    world.refused(&second.materials(["申请书"]), RefusalCode::KeyReused);
    let log = world.proved();
    assert_eq!(shouwen_inspect::breaches(&log).len(), 1);
}

#[test]
fn a_case_is_named_by_id_or_opening_key_and_a_system_case_is_none() {
    let mut world = World::new();
    let opened = world.ok(&open("k", "2026-03-02 09:00"));
    assert_eq!(world.runtime.find("@k").unwrap(), opened.case);
    assert_eq!(world.runtime.find(&opened.case.unwrap().to_string()).unwrap(), opened.case);
    let directory = world.store.find("directory/1").unwrap().unwrap();
    assert_eq!(world.runtime.case(directory).unwrap(), None);
    for name in ["@none", "@", "none", "@directory/1", &directory.to_string()] {
        let refusal = world.refused(&check(name, "c", "2026-03-02 09:30"), RefusalCode::NoCase);
        assert!(refusal.message.zh.contains(name) && refusal.message.en.contains(name));
    }
}
