//! The walk over the lines: what each adds to the chains, the tree and the problems.

use super::finding::{Code, Problem, Text};
use super::payload::{digests, published};
use super::report::{Openings, Report, Uncovered, Window};
use super::{MAX_PROBLEMS, Options};
use crate::chain::{CaseChain, Fault, FaultKind, Link, Place};
use crate::checkpoint::Checkpoint;
use crate::export::{BadLine, Header, LOG_FORMAT, Line, OpeningLine, ReadLine};
use crate::merkle::Frontier;
use crate::record::{FORMAT, MAX_BUSINESS_AHEAD_MILLIS, MAX_LOG_ID_BYTES, Record, SEMANTICS, leaf_hash};
use shouwen_canon::{CaseId, Hash, Instant, Sealed};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// What is carried forward of a case.
#[derive(Default)]
struct Case {
    chain: CaseChain,
    definition: Option<Hash>,
    calendar: Option<Hash>,
}

/// The record that the openings after it belong to.
struct Current {
    case: Option<CaseId>,
    number: Option<u64>,
    /// Its digests, and which of them were opened; nothing is known of an unreadable record.
    digests: Option<BTreeMap<Hash, bool>>,
}

#[derive(Default)]
enum Trailer {
    #[default]
    None,
    Unreadable,
    Read(Checkpoint),
}

/// The place of a problem.
#[derive(Clone, Copy, Default)]
struct At {
    record: Option<u64>,
    line: u64,
    case: Option<CaseId>,
    number: Option<u64>,
}

pub(super) struct Verifier {
    options: Options,
    log: Option<String>,
    line: u64,
    records: u64,
    tree: Frontier,
    cases: BTreeMap<CaseId, Case>,
    tips: BTreeMap<Hash, CaseId>,
    definitions: BTreeSet<Hash>,
    calendars: BTreeSet<Hash>,
    current: Option<Current>,
    /// The lines that look like records and tell nothing, and where each stands among the problems.
    unread: BTreeMap<Place, Option<usize>>,
    /// Some case was opened in the log that the header names.
    at_home: bool,
    /// The cases that were not.
    foreign: Vec<(At, String)>,
    trailer: Trailer,
    anchored: bool,
    all: Option<Window>,
    after_checkpoint: Option<Window>,
    after_trailer: Option<Window>,
    openings: Openings,
    problems: Vec<Problem>,
    unlisted: u64,
}

impl Verifier {
    pub(super) fn new(options: Options) -> Self {
        let mut verifier = Self {
            options,
            log: None,
            line: 0,
            records: 0,
            tree: Frontier::default(),
            cases: BTreeMap::new(),
            tips: BTreeMap::new(),
            definitions: BTreeSet::new(),
            calendars: BTreeSet::new(),
            current: None,
            unread: BTreeMap::new(),
            at_home: false,
            foreign: Vec::new(),
            trailer: Trailer::None,
            anchored: false,
            all: None,
            after_checkpoint: None,
            after_trailer: None,
            openings: Openings::default(),
            problems: Vec::new(),
            unlisted: 0,
        };
        verifier.meet_checkpoint();
        verifier
    }

    pub(super) fn line(&mut self, line: &ReadLine) {
        self.line = line.number;
        let here = At { line: line.number, ..At::default() };
        match &line.line {
            Line::Header(header) => self.header(header, here),
            Line::Bad(bad) if line.number == 1 && !bad.record => {
                self.problem(Code::HeaderBad, here, &bad.why)
            }
            other => {
                if line.number == 1 {
                    self.problem(Code::HeaderBad, here, "");
                }
                match other {
                    Line::Record(record) => self.record(line, record),
                    Line::Opening(opening) => self.opening(opening, here),
                    Line::Trailer(trailer) => self.trailer(*trailer, here),
                    Line::Bad(bad) => self.bad(line, bad),
                    Line::Header(_) => {}
                }
            }
        }
        if !line.complete && !matches!(line.line, Line::Bad(_)) {
            self.problem(Code::LineCut, here, "");
        }
    }

    fn header(&mut self, header: &Header, here: At) {
        if here.line != 1 {
            self.problem(Code::HeaderBad, here, "");
            return;
        }
        let sized = (1..=MAX_LOG_ID_BYTES).contains(&header.log.len());
        if header.format != LOG_FORMAT || header.v != FORMAT || !sized {
            self.problem(Code::HeaderBad, here, &format!("{} {}", header.format, header.v));
        }
        self.log = Some(header.log.clone());
    }

