//! A small licence as a form, written by hand, and what becomes of it.

use super::{LowerError, MAX_CONDITION_DEPTH, MAX_CONDITION_PARTS, lower};
use shouwen_calendar::Unit;
use shouwen_canon::Date;
use shouwen_model::form::*;
use shouwen_model::kernel::{
    Action, ClockStop, Deadline, Expr as KernelExpr, INTERNAL_OVERDUE, OnViolation, Target, Trigger as Edged,
    Who,
};

fn act(act: Act) -> ActItem {
    ActItem { act, basis: None }
}

fn direct(when: Trigger, acts: Vec<Act>, to: Direction) -> Clause {
    Clause::Direct { when, acts: acts.into_iter().map(act).collect(), to: Some(to), basis: None }
}

fn go(place: &str) -> Direction {
    Direction::GoTo { place: place.into() }
}

fn close(outcome: &str) -> Direction {
    Direction::Close { outcome: outcome.into() }
}

fn workdays(n: u32) -> Period {
    Period { n, unit: Unit::Workday }
}

fn concluded(value: &str) -> Expr {
    let left = Term::Conclusion { place: "收件".into(), name: "管辖".into() };
    let right = Term::Literal { value: shouwen_model::value::Value::Choice { v: value.into() } };
    Expr::Compare { left, op: Comparison::Is, right }
}

fn window() -> Place {
    Place {
        kind: PlaceKind::Step,
        name: "收件".into(),
        clauses: vec![
            Clause::HandledBy { post: "窗口岗".into(), persons: None },
            Clause::OnEntry { first: true, acts: vec![act(Act::RecordDate { date: "收件日".into() })] },
            Clause::InternalLimit { period: workdays(3) },
            Clause::Conclude {
                name: "管辖".into(), of: vec!["属".into(), "不属".into()], for_record: false
            },
            direct(Trigger::If { is: concluded("属") }, vec![Act::Accept], go("待补正")),
            direct(Trigger::Otherwise, vec![Act::Decline], close("不受理")),
            Clause::Direct {
                when: Trigger::Expired,
                acts: vec![act(Act::Escalate { to: Role::OwnSuperior })],
                to: None,
                basis: None,
            },
        ],
    }
}

fn waiting() -> Place {
    Place {
        kind: PlaceKind::Wait,
        name: "待补正".into(),
        clauses: vec![
            Clause::Await { events: vec![AwaitedEvent::Supplemented] },
            Clause::Longest { period: workdays(10) },
            Clause::Track {
                clock: "办理期限".into(),
                kind: TrackKind::Excluded {
                    only: None,
                    at_most: None,
                    cause: "补正".into(),
                    tell: None,
                    basis: None,
                },
            },
            direct(Trigger::Event { event: AwaitedEvent::Supplemented }, vec![], close("准予")),
            direct(Trigger::Expired, vec![Act::Deem { what: Deemed::Withdrawn }], close("不受理")),
        ],
    }
}

fn clock() -> Clock {
    let budget = |of, n| ClockClause::Budget {
        of,
        period: workdays(n),
        until: None,
        from: (n == 20).then(|| "收件日".into()),
        on: None,
        before: false,
        basis: None,
    };
    Clock {
        name: "办理期限".into(),
        clauses: vec![
            ClockClause::Left {
                of: None,
                left: Remainder::Period(workdays(2)),
                acts: vec![act(Act::Urge { whom: Role::Officer })],
            },
            budget(ClockName::Promised, 10),
            budget(ClockName::Statutory, 20),
            ClockClause::Ends { at: ClockEnd::Acts { of: vec![EndingAct::Decline] } },
            ClockClause::Expired(Expiry {
                of: ClockName::Statutory,
                acts: vec![act(Act::Breach { name: "超期".into(), answers: None })],
                to: None,
                basis: None,
            }),
        ],
    }
}

fn sample() -> Form {
    let outcome =
        |name: &str| Outcome { name: name.into(), adverse: false, document: None, remedies: vec![] };
    Form {
        ladders: Vec::new(),
        migration: None,
        schedules: Vec::new(),
        computed: Vec::new(),
        v: FORM_VERSION,
        custody: Vec::new(),
        item: Item {
            name: "许可".into(),
            alias: "licence".into(),
            basis: vec![],
            unit: None,
            serves: None,
            kind: ItemKind::Timed,
            dates: vec!["收件日".into()],
            fee: false,
            in_force_from: Date::EPOCH,
            rule: None,
            sessions: None,
        },
        data: vec![],
        conditions: vec![],
        parties: Vec::new(),
        posts: vec![Post { name: "窗口岗".into(), clauses: vec![PostClause::FirstHandling] }],
        materials: vec![],
        outcomes: vec![outcome("准予"), outcome("不受理")],
        clocks: vec![clock()],
        places: vec![window(), waiting()],
        anytime: vec![Anytime {
            places: Vec::new(),
            before: Some("收件日".into()),
            event: AwaitedEvent::Withdrawn,
            by: None,
            acts: vec![],
            to: close("不受理"),
            basis: None,
        }],
        after: vec![],
    }
}

