//! What cases order of one another, carried out: linked cases are opened, and results given back. The outbox is a
//! cursor over the sealed log; what it carries has a key that follows from the record, so that carrying it again does
//! nothing. Nothing is atomic across cases: between the two records the order stands in the log.

use super::commit::Pending;
use super::execute::{Ground, Stop};
use super::{MAX_RETRIES, PAGE, Runtime};
use crate::error::Error;
use shouwen_audit::{Actor, PersonRef, leaf_hash};
use shouwen_canon::{CaseId, Date, Hash, Instant, Sealed};
use shouwen_executor::system::Registers;
use shouwen_executor::{
    Act, Body, Case, CaseRecord, Command, Decision, Effect, Fact, Holding, LINK, Members, Opening, Ordered,
    Outside, Refusal, RefusalCode, Why, World, decide, may_enter, opening_key, put_back, raised_key,
    unspoken,
};
use shouwen_model::kernel::Definition;
use shouwen_store::{KeyRow, LogRecord, Named, Store};

/// The name under which the store keeps how far the outbox has come.
const OUTBOX: &str = "outbox";

/// How an effect that the outbox carries begins in a record's bytes: a quick look spares reading the others.
const CARRIED: [&[u8]; 3] = [b"\"t\":\"link\"", b"\"t\":\"close\"", b"\"t\":\"entered\""];

/// A record of another case: its number, and its leaf hash.
pub(super) type Told = (CaseId, u64, Hash);

/// A version of a procedure: short name, definition, and the record that says so.
pub(super) type InForce = (String, Hash, Hash);

/// The registers, and the records of other cases that a delivery rests on.
struct Delivery<'a> {
    registers: &'a Registers,
    records: &'a [Told],
    /// The version that was in force when the order was given: short name, definition, and the record that says so.
    version: Option<&'a InForce>,
}

impl Outside for Delivery<'_> {
    fn holds(&self, person: &str, post: &str, at: Instant, case: CaseId) -> Option<Holding> {
        self.registers.holds(person, post, at, case)
    }

    fn in_force(&self, alias: &str, on: Date) -> Option<(Hash, Hash)> {
        let ordered = self.version.filter(|(known, ..)| known == alias);
        ordered.map_or_else(|| self.registers.in_force(alias, on), |(_, hash, source)| Some((*hash, *source)))
    }

    fn operates(&self, person: &str) -> Option<Hash> {
        self.registers.operates(person)
    }

    fn recused(&self, person: &str, case: CaseId) -> Option<Hash> {
        self.registers.recused(person, case)
    }

    fn delegated(&self, person: &str, holder: &str, post: &str, at: Instant, case: CaseId) -> Option<Hash> {
        self.registers.delegated(person, holder, post, at, case)
    }

    fn gone(&self, person: &str, post: &str, at: Instant, case: CaseId) -> Option<(Why, Hash)> {
        self.registers.gone(person, post, at, case)
    }

    fn members(&self, post: &str, at: Instant, case: CaseId) -> Members {
        self.registers.members(post, at, case)
    }

    fn rules(&self, alias: &str, on: Date) -> Vec<(String, Hash, Hash)> {
        self.registers.rules(alias, on)
    }

    fn linked(&self, case: CaseId) -> Option<(u64, Hash)> {
        self.records.iter().find(|(known, ..)| *known == case).map(|(_, number, source)| (*number, *source))
    }
}

/// An order or an answer on its way to the other case.
pub(super) struct Parcel {
    pub(super) to: CaseId,
    pub(super) version: Option<InForce>,
    pub(super) command: Command,
    /// What it rests on.
    pub(super) records: Vec<Told>,
}

impl<S: Store> Runtime<S> {
    /// Carries out everything that cases have ordered of one another and gives back every result, as far as the log
    /// goes; gives the number of records written. What was carried before is not carried twice. It is done after every
    /// command that orders something and on every sweep; after a restart the sweep takes up what was left.
    ///
    /// # Errors
    /// [`Error`] if the store fails: then it goes on from there the next time.
    pub fn deliver(&mut self) -> Result<u64, Error> {
        let kept = self.store.cursor(OUTBOX)?;
        let (mut from, mut written) = (kept.max(self.delivered), 0_u64);
        loop {
            let page = self.store.read_log(from, PAGE)?;
            let Some(last) = page.last().map(|record| record.position) else { break };
            for record in page {
                written = written.saturating_add(self.carry(record)?);
            }
            from = last.saturating_add(1);
        }
        self.delivered = from;
        if from > kept {
            self.store.set_cursor(OUTBOX, from)?;
        }
        Ok(written)
    }

