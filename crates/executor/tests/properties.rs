//! Streams of commands, right and wrong, over the licence. The harness checks on every step that applying equals
//! deciding, that the snapshot reads back, that replay gives the same bytes, that an open case has a holder, and that
//! an attempt on record changes no business state; here the streams come from, and nothing may ever panic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "tests fail loudly; the lint's own exception covers test functions only"
)]

mod common;

use common::*;
use proptest::prelude::*;
use shouwen_audit::{Actor, PersonRef};
use shouwen_calendar::Mode;
use shouwen_executor::{Act, Body, Command, Decision, LimitWord, Mark, SNAPSHOT, TimeKind, due};

const MATERIALS: [&str; 4] = ["营业执照", "验资报告", "场所使用证明", "其他材料"];
const PLACES: [&str; 6] = ["收件", "补正告知", "待补正", "审查", "听证", "决定"];
const PEOPLE: [(&str, &str); 9] = [
    ("陈岚", "窗口岗"),
    ("吴静", "窗口岗"),
    ("郑凯", "审查岗"),
    ("冯雪", "审查岗"),
    ("褚伟", "处长"),
    ("郑凯", "处长"),
    ("卫红", "处长"),
    ("韩松", "厅领导"),
    ("无名", "窗口岗"),
];
const VALUES: [(&str, &str); 9] = [
    ("意见", "退回重办"),
    ("意见", "退回补充"),
    ("管辖", "属本机关"),
    ("管辖", "不属本机关"),
    ("意见", "准予"),
    ("意见", "不予"),
    ("决定", "准予"),
    ("决定", "不予"),
    ("决定", "也许"),
];

/// When a command comes.
#[derive(Clone, Debug)]
enum When {
    /// So many minutes after the last record, time going first.
    After(i64),
    /// Exactly when something is due, or a millisecond before, without asking time first.
    Due(bool),
    /// Before the last record.
    Before,
}

/// What comes.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a handful of moves in a test")]
enum Move {
    /// The ordinary next step of the place, with this value where a choice is open.
    Go(bool),
    /// The review sends the case back, where it may.
    Back(bool),
    Any(Act, usize),
}

fn subset() -> impl Strategy<Value = Vec<String>> {
    proptest::sample::subsequence(MATERIALS.to_vec(), 0..=3).prop_map(|m| strings(&m))
}

fn completion() -> impl Strategy<Value = Act> {
    let values = proptest::sample::subsequence(VALUES.to_vec(), 0..=2);
    let period = proptest::option::of(prop_oneof![Just(9_u32), Just(10), Just(30), Just(u32::MAX)]);
    (values, any::<bool>(), any::<bool>(), period, 0..PLACES.len()).prop_map(
        |(values, fill, reasons, period, place)| {
            let mut done = Done { period, ..Done::with(&values) };
            if fill {
                done = done.fill("涉及他人重大利益", reasons);
            }
            done.reasons = reasons.then_some("理由");
            done.act(PLACES[place])
        },
    )
}

fn acts() -> impl Strategy<Value = Act> {
    let mark = prop_oneof![Just(Mark::Conforming), Just(Mark::Missing), Just(Mark::Nonconforming)];
    let marks = proptest::collection::vec((0..MATERIALS.len(), mark), 0..4);
    let marks = marks.prop_map(|m| m.into_iter().map(|(i, mark)| (MATERIALS[i].to_owned(), mark)).collect());
    prop_oneof![
        4 => completion(),
        2 => (marks, 0..2_usize).prop_map(|(materials, p)| Act::Check { materials, place: PLACES[p].into() }),
        1 => (0..PLACES.len(), any::<bool>()).prop_map(|(p, v)| Act::Fill {
            data: vec![("涉及他人重大利益".into(), flag(v))],
            place: PLACES[p].into()
        }),
        1 => subset().prop_map(|materials| Act::Supplement { materials }),
        1 => Just(Act::Withdraw {}),
        1 => Just(Act::Event { event: "听证结束".into(), place: None }),
        1 => subset().prop_map(|materials| Act::Notify { materials }),
        1 => (subset(), any::<bool>()).prop_map(|(materials, low)| Act::Correct {
            data: if low { vec![("注册资本".into(), money("1.00"))] } else { vec![] },
            materials
        }),
        1 => (0..PEOPLE.len()).prop_map(|i| Act::Transfer { person: PEOPLE[i].0.into() }),
        1 => (0..12_u32).prop_map(|amount| Act::Extend {
            clock: "办理期限".into(),
            amount,
            reasons: seal("理由".to_owned())
        }),
        1 => (0..4_u32).prop_map(|duty| Act::Serve { duty, proof: Some("送达回证".into()) }),
        1 => any::<bool>().prop_map(|duty| Act::Time {
            legal: at("2024-03-07 00:00"),
            clock: "审查".into(),
            limit: if duty { LimitWord::Duty } else { LimitWord::Internal },
            kind: TimeKind::Expire
        }),
        1 => Just(genesis()),
    ]
}

