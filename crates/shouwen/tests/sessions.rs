//! Sessions over open cases: they come round by themselves, each once, and what they say goes to each case once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::{instant, small};
use shouwen::{
    Answer, CaseId, Compiled, Log, LogInfo, MAX_SESSIONS_AT_ONCE, MemoryStore, OpenMode, Request, Runtime,
    Secret, SeededSalts, SqliteStore, Store, VerifyOptions, VirtualClock,
};
use shouwen_executor::{Act, Case, Effect, MAX_AGENDA};

const TEXT: &str = include_str!("data/sessions.proc");
const SESSIONS: &str = "backlog.每周调度";

/// The Sunday before the first session.
const SUNDAY: &str = "2026-03-01 08:00";

fn info() -> LogInfo {
    LogInfo::new("test", Secret::new([7; 32])).unwrap()
}

fn on<S: Store>(store: S, now: &str, seed: u64) -> Runtime<S> {
    Runtime::new(store, VirtualClock::at(instant(now)), SeededSalts::new(seed)).unwrap()
}

fn office<S: Store>(store: S) -> Runtime<S> {
    let mut runtime = on(store, SUNDAY, 1);
    runtime.begin("管理员").unwrap();
    runtime.publish(&small(TEXT)).unwrap();
    runtime
}

fn memory() -> Runtime<MemoryStore> {
    office(MemoryStore::new(info()))
}

fn done<S: Store>(runtime: &mut Runtime<S>, request: &Request) -> Answer {
    let answer = runtime.execute(request).unwrap();
    assert!(answer.accepted(), "{answer:?}");
    answer
}

fn opened<S: Store>(runtime: &mut Runtime<S>, key: &str, hard: bool, at: &str) -> CaseId {
    let request = Request::open("backlog", key).data("难度", if hard { "疑难" } else { "一般" });
    done(runtime, &request.applicant("张三").at(at)).case.unwrap()
}

/// The sessions, in their order.
fn sessions<S: Store>(runtime: &Runtime<S>) -> Vec<Case> {
    let rows = runtime.store().cases(None, 10_000).unwrap();
    let ours = rows.into_iter().filter(|row| row.index.as_ref().is_some_and(|index| index.alias == SESSIONS));
    let mut all: Vec<Case> = ours.map(|row| runtime.case(row.case).unwrap().unwrap()).collect();
    all.sort_by_key(|session| session.opened);
    all
}

fn outcome<S: Store>(runtime: &Runtime<S>, case: &Case) -> String {
    let definition = runtime.definition(case.definition).unwrap();
    case.outcome().map_or_else(String::new, |id| definition.outcome(id).unwrap().name.clone())
}

fn enter(session: CaseId, case: CaseId, at: &str) -> Request {
    let request = Request::on("enter", session.to_string(), format!("enter/{case}")).step("每周调度");
    request.agenda(case.to_string()).data("问题", "基数没有核定").officer("乙", "调度岗").at(at)
}

fn raised<S: Store>(runtime: &Runtime<S>, case: CaseId) -> usize {
    let records = runtime.records(case).unwrap();
    records.iter().filter(|record| matches!(record.command.act, Act::Raised { .. })).count()
}

/// The log verifies, and replays to the same bytes.
fn sound<S: Store>(runtime: &Runtime<S>) {
    let mut bytes = Vec::new();
    shouwen::export(runtime.store(), &mut bytes).unwrap();
    let report = shouwen::verify(bytes.as_slice(), &VerifyOptions::default()).unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let replay = shouwen::replay(&Log::read(bytes.as_slice()).unwrap());
    assert!(replay.divergences.is_empty(), "{:?}", replay.divergences);
}