    /// Carries what one record orders.
    fn carry(&mut self, stored: LogRecord) -> Result<u64, Error> {
        let mentions = |word: &[u8]| stored.bytes.windows(word.len()).any(|bytes| bytes == word);
        if !CARRIED.iter().any(|word| mentions(word)) {
            return Ok(0);
        }
        let mut record: CaseRecord = shouwen_canon::from_bytes(&stored.bytes)?;
        for opening in &stored.openings {
            put_back(&mut record, opening);
        }
        let source = leaf_hash(&stored.bytes);
        let mut written = 0_u64;
        for effect in record.effects.clone() {
            written = written.saturating_add(match effect {
                Effect::Link { link, case, .. } => self.carry_order(&record, source, &link, case)?,
                Effect::Close { outcome, .. } => self.carry_result(&record, source, outcome)?,
                Effect::Entered { case, .. } => self.carry_entry(&record, source, case)?,
                _ => 0,
            });
        }
        Ok(written)
    }

    /// Opens the case that a record orders; where that is refused, the ordering case is told.
    fn carry_order(
        &mut self,
        record: &CaseRecord,
        source: Hash,
        link: &str,
        child: CaseId,
    ) -> Result<u64, Error> {
        let Some(opening) = ordered_opening(record, link) else { return Ok(0) };
        let ordered = Ordered { case: record.case, link: link.to_owned(), number: record.number };
        let applicant = self.applicant_of(record.case)?;
        let command = order(&ordered, opening, applicant, record.business);
        let parcel = Parcel {
            to: child,
            version: version_of(record, &opening.alias),
            command,
            records: vec![(record.case, record.number, source)],
        };
        match self.carry_to(&parcel)? {
            Ok(written) => Ok(written),
            Err(refusal) => self.answer(
                record.case,
                child,
                link,
                (None, Some(refusal.code.as_str().to_owned())),
                (record.business, format!("link/{}/refused/{}", child, record.number)),
                None,
            ),
        }
    }

    /// Gives the result of an ordered case to the case that ordered it.
    fn carry_result(&mut self, record: &CaseRecord, source: Hash, outcome: String) -> Result<u64, Error> {
        let Some(Case { ordered: Some(ordered), .. }) = self.case(record.case)? else { return Ok(0) };
        let key = format!("link/{}/{}", record.case, record.number);
        let from = Some((record.case, record.number, source));
        let when = (record.business, key);
        self.answer(ordered.case, record.case, &ordered.link, (Some(outcome), None), when, from)
    }

    /// Tells a case what a session said of it.
    fn carry_entry(&mut self, record: &CaseRecord, source: Hash, case: CaseId) -> Result<u64, Error> {
        let Some(session) = self.case(record.case)? else { return Ok(0) };
        let definition = self.definition_for(session.definition)?;
        let Some(command) = raised(&definition, record) else { return Ok(0) };
        let records = vec![(record.case, record.number, source)];
        Ok(self.carry_to(&Parcel { to: case, version: None, command, records })?.unwrap_or(0))
    }

    fn answer(
        &mut self,
        to: CaseId,
        case: CaseId,
        link: &str,
        (outcome, refused): (Option<String>, Option<String>),
        (at, key): (Instant, String),
        record: Option<Told>,
    ) -> Result<u64, Error> {
        let act = Act::Linked { case, link: link.to_owned(), outcome, refused };
        let records = record.into_iter().collect();
        let parcel = Parcel { to, version: None, command: by_link(at, key, act), records };
        // What the other case does not take any more has nobody to go to.
        Ok(self.carry_to(&parcel)?.unwrap_or(0))
    }

    /// Delivers, or refuses for good. Where others were quicker again and again it is carried the next time.
    fn carry_to(&mut self, parcel: &Parcel) -> Result<Result<u64, Refusal>, Error> {
        match self.post(parcel)? {
            Err(refusal) if refusal.code == RefusalCode::Stale => Err(refusal.into()),
            carried => Ok(carried),
        }
    }

