//! Names of records to ids of the definition. The lists are short, so they are searched.

use crate::apply::ApplyError;
use crate::command::LimitWord;
use shouwen_model::form::PartyDoes;
use shouwen_model::kernel::{
    Clause, ClockId, ConclusionId, DateId, Deadline, Definition, Event, FieldId, MaterialId, OutcomeId,
    PartyId, PlaceId, PostId,
};

macro_rules! lookups {
    ($($method:ident: $list:ident $(. $name:ident)? => $id:ident, $kind:literal),+ $(,)?) => {$(
        pub(crate) fn $method(definition: &Definition, name: &str) -> Result<$id, ApplyError> {
            definition
                .$list
                .iter()
                .position(|decl| decl $(. $name)? == name)
                .and_then($id::new)
                .ok_or_else(|| ApplyError::Unknown { kind: $kind, name: name.to_owned() })
        }
    )+};
}

lookups! {
    field: fields.name => FieldId, "field",
    material: materials.name => MaterialId, "material",
    date: dates => DateId, "key date",
    post: posts.name => PostId, "post",
    party: parties.name => PartyId, "party",
    outcome: outcomes.name => OutcomeId, "outcome",
    clock: clocks.name => ClockId, "clock",
    place: places.name => PlaceId, "place",
}

pub(crate) fn conclusion(
    definition: &Definition,
    place: &str,
    name: &str,
) -> Result<ConclusionId, ApplyError> {
    let place = self::place(definition, place)?;
    definition
        .conclusions
        .iter()
        .position(|c| c.place == place && c.name == name)
        .and_then(ConclusionId::new)
        .ok_or_else(|| ApplyError::Unknown { kind: "conclusion", name: name.to_owned() })
}

/// The number of a block's branch, from 0.
pub(crate) fn branch(definition: &Definition, block: PlaceId, name: &str) -> Result<u32, ApplyError> {
    let position = definition.place(block).and_then(|place| place.branches.iter().position(|b| b == name));
    position
        .and_then(|n| u32::try_from(n).ok())
        .ok_or_else(|| ApplyError::Unknown { kind: "branch", name: name.to_owned() })
}

/// The text of a clause's place, as records carry it.
pub(crate) fn text(clause: &Clause) -> String {
    format!("{}/{}", clause.section, clause.number)
}

/// The word of a limit in records.
pub(crate) const fn word(limit: Deadline) -> LimitWord {
    match limit {
        Deadline::Statutory => LimitWord::Statutory,
        Deadline::Promised => LimitWord::Promised,
        Deadline::Internal => LimitWord::Internal,
        Deadline::Wait => LimitWord::Wait,
    }
}

/// An event by its word in records and refusals.
pub(crate) fn event(definition: &Definition, event: &Event) -> String {
    match event {
        Event::Supplemented => "申请人补齐".to_owned(),
        Event::Withdrawn => "申请人撤回".to_owned(),
        Event::LinkedDecided(link) => format!("{link} 已办结"),
        Event::LinkedNotOpened(link) => format!("{link} 未能开启"),
        Event::Party(id, does) => {
            let party = definition.party(*id).map(|party| party.name.as_str()).unwrap_or_default();
            let does = match does {
                PartyDoes::Receives => "收到送达",
                PartyDoes::Answers => "作出答复",
                PartyDoes::Silent => "逾期未答复",
                PartyDoes::RunsOut => "期限届满",
            };
            format!("{party} {does}")
        }
        Event::Named(name) => name.clone(),
    }
}
