//! From trees to the form: every name to its declaration, every literal to a typed value.
//!
//! A form always comes out, however much is wrong: what could not be resolved is left out or kept as text, its
//! section is marked as broken, and the checks keep away from broken sections, so that one slip is reported once.
#![deny(clippy::wildcard_enum_match_arm, reason = "a clause that is forgotten must not compile")]

mod accountability;
mod after_closing;
mod any_time;
mod appointments;
mod bounds;
mod clocks;
mod commitment;
mod computed;
mod conclusions;
mod custody;
mod declare;
mod deeds;
mod directing;
mod elsewhere;
mod events;
mod excluded;
mod expr;
mod item;
mod literal;
mod materials;
mod meeting;
mod migration;
mod papers;
mod parallel;
mod parties;
mod places;
mod posting;
mod posts;
mod quoted;
mod reached;
mod returning;
mod rule;
mod scenarios;
mod schedule;
mod signing;
mod small;
mod tables;
mod text;

pub(crate) use declare::type_of;
pub(crate) use literal::unit_of;
pub(crate) use tables::Reads;
pub(crate) use text::{
    AfterText, AnytimeText, ClockText, CustodyText, Deeded, LadderText, MigrationText, Moment, PlaceText,
    TableText, Texts,
};

use crate::compilation::Seat;
use crate::load::Loaded;
use crate::names::Names;
use crate::promise::Promise;
use crate::scenario::Scenario;
use conclusions::Conclusions;
use shouwen_model::form::{FORM_VERSION, Form};
use shouwen_model::value::Type;
use shouwen_syntax::tree::{Located, Name, PlaceClause, SectionKind};
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Language, SourceMap, Span, Text};
use std::collections::{BTreeMap, BTreeSet};

/// A conclusion of a place.
#[derive(Clone, Debug)]
pub(crate) struct Concluded {
    pub(crate) place: String,
    pub(crate) name: String,
    pub(crate) values: Vec<String>,
    pub(crate) for_record: bool,
    pub(crate) span: Span,
    pub(crate) read: bool,
}

/// What is being resolved, and what has been found out so far.
#[derive(Debug)]
pub(crate) struct Resolver<'a> {
    pub(crate) sources: &'a SourceMap,
    pub(crate) names: Names,
    pub(crate) out: Diagnostics,
    /// What is wrong, or worth knowing, and leaves no doubt about what is meant: nothing else depends on it.
    pub(crate) harmless: Diagnostics,
    pub(crate) fields: BTreeMap<String, Type>,
    /// The computed values that have been resolved, with their types.
    pub(crate) computed: BTreeMap<String, Type>,
    /// Those that could not be, which has been reported.
    failed: BTreeSet<String>,
    /// How tables and computed values are read.
    reads: BTreeMap<String, Reads>,
    /// The slots that are the current handler's own.
    officer_slots: BTreeSet<String>,
    /// The posts of one case.
    appointments: BTreeSet<String>,
    /// The fields whose values never stand in the clear.
    personal: BTreeSet<String>,
    deferring: materials::Deferring,
    /// Whether a scenario speaks of a linked case now, whose names are not known here.
    elsewhere: bool,
    pub(crate) conclusions: Conclusions,
    /// The heads of sections of which a part could not be read.
    faulty: BTreeSet<Span>,
    /// The language of the file, for what repairs insert.
    language: Language,
}

/// Where an expression or an act stands, as far as its meaning depends on it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Here<'t> {
    /// The place.
    pub(crate) place: Option<&'t str>,
    /// Its clauses.
    pub(crate) clauses: &'t [Located<PlaceClause>],
    /// Whether the case is closed.
    pub(crate) closed: bool,
}

/// A resolved file.
#[derive(Debug)]
pub(crate) struct Resolved<'t> {
    pub(crate) form: Form,
    pub(crate) texts: Texts<'t>,
    pub(crate) promises: Vec<Promise>,
    pub(crate) seats: Vec<Seat>,
    pub(crate) scenarios: Vec<Scenario>,
    /// The head of 事项 or 制度, if there is one.
    pub(crate) head: Option<&'t Name>,
}

