//! What the tests of the facade share: the licence procedure, its requests, and a store that several runtimes hold.
#![allow(dead_code, reason = "every test file uses another part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests fail loudly; the lint's own exception covers test functions only"
)]
#![allow(unreachable_pub, missing_docs, reason = "a module of the tests")]

use shouwen::{
    Answer, CaseId, Compiled, Instant, Log, LogInfo, MAX_RETRIES, MemoryLibrary, MemoryStore, NoLibrary,
    Outcome, RefusalCode, Request, Runtime, Secret, SeededSalts, Store, StoreError, VirtualClock, compile,
};
use shouwen_audit::export::OpeningLine;
use shouwen_audit::merkle::Frontier;
use shouwen_canon::Hash;
use shouwen_store::{
    Asked, CaseCommit, CaseRecord, CaseRow, Committed, Fault, KeyRow, LogRecord, Moment, Stored,
};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

pub const OPERATOR: &str = "管理员";
pub const ALIAS: &str = "labour_dispatch_licence";
/// 经营场所 of every test: personal, so it must stand in opening lines only.
pub const ADDRESS: &str = "甲路壹号";
pub const APPLICANT: &str = "张三";
pub const MATERIALS: [&str; 7] =
    ["申请书", "公司章程", "验资报告", "场所使用证明", "法定代表人身份证明", "派遣管理制度", "派遣协议样本"];

const LICENCE: &str = include_str!("../../../../processes/labour_dispatch_licence/劳务派遣经营许可.proc");
const OFFICE: &str = include_str!("../../../../processes/机构.proc");

/// The licence, compiled once a test program.
pub fn licence() -> Compiled {
    static LICENCE: std::sync::OnceLock<Compiled> = std::sync::OnceLock::new();
    LICENCE.get_or_init(|| licence_with(|text| text)).clone()
}

/// The licence with a changed text.
pub fn licence_with(change: impl FnOnce(String) -> String) -> Compiled {
    let library = MemoryLibrary::default().with("p/机构.proc", OFFICE);
    one(compile("p/l/licence.proc", change(LICENCE.to_owned()).as_bytes(), &library))
}

pub fn small(text: &str) -> Compiled {
    one(compile("small.proc", text.as_bytes(), &NoLibrary))
}

fn one(compiled: shouwen::Compilation) -> Compiled {
    assert!(!compiled.procedures.is_empty(), "{:?}", compiled.diagnostics);
    compiled.procedures.into_iter().next().unwrap()
}

pub fn instant(text: &str) -> Instant {
    Instant::parse_local(text).unwrap()
}

/// A store that several hold, as several processes hold one database. It can change what it says about snapshots and
/// let somebody else write just before a commit.
#[derive(Clone)]
pub struct Shared {
    log: LogInfo,
    pub inner: Rc<RefCell<MemoryStore>>,
    pub snapshots: Rc<Cell<Snapshots>>,
    pub meanwhile: Rc<RefCell<Option<Meanwhile>>>,
}

/// What somebody else does.
pub type Meanwhile = Box<dyn FnOnce()>;

/// What becomes of snapshots that are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Snapshots {
    Kept,
    Damaged,
    OtherShape,
    OfAnotherCase,
}

impl Shared {
    pub fn new() -> Self {
        let log = LogInfo::new("test", Secret::new([7; 32])).unwrap();
        Self {
            inner: Rc::new(RefCell::new(MemoryStore::new(log.clone()))),
            log,
            snapshots: Rc::new(Cell::new(Snapshots::Kept)),
            meanwhile: Rc::default(),
        }
    }

    /// The number of sealed records.
    pub fn size(&self) -> u64 {
        self.inner.borrow().checkpoint().unwrap().size
    }

    /// A fault for the next commit.
    pub fn fault(&self, fault: Fault) {
        self.fault_at(1, fault);
    }

    /// A fault for the commit that comes so many after now.
    pub fn fault_at(&self, ahead: u64, fault: Fault) {
        let mut inner = self.inner.borrow_mut();
        let next = inner.calls() + ahead;
        inner.inject(next, fault);
    }

    /// One commit goes through; before each of the next ones, as often as they are tried again, the operator appoints
    /// somebody, so that everything has to be decided anew.
    pub fn busy(&self, at: &'static str, post: &'static str) {
        self.busy_for(MAX_RETRIES + 1, at, post);
    }