fn moves() -> impl Strategy<Value = Vec<(Move, When)>> {
    let which = prop_oneof![
        5 => any::<bool>().prop_map(Move::Go),
        1 => any::<bool>().prop_map(Move::Back),
        4 => (acts(), 0..PEOPLE.len() + 3).prop_map(|(act, who)| Move::Any(act, who)),
    ];
    let when = prop_oneof![
        6 => (0..3_000_i64).prop_map(When::After),
        1 => (0..60_000_i64).prop_map(When::After),
        1 => any::<bool>().prop_map(When::Due),
        1 => Just(When::Before),
    ];
    proptest::collection::vec((which, when), 1..25)
}

fn actor(who: usize) -> Actor {
    match PEOPLE.get(who) {
        Some((person, post)) => officer(person, post),
        None if who == PEOPLE.len() => applicant(),
        None if who == PEOPLE.len() + 1 => {
            Actor { person: PersonRef::Sealed(seal("李四".to_owned())), ..applicant() }
        }
        None => operator(),
    }
}

/// What would ordinarily come next.
fn next_step(run: &Run, yes: bool) -> (Actor, Act) {
    let place = run.place();
    let word = if yes { "准予" } else { "不予" };
    match place {
        "收件" if !run.case().round.checked => {
            (officer("陈岚", "窗口岗"), Act::Check { materials: vec![], place: place.into() })
        }
        "收件" => (officer("吴静", "窗口岗"), Done::with(&[("管辖", "属本机关")]).act(place)),
        "补正告知" => (officer("陈岚", "窗口岗"), Done::default().act(place)),
        "待补正" => (applicant(), Act::Supplement { materials: strings(&MATERIALS[..3]) }),
        "审查" => (
            officer("郑凯", "审查岗"),
            Done::with(&[("意见", word)]).fill("涉及他人重大利益", yes).act(place),
        ),
        "听证" => (officer("郑凯", "审查岗"), Act::Event { event: "听证结束".into(), place: None }),
        "决定" => (officer("褚伟", "处长"), Done::with(&[("决定", word)]).because("理由").act(place)),
        _ => {
            let duty = run.case().duties.iter().next().map_or(1, |(n, _)| *n);
            (officer("陈岚", "窗口岗"), Act::Serve { duty, proof: Some("送达回证".into()) })
        }
    }
}

fn drive(run: &mut Run, moves: Vec<(Move, When)>) {
    for (step, when) in moves {
        let last = run.case().business;
        let instant = match when {
            When::After(minutes) => {
                let to = last.checked_add_millis(minutes * 60_000).unwrap();
                run.time(to);
                to
            }
            When::Due(sharp) => {
                let at = due(run.case()).unwrap_or(last);
                at.checked_add_millis(if sharp { 0 } else { -1 }).unwrap()
            }
            When::Before => last.checked_add_millis(-1).unwrap(),
        };
        let (actor, act) = match step {
            Move::Go(yes) => next_step(run, yes),
            Move::Back(resume) => {
                let word = if resume { "退回补充" } else { "退回重办" };
                let done = Done::with(&[("意见", word)]).fill("涉及他人重大利益", false);
                (officer("郑凯", "审查岗"), done.act("审查"))
            }
            Move::Any(act, who) => (actor(who), act),
        };
        let key = run.key();
        let command = Command { actor, at: instant, body: Body::new(key, act) };
        let before = run.case.clone();
        let decision = run.decide(instant, &command);
        let refused = matches!(decision, Decision::Refused(_));
        let _ = run.keep(&command, decision);
        assert!(!refused || run.case == before, "a refusal changes nothing");
        assert_eq!(run.case().shape, SNAPSHOT);
        if !refused && run.case().settled() {
            assert_eq!(due(run.case()), None);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn streams_of_commands(open in subset(), moves in moves(), returning: bool) {
        let mut run = if returning { Run::returning() } else { Run::licence() };
        run.mode = Mode::Provisional;
        let known: Vec<&str> = open.iter().map(String::as_str).filter(|m| *m != "其他材料").collect();
        run.open("2024-02-05 09:00", &known).unwrap();
        drive(&mut run, moves);
        // Whatever happened, the numbers run without a gap and every record links to the one before.
        for (index, record) in run.records.iter().enumerate() {
            prop_assert_eq!(record.number, index as u64 + 1);
        }
        // The fold of all records is the case.
        let mut folded = None;
        for record in &run.records {
            let leaf = shouwen_audit::leaf_hash(&record.bytes().unwrap());
            folded = Some(shouwen_executor::apply(&run.definition, folded, record, leaf).unwrap());
        }
        prop_assert_eq!(folded.as_ref(), run.case.as_ref());
    }

    #[test]
    fn time_alone_brings_every_case_to_rest_or_to_a_repetition(days in 1_i64..400, hearing: bool) {
        let mut run = Run::in_review();
        run.mode = Mode::Provisional;
        if hearing {
            run.go_hearing("2024-03-04 10:00");
        }
        let to = at("2024-03-04 10:00").checked_add_millis(days * 86_400_000).unwrap();
        run.time(to);
        prop_assert!(due(run.case()).is_none_or(|due| due > to));
        prop_assert!(run.records.len() < 200);
    }
}
