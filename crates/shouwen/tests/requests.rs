//! Wrong requests of every kind: refused with what is wrong by name, in both languages, and nothing is written.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::{ALIAS, World, check, examine, instant, open, receive};
use shouwen::{Materials, RefusalCode, Request};
use std::collections::BTreeMap;

fn begun() -> World {
    let mut world = World::new();
    world.ok(&open("k", "2026-03-02 09:00"));
    world
}

/// Refused, and both texts name a word.
fn names(world: &mut World, request: &Request, code: RefusalCode, word: &str) {
    let refusal = world.refused(request, code);
    assert!(refusal.message.zh.contains(word), "{word}: {}", refusal.message.zh);
    assert!(refusal.message.en.contains(word), "{word}: {}", refusal.message.en);
}

#[test]
fn unknown_acts_and_fields_of_other_acts() {
    let mut world = begun();
    let c = || check("@k", "c", "2026-03-02 09:30");
    names(&mut world, &Request { act: "dance".into(), ..c() }, RefusalCode::Malformed, "dance");
    names(&mut world, &Request { act: "dance".into(), ..c() }, RefusalCode::Malformed, "act");
    let refusal = world.refused(&Request { act: String::new(), ..c() }, RefusalCode::Malformed);
    assert!(refusal.allowed.iter().any(|said| said.en.contains("complete")));
    let others = [
        ("amount", Request { amount: Some(1), ..c() }),
        ("clock", Request { clock: Some("办理期限".into()), ..c() }),
        ("conclude", c().conclude("管辖", "属本机关")),
        ("data", c().data("注册资本", 1)),
        ("duty", Request { duty: Some(1), ..c() }),
        ("event", Request { event: Some("核查完成".into()), ..c() }),
        ("from", Request { from: Some("2026-03-02".into()), ..c() }),
        ("period", Request { period: Some(10), ..c() }),
        ("person", Request { person: Some("吴静".into()), ..c() }),
        ("post", Request { post: Some("窗口岗".into()), ..c() }),
        ("procedure", Request { procedure: Some(ALIAS.into()), ..c() }),
        ("proof", Request { proof: Some("送达回证".into()), ..c() }),
        ("reasons", c().reasons("因为")),
        ("stand_in", Request { stand_in: true, ..c() }),
        ("until", Request { until: Some("2026-03-02".into()), ..c() }),
        ("case", Request { case: Some("@k".into()), ..open("k9", "2026-03-02 09:30") }),
        ("step", open("k9", "2026-03-02 09:30").step("收件")),
        ("materials", examine("@k", "x", "2026-03-02 09:30").materials(["申请书"])),
    ];
    for (field, request) in others {
        names(&mut world, &request, RefusalCode::Malformed, field);
    }
}

#[test]
fn fields_that_are_missing() {
    let mut world = begun();
    let on = |act: &str| Request::on(act, "@k", "c").officer("陈岚", "窗口岗").at("2026-03-02 09:30");
    for (field, request) in [
        ("case", Request { case: None, ..check("@k", "c", "2026-03-02 09:30") }),
        ("case", Request { case: Some(String::new()), ..check("@k", "c", "2026-03-02 09:30") }),
        ("procedure", Request { procedure: None, ..open("k9", "2026-03-02 09:30") }),
        ("step", Request { step: None, ..check("@k", "c", "2026-03-02 09:30") }),
        ("step", Request { step: None, ..receive("@k", "c", "2026-03-02 09:30") }),
        ("step", on("fill")),
        ("event", on("event")),
        ("person", on("transfer")),
        ("clock", on("extend")),
        (
            "amount",
            Request { clock: Some("办理期限".into()), reasons: Some("见案卷".into()), ..on("extend") },
        ),
        ("reasons", Request { clock: Some("办理期限".into()), amount: Some(1), ..on("extend") }),
        ("reasons", receive("@k", "c", "2026-03-02 09:30").reasons("  ")),
        ("duty", on("serve")),
        ("actor.person", check("@k", "c", "2026-03-02 09:30").officer(" ", "窗口岗")),
        ("actor.post", check("@k", "c", "2026-03-02 09:30").officer("陈岚", "")),
        ("person", Request::new("appoint", "c").applicant(common::OPERATOR)),
        (
            "post",
            Request {
                person: Some("甲".into()), ..Request::new("relieve", "c").applicant(common::OPERATOR)
            },
        ),
        (
            "until",
            Request {
                person: Some("陈岚".into()),
                ..Request::new("absent", "c").applicant(common::OPERATOR)
            },
        ),
    ] {
        names(&mut world, &request, RefusalCode::Malformed, field);
    }
    for key in [String::new(), "x".repeat(600)] {
        let refusal = world.refused(&check("@k", &key, "2026-03-02 09:30"), RefusalCode::KeyLength);
        assert!(refusal.message.zh.contains("key") && refusal.message.en.contains("key"));
    }
    names(&mut world, &check("@k", "time/x", "2026-03-02 09:30"), RefusalCode::Malformed, "time/");
}