    fn busy_for(&self, commits: u32, at: &'static str, post: &'static str) {
        let store = self.clone();
        *self.meanwhile.borrow_mut() = Some(Box::new(move || {
            if commits <= MAX_RETRIES {
                let clock = VirtualClock::at(instant(at));
                let mut runtime = Runtime::new(store.clone(), clock, SeededSalts::new(9)).unwrap();
                let request = Request {
                    person: Some(format!("新{commits}")),
                    post: Some(post.to_owned()),
                    ..Request::new("appoint", format!("appoint/{commits}"))
                };
                assert!(runtime.execute(&request.applicant(OPERATOR).at(at)).unwrap().accepted());
            }
            if commits > 1 {
                store.busy_for(commits - 1, at, post);
            }
        }));
    }

    pub fn export(&self) -> Vec<u8> {
        let mut file = Vec::new();
        shouwen::export(&*self.inner.borrow(), &mut file).unwrap();
        file
    }
}

impl Shared {
    /// What the store says of a case instead of what it holds.
    fn shown(&self, mut stored: Stored) -> Stored {
        match self.snapshots.get() {
            Snapshots::Kept => {}
            Snapshots::Damaged => stored.snapshot.truncate(stored.snapshot.len() / 2),
            Snapshots::OtherShape => {
                let text = String::from_utf8(stored.snapshot.clone()).unwrap();
                stored.snapshot = text.replace("\"v\":0,\"y\"", "\"v\":9,\"y\"").into_bytes();
            }
            Snapshots::OfAnotherCase => {
                let text = String::from_utf8(stored.snapshot.clone()).unwrap();
                let tip = stored.tip.to_string();
                stored.snapshot = text.replace(&tip, &Hash::sha256(b"x").to_string()).into_bytes();
            }
        }
        stored
    }
}

impl Store for Shared {
    fn log(&self) -> &LogInfo {
        &self.log
    }

    fn load(&self, case: CaseId) -> Result<Option<Stored>, StoreError> {
        Ok(self.inner.borrow().load(case)?.map(|stored| self.shown(stored)))
    }

    fn moment(&self, asked: &Asked<'_>) -> Result<Moment, StoreError> {
        let moment = self.inner.borrow().moment(asked)?;
        Ok(Moment { case: moment.case.map(|(id, stored)| (id, self.shown(stored))), ..moment })
    }

    fn key(&self, case: CaseId, key: &str) -> Result<Option<KeyRow>, StoreError> {
        self.inner.borrow().key(case, key)
    }

    fn find(&self, opening: &str) -> Result<Option<CaseId>, StoreError> {
        self.inner.borrow().find(opening)
    }

    fn records(&self, case: CaseId, from: u64, limit: usize) -> Result<Vec<CaseRecord>, StoreError> {
        self.inner.borrow().records(case, from, limit)
    }

    fn openings(&self, case: CaseId, number: u64) -> Result<Vec<OpeningLine>, StoreError> {
        self.inner.borrow().openings(case, number)
    }

    fn commit(&mut self, batch: &[CaseCommit]) -> Result<Vec<Committed>, StoreError> {
        let meanwhile = self.meanwhile.borrow_mut().take();
        if let Some(meanwhile) = meanwhile {
            meanwhile();
        }
        self.inner.borrow_mut().commit(batch)
    }

    fn due(
        &self,
        until: Instant,
        after: Option<(Instant, CaseId)>,
        limit: usize,
    ) -> Result<Vec<(Instant, CaseId)>, StoreError> {
        self.inner.borrow().due(until, after, limit)
    }

    fn cases(&self, after: Option<CaseId>, limit: usize) -> Result<Vec<CaseRow>, StoreError> {
        self.inner.borrow().cases(after, limit)
    }

    fn cases_of(&self, alias: &str, after: Option<CaseId>, limit: usize) -> Result<Vec<CaseRow>, StoreError> {
        self.inner.borrow().cases_of(alias, after, limit)
    }

    fn read_log(&self, from: u64, limit: usize) -> Result<Vec<LogRecord>, StoreError> {
        self.inner.borrow().read_log(from, limit)
    }

    fn frontier(&self) -> Result<Frontier, StoreError> {
        self.inner.borrow().frontier()
    }

    fn cursor(&self, consumer: &str) -> Result<u64, StoreError> {
        self.inner.borrow().cursor(consumer)
    }

    fn set_cursor(&mut self, consumer: &str, position: u64) -> Result<(), StoreError> {
        self.inner.borrow_mut().set_cursor(consumer, position)
    }
}

/// A runtime whose virtual clock stands at a local time.
pub fn carry_on<S: Store>(store: S, now: &str, seed: u64) -> Runtime<S> {
    Runtime::new(store, VirtualClock::at(instant(now)), SeededSalts::new(seed)).unwrap()
}

