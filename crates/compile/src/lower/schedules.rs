//! 日程: what a procedure says of the sessions over its cases.

use super::{LowerError, clause, names::Names};
use shouwen_model::form::{Form, Schedule, ScheduleClause};
use shouwen_model::kernel::{Clause, ScheduleDecl};

/// The short name of the procedure whose cases are the sessions. No author's short name has a full stop.
pub(crate) fn alias(of: &str, schedule: &str) -> String {
    format!("{of}.{schedule}")
}

/// All schedules of a form, in order.
pub(super) fn all(form: &Form, names: &Names) -> Result<Vec<ScheduleDecl>, LowerError> {
    let mut decls: Vec<ScheduleDecl> = Vec::new();
    for schedule in &form.schedules {
        if decls.iter().any(|decl| decl.name == schedule.name) {
            return Err(LowerError::Twice { kind: "schedule", name: schedule.name.clone() });
        }
        decls.push(one(schedule, &form.item.alias, names)?);
    }
    Ok(decls)
}

fn one(schedule: &Schedule, of: &str, names: &Names) -> Result<ScheduleDecl, LowerError> {
    let mut decl = ScheduleDecl {
        name: schedule.name.clone(),
        alias: alias(of, &schedule.name),
        of: None,
        fields: Vec::new(),
        event: None,
        absent: None,
        clause: Clause { number: 0, ..clause("schedule", &schedule.name, 0) },
    };
    for (index, part) in schedule.clauses.iter().enumerate() {
        match part {
            ScheduleClause::Object { of } => decl.of = Some(names.expr(of)?),
            ScheduleClause::EachCase { fields, event } => {
                decl.fields = fields.iter().map(|field| names.field(field)).collect::<Result<_, _>>()?;
                decl.event.clone_from(event);
            }
            ScheduleClause::Absent { breach } => {
                decl.absent = Some(names.breach(breach)?);
                decl.clause = clause("schedule", &schedule.name, index);
            }
            // What the sessions themselves do stands in their own form.
            ScheduleClause::Session { .. }
            | ScheduleClause::Convened { .. }
            | ScheduleClause::NoCase
            | ScheduleClause::NotHeld { .. } => {}
        }
    }
    Ok(decl)
}
