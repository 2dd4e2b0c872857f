//! The licence of the language's sample, as a resolved form written by hand: independent of every parser.

use shouwen_calendar::Unit;
use shouwen_canon::Date;
use shouwen_model::form::*;
use shouwen_model::value::{Type, Value};

pub fn workdays(n: u32) -> Period {
    Period { n, unit: Unit::Workday }
}

pub fn law(title: &str, article: &str) -> Basis {
    Basis::Law { title: title.into(), article: Some(article.into()) }
}

pub fn act(act: Act) -> ActItem {
    ActItem { act, basis: None }
}

pub fn under(act: Act, basis: Basis) -> ActItem {
    ActItem { act, basis: Some(basis) }
}

pub fn go(place: &str) -> Direction {
    Direction::GoTo { place: place.into() }
}

pub fn close(outcome: &str) -> Direction {
    Direction::Close { outcome: outcome.into() }
}

pub fn direct(when: Trigger, acts: Vec<ActItem>, to: Direction) -> Clause {
    Clause::Direct { when, acts, to: Some(to), basis: None }
}

pub fn post(name: &str) -> Role {
    Role::Post { name: name.into() }
}

pub fn date(name: &str) -> DateSource {
    DateSource::Date { name: name.into() }
}

pub fn record(name: &str) -> ActItem {
    act(Act::RecordDate { date: name.into() })
}

pub fn issue(document: &str) -> ActItem {
    act(Act::Issue { document: document.into() })
}

pub fn conclusion(place: &str, name: &str) -> Term {
    Term::Conclusion { place: place.into(), name: name.into() }
}

pub fn is(left: Term, word: &str) -> Expr {
    let right = Term::Literal { value: Value::Choice { v: word.into() } };
    Expr::Compare { left, op: Comparison::Is, right }
}

pub fn conclude(name: &str, of: &[&str]) -> Clause {
    let of = of.iter().map(|v| (*v).into()).collect();
    Clause::Conclude { name: name.into(), of, for_record: false }
}

pub fn named(event: &str) -> AwaitedEvent {
    AwaitedEvent::Named { name: event.into() }
}

pub fn handled_by(post: &str) -> Clause {
    Clause::HandledBy { post: post.into(), persons: None }
}

fn complete() -> Expr {
    Expr::Materials { are: MaterialsAre::Complete }
}

fn accepted(then: &str) -> Vec<ActItem> {
    let mut acts = vec![act(Act::Accept)];
    acts.push(if then.is_empty() {
        record("受理日")
    } else {
        act(Act::SetDate { date: "受理日".into(), to: date(then) })
    });
    acts.push(issue("受理通知书"));
    acts
}

fn intake() -> Place {
    let here = |word| is(conclusion("收件", "管辖"), word);
    Place {
        kind: PlaceKind::Step,
        name: "收件".into(),
        clauses: vec![
            handled_by("窗口岗"),
            Clause::OnEntry { first: true, acts: vec![record("收件日"), issue("收件凭证")] },
            conclude("管辖", &["属本机关", "不属本机关"]),
            Clause::Allow { of: vec![Permit::CorrectOnSpot, Permit::Transfer] },
            direct(
                Trigger::If { is: here("不属本机关") },
                vec![under(Act::Decline, law("行政许可法", "第三十二条"))],
                close("非本机关事项"),
            ),
            direct(
                Trigger::If { is: Expr::All { of: vec![here("属本机关"), complete()] } },
                accepted(""),
                go("审查"),
            ),
            direct(Trigger::Otherwise, vec![], go("补正告知")),
        ],
    }
}

fn notice() -> Place {
    Place {
        kind: PlaceKind::Step,
        name: "补正告知".into(),
        clauses: vec![
            handled_by("窗口岗"),
            direct(
                Trigger::Completed,
                vec![act(Act::NotifyOnce { what: Notified::AllGaps }), issue("补正通知书")],
                go("待补正"),
            ),
        ],
    }
}

fn supplementing() -> Place {
    let mut acts = vec![record("补正日")];
    acts.extend(accepted("补正日"));
    Place {
        kind: PlaceKind::Wait,
        name: "待补正".into(),
        clauses: vec![
            Clause::FollowedBy { role: post("窗口岗") },
            Clause::Await { events: vec![AwaitedEvent::Supplemented] },
            Clause::StatedIn { document: "补正通知书".into(), at_least: workdays(10) },
            direct(Trigger::Event { event: AwaitedEvent::Supplemented }, acts, go("审查")),
            direct(
                Trigger::Expired,
                vec![under(Act::Deem { what: Deemed::Withdrawn }, law("某省政务服务条例", "第三十六条"))],
                close("已撤回"),
            ),
        ],
    }
}