#[test]
fn instants_and_dates() {
    let mut world = begun();
    for bad in
        ["yesterday", "", "2026-02-30 09:00", "2026-03-02", "2026-03-02T25:00:00+08:00", "2026-03-02 9:00"]
    {
        names(&mut world, &check("@k", "c", bad), RefusalCode::Malformed, "at");
    }
    let operator = |act: &str| Request {
        person: Some("陈岚".into()),
        ..Request::new(act, "c").applicant(common::OPERATOR)
    };
    for bad in ["tomorrow", "2026-02-30", "2026-3-2"] {
        let absent = Request { until: Some(bad.into()), ..operator("absent") };
        names(&mut world, &absent, RefusalCode::Malformed, "until");
        let from = Request { from: Some(bad.into()), until: Some("2026-03-09".into()), ..operator("absent") };
        names(&mut world, &from, RefusalCode::Malformed, "from");
        let appoint = Request { from: Some(bad.into()), post: Some("处长".into()), ..operator("appoint") };
        names(&mut world, &appoint, RefusalCode::Malformed, "from");
    }
    let backward =
        Request { from: Some("2026-03-09".into()), until: Some("2026-03-02".into()), ..operator("absent") };
    world.refused(&backward, RefusalCode::Malformed);
}

#[test]
fn names_the_definition_does_not_have() {
    let mut world = begun();
    let at = "2026-03-02 09:30";
    names(&mut world, &open("k9", at).data("身高", 180), RefusalCode::UnknownName, "身高");
    names(&mut world, &open("k9", at).materials(["身份证"]), RefusalCode::UnknownName, "身份证");
    names(&mut world, &check("@k", "c", at).marks([("身份证", "缺")]), RefusalCode::UnknownName, "身份证");
    names(&mut world, &check("@k", "c", at).marks([("申请书", "丢了")]), RefusalCode::Malformed, "丢了");
    names(&mut world, &check("@k", "c", at).step("决定"), RefusalCode::WrongPlace, "决定");
    world.ok(&check("@k", "c", at));
    let conclude = |name: &str, value: &str| receive("@k", "r", at).conclude(name, value);
    names(&mut world, &conclude("管辖", "大概"), RefusalCode::ConclusionUnknown, "大概");
    names(&mut world, &conclude("颜色", "红"), RefusalCode::ConclusionUnknown, "颜色");
    world.refused(
        &Request { conclude: BTreeMap::new(), ..receive("@k", "r", at) },
        RefusalCode::ConclusionMissing,
    );
    let event = Request { event: Some("天晴".into()), ..Request::on("event", "@k", "e") };
    names(&mut world, &event.officer("陈岚", "窗口岗").at(at), RefusalCode::NotAwaited, "天晴");
    let clock =
        Request { clock: Some("保质期".into()), amount: Some(1), ..Request::on("extend", "@k", "e") };
    let clock = clock.officer("沈清", "厅领导").reasons("见案卷").at(at);
    let refusal = world.run(&clock).refusal().cloned().unwrap();
    assert!(refusal.message.en.contains("保质期"), "{refusal}");
    let unknown = open("k9", at);
    names(
        &mut world,
        &Request { procedure: Some("none".into()), ..unknown },
        RefusalCode::NotPublished,
        "none",
    );
}

