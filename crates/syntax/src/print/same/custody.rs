//! 责任.

use super::Forget;
use crate::tree::{CustodyClause, FirstHolder};

plain!(FirstHolder);
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
