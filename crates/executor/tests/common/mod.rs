//! A small world for the tests: one log with its directory, one case, and helpers to act on it. Every accepted step is
//! checked on the way: what `apply` makes of the record, what the snapshot reads back to, what replay decides again.
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

pub mod licence;

use shouwen_audit::{Actor, PersonRef, Published};
use shouwen_calendar::{Calendar, Mode};
use shouwen_canon::{Date, Hash, Instant, Salt, Sealed, tags, to_bytes};
use shouwen_compile::lower;
use shouwen_executor::system::{self, Registers, System};
use shouwen_executor::{
    APPLICANT, Act, Body, Case, CaseRecord, Command, Datum, Decided, Decision, Effect, MAX_TIME_STEPS, Mark,
    Recorded, Refusal, RefusalCode, Slot, Stands, World, apply, decide, due, next,
};
use shouwen_model::Form;
use shouwen_model::kernel::Definition;
use shouwen_model::value::Value;

pub const LOG: &str = "test";
pub const OPERATOR: &str = "管理员";

pub fn at(text: &str) -> Instant {
    Instant::parse_local(text).unwrap()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn strings(of: &[&str]) -> Vec<String> {
    of.iter().map(|s| (*s).to_owned()).collect()
}

pub fn seal<T: serde::Serialize>(value: T) -> Sealed<T> {
    Sealed::seal(value, Salt([9; 16])).unwrap()
}

pub fn money(yuan: &str) -> Datum {
    Datum::Open(Value::Money { v: yuan.parse().unwrap() })
}

pub fn flag(v: bool) -> Datum {
    Datum::Open(Value::Flag { v })
}

pub fn applicant() -> Actor {
    Actor {
        person: PersonRef::Sealed(seal("张三".to_owned())), capacity: Some(APPLICANT.into()), post: None
    }
}

pub fn officer(person: &str, post: &str) -> Actor {
    Actor { person: PersonRef::Id(person.into()), capacity: None, post: Some(post.into()) }
}

pub fn operator() -> Actor {
    Actor { person: PersonRef::Id(OPERATOR.into()), capacity: None, post: None }
}

pub fn built_in() -> Vec<Hash> {
    System::ALL.iter().map(|s| s.hash().unwrap()).collect()
}

pub fn genesis() -> Act {
    Act::Genesis {
        operator: OPERATOR.into(),
        published: Published { definitions: built_in(), calendars: vec![Calendar::national().hash()] },
    }
}

pub fn publish(form: &Form) -> Act {
    let text = seal(vec![("a.proc".to_owned(), "事项 …".to_owned())]);
    Act::Publish {
        document: Hash::tagged(tags::DOCUMENT, &to_bytes(text.value().unwrap()).unwrap()),
        form: Box::new(form.clone()),
        published: Published { definitions: vec![form.hash().unwrap()], calendars: vec![] },
        text,
    }
}

/// Decides over the system cases and applies.
pub fn log_act(registers: &mut Registers, key: &str, when: &str, act: Act) -> Result<CaseRecord, Refusal> {
    let command = Command { actor: operator(), at: at(when), body: Body::new(key, act) };
    let decided =
        system::decide(LOG, registers, Calendar::national().hash(), &command, at(when), &registers.clone())?;
    registers.apply(&decided.record, decided.written.leaf()).unwrap();
    assert_eq!(
        CaseRecord::from_bytes(decided.written.bytes()).unwrap().bytes().unwrap(),
        decided.written.bytes()
    );
    Ok(decided.record)
}

pub fn appoint(registers: &mut Registers, person: &str, post: &str, stand_in: bool) {
    let first = registers.version(System::Directory) == 0;
    let key = if first { "1".to_owned() } else { format!("{person}/{post}") };
    let act =
        Act::Appoint { from: at("2020-01-01 00:00"), person: person.into(), stand_in, post: post.into() };
    log_act(registers, &key, "2020-01-01 09:00", act).unwrap();
}

pub fn absent(registers: &mut Registers, person: &str, from: &str, until: &str, when: &str) {
    let act = Act::Absent { from: day(from), person: person.into(), until: day(until) };
    log_act(registers, &format!("absent/{person}/{from}"), when, act).unwrap();
}

/// The registers of the sample's office.
pub fn office(form: &Form) -> Registers {
    let mut registers = Registers::default();
    log_act(&mut registers, "1", "2020-01-01 09:00", genesis()).unwrap();
    log_act(&mut registers, "1", "2020-01-01 09:00", publish(form)).unwrap();
    for (person, post, stand_in) in [
        ("陈岚", "窗口岗", false),
        ("吴静", "窗口岗", false),
        ("郑凯", "审查岗", false),
        ("冯雪", "审查岗", true),
        ("褚伟", "处长", false),
        ("郑凯", "处长", true),
        ("卫红", "处长", true),
        ("蒋平", "窗口负责人", false),
        ("韩松", "厅领导", false),
    ] {
        appoint(&mut registers, person, post, stand_in);
    }
    registers
}

/// One case and everything around it.
#[derive(Clone)]
pub struct Run {
    pub definition: Definition,
    pub registers: Registers,
    pub mode: Mode,
    pub case: Option<Case>,
    pub records: Vec<CaseRecord>,
    pub sizes: Vec<usize>,
    keys: u32,
}

impl Run {
    pub fn licence() -> Self {
        Self::of(&licence::licence())
    }

    pub fn of(form: &Form) -> Self {
        Self {
            definition: lower(form).unwrap(),
            registers: office(form),
            mode: Mode::Strict,
            case: None,
            records: Vec::new(),
            sizes: Vec::new(),
            keys: 0,
        }
    }

    /// A licence whose review may send the case back.
    pub fn returning() -> Self {
        Self::of(&licence::returning())
    }

    /// A licence, changed.
    pub fn with(change: impl FnOnce(&mut Form)) -> Self {
        let mut form = licence::licence();
        change(&mut form);
        Self::of(&form)
    }

    pub fn world(&self, now: Instant) -> World<'_> {
        World {
            log: LOG,
            definition: &self.definition,
            calendar: Calendar::national(),
            mode: self.mode,
            outside: &self.registers,
            now,
        }
    }

    pub fn case(&self) -> &Case {
        self.case.as_ref().unwrap()
    }

    pub fn key(&mut self) -> String {
        self.keys += 1;
        format!("{}", self.keys)
    }

    /// Decides without keeping anything.
    pub fn decide(&self, now: Instant, command: &Command) -> Decision {
        decide(&self.world(now), self.case.as_ref(), command)
    }

    /// Decides, checks, keeps.
    pub fn step(&mut self, command: &Command) -> Result<(), Refusal> {
        let decision = self.decide(command.at, command);
        self.keep(command, decision)
    }

    pub fn keep(&mut self, command: &Command, decision: Decision) -> Result<(), Refusal> {
        let (decided, refusal) = match decision {
            Decision::Accepted(decided) => (decided, None),
            Decision::RefusedOnRecord(decided, refusal) => (decided, Some(refusal)),
            Decision::Refused(refusal) => return Err(refusal),
        };
        self.check(command, &decided, refusal.as_ref());
        self.sizes.push(decided.written.bytes().len());
        self.records.push(decided.record);
        self.case = Some(decided.case);
        match refusal {
            Some(refusal) => Err(refusal),
            None => Ok(()),
        }
    }

    fn check(&self, command: &Command, decided: &Decided, refusal: Option<&Refusal>) {
        let after = &decided.case;
        let applied =
            apply(&self.definition, self.case.clone(), &decided.record, decided.written.leaf()).unwrap();
        assert_eq!(applied, *after, "applying differs from deciding");
        assert_eq!(Case::from_bytes(&after.bytes().unwrap()).as_ref(), Some(after), "the snapshot");
        // From its bytes the record is the same, and decided again from its own command and facts it is too.
        let read = CaseRecord::from_bytes(decided.written.bytes()).unwrap();
        assert_eq!(read.bytes().unwrap(), decided.written.bytes());
        let outside = Recorded::new(&read.facts, &[]);
        let world = World { outside: &outside, ..self.world(read.recorded) };
        let mut again = Command { actor: read.actor, at: read.business, body: command.body.clone() };
        if let PersonRef::Sealed(_) = again.actor.person {
            again.actor = command.actor.clone();
        }
        let replayed = match decide(&world, self.case.as_ref(), &again) {
            Decision::Accepted(d) if refusal.is_none() => d.written,
            Decision::RefusedOnRecord(d, r) if Some(&r) == refusal => d.written,
            other => panic!("replay decides otherwise: {other:?}"),
        };
        assert_eq!(replayed.bytes(), decided.written.bytes(), "replay gives other bytes");
        self.invariants(after, refusal.is_some());
    }

    fn invariants(&self, after: &Case, refused: bool) {
        if matches!(after.stands, Stands::At { .. }) {
            assert!(after.custody.get(&Slot::Current).is_some(), "an open case has a holder");
        }
        if after.settled() {
            assert_eq!(due(after), None, "nothing runs in a settled case");
        }
        assert_eq!(due(after), next(&self.definition, after).map(|n| n.legal));
        if let (true, Some(before)) = (refused, &self.case) {
            let mut same = after.clone();
            same.refused = before.refused;
            same.version = before.version;
            same.tip = before.tip;
            same.business = before.business;
            same.recorded = before.recorded;
            assert_eq!(same, *before, "an attempt changes no business state");
        }
    }

    /// Time acts for everything due up to an instant.
    pub fn until(&mut self, when: &str) {
        self.time(at(when));
    }

    pub fn time(&mut self, to: Instant) {
        for _ in 0..MAX_TIME_STEPS {
            let Some(case) = &self.case else { return };
            let Some(act) = next(&self.definition, case).filter(|n| n.legal <= to) else {
                assert!(due(case).is_none_or(|due| due > to), "something due is lost");
                return;
            };
            let command = act.command(case);
            self.step(&command).unwrap_or_else(|e| panic!("time is refused: {e}"));
        }
        panic!("time acts without end");
    }

    /// An act at an instant, time going before it.
    pub fn by(&mut self, actor: Actor, when: &str, act: Act) -> Result<(), Refusal> {
        self.time(at(when));
        let key = self.key();
        self.step(&Command { actor, at: at(when), body: Body::new(key, act) })
    }

    pub fn open(&mut self, when: &str, materials: &[&str]) -> Result<(), Refusal> {
        self.open_with(when, "2000000.00", materials)
    }

    pub fn open_with(&mut self, when: &str, capital: &str, materials: &[&str]) -> Result<(), Refusal> {
        let act = Act::open(
            self.definition.alias.clone(),
            vec![("注册资本".into(), money(capital))],
            strings(materials),
        );
        self.by(applicant(), when, act)
    }

    pub fn check_materials(&mut self, who: &str, when: &str, marks: &[(&str, Mark)]) -> Result<(), Refusal> {
        let place = self.place().to_owned();
        let materials = marks.iter().map(|(m, mark)| ((*m).to_owned(), *mark)).collect();
        self.by(officer(who, "窗口岗"), when, Act::Check { place, materials })
    }

    pub fn done(&mut self, who: (&str, &str), when: &str, with: Done<'_>) -> Result<(), Refusal> {
        let place = self.place_at(when);
        let act = with.act(&place);
        self.by(officer(who.0, who.1), when, act)
    }

    fn place_at(&mut self, when: &str) -> String {
        self.time(at(when));
        self.place().to_owned()
    }

    pub fn event(&mut self, who: (&str, &str), when: &str, event: &str) -> Result<(), Refusal> {
        self.by(officer(who.0, who.1), when, Act::Event { event: event.into(), place: None })
    }

    pub fn supplement(&mut self, when: &str, materials: &[&str]) -> Result<(), Refusal> {
        self.by(applicant(), when, Act::Supplement { materials: strings(materials) })
    }

    pub fn withdraw(&mut self, when: &str) -> Result<(), Refusal> {
        self.by(applicant(), when, Act::Withdraw {})
    }

    /// Somebody of this name withdraws.
    pub fn withdraw_as(&mut self, name: &str, when: &str) {
        let actor = Actor { person: PersonRef::Sealed(seal(name.to_owned())), ..applicant() };
        self.by(actor, when, Act::Withdraw {}).unwrap();
    }

    pub fn serve(&mut self, when: &str, duty: u32) -> Result<(), Refusal> {
        let act = Act::Serve { duty, proof: Some("送达回证".into()) };
        self.by(officer("陈岚", "窗口岗"), when, act)
    }

    /// The name of the place, or of the outcome.
    pub fn place(&self) -> &str {
        match (self.case().place(), self.case().outcome()) {
            (Some(place), _) => &self.definition.place(place).unwrap().name,
            (_, Some(outcome)) => &self.definition.outcome(outcome).unwrap().name,
            _ => panic!("nowhere"),
        }
    }

    pub fn date(&self, name: &str) -> Option<Date> {
        let id = self.definition.dates.iter().position(|d| d == name).unwrap();
        let dates = &self.case().dates;
        dates.iter().find(|(d, _)| d.index() == id).map(|(_, date)| *date)
    }

    pub fn clock(&self, name: &str) -> Option<&shouwen_executor::ClockState> {
        let id = self.definition.clocks.iter().position(|c| c.name == name).unwrap();
        self.case().clocks.iter().find(|(c, _)| c.index() == id).map(|(_, state)| state)
    }

    /// The deadlines of a clock's limits, `-` where one stands still.
    pub fn deadlines(&self, name: &str) -> Vec<String> {
        let limits = &self.clock(name).unwrap().limits;
        limits.iter().map(|l| l.due.as_ref().map_or("-".into(), |d| d.deadline.to_string())).collect()
    }

    pub fn last_days(&self, name: &str) -> Vec<String> {
        let limits = &self.clock(name).unwrap().limits;
        limits.iter().map(|l| l.due.as_ref().map_or("-".into(), |d| d.last_day.to_string())).collect()
    }

    pub fn effects(&self) -> impl Iterator<Item = (Instant, &Effect)> {
        self.records.iter().flat_map(|r| r.effects.iter().map(move |e| (r.business, e)))
    }

    /// All findings: instant, breach, person, post.
    pub fn findings(&self) -> Vec<String> {
        let one = |at: Instant, effect: &Effect| match effect {
            Effect::Finding { breach, person, post, .. } => {
                Some(format!("{at} {breach} {}/{post}", person.as_deref().unwrap_or("-")))
            }
            _ => None,
        };
        self.effects().filter_map(|(at, e)| one(at, e)).collect()
    }

    /// Whom the case was put before, or who was urged: instant and name.
    pub fn calls(&self) -> Vec<String> {
        let one = |at: Instant, effect: &Effect| match effect {
            Effect::Urge { whom } => Some(format!("{at} urge {whom}")),
            Effect::Escalate { whom } => Some(format!("{at} escalate {whom}")),
            _ => None,
        };
        self.effects().filter_map(|(at, e)| one(at, e)).collect()
    }

    /// A case in 审查, accepted at once on 2024-03-01 (a Friday).
    pub fn in_review() -> Self {
        let mut run = Self::licence();
        run.open("2024-03-01 09:00", &["验资报告", "场所使用证明"]).unwrap();
        run.go_review("2024-03-01 10:00");
        run
    }

    pub fn go_review(&mut self, when: &str) {
        self.check_materials("陈岚", when, &[]).unwrap();
        self.done(WINDOW, when, Done::with(&[("管辖", "属本机关")])).unwrap();
        assert_eq!(self.place(), "审查");
    }

    /// A case that waits for the supplement, noticed on 2024-03-04.
    pub fn in_supplement() -> Self {
        let mut run = Self::licence();
        run.open("2024-03-01 09:00", &["验资报告"]).unwrap();
        run.go_notice("2024-03-01 10:00");
        run.done(WINDOW, "2024-03-04 09:00", Done::default()).unwrap();
        assert_eq!(run.place(), "待补正");
        run
    }

    pub fn go_notice(&mut self, when: &str) {
        self.check_materials("陈岚", when, &[]).unwrap();
        self.done(WINDOW, when, Done::with(&[("管辖", "属本机关")])).unwrap();
        assert_eq!(self.place(), "补正告知");
    }

    pub fn go_hearing(&mut self, when: &str) {
        self.done(REVIEW, when, Done::with(&[("意见", "准予")]).fill("涉及他人重大利益", true)).unwrap();
        assert_eq!(self.place(), "听证");
    }

    pub fn go_decision(&mut self, when: &str, opinion: &str) {
        self.done(REVIEW, when, Done::with(&[("意见", opinion)]).fill("涉及他人重大利益", false)).unwrap();
        assert_eq!(self.place(), "决定");
    }
}

