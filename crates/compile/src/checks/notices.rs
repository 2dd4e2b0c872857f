//! G602: a one-time notice that lists some materials only, or has nothing to list. G605: an adverse outcome without a remedy.

use super::Model;
use crate::resolve::Moment;
use shouwen_model::form::{Act, AwaitedEvent, Clause};
use shouwen_syntax::tree::Name;
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Language, Span, Text};

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

/// A notice that names materials instead of everything that is missing.
pub(crate) fn partial_notice(span: Span, materials: &[Name], language: Language) -> Diagnostic {
    let all = if language == Language::Chinese { "全部缺项" } else { "all gaps" };
    let diagnostic = Diagnostic::new(
        Code::G602,
        span,
        Text::new(
            "一次性告知只列了几项材料",
            "this notice names some materials instead of all that is missing",
        ),
    )
    .note(Text::new(
        "行政许可法第三十二条要求一次告知需要补正的全部内容",
        "article 32 of the Administrative Licensing Law demands that everything be told at once",
    ))
    .help(Text::new("写“一次性告知 全部缺项”", "say `notify once all gaps`"));
    let named = materials.iter().map(|m| m.span).reduce(Span::join);
    match named {
        Some(place) => diagnostic.fix(Text::new("改为“全部缺项”", "change it to `all gaps`"), place, all),
        None => diagnostic,
    }
}

/// 按现有材料 办理 answers a wait for the applicant in which nothing came in; elsewhere nothing was asked for.
pub(super) fn on_file(model: &Model<'_>, out: &mut Diagnostics) {
    let asked = |place: usize| {
        let clauses = model.form.places.get(place).map_or(&[][..], |place| &place.clauses);
        clauses.iter().any(|clause| match clause {
            Clause::Await { events } => events.contains(&AwaitedEvent::Supplemented),
            _ => false,
        })
    };
    for deeded in model.texts.deeded(model.form) {
        if deeded.moment == Moment::Expiry && deeded.place.is_some_and(asked) {
            continue;
        }
        for (span, item) in deeded.acts() {
            if matches!(item.act, Act::OnFile) {
                out.push(nothing_asked(span));
            }
        }
    }
}

fn nothing_asked(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::L007,
        span,
        Text::new(
            "“按现有材料 办理”只写在等申请人补齐而届满的一句里",
            "`proceed on file` belongs to the expiry of a wait for the applicant's materials",
        ),
    )
    .note(Text::new(
        "给了期限、期限内没有补来，才能不再要求",
        "only what was asked for, and did not come in its period, is no longer asked for",
    ))
    .help(Text::new(
        "写在“待 申请人补齐”的等候里：“届满的，按现有材料 办理，转入 ……”",
        "say it in a wait that is `awaiting applicant supplements`: `when expired: proceed on file, go to …`",
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

fn nothing_to_list(span: Span) -> Diagnostic {
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
