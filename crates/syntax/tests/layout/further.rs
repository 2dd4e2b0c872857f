//! Clauses of the sections besides those of the course of a case.

use super::*;

fn measure() -> impl Strategy<Value = Located<Measure>> {
    let what = prop_oneof![
        name().prop_map(MeasureWord::Named),
        (1_u32..300).prop_map(|points| MeasureWord::Points(located(points))),
        name().prop_map(MeasureWord::SendOn),
    ];
    (what, proptest::option::of(role())).prop_map(|(what, against)| located(Measure { what, against }))
}

fn ladder() -> impl Strategy<Value = LadderClause> {
    let breach = || prop_oneof![name(), Just(located("再次告知".to_owned()))];
    let window = prop_oneof![Just(Window::Year), Just(Window::Quarter), Just(Window::Month)];
    let by = prop_oneof![Just(CountedBy::Person), Just(CountedBy::Post)];
    let rung = (
        proptest::collection::vec(breach(), 0..3),
        proptest::option::of(1_u32..30),
        proptest::collection::vec(measure(), 1..3),
        proptest::option::of(basis()),
    );
    prop_oneof![
        basis().prop_map(LadderClause::Basis),
        (window, by).prop_map(|(each, by)| LadderClause::Counting { each: located(each), by: located(by) }),
        rung.prop_map(|(of, times, measures, basis)| LadderClause::Rung {
            of,
            times: times.map(located),
            measures,
            basis: basis.unwrap_or_default(),
        }),
    ]
}

fn after() -> impl Strategy<Value = AfterClause> {
    let source =
        prop_oneof![Just(DateSource::Decided), Just(DateSource::Received), name().prop_map(DateSource::Date)];
    let term = prop_oneof![
        (source.prop_map(located), period()).prop_map(|(from, period)| AfterTerm::Within(from, period)),
        name().prop_map(AfterTerm::Until),
    ];
    let act = prop_oneof![
        name().prop_map(Act::Issue),
        (role(), any::<bool>()).prop_map(|(whom, reasons)| Act::Tell { whom, reasons }),
        role().prop_map(|role| Act::Copy(Recipient::Role(role))),
        name().prop_map(|name| Act::Report(Recipient::Outside(name))),
        name().prop_map(Act::List),
    ];
    let what = prop_oneof![
        role().prop_map(AfterWhat::Serve),
        name().prop_map(AfterWhat::Verify),
        act.prop_map(|act| AfterWhat::Act(located(act))),
    ];
    let deeds = || proptest::collection::vec(deed(), 0..3);
    let when = prop_oneof![
        expr(),
        (expr(), expr()).prop_map(|(main, but)| Expr {
            kind: ExprKind::Except(Box::new(main), Box::new(but)),
            span: Span::default(),
        }),
    ];
    (when, term, role(), what, proptest::option::of(name()), proptest::option::of(basis()), deeds(), deeds())
        .prop_map(|(when, term, by, what, proof, basis, failed, lapsed)| AfterClause {
            when,
            term,
            by,
            what,
            proof,
            basis: basis.unwrap_or_default(),
            failed,
            lapsed,
        })
}

/// Sections besides those of the course of a case.
pub(super) fn further() -> impl Strategy<Value = Vec<SectionKind>> {
    let ladders = proptest::collection::vec(ladder().prop_map(located), 1..4);
    let promises = proptest::collection::vec(promise().prop_map(located), 1..4);
    let moves = proptest::collection::vec(migration().prop_map(located), 1..4);
    let sessions = proptest::collection::vec(schedule().prop_map(located), 1..4);
    let parties = proptest::collection::vec(party().prop_map(located), 1..4);
    let materials = proptest::collection::vec(material().prop_map(located), 1..4);
    let duties = proptest::collection::vec(after().prop_map(located), 1..3);
    let appointed = (name(), prop_oneof![Just(Lot::Never), Just(Lot::May), Just(Lot::Always)])
        .prop_map(|(post, lot)| vec![located(AppointmentClause::OutOf(post, lot))]);
    let events = proptest::collection::vec(anytime().prop_map(located), 1..3);
    let named = |name: &str| located(name.to_owned());
    (ladders, promises, moves, sessions, materials, duties, parties, (anytime_limits(), events, appointed))
        .prop_map(
            move |(
                ladders,
                promises,
                moves,
                sessions,
                materials,
                duties,
                parties,
                (limits, events, appointed),
            )| {
                vec![
                    SectionKind::Ladder(named("戊"), ladders),
                    SectionKind::Commitment(promises),
                    SectionKind::Migration(named("己"), moves),
                    SectionKind::Schedule(named("庚"), sessions),
                    SectionKind::Material(named("辛"), materials),
                    SectionKind::After(duties),
                    SectionKind::Party(named("壬"), parties),
                    SectionKind::Anytime(limits, events),
                    SectionKind::Appointment(named("癸"), appointed),
                ]
            },
        )
}