fn a_session<S: Store>(runtime: &mut Runtime<S>) -> CaseId {
    let hard = [("a", true), ("b", true), ("c", false), ("d", true)]
        .map(|(key, hard)| (opened(runtime, key, hard, "2026-03-02 09:00"), hard));
    let swept = runtime.sweep(instant("2026-03-07 08:59")).unwrap();
    assert_eq!((swept.convened, sessions(runtime).len()), (0, 0));
    // What opens after the session came round does not come before it.
    let swept = runtime.sweep(instant("2026-03-07 09:00")).unwrap();
    assert_eq!((swept.convened, swept.behind), (1, 0));
    opened(runtime, "e", true, "2026-03-07 09:01");
    assert_eq!(runtime.sweep(instant("2026-03-07 09:30")).unwrap().convened, 0, "each once");
    let [session] = &sessions(runtime)[..] else { panic!("one session") };
    let mut expected: Vec<CaseId> = hard.iter().filter(|(_, hard)| *hard).map(|(case, _)| *case).collect();
    expected.sort_unstable();
    let agenda: Vec<CaseId> = session.agenda.iter().map(|(case, _)| *case).collect();
    assert_eq!(agenda, expected);
    let record = runtime.records(session.id).unwrap().remove(0);
    assert!(record.effects.contains(&Effect::Agenda { cases: agenda.clone(), left_out: 0 }));
    for case in &agenda {
        done(runtime, &enter(session.id, *case, "2026-03-07 10:00"));
        let again = done(runtime, &enter(session.id, *case, "2026-03-07 10:00"));
        assert!(again.repeated);
        assert_eq!(raised(runtime, *case), 1);
    }
    session.id
}

fn closed<S: Store>(runtime: &mut Runtime<S>, session: CaseId) {
    let complete = |step: &str| Request::complete(session.to_string(), step, step);
    done(runtime, &complete("每周调度").officer("乙", "调度岗").at("2026-03-07 11:00"));
    done(runtime, &complete("主持").officer("丁", "厅领导").at("2026-03-07 11:30"));
    assert_eq!(outcome(runtime, &runtime.case(session).unwrap().unwrap()), "已召开");
    assert_eq!(runtime.deliver().unwrap(), 0);
    sound(runtime);
}

#[test]
fn a_session_is_opened_once_with_the_cases_that_come_before_it() {
    let mut runtime = memory();
    let session = a_session(&mut runtime);
    closed(&mut runtime, session);
}

#[test]
fn a_session_goes_on_in_one_file_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let mut runtime = office(SqliteStore::create(&path, &info()).unwrap());
    let session = a_session(&mut runtime);
    drop(runtime);
    let store = SqliteStore::open(&path, OpenMode::ReadWrite).unwrap();
    let mut runtime = on(store, "2026-03-07 10:30", 9);
    assert_eq!(runtime.sweep(instant("2026-03-07 10:30")).unwrap().convened, 0);
    closed(&mut runtime, session);
}

#[test]
fn an_entry_that_was_not_carried_is_carried_once_by_the_next_sweep() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let mut runtime = office(SqliteStore::create(&path, &info()).unwrap());
    let case = opened(&mut runtime, "a", true, "2026-03-02 09:00");
    runtime.sweep(instant("2026-03-07 09:00")).unwrap();
    let session = sessions(&runtime)[0].id;
    done(&mut runtime, &enter(session, case, "2026-03-07 10:00"));
    let told = runtime.records(case).unwrap().last().unwrap().clone();
    drop(runtime);
    // The outbox begins anew, as after a crash before it said how far it had come: the key is the same.
    let mut source = Vec::new();
    let store = SqliteStore::open(&path, OpenMode::ReadWrite).unwrap();
    shouwen::export(&store, &mut source).unwrap();
    let mut copy = on(MemoryStore::new(info()), SUNDAY, 3);
    copy.import(&Log::read(source.as_slice()).unwrap()).unwrap();
    assert_eq!(copy.deliver().unwrap(), 0);
    assert_eq!(raised(&copy, case), 1);
    assert_eq!(told.command.key, format!("link/{session}/2"));
}

