//! What a compiled procedure became: its lowering in words, and its machine as a drawing.
#![deny(clippy::wildcard_enum_match_arm, reason = "a clause that is forgotten must not compile")]

mod computed;
mod declared;
mod dot;
mod further;
mod graph;
mod ladders;
mod slots;
mod words;

pub use dot::dot;
pub use graph::{Graph, GraphEdge, GraphNode, NodeKind, graph};

use crate::compilation::Compiled;
use shouwen_calendar::Direction;
use shouwen_model::form::{Lot, Threshold};
use shouwen_model::kernel::{
    AfterDuty, Beginning, ClockDecl, ClockStop, DateFrom, Definition, DutyTerm, Edge, LimitDecl, Meeting,
    OnViolation, Owes, Place, PlaceId, Target, Trigger,
};
use shouwen_syntax::Language;
use std::fmt::Write;
use words::Words;

/// The lowering of a procedure, for people: posts, custody, clocks, places with their edges in order, duties after closing.
///
/// Each part names the clause it comes from as `[section, number]`, the words that records and refusals use.
#[must_use]
pub fn explain(compiled: &Compiled, language: Language) -> String {
    let definition = &compiled.definition;
    let words = Words { definition, language };
    let mut out = Lines { words, text: String::new() };
    let head = format!("{} ({})", definition.name, definition.alias);
    out.line(0, &head);
    out.line(0, &words.after_colon(words.say("定义", "definition"), &compiled.hash.to_string()));
    out.line(0, &words.after_colon(words.say("文本", "document"), &compiled.document.to_string()));
    let from = definition.in_force_from.to_string();
    out.line(0, &words.after_colon(words.say("生效", "in force from"), &from));
    out.scope(definition);
    out.promises(&compiled.promises);
    out.migration(compiled);
    out.declared(definition);
    out.posts(compiled);
    out.slots(definition);
    out.ladders(definition);
    out.clocks(definition);
    out.places(definition);
    out.after(definition);
    out.schedules(compiled);
    out.text
}

/// What is no copy.
fn own<T>(all: &[T], copies: usize) -> &[T] {
    all.get(..all.len().saturating_sub(copies)).unwrap_or(all)
}

/// Whether an edge leads to a copy of a place: the branch of another element than the first.
fn to_copy(definition: &Definition, edge: &Edge) -> bool {
    let own = own(&definition.places, definition.copies.places).len();
    matches!(edge.target, Target::Place(place) if place.index() >= own && matches!(edge.trigger, Trigger::Forked(_)))
}

/// Lines under headings.
struct Lines<'a> {
    words: Words<'a>,
    text: String,
}

