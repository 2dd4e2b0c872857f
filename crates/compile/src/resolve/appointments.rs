//! 指定: posts of one case, and where somebody is appointed to them.

use super::Resolver;
use crate::names::Kind;
use shouwen_model::form::{Clause, Lot, Post, PostClause};
use shouwen_syntax::tree::{self, AppointmentClause, Name, Section, SectionKind};
use shouwen_syntax::{Code, Diagnostic, Text};
use std::collections::BTreeMap;

impl Resolver<'_> {
    /// The posts of one case, in the order of the text.
    pub(super) fn appointments(&mut self, own: &[Section]) -> Vec<Post> {
        let mut posts = Vec::new();
        for section in own {
            let SectionKind::Appointment(name, clauses) = &section.kind else { continue };
            // Records name both by one word.
            if let Some(span) = self.names.span(Kind::Custody, &name.node) {
                self.names.ambiguous(name, &[span]);
            }
            let mut post = Post { name: name.node.clone(), clauses: Vec::new() };
            let mut seen = BTreeMap::new();
            for clause in clauses {
                let AppointmentClause::OutOf(out_of, lot) = &clause.node;
                self.once(&mut seen, ("从……一人", "one holder of"), clause.span);
                self.held_by_directory(out_of);
                post.clauses.push(PostClause::Appointed { post: out_of.node.clone(), lot: drawn(*lot) });
            }
            if clauses.is_empty() && !self.faulty(section.head) {
                self.incomplete(
                    section.head,
                    Text::new("没有写从哪个岗位指定", "it does not say out of which post one is appointed"),
                    Text::new("补一句“从 某岗位 一人；”", "add `one holder of …;`"),
                );
            }
            // What says nothing is reported, and nothing else is said of it.
            if !post.clauses.is_empty() {
                posts.push(post);
            }
        }
        posts
    }

    /// A post that people hold by the directory: none that a case appoints to.
    pub(super) fn held_by_directory(&mut self, post: &Name) {
        self.names.refer(Kind::Post, post);
        if !self.appointments.contains(&post.node) {
            return;
        }
        let name = &post.node;
        self.misplaced(
            post.span,
            Text::new(
                format!("「{name}」只为一件案子指定，这里要写岗位"),
                format!("`{name}` is appointed for one case; a post is wanted here"),
            ),
            Text::new("写“岗位”一节声明的岗位", "name a post that a `post` section declares"),
        );
    }

    /// 指定 …: where somebody is appointed.
    pub(super) fn appoint(&mut self, posts: &[Name]) -> Clause {
        for (number, post) in posts.iter().enumerate() {
            if let Some(first) = posts.iter().take(number).find(|first| first.node == post.node) {
                let name = &post.node;
                self.out.push(
                    Diagnostic::new(
                        Code::L007,
                        post.span,
                        Text::new(
                            format!("「{name}」写了两次，只指定一人"),
                            format!("`{name}` stands twice, and one person is appointed"),
                        ),
                    )
                    .related(first.span, Text::new("已在这里写明", "said here already"))
                    .help(Text::new(
                        "删去一个；要指定两人的，另写一节“指定”，各起名称",
                        "strike one of them; who else is appointed gets an `appointment` section and a name of its own",
                    )),
                );
            }
            if self.names.refer(Kind::Post, post) && !self.appointments.contains(&post.node) {
                let name = &post.node;
                self.misplaced(
                    post.span,
                    Text::new(
                        format!("「{name}」由谁担任由目录决定，不在案件里指定"),
                        format!("the directory says who holds `{name}`; no case appoints to it"),
                    ),
                    Text::new(
                        "只为一件案子设的，另写一节“指定”，在这里写它的名称",
                        "what is for one case gets an `appointment` section; name that here",
                    ),
                );
            }
        }
        Clause::Appoint { posts: posts.iter().map(|post| post.node.clone()).collect() }
    }
}

const fn drawn(lot: tree::Lot) -> Lot {
    match lot {
        tree::Lot::Never => Lot::Never,
        tree::Lot::May => Lot::May,
        tree::Lot::Always => Lot::Always,
    }
}
