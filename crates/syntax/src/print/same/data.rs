//! 登记信息.

use super::Forget;
use crate::tree::{DataClause, FieldWord, TypeName};

fields!(DataClause { name, ty, words });
variants!(TypeName {
    Money,
    Integer,
    Decimal,
    Flag,
    Date,
    Month,
    Text,
    Person,
    Case,
    Choice(names),
    Period(unit),
    List(of),
});
variants!(FieldWord { Required, Personal, By(role), Range(from, to), Bound(how, to) });