#[test]
fn after_a_long_stop_the_sessions_are_opened_in_batches_and_in_their_order() {
    for weeks in [MAX_SESSIONS_AT_ONCE, MAX_SESSIONS_AT_ONCE + 1] {
        let mut runtime = memory();
        let days = i64::try_from(7 * (weeks - 1)).unwrap();
        let last = instant("2026-03-07 09:00").checked_add_millis(days * 86_400_000).unwrap();
        let swept = runtime.sweep(last).unwrap();
        assert_eq!(swept.convened, u64::try_from(MAX_SESSIONS_AT_ONCE).unwrap());
        assert_eq!(swept.behind, u64::try_from(weeks - MAX_SESSIONS_AT_ONCE).unwrap());
        let first: Vec<_> = sessions(&runtime).iter().map(|session| session.opened).collect();
        assert_eq!(first[0], instant("2026-03-07 09:00"));
        assert!(first.windows(2).all(|pair| pair[1].millis_since(pair[0]) == 7 * 86_400_000));
        let swept = runtime.sweep(last).unwrap();
        assert_eq!((swept.convened, swept.behind), (u64::try_from(weeks).unwrap() - first.len() as u64, 0));
        assert!(sessions(&runtime).iter().all(|session| outcome(&runtime, session) == "无案件"));
    }
}

#[test]
fn an_agenda_that_is_full_leaves_out_what_was_opened_last_and_says_so() {
    for cases in [MAX_AGENDA, MAX_AGENDA + 1] {
        let mut runtime = memory();
        let mut last = None;
        for number in 0..cases {
            let at = if number + 1 == cases { "2026-03-02 10:00" } else { "2026-03-02 09:00" };
            last = Some(opened(&mut runtime, &format!("n{number}"), true, at));
        }
        runtime.sweep(instant("2026-03-07 09:00")).unwrap();
        let session = sessions(&runtime).remove(0);
        let left_out = u32::try_from(cases - MAX_AGENDA).unwrap();
        assert_eq!(session.agenda.len(), MAX_AGENDA);
        assert_eq!(session.agenda.get(&last.unwrap()).is_some(), left_out == 0);
        let record = runtime.records(session.id).unwrap().remove(0);
        let told = record.effects.iter().find_map(|effect| match effect {
            Effect::Agenda { left_out, .. } => Some(*left_out),
            _ => None,
        });
        assert_eq!(told, Some(left_out));
        sound(&runtime);
    }
}

#[test]
fn no_session_is_opened_from_before_the_publication_nor_after_the_schedule_is_gone() {
    let mut runtime = on(MemoryStore::new(info()), "2026-03-11 08:00", 1);
    runtime.begin("管理员").unwrap();
    runtime.publish(&small(TEXT)).unwrap();
    let without: Compiled = {
        let (text, _) = TEXT.split_once("日程 每周调度").unwrap();
        small(&text.replace("生效 2020-01-01", "生效 2026-03-20"))
    };
    runtime.publish(&without).unwrap();
    let swept = runtime.sweep(instant("2026-04-30 09:00")).unwrap();
    let days: Vec<_> = sessions(&runtime).iter().map(|session| session.opened.date().to_string()).collect();
    assert_eq!((swept.convened, days), (1, vec!["2026-03-14".to_owned()]));
    assert_eq!(runtime.sweep(instant("2026-05-30 09:00")).unwrap().convened, 0);
}

#[test]
fn a_session_that_nobody_holds_is_entered_as_that_and_stands_against_whoever_convenes() {
    let mut runtime = memory();
    opened(&mut runtime, "a", true, "2026-03-02 09:00");
    runtime.sweep(instant("2026-03-14 09:00")).unwrap();
    let all = sessions(&runtime);
    assert_eq!(outcome(&runtime, &all[0]), "未召开");
    assert_eq!(outcome(&runtime, &all[1]), "");
    let records = runtime.records(all[0].id).unwrap();
    let found = records.iter().flat_map(|record| &record.effects).find_map(|effect| match effect {
        Effect::Finding { breach, post, .. } => Some((breach.clone(), post.clone())),
        _ => None,
    });
    assert_eq!(found, Some(("未按期调度".to_owned(), "调度岗".to_owned())));
    sound(&runtime);
}