    /// Gives the next record its position and its leaf.
    fn enter(&mut self, line: &ReadLine, recorded: Option<Instant>) -> (Place, Hash) {
        let place = Place { record: self.records, line: line.number };
        let leaf = leaf_hash(&line.bytes);
        self.records = self.records.saturating_add(1);
        Window::extend(&mut self.all, place.record, recorded);
        if self.options.checkpoint.is_some_and(|checkpoint| place.record >= checkpoint.size) {
            Window::extend(&mut self.after_checkpoint, place.record, recorded);
        }
        if matches!(self.trailer, Trailer::None) {
            // A tree takes 2^53 - 1 leaves, and no file has as many lines.
            let _ = self.tree.append(leaf);
            self.meet_checkpoint();
        } else {
            Window::extend(&mut self.after_trailer, place.record, recorded);
        }
        (place, leaf)
    }

    /// Compares with the checkpoint where the tree has just its size.
    fn meet_checkpoint(&mut self) {
        let Some(checkpoint) = self.options.checkpoint.filter(|c| c.size == self.tree.size()) else { return };
        if checkpoint.root == self.tree.root() {
            self.anchored = true;
        } else {
            let at = At { line: self.line, ..At::default() };
            let detail = format!("0..{}", checkpoint.size);
            self.problem(Code::CheckpointInconsistent, at, &detail);
        }
    }

    fn record(&mut self, line: &ReadLine, record: &Record) {
        let (place, leaf) = self.enter(line, Some(record.recorded));
        let chain = self.chain_of(record.case, record.previous);
        let at = At {
            record: Some(place.record),
            line: place.line,
            case: Some(record.case),
            number: Some(record.number),
        };
        let mut found = Vec::new();
        if chain != record.case {
            found.push((Code::CaseMismatch, chain.to_string()));
        }
        self.envelope(record, chain, &mut found);
        self.log(record, at);
        let tainted = found.iter().any(|(code, _)| code.taints());
        for (code, detail) in found {
            self.problem(code, at, &detail);
        }
        self.link(
            chain,
            Link {
                case: chain,
                number: record.number,
                previous: record.previous,
                leaf,
                recorded: Some(record.recorded),
                place,
                tainted,
            },
        );
        let digests = digests(record);
        self.openings.digests =
            self.openings.digests.saturating_add(u64::try_from(digests.len()).unwrap_or(u64::MAX));
        self.current =
            Some(Current { case: Some(record.case), number: Some(record.number), digests: Some(digests) });
    }

    /// The case whose chain a record continues: its own, unless its link is the tip of another one's chain.
    fn chain_of(&self, case: CaseId, previous: Option<Hash>) -> CaseId {
        let Some(previous) = previous else { return case };
        let own = self.cases.get(&case).and_then(|own| own.chain.tip());
        if own == Some(previous) { case } else { self.tips.get(&previous).copied().unwrap_or(case) }
    }

    fn link(&mut self, case: CaseId, link: Link) {
        let chain = &mut self.cases.entry(case).or_default().chain;
        let before = chain.tip();
        let mut faults = Vec::new();
        chain.push(link, &mut faults);
        let after = chain.tip();
        if before != after {
            before.and_then(|tip| self.tips.remove(&tip));
            after.and_then(|tip| self.tips.insert(tip, case));
        }
        for fault in faults {
            self.fault(case, &fault);
        }
    }

    /// The members of the envelope, one by one.
    fn envelope(&mut self, record: &Record, chain: CaseId, found: &mut Vec<(Code, String)>) {
        if record.format != FORMAT {
            found.push((Code::UnknownFormat, format!("v {}", record.format)));
        }
        if !SEMANTICS.contains(&record.semantics) {
            found.push((Code::UnknownSemantics, format!("m {}", record.semantics)));
        }
        let ahead = record.business.millis().saturating_sub(record.recorded.millis());
        if ahead > MAX_BUSINESS_AHEAD_MILLIS {
            found.push((Code::BusinessAhead, format!("b {} r {}", record.business, record.recorded)));
        }
        first_record(record, found);
        match published(&record.command) {
            Some(published) => {
                self.definitions.extend(published.definitions);
                self.calendars.extend(published.calendars);
            }
            None => found.push((Code::CommandShape, String::new())),
        }
        self.pinned(record, chain, found);
    }

    /// The log that a case was opened in. Whether the header or the record is wrong is known at the end only.
    fn log(&mut self, record: &Record, at: At) {
        let Some(log) = &record.log else { return };
        let known = self.log.get_or_insert_with(|| log.clone());
        if known == log {
            self.at_home = true;
        } else if self.foreign.len() < MAX_PROBLEMS {
            self.foreign.push((at, log.clone()));
        }
    }

