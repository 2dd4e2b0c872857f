//! R507: a place that a post of one case has in charge, and to which a case may come before anybody is appointed.

use super::Model;
use super::graph::Graph;
use super::posts::out_of;
use shouwen_model::form::Clause;
use shouwen_syntax::tree::{MeetingClause, Name, PlaceClause, Role};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Text};

pub(super) fn check(model: &Model<'_>, graph: &Graph, out: &mut Diagnostics) {
    if model.incomplete {
        return;
    }
    for post in model.form.posts.iter().filter(|post| out_of(post).is_some()).map(|post| &post.name) {
        let appoints = |c: &Clause| matches!(c, Clause::Appoint { posts } if posts.contains(post));
        let places = model.form.places.iter().enumerate();
        let steps: Vec<usize> =
            places.filter(|(_, p)| p.clauses.iter().any(appoints)).map(|(number, _)| number).collect();
        for (number, text) in model.texts.places.iter().enumerate().filter(|(_, text)| !text.broken) {
            let mut named = text.clauses.iter().flat_map(|clause| in_charge(&clause.node));
            let named = named.find(|name| name.node == *post);
            if let Some(name) = named.filter(|_| graph.may_come_without(&steps, number)) {
                out.push(nobody_yet(name, steps.is_empty()));
            }
        }
    }
}

/// The posts that act in a place.
fn in_charge(clause: &PlaceClause) -> Vec<&Name> {
    match clause {
        PlaceClause::HandledBy(post) | PlaceClause::PostedBy(post) => vec![post],
        PlaceClause::SignedBy(_, posts) => posts.iter().collect(),
        PlaceClause::Meeting(MeetingClause::Composed { chair, .. }) => vec![chair],
        PlaceClause::FollowedBy(role) => match &role.node {
            Role::Post(post) => vec![post],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn nobody_yet(name: &Name, never: bool) -> Diagnostic {
    let post = &name.node;
    let message = if never {
        Text::new(format!("「{post}」没有在任何环节指定"), format!("no step appoints anybody to `{post}`"))
    } else {
        Text::new(
            format!("案件可能没有经过指定「{post}」的环节就到了这里"),
            format!("a case may come here without the step that appoints somebody to `{post}`"),
        )
    };
    Diagnostic::new(Code::R507, name.span, message)
        .note(Text::new(
            "还没有指定谁，就没有人能办，期限却照常走",
            "while nobody is appointed nobody can act, and the limits run",
        ))
        .help(Text::new(
            format!("在每一条路上都经过的环节里写“指定 {post}；”"),
            format!("write `assign {post};` in a step that every way here passes"),
        ))
}
