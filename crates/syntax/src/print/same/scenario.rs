//! 案例.

use super::Forget;
use crate::tree::{
    Actor, CheckMark, DirectoryDeed, Expected, Late, Person, Refusal, ScenarioClause, ScenarioDeed, Sending,
    Slot, Time,
};

plain!(CheckMark, Sending, Time);
fields!(Late { entered, second });
fields!(Person { person, post });
fields!(Refusal { on_record, code });
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
    Received(member),
    Answered(member, consents),
    Notify(names),
    Extend(clock, by),
    Transfer(name),
    Return(place),
    Verify(name, found),
    Serve,
    Present(people),
    Offer(slot, whom),
    Receive(slot),
    TurnDown(slot),
    Refer(slot),
    Assign(slot, whom),
    Draw(name),
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
    Value(name, value),
    Breach { name, by, with },
    NoBreach(name),
    Due { clock, of, at },
    PartyDue { party, number, at },
    Refused(refusal),
    Issued(name),
    Held(slot, whom),
    Opened(link),
    Conflict(name),
    Sent(how, whom),
    Listed(name),
    Served(served),
});
