//! 日程: what comes round for open cases.

use super::text::ScheduleText;
use super::{Here, Resolver, Texts};
use crate::load::Loaded;
use crate::names::Kind;
use crate::sessions::CHAIRED;
use shouwen_calendar::Roll;
use shouwen_model::form::{Recurrence, Round, Schedule, ScheduleClause};
use shouwen_syntax::tree::{self, DaysOff, Located, SectionKind};
use shouwen_syntax::{Code, Diagnostic, Span, Text};
use std::collections::BTreeMap;

type Seen = BTreeMap<&'static str, Span>;

impl Resolver<'_> {
    /// Every schedule of the file, in the order of the text.
    pub(super) fn schedules<'t>(&mut self, files: &'t [Loaded], texts: &mut Texts<'t>) -> Vec<Schedule> {
        let Some(file) = files.first() else { return Vec::new() };
        let mut found: Vec<Schedule> = Vec::new();
        for section in &file.tree.sections {
            let SectionKind::Schedule(name, clauses) = &section.kind else { continue };
            let mut seen = Seen::new();
            let resolved =
                clauses.iter().filter_map(|clause| self.schedule_clause(clause, &mut seen)).collect();
            if !file.is_faulty(section.head) {
                self.schedule_is_whole(&seen, section.head);
            }
            if let Some(first) = texts.schedules.iter().find(|text| text.name.node == name.node) {
                self.second_schedule(name.span, first.name.span);
                continue;
            }
            if name.node == CHAIRED {
                self.as_its_own_step(name.span);
                continue;
            }
            texts.schedules.push(ScheduleText { name, head: section.head, clauses });
            found.push(Schedule { name: name.node.clone(), clauses: resolved });
        }
        found
    }

    fn second_schedule(&mut self, span: Span, first: Span) {
        self.out.push(
            Diagnostic::new(Code::N002, span, Text::new("两节日程同名", "two schedules bear the same name"))
                .related(first, Text::new("已在这里写明", "declared here already"))
                .help(Text::new("换一个名称", "give one of them another name")),
        );
    }

    /// A session has two steps: one is named by the schedule, the other one always the same.
    fn as_its_own_step(&mut self, span: Span) {
        let message = Text::new(
            format!("日程不能叫「{CHAIRED}」：每一期里由主持人办的环节就叫这个名称"),
            format!("no schedule is called `{CHAIRED}`: so is the step in which a session is closed"),
        );
        self.out.push(
            Diagnostic::new(Code::N002, span, message).help(Text::new("换一个名称", "give it another name")),
        );
    }

    fn schedule_is_whole(&mut self, seen: &Seen, head: Span) {
        if !seen.contains_key("every") {
            self.incomplete(
                head,
                Text::new("日程没有写什么时候", "the schedule does not say when"),
                Text::new(
                    "补一句“每 周六 9:00，休息日照常；”或者“每月 5日 9:00，休息日顺延；”",
                    "add `every saturday 9:00, days off as usual;` or a day of the month",
                ),
            );
        }
        if !seen.contains_key("convened by") {
            self.incomplete(
                head,
                Text::new(
                    "日程没有写由谁召集、谁主持",
                    "the schedule does not say who convenes and who presides",
                ),
                Text::new(
                    "补一句“由 某岗 召集，某岗 主持；”",
                    "add `convened by …, chaired by …;` with two posts",
                ),
            );
        }
    }

    fn schedule_clause(
        &mut self,
        clause: &Located<tree::ScheduleClause>,
        seen: &mut Seen,
    ) -> Option<ScheduleClause> {
        let span = clause.span;
        Some(match &clause.node {
            tree::ScheduleClause::Session { on, at, between, days_off } => {
                self.once(seen, ("每", "every"), span);
                let between = between.as_ref().map(|(first, last)| (first, last));
                ScheduleClause::Session { when: self.recurrence(on, (*at, span), between, *days_off) }
            }
            tree::ScheduleClause::Object(of) => {
                self.once(seen, ("对象", "over cases where"), span);
                ScheduleClause::Object { of: self.expr(of, Here::default())? }
            }
            tree::ScheduleClause::Convened { by, chair } => {
                self.once(seen, ("召集", "convened by"), span);
                self.names.refer(Kind::Post, by);
                self.names.refer(Kind::Post, chair);
                ScheduleClause::Convened { by: by.node.clone(), chair: chair.node.clone() }
            }
            tree::ScheduleClause::EachCase { fields, event } => {
                self.once(seen, ("逐案", "for each case"), span);
                for field in fields {
                    self.names.refer(Kind::Field, field);
                }
                if let Some(event) = event {
                    self.names.refer(Kind::Event, event);
                }
                ScheduleClause::EachCase {
                    event: event.as_ref().map(|event| event.node.clone()),
                    fields: fields.iter().map(|field| field.node.clone()).collect(),
                }
            }
            tree::ScheduleClause::Absent(breach) => {
                self.once(seen, ("缺席", "absent"), span);
                ScheduleClause::Absent { breach: breach.node.clone() }
            }
            tree::ScheduleClause::NoCase => {
                self.once(seen, ("无案件", "no case"), span);
                ScheduleClause::NoCase
            }
            tree::ScheduleClause::NotHeld(breach) => {
                self.once(seen, ("未召开", "not held"), span);
                ScheduleClause::NotHeld { breach: breach.node.clone() }
            }
        })
    }

    fn recurrence(
        &mut self,
        on: &Located<tree::Round>,
        ((hour, minute), span): ((u32, u32), Span),
        between: Option<(&Located<tree::Date>, &Located<tree::Date>)>,
        days_off: DaysOff,
    ) -> Recurrence {
        if matches!(on.node, tree::Round::Monthly(day) if !(1..=31).contains(&day)) {
            self.bad_value(
                on.span,
                Text::new("一个月没有这一天", "no month has this day"),
                Text::new(
                    "写 1 到 31；没有这一天的月份取月末",
                    "write 1 to 31; a shorter month takes its last day",
                ),
            );
        }
        if hour > 23 || minute > 59 {
            self.bad_value(
                span,
                Text::new("没有这个时刻", "there is no such time"),
                Text::new("写 0:00 到 23:59", "write 0:00 to 23:59"),
            );
        }
        let (from, until) = match between {
            Some((first, last)) => (self.date(first.node, first.span), self.date(last.node, last.span)),
            None => (None, None),
        };
        if let (Some(first), Some(last), Some((_, written))) = (from, until, between)
            && first > last
        {
            self.bad_value(
                written.span,
                Text::new("最后一天早于第一天", "the last day is before the first one"),
                Text::new("对调两个日期", "exchange the two dates"),
            );
        }
        let on = match on.node {
            tree::Round::Weekly(day) => Round::Weekly(day),
            tree::Round::Monthly(day) => Round::Monthly(day),
        };
        let roll = match days_off {
            DaysOff::AsUsual => Roll::None,
            DaysOff::MoveOn => Roll::NextWorkday,
            DaysOff::MoveBack => Roll::PreviousWorkday,
        };
        Recurrence { on, hour, minute, from, until, roll }
    }
}
