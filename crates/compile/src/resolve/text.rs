//! The form beside its text: for each section of the form, the section of the tree it came from, clause by clause.

use super::Reads;
use shouwen_model::form::{self, ActItem, Basis, ClockClause, Direction, Form};
use shouwen_syntax::Span;
use shouwen_syntax::tree::{
    self, AfterClause, AnytimeClause, AnytimeLimits, Deed, Located, Name, PlaceClause, PlaceKind, TableLine,
};
use std::collections::{BTreeMap, BTreeSet};

/// The sections of the text in the order of the form's lists.
#[derive(Debug, Default)]
pub(crate) struct Texts<'t> {
    pub(crate) clocks: Vec<ClockText<'t>>,
    pub(crate) custody: Vec<CustodyText<'t>>,
    pub(crate) places: Vec<PlaceText<'t>>,
    pub(crate) anytime: Vec<AnytimeText<'t>>,
    pub(crate) after: Vec<AfterText<'t>>,
    pub(crate) ladders: Vec<LadderText<'t>>,
    pub(crate) commitment: Option<CommitmentText<'t>>,
    pub(crate) migration: Option<MigrationText<'t>>,
    pub(crate) schedules: Vec<ScheduleText<'t>>,
    pub(crate) tables: Vec<TableText<'t>>,
    /// How tables and computed values are read.
    pub(crate) reads: BTreeMap<String, Reads>,
    /// Conditions in which something is wrong or could not be read.
    pub(crate) broken_conditions: BTreeSet<String>,
}

/// A table's section.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableText<'t> {
    pub(crate) name: &'t Name,
    pub(crate) lines: &'t [Located<TableLine>],
    /// Something in it is wrong or could not be read.
    pub(crate) broken: bool,
}

/// A clock's section.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClockText<'t> {
    pub(crate) name: &'t Name,
    pub(crate) head: Span,
    pub(crate) clauses: &'t [Located<tree::ClockClause>],
    /// Something in it is wrong or could not be read.
    pub(crate) broken: bool,
}

/// A slot's section.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CustodyText<'t> {
    pub(crate) name: &'t Name,
    pub(crate) head: Span,
    pub(crate) clauses: &'t [Located<tree::CustodyClause>],
    /// Something in it is wrong or could not be read.
    pub(crate) broken: bool,
}

/// The section of a table of consequences.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LadderText<'t> {
    pub(crate) name: &'t Name,
    pub(crate) head: Span,
    pub(crate) clauses: &'t [Located<tree::LadderClause>],
    /// Something in it is wrong or could not be read.
    pub(crate) broken: bool,
}

/// The section of what the public is promised.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CommitmentText<'t> {
    pub(crate) head: Span,
    pub(crate) clauses: &'t [Located<tree::PromiseClause>],
    /// Something in it is wrong or could not be read.
    pub(crate) broken: bool,
}

/// The section about an older version.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MigrationText<'t> {
    pub(crate) name: &'t Name,
    pub(crate) clauses: &'t [Located<tree::MigrationClause>],
    /// Something in it is wrong or could not be read.
    pub(crate) broken: bool,
}

/// The section of what comes round.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ScheduleText<'t> {
    pub(crate) name: &'t Name,
    pub(crate) head: Span,
    pub(crate) clauses: &'t [Located<tree::ScheduleClause>],
}

/// A place's section.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlaceText<'t> {
    pub(crate) kind: PlaceKind,
    pub(crate) name: &'t Name,
    pub(crate) head: Span,
    pub(crate) clauses: &'t [Located<PlaceClause>],
    /// Something in it is wrong or could not be read.
    pub(crate) broken: bool,
}

/// A clause of 随时.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AnytimeText<'t> {
    /// What the head limits it to.
    pub(crate) limits: &'t AnytimeLimits,
    pub(crate) clause: &'t Located<AnytimeClause>,
}

/// A clause of 办结后.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AfterText<'t> {
    pub(crate) clause: &'t Located<AfterClause>,
}

/// When the acts of a clause are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// On entering a place.
    Entry,
    /// An officer completes, or an event happens.
    Done,
    /// An officer would return the case, and may no more.
    Returned,
    /// A verification after closing failed.
    Verified,
    /// A limit passes.
    Expiry,
    /// A limit is near.
    Warning,
    /// An offered hand-over came to nothing.
    Offer,
}

/// A clause with acts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deeded<'a> {
    /// The place it stands in; `None` for a clock or 随时.
    pub(crate) place: Option<usize>,
    pub(crate) moment: Moment,
    /// The whole clause.
    pub(crate) span: Span,
    pub(crate) deeds: &'a [Located<Deed>],
    pub(crate) acts: &'a [ActItem],
    pub(crate) to: Option<&'a Direction>,
    pub(crate) basis: Option<&'a Basis>,
}

