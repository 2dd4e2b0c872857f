//! R501: a post that works and is held by nobody. R507: one of a case to which nobody has been appointed yet. R506: a step without a post, or an escalation that reaches nobody
//! else.

use super::Model;
use crate::names::Kind;
use shouwen_model::form::{Act, Clause, ClockClause, MeetingRule, Place, Post, PostClause, Role};
use shouwen_syntax::tree::{self, Name, PlaceKind};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};
use std::collections::BTreeMap;

/// A post that is its own superior.
pub(crate) fn own_superior(post: &Name) -> Diagnostic {
    let name = &post.node;
    Diagnostic::new(
        Code::R506,
        post.span,
        Text::new(format!("「{name}」的上级是它自己"), format!("`{name}` is its own superior")),
    )
    .note(Text::new("升级给自己，等于没有升级", "an escalation to oneself tells nobody"))
    .help(Text::new("写它真正的上级岗位", "name the post above it"))
}

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    empty(model, out);
    unaccountable(model, out);
    escalations(model, out);
}

/// The post out of whose holders one is appointed to a post of one case.
pub(super) fn out_of(post: &Post) -> Option<&str> {
    post.clauses.iter().find_map(|c| match c {
        PostClause::Appointed { post, .. } => Some(post.as_str()),
        _ => None,
    })
}

/// Posts that work on a case, with the first place that says so.
fn working(model: &Model<'_>) -> BTreeMap<String, Span> {
    let mut found: BTreeMap<String, Span> = BTreeMap::new();
    let mut add = |name: &Name| {
        found.entry(name.node.clone()).or_insert(name.span);
    };
    for clause in model.texts.places.iter().flat_map(|t| t.clauses) {
        match &clause.node {
            tree::PlaceClause::HandledBy(post) | tree::PlaceClause::PostedBy(post) => add(post),
            tree::PlaceClause::Meeting(tree::MeetingClause::Composed { members, chair }) => {
                add(members);
                add(chair);
            }
            tree::PlaceClause::SignedBy(_, posts) => posts.iter().for_each(&mut add),
            tree::PlaceClause::FollowedBy(role) => {
                if let tree::Role::Post(post) = &role.node {
                    add(post);
                }
            }
            _ => {}
        }
    }
    for clause in model.texts.clocks.iter().flat_map(|t| t.clauses) {
        if let tree::ClockClause::Extend { by, .. } = &clause.node {
            add(by);
        }
    }
    for text in &model.texts.after {
        if let tree::Role::Post(post) = &text.clause.node.by.node {
            add(post);
        }
    }
    found
}

fn empty(model: &Model<'_>, out: &mut Diagnostics) {
    let mut working = working(model);
    // Of a post of one case it is those out of whom one is appointed who have to be there.
    for (name, out_of) in model.form.posts.iter().filter_map(|p| Some((&p.name, out_of(p)?))) {
        working.remove(name);
        if let Some(span) = model.names.span(Kind::Post, name) {
            working.entry(out_of.to_owned()).or_insert(span);
        }
    }
    for (post, used) in working {
        if model.seats.iter().any(|s| s.post == post && !s.stand_in) {
            continue;
        }
        // A post that is not declared, or whose section could not be read, has been reported.
        let Some(span) = model.names.span(Kind::Post, &post) else { continue };
        if model.is_faulty(span) || (model.incomplete && !model.form.posts.iter().any(|p| p.name == post)) {
            continue;
        }
        out.push(
            Diagnostic::new(
                Code::R501,
                span,
                Text::new(format!("岗位「{post}」没有人"), format!("nobody holds the post `{post}`")),
            )
            .related(used, Text::new("这里要由它办事", "it has work to do here"))
            .note(Text::new(
                "案件派到空岗没有人接，期限却照常走",
                "work sent to an empty post is taken up by nobody while its limits run",
            ))
            .help(Text::new("补一句“由 某人；”", "name who holds it")),
        );
    }
}

fn unaccountable(model: &Model<'_>, out: &mut Diagnostics) {
    for (text, place) in model.texts.places.iter().zip(&model.form.places) {
        if text.kind == PlaceKind::Wait && !text.broken {
            unfollowed(model, place, text.name, out);
            continue;
        }
        // Of a parallel block each branch has posts of its own.
        if text.kind == PlaceKind::Parallel {
            continue;
        }
        if matches!(text.kind, PlaceKind::Posting | PlaceKind::Meeting) {
            // One that nobody posts or holds has been told so.
            continue;
        }
        let works = |c: &Clause| matches!(c, Clause::HandledBy { .. } | Clause::SignedBy { .. });
        let handled = place.clauses.iter().any(works);
        if !handled && !text.broken {
            let name = &place.name;
            out.push(
                Diagnostic::new(
                    Code::R506,
                    text.name.span,
                    Text::new(
                        format!("环节「{name}」没有写由哪个岗位办理"),
                        format!("no post handles the step `{name}`"),
                    ),
                )
                .note(Text::new("没有岗位的环节谁都可以不管", "a step without a post is nobody's business"))
                .help(Text::new("补一句“由 某岗位 办理；”", "add `handled by …;`")),
            );
        }
    }
}

