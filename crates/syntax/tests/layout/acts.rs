//! Acts, clocks and meetings.

use super::*;

pub(super) fn deed() -> impl Strategy<Value = Located<Deed>> {
    let source = || {
        prop_oneof![Just(DateSource::Decided), Just(DateSource::Received), name().prop_map(DateSource::Date)]
            .prop_map(located)
    };
    let recipient =
        prop_oneof![role().prop_map(Recipient::Role), name().prop_map(Recipient::Outside)].boxed();
    let answers = prop_oneof![name().prop_map(Answers::OfficerIn), role().prop_map(Answers::Role)];
    let act = prop_oneof![
        Just(Act::Accept),
        Just(Act::AcceptDeferring),
        Just(Act::OnFile),
        Just(Act::Decline),
        Just(Act::NotifyAllGaps),
        proptest::collection::vec(name(), 1..3).prop_map(Act::NotifySome),
        Just(Act::Deem(Deemed::Granted)),
        Just(Act::Deem(Deemed::Received)),
        name().prop_map(Act::Issue),
        name().prop_map(Act::Consult),
        (role(), any::<bool>()).prop_map(|(whom, reasons)| Act::Tell { whom, reasons }),
        name().prop_map(Act::RecordDate),
        (name(), source()).prop_map(|(date, to)| Act::SetDate { date, to }),
        (name(), source()).prop_map(|(date, to)| Act::MoveDate { date, to }),
        role().prop_map(Act::Urge),
        role().prop_map(Act::Serve),
        recipient.clone().prop_map(Act::Copy),
        recipient.prop_map(Act::Report),
        name().prop_map(Act::List),
        role().prop_map(Act::Escalate),
        (name(), proptest::option::of(answers)).prop_map(|(name, answers)| Act::Breach { name, answers }),
        (role(), name()).prop_map(|(whom, what)| Act::Right { whom, what }),
        name().prop_map(Act::Bar),
        name().prop_map(Act::OpenLinked),
        proptest::option::of(name()).prop_map(Act::Convert),
    ];
    let go = prop_oneof![
        name().prop_map(Direction::GoTo),
        name().prop_map(Direction::Interrupt),
        name().prop_map(Direction::Pause),
        Just(Direction::Back),
        Just(Direction::FinishBranch),
        name().prop_map(Direction::Abort),
        (name(), prop_oneof![Just(ReturnMode::Restart), Just(ReturnMode::Resume)])
            .prop_map(|(place, mode)| Direction::Return(place, located(mode))),
        name().prop_map(Direction::Close),
        proptest::option::of(period()).prop_map(Direction::KeepWaiting),
    ];
    prop_oneof![act.prop_map(Deed::Act), basis().prop_map(Deed::Basis), go.prop_map(Deed::Go)]
        .prop_map(located)
}

pub(super) fn remainder() -> impl Strategy<Value = Remainder> {
    prop_oneof![
        period().prop_map(Remainder::Period),
        (1_u32..100).prop_map(|percent| Remainder::Share(located(percent)))
    ]
}

pub(super) fn clock_clause() -> impl Strategy<Value = ClockClause> {
    let deeds = || proptest::collection::vec(deed(), 1..4);
    let of = || {
        proptest::option::of(prop_oneof![Just(LimitName::Statutory), Just(LimitName::Promised)])
            .prop_map(|of| of.map(located))
    };
    let start = || {
        prop_oneof![
            name().prop_map(Start::From),
            name().prop_map(Start::Before),
            name().prop_map(Start::Event)
        ]
    };
    let papers = || proptest::collection::vec(name(), 1..4);
    let acts = [EndingAct::Accept, EndingAct::Decline, EndingAct::NotifyOnce, EndingAct::Convert];
    let ends = prop_oneof![
        name().prop_map(ClockEnd::Date),
        papers().prop_map(ClockEnd::Documents),
        proptest::sample::subsequence(acts.to_vec(), 1..4)
            .prop_map(|acts| ClockEnd::Acts(acts.into_iter().map(located).collect())),
    ];
    prop_oneof![
        (of(), period(), proptest::option::of(start()), basis()).prop_map(|(of, period, start, basis)| {
            ClockClause::Budget { of, period, until: None, start, basis }
        }),
        (of(), name(), proptest::option::of(start()), basis()).prop_map(|(of, until, start, basis)| {
            let period = Period { n: 0, unit: PeriodUnit::Day, span: until.span };
            ClockClause::Budget { of, period, until: Some(until), start, basis }
        }),
        Just(ClockClause::NoStatutory),
        Just(ClockClause::AfterHours),
        prop_oneof![Just(Roll::On), Just(Roll::Back), Just(Roll::Not)]
            .prop_map(|roll| ClockClause::LastDay(located(roll))),
        prop_oneof![Just(DayEnd::OfficeClose), Just(DayEnd::Midnight)]
            .prop_map(|end| ClockClause::DayEnds(located(end))),
        (name(), proptest::option::of(any::<bool>()))
            .prop_map(|(event, keeps)| { ClockClause::Restart { event, keeps: keeps.map(located) } }),
        ends.prop_map(ClockClause::Ends),
        (of(), papers(), proptest::option::of(period()), proptest::option::of(name()), basis()).prop_map(
            |(of, places, at_most, cause, basis)| {
                let tell = cause.as_ref().map(|_| located(Role::Applicant));
                ClockClause::LeftOut { of, places, at_most, cause, tell, basis }
            }
        ),
        (1_u32..9, period(), name(), proptest::option::of(role()), basis()).prop_map(
            |(times, at_most, by, tell, basis)| {
                ClockClause::Extend { times: located(times), at_most, by, tell, basis }
            }
        ),
        (of(), remainder(), deeds()).prop_map(|(of, left, deeds)| ClockClause::Left { of, left, deeds }),
        (of(), deeds()).prop_map(|(of, deeds)| ClockClause::Expired { of, deeds }),
    ]
}

pub(super) fn meeting() -> impl Strategy<Value = MeetingClause> {
    let threshold =
        || (any::<bool>(), 1..9u32, 2..9u32).prop_map(|(more, parts, of)| Threshold { more, parts, of });
    prop_oneof![
        (name(), name()).prop_map(|(members, chair)| MeetingClause::Composed { members, chair }),
        Just(MeetingClause::LessRecused),
        threshold().prop_map(MeetingClause::Quorum),
        (threshold(), any::<bool>(), name()).prop_map(|(by, of_due, value)| MeetingClause::Carried {
            by,
            of_due,
            value
        }),
        name().prop_map(MeetingClause::TiedByChair),
        name().prop_map(MeetingClause::Tied),
        (period(), 1..5u32, name()).prop_map(|(within, times, value)| MeetingClause::TooFew {
            within,
            times: located(times),
            value
        }),
    ]
}
