//! Time acts by itself: over every case that is due, and first of all before a command.

use super::commit::Pending;
use super::execute::{Ground, Stop, stale};
use super::{MAX_RETRIES, PAGE, Runtime};
use crate::error::Error;
use shouwen_canon::{CaseId, Instant};
use shouwen_executor::{Decision, MAX_TIME_STEPS, Refusal, RefusalCode, TimeAct, decide, due, next};
use shouwen_store::Store;
use std::collections::BTreeSet;

/// What letting time act over all cases came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Swept {
    /// How often time acted.
    pub fired: u64,
    /// How many sessions came round and were opened.
    pub convened: u64,
    /// How many more came round than one sweep opens: they are opened by the next ones.
    pub behind: u64,
    /// How many records carried to one case what another had ordered or answered.
    pub delivered: u64,
    /// The cases in which something is due that cannot be done, and why.
    pub stuck: Vec<(CaseId, Refusal)>,
}

impl Swept {
    /// Names a case in which something cannot be done, once.
    pub(super) fn hold(&mut self, case: CaseId, refusal: Refusal) {
        if !self.stuck.iter().any(|(known, _)| *known == case) {
            self.stuck.push((case, refusal));
        }
    }
}

impl<S: Store> Runtime<S> {
    /// Lets time act on every case up to an instant; gives how often it did.
    ///
    /// # Errors
    /// [`Error`] if the store fails; what was done before stays done. [`Error::Refused`] if time cannot act on some
    /// case, after all others were done; [`Runtime::sweep`] names it.
    pub fn tick(&mut self, until: Instant) -> Result<u64, Error> {
        let swept = self.sweep(until)?;
        match swept.stuck.into_iter().next() {
            Some((_, refusal)) => Err(refusal.into()),
            None => Ok(swept.fired),
        }
    }

    /// Lets time act on every case up to an instant, but not beyond the clock. A case in which that cannot be done
    /// keeps nobody else waiting and is named.
    ///
    /// # Errors
    /// [`Error`] if the store fails; what was done before stays done.
    pub fn sweep(&mut self, until: Instant) -> Result<Swept, Error> {
        let mut swept = Swept::default();
        self.sweep_sessions(until, &mut swept)?;
        self.sweep_due(until, &mut swept)?;
        // What time brought about, or a process left undone that ended in between, goes to the other cases now.
        swept.delivered = self.deliver()?;
        self.orders = false;
        Ok(swept)
    }

    /// Lets time act on every case up to an instant, but opens nothing.
    pub(super) fn sweep_due(&mut self, until: Instant, swept: &mut Swept) -> Result<(), Error> {
        let now = self.clock.now(Some(until));
        self.refresh()?;
        let mut stuck = BTreeSet::new();
        let mut after = None;
        loop {
            let page = self.store.due(until.min(now), after, PAGE)?;
            let Some(last) = page.last().copied() else { return Ok(()) };
            for (_, id) in page {
                // What was done in it moved it behind the rows that are still to come.
                if stuck.contains(&id) {
                    continue;
                }
                let (fired, refusal) = self.sweep_case(id, until, now)?;
                swept.fired = swept.fired.saturating_add(fired);
                if let Some(refusal) = refusal {
                    stuck.insert(id);
                    swept.hold(id, refusal);
                }
            }
            after = Some(last);
        }
    }

    /// Everything due in one case, in as many commits as it takes.
    fn sweep_case(
        &mut self,
        id: CaseId,
        until: Instant,
        now: Instant,
    ) -> Result<(u64, Option<Refusal>), Error> {
        let (mut fired, mut lost) = (0_u64, 0_u32);
        loop {
            let Some(known) = self.known(id)? else { return Ok((fired, None)) };
            let ground = self.ground_of(&known.case, now.max(known.case.recorded))?;
            let mut pending = Pending::upon(id, Some(known));
            let refusal = self.time_first(&ground, &mut pending, until).map_err(Stop::into_error)?;
            let steps = u64::try_from(pending.time.len()).unwrap_or(u64::MAX);
            if steps == 0 {
                return Ok((fired, refusal));
            }
            let committed = match self.commit(&ground, pending, None) {
                Err(Stop::Refused(refusal)) => return Ok((fired, Some(*refusal))),
                Err(Stop::Error(error)) => return Err(error),
                Ok(committed) => committed,
            };
            if committed {
                fired = fired.saturating_add(steps);
                lost = 0;
                if refusal.is_none() {
                    return Ok((fired, None));
                }
            } else {
                lost = lost.saturating_add(1);
                self.refresh()?;
                if lost >= MAX_RETRIES {
                    return Ok((fired, Some(stale())));
                }
            }
        }
    }

    /// Lets time act on everything due up to an instant. A refusal here refuses the command too.
    pub(super) fn time_first(
        &self,
        ground: &Ground,
        pending: &mut Pending,
        until: Instant,
    ) -> Result<Option<Refusal>, Stop> {
        while let Some(case) = &pending.case {
            if due(case).is_none_or(|due| due > until || due > ground.now) {
                return Ok(None);
            }
            let Some(act) = next(&ground.definition, case) else { return Ok(None) };
            if pending.time.len() >= MAX_TIME_STEPS {
                return Ok(Some(Refusal::new(
                    RefusalCode::TimeDue,
                    "到期事项太多，一次处理不完，请再试一次",
                    "more is due than one commit takes; ask again",
                )));
            }
            match decide(&self.world(ground), Some(case), &act.command(case)) {
                Decision::Accepted(decided) => {
                    let number = pending.take(*decided);
                    pending.time.push(number);
                }
                Decision::RefusedOnRecord(_, refusal) | Decision::Refused(refusal) => {
                    return Ok(Some(stuck(&act, refusal)));
                }
            }
        }
        Ok(None)
    }
}

/// Says that it is time that cannot act, and on what.
fn stuck(act: &TimeAct, mut refusal: Refusal) -> Refusal {
    let (clock, legal) = (&act.clock, shouwen_inspect::story::deadline(act.legal));
    refusal.message.zh = format!("「{clock}」{legal} 到期，无法处理：{}", refusal.message.zh);
    refusal.message.en =
        format!("`{clock}` fell due at {legal} and cannot be dealt with: {}", refusal.message.en);
    refusal
}
