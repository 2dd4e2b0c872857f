//! G602: a one-time notice that has nothing to list. G605: an adverse outcome without a remedy.

use super::Model;
use shouwen_model::form::Act;
use shouwen_syntax::tree::Name;
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Text};

/// An adverse outcome without a remedy.
pub(crate) fn no_remedy(outcome: &Name) -> Diagnostic {
    let name = &outcome.node;
    Diagnostic::new(
        Code::G605,
        outcome.span,
        Text::new(
            format!("「{name}」不利于申请人，却没有写救济途径"),
            format!("`{name}` is adverse to the applicant and names no remedy"),
        ),
    )
    .note(Text::new(
        "漏了告知，起诉期限会大大延长，决定也可能被撤销",
        "without it the time for suing grows much longer, and the decision may be annulled",
    ))
    .help(Text::new(
        "补一句“救济 行政复议 六十个自然日、行政诉讼 六个月；”",
        "add the ways of review and litigation with their periods",
    ))
}

/// A notice lists the gaps that a completed check of the materials found, so there must be materials to check.
pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    if !model.form.materials.is_empty() || model.incomplete {
        return;
    }
    for deeded in model.texts.deeded(model.form) {
        for (span, item) in deeded.acts() {
            if matches!(item.act, Act::NotifyOnce { .. }) {
                out.push(nothing_to_list(span));
            }
        }
    }
}

fn nothing_to_list(span: shouwen_syntax::Span) -> Diagnostic {
    Diagnostic::new(
        Code::G602,
        span,
        Text::new(
            "一次性告知没有东西可列：这份程序没有写材料",
            "this notice has nothing to list: the procedure names no material",
        ),
    )
    .note(Text::new(
        "“全部缺项”是核对材料时发现缺少和不合格的各项",
        "all gaps are the materials that a check found absent or unfit",
    ))
    .help(Text::new("每种材料写一节“材料”", "write a `material` section for each material"))
}
