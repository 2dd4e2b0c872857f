//! 会签, 依次会签, 任一人签批: who signs a step, and what counts when the signers differ.

use super::places::Seen;
use super::{Here, Resolver};
use crate::names::Kind;
use shouwen_model::form::{Clause, Signing};
use shouwen_syntax::tree::{Located, Name, PlaceClause};
use shouwen_syntax::{Span, Text, tree};

impl Resolver<'_> {
    /// 由 … 会签, 由 … 依次会签, 由 … 任一人签批.
    pub(super) fn signed_by(
        &mut self,
        how: tree::Signing,
        posts: &[Name],
        span: Span,
        seen: &mut Seen,
    ) -> Clause {
        // A step has one clause that says who works in it.
        self.once(seen, ("由……办理", "handled by"), span);
        for (number, post) in posts.iter().enumerate() {
            self.names.refer(Kind::Post, post);
            if posts.iter().take(number).any(|before| before.node == post.node) {
                self.misplaced(
                    post.span,
                    Text::new("同一个岗位只会签一次", "a post signs once"),
                    Text::new("删去重复的岗位", "strike the post that stands twice"),
                );
            }
        }
        let one = posts.len() == 1;
        if one != (how == tree::Signing::AnyOne) {
            self.incomplete(
                span,
                Text::new(
                    "会签至少有两个岗位，任一人签批只有一个岗位",
                    "a countersignature takes two posts or more, and a signature by any one takes one post",
                ),
                Text::new(
                    "写明各会签岗位：“由 法规处、财务处 会签”；一个岗位里谁签都行的，写“任一人签批”",
                    "name the posts: `countersigned by legal, finance`; where anybody of one post may sign, say \
                     `signed by any one of …`",
                ),
            );
        }
        let how = match how {
            tree::Signing::All => Signing::All,
            tree::Signing::InTurn => Signing::InTurn,
            tree::Signing::AnyOne => Signing::AnyOne,
        };
        Clause::SignedBy { how, posts: posts.iter().map(|p| p.node.clone()).collect() }
    }

    /// 会签不一致的，结论 ….
    pub(super) fn signers_differ(&mut self, value: &Name, here: Here<'_>) -> Clause {
        Clause::Differ { conclusion: self.concluding(value, here), value: value.node.clone() }
    }

    /// Each conclusion of several signers says what counts when they differ. What only the last of them could be asked
    /// for is asked of nobody.
    pub(super) fn signing_is_whole(&mut self, clauses: &[Located<PlaceClause>]) {
        let several = clauses
            .iter()
            .any(|c| matches!(&c.node, PlaceClause::SignedBy(how, _) if *how != tree::Signing::AnyOne));
        let differing: Vec<&Name> = clauses
            .iter()
            .filter_map(|c| if let PlaceClause::Differ(value) = &c.node { Some(value) } else { None })
            .collect();
        for clause in clauses {
            if let PlaceClause::Conclude { name, values, .. } = &clause.node
                && several
            {
                let said = |d: &&&Name| values.iter().any(|v| v.node == d.node);
                match differing.iter().filter(said).count() {
                    1 => {}
                    0 => self.undecided(&name.node, clause.span),
                    _ => self.twice_decided(&name.node, clause.span),
                }
            }
            if matches!(clause.node, PlaceClause::Differ(_)) && !several {
                self.misplaced(
                    clause.span,
                    Text::new("这一环节不由几个岗位会签", "this step is not countersigned by several posts"),
                    Text::new("删去这一句，或者写“由 …… 会签”", "strike it, or say `countersigned by …`"),
                );
            }
            if matches!(clause.node, PlaceClause::GiveReasons(_)) && several {
                self.misplaced(
                    clause.span,
                    Text::new(
                        "几个岗位会签的环节还不能要求说明理由：共同的结论到最后一人签署才有",
                        "reasons cannot be owed in a countersigned step yet: there is no conclusion before the \
                         last one has signed",
                    ),
                    Text::new(
                        "把说明理由写在会签以后的环节里",
                        "ask for the reasons in the step that follows",
                    ),
                );
            }
        }
    }

    fn twice_decided(&mut self, conclusion: &str, span: Span) {
        self.misplaced(
            span,
            Text::new(
                format!("会签不一致的，「{conclusion}」有两个结论"),
                format!("when signers differ, `{conclusion}` has two values"),
            ),
            Text::new("只写一句“会签不一致的，结论 ……”", "say one value only"),
        );
    }

    fn undecided(&mut self, conclusion: &str, span: Span) {
        self.incomplete(
            span,
            Text::new(
                format!("没有写会签不一致时「{conclusion}」以什么为准"),
                format!("nothing says what `{conclusion}` is when the signers differ"),
            ),
            Text::new("补一句“会签不一致的，结论 不同意；”", "add `when the signers differ: conclude …;`"),
        );
    }
}
