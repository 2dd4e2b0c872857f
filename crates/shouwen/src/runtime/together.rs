//! Many requests at once: each is decided on what those before it leave behind, and all of them share a commit, which on a
//! disk costs little more than that of one.

use super::commit::{Ready, done};
use super::execute::{Step, Stop, named, refused};
use super::recent::Recent;
use super::{Answer, Known, Runtime};
use crate::error::Error;
use crate::normalise;
use crate::request::Request;
use shouwen_canon::CaseId;
use shouwen_store::{CaseCommit, Named, Store};

/// Most requests that share a commit. Beyond some hundreds the flush is no longer what a step costs.
pub const MAX_TOGETHER: usize = 256;
/// After this many bytes of records and snapshots (16 MiB) a commit takes no further request.
const MAX_TOGETHER_BYTES: usize = 16 * 1024 * 1024;

/// Steps that are decided and not yet committed.
#[derive(Default)]
struct Batch {
    /// Where each request stands among those that were given, and its answer.
    answers: Vec<(usize, Answer)>,
    ready: Vec<(Touched, CaseCommit)>,
    bytes: usize,
}

/// A case that a batch changes.
struct Touched {
    id: CaseId,
    opening: String,
    /// Whether it orders something of another case, or answers one.
    orders: bool,
}

impl Batch {
    fn take(&mut self, place: usize, answer: Answer, ready: Ready, recent: &mut Recent) {
        let records = ready.commit.records.iter().map(|record| record.bytes().len());
        let bytes = records.fold(ready.commit.snapshot.len(), usize::saturating_add);
        self.bytes = self.bytes.saturating_add(bytes);
        self.answers.push((place, answer));
        let Known { case, opening } = &ready.known;
        let touched = Touched { id: case.id, opening: opening.clone(), orders: ready.orders };
        self.ready.push((touched, ready.commit));
        recent.keep(ready.known);
    }

    /// Whether the answer to a request could be another one once the batch is committed.
    fn concerns(&self, request: &Request) -> bool {
        let named = request.case.as_deref().and_then(named);
        let same = |case: &Touched| match named {
            Some(Named::Id(id)) => case.id == id,
            Some(Named::Opening(key)) => case.opening == key,
            None => case.opening == request.key,
        };
        self.ready.iter().any(|(case, _)| same(case))
    }

    /// Whether it is to be committed before anything else is decided: it has no more room, or it ends with what another
    /// case is to be told first.
    fn ends(&self) -> bool {
        let orders = self.ready.last().is_some_and(|(case, _)| case.orders);
        orders || self.ready.len() >= MAX_TOGETHER || self.bytes >= MAX_TOGETHER_BYTES
    }
}

impl<S: Store> Runtime<S> {
    /// Carries out requests as [`Runtime::execute`] would one after the other, with one commit for as many as possible;
    /// the answers stand in their order. A service that receives requests from many callers collects what has come
    /// meanwhile and gives it here.
    ///
    /// Each request is carried out or refused by itself: one that is refused keeps no other from being carried out. What
    /// has to be decided anew, because somebody else was quicker or a request came again, is decided after the others.
    ///
    /// # Errors
    /// [`Error`] if the store fails: which of the requests were carried out is then found out by asking again with the
    /// same keys.
    pub fn execute_all(&mut self, requests: &[Request]) -> Result<Vec<Answer>, Error> {
        let mut answers = Answers { requests, given: vec![None; requests.len()] };
        let mut batch = Batch::default();
        for (place, request) in requests.iter().enumerate() {
            let answer = match self.foresee(request, &mut batch, &mut answers) {
                Ok(Some((answer, Some(ready)))) => {
                    batch.take(place, answer, ready, &mut self.recent);
                    if batch.ends() {
                        self.commit_batch(&mut batch, &mut answers)?;
                    }
                    continue;
                }
                Ok(Some((answer, None))) => answer,
                Ok(None) => self.execute(request)?,
                Err(Stop::Refused(refusal)) => refused(request, None, *refusal),
                Err(Stop::Error(error)) => return Err(error),
            };
            answers.put(place, answer);
        }
        self.commit_batch(&mut batch, &mut answers)?;
        Ok(answers.given.into_iter().flatten().collect())
    }

    /// Decides a request on what the batch leaves behind, without committing it; what the batch could change has been
    /// committed before. `None` if the request is not to be part of a batch.
    fn foresee(
        &mut self,
        request: &Request,
        batch: &mut Batch,
        answers: &mut Answers<'_>,
    ) -> Result<Option<Step>, Stop> {
        let asked = self.asked(request)?;
        // What a session enters into another case is held against that case as it is stored.
        if normalise::is_directory(asked.word) || asked.word == "enter" {
            self.commit_batch(batch, answers)?;
            return Ok(None);
        }
        let ahead = self.step_ahead(&asked)?.map(|(answer, ready)| (answer, Some(ready)));
        if ahead.is_none() && batch.concerns(&asked.request) {
            self.commit_batch(batch, answers)?;
        }
        let step = ahead.map_or_else(|| self.step_asking(&asked), Ok)?;
        let of_session = step.1.as_ref().is_some_and(|ready| {
            let definition = self.definition(ready.known.case.definition);
            definition.is_some_and(|definition| definition.sessions.is_some())
        });
        // So is what ends its entries.
        if of_session && !batch.ready.is_empty() {
            self.commit_batch(batch, answers)?;
            return Ok(None);
        }
        Ok(Some(step))
    }

    /// Commits a batch and gives its answers. Whatever was decided on something that has changed meanwhile is decided
    /// anew, by itself and in order.
    fn commit_batch(&mut self, batch: &mut Batch, answers: &mut Answers<'_>) -> Result<(), Error> {
        let batch = std::mem::take(batch);
        if batch.ready.is_empty() {
            return Ok(());
        }
        let (cases, commits): (Vec<_>, Vec<_>) = batch.ready.into_iter().unzip();
        let outcomes = match self.store.commit_owned(commits) {
            Ok(outcomes) => outcomes,
            Err(error) => {
                cases.iter().for_each(|case| self.recent.forget(case.id));
                return Err(error.into());
            }
        };
        let mut outcomes = outcomes.into_iter();
        let mut again = Vec::new();
        for ((place, answer), case) in batch.answers.into_iter().zip(cases) {
            if let Ok(true) = done(outcomes.next()) {
                self.orders |= case.orders;
                answers.put(place, answer);
            } else {
                self.recent.forget(case.id);
                again.push(place);
            }
        }
        self.deliver_orders()?;
        for place in again {
            if let Some(request) = answers.requests.get(place) {
                let answer = self.execute(request)?;
                answers.put(place, answer);
            }
        }
        Ok(())
    }
}

/// The answers to requests, in their order.
struct Answers<'r> {
    requests: &'r [Request],
    given: Vec<Option<Answer>>,
}

impl Answers<'_> {
    fn put(&mut self, place: usize, answer: Answer) {
        if let Some(given) = self.given.get_mut(place) {
            *given = Some(answer);
        }
    }
}
