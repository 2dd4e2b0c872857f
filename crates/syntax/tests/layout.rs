//! The formatter: every form in both languages, comments and paragraphs, tricky names, and trees made at random.

#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail loudly; the lint's exception covers test functions only"
)]

#[path = "layout/acts.rs"]
mod acts;
#[path = "layout/further.rs"]
mod further;

use acts::{clock_clause, deed, meeting, remainder};
use further::{further, parties_are, party_does};
use proptest::prelude::*;
use shouwen_grammar::forms;
use shouwen_grammar::{Entry, numeral::Number};
use shouwen_syntax::tree::*;
use shouwen_syntax::{FileId, Language, Source, Span, fmt, fmt_to, format, parse, same_meaning};

fn source(text: &str) -> Source {
    Source::new(FileId(0), "x.proc", text).unwrap()
}

/// The tree of a text that must be right.
fn tree(text: &str) -> File {
    let parsed = parse(&source(text));
    let found = parsed.diagnostics.sorted();
    assert!(found.is_empty(), "{text}\n{found:#?}");
    parsed.tree
}

const HEADS: &[(Entry, &str, &str)] = &[
    (Entry::Organisation, "机构 甲", "organisation 甲"),
    (Entry::Procedure, "事项 甲", "procedure 甲"),
    (Entry::Data, "登记信息", "data"),
    (Entry::Condition, "条件 甲", "condition 甲"),
    (Entry::Table, "认定标准 甲", "decision table 甲"),
    (Entry::Party, "当事人 甲", "party 甲"),
    (Entry::Post, "岗位 甲", "post 甲"),
    (Entry::Appointment, "指定 甲", "appointment 甲"),
    (Entry::Custody, "责任 甲", "custody 甲"),
    (Entry::Accountability, "责任追究 甲", "accountability 甲"),
    (Entry::Commitment, "公开承诺", "commitment"),
    (Entry::Migration, "新旧衔接 甲", "migration 甲"),
    (Entry::Schedule, "日程 甲", "schedule 甲"),
    (Entry::Material, "材料 甲", "material 甲"),
    (Entry::Outcome, "结果 甲", "outcome 甲"),
    (Entry::Clock, "时限 甲", "clock 甲"),
    (Entry::Place, "环节 甲", "step 甲"),
    (Entry::AnyTime, "随时", "at any time"),
    (Entry::AfterClosing, "办结后", "after closing"),
    (Entry::Scenario, "案例 甲", "scenario 甲"),
];

/// Every form as a file of its own: its entry, the Chinese file, the English file.
fn files() -> Vec<(Entry, String, String)> {
    let file = |form: &shouwen_grammar::forms::Form| {
        if form.entry == Entry::Head {
            let marks = if form.zh.starts_with("引用") { ("。", ".") } else { ("：", ":") };
            return (form.entry, format!("{}{}\n", form.zh, marks.0), format!("{}{}\n", form.en, marks.1));
        }
        let (_, zh, en) = HEADS.iter().find(|head| head.0 == form.entry).unwrap();
        (form.entry, format!("{zh}：\n  {}。\n", form.zh), format!("{en}:\n  {}.\n", form.en))
    };
    forms::all().map(file).collect()
}

#[test]
fn every_form_is_translated_and_back_without_loss() {
    for (_, zh, en) in files() {
        for (text, own, other) in
            [(zh, Language::Chinese, Language::English), (en, Language::English, Language::Chinese)]
        {
            let first = tree(&text);
            assert_eq!(first.language, own, "{text}");
            let translated = fmt_to(&source(&text), Some(other)).unwrap_or_else(|d| panic!("{text}\n{d:#?}"));
            let second = tree(&translated);
            assert_eq!(second.language, other, "{translated}");
            assert!(same_meaning(&first, &second), "{text}\n{translated}");
            let back = format(&second, own);
            assert_eq!(format(&first, own), back);
            assert_eq!(fmt(&source(&back)).unwrap(), back);
        }
    }
}