    /// Delivers, as often as it takes.
    pub(super) fn post(&mut self, parcel: &Parcel) -> Result<Result<u64, Refusal>, Error> {
        for _ in 0..MAX_RETRIES {
            match self.post_once(parcel) {
                Ok(Some(written)) => return Ok(Ok(written)),
                Ok(None) => {}
                Err(Stop::Refused(refusal)) => return Ok(Err(*refusal)),
                Err(Stop::Error(error)) => return Err(error),
            }
        }
        Ok(Err(super::execute::stale()))
    }

    /// `None` if another process was quicker.
    fn post_once(&mut self, parcel: &Parcel) -> Result<Option<u64>, Stop> {
        let command = &parcel.command;
        let moment = self.look(Some(Named::Id(parcel.to)), Some(&command.body.key))?;
        if moment.key.is_some() {
            return Ok(Some(0));
        }
        let known = self.at_hand(moment.case)?;
        let before = known.as_ref().map(|known| &known.case);
        let (_, now) = self.times(Some(command.at), before.map(|c| (c.business, c.recorded)));
        let ground = match (before, &parcel.version) {
            (Some(case), _) => self.ground_of(case, now)?,
            (None, Some((alias, hash, _))) => self.ground_ordered(alias, *hash, now)?,
            (None, None) => return Ok(Some(0)),
        };
        // The host's clock may have been set back, or the case may have gone on meanwhile.
        let at = before.map_or(command.at, |case| command.at.max(case.business));
        let command = Command { at, ..command.clone() };
        let digest = self.digest(&command)?;
        let mut pending = Pending::upon(parcel.to, known);
        if let Some(refusal) = self.time_first(&ground, &mut pending, at)? {
            return Err(refusal.into());
        }
        let decided = match self.decide_for(
            &ground,
            pending.case.as_ref(),
            &command,
            (&parcel.records, parcel.version.as_ref()),
        ) {
            Decision::Accepted(decided) => decided,
            Decision::RefusedOnRecord(_, refusal) | Decision::Refused(refusal) => return Err(refusal.into()),
        };
        let number = pending.take(*decided);
        let first = pending.time.first().copied().unwrap_or(number);
        let key = KeyRow { key: command.body.key.clone(), digest, first, last: number };
        Ok(self.commit(&ground, pending, Some(key))?.then_some(1))
    }

    pub(super) fn decide_for(
        &self,
        ground: &Ground,
        case: Option<&Case>,
        command: &Command,
        (records, version): (&[Told], Option<&InForce>),
    ) -> Decision {
        let outside = Delivery { registers: &self.registers, records, version };
        decide(&World { outside: &outside, ..self.world(ground) }, case, command)
    }

    /// What an ordered case opens on: the version that was in force when the order was given.
    fn ground_ordered(&self, alias: &str, hash: Hash, now: Instant) -> Result<Ground, Stop> {
        let definition = self.definitions.get(&hash).cloned().ok_or_else(|| {
            Refusal::new(
                RefusalCode::NotInForce,
                format!("「{alias}」的版本 {hash} 不在本日志中"),
                format!("the version {hash} of `{alias}` is not in this log"),
            )
        })?;
        Ok(Ground { definition, calendar: self.calendar_in_use(), now })
    }

    /// Whether what a record orders would be opened: a refusal is given to whoever orders, before anything is written.
    pub(super) fn would_open(&mut self, record: &CaseRecord, source: Hash, now: Instant) -> Result<(), Stop> {
        for effect in &record.effects {
            let Effect::Link { link, .. } = effect else { continue };
            let Some(opening) = ordered_opening(record, link) else { continue };
            let ground = self.ground_to_open(&opening.alias, record.business, now)?;
            let ordered = Ordered { case: record.case, link: link.clone(), number: record.number };
            let applicant = self.applicant_of(record.case)?;
            let command = order(&ordered, opening, applicant, record.business);
            let from = [(record.case, record.number, source)];
            if let Decision::Refused(refusal) = self.decide_for(&ground, None, &command, (&from, None)) {
                return Err(refusal.into());
            }
        }
        Ok(())
    }

