//! 允许 退回: what an officer may return, how often, and what happens after that.

use super::deeds::Leads;
use super::{Here, Resolver};
use shouwen_model::form::{Cap, Clause};
use shouwen_syntax::tree::{self, Located, Name, PlaceClause, ReturnMode};
use shouwen_syntax::{Span, Text};

impl Resolver<'_> {
    pub(super) fn allow_return(
        &mut self,
        to: &Name,
        mode: &Located<ReturnMode>,
        cap: Option<&tree::Cap>,
        span: Span,
        here: Here<'_>,
    ) -> Clause {
        self.returns_once(to, span, here);
        let back = self.direction(&tree::Direction::Return(to.clone(), mode.clone()));
        Clause::AllowReturn { to: back, cap: cap.and_then(|cap| self.cap(cap, span)) }
    }

    /// Of two permissions to return to one place nobody could say which is used.
    fn returns_once(&mut self, to: &Name, span: Span, here: Here<'_>) {
        let same = |c: &&Located<PlaceClause>| matches!(&c.node, PlaceClause::AllowReturn { to: other, .. } if other.node == to.node);
        if here.clauses.iter().find(same).is_some_and(|first| first.span != span) {
            self.misplaced(
                span,
                Text::new(
                    format!("“允许 退回 {}”写了两次", to.node),
                    format!("returning to `{}` is permitted twice", to.node),
                ),
                Text::new(
                    "只留一句：是重新办理，还是补充后送回，最多几次",
                    "keep one of them: to restart or to resume, and how often",
                ),
            );
        }
    }

    /// A limit says what follows once it is reached, or the case would be stuck between two officers who disagree.
    fn cap(&mut self, cap: &tree::Cap, span: Span) -> Option<Cap> {
        if cap.times.node == 0 {
            self.misplaced(
                cap.times.span,
                Text::new("最多零次，就是不允许", "what may be done 0 times is not permitted"),
                Text::new("写至少一次，或者删去这一句", "permit it once at least, or delete the clause"),
            );
        }
        if cap.deeds.is_empty() {
            self.incomplete(
                cap.times.span,
                Text::new("没有写次数满了以后怎么办", "nothing says what follows once it is used up"),
                Text::new(
                    "补上“，次数已满的，转入 ……”；不限次数的，删去“最多 …… 次”",
                    "add `, when used up: go to …`, or delete `at most …` if there is no limit",
                ),
            );
            return None;
        }
        let deeds = self.deeds(&cap.deeds, span, Leads::Always);
        let (acts, basis) = (deeds.acts, deeds.basis);
        deeds.to.map(|to| Cap { times: cap.times.node, acts, to, basis })
    }
}
