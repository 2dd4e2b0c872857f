//! Parties of a case: what was sent to each person, and what came back.

use crate::apply::ApplyError;
use crate::case::{Case, Person};
use crate::effect::Effect;
use crate::names;
use shouwen_canon::Instant;
use shouwen_model::form::PartiesAre;
use shouwen_model::kernel::{Definition, PartyId};

/// The name under which records speak of the period of one of a party.
pub(crate) fn clock(party: &str, number: u32) -> String {
    format!("{party}/{number}")
}

/// The party and number of such a name.
pub(crate) fn of_clock(clock: &str) -> Option<(&str, u32)> {
    let (party, number) = clock.rsplit_once('/')?;
    Some((party, number.parse().ok()?))
}

/// The periods that run: party, number from 1, and when each ends.
pub(crate) fn running(case: &Case) -> impl Iterator<Item = (PartyId, u32, Instant)> {
    case.parties.iter().flat_map(|(id, persons)| {
        let due = |(person, number): (&Person, u32)| Some((*id, number, person.due.as_ref()?.deadline));
        persons.iter().zip(1_u32..).filter_map(due)
    })
}

impl Person {
    /// Whether something holds of this one.
    #[must_use]
    pub fn is(&self, are: PartiesAre) -> bool {
        match are {
            PartiesAre::Received => self.received.is_some(),
            PartiesAre::Answered => self.answered,
            PartiesAre::Consented => self.consents == Some(true),
            PartiesAre::RunOut => self.expired,
        }
    }
}

impl Case {
    /// The persons of a party to whom something was sent.
    #[must_use]
    pub fn persons(&self, party: PartyId) -> &[Person] {
        self.parties.get(&party).map_or(&[], Vec::as_slice)
    }

    /// Whether something holds of each person of a party; of nobody where nothing was sent.
    #[must_use]
    pub fn party_is(&self, party: PartyId, are: PartiesAre) -> bool {
        let persons = self.persons(party);
        !persons.is_empty() && persons.iter().all(|person| person.is(are))
    }
}

/// Puts what happens to a party into the case.
pub(crate) fn applied(definition: &Definition, case: &mut Case, effect: &Effect) -> Result<(), ApplyError> {
    match effect {
        Effect::Sent { count, party, day, .. } => {
            let id = names::party(definition, party)?;
            let person = Person { sent: Some(*day), ..Person::default() };
            let count = usize::try_from(*count).unwrap_or_default();
            case.parties.set(id, vec![person; count]);
        }
        Effect::Receipt { number, party, day } => {
            one(definition, case, party, *number)?.received = Some(*day);
        }
        Effect::Period { number, party, due } => {
            one(definition, case, party, *number)?.due = Some(due.clone());
        }
        Effect::Answer { number, party, consents, deemed } => {
            let person = one(definition, case, party, *number)?;
            person.consents = *consents;
            if !*deemed {
                person.answered = true;
                person.due = None;
            }
        }
        Effect::Lapse { party } => {
            let id = names::party(definition, party)?;
            case.parties.get_mut(&id).into_iter().flatten().for_each(|person| person.due = None);
        }
        _ => {}
    }
    Ok(())
}

/// The period of one of a party has passed; gives when.
pub(crate) fn passed(definition: &Definition, case: &mut Case, clock: &str) -> Result<Instant, ApplyError> {
    let unknown = || ApplyError::Unknown { kind: "period", name: clock.to_owned() };
    let (party, number) = of_clock(clock).ok_or_else(unknown)?;
    let person = one(definition, case, party, number)?;
    person.expired = true;
    person.due.take().map(|due| due.deadline).ok_or_else(unknown)
}

fn one<'c>(
    definition: &Definition,
    case: &'c mut Case,
    party: &str,
    number: u32,
) -> Result<&'c mut Person, ApplyError> {
    let id = names::party(definition, party)?;
    let at = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    let persons = case.parties.get_mut(&id);
    let unknown = || ApplyError::Unknown { kind: "person of a party", name: clock(party, number) };
    at.and_then(|at| persons?.get_mut(at)).ok_or_else(unknown)
}
