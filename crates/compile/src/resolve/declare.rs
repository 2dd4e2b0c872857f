//! The first pass: every declaration, before anything refers to one.

use super::literal::unit_of;
use super::{Concluded, Resolver};
use crate::load::Loaded;
use crate::names::Kind;
use shouwen_calendar::Unit;
use shouwen_model::value::Type;
use shouwen_syntax::tree::{
    Act, AfterClause, AfterWhat, Awaited, Cap, ClockClause, CustodyClause, DataLine, Deed, Expr, ExprKind,
    FieldWord, FirstHolder, ItemClause, Located, Name, OutcomeClause, PlaceClause, PlaceKind, ScheduleClause,
    Section, SectionKind, Trigger, TypeName, UnitClause,
};
use shouwen_syntax::{Code, Diagnostic, Text, keywords};

/// The built-in event that a name is, by its keyword.
pub(crate) fn built_in(name: &str) -> Option<&'static str> {
    keywords::find(name).map(|(k, _)| k.id).filter(|id| matches!(*id, "supplemented" | "withdrawn"))
}

/// The event that a clause of a posting speaks of: a posting awaits whatever its clauses name.
fn posting_event(clause: &PlaceClause) -> Option<&Name> {
    let PlaceClause::Direct { when, .. } = clause else { return None };
    let Trigger::If(Expr { kind: ExprKind::Bare(name), .. }) = &when.node else { return None };
    Some(name).filter(|name| built_in(&name.node).is_none())
}

/// The type as a value type.
pub(crate) fn type_of(ty: &TypeName) -> Type {
    match ty {
        TypeName::Money => Type::Money,
        TypeName::Integer => Type::Integer,
        TypeName::Flag => Type::Flag,
        TypeName::Date => Type::Date,
        TypeName::Text => Type::Text,
        TypeName::Choice(words) => Type::Choice { of: words.iter().map(|w| w.node.clone()).collect() },
        TypeName::Decimal => Type::Decimal,
        TypeName::Month => Type::Month,
        TypeName::Period(unit) => Type::Period { unit: unit_of(*unit).unwrap_or(Unit::Workday) },
        TypeName::Person => Type::Person,
        TypeName::Case => Type::Case,
        TypeName::List(of) => Type::List { of: Box::new(type_of(of)) },
    }
}