    /// Cases of other logs; but if all agree on one other log, it is the header that is wrong.
    fn wrong_logs(&mut self) {
        let foreign = std::mem::take(&mut self.foreign);
        let ids: BTreeSet<&str> = foreign.iter().map(|(_, id)| id.as_str()).collect();
        let header = !self.at_home && foreign.len() > 1 && ids.len() == 1;
        for (at, id) in foreign.iter().take(if header { 1 } else { foreign.len() }) {
            let at = if header { At { line: 1, ..At::default() } } else { *at };
            self.problem(Code::WrongLog, at, id);
        }
    }

    /// Definition and calendar: published before, and named again only when they change. A hash that was never
    /// published is told once, not again with each case.
    fn pinned(&mut self, record: &Record, chain: CaseId, found: &mut Vec<(Code, String)>) {
        let case = self.cases.entry(chain).or_default();
        let pairs = [
            ("d", record.definition, &mut case.definition, &mut self.definitions, Code::UndeclaredDefinition),
            ("y", record.calendar, &mut case.calendar, &mut self.calendars, Code::UndeclaredCalendar),
        ];
        for (key, hash, carried, published, code) in pairs {
            let Some(hash) = hash else { continue };
            if *carried == Some(hash) && record.number > 1 {
                found.push((Code::HashRepeated, format!("{key} {hash}")));
            }
            *carried = Some(hash);
            if published.insert(hash) {
                found.push((code, hash.to_string()));
            }
        }
    }

    fn bad(&mut self, line: &ReadLine, bad: &BadLine) {
        let at = At { line: line.number, ..At::default() };
        let code = if line.complete { Code::NotCanonical } else { Code::LineCut };
        if !bad.record {
            let current = self.current.as_ref().filter(|_| bad.opening);
            let at = At {
                case: current.and_then(|current| current.case),
                number: current.and_then(|current| current.number),
                ..at
            };
            self.problem(code, at, &bad.why);
            if bad.trailer && matches!(self.trailer, Trailer::None) {
                self.trailer = Trailer::Unreadable;
            }
            return;
        }
        let (place, leaf) = self.enter(line, bad.envelope.map(|envelope| envelope.recorded));
        let (case, number) = (bad.envelope.map(|e| e.case), bad.envelope.map(|e| e.number));
        let at = At { record: Some(place.record), case, number, ..at };
        self.problem(code, at, &bad.why);
        self.current = Some(Current { case, number, digests: None });
        let Some(envelope) = bad.envelope else {
            let problem = self.problems.len().checked_sub(1).filter(|_| self.unlisted == 0);
            self.unread.insert(place, problem);
            return;
        };
        let chain = self.chain_of(envelope.case, envelope.previous);
        self.link(
            chain,
            Link {
                case: chain,
                number: envelope.number,
                previous: envelope.previous,
                leaf,
                recorded: None,
                place,
                tainted: true,
            },
        );
    }

    fn opening(&mut self, opening: &OpeningLine, here: At) {
        let here = At { case: Some(opening.case), number: Some(opening.number), ..here };
        let digest = Sealed::seal(opening.value.clone(), opening.salt).map(|sealed| sealed.digest());
        if digest != Ok(opening.digest) {
            self.problem(Code::OpeningMismatch, here, &opening.digest.to_string());
            return;
        }
        let Some(current) = &mut self.current else {
            self.problem(Code::OpeningOrphan, here, &opening.digest.to_string());
            return;
        };
        let Some(digests) = &mut current.digests else { return };
        let belongs = current.case == Some(opening.case) && current.number == Some(opening.number);
        match digests.get_mut(&opening.digest).filter(|_| belongs) {
            None => self.problem(Code::OpeningOrphan, here, &opening.digest.to_string()),
            Some(true) => self.problem(Code::Duplicate, here, &opening.digest.to_string()),
            Some(opened) => {
                *opened = true;
                self.openings.opened = self.openings.opened.saturating_add(1);
            }
        }
    }

    fn trailer(&mut self, trailer: Checkpoint, here: At) {
        if !matches!(self.trailer, Trailer::None) {
            self.problem(Code::TrailerRepeated, here, "");
            return;
        }
        self.trailer = Trailer::Read(trailer);
        self.current = None;
        let (said, there) = (trailer.size, self.tree.size());
        if said > there {
            self.problem(Code::SizeShort, here, &format!("{there} < {said}"));
        } else if said < there {
            self.problem(Code::SizeLong, here, &format!("{there} > {said}"));
        } else if trailer.root != self.tree.root() {
            let detail = format!("0..{there}");
            self.problem(Code::RootMismatch, here, &detail);
        }
    }

