//! Whether two trees say the same, wherever their words stand and in whichever language they are written.

use crate::span::Span;
use crate::tree::*;
use shouwen_grammar::numeral::Number;

/// Whether two trees differ at most in places and language.
#[must_use]
pub fn same_meaning(a: &File, b: &File) -> bool {
    let bare = |tree: &File| {
        let mut sections = tree.sections.clone();
        sections.forget();
        let mut comments = tree.comments.clone();
        comments.forget();
        (sections, comments)
    };
    bare(a) == bare(b)
}

/// Something whose places can be forgotten.
trait Forget {
    fn forget(&mut self);
}

macro_rules! plain {
    ($($type:ty),+ $(,)?) => { $(impl Forget for $type { fn forget(&mut self) {} })+ };
}

macro_rules! variants {
    ($type:ident { $($variant:ident $(($($field:ident),*))? $({$($named:ident),*})?),+ $(,)? }) => {
        impl Forget for $type {
            fn forget(&mut self) {
                match self {
                    $(Self::$variant $(($($field),*))? $({$($named),*})? => {
                        $($($field.forget();)*)?
                        $($($named.forget();)*)?
                    })+
                }
            }
        }
    };
}

macro_rules! fields {
    ($type:ident { $($field:ident),+ $(,)? }) => {
        impl Forget for $type {
            fn forget(&mut self) {
                let Self { $($field),+ } = self;
                $($field.forget();)+
            }
        }
    };
}

impl Forget for Span {
    fn forget(&mut self) {
        *self = Self::default();
    }
}

impl<T: Forget> Forget for Located<T> {
    fn forget(&mut self) {
        self.node.forget();
        self.span.forget();
    }
}

impl<T: Forget> Forget for Vec<T> {
    fn forget(&mut self) {
        self.iter_mut().for_each(Forget::forget);
    }
}

impl<T: Forget> Forget for Option<T> {
    fn forget(&mut self) {
        if let Some(thing) = self {
            thing.forget();
        }
    }
}

impl<A: Forget, B: Forget> Forget for (A, B) {
    fn forget(&mut self) {
        self.0.forget();
        self.1.forget();
    }
}

plain!(
    String,
    u32,
    bool,
    Serves,
    ItemKind,
    RiskGrade,
    LimitName,
    EndingAct,
    PlaceKind,
    Permit,
    Deemed,
    ReturnMode,
    MaterialsAre,
    Comparison,
    Number,
    Date,
    PeriodUnit,
    Time,
    CheckMark,
    FirstHolder,
    LinkedIs,
);

fields!(Comment { text, span, trailing });
fields!(Section { kind, head, span });
fields!(Period { n, unit, span });
fields!(Expr { kind, span });
fields!(DataClause { name, ty, words });
fields!(Remedy { way, within });
fields!(AnytimeClause { event, deeds });
fields!(AfterClause { when, from, within, by, serve, proof, basis });
fields!(Late { entered, second });
fields!(Person { person, post });
fields!(Refusal { on_record, code });

