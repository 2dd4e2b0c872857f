//! 并行: its branches, and whether it has what it needs.

use super::Resolver;
use crate::names::Kind;
use shouwen_model::form::Clause;
use shouwen_syntax::tree::{Located, Name, PlaceClause, Section, Trigger};
use shouwen_syntax::{Span, Text};

/// The most branches of a parallel block.
const MAX_BRANCHES: usize = 32;

impl Resolver<'_> {
    pub(super) fn branch(&mut self, name: &Name, from: &Name, to: Option<&Name>) -> Clause {
        self.names.refer(Kind::Place, from);
        if let Some(to) = to {
            self.names.refer(Kind::Place, to);
        }
        let to = to.map(|to| to.node.clone());
        Clause::Branch { name: name.node.clone(), from: from.node.clone(), to }
    }

    /// A block has two branches at least, each with a name of its own, and one clause that says how it goes on.
    pub(super) fn block_is_whole(&mut self, clauses: &[Located<PlaceClause>], section: &Section) {
        let mut names: Vec<&Name> = Vec::new();
        let mut joins: Vec<Span> = Vec::new();
        for clause in clauses {
            if let PlaceClause::Branch { name, .. } = &clause.node {
                if names.iter().any(|n| n.node == name.node) {
                    self.named_twice(name);
                }
                names.push(name);
            } else if let PlaceClause::Direct { when, .. } = &clause.node
                && matches!(when.node, Trigger::Joined(_))
            {
                joins.push(when.span);
            }
        }
        if let Some(second) = joins.get(1) {
            self.misplaced(
                *second,
                Text::new("分支怎样汇合只写一句", "one clause says how the branches join"),
                Text::new("留下一句，删去另一句", "keep one of the two and delete the other"),
            );
        }
        self.enough_branches(names.len(), section);
        if joins.is_empty() {
            self.incomplete(
                section.head,
                Text::new("并行没有写分支完成以后去哪里", "the block does not say where it leads"),
                Text::new("补一句“全部分支 完成的，转入 ……；”", "add `when all branches complete: go to …;`"),
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
