//! 并行: its branches, and whether it has what it needs.

use super::Resolver;
use crate::names::Kind;
use shouwen_model::form::Clause;
use shouwen_model::value::Type;
use shouwen_syntax::tree::{Located, Name, PlaceClause, Section, Trigger};
use shouwen_syntax::{Span, Text};

/// The most branches of a parallel block.
const MAX_BRANCHES: usize = 32;

impl Resolver<'_> {
    pub(super) fn branch(&mut self, (name, each): (&Name, bool), from: &Name, to: Option<&Name>) -> Clause {
        if each && self.names.refer(Kind::Field, name) {
            let ty = self.fields.get(&name.node).cloned();
            if let Some(ty) = ty.filter(|ty| !matches!(ty, Type::List { .. })) {
                self.mismatch(name.span, ty.words(), ("名单", "a list"));
            }
        }
        self.names.refer(Kind::Place, from);
        if let Some(to) = to {
            self.names.refer(Kind::Place, to);
        }
        let to = to.map(|to| to.node.clone());
        Clause::Branch { name: name.node.clone(), each, from: from.node.clone(), to }
    }

    /// A block has two branches at least, each with a name of its own, and one clause that says how it goes on. One
    /// branch is enough where it is one for each element of a list; the list may be empty, so that the block then says
    /// how it goes on without any branch, unless another branch begins in any case.
    pub(super) fn block_is_whole(&mut self, clauses: &[Located<PlaceClause>], section: &Section) {
        let mut names: Vec<&Name> = Vec::new();
        let (mut joins, mut without): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
        let mut fixed = 0_usize;
        for clause in clauses {
            if let PlaceClause::Branch { name, each, .. } = &clause.node {
                if names.iter().any(|n| n.node == name.node) {
                    self.named_twice(name);
                }
                names.push(name);
                fixed = fixed.saturating_add(usize::from(!each));
            } else if let PlaceClause::Direct { when, .. } = &clause.node {
                if matches!(when.node, Trigger::Joined(_)) {
                    joins.push(when.span);
                } else if matches!(when.node, Trigger::NoBranch) {
                    without.push(when.span);
                }
            }
        }
        for second in [joins.get(1), without.get(1)].into_iter().flatten() {
            self.misplaced(
                *second,
                Text::new("分支怎样汇合只写一句", "one clause says how the branches join"),
                Text::new("留下一句，删去另一句", "keep one of the two and delete the other"),
            );
        }
        if names.len() == fixed || names.len() > MAX_BRANCHES {
            self.enough_branches(names.len(), section);
        }
        self.without_branches(&without, (fixed, names.len()), section);
        if joins.is_empty() {
            self.incomplete(
                section.head,
                Text::new("并行没有写分支完成以后去哪里", "the block does not say where it leads"),
                Text::new("补一句“全部分支 完成的，转入 ……；”", "add `when all branches complete: go to …;`"),
            );
        }
    }

    /// 没有分支的: needed exactly where it may be that no branch begins.
    fn without_branches(&mut self, said: &[Span], (fixed, all): (usize, usize), section: &Section) {
        if fixed > 0 || all == 0 {
            for span in said {
                self.misplaced(
                    *span,
                    Text::new("这里总有一个分支，不会没有", "here some branch begins in any case"),
                    Text::new("删去这一句", "delete this clause"),
                );
            }
        } else if said.is_empty() {
            self.incomplete(
                section.head,
                Text::new(
                    "名单可能是空的，那时一个分支也没有，没有写去哪里",
                    "the list may be empty, and this does not say where the case goes without a branch",
                ),
                Text::new("补一句“没有分支的，转入 ……；”", "add `when there is no branch: go to …;`"),
            );
        }
    }

    fn named_twice(&mut self, name: &Name) {
        self.misplaced(
            name.span,
            Text::new(
                format!("分支「{}」写了两次", name.node),
                format!("the branch `{}` stands twice", name.node),
            ),
            Text::new("每个分支各有一个名称", "give each branch a name of its own"),
        );
    }

    fn enough_branches(&mut self, branches: usize, section: &Section) {
        if branches < 2 {
            self.incomplete(
                section.head,
                Text::new("并行至少要有两个分支", "a parallel block has two branches at least"),
                Text::new("补一句“分支 ……：自 ……；”", "add `branch …: from …;`"),
            );
        } else if branches > MAX_BRANCHES {
            self.incomplete(
                section.head,
                Text::new(
                    format!("并行最多有 {MAX_BRANCHES} 个分支"),
                    format!("a parallel block has {MAX_BRANCHES} branches at most"),
                ),
                Text::new("把几个分支合成一个", "make one branch of several"),
            );
        }
    }
}