pub const WINDOW: (&str, &str) = ("陈岚", "窗口岗");
pub const REVIEW: (&str, &str) = ("郑凯", "审查岗");
pub const HEAD: (&str, &str) = ("褚伟", "处长");

/// What a completion carries.
#[derive(Clone, Default)]
pub struct Done<'a> {
    pub conclude: Vec<(&'a str, &'a str)>,
    pub data: Vec<(&'a str, Datum)>,
    pub reasons: Option<&'a str>,
    pub period: Option<u32>,
}

impl<'a> Done<'a> {
    pub fn with(conclude: &[(&'a str, &'a str)]) -> Self {
        Self { conclude: conclude.to_vec(), ..Self::default() }
    }

    pub fn fill(mut self, field: &'a str, v: bool) -> Self {
        self.data.push((field, flag(v)));
        self
    }

    pub fn because(mut self, reasons: &'a str) -> Self {
        self.reasons = Some(reasons);
        self
    }

    pub fn stating(period: u32) -> Self {
        Self { period: Some(period), ..Self::default() }
    }

    pub fn act(self, place: &str) -> Act {
        Act::Complete {
            conclude: self.conclude.iter().map(|(c, v)| ((*c).into(), (*v).into())).collect(),
            data: self.data.into_iter().map(|(f, v)| (f.to_owned(), v)).collect(),
            open: Vec::new(),
            period: self.period,
            place: place.into(),
            reasons: self.reasons.map(|r| seal(r.to_owned())),
        }
    }
}

/// The code of a refusal.
pub fn code(result: Result<(), Refusal>) -> RefusalCode {
    result.expect_err("it is refused").code
}