#[test]
fn forms_that_differ_have_trees_that_differ() {
    let all: Vec<(String, File)> = files().into_iter().map(|(_, zh, _)| (zh.clone(), tree(&zh))).collect();
    for (n, (text, one)) in all.iter().enumerate() {
        for (other_text, other) in all.iter().skip(n + 1) {
            assert!(!same_meaning(one, other), "{text}\n{other_text}");
        }
    }
}

#[test]
fn comments_and_paragraphs_are_kept() {
    let text = "\
注：全文的说明
引用 机构。   注：在上级文件夹

注：关于事项
事项 甲：注：头上
注：关于简称
  简称 item_a；note: 英文的标记也认
    说明：第一段。第二句；注：这里不是注释。
  不收费。
注：最后
";
    let written = "\
注：全文的说明
引用 机构。 注：在上级文件夹

注：关于事项
事项 甲： 注：头上
  注：关于简称
  简称 item_a； 注：英文的标记也认
  说明：第一段。第二句；注：这里不是注释；
  不收费。
注：最后
";
    assert_eq!(fmt(&source(text)).unwrap(), written);
    assert_eq!(fmt(&source(written)).unwrap(), written);
    let english = fmt_to(&source(text), Some(Language::English)).unwrap();
    assert!(
        english.contains("\nprocedure 甲: note: 头上\n  note: 关于简称\n  short name item_a; note: "),
        "{english}"
    );
    assert_eq!(fmt_to(&source(&english), Some(Language::Chinese)).unwrap(), written);
}

#[test]
fn writing_habits_are_equal() {
    let canonical = "环节 收件：\n  由 窗口岗 办理；\n  内部时限 三个工作日；\n  意见 为 准予 且 甲 不少于 200 的，转入 审查。\n";
    let canonical = canonical.replace("200 的", "200的");
    let typed = "环节　收件:\r\n由　窗口岗  办理 ;\r\n\t内部时限 ３个工作日；\r\n意见 为 准予 且 甲 不少于 ２００的, 转入 审查.";
    assert!(same_meaning(&tree(typed), &tree(&canonical)));
    assert_eq!(fmt(&source(typed)).unwrap(), canonical);
    let amounts = ["二百万元", "200万元", "2000000元", "２００万元", "2,000,000元"];
    let trees: Vec<File> = amounts.iter().map(|a| tree(&format!("条件 甲：\n  乙 不少于 {a}。"))).collect();
    assert!(trees.windows(2).all(|pair| same_meaning(&pair[0], &pair[1])));
    assert!(same_meaning(
        &tree("案例 甲：\n  至 2024年2月7日 24：00。"),
        &tree("案例 甲：\n  至 2024-02-07 24:00。")
    ));
}

#[test]
fn only_the_last_particle_ends_a_guard() {
    let file = tree("环节 甲：\n  机构 为 有管辖权的仲裁委的，转入 乙。");
    let SectionKind::Place(_, _, clauses) = &file.sections[0].kind else { panic!("no place") };
    let PlaceClause::Direct { when, .. } = &clauses[0].node else { panic!("no direction") };
    let Trigger::If(Expr { kind: ExprKind::Compare(_, _, Operand::Name(name)), .. }) = &when.node else {
        panic!("no comparison")
    };
    assert_eq!(name.node, "有管辖权的仲裁委");
}

fn located<T>(node: T) -> Located<T> {
    Located::new(node, Span::default())
}

