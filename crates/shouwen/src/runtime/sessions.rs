//! Sessions over open cases come round by themselves: each is opened once, with the cases that come before it then.

use super::outbox::{Parcel, Told, by_link};
use super::sweep::Swept;
use super::{PAGE, Runtime};
use crate::error::Error;
use shouwen_canon::{CaseId, Date, Instant};
use shouwen_executor::{Act, Case, MAX_AGENDA, comes_before, session_key};
use shouwen_model::kernel::Definition;
use shouwen_store::Store;
use std::sync::Arc;

/// The most sessions that one sweep opens: after a long stop the next sweeps open the others, in their order.
pub const MAX_SESSIONS_AT_ONCE: usize = 64;

/// How many days a session may be moved back from the day on which it comes round: more than any run of days off.
const LOOK_AHEAD_DAYS: i32 = 31;

/// A session that came round and is not open.
struct Coming {
    at: Instant,
    alias: String,
    day: Date,
    definition: Arc<Definition>,
}

impl<S: Store> Runtime<S> {
    /// Opens the sessions that came round, each after everything that time did before it.
    pub(super) fn sweep_sessions(&mut self, until: Instant, swept: &mut Swept) -> Result<(), Error> {
        self.refresh()?;
        let until = until.min(self.clock.now(Some(until)));
        let coming = self.coming(until)?;
        let behind = coming.len().saturating_sub(MAX_SESSIONS_AT_ONCE);
        swept.behind = u64::try_from(behind).unwrap_or(u64::MAX);
        for session in coming.into_iter().take(MAX_SESSIONS_AT_ONCE) {
            self.sweep_due(session.at, swept)?;
            self.convene(session, swept)?;
        }
        Ok(())
    }

    /// The sessions that came round and are not open, in their order.
    fn coming(&mut self, until: Instant) -> Result<Vec<Coming>, Error> {
        let mut aliases: Vec<String> = Vec::new();
        for version in self.registers.versions().iter().filter(|v| v.form.item.sessions.is_some()) {
            if !aliases.contains(&version.alias) {
                aliases.push(version.alias.clone());
            }
        }
        let mut coming = Vec::new();
        for alias in aliases {
            self.coming_of(&alias, until, &mut coming)?;
        }
        coming.sort_by(|a, b| (a.at, &a.alias).cmp(&(b.at, &b.alias)));
        Ok(coming)
    }

    /// Looks back from an instant to the last session that is open, or to the publication.
    fn coming_of(&mut self, alias: &str, until: Instant, coming: &mut Vec<Coming>) -> Result<(), Error> {
        let calendar = self.calendar_in_use();
        let versions = || self.registers.versions().iter().filter(|version| version.alias == alias);
        let Some(since) = versions().map(|version| version.since).min() else { return Ok(()) };
        let ends = versions().map(|v| v.form.item.sessions.as_ref().and_then(|s| s.when.until));
        let last = ends.collect::<Option<Vec<_>>>().and_then(|ends| ends.into_iter().max());
        let from = until.date().checked_add_days(LOOK_AHEAD_DAYS).unwrap_or_else(|| until.date());
        let mut next = Some(last.map_or(from, |last| last.min(from)));
        let earliest = since.date().checked_add_days(LOOK_AHEAD_DAYS.saturating_neg());
        while let Some(day) = next.filter(|day| earliest.is_none_or(|earliest| earliest <= *day)) {
            next = day.checked_add_days(-1);
            if self.convened.get(alias).is_some_and(|known| day <= *known) {
                break;
            }
            let Some(definition) = self.sessions_on(alias, day) else { continue };
            let Some(sessions) = definition.sessions.as_ref().filter(|s| s.when.is_on(day)) else { continue };
            let Some(at) = sessions.when.held_at(day, &calendar) else { continue };
            // What came round before the schedule was published was nobody's to convene.
            if at > until || at < since {
                continue;
            }
            if self.store.find(&session_key(alias, day))?.is_some() {
                self.convened.insert(alias.to_owned(), day);
                break;
            }
            coming.push(Coming { at, alias: alias.to_owned(), day, definition });
        }
        Ok(())
    }

    /// What the sessions of a schedule run on that day, if the procedure still has the schedule.
    fn sessions_on(&self, alias: &str, day: Date) -> Option<Arc<Definition>> {
        let in_force = |alias: &str| {
            let version = self.registers.version_on(alias, day)?;
            self.definitions.get(&version.definition).cloned()
        };
        let definition = in_force(alias)?;
        let of = in_force(&definition.sessions.as_ref()?.of)?;
        of.schedules.iter().any(|schedule| schedule.alias == alias).then_some(definition)
    }

    /// Opens a session. Doing it again does nothing.
    fn convene(&mut self, session: Coming, swept: &mut Swept) -> Result<(), Error> {
        let Coming { at, alias, day, definition } = session;
        let Some(sessions) = &definition.sessions else { return Ok(()) };
        let Some((hash, source)) =
            self.registers.version_on(&alias, at.date()).map(|v| (v.definition, v.source))
        else {
            return Ok(());
        };
        let (records, left_out) = self.agenda(&sessions.of, &sessions.schedule, at)?;
        let agenda = records.iter().map(|(case, ..)| *case).collect();
        let key = session_key(&alias, day);
        let to = CaseId::derive(self.store.log().id(), &alias, &key)?;
        let act = Act::Convene { alias: alias.clone(), day, agenda, left_out };
        let version = Some((alias.clone(), hash, source));
        match self.post(&Parcel { to, version, command: by_link(at, key, act), records })? {
            Ok(written) => {
                swept.convened = swept.convened.saturating_add(written);
                self.convened.insert(alias, day);
            }
            Err(refusal) => swept.hold(to, refusal),
        }
        Ok(())
    }

    /// A case as it stood at an instant, however late that is asked: by its records up to the first one of a later
    /// business time. What is entered late counts from when it happened, as far as nothing came between.
    fn case_then(&self, id: CaseId, at: Instant) -> Result<Option<Case>, Error> {
        match self.case(id)? {
            Some(case) if case.business > at && case.opened <= at => {
                self.fold(id, |record| record.business <= at)
            }
            case => Ok(case),
        }
    }

    /// The cases that came before a session when it came round, sorted, each with its last record then; and how many
    /// more there would be. The longest open come first where there are too many.
    fn agenda(&self, of: &str, schedule: &str, at: Instant) -> Result<(Vec<Told>, u32), Error> {
        let mut found: Vec<(Instant, Told)> = Vec::new();
        let mut after = None;
        loop {
            let page = self.store.cases_of(of, after, PAGE)?;
            let Some(last) = page.last().map(|row| row.case) else { break };
            for row in page {
                let Some(case) = self.case_then(row.case, at)? else { continue };
                let ground = self.ground_of(&case, case.recorded.max(at))?;
                if comes_before(&self.world(&ground), &case, schedule, at) {
                    found.push((case.opened, (case.id, case.version, case.tip)));
                }
            }
            after = Some(last);
        }
        found.sort_unstable();
        let left_out = found.len().saturating_sub(MAX_AGENDA);
        found.truncate(MAX_AGENDA);
        let mut agenda: Vec<Told> = found.into_iter().map(|(_, told)| told).collect();
        agenda.sort_unstable();
        Ok((agenda, u32::try_from(left_out).unwrap_or(u32::MAX)))
    }
}
