//! Names to ids, once, with an error for each that nothing declares.

use super::LowerError;
use super::elements::numbers;
use crate::elements::numbered;
use shouwen_model::form::{
    self, Act, ActItem, Clause, ClockClause, CustodyClause, Form, LadderClause, ScheduleClause,
};
use shouwen_model::kernel::{
    BreachId, ClockId, ComputedDecl, ComputedId, ConclusionDecl, ConclusionId, Condition, ConditionId,
    DateId, FieldId, INTERNAL_OVERDUE, KERNEL_BREACHES, MAX_DECLARATIONS, MaterialId, OutcomeId, PartyId,
    PlaceId, PostId, SECOND_NOTICE,
};
use std::collections::BTreeMap;

type Index = BTreeMap<String, usize>;

/// All declared names of a form.
pub(super) struct Names {
    fields: Index,
    computed: Index,
    dates: Index,
    parties: Index,
    posts: Index,
    outcomes: Index,
    conditions: Index,
    clocks: Index,
    materials: Index,
    places: Index,
    conclusions: BTreeMap<(String, String), usize>,
    breaches: Vec<String>,
}

fn index<'a>(kind: &'static str, names: impl Iterator<Item = &'a String>) -> Result<Index, LowerError> {
    let mut index = Index::new();
    for (name, position) in names.zip(0..) {
        if index.insert(name.clone(), position).is_some() {
            return Err(LowerError::Twice { kind, name: name.clone() });
        }
    }
    if index.len() > MAX_DECLARATIONS { Err(LowerError::TooMany(kind)) } else { Ok(index) }
}

fn unknown(kind: &'static str, name: &str) -> LowerError {
    LowerError::Unknown { kind, name: name.to_owned() }
}

macro_rules! lookups {
    ($($method:ident: $list:ident -> $id:ident, $kind:literal),+ $(,)?) => {$(
        pub(super) fn $method(&self, name: &str) -> Result<$id, LowerError> {
            self.$list.get(name).and_then(|i| $id::new(*i)).ok_or_else(|| unknown($kind, name))
        }
    )+};
}

impl Names {
    pub(super) fn of(form: &Form) -> Result<Self, LowerError> {
        let mut conclusions = BTreeMap::new();
        for place in &form.places {
            for clause in &place.clauses {
                if let Clause::Conclude { name, .. } = clause {
                    let next = conclusions.len();
                    conclusions.entry((place.name.clone(), name.clone())).or_insert(next);
                }
            }
        }
        let breaches = breaches(form);
        if conclusions.len() > MAX_DECLARATIONS || breaches.len() > MAX_DECLARATIONS {
            return Err(LowerError::TooMany("conclusion or breach"));
        }
        Ok(Self {
            fields: index("field", form.data.iter().map(|f| &f.name))?,
            computed: index("computed value", form.computed.iter().map(|c| &c.name))?,
            dates: index("key date", form.item.dates.iter())?,
            parties: index("party", form.parties.iter().map(|p| &p.name))?,
            posts: index("post", form.posts.iter().map(|p| &p.name))?,
            outcomes: index("outcome", form.outcomes.iter().map(|o| &o.name))?,
            conditions: index("condition", form.conditions.iter().map(|c| &c.name))?,
            clocks: index("clock", form.clocks.iter().map(|c| &c.name))?,
            materials: index("material", form.materials.iter().map(|m| &m.name))?,
            places: index("place", form.places.iter().map(|p| &p.name))?,
            conclusions,
            breaches,
        })
    }

    lookups! {
        field: fields -> FieldId, "field",
        computed: computed -> ComputedId, "computed value",
        date: dates -> DateId, "key date",
        party: parties -> PartyId, "party",
        post: posts -> PostId, "post",
        outcome: outcomes -> OutcomeId, "outcome",
        condition: conditions -> ConditionId, "condition",
        clock: clocks -> ClockId, "clock",
        material: materials -> MaterialId, "material",
        place: places -> PlaceId, "place",
    }

    pub(super) fn conclusion(&self, place: &str, name: &str) -> Result<ConclusionId, LowerError> {
        let found = self.conclusions.get(&(place.to_owned(), name.to_owned()));
        found.and_then(|i| ConclusionId::new(*i)).ok_or_else(|| unknown("conclusion", name))
    }

    /// The same conclusion of the branch of each element.
    pub(super) fn concluded_by_each(&self, place: &str, name: &str) -> Result<Vec<ConclusionId>, LowerError> {
        let copies = numbers().skip(1).map(|number| numbered(place, number));
        let copies = copies.filter(|copy| self.places.contains_key(copy));
        let mut found = vec![self.conclusion(place, name)?];
        for copy in copies {
            found.push(self.conclusion(&copy, name)?);
        }
        Ok(found)
    }

    pub(super) fn breach(&self, name: &str) -> Result<BreachId, LowerError> {
        let found = self.breaches.iter().position(|b| b == name);
        found.and_then(BreachId::new).ok_or_else(|| unknown("breach", name))
    }

    pub(super) fn breaches(&self) -> Vec<String> {
        self.breaches.clone()
    }

    pub(super) fn condition_decl(&self, condition: &form::Condition) -> Result<Condition, LowerError> {
        Ok(Condition { name: condition.name.clone(), is: self.expr(&condition.is)? })
    }

