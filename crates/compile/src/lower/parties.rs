//! 当事人.

use super::{LowerError, clause, names::Names};
use shouwen_model::form::{Act, ActItem, Deemed, Form};
use shouwen_model::kernel::{Action, Clause, Effect, PartyDecl, PartyId};

/// The parties, in order.
pub(super) fn all(form: &Form, names: &Names) -> Result<Vec<PartyDecl>, LowerError> {
    let one = |party: &shouwen_model::form::Party| {
        Ok(PartyDecl {
            name: party.name.clone(),
            several: party.several,
            outside: party.outside,
            field: party.field.as_ref().map(|field| names.field(field)).transpose()?,
            clause: Clause { number: 0, ..clause("party", &party.name, 0) },
        })
    };
    form.parties.iter().map(one).collect()
}

/// 视为同意 in the clause of silence: whoever was silent has consented, each of them.
pub(super) fn each_consents(party: PartyId, acts: &[ActItem], effects: &mut Vec<Effect>) {
    let deemed = acts.iter().any(|item| item.act == Act::Deem { what: Deemed::Consented });
    let found = effects.iter().position(|e| matches!(e.action, Action::Perform { deemed: true, .. }));
    if let (true, Some(at)) = (deemed, found)
        && let Some(effect) = effects.get(at).cloned()
    {
        effects.insert(at, Effect { action: Action::DeemConsented(party), ..effect });
    }
}