fn name() -> impl Strategy<Value = Name> {
    let tricky = [
        "收件",
        "是",
        "为",
        "三",
        "2020-01-01",
        "200万元",
        "申请人",
        "转入",
        "go to",
        "is",
        "with",
        "说的",
        "一次性告知",
        "某人社规〔2020〕3号",
        "capital_report",
        "受理",
        "符合",
        "之一",
        "note",
        "申请人补齐",
        "applicant withdraws",
        "a，b",
        "（半",
        "《半",
        "甲。乙",
        " 空 ",
        "下列之一",
        "仅供记录",
        "届满",
        "one of these",
        "行政复议",
    ];
    let listed = proptest::sample::select(tricky.to_vec()).prop_map(str::to_owned);
    prop_oneof![listed, "[一-龥a-z0-9_ ，的、.；:（]{1,6}"].prop_map(located)
}

fn period() -> impl Strategy<Value = Period> {
    let units = [
        PeriodUnit::Workday,
        PeriodUnit::Day,
        PeriodUnit::Hour,
        PeriodUnit::OfficeMinute,
        PeriodUnit::Month,
        PeriodUnit::Year,
        PeriodUnit::BareDay,
    ];
    (any::<u32>(), proptest::sample::select(units.to_vec())).prop_map(|(n, unit)| Period {
        n,
        unit,
        span: Span::default(),
    })
}

fn operand() -> impl Strategy<Value = Operand> {
    let literal = prop_oneof![
        (0_i128..1_000_000_000, 0_u8..4).prop_map(|(units, scale)| Literal::Number(Number { units, scale })),
        (0_i128..1_000_000_000, 0_u8..3).prop_map(|(units, scale)| Literal::Money(Number { units, scale })),
        (0_i128..10_000).prop_map(|n| Literal::Money(Number { units: n * 10_000, scale: 0 })),
        (0_u32..10_000, 0_u32..100, 0_u32..100).prop_map(|(year, month, day)| Literal::Date(Date {
            year,
            month,
            day
        })),
        any::<bool>().prop_map(Literal::Flag),
        (0_u32..10_000, 0_u32..100).prop_map(|(year, month)| Literal::Month(year, month)),
        period().prop_map(Literal::Period),
        "[一-龥a-z；，的 ”]{0,6}".prop_map(Literal::Text),
    ];
    prop_oneof![name().prop_map(Operand::Name), literal.prop_map(|l| Operand::Literal(located(l)))]
}

/// A sum, a product, or the month of a date.
fn value() -> impl Strategy<Value = Operand> {
    let rest = |of: [Arithmetic; 2]| {
        proptest::collection::vec((proptest::sample::select(of.to_vec()).prop_map(located), operand()), 1..3)
    };
    let sum = |(first, rest)| Operand::Sum(Box::new(Sum { first, rest }));
    prop_oneof![
        operand(),
        (operand(), rest([Arithmetic::Plus, Arithmetic::Minus])).prop_map(sum),
        (operand(), rest([Arithmetic::Times, Arithmetic::Over])).prop_map(sum),
        (operand(), any::<bool>()).prop_map(|(of, next)| Operand::MonthOf(
            Box::new(of),
            next,
            Span::default()
        )),
    ]
}

fn how_much() -> impl Strategy<Value = Comparison> {
    prop_oneof![Just(Comparison::Is), Just(Comparison::AtMost), Just(Comparison::NotEarlierThan)]
}

