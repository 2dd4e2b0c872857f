//! R507: a post of one case in charge of what is not done in that case while it is open, where nobody is appointed: a
//! session, or a duty after closing. R508: a session that enters what the text has another post enter.

use super::Model;
use super::posts::out_of;
use shouwen_model::form::AwaitedEvent;
use shouwen_syntax::tree::{Name, Role, ScheduleClause};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Text};

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    for schedule in &model.texts.schedules {
        let (mut convenes, mut enters) = (None, None);
        for clause in schedule.clauses {
            match &clause.node {
                ScheduleClause::Convened { by, chair } => {
                    convenes = Some(by);
                    let nobody = [by, chair].into_iter().filter(|post| appointed(model, post));
                    nobody.for_each(|post| out.push(no_case(post)));
                }
                ScheduleClause::EachCase { event, .. } => enters = event.as_ref(),
                _ => {}
            }
        }
        if let (Some(by), Some(event)) = (convenes, enters) {
            reserved(model, by, event, out);
        }
    }
    for text in &model.texts.after {
        if let Role::Post(post) = &text.clause.node.by.node
            && appointed(model, post)
        {
            out.push(closed(post));
        }
    }
}

/// Whether a post is one of one case.
fn appointed(model: &Model<'_>, post: &Name) -> bool {
    model.form.posts.iter().any(|decl| decl.name == post.node && out_of(decl).is_some())
}

fn no_case(post: &Name) -> Diagnostic {
    let name = &post.node;
    Diagnostic::new(
        Code::R507,
        post.span,
        Text::new(
            format!("「{name}」是在每个案件里指定的，日程的一期不是哪一个案件"),
            format!("`{name}` is appointed in each case, and a session belongs to none of them"),
        ),
    )
    .note(Text::new(
        "一期里没有指定过谁，就没有人能召集、主持，只能到期记为未召开",
        "in a session nobody is appointed, so that nobody could convene or preside, and each would lapse",
    ))
    .help(Text::new("写一个固定的岗位", "name a post that has holders of its own"))
}

fn closed(post: &Name) -> Diagnostic {
    let name = &post.node;
    Diagnostic::new(
        Code::R507,
        post.span,
        Text::new(
            format!("办结以后不能再指定「{name}」"),
            format!("once a case is decided nobody is appointed to `{name}` any more"),
        ),
    )
    .note(Text::new(
        "没有指定就办结的，或者指定的人后来离岗、回避的，这项义务没有人能办，期限却照常走",
        "where nobody was appointed before, or whoever was has left since, nobody could do it, and its limit runs",
    ))
    .help(Text::new(
        "写一个固定的岗位，或者“首办责任人”",
        "name a post that has holders of its own, or `first handler`",
    ))
}

/// What 随时 has a post enter is entered by that post only.
fn reserved(model: &Model<'_>, by: &Name, event: &Name, out: &mut Diagnostics) {
    for (text, anytime) in model.texts.anytime.iter().zip(&model.form.anytime) {
        let same = matches!(&anytime.event, AwaitedEvent::Named { name } if *name == event.node);
        let Some(post) = text.clause.node.by.as_ref().filter(|post| same && post.node != by.node) else {
            continue;
        };
        let (what, post, by) = (&event.node, post, &by.node);
        let only = &post.node;
        out.push(
            Diagnostic::new(
                Code::R508,
                event.span,
                Text::new(
                    format!("「{what}」只由「{only}」登记，日程却由「{by}」逐案登记"),
                    format!("`{what}` is entered by `{only}` only, and `{by}` would enter it for each case"),
                ),
            )
            .related(post.span, Text::new("登记的岗位在这里写明", "who enters it is said here"))
            .note(Text::new(
                "经过日程登记，就绕开了写明的岗位",
                "through the schedule anybody who convenes would do what is left to another post",
            ))
            .help(Text::new(
                format!("由“{only}”召集；或者逐案不登记「{what}」，另由「{only}」登记"),
                format!("have `{only}` convene, or leave `{what}` out and let `{only}` enter it"),
            )),
        );
    }
}