fn anytime_limits() -> impl Strategy<Value = AnytimeLimits> {
    (proptest::option::of(name()), proptest::collection::vec(name(), 0..3))
        .prop_map(|(before, places)| AnytimeLimits { before, places })
}

fn anytime() -> impl Strategy<Value = AnytimeClause> {
    (name(), proptest::option::of(name()), proptest::collection::vec(deed(), 1..3))
        .prop_map(|(event, by, deeds)| AnytimeClause { event, by, deeds })
}

fn material() -> impl Strategy<Value = MaterialClause> {
    prop_oneof![
        proptest::option::of(name()).prop_map(MaterialClause::Needed),
        (proptest::option::of(period()), proptest::option::of(basis())).prop_map(|(within, basis)| {
            MaterialClause::Deferrable { within, basis: basis.unwrap_or_default() }
        }),
        proptest::option::of(basis()).prop_map(|basis| MaterialClause::ByPromise(basis.unwrap_or_default())),
        any::<u32>().prop_map(|n| MaterialClause::Copies(located(n))),
        name().prop_map(MaterialClause::SharedFrom),
        basis().prop_map(MaterialClause::Basis),
    ]
}

fn promise() -> impl Strategy<Value = PromiseClause> {
    prop_oneof![
        (name(), period()).prop_map(|(clock, period)| PromiseClause::Within(clock, period)),
        (0_u32..30).prop_map(|times| PromiseClause::Visits(located(times))),
        Just(PromiseClause::OnTheSpot),
        Just(PromiseClause::Free),
        (operand(), proptest::option::of(basis()))
            .prop_map(|(amount, basis)| PromiseClause::Fee(amount, basis.unwrap_or_default())),
        proptest::collection::vec(name(), 1..3).prop_map(PromiseClause::NotKept),
    ]
}

fn day() -> impl Strategy<Value = Located<Date>> {
    (1900_u32..2200, 1_u32..13, 1_u32..29).prop_map(|(year, month, day)| located(Date { year, month, day }))
}

fn migration() -> impl Strategy<Value = MigrationClause> {
    prop_oneof![
        day().prop_map(MigrationClause::Older),
        (name(), name()).prop_map(|(old, new)| MigrationClause::Place(old, new)),
        name().prop_map(MigrationClause::PlaceStays),
        (name(), name()).prop_map(|(old, new)| MigrationClause::Clock(old, new)),
        (name(), name()).prop_map(|(old, new)| MigrationClause::Data(old, new)),
        name().prop_map(MigrationClause::DataDropped),
    ]
}

fn schedule() -> impl Strategy<Value = ScheduleClause> {
    let round = prop_oneof![(1_u32..8).prop_map(Round::Weekly), (1_u32..32).prop_map(Round::Monthly)];
    let between = proptest::option::of((day(), day()));
    let days_off = prop_oneof![Just(DaysOff::AsUsual), Just(DaysOff::MoveOn), Just(DaysOff::MoveBack)];
    prop_oneof![
        (round, 0_u32..24, 0_u32..60, between, days_off).prop_map(|(on, hour, minute, between, days_off)| {
            ScheduleClause::Session { on: located(on), at: (hour, minute), between, days_off }
        }),
        expr().prop_map(ScheduleClause::Object),
        (name(), name()).prop_map(|(by, chair)| ScheduleClause::Convened { by, chair }),
        (proptest::collection::vec(name(), 1..3), proptest::option::of(name()))
            .prop_map(|(fields, event)| ScheduleClause::EachCase { fields, event }),
        name().prop_map(ScheduleClause::Absent),
        Just(ScheduleClause::NoCase),
        name().prop_map(ScheduleClause::NotHeld),
    ]
}

pub(super) fn party_does() -> impl Strategy<Value = PartyDoes> {
    prop_oneof![
        Just(PartyDoes::Receives),
        Just(PartyDoes::Answers),
        Just(PartyDoes::Silent),
        Just(PartyDoes::RunsOut)
    ]
}

pub(super) fn parties_are() -> impl Strategy<Value = PartiesAre> {
    prop_oneof![
        Just(PartiesAre::Received),
        Just(PartiesAre::Answered),
        Just(PartiesAre::Consented),
        Just(PartiesAre::RunOut)
    ]
}

fn party() -> impl Strategy<Value = PartyClause> {
    prop_oneof![
        Just(PartyClause::One),
        Just(PartyClause::Several),
        Just(PartyClause::Outside),
        name().prop_map(PartyClause::NamedIn)
    ]
}