fn atom() -> impl Strategy<Value = Expr> {
    let how = [
        Comparison::Is,
        Comparison::IsNot,
        Comparison::AtLeast,
        Comparison::AtMost,
        Comparison::MoreThan,
        Comparison::LessThan,
        Comparison::EarlierThan,
        Comparison::LaterThan,
        Comparison::NotEarlierThan,
        Comparison::NotLaterThan,
    ];
    let names = || proptest::collection::vec(name(), 1..4);
    prop_oneof![
        (operand(), proptest::sample::select(how.to_vec()), operand())
            .prop_map(|(a, how, b)| ExprKind::Compare(a, located(how), b)),
        (operand(), proptest::collection::vec(operand(), 1..4)).prop_map(|(a, all)| ExprKind::OneOf(a, all)),
        (operand(), operand()).prop_map(|(a, b)| ExprKind::Differ(a, b)),
        (name(), any::<bool>()).prop_map(|(a, filled)| ExprKind::Filled(a, filled)),
        (name(), any::<bool>()).prop_map(|(a, meets)| ExprKind::Meets(a, meets)),
        Just(ExprKind::Materials(MaterialsAre::Complete)),
        Just(ExprKind::Materials(MaterialsAre::Deferrable)),
        any::<bool>().prop_map(ExprKind::DeferredIn),
        names().prop_map(ExprKind::Outcome),
        (name(), linked()).prop_map(|(name, is)| ExprKind::Linked(name, is)),
        (name(), party_does()).prop_map(|(party, does)| ExprKind::ByParty(party, does)),
        (proptest::option::of(name()), parties_are())
            .prop_map(|(party, are)| ExprKind::Parties(Parties { party, are })),
        name().prop_map(ExprKind::Bare),
        (name(), any::<bool>()).prop_map(|(place, yes)| ExprKind::Passed(place, yes)),
        (name(), any::<bool>()).prop_map(|(place, yes)| ExprKind::Done(place, yes)),
        (name(), name()).prop_map(|(place, value)| ExprKind::Concluded(place, value)),
        (value(), any::<bool>(), operand()).prop_map(|(a, any, b)| ExprKind::Items(a, any, b)),
        (value(), how_much(), value()).prop_map(|(a, op, b)| ExprKind::Compare(a, located(op), b)),
        (value(), proptest::option::of(operand()), 0_u32..100, any::<bool>()).prop_map(
            |(from, on, n, age)| {
                let period = Period { n, unit: PeriodUnit::Year, span: Span::default() };
                ExprKind::Reached { from, on, period, age }
            }
        ),
    ]
    .prop_map(|kind| Expr { kind, span: Span::default() })
}

fn linked() -> impl Strategy<Value = LinkedIs> {
    prop_oneof![Just(LinkedIs::Decided), Just(LinkedIs::NotOpened)]
}

fn custody() -> impl Strategy<Value = CustodyClause> {
    let deeds = || proptest::collection::vec(deed(), 1..4);
    let holder = prop_oneof![Just(FirstHolder::FirstContact), Just(FirstHolder::Officer)];
    prop_oneof![
        (any::<bool>(), holder)
            .prop_map(|(from_contact, by)| CustodyClause::Held { from_contact, by: located(by) }),
        Just(CustodyClause::HighestOfSeveral),
        Just(CustodyClause::HandOver),
        period().prop_map(CustodyClause::Receipt),
        deeds().prop_map(CustodyClause::Unanswered),
        (proptest::option::of(period()), proptest::option::of(basis())).prop_map(|(within, basis)| {
            CustodyClause::Decline { within, basis: basis.unwrap_or_default() }
        }),
        (1_u32..30, deeds())
            .prop_map(|(times, deeds)| CustodyClause::DeclinedTimes { times: located(times), deeds }),
        Just(CustodyClause::UntilClosed),
    ]
}

fn table_line() -> impl Strategy<Value = TableLine> {
    let tests = proptest::collection::vec((how_much().prop_map(located), operand()), 1..3);
    let cell = prop_oneof![
        Just(TableCell::Any),
        proptest::collection::vec(operand(), 1..3).prop_map(TableCell::Values),
        tests.prop_map(TableCell::Tests),
    ]
    .prop_map(located);
    prop_oneof![
        proptest::collection::vec(value(), 1..3).prop_map(TableLine::Columns),
        proptest::collection::vec(cell, 2..4).prop_map(TableLine::Row),
    ]
}

