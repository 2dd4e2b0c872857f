//! 岗位: the posts a procedure reaches, and the people the text seeds.

use super::Resolver;
use crate::compilation::Seat;
use crate::load::Loaded;
use crate::names::Kind;
use shouwen_model::form::{Post, PostClause, RiskGrade};
use shouwen_syntax::Span;
use shouwen_syntax::tree::{self, Located, Name, SectionKind};
use std::collections::BTreeMap;

type Section<'t> = (&'t Name, &'t [Located<tree::PostClause>]);

impl Resolver<'_> {
    /// The own posts in the order of the text, then the imported ones that anything reaches, superiors included.
    pub(super) fn posts(&mut self, files: &[Loaded]) -> (Vec<Post>, Vec<Seat>) {
        let mut sections: Vec<(bool, Section<'_>)> = Vec::new();
        for (number, file) in files.iter().enumerate() {
            for section in &file.tree.sections {
                if let SectionKind::Post(name, clauses) = &section.kind {
                    sections.push((number == 0, (name, clauses)));
                }
            }
        }
        // Superiors reach further posts, so this goes on until nothing new is reached.
        let mut entered: BTreeMap<usize, (Post, Vec<Seat>)> = BTreeMap::new();
        loop {
            let before = entered.len();
            for (number, (own, (name, clauses))) in sections.iter().enumerate() {
                let reached = *own || self.names.is_used(Kind::Post, &name.node);
                if reached && !entered.contains_key(&number) {
                    entered.insert(number, self.post(name, clauses));
                }
            }
            if entered.len() == before {
                break;
            }
        }
        let (posts, seats): (Vec<Post>, Vec<Vec<Seat>>) = entered.into_values().unzip();
        (posts, seats.into_iter().flatten().collect())
    }

    fn post(&mut self, name: &Name, clauses: &[Located<tree::PostClause>]) -> (Post, Vec<Seat>) {
        let mut post = Post { name: name.node.clone(), clauses: Vec::new() };
        let mut seats = Vec::new();
        let mut seen: BTreeMap<&'static str, Span> = BTreeMap::new();
        let seat =
            |person: &Name, stand_in| Seat { post: name.node.clone(), person: person.node.clone(), stand_in };
        for clause in clauses {
            match &clause.node {
                tree::PostClause::Holders(people) => seats.extend(people.iter().map(|p| seat(p, false))),
                tree::PostClause::StandIns(people) => seats.extend(people.iter().map(|p| seat(p, true))),
                tree::PostClause::Superior(superior) => {
                    self.once(&mut seen, ("上级", "superior"), clause.span);
                    if superior.node == name.node {
                        self.names.look(Kind::Post, superior);
                        self.harmless.push(crate::checks::own_superior(superior));
                    } else {
                        self.held_by_directory(superior);
                    }
                    post.clauses.push(PostClause::Superior { post: superior.node.clone() });
                }
                tree::PostClause::FirstInquiry => post.clauses.push(PostClause::FirstInquiry),
                tree::PostClause::FirstHandling => post.clauses.push(PostClause::FirstHandling),
                tree::PostClause::Risk(grade) => {
                    self.once(&mut seen, ("风险", "risk"), clause.span);
                    let grade = match grade.node {
                        tree::RiskGrade::Low => RiskGrade::Low,
                        tree::RiskGrade::Medium => RiskGrade::Medium,
                        tree::RiskGrade::High => RiskGrade::High,
                    };
                    post.clauses.push(PostClause::Risk { grade });
                }
            }
        }
        (post, seats)
    }
}
