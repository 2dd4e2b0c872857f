//! 公示: what is posted, how long, and what becomes of objections.

use super::Resolver;
use super::deeds::{Deeds, Interruption};
use super::places::Seen;
use crate::names::Kind;
use shouwen_model::form::{Clause, Direction, Trigger};
use shouwen_syntax::tree::{Awaited, Deed, Located, Name, PlaceClause, Section};
use shouwen_syntax::{Span, Text, tree};

impl Resolver<'_> {
    /// 由 … 发布.
    pub(super) fn posted_by(&mut self, post: &Name, span: Span, seen: &mut Seen) -> Clause {
        self.once(seen, ("由……发布", "posted by"), span);
        self.names.refer(Kind::Post, post);
        Clause::PostedBy { post: post.node.clone() }
    }

    /// 不少于.
    pub(super) fn at_least(
        &mut self,
        kind: tree::PlaceKind,
        (period, span): (&tree::Period, Span),
        clauses: &[Located<PlaceClause>],
        seen: &mut Seen,
    ) -> Clause {
        if kind == tree::PlaceKind::Wait {
            self.lasts_at_least(period, span, clauses);
        }
        self.once(seen, ("不少于", "at least"), span);
        Clause::AtLeast { period: self.period(period) }
    }

    /// 不少于, in a wait: what is awaited does not count before. So it has to be something that an officer enters, and
    /// the wait has to be longer than that.
    fn lasts_at_least(&mut self, period: &tree::Period, span: Span, clauses: &[Located<PlaceClause>]) {
        let others = clauses.iter().filter_map(|clause| {
            let PlaceClause::Await(events) = &clause.node else { return None };
            Some(events)
        });
        let by_others = |event: &&Located<Awaited>| match &event.node {
            Awaited::Event(name) => super::declare::built_in(&name.node).is_some(),
            Awaited::Linked(..) | Awaited::Party(..) => true,
        };
        if others.flatten().any(|event| by_others(&event)) {
            self.misplaced(
                span,
                Text::new(
                    "等别人做的事，不能规定最少等多久",
                    "what others do cannot be made to take so long",
                ),
                Text::new(
                    "删去这一句；给申请人的期限写“期限由 某通知书 载明，不少于 ……”",
                    "delete this clause; the applicant's period is said by `period stated in …, at least …`",
                ),
            );
        }
        let longest = clauses.iter().find_map(|clause| {
            let PlaceClause::Longest(longest) = &clause.node else { return None };
            Some(longest)
        });
        match longest {
            None => self.incomplete(
                span,
                Text::new(
                    "写了最少等多久，没有写最长等多久",
                    "it says how long the wait lasts at least, and not how long at most",
                ),
                Text::new(
                    "补一句“最长 ……；”和“届满的，……；”",
                    "add `no longer than …;` and `when expired: …;`",
                ),
            ),
            Some(longest) if longest.unit == period.unit && longest.n <= period.n => self.bad_value(
                period.span,
                Text::new(
                    "最少的期间不短于最长的期间，等的事永远来不及发生",
                    "it lasts no less than its longest time: what is awaited could never happen",
                ),
                Text::new("改短这一句，或者改长“最长”", "shorten this, or lengthen `no longer than`"),
            ),
            Some(_) => {}
        }
    }

    /// 恢复时.
    pub(super) fn resuming(&mut self, anew: bool, span: Span, seen: &mut Seen) -> Clause {
        self.once(seen, ("恢复时", "on resumption"), span);
        Clause::Resuming { anew }
    }

    /// 公开.
    pub(super) fn disclosed(&mut self, fields: &[Name], span: Span, seen: &mut Seen) -> Clause {
        self.once(seen, ("公开", "disclose"), span);
        for field in fields {
            self.names.refer(Kind::Field, field);
        }
        Clause::Disclose { fields: fields.iter().map(|f| f.node.clone()).collect() }
    }

    /// A posting says who posts what, for how long, and what follows when nobody objected; one that pauses says what
    /// becomes of its time.
    pub(super) fn posting_is_whole(
        &mut self,
        seen: &Seen,
        clauses: &[Located<PlaceClause>],
        section: &Section,
    ) {
        let needed = [
            ("由……发布", "posted by", "由 某岗位 发布；", "posted by …;"),
            ("公开", "disclose", "公开 ……；", "disclose …;"),
            ("不少于", "at least", "不少于 五个工作日；", "at least 5 working days;"),
        ];
        for (zh, en, clause_zh, clause_en) in needed {
            if !seen.contains_key(en) {
                self.incomplete(
                    section.head,
                    Text::new(format!("公示没有写“{zh}”"), format!("the posting does not say `{en}`")),
                    Text::new(format!("补一句“{clause_zh}”"), format!("add `{clause_en}`")),
                );
            }
        }
        let pauses = |clause: &Located<PlaceClause>| {
            let PlaceClause::Direct { deeds, .. } = &clause.node else { return None };
            let pause = |deed: &Located<Deed>| matches!(deed.node, Deed::Go(tree::Direction::Pause(_)));
            deeds.iter().any(pause).then_some(clause.span)
        };
        let paused = clauses.iter().find_map(pauses);
        match (paused, seen.get("on resumption")) {
            (Some(span), None) => self.incomplete(
                span,
                Text::new(
                    "没有写恢复公示以后，时间是接着算还是重新算",
                    "nothing says whether the posting's time runs on or counts anew when it resumes",
                ),
                Text::new(
                    "补一句“恢复时 剩余期间续计；”或者“恢复时 重新计算；”",
                    "add `on resumption the rest of the period runs on;` or `on resumption count anew;`",
                ),
            ),
            (None, Some(span)) => self.misplaced(
                *span,
                Text::new(
                    "这项公示从不暂停，也就没有恢复",
                    "this posting never pauses, so that it never resumes",
                ),
                Text::new(
                    "删去这一句，或者写“……的，暂停，转入 ……”",
                    "strike it, or say `when …: pause, go to …`",
                ),
            ),
            _ => {}
        }
    }

    /// A posting lasts its whole time: what happens meanwhile interrupts it, and only its end leads on.
    pub(super) fn lasts(&mut self, when: &tree::Trigger, trigger: &Trigger, deeds: &Deeds, span: Span) {
        if matches!(when, tree::Trigger::Expired) {
            self.misplaced(
                span,
                Text::new("公示的期限不说“届满的”", "a posting does not say `when expired`"),
                Text::new("写“期满无异议的，……”", "say `when unopposed to the end: …`"),
            );
        }
        let pauses = matches!(deeds.to, Some(Direction::Interrupt { .. }));
        if *trigger == Trigger::Expired {
            self.keeps_to(deeds.to.as_ref(), Interruption::Neither, span);
        }
        if matches!(trigger, Trigger::Event { .. }) && !pauses && deeds.to.is_some() {
            self.misplaced(
                span,
                Text::new(
                    "公示未满规定的期间不能结束：其间发生的事只能使它暂停",
                    "a posting does not end before its time: what happens meanwhile can only pause it",
                ),
                Text::new(
                    "写“……的，暂停，转入 ……”；查实以后怎么办，写在转入的环节里",
                    "say `when …: pause, go to …`; what follows then stands in the step it goes to",
                ),
            );
        }
    }

    /// Words of a posting that stand elsewhere; tells whether one of them leads somewhere.
    pub(super) fn of_posting(
        &mut self,
        when: Option<&Located<tree::Trigger>>,
        deeds: &[Located<Deed>],
    ) -> bool {
        if let Some(when) = when.filter(|w| matches!(w.node, tree::Trigger::Unopposed)) {
            self.misplaced(
                when.span,
                Text::new("“期满无异议的”只写在公示里", "`unopposed to the end` belongs in a posting"),
                Text::new("写“届满的，……”", "say `when expired: …`"),
            );
        }
        let mut leads = false;
        for deed in deeds {
            if matches!(deed.node, Deed::Go(tree::Direction::Pause(_))) {
                leads = true;
                self.misplaced(
                    deed.span,
                    Text::new("“暂停，转入”只写在公示里", "`pause, go to` belongs in a posting"),
                    Text::new(
                        "随时可能发生的事写“中断，转入 ……”",
                        "in `at any time` say `interrupt, go to …`",
                    ),
                );
            }
        }
        leads
    }
}
