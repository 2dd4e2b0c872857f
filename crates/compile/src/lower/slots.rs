//! 责任: slots of responsibility, and how they are handed over.

use super::acts::effects;
use super::{LowerError, clause, limit, names::Names};
use shouwen_model::form::{Custody, CustodyClause as C, FirstHolder, Form, Period};
use shouwen_model::kernel::{Clause, Effect, HandOver, SlotDecl};

/// The words under which records keep the kernel's own slots; no other slot may bear them.
const TAKEN: [&str; 2] = ["first", "current"];

/// All slots of a form, in order.
pub(super) fn all(form: &Form, names: &Names) -> Result<Vec<SlotDecl>, LowerError> {
    let mut slots: Vec<SlotDecl> = Vec::new();
    for custody in &form.custody {
        if TAKEN.contains(&custody.name.as_str()) || slots.iter().any(|s| s.name == custody.name) {
            return Err(LowerError::Twice { kind: "slot", name: custody.name.clone() });
        }
        slots.push(one(custody, names)?);
    }
    Ok(slots)
}

/// What the clauses of one slot say, before they are put together.
#[derive(Default)]
struct Said {
    first: Option<FirstHolder>,
    highest: bool,
    hand_over: Option<Clause>,
    within: Option<Period>,
    unanswered: Vec<Effect>,
    decline: Option<Option<Period>>,
    declined: Option<(u32, Vec<Effect>)>,
}

fn one(custody: &Custody, names: &Names) -> Result<SlotDecl, LowerError> {
    let section = Clause { section: format!("custody {}", custody.name), number: 0 };
    let mut said = Said::default();
    for (index, part) in custody.clauses.iter().enumerate() {
        let at = clause("custody", &custody.name, index);
        match part {
            C::Held { by } => said.first = Some(*by),
            C::HighestOfSeveral => said.highest = true,
            C::HandOver => said.hand_over = Some(at),
            C::Receipt { within } => said.within = Some(*within),
            C::Unanswered { acts } => said.unanswered = effects(acts, &at, names)?,
            C::Decline { within, .. } => said.decline = Some(*within),
            C::DeclinedTimes { times, acts } => said.declined = Some((*times, effects(acts, &at, names)?)),
            _ => {}
        }
    }
    let first = said.first.ok_or_else(|| LowerError::incomplete(&section, "nobody holds the slot first"))?;
    let hand_over = match (said.hand_over, said.within) {
        (None, _) => None,
        (Some(at), None) => {
            return Err(LowerError::incomplete(&at, "an offer does not say how long it stands open"));
        }
        (Some(at), Some(within)) => Some(HandOver {
            within: limit(within),
            unanswered: said.unanswered,
            decline: said.decline.map(|period| limit(period.unwrap_or(within))),
            declined: said.declined,
            clause: at,
        }),
    };
    Ok(SlotDecl { name: custody.name.clone(), first, highest: said.highest, hand_over, clause: section })
}