fn review() -> Place {
    let touched = Expr::Compare {
        left: Term::Field { name: "涉及他人重大利益".into() },
        op: Comparison::Is,
        right: Term::Literal { value: Value::Flag { v: true } },
    };
    Place {
        kind: PlaceKind::Step,
        name: "审查".into(),
        clauses: vec![
            handled_by("审查岗"),
            Clause::InternalLimit { period: workdays(3) },
            Clause::FillIn { fields: vec!["涉及他人重大利益".into()] },
            conclude("意见", &["准予", "不予"]),
            Clause::Forbid {
                when: Expr::Not { of: Box::new(Expr::Holds { condition: "资本达标".into() }) },
                conclusion: "意见".into(),
                value: "准予".into(),
            },
            direct(Trigger::If { is: touched }, vec![], go("听证")),
            direct(Trigger::Otherwise, vec![], go("决定")),
        ],
    }
}

fn hearing() -> Place {
    Place {
        kind: PlaceKind::Wait,
        name: "听证".into(),
        clauses: vec![
            Clause::FollowedBy { role: post("审查岗") },
            Clause::Await { events: vec![named("听证结束")] },
            Clause::Longest { period: workdays(20) },
            Clause::Track {
                clock: "办理期限".into(),
                kind: TrackKind::Excluded {
                    only: None,
                    at_most: Some(workdays(20)),
                    cause: "听证".into(),
                    tell: Some(Role::Applicant),
                    basis: Some(law("行政许可法", "第四十五条")),
                },
            },
            direct(Trigger::Event { event: named("听证结束") }, vec![], go("决定")),
            direct(
                Trigger::Expired,
                vec![act(Act::Escalate { to: Role::OwnSuperior })],
                Direction::KeepWaiting { every: Some(workdays(5)) },
            ),
        ],
    }
}

fn decision() -> Place {
    let decided = |word| is(conclusion("决定", "决定"), word);
    Place {
        kind: PlaceKind::Step,
        name: "决定".into(),
        clauses: vec![
            handled_by("处长"),
            Clause::InternalLimit { period: workdays(1) },
            Clause::NotSamePerson { place: "审查".into() },
            conclude("决定", &["准予", "不予"]),
            Clause::Duty {
                when: Expr::Compare {
                    left: conclusion("决定", "决定"),
                    op: Comparison::IsNot,
                    right: conclusion("审查", "意见"),
                },
                duty: DutyText::GiveReasons,
            },
            direct(Trigger::If { is: decided("准予") }, vec![record("决定日")], close("准予许可")),
            direct(
                Trigger::If { is: decided("不予") },
                vec![under(Act::RecordDate { date: "决定日".into() }, law("行政许可法", "第三十八条"))],
                close("不予许可"),
            ),
        ],
    }
}

fn notice_limit() -> Clock {
    let basis = || law("行政许可法", "第三十二条");
    Clock {
        name: "告知期限".into(),
        clauses: vec![
            ClockClause::Budget {
                of: ClockName::Statutory,
                period: workdays(5),
                until: None,
                from: Some("收件日".into()),
                on: None,
                before: false,
                basis: Some(basis()),
            },
            ClockClause::Ends {
                at: ClockEnd::Acts { of: vec![EndingAct::Accept, EndingAct::Decline, EndingAct::NotifyOnce] },
            },
            ClockClause::Expired(Expiry {
                of: ClockName::Statutory,
                acts: vec![
                    under(Act::Breach { name: "未一次性告知".into(), answers: None }, basis()),
                    under(Act::Deem { what: Deemed::Accepted }, basis()),
                    under(Act::SetDate { date: "受理日".into(), to: date("收件日") }, basis()),
                ],
                to: Some(go("审查")),
                basis: None,
            }),
        ],
    }
}

fn handling_limit() -> Clock {
    let basis = || Some(law("行政许可法", "第四十二条"));
    let expired = |of, breach: &str, to| {
        ClockClause::Expired(Expiry {
            of,
            acts: vec![act(Act::Breach { name: breach.into(), answers: None }), act(Act::Escalate { to })],
            to: None,
            basis: None,
        })
    };
    Clock {
        name: "办理期限".into(),
        clauses: vec![
            ClockClause::Budget {
                of: ClockName::Statutory,
                period: workdays(20),
                until: None,
                from: Some("受理日".into()),
                on: None,
                before: false,
                basis: basis(),
            },
            ClockClause::Budget {
                of: ClockName::Promised,
                period: workdays(10),
                until: None,
                from: None,
                on: None,
                before: false,
                basis: None,
            },
            ClockClause::Ends { at: ClockEnd::Date { name: "决定日".into() } },
            ClockClause::Extend {
                times: 1,
                at_most: workdays(10),
                by: "厅领导".into(),
                tell: Some(Role::Applicant),
                basis: basis(),
            },
            ClockClause::Left {
                of: None,
                left: Remainder::Period(workdays(2)),
                acts: vec![act(Act::Urge { whom: Role::Officer })],
            },
            expired(ClockName::Promised, "违诺", Role::OwnSuperior),
            expired(ClockName::Statutory, "超期", post("厅领导")),
        ],
    }
}

fn outcomes() -> Vec<Outcome> {
    let outcome = |name: &str, document: Option<&str>| Outcome {
        name: name.into(),
        adverse: document.is_some_and(|d| d.contains("不予")),
        document: document.map(Into::into),
        remedies: vec![],
    };
    vec![
        outcome("准予许可", Some("劳务派遣经营许可证")),
        outcome("不予许可", Some("不予许可决定书")),
        outcome("非本机关事项", Some("不予受理决定书")),
        outcome("已撤回", None),
    ]
}

