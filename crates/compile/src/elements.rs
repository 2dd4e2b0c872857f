//! 分支 每个: a branch for each element of a list. What belongs to each of them, what may not stand in them or speak of
//! them from outside, and the copies that the lowering makes of their places.

use crate::regions::{Region, Regions};
use shouwen_canon::{CanonError, to_bytes};
use shouwen_model::form::{
    Act, ActItem, Answers, AwaitedEvent, Cap, Clause, DateSource, Direction, Expr, Field, Form, Named, Place,
    Role, ScheduleClause, Term, Trigger,
};
use std::collections::BTreeSet;

/// The name that a copy has: 收回意见·2.
pub(crate) fn numbered(name: &str, number: u32) -> String {
    format!("{name}·{number}")
}

/// A branch that begins once for each element of a list.
#[derive(Clone, Debug)]
pub(crate) struct Each<'f> {
    /// The number of the block's place.
    pub(crate) block: usize,
    pub(crate) region: &'f Region,
    /// The names of its places.
    pub(crate) places: BTreeSet<&'f str>,
    /// The fields that each of the branches has for itself: filled in there, and spoken of nowhere else.
    pub(crate) fields: BTreeSet<&'f str>,
}

/// All of them, in the order of the text.
pub(crate) fn all<'f>(form: &'f Form, regions: &'f Regions) -> Vec<Each<'f>> {
    let branches =
        regions.blocks.iter().flat_map(|block| block.branches.iter().map(move |b| (block.place, b)));
    branches
        .filter(|(_, region)| region.each)
        .map(|(block, region)| {
            let inside = region.places.iter().filter_map(|place| form.places.get(*place));
            let places = inside.map(|place| place.name.as_str()).collect();
            Each { block, region, places, fields: own_fields(form, region) }
        })
        .collect()
}

/// The fields that are filled in by a branch and spoken of nowhere else. What the rest says is looked for as text: a
/// field whose name stands there for something else counts as spoken of, which is told and not passed over.
fn own_fields<'f>(form: &'f Form, region: &Region) -> BTreeSet<&'f str> {
    let mut rest = Form { data: Vec::new(), migration: None, places: Vec::new(), ..form.clone() };
    let outside = form.places.iter().enumerate().filter(|(number, _)| !region.places.contains(number));
    rest.places.extend(outside.map(|(_, place)| place.clone()));
    let rest = written(to_bytes(&rest));
    let filled = |field: &&Field| {
        field.by != Role::Applicant && filled_in(form, region).any(|name| *name == field.name)
    };
    let fields = form.data.iter().filter(filled).map(|field| field.name.as_str());
    fields.filter(|name| !rest.contains(&written(to_bytes(name)))).collect()
}

fn filled_in<'f>(form: &'f Form, region: &'f Region) -> impl Iterator<Item = &'f String> {
    let places = region.places.iter().filter_map(|place| form.places.get(*place));
    places.flat_map(|place| &place.clauses).flat_map(|clause| match clause {
        Clause::FillIn { fields } => fields.as_slice(),
        _ => &[],
    })
}