#[test]
fn edges_stand_in_the_order_of_the_text() {
    let definition = lower(&sample()).unwrap();
    let start = definition.machine.start().unwrap();
    let edges: Vec<_> = definition.machine.edges_from(start).collect();
    assert_eq!(edges.iter().map(|e| e.clause.number).collect::<Vec<_>>(), [5, 6, 1]);
    assert!(matches!(&edges[0].trigger, Edged::Completed(Some(KernelExpr::Compare(..)))));
    // 其他情形 is exactly the rest.
    assert!(
        matches!(&edges[1].trigger, Edged::Completed(Some(KernelExpr::Not(all))) if matches!(&**all, KernelExpr::Any(of) if of.len() == 1))
    );
    assert!(matches!(&edges[2].trigger, Edged::Anytime(_, Some(_), None)));
}

#[test]
fn a_place_has_its_own_clock_behind_the_named_ones() {
    let definition = lower(&sample()).unwrap();
    assert_eq!(
        definition.clocks.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(),
        ["办理期限", "收件", "待补正"]
    );
    let internal = &definition.clocks[1];
    assert_eq!((internal.limits[0].kind, &internal.stop), (Deadline::Internal, &ClockStop::Leave));
    // An internal limit that passes is a finding and an urge, and what the text adds.
    let actions: Vec<_> =
        internal.limits[0].expiry.as_ref().unwrap().effects.iter().map(|e| e.action.clone()).collect();
    let breach = definition.breaches.iter().position(|b| b == INTERNAL_OVERDUE).unwrap();
    assert!(
        matches!(&actions[..], [Action::Breach { breach: b, answers: None }, Action::Urge(Who::CurrentHandler), Action::Escalate(Who::Superior)] if b.index() == breach)
    );
    // A wait without a follower is followed by the first handler.
    assert_eq!(definition.places[1].follower, Some(Who::FirstHandler));
    assert_eq!(definition.places[1].excluded.len(), 1);
}

#[test]
fn a_named_clock_keeps_its_two_limits_and_what_follows_each() {
    let definition = lower(&sample()).unwrap();
    let [statutory, promised] = &definition.clocks[0].limits[..] else { panic!("two limits") };
    assert_eq!((statutory.kind, statutory.limit.amount), (Deadline::Statutory, 20));
    assert_eq!((promised.kind, promised.limit.amount), (Deadline::Promised, 10));
    assert_eq!((statutory.warnings.len(), promised.warnings.len()), (0, 1));
    assert!(statutory.expiry.is_some() && promised.expiry.is_none());
    assert_eq!(statutory.expiry.as_ref().unwrap().target, Target::Stay { every: None });
}

#[test]
fn a_second_notice_goes_on_record() {
    let definition = lower(&sample()).unwrap();
    let guarded: Vec<_> = definition.acts.iter().filter(|a| a.once_per_round.is_some()).collect();
    assert_eq!(guarded.iter().map(|a| a.code.as_str()).collect::<Vec<_>>(), ["notify_once"]);
    assert!(matches!(guarded[0].once_per_round, Some(OnViolation::Record { .. })));
}

#[test]
fn a_form_reads_back_to_the_same_definition() {
    let form = sample();
    let bytes = shouwen_canon::to_bytes(&form).unwrap();
    let read: Form = shouwen_canon::from_bytes(&bytes).unwrap();
    assert_eq!(read, form);
    assert_eq!(lower(&read).unwrap().hash, lower(&form).unwrap().hash);
    let mut other = form;
    other.clocks[0].clauses.swap(0, 1);
    assert_ne!(lower(&other).unwrap().hash, lower(&read).unwrap().hash);
}

