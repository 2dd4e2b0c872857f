//! 分支 每个: the kernel knows fixed branches only, so that a branch for each element of a list becomes as many as a
//! list may have elements; of those as many begin as it has.

use super::LowerError;
use crate::elements::{self, MisfitKind, numbered};
use crate::regions::Regions;
use shouwen_model::form::{Clause, Form};
use shouwen_model::kernel::{ClockDecl, Copies, FieldDecl, MAX_ELEMENTS, Place};

/// A form with the copies behind what was written.
pub(super) struct Expanded {
    pub(super) form: Form,
    /// Of each place: which place of the text it is, and of which element, from 1; 0 where it is of none.
    pub(super) origins: Vec<(usize, u32)>,
    pub(super) copies: Copies,
    /// The fields that each branch has for itself.
    own: Vec<String>,
}

/// The numbers of the elements.
pub(super) fn numbers() -> impl Iterator<Item = u32> {
    (1..).take(MAX_ELEMENTS)
}

pub(super) fn expand(form: &Form, regions: &Regions) -> Result<Expanded, LowerError> {
    if let Some(misfit) = elements::misfits(form, regions).into_iter().next() {
        let place = form.places.get(misfit.place);
        let at = place.map(|p| super::clause(super::places::word(p.kind), &p.name, misfit.clause));
        return Err(LowerError::incomplete(&at.unwrap_or_default(), words(&misfit.kind)));
    }
    let mut out = Expanded {
        form: form.clone(),
        origins: (0..form.places.len()).map(|number| (number, 0)).collect(),
        copies: Copies::default(),
        own: Vec::new(),
    };
    for each in elements::all(form, regions) {
        for place in &each.region.places {
            if let Some(origin) = out.origins.get_mut(*place) {
                origin.1 = 1;
            }
        }
        for number in numbers().skip(1) {
            for (place, source) in each.region.places.iter().filter_map(|p| Some((*p, form.places.get(*p)?)))
            {
                out.form.places.push(elements::copy(source, &each, number));
                out.origins.push((place, number));
            }
            for field in form.data.iter().filter(|field| each.fields.contains(field.name.as_str())) {
                let mut field = field.clone();
                field.name = numbered(&field.name, number);
                out.form.data.push(field);
            }
        }
        out.own.extend(each.fields.iter().map(|field| (*field).to_owned()));
    }
    out.copies.places = out.form.places.len().saturating_sub(form.places.len());
    out.copies.fields = out.form.data.len().saturating_sub(form.data.len());
    Ok(out)
}

impl Expanded {
    /// What was written stands for the first element, and says so.
    pub(super) fn number_first(
        &self,
        places: &mut [Place],
        fields: &mut [FieldDecl],
        clocks: &mut [ClockDecl],
    ) {
        for (place, _) in places.iter_mut().zip(&self.origins).filter(|(_, origin)| origin.1 == 1) {
            if let Some(clock) = place.clock.and_then(|id| clocks.get_mut(id.index())) {
                clock.name = numbered(&clock.name, 1);
            }
            place.name = numbered(&place.name, 1);
        }
        for field in fields.iter_mut().filter(|field| self.own.contains(&field.name)) {
            field.name = numbered(&field.name, 1);
        }
    }
}

/// How many branches of the kernel a clause of a block is.
pub(super) fn branches(clause: &Clause) -> usize {
    match clause {
        Clause::Branch { each: true, .. } => MAX_ELEMENTS,
        Clause::Branch { each: false, .. } => 1,
        Clause::HandledBy { .. }
        | Clause::Appoint { .. }
        | Clause::FollowedBy { .. }
        | Clause::SignedBy { .. }
        | Clause::Differ { .. }
        | Clause::Meeting { .. }
        | Clause::PostedBy { .. }
        | Clause::Disclose { .. }
        | Clause::AtLeast { .. }
        | Clause::EachParty { .. }
        | Clause::Resuming { .. }
        | Clause::EnteredAgain { .. }
        | Clause::OnEntry { .. }
        | Clause::Conclude { .. }
        | Clause::FillIn { .. }
        | Clause::MustAttach { .. }
        | Clause::Await { .. }
        | Clause::Direct { .. }
        | Clause::Owed { .. }
        | Clause::Duty { .. }
        | Clause::Forbid { .. }
        | Clause::OnlyWhen { .. }
        | Clause::InternalLimit { .. }
        | Clause::Longest { .. }
        | Clause::StatedIn { .. }
        | Clause::Counts
        | Clause::Track { .. }
        | Clause::NotSamePerson { .. }
        | Clause::AllowReturn { .. }
        | Clause::Allow { .. } => 0,
    }
}

/// What does not fit, for a form that no text stands behind.
const fn words(kind: &MisfitKind) -> &'static str {
    match kind {
        MisfitKind::Whole(_) => "a branch for each element acts upon the case as a whole",
        MisfitKind::Awaits => "a branch for each element awaits what happens to the case as a whole",
        MisfitKind::Outside(_) => "what each branch has for itself is spoken of from outside",
        MisfitKind::Items => "no branch for each element has such a conclusion",
    }
}
