//! Acts, directions, 随时, 办结后.

use super::Forget;
use crate::tree::{
    Act, AfterClause, AfterTerm, AfterWhat, Answers, AnytimeClause, AnytimeLimits, DateSource, Deed, Deemed,
    Direction, Recipient, ReturnMode,
};

plain!(Deemed, ReturnMode);
fields!(AnytimeLimits { before, places });
fields!(AnytimeClause { event, by, deeds });
fields!(AfterClause { when, term, by, what, proof, basis, failed, lapsed });
variants!(AfterTerm { Within(from, period), Until(date) });
variants!(AfterWhat { Serve(whom), Verify(name), Act(act) });
variants!(Deed { Act(act), Basis(basis), Go(direction) });
variants!(Act {
    Accept,
    AcceptDeferring,
    OnFile,
    Decline,
    NotifyAllGaps,
    NotifySome(names),
    Deem(deemed),
    Issue(name),
    Serve(whom),
    Consult(party),
    Copy(to),
    Report(to),
    List(name),
    Tell { whom, reasons },
    RecordDate(name),
    SetDate { date, to },
    MoveDate { date, to },
    Urge(role),
    Escalate(role),
    Breach { name, answers },
    Right { whom, what },
    Bar(event),
    OpenLinked(name),
    Convert(reason),
});
variants!(Recipient { Role(role), Outside(name) });
variants!(Answers { OfficerIn(name), Role(role) });
variants!(DateSource { Date(name), Decided, Received });
variants!(Direction { GoTo(name), Interrupt(place), Pause(place), Back, FinishBranch, Abort(place), Return(name, mode), Close(name), KeepWaiting(period) });