impl Lines<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{}{text}", "  ".repeat(depth));
    }

    fn heading(&mut self, zh: &str, en: &str) {
        let heading = self.words.say(zh, en).to_owned();
        self.text.push('\n');
        self.line(0, &heading);
    }

    /// A line with something to say; nothing if there is nothing.
    fn said(&mut self, depth: usize, zh: &str, en: &str, body: &str) {
        if !body.is_empty() {
            let line = self.words.after_colon(self.words.say(zh, en), body);
            self.line(depth, &line);
        }
    }

    fn posts(&mut self, compiled: &Compiled) {
        self.heading("岗位", "posts");
        let words = self.words;
        for post in &words.definition.posts {
            let mut parts: Vec<String> = Vec::new();
            for seat in compiled.seats.iter().filter(|s| s.post == post.name) {
                let word =
                    if seat.stand_in { words.say("B岗", "stand-in") } else { words.say("由", "held by") };
                parts.push(format!("{word} {}", seat.person));
            }
            if let Some(superior) = post.superior.and_then(|id| words.definition.post(id)) {
                parts.push(format!("{} {}", words.say("上级", "superior"), superior.name));
            }
            if let Some(appointed) = post.appointed
                && let Some(out_of) = words.definition.post(appointed.out_of)
            {
                let how = match appointed.lot {
                    Lot::Never => words.say("指定一人", "one is appointed"),
                    Lot::May => words.say("指定一人，可随机", "one is appointed, or drawn by lot"),
                    Lot::Always => words.say("随机抽取一人", "one is drawn by lot"),
                };
                parts.push(format!("{} {} {how}", words.say("从", "out of"), out_of.name));
            }
            if post.first_handling {
                parts.push(words.say("首办负责", "first handling").to_owned());
            }
            self.line(1, &words.after_colon(&post.name, &words.list(&parts)));
        }
        for act in &words.definition.acts {
            if let Some(OnViolation::Record { breach, basis }) = &act.once_per_round {
                let name = words.definition.breach(*breach).map_or("", String::as_str);
                let guard =
                    words.say("每轮一次，违反的记录在案", "once a round, an attempt beyond goes on record");
                self.line(1, &format!("{}: {guard} {name}{}", act.code, words.resting(basis.as_ref())));
            }
        }
    }

    fn clocks(&mut self, definition: &Definition) {
        let named: Vec<&ClockDecl> = definition.clocks.iter().filter(|c| c.place.is_none()).collect();
        if named.is_empty() {
            return;
        }
        self.heading("时限", "clocks");
        for clock in named {
            self.clock(clock);
        }
    }

    fn clock(&mut self, clock: &ClockDecl) {
        let words = self.words;
        let d = words.definition;
        let date = |id| d.date(id).map_or("", String::as_str);
        let from = match &clock.anchor {
            None => String::new(),
            Some(Beginning::Date(id)) => date(*id).to_owned(),
            Some(Beginning::Event(event)) => words.event(event),
        };
        let until = match &clock.stop {
            ClockStop::Leave => String::new(),
            ClockStop::Date(id) => date(*id).to_owned(),
            ClockStop::Documents(papers) => {
                let papers: Vec<&str> = papers.iter().map(String::as_str).collect();
                format!("{} {}", words.say("出具", "issuing"), papers.join(words.say("、", ", ")))
            }
            ClockStop::Acts(acts) => {
                let acts: Vec<String> =
                    acts.iter().filter_map(|id| d.act(*id)).map(|a| words.act(&a.code)).collect();
                acts.join(words.say("、", ", "))
            }
        };
        let back = clock.limits.iter().any(|l| l.limit.direction == Direction::Backward);
        let span = match (words.language, back) {
            (Language::Chinese, false) => format!("自 {from} 起，至 {until} 止"),
            (Language::English, false) => format!("from {from} until {until}"),
            (Language::Chinese, true) => format!("{from} 之前，至 {until} 止"),
            (Language::English, true) => format!("before {from}, until {until}"),
        };
        self.line(1, &words.after_colon(&clock.name, &span));
        if clock.after_hours {
            let line = words.say(
                "下班后和休息日收到的，按次一工作日",
                "what comes after hours or on a day off counts as the next working day",
            );
            self.line(2, line);
        }
        for limit in &clock.limits {
            self.limit(2, limit, true);
        }
        if let Some(extension) = &clock.extension {
            let by = d.post(extension.by).map_or("", |p| p.name.as_str());
            let at_most = words.period(extension.at_most);
            let line = match words.language {
                Language::Chinese => {
                    format!("可延长 {} 次，每次不超过 {at_most}，{by} 批准", extension.times)
                }
                Language::English => {
                    format!("extendable {} time(s), at most {at_most}, by {by}", extension.times)
                }
            };
            let basis = words.resting(extension.basis.as_ref());
            self.line(2, &format!("{line}{basis} {}", words.clause(&extension.clause)));
        }
        for restart in &clock.restarts {
            let line = words.after_colon(&words.event(&restart.event), words.say("重新计算", "counts anew"));
            let kept = if restart.keeps_extension {
                words.say("，已批准的延长保留", ", an extension granted is kept")
            } else {
                ""
            };
            self.line(2, &format!("{line}{kept} {}", words.clause(&restart.clause)));
        }
    }

    fn limit(&mut self, depth: usize, limit: &LimitDecl, expiry: bool) {
        let words = self.words;
        let basis = words.resting(limit.basis.as_ref());
        let stated = limit.stated_in.as_ref().map_or(String::new(), |paper| match words.language {
            Language::Chinese => format!("，以 {paper} 写明的为准"),
            Language::English => format!(", as stated in {paper}"),
        });
        let until = limit.until.and_then(|id| words.definition.field(id));
        let length = match until {
            Some(field) => format!("{} {}", words.say("至", "until"), field.name),
            None => words.limit(&limit.limit),
        };
        self.line(depth, &format!("{} {length}{stated}{basis}", words.deadline(limit.kind)));
        let deeper = depth.saturating_add(1);
        for (left, effects) in &limit.warnings {
            let head = format!("{} {}", words.say("剩余", "left"), words.remainder(*left));
            self.line(deeper, &words.after_colon(&head, &words.effects(effects)));
        }
        if let Some(expiry) = limit.expiry.as_ref().filter(|_| expiry) {
            let mut parts = vec![words.effects(&expiry.effects)];
            parts.retain(|p| !p.is_empty());
            parts.push(format!("→ {}", words.target(&expiry.target)));
            let head = words.say("届满", "expired");
            let line = words.after_colon(head, &words.list(&parts));
            self.line(deeper, &format!("{line} {}", words.clause(&expiry.clause)));
        }
    }

    fn places(&mut self, definition: &Definition) {
        self.heading("环节和等候", "places");
        // Branches that begin for the elements of a list are alike: the first is told.
        for (number, place) in own(&definition.places, definition.copies.places).iter().enumerate() {
            self.place(definition, number, place);
        }
    }

    fn place(&mut self, definition: &Definition, number: usize, place: &Place) {
        let words = self.words;
        let post = place.post.and_then(|id| definition.post(id)).map(|p| p.name.clone());
        let meeting = place.meeting.as_ref();
        let charge = match (place.follower, post) {
            (Some(who), _) => format!("{} {}", words.say("跟踪", "followed by"), words.who(who)),
            (None, _) if !place.signers.is_empty() => self.signers(definition, place),
            (None, _) if !place.branches.is_empty() => words.say("并行", "parallel").to_owned(),
            (None, post) => {
                let post = post.unwrap_or_default();
                meeting.map_or_else(
                    || format!("{} {post}", words.say("办理", "handled by")),
                    |meeting| self.meeting(definition, meeting, &post),
                )
            }
        };
        self.line(1, &words.after_colon(&place.name, &charge));
        self.ways(place);
        self.said(2, "首次进入", "first entry", &words.effects(&place.first_entry));
        self.said(2, "进入", "entry", &words.effects(&place.entry));
        self.inputs(definition, place);
        self.guards(definition, place);
        if let Some(least) = &place.least {
            let length = words.limit(&least.limit);
            self.said(2, "不少于", "at least", &format!("{length} {}", words.clause(&least.clause)));
        }
        if let Some(period) = &place.each_party {
            let length = words.limit(&period.limit);
            let clause = words.clause(&period.clause);
            self.said(
                2,
                "各方自其收到之日起",
                "each party from its own receipt",
                &format!("{length} {clause}"),
            );
        }
        if let Some(clock) = place.clock.and_then(|id| definition.clock(id)) {
            // An expiry that leads somewhere stands among the edges.
            let edges = PlaceId::new(number).into_iter().flat_map(|id| definition.machine.edges_from(id));
            let drawn = edges.filter(|e| matches!(e.trigger, Trigger::Expired(..))).count() > 0;
            for limit in &clock.limits {
                self.limit(2, limit, !drawn);
            }
        }
        if let Some(id) = PlaceId::new(number) {
            for edge in definition.machine.edges_from(id).filter(|edge| !to_copy(definition, edge)) {
                self.edge(edge);
            }
        }
    }

    /// How a place is worked in.
    fn ways(&mut self, place: &Place) {
        let words = self.words;
        let mut ways: Vec<String> = Vec::new();
        if place.persons > 1 {
            ways.push(match words.language {
                Language::Chinese => format!("{} 人共同办理", place.persons),
                Language::English => format!("{} persons act together", place.persons),
            });
        }
        let may = [
            (place.correct_on_spot, "可以当场更正", "may be corrected on the spot"),
            (place.transfer, "可以转办给同岗人员", "may be transferred within the post"),
            (place.anew, "中断后回来，期限重新计算", "its limit counts anew after an interruption"),
            (place.runs_on, "再次进入时，剩余期间续计", "entered again, what was left of its limit runs on"),
            (place.remembers, "是否完成记录在案", "whether it was completed goes on record"),
        ];
        ways.extend(may.iter().filter(|(is, ..)| *is).map(|(_, zh, en)| words.say(zh, en).to_owned()));
        self.said(2, "办法", "ways", &words.list(&ways));
    }

    fn meeting(&self, definition: &Definition, meeting: &Meeting, chair: &str) -> String {
        let words = self.words;
        let members = definition.post(meeting.members).map_or("", |p| p.name.as_str());
        let share = |by: Threshold| {
            let more =
                if by.more { words.say("超过", "more than") } else { words.say("不少于", "at least") };
            format!("{more} {}/{}", by.parts, by.of)
        };
        let (quorum, carried) = (share(meeting.quorum), share(meeting.carried));
        let (yes, few) = (&meeting.yes, &meeting.too_few);
        let base = if meeting.of_due {
            words.say("应到", "those due")
        } else {
            words.say("到会", "those present")
        };
        let tied = meeting.tied.as_deref().unwrap_or_else(|| words.say("主持人意见", "as the chair voted"));
        let (within, times) = (meeting.within, meeting.times);
        match words.language {
            Language::Chinese => format!(
                "{members} 组成，{chair} 主持，到会 {quorum} 应到，赞成 {carried} {base} 的 {yes}，平票：{tied}，\
                 到会不足的 {within} 日内改期，{times} 次后 {few}"
            ),
            Language::English => format!(
                "made up of {members}, chaired by {chair}, present {quorum} of those due, in favour {carried} of {base}: \
                 {yes}, tied: {tied}, too few: again within {within}, after {times} times {few}"
            ),
        }
    }

    fn signers(&self, definition: &Definition, place: &Place) -> String {
        let words = self.words;
        let posts = place.signers.iter().filter_map(|id| definition.post(*id));
        let posts: Vec<String> = posts.map(|post| post.name.clone()).collect();
        let how = if place.in_turn {
            words.say("依次会签", "countersigned in turn by")
        } else {
            words.say("会签", "countersigned by")
        };
        let mut line = format!("{how} {}", words.list(&posts));
        for (conclusion, value) in &place.differ {
            let name = definition.conclusion(*conclusion).map_or("", |c| c.name.as_str());
            let head = words.say("，不一致的，", ", where they differ ");
            line.push_str(&format!("{head}{name} {} {value}", words.say("为", "is")));
        }
        line
    }

    fn inputs(&mut self, definition: &Definition, place: &Place) {
        let words = self.words;
        let fields: Vec<String> =
            place.fields.iter().filter_map(|id| definition.field(*id)).map(|f| f.name.clone()).collect();
        self.said(2, "填写", "fill in", &words.list(&fields));
        let appointed = place.appoints.iter().filter_map(|(id, _)| definition.post(*id));
        let appointed: Vec<String> = appointed.map(|post| post.name.clone()).collect();
        self.said(2, "指定", "assign", &words.list(&appointed));
        let papers: Vec<String> = place.papers.iter().map(|paper| paper.name.clone()).collect();
        self.said(2, "须附", "must attach", &words.list(&papers));
        for conclusion in place.conclusions.iter().filter_map(|id| definition.conclusion(*id)) {
            let values = conclusion.values.join(words.say("、", ", "));
            let head = format!("{} {}", words.say("结论", "conclude"), conclusion.name);
            self.line(2, &words.after_colon(&head, &values));
        }
        let awaits: Vec<String> = place.awaits.iter().map(|e| words.event(e)).collect();
        self.said(2, "待", "awaiting", &words.list(&awaits));
    }

    fn guards(&mut self, definition: &Definition, place: &Place) {
        let words = self.words;
        for rule in &place.forbidden {
            let (when, value) = (words.expr(&rule.when), &rule.value);
            let line = match words.language {
                Language::Chinese => format!("{when} 的，不得结论 {value}"),
                Language::English => format!("when {when}: may not conclude {value}"),
            };
            self.line(2, &format!("{line} {}", words.clause(&rule.clause)));
        }
        for (when, clause) in &place.only_when {
            let when = words.expr(when);
            let line = match words.language {
                Language::Chinese => format!("{when} 方可完成"),
                Language::English => format!("completed only when {when}"),
            };
            self.line(2, &format!("{line} {}", words.clause(clause)));
        }
        for owed in &place.owed {
            let (when, what) = (words.expr(&owed.when), words.effects(&owed.effects));
            let line = match words.language {
                Language::Chinese => format!("{when} 的，应当 {what}"),
                Language::English => format!("when {when}: shall {what}"),
            };
            self.line(2, &format!("{line} {}", words.clause(&owed.clause)));
        }
        for (when, clause) in &place.reasons {
            let when = words.expr(when);
            let line = match words.language {
                Language::Chinese => format!("{when} 的，应当说明理由"),
                Language::English => format!("when {when}: reasons are owed"),
            };
            self.line(2, &format!("{line} {}", words.clause(clause)));
        }
        for (other, clause) in &place.not_same {
            let other = definition.place(*other).map_or("", |p| p.name.as_str());
            let line = match words.language {
                Language::Chinese => format!("与 {other} 不得为同一人"),
                Language::English => format!("not the same person as in {other}"),
            };
            self.line(2, &format!("{line} {}", words.clause(clause)));
        }
        for exclusion in &place.excluded {
            let clock = definition.clock(exclusion.clock).map_or("", |c| c.name.as_str());
            let only = exclusion.only.map_or(String::new(), |o| format!(" {}", words.deadline(o)));
            let most = exclusion.at_most.map_or(String::new(), |p| format!(" ≤ {}", words.period(p)));
            let basis = words.resting(exclusion.basis.as_ref());
            let line = words.say("不计入", "not counted in");
            self.line(2, &format!("{line} {clock}{only}{most}{basis} {}", words.clause(&exclusion.clause)));
        }
    }

    fn edge(&mut self, edge: &Edge) {
        let words = self.words;
        let arrow = format!("{} → {}", words.sets_off(edge), words.target(&edge.target));
        self.line(2, &format!("{arrow} {}", words.clause(&edge.clause)));
        let effects = words.effects(&edge.effects);
        if !effects.is_empty() {
            self.line(3, &effects);
        }
    }

    fn after(&mut self, definition: &Definition) {
        if definition.after.is_empty() {
            return;
        }
        self.heading("办结后", "after closing");
        for duty in &definition.after {
            self.duty(definition, duty);
        }
    }

    fn duty(&mut self, definition: &Definition, duty: &AfterDuty) {
        let words = self.words;
        let (when, by) = (words.expr(&duty.when), words.who(duty.by));
        let term = self.term(definition, &duty.term);
        let what = match &duty.what {
            Owes::Serve(whom) => format!("{} {}", words.say("送达", "serves"), words.who(*whom)),
            Owes::Verify(name) => format!("{} {name}", words.say("事后核查", "verifies")),
            Owes::Act(effect) => words.effects(std::slice::from_ref(effect)),
        };
        let proof = duty
            .proof
            .as_deref()
            .map_or(String::new(), |p| format!("{}{p}", words.say("，取得 ", ", obtaining ")));
        let line = match words.language {
            Language::Chinese => format!("{when}：{term}，{by} {what}{proof}"),
            Language::English => format!("{when}: {term}, {by} {what}{proof}"),
        };
        let basis = words.resting(duty.basis.as_ref());
        self.line(1, &format!("{line}{basis} {}", words.clause(&duty.clause)));
        self.said(2, "不合格", "nonconforming", &words.effects(&duty.failed));
        self.said(2, "届满", "expired", &words.effects(&duty.lapsed));
    }

    fn term(&self, definition: &Definition, term: &DutyTerm) -> String {
        let words = self.words;
        match term {
            DutyTerm::Within { from, limit } => {
                let decided = words.say("作出之日", "the decision");
                let from = from.and_then(|id| definition.date(id)).map_or(decided, String::as_str);
                let limit = words.limit(limit);
                match words.language {
                    Language::Chinese => format!("自 {from} 起 {limit}内"),
                    Language::English => format!("within {limit} from {from}"),
                }
            }
            DutyTerm::Until(from) => {
                let date = match from {
                    DateFrom::Date(id) => definition.date(*id).map_or("", String::as_str),
                    DateFrom::Field(id) => definition.field(*id).map_or("", |f| f.name.as_str()),
                };
                match words.language {
                    Language::Chinese => format!("至 {date} 止"),
                    Language::English => format!("until {date}"),
                }
            }
        }
    }
}

/// Whether a target leaves the place.
const fn leaves(target: &Target) -> bool {
    !matches!(target, Target::Stay { .. })
}