fn written(bytes: Result<Vec<u8>, CanonError>) -> String {
    bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Something that does not go with a branch for each element, in a clause of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// The place, by its number.
    pub(crate) place: usize,
    /// Its clause, from 0.
    pub(crate) clause: usize,
    pub(crate) kind: MisfitKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MisfitKind {
    /// A key date, a field of the case or a party is written, or the case as a whole is acted upon, in each branch.
    Whole(Option<String>),
    /// Something is awaited that happens to the case as a whole.
    Awaits,
    /// What each branch has for itself is spoken of from outside.
    Outside(String),
    /// 任一项 asks what each branch has concluded where no branch, or only one, is meant.
    Items,
}

/// Everything that does not fit.
pub(crate) fn misfits(form: &Form, regions: &Regions) -> Vec<Misfit> {
    let each = all(form, regions);
    let mut found = Vec::new();
    for one in &each {
        within(form, one, &mut found);
    }
    for (place, source) in form.places.iter().enumerate() {
        for (clause, part) in source.clauses.iter().enumerate() {
            spoken(form, &each, (place, clause), part, &mut found);
        }
    }
    // What stands in no place is told at the branch that it speaks of.
    for one in &each {
        let (mut items, mut named) = (Vec::new(), Vec::new());
        let conditions = form.conditions.iter().map(|condition| &condition.is);
        let agendas = form.schedules.iter().flat_map(|schedule| &schedule.clauses);
        let agendas = agendas.filter_map(|clause| match clause {
            ScheduleClause::Object { of } => Some(of),
            _ => None,
        });
        for is in conditions.chain(form.after.iter().map(|duty| &duty.when)).chain(agendas) {
            names_in(is, &mut items, &mut named);
        }
        for computed in &form.computed {
            places_in(&mut computed.is.clone(), &mut named);
        }
        if let Some(name) = named.into_iter().find(|name| one.places.contains(name.as_str())) {
            let kind = MisfitKind::Outside(name);
            found.push(Misfit { place: one.block, clause: one.region.clause, kind });
        }
    }
    found
}

/// What a branch does that only the case as a whole can do once.
fn within(form: &Form, each: &Each<'_>, found: &mut Vec<Misfit>) {
    for place in &each.region.places {
        let clauses = form.places.get(*place).map_or(&[][..], |place| &place.clauses);
        for (clause, part) in clauses.iter().enumerate() {
            let mut misfit = |kind| found.push(Misfit { place: *place, clause, kind });
            match part {
                Clause::FillIn { fields } => {
                    let shared = fields.iter().filter(|field| !each.fields.contains(field.as_str()));
                    shared.for_each(|field| misfit(MisfitKind::Whole(Some(field.clone()))));
                }
                // Whoever is appointed is so for the case.
                Clause::Appoint { posts } => {
                    posts.iter().for_each(|post| misfit(MisfitKind::Whole(Some(post.clone()))));
                }
                Clause::Await { events } => {
                    let named = |event: &AwaitedEvent| matches!(event, AwaitedEvent::Named { .. });
                    if !events.iter().all(named) {
                        misfit(MisfitKind::Awaits);
                    }
                }
                _ => acts(part).filter_map(|item| of_the_case(&item.act)).for_each(|what| {
                    misfit(MisfitKind::Whole(what.cloned()));
                }),
            }
        }
    }
}

/// Whether an act is one upon the case as a whole, and what it writes.
fn of_the_case(act: &Act) -> Option<Option<&String>> {
    match act {
        Act::RecordDate { date } | Act::SetDate { date, .. } | Act::MoveDate { date, .. } => Some(Some(date)),
        Act::Serve { whom: Role::Party { name } } | Act::Consult { party: name } => Some(Some(name)),
        Act::OpenLinked { link } => Some(Some(link)),
        Act::Accept
        | Act::AcceptDeferring
        | Act::OnFile
        | Act::Decline
        | Act::NotifyOnce { .. }
        | Act::Deem { .. }
        | Act::Bar { .. }
        | Act::Convert { .. } => Some(None),
        Act::Issue { .. }
        | Act::Serve { .. }
        | Act::Copy { .. }
        | Act::Report { .. }
        | Act::List { .. }
        | Act::Tell { .. }
        | Act::Urge { .. }
        | Act::Escalate { .. }
        | Act::Right { .. }
        | Act::Breach { .. } => None,
    }
}

/// What a clause says of places of other branches.
fn spoken(
    form: &Form,
    each: &[Each<'_>],
    (place, clause): (usize, usize),
    part: &Clause,
    found: &mut Vec<Misfit>,
) {
    let (mut items, mut named) = (Vec::new(), Vec::new());
    truths(part).for_each(|is| names_in(is, &mut items, &mut named));
    for item in acts(part) {
        if let Act::Breach { answers: Some(Answers::OfficerIn { place }), .. } = &item.act {
            named.push(place.clone());
        }
    }
    if let Clause::NotSamePerson { place } = part {
        named.push(place.clone());
    }
    let outside = |one: &&Each<'_>| !one.region.places.contains(&place);
    let told =
        named.into_iter().find(|name| each.iter().filter(outside).any(|e| e.places.contains(name.as_str())));
    found.extend(told.map(|name| Misfit { place, clause, kind: MisfitKind::Outside(name) }));
    let known = |name: &String| form.places.iter().any(|place| place.name == *name);
    let fits = |name: &String| each.iter().filter(outside).any(|e| e.places.contains(name.as_str()));
    if items.iter().any(|name| known(name) && !fits(name)) {
        found.push(Misfit { place, clause, kind: MisfitKind::Items });
    }
}

/// The conditions of a clause.
fn truths(clause: &Clause) -> impl Iterator<Item = &Expr> {
    match clause {
        Clause::Direct { when: Trigger::If { is } | Trigger::Overriding { is }, .. }
        | Clause::Owed { when: is, .. }
        | Clause::Duty { when: is, .. }
        | Clause::Forbid { when: is, .. }
        | Clause::OnlyWhen { when: is } => Some(is),
        _ => None,
    }
    .into_iter()
}

/// The acts of a clause.
fn acts(clause: &Clause) -> impl Iterator<Item = &ActItem> {
    let own: &[ActItem] = match clause {
        Clause::Direct { acts, .. } | Clause::OnEntry { acts, .. } => acts,
        _ => &[],
    };
    own.iter().chain(clause.asides().flat_map(|(acts, _)| acts))
}

/// The places of which a truth speaks, apart from those of which it asks what each branch has concluded.
fn names_in(is: &Expr, items: &mut Vec<String>, named: &mut Vec<String>) {
    match is {
        Expr::All { of } | Expr::Any { of } => of.iter().for_each(|part| names_in(part, items, named)),
        Expr::Not { of } => names_in(of, items, named),
        Expr::AnyItem { left: Term::Conclusion { place, .. }, .. } => items.push(place.clone()),
        other => other.clone().rename(&mut |kind, name| {
            if kind == Named::Place {
                named.push(name.clone());
            }
        }),
    }
}

fn places_in(term: &mut Term, named: &mut Vec<String>) {
    term.rename(&mut |kind, name| {
        if kind == Named::Place {
            named.push(name.clone());
        }
    });
}

/// The copy of a place for the element of that number: whatever each branch has for itself is its own.
pub(crate) fn copy(place: &Place, each: &Each<'_>, number: u32) -> Place {
    let copying = Copying { each, number };
    let clauses = place.clauses.iter().map(|clause| copying.clause(clause.clone())).collect();
    Place { kind: place.kind, name: numbered(&place.name, number), clauses }
}

#[derive(Clone, Copy)]
struct Copying<'e> {
    each: &'e Each<'e>,
    number: u32,
}

impl Copying<'_> {
    fn place(self, name: &mut String) {
        if self.each.places.contains(name.as_str()) {
            *name = numbered(name, self.number);
        }
    }

    fn field(self, name: &mut String) {
        if self.each.fields.contains(name.as_str()) {
            *name = numbered(name, self.number);
        }
    }

    fn truth(self, is: &mut Expr) {
        is.rename(&mut |kind, name| match kind {
            Named::Place => self.place(name),
            Named::Field => self.field(name),
        });
    }

    fn acts(self, acts: &mut [ActItem]) {
        for item in acts {
            match &mut item.act {
                Act::Breach { answers: Some(Answers::OfficerIn { place }), .. } => self.place(place),
                Act::SetDate { to: DateSource::Field { name }, .. }
                | Act::MoveDate { to: DateSource::Field { name }, .. } => self.field(name),
                _ => {}
            }
        }
    }

    fn direction(self, to: &mut Direction) {
        match to {
            Direction::GoTo { place }
            | Direction::Return { place, .. }
            | Direction::Interrupt { place }
            | Direction::Abort { place } => self.place(place),
            Direction::Back
            | Direction::FinishBranch
            | Direction::Close { .. }
            | Direction::KeepWaiting { .. } => {}
        }
    }

    fn clause(self, mut clause: Clause) -> Clause {
        match &mut clause {
            Clause::OnEntry { acts, .. } => self.acts(acts),
            Clause::Direct { when, acts, to, .. } => {
                if let Trigger::If { is } | Trigger::Overriding { is } = when {
                    self.truth(is);
                }
                self.acts(acts);
                to.iter_mut().for_each(|to| self.direction(to));
            }
            Clause::Owed { when, acts } => {
                self.truth(when);
                self.acts(acts);
            }
            Clause::Duty { when, .. } | Clause::Forbid { when, .. } | Clause::OnlyWhen { when } => {
                self.truth(when);
            }
            Clause::AllowReturn { to, cap } => {
                self.direction(to);
                if let Some(Cap { acts, to, .. }) = cap {
                    self.acts(acts);
                    self.direction(to);
                }
            }
            Clause::FillIn { fields } | Clause::Disclose { fields } => {
                fields.iter_mut().for_each(|field| self.field(field));
            }
            Clause::NotSamePerson { place } => self.place(place),
            Clause::HandledBy { .. }
            | Clause::Appoint { .. }
            | Clause::FollowedBy { .. }
            | Clause::SignedBy { .. }
            | Clause::Differ { .. }
            | Clause::Meeting { .. }
            | Clause::PostedBy { .. }
            | Clause::AtLeast { .. }
            | Clause::EachParty { .. }
            | Clause::Resuming { .. }
            | Clause::EnteredAgain { .. }
            | Clause::Conclude { .. }
            | Clause::MustAttach { .. }
            | Clause::Await { .. }
            | Clause::InternalLimit { .. }
            | Clause::Longest { .. }
            | Clause::StatedIn { .. }
            | Clause::Counts
            | Clause::Track { .. }
            | Clause::Branch { .. }
            | Clause::Allow { .. } => {}
        }
        clause
    }
}
