//! Deciding: the only place with rules. Pure: everything it knows comes in, and all it does is a [`Decision`].
//!
//! A decision is worked out on a scratch case: every effect is applied to it the moment it is emitted, by the very
//! function that later applies records, so that deciding and applying cannot differ.

mod after;
mod appointing;
mod branches;
mod clocks;
mod custody;
mod deferred;
mod draft;
mod eval;
mod expiry;
mod guard;
mod input;
mod ladder;
mod late;
mod linked;
mod meeting;
mod notice;
mod office;
mod papers;
mod parties;
mod perform;
mod returning;
mod session;
mod signing;
mod travel;

use crate::apply::{opened, stamp};
use crate::case::Case;
use crate::command::{Act, Command, LINK, MAX_KEY_BYTES, TIME};
use crate::effect::Effect;
use crate::fact::Outside;
use crate::record::{CaseRecord, openings};
use crate::refusal::{Refusal, RefusalCode};
use crate::time;
pub use draft::MAX_EFFECTS;
use draft::{Draft, Halt};
pub use linked::opening_key;
pub use session::{MAX_AGENDA, comes_before, may_enter, raised_key, session_key, unspoken};
use shouwen_audit::export::OpeningLine;
use shouwen_audit::{FORMAT, MAX_BUSINESS_AHEAD_MILLIS, PersonRef, Written};
use shouwen_calendar::{Calendar, Mode};
use shouwen_canon::{CaseId, Instant};
use shouwen_model::kernel::Definition;

/// The number of the rules by which commands are decided here (`m` in a record).
pub const SEMANTICS: u32 = 0;

/// How far business time may lie behind the host's clock, in milliseconds (five minutes); further back is late entry.
pub const MAX_BUSINESS_BEHIND_MILLIS: i64 = 300_000;

/// The most records of a case for everything but time and what ends or settles the case.
pub const MAX_RECORDS: u64 = 10_000;

/// What [`MAX_RECORDS`] leaves in reserve for time, withdrawal and delivery.
pub const RECORDS_IN_RESERVE: u64 = 1_000;

/// The most attempts a case puts on record; further ones are refused and leave no trace.
pub const MAX_REFUSED_ON_RECORD: u32 = 100;

/// Everything a decision may know besides the case and the command.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// The log's id.
    pub log: &'a str,
    /// The definition the case runs on.
    pub definition: &'a Definition,
    /// The calendar the case pins.
    pub calendar: &'a Calendar,
    /// Whether dates beyond the calendar are assumed or refused.
    pub mode: Mode,
    /// Who answers questions about the outside.
    pub outside: &'a dyn Outside,
    /// The host's clock.
    pub now: Instant,
}

/// What was decided.
#[derive(Clone, Debug)]
pub enum Decision {
    /// It is done.
    Accepted(Box<Decided>),
    /// It is refused, and the attempt stands on record.
    RefusedOnRecord(Box<Decided>, Refusal),
    /// It is refused, and nothing changed.
    Refused(Refusal),
}

/// A record with its bytes, and the case after it.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The record.
    pub record: CaseRecord,
    /// Its canonical bytes, with their leaf hash.
    pub written: Written,
    /// What it seals, to be kept apart.
    pub openings: Vec<OpeningLine>,
    /// The case after the record.
    pub case: Case,
}

/// Decides a command over a case, or over none for an opening.
///
/// The same input gives the same bytes on every machine; a refusal changes nothing.
#[must_use]
pub fn decide(world: &World<'_>, case: Option<&Case>, command: &Command) -> Decision {
    let outcome = match (case, &command.body.act) {
        (None, Act::Open { .. } | Act::Convene { .. }) => open(world, command),
        (None, _) => {
            Err(Halt::from(Refusal::new(RefusalCode::NoCase, "没有这个办件", "there is no such case")))
        }
        (Some(_), Act::Open { .. } | Act::Convene { .. }) => Err(Halt::from(Refusal::new(
            RefusalCode::CaseExists,
            "该办件已经提交",
            "the case is open already",
        ))),
        (Some(case), _) => step(world, case, command),
    };
    match outcome {
        Ok(draft) => match seal(world, case, command, draft) {
            Ok(decided) => Decision::Accepted(Box::new(decided)),
            Err(refusal) => Decision::Refused(refusal),
        },
        Err(Halt::Refused(refusal)) => Decision::Refused(*refusal),
        Err(Halt::OnRecord(attempt)) => on_record(world, case, command, *attempt),
    }
}