#[test]
fn values_of_another_type() {
    let mut world = begun();
    let at = "2026-03-02 09:30";
    for (field, value) in [
        ("注册资本", serde_json::json!("很多")),
        ("注册资本", serde_json::json!(true)),
        ("注册资本", serde_json::json!(null)),
        ("注册资本", serde_json::json!(["1"])),
        ("经营场所", serde_json::json!(5)),
        ("经营场所", serde_json::json!({"a": 1})),
    ] {
        names(&mut world, &open("k9", at).data(field, value), RefusalCode::WrongType, field);
    }
    world.refused(&open("k9", at).data("需要现场核查", true), RefusalCode::FieldNotHere);
    let marks = Request { materials: Some(Materials::Marks(BTreeMap::new())), ..open("k9", at) };
    names(&mut world, &marks, RefusalCode::Malformed, "materials");
    names(&mut world, &check("@k", "c", at).materials(["申请书"]), RefusalCode::Malformed, "materials");
    world.refused(&open("k9", at).materials(["申请书", "申请书"]), RefusalCode::Malformed);
    let answer = world.run(&open("k9", at).data("注册资本", "很多"));
    assert_eq!(answer.case, None, "no case came of it");
}

#[test]
fn who_may_not() {
    let mut world = begun();
    let at = "2026-03-02 09:30";
    let c = |person: &str, post: &str| check("@k", "c", at).officer(person, post);
    names(&mut world, &c("无名", "窗口岗"), RefusalCode::NotHolder, "无名");
    names(&mut world, &c("郑凯", "审查岗"), RefusalCode::NotHolder, "窗口岗");
    world.refused(&check("@k", "c", at).applicant("陈岚"), RefusalCode::NotHolder);
    world.refused(&Request::on("withdraw", "@k", "c").applicant("李四").at(at), RefusalCode::NotApplicant);
    world.refused(&c("time", "窗口岗"), RefusalCode::Malformed);
    let appoint =
        Request { person: Some("甲".into()), post: Some("处长".into()), ..Request::new("appoint", "c") };
    names(&mut world, &appoint.applicant("陈岚").at(at), RefusalCode::NotOperator, "陈岚");
}

#[test]
fn an_officer_opens_for_a_post_of_the_procedure_only() {
    let mut world = World::new();
    // A post of another procedure.
    world.runtime.publish(&common::small(include_str!("data/benefit.proc"))).unwrap();
    let appoint =
        Request {
            person: Some("外人".into()), post: Some("经办岗".into()), ..Request::new("appoint", "c")
        };
    world.ok(&appoint.applicant(common::OPERATOR));
    let at = "2026-03-02 09:30";
    world.refused(&open("k", at).officer("外人", "经办岗"), RefusalCode::NotHolder);
    world.refused(&open("k", at).officer("郑凯", "窗口岗"), RefusalCode::NotHolder);
    world.ok(&open("k", at).officer("陈岚", "窗口岗"));
    world.proved();
}

#[test]
fn a_slip_in_the_name_of_a_post_appoints_nobody() {
    let mut world = World::new();
    let appoint = |post: &str| Request {
        person: Some("外人".into()),
        post: Some(post.into()),
        ..Request::new("appoint", post).applicant(common::OPERATOR)
    };
    names(&mut world, &appoint("窗口冈"), RefusalCode::UnknownName, "窗口冈");
    world.ok(&appoint("窗口岗"));
}

#[test]
fn time_that_does_not_fit() {
    let mut world = begun();
    world.ok(&check("@k", "c", "2026-03-02 09:30"));
    // The virtual clock follows what is stated and never goes back.
    let behind = receive("@k", "r", "2026-03-02 09:20");
    names(&mut world, &behind, RefusalCode::TimeBehind, "2026-03-02T09:20");
    names(&mut world, &receive("@k", "r", "2026-03-02 09:29"), RefusalCode::TimeBackward, "2026-03-02T09:30");
    // A few minutes behind the clock are no late entry, where the case allows it.
    world.ok(&open("k2", "2026-03-02 09:27"));
    world.ok(&Request { at: None, ..receive("@k", "r", "") });
    assert_eq!(world.case("k").business, instant("2026-03-02 09:30"));
}

