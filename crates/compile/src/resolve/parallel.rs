//! 并行: its branches, and whether it has what it needs.

use super::Resolver;
use crate::names::Kind;
use shouwen_model::form::Clause;
use shouwen_syntax::Text;
use shouwen_syntax::tree::{Located, Name, PlaceClause, Section, Trigger};

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
        let mut joins = 0;
        for clause in clauses {
            match &clause.node {
                PlaceClause::Branch { name, .. } => {
                    if names.iter().any(|n| n.node == name.node) {
                        self.misplaced(
                            name.span,
                            Text::new(
                                format!("分支「{}」写了两次", name.node),
                                format!("the branch `{}` stands twice", name.node),
                            ),
                            Text::new("每个分支各有一个名称", "give each branch a name of its own"),
                        );
                    }
                    names.push(name);
                }
                PlaceClause::Direct { when, .. } if matches!(when.node, Trigger::Joined(_)) => {
                    joins += 1;
                    if joins == 2 {
                        self.misplaced(
                            when.span,
                            Text::new("分支怎样汇合只写一句", "one clause says how the branches join"),
                            Text::new("留下一句，删去另一句", "keep one of the two and delete the other"),
                        );
                    }
                }
                _ => {}
            }
        }
        if names.len() < 2 {
            self.incomplete(
                section.head,
                Text::new("并行至少要有两个分支", "a parallel block has two branches at least"),
                Text::new("补一句“分支 ……：自 ……；”", "add `branch …: from …;`"),
            );
        } else if names.len() > MAX_BRANCHES {
            self.incomplete(
                section.head,
                Text::new(
                    format!("并行最多有 {MAX_BRANCHES} 个分支"),
                    format!("a parallel block has {MAX_BRANCHES} branches at most"),
                ),
                Text::new("把几个分支合成一个", "make one branch of several"),
            );
        }
        if joins == 0 {
            self.incomplete(
                section.head,
                Text::new("并行没有写分支完成以后去哪里", "the block does not say where it leads"),
                Text::new("补一句“全部分支 完成的，转入 ……；”", "add `when all branches complete: go to …;`"),
            );
        }
    }
}
