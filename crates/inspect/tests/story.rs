//! The story of a case, whole, in both languages: proper words, readable instants.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

#[path = "../../shouwen/tests/common/mod.rs"]
mod common;

use common::{MATERIALS, World, check, decide, examine, instant, open, receive, serve, whole_run};
use shouwen::{Request, Said, story};
use shouwen_executor::LimitWord;
use shouwen_model::form::Basis;

fn told(world: &World, key: &str, pick: fn(&Said) -> &str) -> String {
    let id = world.runtime.find(&format!("@{key}")).unwrap().unwrap();
    let records = world.runtime.records(id).unwrap();
    let lines = records.iter().map(|record| {
        let told = story::tell(record);
        format!("{} {}", told.when(), pick(&told.said))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Words of the engine that no reader should meet.
fn free_of_engine_words(text: &str) {
    for word in ["Some", "None", "Act::", "Effect", "{", "}", "_", "+08:00", "applicant）"] {
        assert!(!text.contains(word), "`{word}` in:\n{text}");
    }
}

fn snapshots(name: &str, world: &World, key: &str) {
    let (zh, en) = (told(world, key, |s| &s.zh), told(world, key, |s| &s.en));
    free_of_engine_words(&zh);
    free_of_engine_words(&en);
    assert!(!en.contains(['，', '：', '「', '（', '、']), "Chinese marks in:\n{en}");
    insta::assert_snapshot!(format!("{name}_zh"), zh);
    insta::assert_snapshot!(format!("{name}_en"), en);
}

#[test]
fn a_licence_that_is_granted() {
    let mut world = World::new();
    for request in whole_run("k") {
        world.ok(&request);
    }
    snapshots("granted", &world, "k");
}

#[test]
fn a_licence_with_everything_that_can_happen() {
    let mut world = World::new();
    let some = MATERIALS.into_iter().filter(|m| *m != "验资报告");
    world.ok(&open("k", "2026-03-02 09:00").materials(some));
    let correct = Request::on("correct", "@k", "c0").officer("陈岚", "窗口岗").at("2026-03-02 09:10");
    world.ok(&correct.data("注册资本", "210万元"));
    world.ok(&check("@k", "c1", "2026-03-02 09:30").marks([("验资报告", "缺"), ("公司章程", "不合格")]));
    let transfer = Request::on("transfer", "@k", "c2").officer("陈岚", "窗口岗").at("2026-03-02 09:31");
    world.ok(&Request { person: Some("吴静".into()), ..transfer });
    world.ok(&receive("@k", "c3", "2026-03-02 09:40").officer("吴静", "窗口岗"));
    let notice = Request::complete("@k", "c4", "补正告知").officer("吴静", "窗口岗");
    world.ok(&notice.at("2026-03-02 09:50"));
    let second = Request::on("notify", "@k", "c5").officer("吴静", "窗口岗").at("2026-03-03 09:00");
    assert!(world.run(&second.materials(["申请书"])).refusal().is_some());
    let supplement = Request::on("supplement", "@k", "c6").applicant("张三").at("2026-03-05 10:00");
    world.ok(&supplement.materials(["验资报告", "公司章程"]));
    let check = Request::on("check", "@k", "c6a").step("审查").officer("郑凯", "审查岗");
    world.ok(&check.at("2026-03-12 08:50"));
    let hearing = examine("@k", "c7", "2026-03-12 09:00").data("涉及他人重大利益", "是");
    world.ok(&hearing);
    let heard = Request { event: Some("听证结束".into()), ..Request::on("event", "@k", "c8") };
    world.ok(&heard.officer("郑凯", "审查岗").at("2026-03-20 09:00"));
    let back = decide("@k", "c9", "2026-03-20 10:00").conclude("决定", "退回补充").reasons("请补充");
    world.ok(&back);
    world.ok(&examine("@k", "d0", "2026-03-23 09:00"));
    let extend =
        Request { clock: Some("办理期限".into()), amount: Some(5), ..Request::on("extend", "@k", "d1") };
    world.ok(&extend.officer("沈清", "厅领导").reasons("案情复杂").at("2026-03-23 10:00"));
    world.runtime.tick(instant("2026-05-20 00:00")).unwrap();
    world.ok(&decide("@k", "d2", "2026-05-20 09:00"));
    world.ok(&serve("@k", "d3", "2026-06-20 09:00"));
    snapshots("everything", &world, "k");
    world.proved();
}

#[test]
fn the_log_itself() {
    let mut world = World::new();
    let of = |act: &str, key: &str, person: &str| Request {
        person: Some(person.into()),
        ..Request::new(act, key).applicant(common::OPERATOR)
    };
    world.ok(&Request { until: Some("2026-03-09".into()), ..of("absent", "a", "郑凯") });
    world.ok(&Request { post: Some("窗口岗".into()), ..of("relieve", "b", "吴静") });
    let log = world.proved();
    let lines: Vec<_> = log.lines.iter().map(|line| story::tell(&line.record)).collect();
    let zh = lines.iter().map(|t| format!("{} {}", t.when(), t.said.zh)).collect::<Vec<_>>().join("\n");
    let en = lines.iter().map(|t| format!("{} {}", t.when(), t.said.en)).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!("log_zh", zh);
    insta::assert_snapshot!("log_en", en);
}

#[test]
fn instants_and_deadlines() {
    assert_eq!(story::clock(instant("2026-03-02 09:04")), "2026-03-02 09:04");
    assert_eq!(story::clock(instant("2026-03-02 00:00")), "2026-03-02 00:00");
    assert_eq!(story::clock("2026-03-02T01:14:05.500+00:00".parse().unwrap()), "2026-03-02 09:14:05");
    assert_eq!(story::deadline(instant("2026-03-02 00:00")), "2026-03-01 24:00");
    assert_eq!(story::deadline(instant("2026-01-01 00:00")), "2025-12-31 24:00");
    assert_eq!(story::deadline(instant("2026-03-02 00:01")), "2026-03-02 00:01");
}

#[test]
fn bases_and_limits() {
    let law = |article: Option<&str>| Basis::Law {
        title: "行政许可法".into(),
        article: article.map(Into::into),
    };
    assert_eq!(story::basis(&law(Some("第四十二条"))), "《行政许可法》第四十二条");
    assert_eq!(story::basis(&law(None)), "《行政许可法》");
    let own = Basis::OwnRule { number: "某〔2026〕1号".into() };
    let several = Basis::Several { of: vec![law(Some("第一条")), own, Basis::Unverified] };
    assert_eq!(story::basis(&several), "《行政许可法》第一条、本机关规定（某〔2026〕1号）、依据待核");
    assert_eq!(
        story::basis_said(&several).en,
        "《行政许可法》第一条, the office's own rule (某〔2026〕1号), a basis to be verified"
    );
    for word in
        [LimitWord::Statutory, LimitWord::Promised, LimitWord::Internal, LimitWord::Wait, LimitWord::Duty]
    {
        let said = story::limit(word);
        assert!(!said.zh.is_ascii() && said.en.is_ascii());
    }
    assert_eq!(story::breach(shouwen_executor::DUTY_OVERDUE).zh, "逾期未履行");
    assert_eq!(story::breach("违诺").en, "违诺");
}