    fn fault(&mut self, case: CaseId, fault: &Fault) {
        let at = At {
            record: Some(fault.place.record),
            line: fault.place.line,
            case: Some(case),
            number: Some(fault.number),
        };
        let number = fault.number;
        let (code, detail) = match (fault.kind, fault.other) {
            (FaultKind::LinkBroken, Some(by)) => (Code::LinkBroken, format!("n {number}, p of n {by}")),
            (FaultKind::LinkBroken, None) => {
                (Code::LinkBroken, format!("n {number} / n {}", number.saturating_add(1)))
            }
            (FaultKind::WrongNumber, other) => {
                (Code::SeqGap, format!("n {number} ≠ {}", other.unwrap_or_default()))
            }
            (FaultKind::Gap, other) => {
                let last = number.saturating_sub(1);
                (Code::SeqGap, format!("n {}..={last}", other.unwrap_or_default()))
            }
            (FaultKind::Duplicate, _) => (Code::Duplicate, format!("n {number}")),
            (FaultKind::Order, _) => (Code::Order, format!("n {number}")),
            (FaultKind::Clock, _) => (Code::ClockRegression, format!("n {number}")),
        };
        self.problem(code, at, &detail);
    }

    /// Lists a problem: the general sentence of its code, and the particulars after a colon.
    fn problem(&mut self, code: Code, at: At, particulars: &str) {
        if self.problems.len() >= MAX_PROBLEMS {
            self.unlisted = self.unlisted.saturating_add(1);
            return;
        }
        let with = |general: &str, colon: &str| {
            if particulars.is_empty() { general.to_owned() } else { format!("{general}{colon}{particulars}") }
        };
        self.problems.push(Problem {
            code,
            record: at.record,
            line: at.line,
            case: at.case,
            number: at.number,
            detail: Text { zh: with(code.zh(), "："), en: with(code.en(), ": ") },
        });
    }

    /// A gap of one record with an unreadable line where it should stand is that line: one problem, not two.
    fn account_for_unread(&mut self) {
        let mut named = Vec::new();
        for (case, state) in &mut self.cases {
            let gaps: Vec<_> = state.chain.open_gaps().filter(|(_, count, ..)| *count == 1).collect();
            for (number, _, before, after) in gaps {
                let from = before.map_or(Bound::Unbounded, Bound::Excluded);
                let found = self.unread.range((from, Bound::Excluded(after))).next();
                if let Some((&place, &problem)) = found {
                    self.unread.remove(&place);
                    state.chain.close_gap(number);
                    named.push((problem, *case, number));
                }
            }
        }
        for (problem, case, number) in named {
            if let Some(problem) = problem.and_then(|at| self.problems.get_mut(at)) {
                (problem.case, problem.number) = (Some(case), Some(number));
            }
        }
    }

    pub(super) fn finish(mut self) -> Report {
        let end = At { line: self.line, ..At::default() };
        if self.line == 0 {
            self.problem(Code::HeaderBad, end, "");
        }
        self.wrong_logs();
        self.account_for_unread();
        let cases = u64::try_from(self.cases.len()).unwrap_or(u64::MAX);
        for (case, mut state) in std::mem::take(&mut self.cases) {
            let mut faults = Vec::new();
            state.chain.finish(&mut faults);
            for fault in faults {
                self.fault(case, &fault);
            }
        }
        if matches!(self.trailer, Trailer::None) {
            self.problem(Code::TrailerMissing, end, "");
        }
        let sealed = self.tree.size();
        if let Some(checkpoint) = self.options.checkpoint.filter(|checkpoint| checkpoint.size > sealed) {
            self.problem(Code::SizeRegression, end, &format!("{sealed} < {}", checkpoint.size));
        }
        self.problems.sort_by_key(|problem| (problem.line, problem.code));
        let trailer = if let Trailer::Read(trailer) = self.trailer { Some(trailer) } else { None };
        Report {
            log: self.log,
            records: self.records,
            cases,
            sealed: if trailer.is_some() { sealed } else { 0 },
            root: self.tree.root(),
            trailer,
            problems: self.problems,
            unlisted: self.unlisted,
            uncovered: Uncovered {
                unsealed: if trailer.is_some() { self.after_trailer } else { self.all },
                unanchored: if self.anchored { self.after_checkpoint } else { self.all },
            },
            openings: self.openings,
        }
    }
}

/// What only a first record has and must have.
fn first_record(record: &Record, found: &mut Vec<(Code, String)>) {
    let first = record.number == 1;
    let wrong: Vec<&str> = [
        ("l", record.log.is_some() != first),
        ("d", first && record.definition.is_none()),
        ("y", first && record.calendar.is_none()),
        ("p", record.previous.is_none() != first),
    ]
    .iter()
    .filter_map(|(key, wrong)| wrong.then_some(*key))
    .collect();
    if !wrong.is_empty() {
        found.push((Code::FirstRecord, wrong.join(" ")));
    }
}