variants!(SectionKind {
    Use(name),
    Organisation(name, clauses),
    Procedure(name, clauses),
    Rule(name, clauses),
    Custody(name, clauses),
    Data(clauses),
    Condition(name, clauses),
    Post(name, clauses),
    Material(name, clauses),
    Outcome(name, clauses),
    Clock(name, clauses),
    Place(kind, name, clauses),
    Anytime(name, clauses),
    After(clauses),
    Scenario(name, clauses),
});
variants!(Basis { Law { title, article }, OwnRule(text), Unverified });
variants!(UnitClause { Divisions(names) });
variants!(ItemClause {
    Alias(name),
    Basis(basis),
    Unit(name),
    Serves(who),
    Kind(kind),
    Dates(names),
    EnquiryPhone(phone),
    ComplaintPhone(phone),
    Free,
    InForce(date),
    Applies { to, before_first },
    Explanation(text),
});
variants!(Applies { All, Named(names) });
variants!(CustodyClause {
    Held { from_contact, by },
    HighestOfSeveral,
    HandOver,
    Receipt(within),
    Unanswered(deeds),
    Decline { within, basis },
    DeclinedTimes { times, deeds },
    UntilClosed,
});
variants!(Awaited { Event(name), Linked(name, is) });
variants!(TypeName { Money, Integer, Flag, Date, Text, Choice(names) });
variants!(FieldWord { Required, Personal, By(role) });
variants!(PostClause { Holders(names), StandIns(names), Superior(name), FirstInquiry, FirstHandling, Risk(grade) });
variants!(MaterialClause { Needed, SharedFrom(name), Basis(basis) });
variants!(OutcomeClause { Adverse, Document(name), Remedies(all) });
variants!(Role { Applicant, Officer, FirstHandler, OwnSuperior, Post(name) });
variants!(ClockClause {
    Budget { of, period, from, basis },
    Ends(end),
    Extend { times, at_most, by, tell, basis },
    Left { of, period, deeds },
    Expired { of, deeds },
});
variants!(ClockEnd { Date(name), Acts(acts) });
variants!(PlaceClause {
    HandledBy(name),
    FollowedBy(role),
    OnEntry { first, deeds },
    Conclude { name, values, for_record },
    FillIn(names),
    Await(events),
    Direct { when, deeds },
    GiveReasons(when),
    Forbid { when, value },
    InternalLimit(period),
    Longest(period),
    StatedIn { document, at_least },
    Counts,
    Excluded { clock, only, at_most, cause, tell, basis },
    NotSamePerson(name),
    Allow(permits),
});
variants!(Trigger { Completed, If(expr), Otherwise, Expired, Left(period) });
variants!(Deed { Act(act), Basis(basis), Go(direction) });
variants!(Act {
    Accept,
    Decline,
    NotifyAllGaps,
    NotifySome(names),
    Deem(deemed),
    Issue(name),
    Tell { whom, reasons },
    RecordDate(name),
    SetDate { date, to },
    MoveDate { date, to },
    Urge(role),
    Escalate(role),
    Breach(name),
    OpenLinked(name),
    Convert(reason),
});
variants!(DateSource { Date(name), Decided, Received });
variants!(Direction { GoTo(name), Return(name, mode), Close(name), KeepWaiting(period) });
variants!(ExprKind {
    All(parts),
    Any(parts),
    Compare(left, how, right),
    OneOf(left, values),
    Differ(left, right),
    Filled(name, filled),
    Meets(name, meets),
    Materials(are),
    Outcome(names),
    Linked(name, is),
    Bare(name),
});
variants!(Operand { Name(name), Literal(literal) });
variants!(Literal { Number(number), Money(number), Date(date), Flag(flag), Text(text) });
variants!(ScenarioClause {
    Do { at, late, actor, place, deeds },
    Turn(link),
    Directory { at, deed },
    Until(time),
    Expect(expected),
});
variants!(Actor { Applicant, Officer { person, post } });
variants!(ScenarioDeed {
    Submit,
    Supplement,
    Withdraw,
    Attach(names),
    Fill(name, value),
    Correct(name, value),
    Check(found),
    Conclude(names),
    Complete,
    GiveReasons,
    Event(name),
    Notify(names),
    Extend(clock, by),
    Transfer(name),
    Serve,
    Present(people),
    Offer(slot, whom),
    Receive(slot),
    TurnDown(slot),
    Refer(slot),
    Assign(slot, whom),
    HandOn(slot, whom),
    OpenLinked(link, alias),
});
variants!(Slot { FirstHandler, Officer, Named(name) });
variants!(DirectoryDeed {
    Appoint { person, post, stand_in },
    Relieve { person, post },
    Absent { person, until },
    Delegate { from, to, post, until },
    Recuse(person),
});
variants!(Expected {
    At(name),
    Closed(name),
    Date(name, date),
    Breach { name, by },
    NoBreach(name),
    Due { clock, of, at },
    Refused(refusal),
    Issued(name),
    Held(slot, whom),
    Opened(link),
    Conflict(name),
    Served(served),
});