impl Resolver<'_> {
    /// Declares everything of the file, and of the files it uses the posts, divisions and conditions.
    pub(super) fn declare(&mut self, files: &[Loaded]) {
        for (number, file) in files.iter().enumerate() {
            let own = number == 0;
            let mut procedure: Option<&Name> = None;
            for section in &file.tree.sections {
                match &section.kind {
                    SectionKind::Procedure(name, clauses) | SectionKind::Rule(name, clauses) if own => {
                        if let Some(first) = procedure {
                            self.second_procedure(name, first);
                        }
                        procedure = Some(name);
                        self.declare_dates(clauses);
                    }
                    SectionKind::Organisation(name, clauses) => self.declare_unit(name, clauses),
                    SectionKind::Condition(name, _) => self.names.declare(Kind::Condition, name, own),
                    SectionKind::Post(name, _) => self.names.declare(Kind::Post, name, own),
                    SectionKind::Ladder(name, _) => self.names.declare(Kind::Ladder, name, own),
                    _ if own => self.declare_own(section),
                    SectionKind::Use(_)
                    | SectionKind::Procedure(..)
                    | SectionKind::Rule(..)
                    | SectionKind::Data(_)
                    | SectionKind::Custody(..)
                    | SectionKind::Commitment(_)
                    | SectionKind::Migration(..)
                    | SectionKind::Schedule(..)
                    | SectionKind::Party(..)
                    | SectionKind::Appointment(..)
                    | SectionKind::Table(..)
                    | SectionKind::Material(..)
                    | SectionKind::Outcome(..)
                    | SectionKind::Clock(..)
                    | SectionKind::Place(..)
                    | SectionKind::Anytime(..)
                    | SectionKind::After(_)
                    | SectionKind::Scenario(..) => {}
                }
            }
        }
    }

    fn second_procedure(&mut self, name: &Name, first: &Name) {
        self.out.push(
            Diagnostic::new(
                Code::N002,
                name.span,
                Text::new("一份文件只写一个事项或者制度", "a file holds one procedure or rule"),
            )
            .related(first.span, Text::new("已在这里写明", "declared here already"))
            .help(Text::new(
                "把第二个事项放进另一份文件；共用的岗位放进第三份，各自引用",
                "put the second procedure into a file of its own, and shared posts into a third that both use",
            )),
        );
    }

    fn declare_dates(&mut self, clauses: &[Located<ItemClause>]) {
        for clause in clauses {
            if let ItemClause::Dates(dates) = &clause.node {
                for date in dates {
                    self.names.declare(Kind::Date, date, true);
                }
            }
        }
    }

    fn declare_unit(&mut self, name: &Name, clauses: &[Located<UnitClause>]) {
        self.names.mention(Kind::Division, name);
        for clause in clauses {
            let UnitClause::Divisions(divisions) = &clause.node;
            for division in divisions {
                self.names.mention(Kind::Division, division);
            }
        }
    }

    fn declare_own(&mut self, section: &Section) {
        match &section.kind {
            SectionKind::Data(fields) => self.declare_fields(fields),
            SectionKind::Party(name, _) => self.names.declare(Kind::Party, name, true),
            SectionKind::Appointment(name, _) => self.declare_appointment(name),
            SectionKind::Table(name, _) => self.names.declare(Kind::Computed, name, true),
            SectionKind::Material(name, _) => self.names.declare(Kind::Material, name, true),
            SectionKind::Outcome(name, clauses) => {
                self.names.declare(Kind::Outcome, name, true);
                for clause in clauses {
                    if let OutcomeClause::Document(document) = &clause.node {
                        self.names.mention(Kind::Document, document);
                    }
                }
            }
            SectionKind::Clock(name, clauses) => {
                self.names.declare(Kind::Clock, name, true);
                for clause in clauses {
                    if let ClockClause::Left { deeds, .. } | ClockClause::Expired { deeds, .. } = &clause.node
                    {
                        self.declare_deeds(deeds);
                    }
                }
            }
            SectionKind::Custody(name, clauses) => {
                self.names.declare(Kind::Custody, name, true);
                for clause in clauses {
                    if matches!(&clause.node, CustodyClause::Held { by, .. } if by.node == FirstHolder::Officer)
                    {
                        self.officer_slots.insert(name.node.clone());
                    }
                    if let CustodyClause::Unanswered(deeds) | CustodyClause::DeclinedTimes { deeds, .. } =
                        &clause.node
                    {
                        self.declare_deeds(deeds);
                    }
                }
            }
            SectionKind::Place(kind, name, clauses) => {
                self.names.declare(Kind::Place, name, true);
                for clause in clauses {
                    if *kind == PlaceKind::Posting
                        && let Some(event) = posting_event(&clause.node)
                    {
                        self.names.mention(Kind::Event, event);
                    }
                    self.declare_in_place(name, &clause.node);
                }
            }
            SectionKind::Anytime(_, clauses) => {
                for clause in clauses {
                    if built_in(&clause.node.event.node).is_none() {
                        self.names.mention(Kind::Event, &clause.node.event);
                    }
                    self.declare_deeds(&clause.node.deeds);
                }
            }
            SectionKind::Schedule(name, clauses) => self.declare_schedule(name, clauses),
            SectionKind::After(clauses) => {
                clauses.iter().for_each(|clause| self.declare_after(&clause.node));
            }
            SectionKind::Use(_)
            | SectionKind::Organisation(..)
            | SectionKind::Procedure(..)
            | SectionKind::Rule(..)
            | SectionKind::Condition(..)
            | SectionKind::Post(..)
            | SectionKind::Ladder(..)
            | SectionKind::Commitment(_)
            | SectionKind::Migration(..)
            | SectionKind::Scenario(..) => {}
        }
    }

    fn declare_schedule(&mut self, name: &Name, clauses: &[Located<ScheduleClause>]) {
        // A scenario turns to its last session as it does to a linked case.
        self.names.mention(Kind::Link, name);
        for clause in clauses {
            if let ScheduleClause::Absent(breach) | ScheduleClause::NotHeld(breach) = &clause.node {
                self.names.mention(Kind::Breach, breach);
            }
        }
    }

    fn declare_appointment(&mut self, name: &Name) {
        self.names.declare(Kind::Post, name, true);
        self.appointments.insert(name.node.clone());
    }

    fn declare_after(&mut self, clause: &AfterClause) {
        if let Some(proof) = &clause.proof {
            self.names.mention(Kind::Document, proof);
        }
        if let AfterWhat::Act(act) = &clause.what
            && let Act::Issue(document) = &act.node
        {
            self.names.mention(Kind::Document, document);
        }
        self.declare_deeds(&clause.failed);
        self.declare_deeds(&clause.lapsed);
    }

    fn declare_fields(&mut self, lines: &[Located<DataLine>]) {
        for line in lines {
            self.declare_computed(line);
            let DataLine::Field(field) = &line.node else { continue };
            self.names.declare(Kind::Field, &field.name, true);
            if field.words.iter().any(|word| matches!(word.node, FieldWord::Personal)) {
                self.personal.insert(field.name.node.clone());
            }
            self.fields.entry(field.name.node.clone()).or_insert_with(|| type_of(&field.ty.node));
        }
    }

    fn declare_in_place(&mut self, place: &Name, clause: &PlaceClause) {
        match clause {
            PlaceClause::OnEntry { deeds, .. }
            | PlaceClause::Direct { deeds, .. }
            | PlaceClause::Owe { deeds, .. }
            | PlaceClause::AllowReturn { cap: Some(Cap { deeds, .. }), .. } => self.declare_deeds(deeds),
            PlaceClause::Await(events) => {
                for event in events {
                    if let Awaited::Event(name) = &event.node
                        && built_in(&name.node).is_none()
                    {
                        self.names.mention(Kind::Event, name);
                    }
                }
            }
            PlaceClause::MustAttach(papers) => {
                papers.iter().for_each(|paper| self.names.mention(Kind::Paper, paper));
            }
            PlaceClause::Conclude { name, values, for_record } => {
                if let Some(first) = self.conclusions.get(&place.node, &name.node) {
                    let first = first.span;
                    self.names.ambiguous(name, &[first]);
                    return;
                }
                self.names.mention(Kind::Conclusion, name);
                self.conclusions.push(Concluded {
                    place: place.node.clone(),
                    name: name.node.clone(),
                    values: values.iter().map(|v| v.node.clone()).collect(),
                    for_record: *for_record,
                    span: name.span,
                    read: false,
                });
            }
            PlaceClause::HandledBy(_)
            | PlaceClause::SignedBy(..)
            | PlaceClause::Differ(_)
            | PlaceClause::Meeting(_)
            | PlaceClause::PostedBy(_)
            | PlaceClause::Disclose(_)
            | PlaceClause::AtLeast(_)
            | PlaceClause::EachParty { .. }
            | PlaceClause::Resuming { .. }
            | PlaceClause::EnteredAgain { .. }
            | PlaceClause::FollowedBy(_)
            | PlaceClause::FillIn(_)
            | PlaceClause::Appoint(_)
            | PlaceClause::Branch { .. }
            | PlaceClause::GiveReasons(_)
            | PlaceClause::Forbid { .. }
            | PlaceClause::OnlyWhen(_)
            | PlaceClause::InternalLimit(_)
            | PlaceClause::Longest(_)
            | PlaceClause::StatedIn { .. }
            | PlaceClause::Counts
            | PlaceClause::Excluded { .. }
            | PlaceClause::NotSamePerson(_)
            | PlaceClause::AllowReturn { cap: None, .. }
            | PlaceClause::Allow(_) => {}
        }
    }

    fn declare_deeds(&mut self, deeds: &[Located<Deed>]) {
        for deed in deeds {
            match &deed.node {
                Deed::Act(Act::Issue(document)) => self.names.mention(Kind::Document, document),
                Deed::Act(Act::OpenLinked(link)) => self.names.mention(Kind::Link, link),
                Deed::Act(Act::Breach { name, .. }) => self.names.mention(Kind::Breach, name),
                Deed::Act(_) | Deed::Basis(_) | Deed::Go(_) => {}
            }
        }
    }
}
