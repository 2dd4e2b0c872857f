//! 机构, 事项, 制度.

use super::Forget;
use crate::tree::{Applies, ItemClause, ItemKind, Serves, UnitClause};

plain!(ItemKind, Serves);
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
