//! Clocks that stand still while the case waits.

use super::Resolver;
use super::clocks::limit_name;
use crate::names::Kind;
use shouwen_model::form::{Clause, TrackKind};
use shouwen_syntax::tree::{ClockClause, Excluded, File, LimitName, Located, Name, PlaceClause, SectionKind};
use shouwen_syntax::{Code, Diagnostic, Span, Text};
use std::collections::BTreeMap;

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
                tell: tell.as_ref().map(|t| self.told(&t.node)),
                basis: self.basis(basis),
            },
        }
    }

    /// What a clock does in a place is said once: in the place, or in the clock's own section.
    pub(super) fn left_out_once(&mut self, file: &File, clock: &Name, clauses: &[Located<ClockClause>]) {
        let mut said: BTreeMap<(&str, Option<LimitName>), Span> = BTreeMap::new();
        for section in &file.sections {
            let SectionKind::Place(_, name, those) = &section.kind else { continue };
            for clause in those {
                if let PlaceClause::Excluded(excluded) = &clause.node
                    && excluded.clock.node == clock.node
                {
                    said.insert((&name.node, excluded.only.as_ref().map(|o| o.node)), clause.span);
                }
            }
        }
        for clause in clauses {
            let ClockClause::LeftOut { of, places, .. } = &clause.node else { continue };
            for place in places {
                let only = of.as_ref().map(|o| o.node);
                if let Some(first) = said.insert((&place.node, only), place.span) {
                    self.said_twice(clock, place, first);
                }
            }
        }
    }

    fn said_twice(&mut self, clock: &Name, place: &Name, first: Span) {
        let (clock, name) = (&clock.node, &place.node);
        self.out.push(
            Diagnostic::new(
                Code::L007,
                place.span,
                Text::new(
                    format!("「{name}」不计入「{clock}」，写了两次"),
                    format!("it is said twice that `{name}` is not counted in `{clock}`"),
                ),
            )
            .related(first, Text::new("已在这里写明", "said here already"))
            .help(Text::new("删去其中一句", "delete one of the two")),
        );
    }
}