    /// Whether what a record enters of a case of an agenda is to be entered by that person now: a refusal is given to
    /// whoever enters it, before anything is written.
    pub(super) fn would_enter(&self, ground: &Ground, record: &CaseRecord) -> Result<(), Stop> {
        let Act::Enter { case, .. } = &record.command.act else { return Ok(()) };
        let Some(command) = raised(&ground.definition, record) else { return Ok(()) };
        let Some(known) = self.known(*case)? else { return Ok(()) };
        let at = command.at.max(known.case.business);
        let there = self.ground_of(&known.case, ground.now.max(known.case.recorded))?;
        let mut pending = Pending::upon(*case, Some(known));
        // What is due in it comes first; whatever stands in the way of that is no matter of the session.
        self.time_first(&there, &mut pending, at)?;
        let Some(case) = &pending.case else { return Ok(()) };
        Ok(may_enter(&self.world(&there), case, &Command { at, ..command })?)
    }

    /// Of the cases that a session has still to speak of, those that were decided, each with the record that did it.
    pub(super) fn decided_of(&self, session: &Case) -> Result<Vec<Told>, Error> {
        let mut decided = Vec::new();
        for id in unspoken(session) {
            if self.case(id)?.is_none_or(|case| case.outcome().is_none()) {
                continue;
            }
            let closes =
                |record: &CaseRecord| record.effects.iter().any(|e| matches!(e, Effect::Close { .. }));
            if let Some(record) = self.records(id)?.into_iter().find(closes) {
                decided.push((id, record.number, leaf_hash(&shouwen_canon::to_bytes(&record)?)));
            }
        }
        Ok(decided)
    }

    /// The applicant of a case, sealed as in its opening.
    fn applicant_of(&self, case: CaseId) -> Result<Option<Sealed<String>>, Error> {
        let Some(stored) = self.store.records(case, 1, 1)?.into_iter().next() else { return Ok(None) };
        let mut record: CaseRecord = shouwen_canon::from_bytes(&stored.bytes)?;
        for opening in self.store.openings(case, 1)? {
            put_back(&mut record, &opening);
        }
        Ok(match (record.command.act, record.actor.person) {
            (Act::Open { applicant: Some(sealed), .. }, _) | (_, PersonRef::Sealed(sealed)) => Some(sealed),
            _ => None,
        })
    }
}

/// The command by which a case is told what a record of a session says of it.
fn raised(session: &Definition, record: &CaseRecord) -> Option<Command> {
    let Act::Enter { data, absent, .. } = &record.command.act else { return None };
    let PersonRef::Id(person) = &record.actor.person else { return None };
    let act = Act::Raised {
        case: record.case,
        data: data.clone(),
        person: person.clone(),
        number: record.number,
        post: record.actor.post.clone()?,
        schedule: session.sessions.as_ref()?.schedule.clone(),
        absent: *absent,
    };
    Some(by_link(record.business, raised_key(record.case, record.number), act))
}

/// The version of a procedure that a record found in force.
fn version_of(record: &CaseRecord, asked: &str) -> Option<InForce> {
    record.facts.iter().find_map(|fact| match fact {
        Fact::InForce { alias, definition, source } if alias == asked => {
            Some((alias.clone(), *definition, *source))
        }
        _ => None,
    })
}

fn ordered_opening<'a>(record: &'a CaseRecord, link: &str) -> Option<&'a Opening> {
    let (Act::Complete { open, .. } | Act::Verify { open, .. }) = &record.command.act else { return None };
    open.iter().find(|(name, _)| name == link).map(|(_, opening)| opening)
}

/// The command by which an ordered case opens: when it was ordered, whenever that is carried out.
fn order(ordered: &Ordered, opening: &Opening, applicant: Option<Sealed<String>>, at: Instant) -> Command {
    let act = Act::Open {
        alias: opening.alias.clone(),
        data: opening.data.clone(),
        applicant,
        ordered: Some(ordered.clone()),
        materials: opening.materials.clone(),
        present: Vec::new(),
    };
    by_link(at, opening_key(ordered), act)
}

pub(super) fn by_link(at: Instant, key: String, act: Act) -> Command {
    let actor = Actor { person: PersonRef::Id(LINK.to_owned()), capacity: None, post: None };
    Command { actor, at, body: Body::new(key, act) }
}