fn open<'a>(world: &World<'a>, command: &'a Command) -> Result<Draft<'a>, Halt> {
    envelope(world, None, command)?;
    let record = empty(world, None, command)?;
    let case = opened(world.definition, &record).map_err(|e| Halt::from(malformed(&e.to_string())))?;
    let mut draft = Draft::new(*world, case, command, 1);
    if let Some(late) = &command.body.late {
        late::vouched(&mut draft, late)?;
    }
    match &command.body.act {
        Act::Convene { .. } => session::convene(&mut draft)?,
        _ => input::open(&mut draft)?,
    }
    Ok(draft)
}

fn step<'a>(world: &World<'a>, case: &Case, command: &'a Command) -> Result<Draft<'a>, Halt> {
    envelope(world, Some(case), command)?;
    let number = case.version.saturating_add(1);
    let mut draft = Draft::new(*world, case.clone(), command, number);
    branches::turn(&mut draft)?;
    let Some(late) = &command.body.late else {
        act(&mut draft)?;
        return Ok(draft);
    };
    late::vouched(&mut draft, late)?;
    let met = late::conflicts(&mut draft)?;
    match late::in_its_place(&draft).and_then(|()| act(&mut draft)) {
        Ok(()) => Ok(draft),
        // What time did stands; that it was otherwise meant is on record, and nothing else is.
        Err(Halt::Refused(refusal)) if met && late::gone_on(case, command.at, refusal.code) => {
            let mut noted = Draft::new(*world, case.clone(), command, number);
            late::vouched(&mut noted, late)?;
            late::conflicts(&mut noted)?;
            noted.emit(Effect::Noted { code: refusal.code.as_str().to_owned() })?;
            Ok(noted)
        }
        Err(halt) => Err(halt),
    }
}

fn act(draft_ref: &mut Draft<'_>) -> Result<(), Halt> {
    match &draft_ref.command.body.act {
        Act::Time { .. } => expiry::time(draft_ref)?,
        Act::Check { place, materials } => input::check(draft_ref, place, materials)?,
        Act::Fill { place, data } => input::fill(draft_ref, place, data)?,
        Act::Correct { data, materials } => input::correct(draft_ref, data, materials)?,
        Act::Complete { .. } => guard::complete(draft_ref)?,
        Act::Supplement { materials } => input::supplement(draft_ref, materials)?,
        Act::Withdraw {} => travel::happen(draft_ref, &shouwen_model::kernel::Event::Withdrawn)?,
        Act::Event { event, place } => {
            if let Some(place) = place {
                draft_ref.here_in(place)?;
            }
            travel::happen(draft_ref, &shouwen_model::kernel::Event::Named(event.clone()))?;
        }
        Act::Receipt { number, party } => parties::received(draft_ref, party, *number)?,
        Act::Answer { number, party, consents } => {
            parties::answered(draft_ref, party, *number, *consents)?;
        }
        Act::Notify { materials } => notice::attempt(draft_ref, materials)?,
        Act::Attach { papers, place } => papers::attach(draft_ref, place, papers)?,
        Act::Return { place, to, reasons } => returning::back(draft_ref, place, to, reasons)?,
        Act::Transfer { person } => office::transfer(draft_ref, person)?,
        Act::Extend { clock, amount, .. } => clocks::extend(draft_ref, clock, *amount)?,
        Act::Serve { duty, proof } => after::done(draft_ref, *duty, proof.as_deref(), None)?,
        Act::Verify { duty, found, open, proof } => {
            after::done(draft_ref, *duty, proof.as_deref(), Some(*found))?;
            linked::all_opened(draft_ref, open)?;
        }
        Act::Offer { person, post, slot } => custody::offer(draft_ref, slot, person, post)?,
        Act::Accept { slot } => custody::accept(draft_ref, slot)?,
        Act::Decline { slot, reasons } => {
            guard::reasons_fit(reasons)?;
            custody::decline(draft_ref, slot)?;
        }
        Act::Refer { slot, reasons } => {
            guard::reasons_fit(reasons)?;
            custody::refer(draft_ref, slot)?;
        }
        Act::Assign { person, post, slot } => match appointing::role(draft_ref, slot) {
            Some(role) => appointing::assign(draft_ref, role, person, post)?,
            None => custody::assign(draft_ref, slot, person, post)?,
        },
        Act::Draw { slot } => appointing::draw(draft_ref, slot)?,
        Act::Succeed { person, slot } => match appointing::role(draft_ref, slot) {
            Some(role) => return Err(appointing::not_succeeded(draft_ref, role)),
            None => custody::succeed(draft_ref, slot, person)?,
        },
        Act::Linked { .. } => linked::answered(draft_ref)?,
        Act::Enter { .. } => session::enter(draft_ref)?,
        Act::Raised { .. } => session::raised(draft_ref)?,
        other => {
            let word = other.word();
            return Err(Halt::from(Refusal::new(
                RefusalCode::Malformed,
                format!("「{word}」不是对办件的操作"),
                format!("`{word}` is no act upon a case"),
            )));
        }
    }
    parties::settle(draft_ref)
}