/// A guard or a condition, which may be a list.
fn truth() -> impl Strategy<Value = Expr> {
    let listed = (any::<bool>(), proptest::collection::vec(expr(), 2..4))
        .prop_map(|(all, of)| Expr { kind: ExprKind::Listed(all, of), span: Span::default() });
    let except = (expr(), expr()).prop_map(|(main, but)| Expr {
        kind: ExprKind::Except(Box::new(main), Box::new(but)),
        span: Span::default(),
    });
    prop_oneof![4 => expr(), 1 => listed, 1 => except]
}

fn expr() -> impl Strategy<Value = Expr> {
    let many = || proptest::collection::vec(atom(), 2..4);
    prop_oneof![
        atom(),
        many().prop_map(|all| Expr { kind: ExprKind::All(all), span: Span::default() }),
        many().prop_map(|all| Expr { kind: ExprKind::Any(all), span: Span::default() }),
    ]
}

fn role() -> impl Strategy<Value = Located<Role>> {
    prop_oneof![
        Just(Role::Applicant),
        Just(Role::Officer),
        Just(Role::FirstHandler),
        Just(Role::OwnSuperior),
        name().prop_map(Role::Post)
    ]
    .prop_map(located)
}

fn basis() -> impl Strategy<Value = Vec<Located<Basis>>> {
    let law = ("[一-龥（）、，；]{1,8}", proptest::option::of("第[一二三十]{1,3}条"))
        .prop_map(|(title, article)| located(Basis::Law { title, article }));
    let own = Just(located(Basis::OwnRule("某人社规〔2020〕3号".to_owned())));
    prop_oneof![
        proptest::collection::vec(prop_oneof![law, own], 1..3),
        Just(vec![located(Basis::Unverified)])
    ]
}

fn trigger() -> impl Strategy<Value = Trigger> {
    prop_oneof![
        Just(Trigger::Completed),
        Just(Trigger::Otherwise),
        Just(Trigger::Expired),
        Just(Trigger::Unopposed),
        remainder().prop_map(Trigger::Left),
        proptest::option::of((1_u32..100).prop_map(located)).prop_map(Trigger::Joined),
        Just(Trigger::NoBranch),
        truth().prop_map(Trigger::If)
    ]
}