/// Resolves the first of the files with the help of the others.
pub(crate) fn resolve<'t>(files: &'t [Loaded], resolver: &mut Resolver<'_>) -> Resolved<'t> {
    resolver.declare(files);
    if let Some(file) = files.first() {
        resolver.quoted(file);
    }
    let own: &[_] = files.first().map_or(&[], |f| &f.tree.sections);
    let mut texts = Texts::default();
    let item = resolver.item(own);
    let (data, materials, outcomes) = (resolver.data(own), resolver.materials(own), resolver.outcomes(own));
    let computed = resolver.computed_values(own, &mut texts);
    let parties = resolver.parties(own);
    let clocks = resolver.clocks(files, &mut texts);
    let custody = resolver.custody(files, &mut texts);
    let places = resolver.places(files, &mut texts);
    let anytime = resolver.anytime(files, &mut texts);
    resolver.deferring_is_whole();
    let after = resolver.after(own, &mut texts);
    let ladders = resolver.ladders(files, &mut texts);
    let promises = resolver.promises(files, &mut texts);
    let migration = resolver.migration(files, &mut texts);
    let schedules = resolver.schedules(files, &mut texts);
    let conditions = resolver.conditions(files, &mut texts);
    let appointed = resolver.appointments(own);
    // The posts come last: which of the imported ones enter depends on what the rest refers to.
    let (mut posts, seats) = resolver.posts(files);
    posts.extend(appointed);
    texts.reads = std::mem::take(&mut resolver.reads);
    let scenarios = resolver.scenarios(own, files);
    let head = own.iter().find_map(|s| {
        if let SectionKind::Procedure(name, _) | SectionKind::Rule(name, _) = &s.kind {
            Some(name)
        } else {
            None
        }
    });
    let form = Form {
        v: FORM_VERSION,
        custody,
        ladders,
        migration,
        schedules,
        item,
        data,
        computed,
        conditions,
        parties,
        posts,
        materials,
        outcomes,
        clocks,
        places,
        anytime,
        after,
    };
    Resolved { form, texts, promises, seats, scenarios, head }
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(sources: &'a SourceMap, files: &[Loaded]) -> Self {
        let own = files.first();
        let faulty = |f: &Loaded| {
            f.tree.sections.iter().filter(|s| f.is_faulty(s.head)).map(|s| s.head).collect::<BTreeSet<_>>()
        };
        Self {
            faulty: own.map(faulty).unwrap_or_default(),
            language: own.map(|f| f.tree.language).unwrap_or_default(),
            sources,
            names: Names::default(),
            out: Diagnostics::default(),
            harmless: Diagnostics::default(),
            fields: BTreeMap::new(),
            computed: BTreeMap::new(),
            failed: BTreeSet::new(),
            reads: BTreeMap::new(),
            officer_slots: BTreeSet::new(),
            appointments: BTreeSet::new(),
            personal: BTreeSet::new(),
            deferring: materials::Deferring::default(),
            elsewhere: false,
            conclusions: Conclusions::default(),
        }
    }

    /// Whether a part of the section with this head could not be read: what is missing there may only be unreadable.
    pub(crate) fn faulty(&self, head: Span) -> bool {
        self.faulty.contains(&head)
    }

    /// Every name that is declared, and every word of a choice.
    pub(crate) fn all_names(&self) -> Vec<String> {
        let words =
            self.fields.values().filter_map(|ty| if let Type::Choice { of } = ty { Some(of) } else { None });
        let values = self.conclusions.all().iter().map(|conclusion| &conclusion.values);
        let declared = self.names.all().map(str::to_owned);
        declared.chain(words.chain(values).flatten().cloned()).collect()
    }

    /// How much has gone wrong so far: if it grows while a section is resolved, that section is broken.
    pub(crate) fn failures(&self) -> usize {
        self.out.len().saturating_add(self.names.misses())
    }

    /// Reports a clause that is not there.
    pub(crate) fn incomplete(&mut self, span: Span, message: Text, help: Text) {
        self.out.push(Diagnostic::new(Code::L006, span, message).help(help));
    }

    /// Reports a clause where it does not belong.
    pub(crate) fn misplaced(&mut self, span: Span, message: Text, help: Text) {
        self.out.push(Diagnostic::new(Code::L007, span, message).help(help));
    }

    /// Reports a clause that may stand once and stands again.
    pub(crate) fn once(
        &mut self,
        seen: &mut BTreeMap<&'static str, Span>,
        word: (&'static str, &'static str),
        span: Span,
    ) {
        let (zh, en) = word;
        if let Some(first) = seen.insert(en, span) {
            self.out.push(
                Diagnostic::new(
                    Code::L007,
                    span,
                    Text::new(
                        format!("“{zh}”在一节里只能写一次"),
                        format!("`{en}` may stand once in a section"),
                    ),
                )
                .related(first, Text::new("已在这里写明", "said here already"))
                .help(Text::new("合成一句，或者删去多余的一句", "join the two clauses, or delete one")),
            );
        }
    }
}