#[test]
fn absent_members_are_omitted_from_the_form() {
    let text = String::from_utf8(shouwen_canon::to_bytes(&sample()).unwrap()).unwrap();
    for absent in ["null", "[]", "false,\"required\"", "\"remedies\"", "\"after\"", "\"unit\":null"] {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
}

#[test]
fn what_is_not_declared_or_not_complete_is_refused() {
    let broken = |change: fn(&mut Form)| {
        let mut form = sample();
        change(&mut form);
        lower(&form).unwrap_err()
    };
    let kind = |error| match error {
        LowerError::Unknown { kind, .. } => kind,
        other @ (LowerError::Twice { .. }
        | LowerError::Condition(_)
        | LowerError::TooMany(_)
        | LowerError::Incomplete { .. }
        | LowerError::Branch
        | LowerError::Version(_)
        | LowerError::Machine(_)
        | LowerError::Canon(_)) => panic!("{other}"),
    };
    assert_eq!(kind(broken(|f| f.posts.clear())), "post");
    assert_eq!(kind(broken(|f| f.item.dates.clear())), "key date");
    assert_eq!(
        kind(broken(|f| {
            f.places.pop();
        })),
        "place"
    );
    assert_eq!(
        kind(broken(|f| {
            f.outcomes.remove(0);
        })),
        "outcome"
    );
    assert_eq!(kind(broken(|f| f.clocks.clear())), "clock");
    assert!(matches!(broken(|f| f.places.clear()), LowerError::Machine(_)));
    assert!(matches!(
        broken(|f| {
            f.places[1].clauses.remove(1);
        }),
        LowerError::Incomplete { number: 4, .. }
    ));
    assert!(matches!(
        broken(|f| {
            f.clocks[0].clauses.remove(3);
        }),
        LowerError::Incomplete { number: 0, .. }
    ));
    assert!(matches!(broken(|f| f.v = 1), LowerError::Version(1)));
}

fn conditions(of: Vec<(&str, Expr)>) -> Result<(), LowerError> {
    let mut form = sample();
    form.conditions = of.into_iter().map(|(name, is)| Condition { name: name.into(), is }).collect();
    lower(&form).map(|_| ())
}

fn holds(name: &str) -> Expr {
    Expr::Holds { condition: name.into() }
}

#[test]
fn a_condition_that_hangs_on_itself_is_refused() {
    let refused = |of| matches!(conditions(of), Err(LowerError::Condition(_)));
    assert!(refused(vec![("a", holds("a"))]));
    assert!(refused(vec![("a", holds("b")), ("b", Expr::Not { of: Box::new(holds("a")) })]));
    assert!(conditions(vec![("a", holds("b")), ("b", concluded("属"))]).is_ok());
}

#[test]
fn conditions_are_bounded_in_depth_and_in_size() {
    let names: Vec<String> = (0..=MAX_CONDITION_DEPTH).map(|n| format!("c{n}")).collect();
    let chain = |length: usize| {
        let mut of = vec![(names[0].as_str(), concluded("属"))];
        of.extend((1..length).map(|n| (names[n].as_str(), holds(&names[n - 1]))));
        of.reverse();
        of
    };
    assert!(conditions(chain(MAX_CONDITION_DEPTH)).is_ok());
    assert!(matches!(conditions(chain(MAX_CONDITION_DEPTH + 1)), Err(LowerError::Condition(_))));
    let wide = |parts: usize| Expr::Any { of: vec![concluded("属"); parts - 1] };
    assert!(conditions(vec![("a", wide(MAX_CONDITION_PARTS))]).is_ok());
    assert!(conditions(vec![("a", wide(MAX_CONDITION_PARTS + 1))]).is_err());
    // Each names the one before twice: small to write, without end to evaluate.
    let mut doubling = vec![(names[0].as_str(), concluded("属"))];
    doubling
        .extend((1..40).map(|n| {
            (names[n].as_str(), Expr::All { of: vec![holds(&names[n - 1]), holds(&names[n - 1])] })
        }));
    assert!(conditions(doubling).is_err());
}

#[test]
fn a_clock_and_a_place_of_one_name_stay_apart() {
    let mut form = sample();
    form.clocks[0].name = "收件".into();
    if let Clause::Track { clock, .. } = &mut form.places[1].clauses[2] {
        *clock = "收件".into();
    }
    let names: Vec<String> = lower(&form).unwrap().clocks.into_iter().map(|c| c.name).collect();
    assert_eq!(names, ["收件", "step 收件", "待补正"]);
}

#[test]
fn a_name_declared_twice_is_refused() {
    let mut form = sample();
    form.places.push(waiting());
    assert_eq!(lower(&form).unwrap_err(), LowerError::Twice { kind: "place", name: "待补正".into() });
}

#[test]
fn warnings_of_different_units_stand_by_their_length_and_an_extension_has_the_unit_of_its_limits() {
    let mut form = sample();
    let left = |n, unit| ClockClause::Left {
        of: Some(ClockName::Statutory),
        left: Remainder::Period(Period { n, unit }),
        acts: vec![],
    };
    form.clocks[0].clauses.extend([left(9, Unit::Day), left(8, Unit::Workday), left(100, Unit::Hour)]);
    let definition = lower(&form).unwrap();
    let amount = |left: &Remainder| match left {
        Remainder::Period(period) => period.n,
        Remainder::Share { percent } => *percent,
    };
    let warnings = &definition.clocks[0].limits[0].warnings;
    let order: Vec<u32> = warnings.iter().map(|(left, _)| amount(left)).collect();
    assert_eq!(order, [8, 9, 100]);
    let extend = |unit| ClockClause::Extend {
        times: 1,
        at_most: Period { n: 10, unit },
        by: "窗口岗".into(),
        tell: None,
        basis: None,
    };
    let mut other = form.clone();
    form.clocks[0].clauses.push(extend(Unit::Workday));
    assert!(lower(&form).is_ok());
    other.clocks[0].clauses.push(extend(Unit::Day));
    assert!(matches!(lower(&other), Err(LowerError::Incomplete { number: 9, .. })));
}
