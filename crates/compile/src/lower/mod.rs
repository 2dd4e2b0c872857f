//! The lowering as a whole: declarations first, then places and clocks, then the machine.
#![deny(clippy::wildcard_enum_match_arm, reason = "a clause that is forgotten must not compile")]

mod acts;
mod after_closing;
mod clocks;
mod conditions;
mod edges;
mod elements;
mod expr;
mod ladders;
mod meeting;
mod names;
mod own_clock;
mod parties;
mod places;
mod schedules;
mod slots;
#[cfg(test)]
mod tests;

use acts::acts;
pub(crate) use conditions::hangs_on_materials;
pub use conditions::{MAX_CONDITION_DEPTH, MAX_CONDITION_PARTS};
pub(crate) use schedules::alias as sessions_alias;

use crate::regions::Regions;
use names::Names;
use shouwen_calendar::{Limit, Unit};
use shouwen_canon::CanonError;
use shouwen_model::form::{self, Form, Period, PostClause, Remainder};
use shouwen_model::kernel::{
    Appointed, Clause, Definition, FieldDecl, Machine, MachineError, MaterialDecl, OutcomeDecl, PostDecl,
    section_in_chinese,
};
use thiserror::Error;

/// A form that cannot be lowered. The compiler resolves names before; a form read from a log may be anything.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LowerError {
    /// A name that nothing declares.
    #[error("{kind} `{name}` is not declared")]
    Unknown {
        /// What was looked for.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// A name that is declared twice.
    #[error("{kind} `{name}` is declared twice")]
    Twice {
        /// What is declared.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// A named condition that hangs on itself, or together with those it names is too deep or too large to evaluate.
    #[error("condition `{0}` hangs on itself, or is too deep or too large")]
    Condition(String),
    /// More declarations of one kind than a definition may hold.
    #[error("too many declarations of one kind: {0}")]
    TooMany(&'static str),
    /// A clause that needs another that is not there.
    #[error("{section}, clause {number}: {what}")]
    Incomplete {
        /// The section.
        section: String,
        /// The clause, from 1; 0 for the section.
        number: u16,
        /// What is missing.
        what: &'static str,
    },
    /// 本分支办结 where no branch is.
    #[error("a branch is finished where none is at work")]
    Branch,
    /// A form of another version.
    #[error("form version {0} is not known")]
    Version(u32),
    /// The machine does not close.
    #[error(transparent)]
    Machine(#[from] MachineError),
    /// The form has no canonical bytes.
    #[error(transparent)]
    Canon(#[from] CanonError),
}

impl LowerError {
    fn incomplete(clause: &Clause, what: &'static str) -> Self {
        Self::Incomplete { section: clause.section.clone(), number: clause.number, what }
    }

    /// The same in Chinese: what it is about, and that it does not do.
    #[must_use]
    pub fn in_chinese(&self) -> String {
        match self {
            Self::Unknown { name, .. } => format!("没有声明「{name}」"),
            Self::Twice { name, .. } => format!("「{name}」重名"),
            Self::Condition(name) => format!("条件「{name}」绕回自身，或者层次太深、条件太多"),
            Self::TooMany(_) => "同一类的声明太多".to_owned(),
            Self::Incomplete { section, number: 0, .. } => {
                format!("{}写得不全，或者互相不合", section_in_chinese(section))
            }
            Self::Incomplete { section, number, .. } => {
                format!("{} 第{number}句写得不全，或者与别处不合", section_in_chinese(section))
            }
            Self::Branch => "没有分支在办，却写了“本分支办结”".to_owned(),
            Self::Version(version) => format!("不认识第 {version} 版的形式"),
            Self::Machine(_) => "环节之间的去向连不起来".to_owned(),
            Self::Canon(_) => "内容太多或者太大，记录里写不下".to_owned(),
        }
    }
}

/// Lowers a form.
///
/// # Errors
/// [`LowerError`] if a name is not declared, a clause lacks its counterpart, or a limit is passed.
pub fn lower(form: &Form) -> Result<Definition, LowerError> {
    if form.v != form::FORM_VERSION {
        return Err(LowerError::Version(form.v));
    }
    conditions::bounded(form)?;
    let hash = form.hash()?;
    let regions = Regions::of(form);
    places::whole(form, &regions)?;
    let expanded = elements::expand(form, &regions)?;
    let form = &expanded.form;
    let names = Names::of(form)?;
    let mut clocks = clocks::named(form, &names)?;
    let mut lowered = places::all((&expanded, &regions), &names, &mut clocks)?;
    let mut fields: Vec<FieldDecl> = form.data.iter().map(field).collect();
    expanded.number_first(&mut lowered.places, &mut fields, &mut clocks);
    let machine = Machine::new(form.places.len(), form.outcomes.len(), lowered.edges)?;
    Ok(Definition {
        hash,
        alias: form.item.alias.clone(),
        name: form.item.name.clone(),
        in_force_from: form.item.in_force_from,
        rule: form.item.rule.clone(),
        sessions: form.item.sessions.clone(),
        schedules: schedules::all(form, &names)?,
        fields,
        materials: form.materials.iter().map(|m| material(m, &names)).collect::<Result<_, _>>()?,
        dates: form.item.dates.clone(),
        posts: form.posts.iter().map(|p| post(p, form, &names)).collect::<Result<_, _>>()?,
        parties: parties::all(form, &names)?,
        slots: slots::all(form, &names)?,
        outcomes: form.outcomes.iter().map(outcome).collect(),
        acts: acts(&names),
        breaches: names.breaches(),
        ladders: ladders::all(form, &names)?,
        computed: form.computed.iter().map(|c| names.computed_decl(c)).collect::<Result<_, _>>()?,
        conditions: form.conditions.iter().map(|c| names.condition_decl(c)).collect::<Result<_, _>>()?,
        conclusions: names.conclusion_decls(form)?,
        clocks,
        places: lowered.places,
        machine,
        after: form
            .after
            .iter()
            .zip(1..)
            .map(|(a, n)| after_closing::after(a, n, &names))
            .collect::<Result<_, _>>()?,
        copies: expanded.copies,
    })
}

fn field(field: &form::Field) -> FieldDecl {
    FieldDecl {
        name: field.name.clone(),
        ty: field.ty.clone(),
        required: field.required,
        // Free text may hold anything about anybody, so it is never written in the clear.
        sealed: field.personal || field.ty.is_private(),
        by_applicant: field.by == form::Role::Applicant,
        bounds: field.bounds.clone(),
    }
}

fn material(material: &form::Material, names: &Names) -> Result<MaterialDecl, LowerError> {
    Ok(MaterialDecl {
        name: material.name.clone(),
        required: material.required,
        only: material.only.as_ref().map(|name| names.condition(name)).transpose()?,
        deferrable: material.deferrable.as_ref().map(|deferrable| limit(deferrable.within)),
        promise: material.promise.is_some(),
        shared: material.shared_from.is_some(),
    })
}

fn outcome(outcome: &form::Outcome) -> OutcomeDecl {
    OutcomeDecl { name: outcome.name.clone(), adverse: outcome.adverse, document: outcome.document.clone() }
}

fn post(post: &form::Post, form: &Form, names: &Names) -> Result<PostDecl, LowerError> {
    let mut decl =
        PostDecl { name: post.name.clone(), superior: None, first_handling: false, appointed: None };
    for clause in &post.clauses {
        match clause {
            PostClause::Superior { post } => decl.superior = Some(names.post(post)?),
            // Whoever is appointed answers to the superior of the post that person holds.
            PostClause::Appointed { post, lot } => {
                decl.appointed = Some(Appointed { out_of: names.post(post)?, lot: *lot });
                decl.superior = superior(form, post).map(|above| names.post(above)).transpose()?;
            }
            PostClause::FirstHandling => decl.first_handling = true,
            PostClause::FirstInquiry | PostClause::Risk { .. } => {}
        }
    }
    Ok(decl)
}

/// The superior of a post that the text declares.
fn superior<'f>(form: &'f Form, name: &str) -> Option<&'f str> {
    let post = form.posts.iter().find(|post| post.name == name)?;
    post.clauses.iter().find_map(|clause| match clause {
        PostClause::Superior { post } => Some(post.as_str()),
        PostClause::FirstInquiry
        | PostClause::FirstHandling
        | PostClause::Appointed { .. }
        | PostClause::Risk { .. } => None,
    })
}

/// The counting rule of a period: the ordinary conventions of its unit, except that a limit of working days needs no
/// roll and everything else takes the roll of the Civil Code art. 203.
fn limit(period: Period) -> Limit {
    Limit::new(period.n, period.unit)
}

/// Whether a period is counted in days that have a date (and not in hours or minutes).
fn in_days(unit: Unit) -> bool {
    !matches!(unit, Unit::Hour | Unit::OfficeMinute)
}

/// About how long a period is, in minutes, for putting periods of different units in order.
pub(crate) fn about_minutes(period: Period) -> u64 {
    let one = match period.unit {
        Unit::OfficeMinute => 1,
        Unit::Hour => 60,
        Unit::Day => 1_440,
        Unit::Workday => 2_016,
        Unit::Month => 43_200,
        Unit::Year => 525_600,
    };
    u64::from(period.n).saturating_mul(one)
}

/// About how many minutes are left, for putting warnings in order.
fn remaining(left: Remainder, whole: Limit) -> u64 {
    match left {
        Remainder::Period(period) => about_minutes(period),
        Remainder::Share { percent } => {
            let whole = about_minutes(Period { n: whole.amount, unit: whole.unit });
            whole.saturating_mul(percent.into()) / 100
        }
    }
}

/// The clause numbered `index` (from 0) of a section.
pub(crate) fn clause(kind: &str, name: &str, index: usize) -> Clause {
    let number = u16::try_from(index.saturating_add(1)).unwrap_or(u16::MAX);
    Clause { section: format!("{kind} {name}"), number }
}