/// A wait is followed by the first handler unless it says otherwise; somebody must be one.
fn unfollowed(model: &Model<'_>, place: &Place, name: &Name, out: &mut Diagnostics) {
    let first_handler = |role: &Role| matches!(role, Role::FirstHandler | Role::Officer);
    let by_first = place.clauses.iter().all(|c| match c {
        Clause::FollowedBy { role } => first_handler(role),
        _ => true,
    });
    let posts = &model.form.posts;
    let any = posts.iter().any(|p| p.clauses.contains(&PostClause::FirstHandling));
    if !by_first || any || model.incomplete {
        return;
    }
    let n = &name.node;
    out.push(
        Diagnostic::new(
            Code::R506,
            name.span,
            Text::new(format!("等候「{n}」没有人跟踪"), format!("nobody follows the wait `{n}`")),
        )
        .note(Text::new(
            "没有写由谁跟踪的，由首办责任人跟踪，而没有岗位写明“首办负责”",
            "without a follower the first handler follows it, and no post says `first handling`",
        ))
        .help(Text::new("补一句“由 某岗位 跟踪；”", "add `followed by …;`")),
    );
}

/// The post in charge of a place, as far as the text says.
fn in_charge(clauses: &[Clause]) -> Option<&str> {
    clauses.iter().find_map(|c| match c {
        Clause::HandledBy { post, .. } | Clause::FollowedBy { role: Role::Post { name: post } } => {
            Some(post.as_str())
        }
        Clause::PostedBy { post } => Some(post.as_str()),
        Clause::Meeting { rule: MeetingRule::Composed { chair, .. } } => Some(chair.as_str()),
        Clause::SignedBy { posts, .. } => posts.first().map(String::as_str),
        _ => None,
    })
}

fn escalations(model: &Model<'_>, out: &mut Diagnostics) {
    for deeded in model.texts.deeded(model.form) {
        let Some(place) = deeded.place.and_then(|p| model.form.places.get(p)) else { continue };
        let Some(post) = in_charge(&place.clauses) else { continue };
        for (span, item) in deeded.acts() {
            match &item.act {
                Act::Escalate { to: Role::Post { name } } if name == post => out.push(to_itself(post, span)),
                Act::Escalate { to: Role::OwnSuperior } if !has_superior(model, post) => {
                    out.push(no_superior(post, span, model.names.span(Kind::Post, post)));
                }
                _ => {}
            }
        }
    }
    approvals(model, out);
}

/// Whether a post has a superior; of one that is not declared, or could not be read, nothing is said.
pub(super) fn has_superior(model: &Model<'_>, post: &str) -> bool {
    if model.names.span(Kind::Post, post).is_some_and(|span| model.is_faulty(span)) {
        return true;
    }
    let declared = model.form.posts.iter().find(|p| p.name == post);
    if let Some(out_of) = declared.and_then(out_of) {
        return has_superior(model, out_of);
    }
    declared.is_none_or(|p| p.clauses.iter().any(|c| matches!(c, PostClause::Superior { .. })))
}

/// A clock that escalates to a post none of whose cases can be handled by another is found place by place above; here
/// only the extension that a handler would approve for itself.
fn approvals(model: &Model<'_>, out: &mut Diagnostics) {
    let steps: Vec<&str> = model.form.places.iter().filter_map(|p| in_charge(&p.clauses)).collect();
    for (text, clock) in model.texts.clocks.iter().zip(&model.form.clocks) {
        for (tree, clause) in text.clauses.iter().zip(&clock.clauses) {
            let ClockClause::Extend { by, .. } = clause else { continue };
            if !steps.is_empty() && steps.iter().all(|post| post == by) {
                out.push(to_itself(by, tree.span));
            }
        }
    }
}

fn to_itself(post: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::R506,
        span,
        Text::new(
            format!("升级的对象就是原来的岗位「{post}」"),
            format!("this is put before `{post}`, the very post in charge"),
        ),
    )
    .note(Text::new("升级给自己，等于没有升级", "an escalation to oneself tells nobody"))
    .help(Text::new("写它的上级岗位", "name a post above it"))
}

pub(super) fn no_superior(post: &str, span: Span, declared: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::R506,
        span,
        Text::new(
            format!("要升级给「{post}」的上级，但没有写它的上级是谁"),
            format!("this escalates to the superior of `{post}`, which has none"),
        ),
    )
    .help(Text::new("在岗位一节补上“上级 某岗位；”", "add its superior to the post"));
    match declared {
        Some(at) => diagnostic.related(at, Text::new("岗位在这里", "the post is here")),
        None => diagnostic,
    }
}
