//! The cells against a twin that tries concrete values one by one.

use super::super::choices::judge;
use super::*;
use proptest::prelude::*;
use shouwen_canon::Date;
use shouwen_model::form::{
    Clause, Comparison, Condition, Expr, Field, Form, Item, ItemKind, MaterialsAre, Place, PlaceKind, Role,
    Term,
};
use shouwen_model::value::{Type, Value};

fn field(name: &str, ty: Type, required: bool) -> Field {
    Field { name: name.into(), ty, required, personal: false, by: Role::Applicant, bounds: Vec::new() }
}

/// A form with a number that is always there, one that may be empty, a yes/no, a choice, two numbers that are only
/// compared with each other, a conclusion and a condition.
fn form() -> Form {
    let words = vec!["甲".to_owned(), "乙".to_owned(), "丙".to_owned()];
    let large = Expr::Compare { left: named("n"), op: Comparison::AtLeast, right: number(3) };
    Form {
        ladders: Vec::new(),
        migration: None,
        schedules: Vec::new(),
        computed: Vec::new(),
        v: 0,
        custody: Vec::new(),
        item: Item {
            name: String::new(),
            alias: String::new(),
            basis: vec![],
            unit: None,
            serves: None,
            kind: ItemKind::Timed,
            dates: vec![],
            fee: false,
            in_force_from: Date::EPOCH,
            rule: None,
            sessions: None,
        },
        data: vec![
            field("n", Type::Integer, true),
            field("m", Type::Integer, false),
            field("f", Type::Flag, true),
            field("g", Type::Flag, false),
            field("c", Type::Choice { of: words }, true),
            field("p", Type::Integer, true),
            field("q", Type::Integer, true),
        ],
        parties: Vec::new(),
        conditions: vec![Condition { name: "大".into(), is: large }],
        posts: vec![],
        materials: vec![],
        outcomes: vec![],
        clocks: vec![],
        places: vec![Place {
            kind: PlaceKind::Step,
            name: "审".into(),
            clauses: vec![Clause::Conclude {
                name: "k".into(),
                of: vec!["甲".into(), "丁".into()],
                for_record: false,
            }],
        }],
        anytime: vec![],
        after: vec![],
    }
}

fn named(name: &str) -> Term {
    Term::Field { name: name.into() }
}

fn concluded() -> Term {
    Term::Conclusion { place: "审".into(), name: "k".into() }
}

fn number(v: i64) -> Term {
    Term::Literal { value: Value::Integer { v } }
}

fn word(v: &str) -> Value {
    Value::Choice { v: v.into() }
}

/// A concrete case.
#[derive(Clone, Copy, Debug)]
struct Case {
    n: i64,
    m: Option<i64>,
    f: bool,
    g: Option<bool>,
    c: &'static str,
    p: i64,
    q: i64,
    k: &'static str,
    complete: bool,
}

fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    for n in -1..=6 {
        for m in [None, Some(-1), Some(0), Some(1), Some(2), Some(3), Some(4), Some(5), Some(6)] {
            for (f, complete) in [(false, false), (false, true), (true, false), (true, true)] {
                for c in ["甲", "乙", "丙"] {
                    for (p, q) in [(0, 0), (0, 1), (1, 0)] {
                        for (k, g) in [
                            ("甲", None),
                            ("丁", Some(true)),
                            ("甲", Some(false)),
                            ("丁", None),
                            ("甲", Some(true)),
                            ("丁", Some(false)),
                        ] {
                            all.push(Case { n, m, f, g, c, p, q, k, complete });
                        }
                    }
                }
            }
        }
    }
    all
}

/// What the words say, read off directly.
fn truth(expr: &Expr, case: &Case) -> bool {
    match expr {
        Expr::All { of } => of.iter().all(|e| truth(e, case)),
        Expr::Any { of } => of.iter().any(|e| truth(e, case)),
        Expr::Not { of } => !truth(of, case),
        Expr::Filled { field } => field != "m" || case.m.is_some(),
        Expr::Holds { .. } => case.n >= 3,
        Expr::Materials { are } => (*are == MaterialsAre::Complete) == case.complete,
        Expr::OneOf { left, of } => of.iter().any(|v| value(left, case).as_ref() == Some(v)),
        Expr::Compare { left, op, right } => {
            let (Some(a), Some(b)) = (value(left, case), value(right, case)) else {
                return *op == Comparison::IsNot;
            };
            match (&a, &b) {
                (Value::Integer { v: a }, Value::Integer { v: b }) => match op {
                    Comparison::Is => a == b,
                    Comparison::IsNot => a != b,
                    Comparison::AtLeast => a >= b,
                    Comparison::AtMost => a <= b,
                    Comparison::MoreThan => a > b,
                    Comparison::LessThan => a < b,
                },
                _ => (a == b) == (*op == Comparison::Is),
            }
        }
        _ => false,
    }
}

