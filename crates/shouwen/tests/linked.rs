//! A contact opens the item asked for as a case of its own and gets its result: through the outbox, at least once and
//! never twice.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::Shared;
use shouwen::{
    Answer, CaseId, Compiled, Instant, Log, LogInfo, MemoryStore, NoLibrary, Request, RequestOpening,
    Runtime, Secret, SeededSalts, Store, VerifyOptions, VirtualClock, compile,
};
use shouwen_executor::{Act, Effect};

const CONTACT: &[u8] = include_bytes!("data/contact.proc");
const ITEM: &[u8] = include_bytes!("data/minimal.proc");

fn compiled(name: &str, text: &[u8]) -> Compiled {
    let compilation = compile(name, text, &NoLibrary);
    assert!(!compilation.diagnostics.has_errors(), "{name}");
    compilation.procedures.into_iter().next().unwrap()
}

fn empty() -> Runtime<MemoryStore> {
    let store = MemoryStore::new(LogInfo::new("test", Secret::new([1; 32])).unwrap());
    let clock = VirtualClock::at("2026-03-01T18:00:00+08:00".parse().unwrap());
    Runtime::new(store, clock, SeededSalts::new(1)).unwrap()
}

/// A log with the rule published before the item, so that the item's record is the registry's last.
fn office() -> Runtime<MemoryStore> {
    let mut runtime = empty();
    runtime.begin("管理员").unwrap();
    runtime.publish(&compiled("contact.proc", CONTACT)).unwrap();
    runtime.publish(&compiled("minimal.proc", ITEM)).unwrap();
    runtime
}

fn ok<S: Store>(runtime: &mut Runtime<S>, request: &Request) -> Answer {
    let answer = runtime.execute(request).unwrap();
    assert!(answer.accepted(), "{answer:?}");
    answer
}

fn contact(key: &str) -> Request {
    let request = Request::open("first_inquiry", key).officer("陈岚", "窗口岗");
    request.on_behalf_of("张三").at("2026-03-02 09:00")
}

fn orders(key: &str, alias: &str) -> Request {
    let opening = RequestOpening { procedure: alias.into(), ..RequestOpening::default() };
    let request =
        Request::complete(format!("@{key}"), format!("{key}/order"), "登记").officer("陈岚", "窗口岗");
    request.conclude("去向", "开启事项").opening("所问事项", opening).at("2026-03-02 09:10")
}

fn ordered(runtime: &mut Runtime<MemoryStore>) -> (CaseId, CaseId) {
    let parent = ok(runtime, &contact("c")).case.unwrap();
    let answer = ok(runtime, &orders("c", "minimal"));
    let [(link, child)] = &answer.linked[..] else { panic!("{answer:?}") };
    assert_eq!(link, "所问事项");
    (parent, *child)
}

fn decide(runtime: &mut Runtime<MemoryStore>, child: CaseId) {
    let request = Request::complete(child.to_string(), "d", "收件").officer("陈岚", "窗口岗");
    ok(runtime, &request.conclude("意见", "准予").at("2026-03-02 10:00"));
}

fn outcome(runtime: &Runtime<MemoryStore>, id: CaseId) -> Option<String> {
    let case = runtime.case(id).unwrap().unwrap();
    let definition = runtime.definition(case.definition).unwrap();
    case.outcome().map(|outcome| definition.outcome(outcome).unwrap().name.clone())
}

fn size_of(runtime: &Runtime<MemoryStore>) -> u64 {
    shouwen::Store::checkpoint(runtime.store()).unwrap().size
}

fn proved(runtime: &Runtime<MemoryStore>) {
    let mut bytes = Vec::new();
    shouwen::export(runtime.store(), &mut bytes).unwrap();
    let report = shouwen::verify(&bytes[..], &VerifyOptions::default()).unwrap();
    assert!(report.ok(), "{:?}", report.problems);
    let replayed = shouwen::replay(&Log::read(&bytes[..]).unwrap());
    assert!(replayed.divergences.is_empty(), "{:?}", replayed.divergences);
}