fn clause() -> impl Strategy<Value = PlaceClause> {
    let deeds = || proptest::collection::vec(deed(), 1..5);
    let names = || proptest::collection::vec(name(), 1..4);
    let signing = prop_oneof![Just(Signing::All), Just(Signing::InTurn), Just(Signing::AnyOne)];
    let awaited = prop_oneof![
        name().prop_map(Awaited::Event),
        (name(), linked()).prop_map(|(name, is)| Awaited::Linked(name, is)),
        (name(), party_does()).prop_map(|(party, does)| Awaited::Party(party, does)),
    ]
    .prop_map(located);
    let excluded = (
        name(),
        any::<bool>(),
        proptest::option::of(period()),
        proptest::option::of(name()),
        proptest::option::of(role()),
    )
        .prop_map(|(clock, only, at_most, cause, tell)| {
            PlaceClause::Excluded(Excluded {
                clock,
                only: only.then(|| located(LimitName::Promised)),
                at_most,
                cause,
                tell,
                basis: Vec::new(),
            })
        });
    let cap = (1_u32..100, proptest::collection::vec(deed(), 0..4))
        .prop_map(|(times, deeds)| Cap { times: located(times), deeds });
    let mode = prop_oneof![Just(ReturnMode::Restart), Just(ReturnMode::Resume)].prop_map(located);
    prop_oneof![
        name().prop_map(PlaceClause::HandledBy),
        (name(), mode, proptest::option::of(cap)).prop_map(|(to, mode, cap)| PlaceClause::AllowReturn {
            to,
            mode,
            cap
        }),
        (name(), any::<bool>(), name(), proptest::option::of(name()))
            .prop_map(|(name, each, from, to)| PlaceClause::Branch { name, each, from, to }),
        role().prop_map(PlaceClause::FollowedBy),
        (any::<bool>(), deeds()).prop_map(|(first, deeds)| PlaceClause::OnEntry { first, deeds }),
        (name(), names(), any::<bool>()).prop_map(|(name, values, for_record)| PlaceClause::Conclude {
            name,
            values,
            for_record
        }),
        (signing, names()).prop_map(|(how, posts)| PlaceClause::SignedBy(how, posts)),
        meeting().prop_map(PlaceClause::Meeting),
        name().prop_map(PlaceClause::Differ),
        name().prop_map(PlaceClause::PostedBy),
        names().prop_map(PlaceClause::Disclose),
        period().prop_map(PlaceClause::AtLeast),
        (period(), proptest::option::of(basis()))
            .prop_map(|(period, basis)| PlaceClause::EachParty { period, basis: basis.unwrap_or_default() }),
        any::<bool>().prop_map(|anew| PlaceClause::Resuming { anew }),
        any::<bool>().prop_map(|anew| PlaceClause::EnteredAgain { anew }),
        names().prop_map(PlaceClause::FillIn),
        names().prop_map(PlaceClause::Appoint),
        names().prop_map(PlaceClause::MustAttach),
        proptest::collection::vec(awaited, 1..4).prop_map(PlaceClause::Await),
        (trigger(), deeds(), any::<bool>()).prop_map(|(when, deeds, overrides)| PlaceClause::Direct {
            overrides: overrides && matches!(when, Trigger::If(_)),
            when: located(when),
            deeds,
        }),
        (truth(), deeds()).prop_map(|(when, deeds)| PlaceClause::Owe { when, deeds }),
        truth().prop_map(PlaceClause::GiveReasons),
        (truth(), name()).prop_map(|(when, value)| PlaceClause::Forbid { when, value }),
        expr().prop_map(PlaceClause::OnlyWhen),
        period().prop_map(PlaceClause::Longest),
        (name(), period()).prop_map(|(document, at_least)| PlaceClause::StatedIn { document, at_least }),
        excluded,
        name().prop_map(PlaceClause::NotSamePerson),
    ]
}

fn file_of(
    clauses: Vec<PlaceClause>,
    clocks: Vec<ClockClause>,
    custody: Vec<CustodyClause>,
    rows: Vec<TableLine>,
    further: Vec<SectionKind>,
) -> File {
    let rows = rows.into_iter().map(located).collect();
    let clocks = clocks.into_iter().map(located).collect();
    let clauses = clauses.into_iter().map(located).collect();
    let custody = custody.into_iter().map(located).collect();
    let sections = [
        SectionKind::Place(PlaceKind::Step, located("甲".to_owned()), clauses),
        SectionKind::Clock(located("丙".to_owned()), clocks),
        SectionKind::Custody(located("乙".to_owned()), custody),
        SectionKind::Table(located("丁".to_owned()), rows),
    ];
    let sections = sections.into_iter().chain(further);
    let sections = sections.map(|kind| Section { kind, head: Span::default(), span: Span::default() });
    File {
        language: Language::Chinese,
        sections: sections.collect(),
        comments: Vec::new(),
        span: Span::default(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_written_is_read_again(
        clauses in proptest::collection::vec(clause(), 1..4),
        clocks in proptest::collection::vec(clock_clause(), 1..4),
        duties in proptest::collection::vec(custody(), 1..4),
        rows in proptest::collection::vec(table_line(), 1..4),
        further in further(),
    ) {
        let file = file_of(clauses, clocks, duties, rows, further);
        for language in [Language::Chinese, Language::English] {
            let text = format(&file, language);
            let parsed = parse(&source(&text));
            prop_assert!(parsed.diagnostics.is_empty(), "{}\n{:#?}", text, parsed.diagnostics);
            prop_assert!(same_meaning(&parsed.tree, &file), "{}\n{:#?}\n{:#?}", text, file, parsed.tree);
            prop_assert_eq!(format(&parsed.tree, language), text);
        }
    }
}