impl<'a> Deeded<'a> {
    /// The acts with their places.
    pub(crate) fn acts(&self) -> impl Iterator<Item = (Span, &'a ActItem)> + use<'a> {
        let spans = self.deeds.iter().filter(|d| matches!(d.node, Deed::Act(_))).map(|d| d.span);
        spans.zip(self.acts)
    }

    /// Where the direction stands.
    pub(crate) fn direction_span(&self) -> Span {
        let found = self.deeds.iter().find(|d| matches!(d.node, Deed::Go(_)));
        found.map_or(self.span, |d| d.span)
    }
}

impl Texts<'_> {
    /// Every clause with acts, in the order of the form.
    pub(crate) fn deeded<'a>(&'a self, form: &'a Form) -> Vec<Deeded<'a>> {
        let mut all = Vec::new();
        for (place, (text, source)) in self.places.iter().zip(&form.places).enumerate() {
            let pairs = text.clauses.iter().zip(&source.clauses);
            all.extend(pairs.filter_map(|(tree, clause)| in_place(place, tree, clause)));
        }
        for (text, clock) in self.clocks.iter().zip(&form.clocks) {
            let pairs = text.clauses.iter().zip(&clock.clauses);
            all.extend(pairs.filter_map(|(tree, clause)| in_clock(tree, clause)));
        }
        for (text, slot) in self.custody.iter().zip(&form.custody) {
            let pairs = text.clauses.iter().zip(&slot.clauses);
            all.extend(pairs.filter_map(|(tree, clause)| in_custody(tree, clause)));
        }
        for (text, duty) in self.after.iter().zip(&form.after) {
            let tree = &text.clause.node;
            let (span, place, to, basis) = (text.clause.span, None, None, None);
            let (deeds, acts, moment) = (&tree.failed, &duty.failed, Moment::Verified);
            all.push(Deeded { place, moment, span, deeds, acts, to, basis });
            let (deeds, acts, moment) = (&tree.lapsed, &duty.lapsed, Moment::Expiry);
            all.push(Deeded { place, moment, span, deeds, acts, to, basis });
        }
        for (text, clause) in self.anytime.iter().zip(&form.anytime) {
            all.push(Deeded {
                place: None,
                moment: Moment::Done,
                span: text.clause.span,
                deeds: &text.clause.node.deeds,
                acts: &clause.acts,
                to: Some(&clause.to),
                basis: clause.basis.as_ref(),
            });
        }
        all
    }
}

fn in_place<'a>(
    place: usize,
    tree: &'a Located<PlaceClause>,
    clause: &'a form::Clause,
) -> Option<Deeded<'a>> {
    let place = Some(place);
    match (&tree.node, clause) {
        (PlaceClause::OnEntry { deeds, .. }, form::Clause::OnEntry { acts, .. }) => {
            Some(Deeded { place, moment: Moment::Entry, span: tree.span, deeds, acts, to: None, basis: None })
        }
        (PlaceClause::Direct { deeds, .. }, form::Clause::Direct { when, acts, to, basis }) => Some(Deeded {
            place,
            moment: match when {
                form::Trigger::Expired => Moment::Expiry,
                form::Trigger::Left { .. } => Moment::Warning,
                form::Trigger::Event {
                    event:
                        form::AwaitedEvent::Party {
                            does: form::PartyDoes::Silent | form::PartyDoes::RunsOut, ..
                        },
                } => Moment::Expiry,
                form::Trigger::Completed
                | form::Trigger::If { .. }
                | form::Trigger::Overriding { .. }
                | form::Trigger::Otherwise
                | form::Trigger::Joined { .. }
                | form::Trigger::NoBranch
                | form::Trigger::Event { .. } => Moment::Done,
            },
            span: tree.span,
            deeds,
            acts,
            to: to.as_ref(),
            basis: basis.as_ref(),
        }),
        (PlaceClause::Owe { deeds, .. }, form::Clause::Owed { acts, .. }) => {
            Some(Deeded { place, moment: Moment::Done, span: tree.span, deeds, acts, to: None, basis: None })
        }
        (
            PlaceClause::AllowReturn { cap: Some(tree::Cap { deeds, .. }), .. },
            form::Clause::AllowReturn { cap: Some(form::Cap { acts, to, basis, .. }), .. },
        ) => Some(Deeded {
            place,
            moment: Moment::Returned,
            span: tree.span,
            deeds,
            acts,
            to: Some(to),
            basis: basis.as_ref(),
        }),
        _ => None,
    }
}

fn in_custody<'a>(
    tree: &'a Located<tree::CustodyClause>,
    clause: &'a form::CustodyClause,
) -> Option<Deeded<'a>> {
    match (&tree.node, clause) {
        (tree::CustodyClause::Unanswered(deeds), form::CustodyClause::Unanswered { acts })
        | (
            tree::CustodyClause::DeclinedTimes { deeds, .. },
            form::CustodyClause::DeclinedTimes { acts, .. },
        ) => {
            let (place, to, basis) = (None, None, None);
            Some(Deeded { place, moment: Moment::Offer, span: tree.span, deeds, acts, to, basis })
        }
        _ => None,
    }
}

fn in_clock<'a>(tree: &'a Located<tree::ClockClause>, clause: &'a ClockClause) -> Option<Deeded<'a>> {
    match (&tree.node, clause) {
        (tree::ClockClause::Left { deeds, .. }, ClockClause::Left { acts, .. }) => Some(Deeded {
            place: None,
            moment: Moment::Warning,
            span: tree.span,
            deeds,
            acts,
            to: None,
            basis: None,
        }),
        (tree::ClockClause::Expired { deeds, .. }, ClockClause::Expired(expiry)) => Some(Deeded {
            place: None,
            moment: Moment::Expiry,
            span: tree.span,
            deeds,
            acts: &expiry.acts,
            to: expiry.to.as_ref(),
            basis: expiry.basis.as_ref(),
        }),
        _ => None,
    }
}