#[test]
fn what_is_too_large_is_refused_and_no_error() {
    let mut world = begun();
    world.runtime.publish(&common::small(AGED)).unwrap();
    let care = |key: &str| Request::open("care", key).applicant("张三").at("2026-03-02 09:30");
    for age in [
        serde_json::json!(9_007_199_254_740_993_i64),
        serde_json::json!(i64::MAX),
        serde_json::json!("-9007199254740993"),
    ] {
        names(&mut world, &care("a").data("年龄", age), RefusalCode::WrongType, "年龄");
    }
    world.ok(&care("b").data("年龄", 9_007_199_254_740_991_i64));
    let at = "2026-03-02 09:30";
    let long = "长".repeat(11_000_000);
    names(&mut world, &open("k9", at).data("经营场所", long.as_str()), RefusalCode::WrongType, "经营场所");
    let named = open("k9", at).applicant(long.as_str());
    world.refused(&named, RefusalCode::Malformed);
    let reasons = receive("@k", "r", at).reasons(long.as_str());
    let answer = world.run(&reasons);
    assert!(answer.refusal().is_some());
    let appoint =
        Request {
            person: Some(long.clone()), post: Some("窗口岗".into()), ..Request::new("appoint", "c")
        };
    world.refused(&appoint.applicant(common::OPERATOR), RefusalCode::Malformed);
    world.refused(&Request { case: Some(long.clone()), ..check("@k", "c", at) }, RefusalCode::Malformed);
    world.refused(&open("k9", at).materials([long.clone()]), RefusalCode::Malformed);
    world.refused(&check("@k", "c", at).marks([(long.as_str(), "缺")]), RefusalCode::UnknownName);
    world.refused(&receive("@k", "c", at).conclude("管辖", long.as_str()), RefusalCode::Malformed);
    world.refused(&open("k9", at).data(long.as_str(), 1), RefusalCode::UnknownName);
    world.refused(&Request { act: long.clone(), ..check("@k", "c", at) }, RefusalCode::Malformed);
    world.refused(&check("@k", "c", &long), RefusalCode::Malformed);
    world.proved();
}

const AGED: &str = "\
事项 照护补贴：
  简称 care；
  依据 本机关规定（示例〔2026〕2号）；
  办件类型 承诺件；
  不收费；
  生效 2020-01-01。

登记信息：
  年龄 整数，必填，由 申请人 填写。

岗位 窗口岗：
  由 陈岚；
  首办负责。

结果 给付。

环节 收件：
  由 窗口岗 办理；
  完成时，办结，结果为 给付。
";

#[test]
fn any_text_is_kept_as_it_is() {
    let mut world = World::new();
    let odd = "甲\u{0}路\n\r\t\"\\\u{7f}\u{2028}\u{feff}🏛\u{10ffff}";
    world.ok(&open(odd, "2026-03-02 09:00").data("经营场所", odd).applicant(odd));
    let id = world.runtime.find(&format!("@{odd}")).unwrap().unwrap();
    let records = world.runtime.records(id).unwrap();
    let shouwen_executor::Act::Open { data, .. } = &records[0].command.act else { panic!("{records:?}") };
    let value =
        data.iter().find(|(name, _)| name == "经营场所").and_then(|(_, datum)| datum.value().cloned());
    assert_eq!(value, Some(shouwen_model::value::Value::Text { v: odd.into() }));
    world.ok(&check(&format!("@{odd}"), &format!("{odd}2"), "2026-03-02 09:30"));
    assert!(world.ok(&check(&format!("@{odd}"), &format!("{odd}2"), "2026-03-02 09:30")).repeated);
    world.proved();
}

#[test]
fn a_case_that_is_too_large_for_the_store_is_refused() {
    let mut world = World::new();
    let fields: Vec<String> = (0..80).map(|n| format!("  说明{n} 文本，由 申请人 填写")).collect();
    let text = AGED.replace("  年龄 整数，必填，由 申请人 填写", &fields.join("；\n"));
    world.runtime.publish(&common::small(&text)).unwrap();
    let mut request = Request::open("care", "a").applicant("张三").at("2026-03-02 09:30");
    for n in 0..80 {
        request = request.data(format!("说明{n}"), "长".repeat(5_000));
    }
    let refusal = world.refused(&request, RefusalCode::Limit);
    assert!(refusal.message.zh.contains("上限"), "{refusal}");
    request.data.retain(|name, _| name.len() == "说明1".len());
    world.ok(&request);
    world.proved();
}
