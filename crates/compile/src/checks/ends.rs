//! F101, F102, F103: beginnings, ends, and whether every place lies on a way from one to the other.

use super::Model;
use super::graph::Graph;
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};

pub(super) fn check(model: &Model<'_>, graph: &Graph, out: &mut Diagnostics) {
    let Some(head) = model.head else { return };
    // A part that could not be read may be the very one that leads there.
    if model.incomplete {
        return;
    }
    if graph.places == 0 {
        out.push(no_start(&head.node, head.span));
        return;
    }
    if !graph.closes {
        out.push(no_end(&head.node, head.span));
    }
    for place in graph.unreached() {
        // Of two places of one name the first is meant, and the second is told as such.
        if let Some(text) = model.texts.places.get(place)
            && model.index.number(&text.name.node) == Some(place)
        {
            out.push(unreached(&text.name.node, text.name.span));
        }
    }
    // Without any end nothing can be reached from anywhere; once is enough.
    if graph.closes {
        for group in graph.trapped() {
            let names: Vec<(&str, Span)> = group
                .iter()
                .filter_map(|p| model.texts.places.get(*p))
                .map(|t| (t.name.node.as_str(), t.name.span))
                .collect();
            if let [(name, span), others @ ..] = names.as_slice() {
                out.push(trapped(name, *span, others));
            }
        }
    }
}

fn no_start(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::F103,
        span,
        Text::new(
            format!("事项「{name}」没有案件可以开始的环节"),
            format!("procedure `{name}` has no step in which a case could begin"),
        ),
    )
    .help(Text::new("写出第一个环节", "write the first step"))
}

fn no_end(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::F103,
        span,
        Text::new(
            format!("事项「{name}」没有一处写明办结"),
            format!("no clause of procedure `{name}` closes a case"),
        ),
    )
    .help(Text::new("在最后的环节写“办结，结果为 ……”", "let the last step close the case with an outcome"))
}

fn unreached(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::F101,
        span,
        Text::new(format!("没有一句通向「{name}」"), format!("no case ever arrives at `{name}`")),
    )
    .note(Text::new(
        "写了却走不到，其中的审核、告知和期限一次也不会发生",
        "its review, its notice and its limit would never happen",
    ))
    .help(Text::new(
        "在前面的环节里补上“转入”这里的一句；不需要的，整节删去",
        "add the clause that leads to it, or delete the section",
    ))
}

fn trapped(name: &str, span: Span, others: &[(&str, Span)]) -> Diagnostic {
    let message = if others.is_empty() {
        Text::new(format!("案件可能永远停在「{name}」"), format!("a case may stay in `{name}` for ever"))
    } else {
        Text::new(
            format!("案件到了「{name}」，就再也走不到办结"),
            format!("from `{name}` on, no case ever closes"),
        )
    };
    let mut diagnostic = Diagnostic::new(Code::F102, span, message);
    for (other, at) in others {
        diagnostic = diagnostic.related(
            *at,
            Text::new(format!("「{other}」也走不出去"), format!("nor does any lead out of `{other}`")),
        );
    }
    diagnostic.help(Text::new(
        "写一个出口，使这里最后也能办结；申请人撤回不算出口",
        "give it a way out, so that everything can be closed in the end; a withdrawal by the applicant is none",
    ))
}
