//! Section heads.

use super::{Built, Place};
use crate::tree::{AnytimeLimits, PlaceKind, SectionKind};
use shouwen_grammar::{Node, Rule};

/// The section that a head opens, still without clauses.
pub(in crate::parse) fn head(at: Place, node: &Node<'_>) -> Built<SectionKind> {
    let parts = at.parts(node);
    if parts.has("data") {
        return Ok(SectionKind::Data(Vec::new()));
    }
    if parts.has("commitment") {
        return Ok(SectionKind::Commitment(Vec::new()));
    }
    if parts.has("after_closing") {
        return Ok(SectionKind::After(Vec::new()));
    }
    if parts.has("any_time") {
        let before = parts.maybe(Rule::name).map(|name| at.name(name));
        let places = parts.maybe(Rule::in_places).map(|node| at.names(&at.parts(node)));
        let limits = AnytimeLimits { before, places: places.unwrap_or_default() };
        return Ok(SectionKind::Anytime(limits, Vec::new()));
    }
    let name = at.name(parts.one(Rule::name)?);
    let (word, _) = parts.first()?.keyword().ok_or_else(|| parts.lost())?;
    Ok(match word {
        "use" => SectionKind::Use(name),
        "organisation" => SectionKind::Organisation(name, Vec::new()),
        "procedure" => SectionKind::Procedure(name, Vec::new()),
        "rule" => SectionKind::Rule(name, Vec::new()),
        "assign" => SectionKind::Appointment(name, Vec::new()),
        "custody" => SectionKind::Custody(name, Vec::new()),
        "accountability" => SectionKind::Ladder(name, Vec::new()),
        "migration" => SectionKind::Migration(name, Vec::new()),
        "schedule" => SectionKind::Schedule(name, Vec::new()),
        "condition" => SectionKind::Condition(name, Vec::new()),
        "table" => SectionKind::Table(name, Vec::new()),
        "party" => SectionKind::Party(name, Vec::new()),
        "post" => SectionKind::Post(name, Vec::new()),
        "material" => SectionKind::Material(name, Vec::new()),
        "outcome" => SectionKind::Outcome(name, Vec::new()),
        "clock" => SectionKind::Clock(name, Vec::new()),
        "step" => SectionKind::Place(PlaceKind::Step, name, Vec::new()),
        "meeting" => SectionKind::Place(PlaceKind::Meeting, name, Vec::new()),
        "posting" => SectionKind::Place(PlaceKind::Posting, name, Vec::new()),
        "parallel" => SectionKind::Place(PlaceKind::Parallel, name, Vec::new()),
        "wait" => SectionKind::Place(PlaceKind::Wait, name, Vec::new()),
        "scenario" => SectionKind::Scenario(name, Vec::new()),
        _ => return Err(parts.lost()),
    })
}