/// What every command has to keep to, whatever it asks.
fn envelope(world: &World<'_>, case: Option<&Case>, command: &Command) -> Result<(), Halt> {
    let is_time = matches!(command.body.act, Act::Time { .. });
    if is_time != (command.person() == Some(TIME)) {
        return Err(malformed("only time acts as time").into());
    }
    let is_link = by_the_log(&command.body.act);
    key(&command.body.key, is_time, is_link)?;
    if is_link != (command.person() == Some(LINK)) {
        return Err(malformed("only the log itself acts for one case upon another").into());
    }
    if command.body.late.is_some() && (is_time || is_link) {
        return Err(malformed("only an officer enters something late").into());
    }
    let outside = matches!(command.actor.person, PersonRef::Sealed(_));
    if outside != command.by_applicant() || outside && command.actor.post.is_some() {
        return Err(
            malformed("an applicant's name is sealed, with the capacity `applicant` and no post").into()
        );
    }
    if case.is_some_and(|c| c.definition != world.definition.hash || c.calendar != world.calendar.hash()) {
        return Err(malformed("the case runs on another definition or calendar").into());
    }
    timely(world, case, command)
}

/// Whether an act is one that the log itself carries from one case to another.
const fn by_the_log(act: &Act) -> bool {
    matches!(
        act,
        Act::Linked { .. } | Act::Open { ordered: Some(_), .. } | Act::Convene { .. } | Act::Raised { .. }
    )
}

/// The instants of a command: not ahead, not behind, not backward, and nothing due before it.
fn timely(world: &World<'_>, case: Option<&Case>, command: &Command) -> Result<(), Halt> {
    let is_time = matches!(command.body.act, Act::Time { .. });
    let ahead = command.at.millis_since(world.now);
    if ahead > MAX_BUSINESS_AHEAD_MILLIS {
        return Err(Refusal::new(
            RefusalCode::TimeAhead,
            format!("业务时间 {} 晚于系统时间 {}", command.at, world.now),
            format!("business time {} lies ahead of the host's clock {}", command.at, world.now),
        )
        .allow(format!("不晚于 {}", world.now), format!("{} at the latest", world.now))
        .into());
    }
    let late = command.body.late.is_some();
    // What one case orders of another happened when the order was given, however late it is carried out.
    let ordered = by_the_log(&command.body.act);
    if !is_time && !late && !ordered && ahead < MAX_BUSINESS_BEHIND_MILLIS.saturating_neg() {
        return Err(Refusal::new(
            RefusalCode::TimeBehind,
            format!("业务时间 {} 早于系统时间 {} 五分钟以上，只能补录", command.at, world.now),
            format!(
                "business time {} lies more than five minutes behind {}: a late entry",
                command.at, world.now
            ),
        )
        .allow(world.now.to_string(), world.now.to_string())
        .into());
    }
    let Some(case) = case else { return Ok(()) };
    // A late entry goes back behind later records, but not behind the opening.
    let earliest = if late { case.opened } else { case.business };
    if command.at < earliest || world.now < case.recorded {
        let last = earliest.max(case.recorded);
        return Err(Refusal::new(
            RefusalCode::TimeBackward,
            format!("时间不能倒退：该办件上一条记录的时间是 {last}"),
            format!("time goes backward: the case's last record is of {last}"),
        )
        .allow(format!("不早于 {earliest}"), format!("{earliest} at the earliest"))
        .into());
    }
    room(case, &command.body.act)?;
    // What is entered late finds time where it is by now, however often the host let it act.
    let until = if late { world.now } else { command.at };
    if !is_time && let Some(due) = time::due(case).filter(|due| *due <= until) {
        return Err(Refusal::new(
            RefusalCode::TimeDue,
            format!("有时限已于 {due} 到期，须先处理"),
            format!("something fell due at {due} and has to act first"),
        )
        .allow(format!("先处理 {due} 的到期事项"), format!("time acts at {due} first"))
        .into());
    }
    Ok(())
}