fn value(term: &Term, case: &Case) -> Option<Value> {
    match term {
        Term::Literal { value } => Some(value.clone()),
        Term::Conclusion { .. } => Some(word(case.k)),
        Term::Field { name } => match name.as_str() {
            "n" => Some(Value::Integer { v: case.n }),
            "m" => case.m.map(|v| Value::Integer { v }),
            "p" => Some(Value::Integer { v: case.p }),
            "q" => Some(Value::Integer { v: case.q }),
            "f" => Some(Value::Flag { v: case.f }),
            "g" => case.g.map(|v| Value::Flag { v }),
            _ => Some(word(case.c)),
        },
        _ => None,
    }
}

fn comparisons() -> impl Strategy<Value = Comparison> {
    prop::sample::select(vec![
        Comparison::Is,
        Comparison::IsNot,
        Comparison::AtLeast,
        Comparison::AtMost,
        Comparison::MoreThan,
        Comparison::LessThan,
    ])
}

fn equality() -> impl Strategy<Value = Comparison> {
    prop::sample::select(vec![Comparison::Is, Comparison::IsNot])
}

fn leaves() -> impl Strategy<Value = Expr> {
    let compare = |left, op, right| Expr::Compare { left, op, right };
    prop_oneof![
        (prop::sample::select(vec!["n", "m"]), comparisons(), 0..6i64, any::<bool>()).prop_map(
            move |(name, op, v, turned)| if turned {
                compare(number(v), op, named(name))
            } else {
                compare(named(name), op, number(v))
            }
        ),
        (equality(), any::<bool>()).prop_map(move |(op, v)| compare(
            named("f"),
            op,
            Term::Literal { value: Value::Flag { v } }
        )),
        (equality(), prop::sample::select(vec!["甲", "乙", "丙"])).prop_map(move |(op, v)| compare(
            named("c"),
            op,
            Term::Literal { value: word(v) }
        )),
        prop::sample::subsequence(vec!["甲", "乙", "丙"], 1..3)
            .prop_map(|of| Expr::OneOf { left: named("c"), of: of.into_iter().map(word).collect() }),
        equality().prop_map(move |op| compare(named("c"), op, concluded())),
        equality().prop_map(move |op| compare(named("f"), op, named("g"))),
        comparisons().prop_map(move |op| compare(named("p"), op, named("q"))),
        any::<bool>().prop_map(|c| Expr::Materials {
            are: if c { MaterialsAre::Complete } else { MaterialsAre::Incomplete }
        }),
        Just(Expr::Holds { condition: "大".into() }),
        Just(Expr::Filled { field: "m".into() }),
    ]
}

fn exprs() -> impl Strategy<Value = Expr> {
    leaves().prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(|of| Expr::All { of }),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|of| Expr::Any { of }),
            inner.prop_map(|of| Expr::Not { of: Box::new(of) }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn cells_and_concrete_values_agree(exprs in prop::collection::vec(exprs(), 1..4)) {
        let form = form();
        let index = crate::checks::Index::of(&form);
        let mut builder = Builder::new(&index);
        exprs.iter().for_each(|e| builder.ask(e));
        prop_assert!(builder.is_clear());
        let situations = builder.situations();
        prop_assume!(situations.count().is_some());
        let guards: Vec<Guard> = exprs.iter().map(|e| builder.guard(e)).collect();
        let verdict = judge(&situations, &guards, &[], false);
        let held: Vec<usize> =
            cases().iter().map(|case| exprs.iter().filter(|e| truth(e, case)).count()).collect();
        prop_assert_eq!(verdict.gap.is_some(), held.contains(&0));
        prop_assert_eq!(!verdict.overlaps.is_empty(), held.iter().any(|n| *n > 1));
    }
}

#[test]
fn runs_leave_no_number_out_and_hold_none_twice() {
    let literals = [3i128, 4, 9].into_iter().collect();
    let cells = domain::runs(&literals);
    let has = |n: i128| {
        cells
            .iter()
            .filter(|c| match c {
                domain::Cell::Run(a, b) => a.is_none_or(|a| a <= n) && b.is_none_or(|b| n <= b),
                _ => false,
            })
            .count()
    };
    assert!((-2..20).all(|n| has(n) == 1));
    assert_eq!(cells.len(), 6);
    assert_eq!(domain::runs(&Default::default()), [domain::Cell::Run(None, None)]);
}

#[test]
fn the_limit_of_situations_is_kept_and_one_beyond_is_not_looked_at() {
    let flag = |name: String| Domain::flag(name);
    let at: Vec<Domain> = (0..16).map(|n| flag(n.to_string())).collect();
    assert_eq!(Situations::new(at.clone()).count(), Some(MAX_SITUATIONS));
    let beyond = at.into_iter().chain([flag("16".into())]).collect();
    assert_eq!(Situations::new(beyond).count(), None);
}
