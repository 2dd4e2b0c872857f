//! How large a procedure may be: beyond these limits it is refused before anything is resolved.

use shouwen_model::kernel::MAX_DECLARATIONS;
use shouwen_syntax::tree::{File, ItemClause, PlaceClause, SectionKind};
use shouwen_syntax::{Code, Diagnostic, Span, Text};
use std::collections::BTreeMap;

/// The most named clocks of a procedure: which of them run is followed through every place.
pub const MAX_CLOCKS: usize = 256;

/// The most clauses of 随时 of a procedure: each of them is possible in every place.
pub const MAX_ANYTIME: usize = 64;

/// What is counted: its words, how many there may be, and how many there are.
type Counts = BTreeMap<&'static str, (&'static str, usize, usize, Span)>;

/// A file that declares more of one kind than a definition may hold, with the first declaration beyond.
pub(crate) fn too_many(file: &File) -> Option<Diagnostic> {
    let mut counts = Counts::new();
    let mut add = |zh: &'static str, en: &'static str, most: usize, span: Span| {
        let count = counts.entry(en).or_insert((zh, most, 0, span));
        count.2 = count.2.saturating_add(1);
        if count.2 == most.saturating_add(1) {
            count.3 = span;
        }
    };
    for section in &file.sections {
        let head = section.head;
        match &section.kind {
            SectionKind::Clock(..) => add("时限", "clocks", MAX_CLOCKS, head),
            SectionKind::Party(..) => add("当事人", "parties", MAX_DECLARATIONS, head),
            SectionKind::Post(..) | SectionKind::Appointment(..) => {
                add("岗位", "posts", MAX_DECLARATIONS, head)
            }
            SectionKind::Custody(..) => add("责任", "custodies", MAX_DECLARATIONS, head),
            SectionKind::Ladder(..) => add("责任追究", "accountability tables", MAX_DECLARATIONS, head),
            SectionKind::Outcome(..) => add("结果", "outcomes", MAX_DECLARATIONS, head),
            SectionKind::Material(..) => add("材料", "materials", MAX_DECLARATIONS, head),
            SectionKind::Condition(..) => add("条件", "conditions", MAX_DECLARATIONS, head),
            SectionKind::Table(..) => add("认定标准", "decision tables", MAX_DECLARATIONS, head),
            SectionKind::Anytime(_, clauses) => {
                clauses.iter().for_each(|c| add("随时", "clauses of `at any time`", MAX_ANYTIME, c.span));
            }
            SectionKind::Data(fields) => {
                fields.iter().for_each(|f| add("登记信息", "fields", MAX_DECLARATIONS, f.span));
            }
            SectionKind::Procedure(_, clauses) | SectionKind::Rule(_, clauses) => {
                for clause in clauses {
                    if let ItemClause::Dates(dates) = &clause.node {
                        dates.iter().for_each(|d| add("期日", "key dates", MAX_DECLARATIONS, d.span));
                    }
                }
            }
            SectionKind::Place(_, _, clauses) => {
                add("环节和等候", "places", MAX_DECLARATIONS, head);
                for clause in clauses.iter().filter(|c| matches!(c.node, PlaceClause::Conclude { .. })) {
                    add("结论", "conclusions", MAX_DECLARATIONS, clause.span);
                }
            }
            _ => {}
        }
    }
    counts.into_iter().find(|(_, (_, most, count, _))| count > most).map(|(en, (zh, most, _, span))| {
        Diagnostic::new(
            Code::S011,
            span,
            Text::new(format!("{zh}超过 {most} 个"), format!("there are more than {most} {en}")),
        )
        .help(Text::new("把事项拆成几个", "split the procedure"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shouwen_syntax::testing::one_source;

    fn over(text: &str) -> Option<String> {
        let (sources, id) = one_source("x.proc", text);
        too_many(&shouwen_syntax::parse(sources.get(id).unwrap()).tree).map(|d| d.message.en)
    }

    #[test]
    fn at_the_limit_and_one_past_it() {
        let clocks = |n| "时限 甲：\n  五个工作日。\n".repeat(n);
        assert_eq!(over(&clocks(MAX_CLOCKS)), None);
        assert_eq!(over(&clocks(MAX_CLOCKS + 1)).as_deref(), Some("there are more than 256 clocks"));
        let events = |n| format!("随时：\n{}", "  申请人撤回的，办结，结果为 甲；\n".repeat(n));
        assert_eq!(over(&events(MAX_ANYTIME)), None);
        assert!(over(&events(MAX_ANYTIME + 1)).is_some());
        let places = |n| "环节 甲：\n".repeat(n);
        assert_eq!(over(&places(MAX_DECLARATIONS)), None);
        assert!(over(&places(MAX_DECLARATIONS + 1)).is_some());
    }
}