fn key(key: &str, is_time: bool, is_link: bool) -> Result<(), Halt> {
    if key.is_empty() || key.len() > MAX_KEY_BYTES {
        return Err(Refusal::new(
            RefusalCode::KeyLength,
            format!("编号（key）应有 1 至 {MAX_KEY_BYTES} 个字节"),
            format!("a key has 1 to {MAX_KEY_BYTES} bytes"),
        )
        .into());
    }
    if !is_time && key.starts_with("time/") || !is_link && key.starts_with("link/") {
        return Err(unfit(
            "以「time/」「link/」开头的编号由日志自己使用",
            "keys that begin with `time/` or `link/` are reserved for the log itself",
        )
        .into());
    }
    Ok(())
}

/// Room for a further record: time, endings and delivery may use the reserve.
fn room(case: &Case, act: &Act) -> Result<(), Halt> {
    let reserved = matches!(
        act,
        Act::Time { .. }
            | Act::Withdraw {}
            | Act::Serve { .. }
            | Act::Verify { .. }
            | Act::Linked { .. }
            | Act::Raised { .. }
    );
    let limit = if reserved { MAX_RECORDS } else { MAX_RECORDS.saturating_sub(RECORDS_IN_RESERVE) };
    if case.version < limit {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::Limit,
        format!("一个办件最多 {limit} 条记录"),
        format!("a case has at most {limit} records"),
    )
    .into())
}

/// What only a program can bring about; what a person can is said by [`unfit`].
pub(crate) fn malformed(detail: &str) -> Refusal {
    Refusal::new(RefusalCode::Malformed, format!("命令不成立：{detail}"), detail)
}

/// A command that a person can give and that cannot be meant.
pub(crate) fn unfit(zh: impl Into<String>, en: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::Malformed, zh, en)
}

/// The record of a command before anything happened.
fn empty(world: &World<'_>, case: Option<&Case>, command: &Command) -> Result<CaseRecord, Halt> {
    let id = match (case, &command.body.act) {
        (Some(case), _) => case.id,
        (None, Act::Open { alias, .. } | Act::Convene { alias, .. }) => {
            CaseId::derive(world.log, alias, &command.body.key).map_err(|e| malformed(&e.to_string()))?
        }
        (None, _) => return Err(malformed("only an opening has no case").into()),
    };
    let first = case.is_none();
    Ok(CaseRecord {
        actor: command.actor.clone(),
        business: command.at,
        case: id,
        definition: first.then_some(world.definition.hash),
        effects: Vec::new(),
        facts: Vec::new(),
        log: first.then(|| world.log.to_owned()),
        semantics: SEMANTICS,
        number: case.map_or(1, |c| c.version.saturating_add(1)),
        previous: case.map(|c| c.tip),
        command: command.body.clone(),
        recorded: world.now,
        format: FORMAT,
        calendar: first.then(|| world.calendar.hash()),
    })
}

fn seal(
    world: &World<'_>,
    case: Option<&Case>,
    command: &Command,
    draft: Draft<'_>,
) -> Result<Decided, Refusal> {
    let mut record = empty(world, case, command).map_err(Halt::into_refusal)?;
    let (mut after, effects, facts, capacity) = draft.finish();
    record.effects = effects;
    record.facts = facts;
    if let PersonRef::Id(_) = record.actor.person {
        // Nobody claims a capacity that the directory does not know.
        if record.actor.capacity.is_some() && record.actor.capacity != capacity {
            return Err(malformed("the directory knows the actor in another capacity"));
        }
        record.actor.capacity = capacity;
    }
    let written = record.written().map_err(|e| {
        Refusal::new(
            RefusalCode::Limit,
            format!("这条记录写不下来：{e}"),
            format!("the record cannot be written: {e}"),
        )
    })?;
    stamp(&mut after, &record, written.leaf());
    let openings = openings(command, record.case, record.number).map_err(|e| malformed(&e.to_string()))?;
    Ok(Decided { record, written, openings, case: after })
}

fn on_record(world: &World<'_>, case: Option<&Case>, command: &Command, attempt: draft::Attempt) -> Decision {
    let Some(before) = case else { return Decision::Refused(attempt.refusal) };
    // Time makes no attempts: a form that lets it is refused without a record, or time would write one for ever.
    if before.refused >= MAX_REFUSED_ON_RECORD || matches!(command.body.act, Act::Time { .. }) {
        return Decision::Refused(attempt.refusal);
    }
    let mut draft = Draft::new(*world, before.clone(), command, before.version.saturating_add(1));
    draft.take_facts(attempt.facts, attempt.capacity);
    let put = attempt.effects.into_iter().try_for_each(|effect| draft.emit(effect));
    match put.map_err(Halt::into_refusal).and_then(|()| seal(world, case, command, draft)) {
        Ok(decided) => Decision::RefusedOnRecord(Box::new(decided), attempt.refusal),
        Err(refusal) => Decision::Refused(refusal),
    }
}
