//! 环节, 等候, 公示: their clauses, one to one with those of the text.

use super::deeds::Leads;
use super::directing::nothing;
use super::events::awaited;
use super::{Here, PlaceText, Resolver, Texts};
use crate::load::Loaded;
use crate::names::Kind;
use shouwen_model::form::{Clause, DutyText, Permit, Place, PlaceKind};
use shouwen_syntax::tree::{Awaited, Located, Name, PlaceClause, Section, SectionKind};
use shouwen_syntax::{Span, Text, tree};
use std::collections::BTreeMap;

pub(super) type Seen = BTreeMap<&'static str, Span>;

impl Resolver<'_> {
    /// The places, in the order of the text.
    pub(super) fn places<'t>(&mut self, files: &'t [Loaded], texts: &mut Texts<'t>) -> Vec<Place> {
        let mut places = Vec::new();
        let Some(file) = files.first() else { return places };
        for section in &file.tree.sections {
            let SectionKind::Place(kind, name, clauses) = &section.kind else { continue };
            let before = self.failures();
            let here = Here { place: Some(&name.node), clauses, closed: false };
            let mut seen = Seen::new();
            let resolved: Vec<Clause> =
                clauses.iter().map(|c| self.place_clause(*kind, c, here, &mut seen)).collect();
            self.place_is_whole(&seen, clauses, *kind, section);
            let broken = file.is_faulty(section.head) || self.failures() > before;
            let kind_of = match kind {
                tree::PlaceKind::Step => PlaceKind::Step,
                tree::PlaceKind::Wait => PlaceKind::Wait,
                tree::PlaceKind::Posting => PlaceKind::Posting,
                tree::PlaceKind::Meeting => PlaceKind::Meeting,
                tree::PlaceKind::Parallel => PlaceKind::Parallel,
            };
            places.push(Place { kind: kind_of, name: name.node.clone(), clauses: resolved });
            texts.places.push(PlaceText { kind: *kind, name, head: section.head, clauses, broken });
        }
        places
    }

    fn place_clause(
        &mut self,
        kind: tree::PlaceKind,
        clause: &Located<PlaceClause>,
        here: Here<'_>,
        seen: &mut Seen,
    ) -> Clause {
        let span = clause.span;
        self.belongs(kind, clause);
        match &clause.node {
            PlaceClause::HandledBy(post) => {
                self.once(seen, ("由……办理", "handled by"), span);
                self.names.refer(Kind::Post, post);
                Clause::HandledBy { post: post.node.clone(), persons: None }
            }
            PlaceClause::FollowedBy(role) => {
                self.once(seen, ("由……跟踪", "followed by"), span);
                Clause::FollowedBy { role: self.role(&role.node) }
            }
            PlaceClause::Meeting(rule) => self.meeting(rule, span, here, seen),
            PlaceClause::PostedBy(post) => self.posted_by(post, span, seen),
            PlaceClause::Disclose(fields) => self.disclosed(fields, span, seen),
            PlaceClause::AtLeast(period) => self.at_least(kind, (period, span), here.clauses, seen),
            PlaceClause::EachParty { period, basis } => self.each_party(period, basis, span, seen),
            PlaceClause::Resuming { anew } => self.resuming(*anew, span, seen),
            PlaceClause::EnteredAgain { anew } => {
                self.once(seen, ("再次进入时", "on entering again"), span);
                Clause::EnteredAgain { anew: *anew }
            }
            PlaceClause::SignedBy(how, posts) => self.signed_by(*how, posts, span, seen),
            PlaceClause::Differ(value) => self.signers_differ(value, here),
            PlaceClause::OnEntry { first, deeds } => {
                Clause::OnEntry { first: *first, acts: self.deeds(deeds, span, Leads::Never).acts }
            }
            PlaceClause::Conclude { name, values, for_record } => Clause::Conclude {
                name: name.node.clone(),
                of: values.iter().map(|v| v.node.clone()).collect(),
                for_record: *for_record,
            },
            PlaceClause::FillIn(fields) => self.filled_in(fields),
            PlaceClause::Appoint(posts) => self.appoint(posts),
            PlaceClause::MustAttach(papers) => self.must_attach(papers),
            PlaceClause::Await(events) => self.awaiting(events, span, seen),
            PlaceClause::Direct { when, deeds, overrides } => {
                let clause = self.direct(kind, span, when, deeds, here);
                if *overrides { self.overriding(clause, span) } else { clause }
            }
            PlaceClause::Owe { when, deeds } => self.owed(when, deeds, span, here),
            PlaceClause::GiveReasons(when) => self.reasons(when, here),
            PlaceClause::OnlyWhen(when) => {
                Clause::OnlyWhen { when: self.expr(when, here).unwrap_or_else(nothing) }
            }
            PlaceClause::Forbid { when, value } => self.forbid(when, value, here),
            PlaceClause::AllowReturn { to, mode, cap } => {
                self.allow_return(to, mode, cap.as_ref(), span, here)
            }
            PlaceClause::Allow(permits) => allowed(permits),
            PlaceClause::NotSamePerson(place) => {
                self.names.refer(Kind::Place, place);
                Clause::NotSamePerson { place: place.node.clone() }
            }
            PlaceClause::InternalLimit(period) => {
                self.once(seen, ("内部时限", "internal limit"), span);
                Clause::InternalLimit { period: self.period(period) }
            }
            PlaceClause::Longest(period) => {
                self.once(seen, ("最长", "no longer than"), span);
                Clause::Longest { period: self.period(period) }
            }
            PlaceClause::StatedIn { document, at_least } => {
                self.once(seen, ("最长", "no longer than"), span);
                self.names.refer(Kind::Document, document);
                Clause::StatedIn { document: document.node.clone(), at_least: self.period(at_least) }
            }
            PlaceClause::Branch { name, each, from, to } => self.branch((name, *each), from, to.as_ref()),
            PlaceClause::Counts => Clause::Counts,
            PlaceClause::Excluded(excluded) => self.excluded(excluded, span),
        }
    }

    fn reasons(&mut self, when: &tree::Expr, here: Here<'_>) -> Clause {
        let when = self.expr(when, here).unwrap_or_else(nothing);
        Clause::Duty { when, duty: DutyText::GiveReasons }
    }

    fn filled_in(&mut self, fields: &[Name]) -> Clause {
        fields.iter().for_each(|f| {
            self.names.refer(Kind::Field, f);
        });
        Clause::FillIn { fields: fields.iter().map(|f| f.node.clone()).collect() }
    }

    /// 待 …: what is awaited is declared.
    fn awaiting(&mut self, events: &[Located<Awaited>], span: Span, seen: &mut Seen) -> Clause {
        self.once(seen, ("待", "awaiting"), span);
        for event in events {
            match &event.node {
                Awaited::Linked(link, _) => _ = self.names.refer(Kind::Link, link),
                Awaited::Party(party, does) => self.awaited_party(party, *does, event.span),
                Awaited::Event(_) => {}
            }
        }
        Clause::Await { events: events.iter().map(|e| awaited(&e.node)).collect() }
    }

    /// What an officer does belongs to a step, what is waited for to a wait.
    fn belongs(&mut self, kind: tree::PlaceKind, clause: &Located<PlaceClause>) {
        let (zh, en, only) = match &clause.node {
            PlaceClause::Conclude { .. } | PlaceClause::InternalLimit(_)
                if kind == tree::PlaceKind::Meeting =>
            {
                return;
            }
            PlaceClause::HandledBy(_) => ("由……办理", "handled by", tree::PlaceKind::Step),
            PlaceClause::SignedBy(..) => ("由……会签", "countersigned by", tree::PlaceKind::Step),
            PlaceClause::Differ(_) => ("会签不一致的", "when signers differ", tree::PlaceKind::Step),
            PlaceClause::Conclude { .. } => ("结论", "conclude", tree::PlaceKind::Step),
            PlaceClause::FillIn(_) => ("填写", "fill in", tree::PlaceKind::Step),
            PlaceClause::OnlyWhen(_) => ("方可 完成", "completed only when", tree::PlaceKind::Step),
            PlaceClause::Appoint(_) => ("指定", "assign", tree::PlaceKind::Step),
            PlaceClause::MustAttach(_) => ("须附", "must attach", tree::PlaceKind::Step),
            PlaceClause::InternalLimit(_) => ("内部时限", "internal limit", tree::PlaceKind::Step),
            PlaceClause::FollowedBy(_) => ("由……跟踪", "followed by", tree::PlaceKind::Wait),
            PlaceClause::Await(_) => ("待", "awaiting", tree::PlaceKind::Wait),
            PlaceClause::Longest(_) => ("最长", "no longer than", tree::PlaceKind::Wait),
            PlaceClause::EachParty { .. } => {
                ("各方 自其收到之日起", "each party from", tree::PlaceKind::Wait)
            }
            PlaceClause::StatedIn { .. } => ("期限由……载明", "period stated in", tree::PlaceKind::Wait),
            PlaceClause::Meeting(_) => ("会议的规则", "a rule of meetings", tree::PlaceKind::Meeting),
            PlaceClause::PostedBy(_) => ("由……发布", "posted by", tree::PlaceKind::Posting),
            PlaceClause::Disclose(_) => ("公开", "disclose", tree::PlaceKind::Posting),
            PlaceClause::AtLeast(_) if kind == tree::PlaceKind::Wait => return,
            PlaceClause::AtLeast(_) => ("不少于", "at least", tree::PlaceKind::Posting),
            PlaceClause::Resuming { .. } => ("恢复时", "on resumption", tree::PlaceKind::Posting),
            PlaceClause::EnteredAgain { .. }
                if matches!(kind, tree::PlaceKind::Meeting | tree::PlaceKind::Parallel) =>
            {
                ("再次进入时", "on entering again", tree::PlaceKind::Step)
            }
            PlaceClause::Branch { .. } => ("分支", "branch", tree::PlaceKind::Parallel),
            PlaceClause::Direct { when, .. } if matches!(when.node, tree::Trigger::Joined(_)) => {
                ("分支 完成的", "branches complete", tree::PlaceKind::Parallel)
            }
            PlaceClause::Direct { when, .. } if matches!(when.node, tree::Trigger::NoBranch) => {
                ("没有分支的", "there is no branch", tree::PlaceKind::Parallel)
            }
            PlaceClause::Direct { .. } if kind == tree::PlaceKind::Parallel => {
                ("这一句", "this clause", tree::PlaceKind::Step)
            }
            PlaceClause::AllowReturn { .. } => ("允许 退回", "allow return", tree::PlaceKind::Step),
            PlaceClause::Allow(_) if kind == tree::PlaceKind::Parallel => {
                ("允许", "allow", tree::PlaceKind::Step)
            }
            PlaceClause::Owe { .. } if kind == tree::PlaceKind::Meeting => return,
            PlaceClause::Owe { .. } => ("应当", "shall", tree::PlaceKind::Step),
            PlaceClause::OnEntry { .. }
            | PlaceClause::EnteredAgain { .. }
            | PlaceClause::Direct { .. }
            | PlaceClause::GiveReasons(_)
            | PlaceClause::Forbid { .. }
            | PlaceClause::Counts
            | PlaceClause::Excluded { .. }
            | PlaceClause::NotSamePerson(_)
            | PlaceClause::Allow(_) => return,
        };
        if only != kind {
            let ((here_zh, here_en), (there_zh, there_en)) = (words(kind), words(only));
            self.misplaced(
                clause.span,
                Text::new(
                    format!("“{zh}”不能写在{here_zh}里"),
                    format!("`{en}` does not belong in a {here_en}"),
                ),
                Text::new(
                    format!("“{zh}”写在{there_zh}里；把这一节改成{there_zh}，或者改写这一句"),
                    format!("it belongs in a {there_en}: make this section one, or write another clause"),
                ),
            );
        }
    }

    fn place_is_whole(
        &mut self,
        seen: &Seen,
        clauses: &[Located<PlaceClause>],
        kind: tree::PlaceKind,
        section: &Section,
    ) {
        if self.faulty(section.head) {
            return;
        }
        if kind == tree::PlaceKind::Meeting {
            self.meeting_is_whole(seen, clauses, section);
            return;
        }
        if kind == tree::PlaceKind::Posting {
            self.posting_is_whole(seen, clauses, section);
            return;
        }
        if kind == tree::PlaceKind::Step {
            self.signing_is_whole(clauses);
        }
        if kind == tree::PlaceKind::Parallel {
            self.block_is_whole(clauses, section);
            return;
        }
        let wait = kind == tree::PlaceKind::Wait;
        if wait && !seen.contains_key("awaiting") {
            self.incomplete(
                section.head,
                Text::new("等候没有写等什么", "the wait does not say what it awaits"),
                Text::new("补一句“待 ……；”", "add `awaiting …;`"),
            );
        }
        if wait {
            self.periods_are_whole(seen, clauses);
        }
        let limit = if wait { ("最长", "no longer than") } else { ("内部时限", "internal limit") };
        if seen.contains_key(limit.1) {
            return;
        }
        if let Some(span) = seen.get("on entering again") {
            self.incomplete(
                *span,
                Text::new(
                    format!("这里没有写“{}”，再次进入时没有什么可以续计或者重新计算", limit.0),
                    format!("there is no `{}` here that could run on or count anew", limit.1),
                ),
                Text::new(
                    format!("补一句“{} ……；”，或者删去这一句", limit.0),
                    format!("add `{} …;`, or delete this clause", limit.1),
                ),
            );
        }
        for clause in clauses {
            let PlaceClause::Direct { when, .. } = &clause.node else { continue };
            if matches!(when.node, tree::Trigger::Expired | tree::Trigger::Left(_)) {
                self.incomplete(
                    when.span,
                    Text::new(
                        format!("这里没有写“{}”，没有什么会届满", limit.0),
                        format!("nothing here can expire: there is no `{}`", limit.1),
                    ),
                    Text::new(
                        format!("补一句“{} ……；”；说的是某个“时限”的，写到那一节里", limit.0),
                        format!("add `{} …;`, or move this clause to the clock it speaks of", limit.1),
                    ),
                );
            }
        }
    }
}

const fn words(kind: tree::PlaceKind) -> (&'static str, &'static str) {
    match kind {
        tree::PlaceKind::Step => ("环节", "step"),
        tree::PlaceKind::Wait => ("等候", "wait"),
        tree::PlaceKind::Posting => ("公示", "posting"),
        tree::PlaceKind::Meeting => ("会议", "meeting"),
        tree::PlaceKind::Parallel => ("并行", "parallel block"),
    }
}

fn allowed(permits: &[Located<tree::Permit>]) -> Clause {
    Clause::Allow { of: permits.iter().map(|p| permit(p.node)).collect() }
}

const fn permit(permit: tree::Permit) -> Permit {
    match permit {
        tree::Permit::CorrectOnSpot => Permit::CorrectOnSpot,
        tree::Permit::Transfer => Permit::Transfer,
    }
}
