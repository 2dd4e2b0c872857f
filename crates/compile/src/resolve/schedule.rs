//! 日程: what comes round for open cases. Its names are looked up like all others; it cannot be executed yet, and says so.

use super::{Here, Resolver};
use crate::load::Loaded;
use crate::names::Kind;
use shouwen_syntax::tree::{Located, Round, ScheduleClause, SectionKind};
use shouwen_syntax::{Code, Diagnostic, Span, Text};
use std::collections::BTreeMap;

type Seen = BTreeMap<&'static str, Span>;

impl Resolver<'_> {
    /// Looks at every schedule of the file.
    pub(super) fn schedules(&mut self, files: &[Loaded]) {
        let Some(file) = files.first() else { return };
        for section in &file.tree.sections {
            let SectionKind::Schedule(name, clauses) = &section.kind else { continue };
            let mut seen = Seen::new();
            for clause in clauses {
                self.schedule_clause(clause, &mut seen);
            }
            if !seen.contains_key("every") && !file.is_faulty(section.head) {
                self.incomplete(
                    section.head,
                    Text::new("日程没有写什么时候", "the schedule does not say when"),
                    Text::new(
                        "补一句“每 周六 9:00，休息日照常；”或者“每月 5日 9:00，休息日顺延；”",
                        "add `every saturday 9:00, days off as usual;` or a day of the month",
                    ),
                );
            }
            self.harmless.push(
                Diagnostic::new(
                    Code::V702,
                    name.span,
                    Text::new(
                        format!("日程「{}」还不能执行", name.node),
                        format!("the schedule `{}` cannot be executed yet", name.node),
                    ),
                )
                .help(Text::new(
                    "先把它写进另一份文件公布；这份事项里删去这一节，就能办件",
                    "publish it in a file of its own; without this section the procedure can be used",
                )),
            );
        }
    }

    fn schedule_clause(&mut self, clause: &Located<ScheduleClause>, seen: &mut Seen) {
        let span = clause.span;
        match &clause.node {
            ScheduleClause::Session { on, at: (hour, minute), between, .. } => {
                self.once(seen, ("每", "every"), span);
                if matches!(on.node, Round::Monthly(day) if !(1..=31).contains(&day)) {
                    self.bad_value(
                        on.span,
                        Text::new("一个月没有这一天", "no month has this day"),
                        Text::new(
                            "写 1 到 31；没有这一天的月份取月末",
                            "write 1 to 31; a shorter month takes its last day",
                        ),
                    );
                }
                if *hour > 23 || *minute > 59 {
                    self.bad_value(
                        span,
                        Text::new("没有这个时刻", "there is no such time"),
                        Text::new("写 0:00 到 23:59", "write 0:00 to 23:59"),
                    );
                }
                if let Some((first, last)) = between {
                    let days = (self.date(first.node, first.span), self.date(last.node, last.span));
                    if matches!(days, (Some(first), Some(last)) if first > last) {
                        self.bad_value(
                            last.span,
                            Text::new("最后一天早于第一天", "the last day is before the first one"),
                            Text::new("对调两个日期", "exchange the two dates"),
                        );
                    }
                }
            }
            ScheduleClause::Object(of) => {
                self.once(seen, ("对象", "over cases where"), span);
                self.expr(of, Here::default());
            }
            ScheduleClause::Convened { by, chair } => {
                self.once(seen, ("召集", "convened by"), span);
                self.names.refer(Kind::Post, by);
                self.names.refer(Kind::Post, chair);
            }
            ScheduleClause::EachCase(fields) => {
                self.once(seen, ("逐案", "for each case"), span);
                for field in fields {
                    self.names.refer(Kind::Field, field);
                }
            }
            ScheduleClause::Absent(_) => self.once(seen, ("缺席", "absent"), span),
            ScheduleClause::NoCase => self.once(seen, ("无案件", "no case"), span),
            ScheduleClause::NotHeld(_) => self.once(seen, ("未召开", "not held"), span),
        }
    }
}
