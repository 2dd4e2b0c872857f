//! 当事人.

use super::Forget;
use crate::tree::{Member, Parties, PartiesAre, PartyClause, PartyDoes};

plain!(PartiesAre, PartyDoes);
fields!(Parties { party, are });
fields!(Member { party, number });
variants!(PartyClause { One, Several, Outside, NamedIn(field) });