#[test]
fn the_item_asked_for_opens_and_its_result_comes_back() {
    let mut runtime = office();
    let (parent, child) = ordered(&mut runtime);
    let opened = runtime.case(child).unwrap().unwrap();
    assert_eq!(opened.applicant.name.as_deref(), Some("张三"), "the applicant of the contact");
    assert_eq!(opened.opened, "2026-03-02T09:10:00+08:00".parse::<Instant>().unwrap());
    assert_eq!(outcome(&runtime, parent), None);
    decide(&mut runtime, child);
    assert_eq!(outcome(&runtime, parent).as_deref(), Some("已开启事项"));
    let facts: Vec<_> = runtime.records(child).unwrap()[0].facts.clone();
    let rule = facts
        .iter()
        .any(|f| matches!(f, shouwen_executor::Fact::Rule { alias, .. } if alias == "first_inquiry"));
    assert!(rule, "the rule over it is on record: {facts:?}");
    proved(&runtime);
    // Everything is carried already, by this runtime and by any other.
    assert_eq!(runtime.deliver().unwrap(), 0);
    let mut other = Runtime::new(
        runtime.into_store(),
        VirtualClock::at("2026-03-03T09:00:00+08:00".parse().unwrap()),
        SeededSalts::new(2),
    )
    .unwrap();
    assert_eq!(other.deliver().unwrap(), 0);
}

#[test]
fn the_same_order_given_twice_opens_one_case() {
    let mut runtime = office();
    let (_, child) = ordered(&mut runtime);
    let again = runtime.execute(&orders("c", "minimal")).unwrap();
    assert!(again.repeated);
    assert_eq!(again.linked, [("所问事项".to_owned(), child)]);
    let size = size_of(&runtime);
    assert_eq!(runtime.deliver().unwrap(), 0);
    assert_eq!(size_of(&runtime), size);
}

#[test]
fn what_would_not_open_is_refused_to_whoever_orders_it() {
    let mut runtime = office();
    ok(&mut runtime, &contact("c"));
    let size = size_of(&runtime);
    let mut missing = orders("c", "minimal");
    missing.open.clear();
    for (request, code) in [
        (orders("c", "nothing"), "NOT_IN_FORCE"),
        (orders("c", "first_inquiry"), "NOT_PERMITTED"),
        (missing, "FIELD_MISSING"),
        (
            orders("c", "minimal")
                .opening("另一事项", RequestOpening { procedure: "minimal".into(), ..Default::default() }),
            "NOT_PERMITTED",
        ),
    ] {
        let answer = runtime.execute(&request).unwrap();
        let found = answer.refusal().map(|refusal| refusal.code.as_str());
        assert_eq!(found, Some(code), "{answer:?}");
        assert_eq!(size_of(&runtime), size);
    }
}

/// The log up to the record that orders, as a process left it that ended right after committing it.
fn cut_short(runtime: &Runtime<MemoryStore>) -> Log {
    let mut log = runtime.log().unwrap();
    let orders = |effects: &[Effect]| effects.iter().any(|e| matches!(e, Effect::Link { .. }));
    let at = log.lines.iter().position(|line| orders(&line.record.effects)).unwrap();
    log.lines.truncate(at.saturating_add(1));
    log
}

#[test]
fn an_order_that_a_crash_left_undone_is_carried_out_by_the_next_sweep() {
    let mut first = office();
    let (parent, child) = ordered(&mut first);
    let mut next = empty();
    next.import(&cut_short(&first)).unwrap();
    assert!(next.case(child).unwrap().is_none());
    next.sweep("2026-03-05T09:00:00+08:00".parse().unwrap()).unwrap();
    let opened = next.case(child).unwrap().expect("the same case");
    assert_eq!(opened.opened, first.case(child).unwrap().unwrap().opened, "it counts from the order");
    decide_later(&mut next, child);
    assert_eq!(outcome(&next, parent).as_deref(), Some("已开启事项"));
    proved(&next);
}

fn decide_later(runtime: &mut Runtime<MemoryStore>, child: CaseId) {
    let request = Request::complete(child.to_string(), "d", "收件").officer("陈岚", "窗口岗");
    ok(runtime, &request.conclude("意见", "准予").at("2026-03-05 10:00"));
}

