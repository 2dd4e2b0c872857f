//! 登记信息, 认定标准.

use super::Forget;
use crate::tree::{Computed, DataClause, DataLine, FieldWord, TableCell, TableLine, TypeName};

variants!(DataLine { Field(field), Computed(computed) });
fields!(Computed { name, is, bounds });
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
variants!(TableLine { Columns(of), Row(cells) });
variants!(TableCell { Any, Values(of), Tests(of) });
