//! The sessions of a schedule as a procedure of their own: its cases are opened by time, entered case by case by whoever
//! convenes, and closed by whoever presides. Nothing in it is more than a text could say of places, clocks and outcomes.

use crate::lower::{self, LowerError, sessions_alias};
use shouwen_calendar::{Roll, Unit};
use shouwen_canon::Hash;
use shouwen_model::form::{
    Act, ActItem, Clause, Clock, ClockClause, ClockEnd, ClockName, Direction, Expiry, Form, Item, ItemKind,
    Outcome, Period, Place, PlaceKind, Recurrence, Schedule, ScheduleClause, Sessions, Trigger,
};
use shouwen_model::kernel::Definition;

/// How a session ends that was held.
pub const HELD: &str = "已召开";
/// How a session ends that was not held in its time.
pub const NOT_HELD: &str = "未召开";
/// How a session without a case ends.
pub const NO_CASE: &str = "无案件";
/// The document of a session that was held.
pub const MINUTES: &str = "会议纪要";
/// The place in which whoever presides closes the session.
pub const CHAIRED: &str = "主持";
/// The day of the session.
const DAY: &str = "本期日";
/// The last day on which it may be held.
const LAST_DAY: &str = "期末日";
/// The clock of the session.
const PERIOD: &str = "召开期限";

/// The procedure whose cases are the sessions of a schedule.
#[derive(Clone, Debug)]
pub struct SessionsOf {
    /// Its form, which follows from that of the procedure over whose cases the sessions are.
    pub form: Form,
    /// What the executor steps.
    pub definition: Definition,
    /// The definition hash.
    pub hash: Hash,
}

/// What a schedule says, where it says enough.
struct Said<'a> {
    when: &'a Recurrence,
    by: &'a String,
    chair: &'a String,
    fields: &'a [String],
    no_case: bool,
    not_held: Option<&'a String>,
}

/// The sessions of every schedule of a form, in order.
pub(crate) fn all(form: &Form) -> Result<Vec<SessionsOf>, LowerError> {
    let forms = form.schedules.iter().filter_map(|schedule| Some(sessions(form, schedule, &said(schedule)?)));
    let lowered = forms.map(|form| {
        let definition = lower::lower(&form)?;
        Ok(SessionsOf { hash: definition.hash, definition, form })
    });
    lowered.collect()
}

fn said(schedule: &Schedule) -> Option<Said<'_>> {
    let (mut when, mut convened, mut fields, mut no_case, mut not_held) = (None, None, &[][..], false, None);
    for clause in &schedule.clauses {
        match clause {
            ScheduleClause::Session { when: at } => when = Some(at),
            ScheduleClause::Convened { by, chair } => convened = Some((by, chair)),
            ScheduleClause::EachCase { fields: each, .. } => fields = each,
            ScheduleClause::NoCase => no_case = true,
            ScheduleClause::NotHeld { breach } => not_held = Some(breach),
            ScheduleClause::Object { .. } | ScheduleClause::Absent { .. } => {}
        }
    }
    let (by, chair) = convened?;
    Some(Said { when: when?, by, chair, fields, no_case, not_held })
}

fn sessions(of: &Form, schedule: &Schedule, said: &Said<'_>) -> Form {
    let mut outcomes = vec![outcome(HELD, Some(MINUTES)), outcome(NOT_HELD, None)];
    if said.no_case {
        outcomes.push(outcome(NO_CASE, None));
    }
    let item = Item {
        name: schedule.name.clone(),
        alias: sessions_alias(&of.item.alias, &schedule.name),
        basis: of.item.basis.clone(),
        unit: of.item.unit.clone(),
        serves: None,
        kind: ItemKind::Timed,
        dates: vec![DAY.to_owned(), LAST_DAY.to_owned()],
        fee: false,
        in_force_from: of.item.in_force_from,
        rule: None,
        sessions: Some(Sessions {
            of: of.item.alias.clone(),
            schedule: schedule.name.clone(),
            when: said.when.clone(),
            no_case: said.no_case.then(|| NO_CASE.to_owned()),
            day: DAY.to_owned(),
            last: LAST_DAY.to_owned(),
        }),
    };
    Form {
        v: of.v,
        item,
        data: of.data.iter().filter(|field| said.fields.contains(&field.name)).cloned().collect(),
        computed: Vec::new(),
        conditions: Vec::new(),
        parties: Vec::new(),
        posts: of.posts.clone(),
        custody: Vec::new(),
        ladders: of.ladders.clone(),
        migration: None,
        schedules: Vec::new(),
        materials: Vec::new(),
        outcomes,
        clocks: vec![period(said)],
        places: vec![
            step(&schedule.name, said.by, Direction::GoTo { place: CHAIRED.to_owned() }),
            step(CHAIRED, said.chair, Direction::Close { outcome: HELD.to_owned() }),
        ],
        anytime: Vec::new(),
        after: Vec::new(),
    }
}

/// The session is held before the next one comes round.
fn period(said: &Said<'_>) -> Clock {
    let breach =
        |name: &String| ActItem { act: Act::Breach { name: name.clone(), answers: None }, basis: None };
    Clock {
        name: PERIOD.to_owned(),
        clauses: vec![
            ClockClause::Budget {
                of: ClockName::Promised,
                period: Period { n: 0, unit: Unit::Day },
                until: None,
                from: Some(LAST_DAY.to_owned()),
                on: None,
                before: false,
                basis: None,
            },
            ClockClause::NoStatutory,
            ClockClause::LastDay { roll: Roll::None },
            ClockClause::Ends { at: ClockEnd::Documents { of: vec![MINUTES.to_owned()] } },
            ClockClause::Expired(Expiry {
                of: ClockName::Promised,
                acts: said.not_held.map(breach).into_iter().collect(),
                to: Some(Direction::Close { outcome: NOT_HELD.to_owned() }),
                basis: None,
            }),
        ],
    }
}

fn step(name: &str, post: &str, to: Direction) -> Place {
    let clauses = vec![
        Clause::HandledBy { post: post.to_owned(), persons: None },
        Clause::Direct { when: Trigger::Completed, acts: Vec::new(), to: Some(to), basis: None },
    ];
    Place { kind: PlaceKind::Step, name: name.to_owned(), clauses }
}

fn outcome(name: &str, document: Option<&str>) -> Outcome {
    Outcome {
        name: name.to_owned(),
        adverse: false,
        document: document.map(str::to_owned),
        remedies: Vec::new(),
    }
}