#[test]
fn where_it_cannot_be_opened_the_contact_is_told() {
    let mut first = office();
    let (parent, child) = ordered(&mut first);
    let mut log = cut_short(&first);
    // The item's definition never reached this log: its record is the registry's last.
    log.lines.retain(
        |line| !matches!(&line.record.command.act, Act::Publish { form, .. } if form.item.alias == "minimal"),
    );
    let mut next = empty();
    next.import(&log).unwrap();
    next.sweep("2026-03-02T09:20:00+08:00".parse().unwrap()).unwrap();
    assert!(next.case(child).unwrap().is_none());
    assert_eq!(outcome(&next, parent).as_deref(), Some("未能开启"));
    assert_eq!(
        next.case(parent).unwrap().unwrap().links.get("所问事项").unwrap().refused.as_deref(),
        Some("NOT_IN_FORCE")
    );
}

#[test]
fn nobody_outside_the_log_acts_as_the_link() {
    let mut runtime = office();
    ok(&mut runtime, &contact("c"));
    let mut forged = Request::open("minimal", "link/x").applicant("张三").at("2026-03-02 09:20");
    assert_eq!(runtime.execute(&forged).unwrap().refusal().unwrap().code.as_str(), "MALFORMED");
    forged = Request::open("minimal", "m").officer("link", "窗口岗").at("2026-03-02 09:20");
    assert!(!runtime.execute(&forged).unwrap().accepted());
}

#[test]
fn of_a_case_opened_for_nobody_nobody_is_the_applicant() {
    let mut runtime = office();
    let mut nameless = contact("c");
    nameless.applicant = None;
    let parent = ok(&mut runtime, &nameless).case.unwrap();
    let child = ok(&mut runtime, &orders("c", "minimal")).linked[0].1;
    for case in [parent, child] {
        let stranger =
            Request::on("withdraw", case.to_string(), "w").applicant("路人甲").at("2026-03-02 09:30");
        let answer = runtime.execute(&stranger).unwrap();
        assert_eq!(answer.refusal().map(|r| r.code.as_str()), Some("NOT_APPLICANT"), "{answer:?}");
    }
    proved(&runtime);
}

#[test]
fn an_ordered_case_opens_on_the_version_that_was_in_force_when_it_was_ordered() {
    let mut first = office();
    let (_, child) = ordered(&mut first);
    let mut next = empty();
    next.import(&cut_short(&first)).unwrap();
    let changed =
        String::from_utf8(ITEM.to_vec()).unwrap().replace("结果 已撤回。", "结果 已撤回。\n结果 中止。");
    let changed = changed
        .replace("准予、退件；", "准予、退件、中止；")
        .replace("办结，结果为 已撤回。", "办结，结果为 已撤回；\n  意见 为 中止的，办结，结果为 中止。");
    next.publish(&compiled("changed.proc", changed.as_bytes())).unwrap();
    next.sweep("2026-03-05T09:00:00+08:00".parse().unwrap()).unwrap();
    let definition = next.case(child).unwrap().expect("it is open").definition;
    assert_eq!(definition, first.case(child).unwrap().unwrap().definition);
    proved(&next);
}

#[test]
fn an_order_waits_while_others_are_quicker_and_is_not_refused() {
    let store = Shared::new();
    let clock = VirtualClock::at("2026-03-01T18:00:00+08:00".parse().unwrap());
    let mut runtime = Runtime::new(store.clone(), clock, SeededSalts::new(1)).unwrap();
    runtime.begin("管理员").unwrap();
    runtime.publish(&compiled("contact.proc", CONTACT)).unwrap();
    runtime.publish(&compiled("minimal.proc", ITEM)).unwrap();
    let parent = ok(&mut runtime, &contact("c")).case.unwrap();
    store.busy("2026-03-02 09:10", "窗口岗");
    let answer = runtime.execute(&orders("c", "minimal"));
    assert!(answer.is_err(), "{answer:?}");
    let link = |runtime: &Runtime<Shared>| {
        let parent = runtime.case(parent).unwrap().unwrap();
        let (_, link) = parent.links.iter().next().unwrap();
        (runtime.case(link.case).unwrap().is_some(), link.refused.clone())
    };
    assert_eq!(link(&runtime), (false, None));
    assert_eq!(runtime.deliver().unwrap(), 1);
    assert_eq!(link(&runtime), (true, None));
}
