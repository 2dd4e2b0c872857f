//! Clocks that stand still while the case waits.

use super::Resolver;
use super::clocks::limit_name;
use crate::names::Kind;
use shouwen_model::form::{Clause, TrackKind};
use shouwen_syntax::tree::Excluded;
use shouwen_syntax::{Span, Text};

impl Resolver<'_> {
    /// 不计入.
    pub(super) fn excluded(&mut self, excluded: &Excluded, span: Span) -> Clause {
        let Excluded { clock, only, at_most, cause, tell, basis } = excluded;
        self.names.refer(Kind::Clock, clock);
        if cause.is_none() {
            self.incomplete(
                span,
                Text::new("不计入期限没有写事由", "nothing says why this time is not counted"),
                Text::new("补上“事由 ……”，例如“事由 听证”", "add `because of …`"),
            );
        }
        Clause::Track {
            clock: clock.node.clone(),
            kind: TrackKind::Excluded {
                only: only.as_ref().map(|o| limit_name(o.node)),
                at_most: at_most.as_ref().map(|p| self.period(p)),
                cause: cause.as_ref().map(|c| c.node.clone()).unwrap_or_default(),
                tell: tell.as_ref().map(|t| self.role(&t.node)),
                basis: self.basis(basis),
            },
        }
    }
}
