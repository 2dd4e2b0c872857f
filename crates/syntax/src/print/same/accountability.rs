//! 责任追究.

use super::Forget;
use crate::tree::{CountedBy, LadderClause, Measure, MeasureWord, Window};

plain!(CountedBy, Window);
fields!(Measure { what, against });
variants!(MeasureWord { Named(name), Points(points), SendOn(to) });
variants!(LadderClause {
    Basis(basis),
    Counting { each, by },
    Rung { of, times, measures, basis },
});