    pub(super) fn computed_decl(&self, computed: &form::Computed) -> Result<ComputedDecl, LowerError> {
        Ok(ComputedDecl {
            name: computed.name.clone(),
            ty: computed.ty.clone(),
            is: self.term(&computed.is)?,
        })
    }

    /// The conclusions, in the order of their ids.
    pub(super) fn conclusion_decls(&self, form: &Form) -> Result<Vec<ConclusionDecl>, LowerError> {
        let mut declared = Vec::new();
        for place in &form.places {
            for (index, clause) in place.clauses.iter().enumerate() {
                if let Clause::Conclude { name, of, .. } = clause {
                    let id = self.conclusion(&place.name, name)?;
                    let decl = ConclusionDecl {
                        place: self.place(&place.name)?,
                        name: name.clone(),
                        values: of.clone(),
                        clause: super::clause(super::places::word(place.kind), &place.name, index),
                    };
                    declared.push((id, decl));
                }
            }
        }
        declared.sort_by_key(|(id, _)| *id);
        Ok(declared.into_iter().map(|(_, decl)| decl).collect())
    }
}

/// Every breach a form can record: the kernel's own first, then the author's in the order of the text.
fn breaches(form: &Form) -> Vec<String> {
    let mut names = recorded_by_acts(form);
    for name in schedule_breaches(form).chain(table_breaches(form)) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// Those that acts record.
fn recorded_by_acts(form: &Form) -> Vec<String> {
    let mut names = vec![SECOND_NOTICE.to_owned(), INTERNAL_OVERDUE.to_owned()];
    let mut collect = |acts: &[ActItem]| {
        for item in acts {
            if let Act::Breach { name, .. } = &item.act
                && !names.contains(name)
            {
                names.push(name.clone());
            }
        }
    };
    for clause in form.clocks.iter().flat_map(|c| &c.clauses) {
        match clause {
            ClockClause::Left { acts, .. } => collect(acts),
            ClockClause::Expired(expiry) => collect(&expiry.acts),
            ClockClause::Budget { .. }
            | ClockClause::NoStatutory
            | ClockClause::LastDay { .. }
            | ClockClause::DayEnds { .. }
            | ClockClause::AfterHours
            | ClockClause::Restart { .. }
            | ClockClause::LeftOut { .. }
            | ClockClause::Ends { .. }
            | ClockClause::Extend { .. } => {}
        }
    }
    for clause in form.places.iter().flat_map(|p| &p.clauses) {
        match clause {
            Clause::OnEntry { acts, .. } | Clause::Direct { acts, .. } | Clause::Owed { acts, .. } => {
                collect(acts);
            }
            Clause::AllowReturn { cap, .. } => cap.iter().for_each(|cap| collect(&cap.acts)),
            Clause::HandledBy { .. }
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
            | Clause::Conclude { .. }
            | Clause::FillIn { .. }
            | Clause::Appoint { .. }
            | Clause::Await { .. }
            | Clause::MustAttach { .. }
            | Clause::Duty { .. }
            | Clause::Forbid { .. }
            | Clause::OnlyWhen { .. }
            | Clause::InternalLimit { .. }
            | Clause::Longest { .. }
            | Clause::StatedIn { .. }
            | Clause::Counts
            | Clause::Track { .. }
            | Clause::NotSamePerson { .. }
            | Clause::Branch { .. }
            | Clause::Allow { .. } => {}
        }
    }
    form.after.iter().flat_map(|duty| [&duty.failed, &duty.lapsed]).for_each(|acts| collect(acts));
    for clause in &form.anytime {
        collect(&clause.acts);
    }
    for clause in form.custody.iter().flat_map(|c| &c.clauses) {
        match clause {
            CustodyClause::Unanswered { acts } | CustodyClause::DeclinedTimes { acts, .. } => collect(acts),
            CustodyClause::Held { .. }
            | CustodyClause::HighestOfSeveral
            | CustodyClause::HandOver
            | CustodyClause::Receipt { .. }
            | CustodyClause::Decline { .. }
            | CustodyClause::UntilClosed => {}
        }
    }
    names
}

/// What sessions record: absence in the case itself, a session not held in their own.
fn schedule_breaches(form: &Form) -> impl Iterator<Item = &String> {
    form.schedules.iter().flat_map(|schedule| &schedule.clauses).filter_map(|clause| match clause {
        ScheduleClause::Absent { breach } | ScheduleClause::NotHeld { breach } => Some(breach),
        ScheduleClause::Session { .. }
        | ScheduleClause::Object { .. }
        | ScheduleClause::Convened { .. }
        | ScheduleClause::EachCase { .. }
        | ScheduleClause::NoCase => None,
    })
}

/// The tables of sessions are those of the procedure over whose cases they are, and speak of its breaches.
fn table_breaches(form: &Form) -> impl Iterator<Item = &String> {
    let tables = form.ladders.iter().filter(|_| form.item.sessions.is_some());
    let named = tables.flat_map(|table| &table.clauses).filter_map(|clause| match clause {
        LadderClause::Rung { of, .. } => of.as_ref(),
        LadderClause::Basis { .. } | LadderClause::Counting { .. } => None,
    });
    named.flatten().filter(|name| !KERNEL_BREACHES.iter().any(|(code, ..)| code == name))
}
