//! Whether two trees say the same, wherever their words stand and in whichever language they are written.

use crate::span::Span;
use crate::tree::*;

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

mod accountability;
mod act;
mod basis;
mod clock;
mod custody;
mod data;
mod declared;
mod expr;
mod further;
mod party;
mod place;
mod procedure;
mod scenario;

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

impl<T: Forget> Forget for Box<T> {
    fn forget(&mut self) {
        (**self).forget();
    }
}

impl<A: Forget, B: Forget> Forget for (A, B) {
    fn forget(&mut self) {
        self.0.forget();
        self.1.forget();
    }
}

plain!(String, u32, bool, PlaceKind,);

fields!(Comment { text, span, trailing });
fields!(Section { kind, head, span });
fields!(Period { n, unit, span });

variants!(SectionKind {
    Use(name),
    Organisation(name, clauses),
    Procedure(name, clauses),
    Rule(name, clauses),
    Appointment(name, clauses),
    Custody(name, clauses),
    Data(clauses),
    Condition(name, clauses),
    Table(name, lines),
    Ladder(name, clauses),
    Commitment(clauses),
    Migration(name, clauses),
    Schedule(name, clauses),
    Party(name, clauses),
    Post(name, clauses),
    Material(name, clauses),
    Outcome(name, clauses),
    Clock(name, clauses),
    Place(kind, name, clauses),
    Anytime(limits, clauses),
    After(clauses),
    Scenario(name, clauses),
});
