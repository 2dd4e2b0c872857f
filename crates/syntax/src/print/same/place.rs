//! 环节, 等候.

use super::Forget;
use crate::tree::{Awaited, Cap, Excluded, MeetingClause, Permit, PlaceClause, Signing, Threshold, Trigger};

plain!(Permit, Signing, Threshold);
fields!(Cap { times, deeds });
fields!(Excluded { clock, only, at_most, cause, tell, basis });
variants!(Awaited { Event(name), Linked(name, is), Party(party, does) });
variants!(PlaceClause {
    HandledBy(name),
    FollowedBy(role),
    SignedBy(how, posts),
    Differ(value),
    Meeting(clause),
    PostedBy(name),
    Disclose(names),
    AtLeast(period),
    EachParty { period, basis },
    Resuming { anew },
    EnteredAgain { anew },
    OnEntry { first, deeds },
    Conclude { name, values, for_record },
    FillIn(names),
    Appoint(names),
    MustAttach(names),
    Await(events),
    Direct { when, deeds, overrides },
    Owe { when, deeds },
    GiveReasons(when),
    Forbid { when, value },
    OnlyWhen(when),
    InternalLimit(period),
    Longest(period),
    StatedIn { document, at_least },
    Counts,
    Excluded(excluded),
    NotSamePerson(name),
    Branch { name, each, from, to },
    AllowReturn { to, mode, cap },
    Allow(permits),
});
variants!(MeetingClause {
    Composed { members, chair },
    LessRecused,
    Quorum(least),
    Carried { by, of_due, value },
    TiedByChair(chair),
    Tied(value),
    TooFew { within, times, value },
});
variants!(Trigger { Completed, If(expr), Otherwise, Joined(count), NoBranch, Expired, Unopposed, Left(period) });