/// A log that has begun, with the licence in force since the day before the requests of these tests.
pub fn begun(store: &Shared) -> Runtime<Shared> {
    let mut runtime = carry_on(store.clone(), "2026-03-01 00:00", 1);
    runtime.begin(OPERATOR).unwrap();
    runtime.publish(&licence()).unwrap();
    runtime
}

/// What one runtime does on one log.
pub struct World {
    pub store: Shared,
    pub runtime: Runtime<Shared>,
}

impl World {
    pub fn new() -> Self {
        let store = Shared::new();
        let runtime = begun(&store);
        Self { store, runtime }
    }

    pub fn run(&mut self, request: &Request) -> Answer {
        self.runtime.execute(request).unwrap()
    }

    pub fn ok(&mut self, request: &Request) -> Answer {
        let answer = self.run(request);
        assert!(answer.accepted(), "{request:?}\n{answer:?}");
        answer
    }

    /// Refused, with nothing written.
    pub fn refused(&mut self, request: &Request, code: RefusalCode) -> shouwen::Refusal {
        let before = self.store.size();
        let answer = self.run(request);
        let refusal = answer.refusal().unwrap_or_else(|| panic!("accepted: {request:?}")).clone();
        assert_eq!(refusal.code, code, "{refusal}");
        assert!(!refusal.message.zh.is_empty() && !refusal.message.en.is_empty());
        let said = refusal.message.zh.len().max(refusal.message.en.len());
        assert!(said < 4_096, "what is wrong is not repeated at length: {said} bytes");
        assert_eq!(self.store.size(), before, "{refusal}");
        refusal
    }

    pub fn case(&self, key: &str) -> shouwen::Case {
        let id = self.runtime.find(&format!("@{key}")).unwrap().expect("the case is found");
        self.runtime.case(id).unwrap().expect("the case is there")
    }

    /// The log, verified and replayed without a word.
    pub fn proved(&self) -> Log {
        proved(&self.store.export())
    }
}

pub fn proved(file: &[u8]) -> Log {
    let report = shouwen::verify(file, &shouwen::VerifyOptions::default()).unwrap();
    assert!(report.ok(), "{:?}", report.problems);
    let log = Log::read(file).unwrap();
    let replay = shouwen::replay(&log);
    assert!(replay.divergences.is_empty(), "{:?}", replay.divergences);
    log
}

pub fn done(answer: &Answer) -> Vec<u64> {
    match &answer.outcome {
        Outcome::Done { records } => records.clone(),
        Outcome::Refused { refusal, .. } => panic!("{refusal}"),
    }
}

pub fn open(key: &str, at: &str) -> Request {
    Request::open(ALIAS, key)
        .applicant(APPLICANT)
        .at(at)
        .data("注册资本", "200万元")
        .data("经营场所", ADDRESS)
        .materials(MATERIALS)
}

pub fn check(case: &str, key: &str, at: &str) -> Request {
    Request::on("check", case, key).officer("陈岚", "窗口岗").step("收件").marks::<&str>([]).at(at)
}

pub fn receive(case: &str, key: &str, at: &str) -> Request {
    Request::complete(case, key, "收件").officer("陈岚", "窗口岗").conclude("管辖", "属本机关").at(at)
}

pub fn examine(case: &str, key: &str, at: &str) -> Request {
    Request::complete(case, key, "审查")
        .officer("郑凯", "审查岗")
        .data("需要现场核查", "否")
        .data("涉及他人重大利益", false)
        .conclude("意见", "准予")
        .at(at)
}

pub fn decide(case: &str, key: &str, at: &str) -> Request {
    Request::complete(case, key, "决定").officer("褚伟", "处长").conclude("决定", "准予").at(at)
}

pub fn serve(case: &str, key: &str, at: &str) -> Request {
    let request = Request::on("serve", case, key).officer("吴静", "窗口岗").at(at);
    Request { duty: Some(1), proof: Some("送达回证".to_owned()), ..request }
}

/// A whole run, from the application to the delivery, on working days after 2026-03-02.
pub fn whole_run(key: &str) -> Vec<Request> {
    let case = format!("@{key}");
    vec![
        open(key, "2026-03-02 09:00"),
        check(&case, "w1", "2026-03-02 09:30"),
        receive(&case, "w2", "2026-03-02 09:31"),
        examine(&case, "w3", "2026-03-04 10:00"),
        decide(&case, "w4", "2026-03-05 10:00"),
        serve(&case, "w5", "2026-03-09 17:00"),
    ]
}