fn after() -> Vec<After> {
    let duty = |of: &[&str], from, basis| After {
        when: Expr::Outcome { of: of.iter().map(|o| (*o).into()).collect() },
        from: Some(from),
        within: Some(workdays(10)),
        until: None,
        by: post("窗口岗"),
        serve: Some(Role::Applicant),
        what: None,
        failed: Vec::new(),
        lapsed: Vec::new(),
        proof: Some("送达回证".into()),
        basis: Some(basis),
    };
    vec![
        duty(&["准予许可"], date("决定日"), law("行政许可法", "第四十四条")),
        duty(
            &["不予许可", "非本机关事项"],
            DateSource::Decided,
            Basis::OwnRule { number: "某人社规〔2020〕3号".into() },
        ),
    ]
}

fn data() -> Vec<Field> {
    let field = |name: &str, ty, required, personal, by| Field {
        name: name.into(),
        ty,
        required,
        personal,
        by,
        bounds: Vec::new(),
    };
    vec![
        field("注册资本", Type::Money, true, false, Role::Applicant),
        field("涉及他人重大利益", Type::Flag, false, false, post("审查岗")),
        field("联系电话", Type::Text, false, true, Role::Applicant),
    ]
}

fn conditions() -> Vec<Condition> {
    let two_million = Value::Money { v: "2000000.00".parse().unwrap() };
    vec![Condition {
        name: "资本达标".into(),
        is: Expr::Compare {
            left: Term::Field { name: "注册资本".into() },
            op: Comparison::AtLeast,
            right: Term::Literal { value: two_million },
        },
    }]
}

/// The whole form.
pub fn licence() -> Form {
    let superior = |name: &str| PostClause::Superior { post: name.into() };
    let office = |name: &str, clauses| Post { name: name.into(), clauses };
    let material = |name: &str, shared: Option<&str>| Material {
        name: name.into(),
        required: true,
        only: None,
        deferrable: None,
        promise: None,
        copies: None,
        shared_from: shared.map(Into::into),
        basis: None,
    };
    Form {
        ladders: Vec::new(),
        migration: None,
        schedules: Vec::new(),
        v: FORM_VERSION,
        computed: Vec::new(),
        custody: Vec::new(),
        item: Item {
            name: "劳务派遣经营许可".into(),
            alias: "labour_dispatch_licence".into(),
            basis: vec![law("劳动合同法", "第五十七条")],
            unit: Some("劳动关系处".into()),
            serves: Some(Serves::LegalPerson),
            kind: ItemKind::Timed,
            dates: ["收件日", "补正日", "受理日", "决定日"].map(Into::into).to_vec(),
            fee: false,
            in_force_from: Date::from_ymd(2020, 1, 1).unwrap(),
            rule: None,
            sessions: None,
        },
        data: data(),
        conditions: conditions(),
        parties: Vec::new(),
        posts: vec![
            office(
                "窗口岗",
                vec![superior("窗口负责人"), PostClause::FirstInquiry, PostClause::FirstHandling],
            ),
            office("审查岗", vec![superior("处长")]),
            office("处长", vec![superior("厅领导"), PostClause::Risk { grade: RiskGrade::High }]),
            office("窗口负责人", vec![]),
            office("厅领导", vec![]),
        ],
        materials: vec![
            material("营业执照", Some("市场监管库")),
            material("验资报告", None),
            material("场所使用证明", None),
        ],
        outcomes: outcomes(),
        clocks: vec![notice_limit(), handling_limit()],
        places: vec![intake(), notice(), supplementing(), review(), hearing(), decision()],
        anytime: vec![Anytime {
            places: Vec::new(),
            before: Some("决定日".into()),
            event: AwaitedEvent::Withdrawn,
            by: None,
            acts: vec![],
            to: close("已撤回"),
            basis: None,
        }],
        after: after(),
    }
}

/// A licence whose review may send the case back to the counter, for checking the notice a second time.
pub fn returning() -> Form {
    let mut form = licence();
    let to_window = |mode| Direction::Return { place: "收件".into(), mode };
    let word = |w| is(conclusion("审查", "意见"), w);
    let review = &mut form.places[3].clauses;
    review[3] = conclude("意见", &["准予", "不予", "退回重办", "退回补充"]);
    review.retain(|c| !matches!(c, Clause::Direct { .. }));
    for (value, to) in [
        ("准予", go("决定")),
        ("不予", go("决定")),
        ("退回重办", to_window(ReturnMode::Restart)),
        ("退回补充", to_window(ReturnMode::Resume)),
    ] {
        review.push(direct(Trigger::If { is: word(value) }, vec![], to));
    }
    // 受理日 is recorded once; a second pass over the counter moves it.
    for place in &mut form.places {
        for clause in &mut place.clauses {
            let Clause::Direct { acts, .. } = clause else { continue };
            acts.retain(|a| !matches!(&a.act, Act::RecordDate { date } if date == "受理日"));
        }
    }
    form
}
