//! The scratch case: effects are applied to it as they are emitted, and the facts asked for are noted.

use super::{World, malformed};
use crate::apply::effect_on;
use crate::case::{Case, Holder};
use crate::command::{Act, Command, TimeKind};
use crate::effect::{Effect, Slot};
use crate::fact::{Capacity, Fact, Members, Why};
use crate::names;
use crate::refusal::{Refusal, RefusalCode};
use shouwen_canon::{CaseId, Date, Instant};
use shouwen_model::kernel::{Clause, Definition, Expr, Place, PlaceId, PostId};

/// The most effects of one record.
pub const MAX_EFFECTS: usize = 4_096;

/// Why deciding stops.
pub(crate) enum Halt {
    /// Refused without a trace.
    Refused(Box<Refusal>),
    /// Refused, and the attempt goes on record.
    OnRecord(Box<Attempt>),
}

/// An attempt against an institution.
pub(crate) struct Attempt {
    pub(crate) refusal: Refusal,
    pub(crate) effects: Vec<Effect>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) capacity: Option<String>,
}

impl From<Refusal> for Halt {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl Halt {
    pub(crate) fn into_refusal(self) -> Refusal {
        match self {
            Self::Refused(refusal) => *refusal,
            Self::OnRecord(attempt) => attempt.refusal,
        }
    }
}

/// A decision in the making.
#[derive(Clone)]
pub(crate) struct Draft<'a> {
    pub(crate) world: World<'a>,
    pub(crate) case: Case,
    pub(crate) command: &'a Command,
    /// The case with regard to which people act: this one, save for what a session says of another.
    about: CaseId,
    number: u64,
    effects: Vec<Effect>,
    facts: Vec<Fact>,
    capacity: Option<String>,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(world: World<'a>, case: Case, command: &'a Command, number: u64) -> Self {
        // Who has no part in a case has none in what a session says of it, and there a stand-in acts.
        let about = match &command.body.act {
            Act::Enter { case, .. } => *case,
            _ => case.id,
        };
        Self {
            world,
            about,
            case,
            command,
            number,
            effects: Vec::with_capacity(16),
            facts: Vec::new(),
            capacity: None,
        }
    }

    pub(crate) fn finish(self) -> (Case, Vec<Effect>, Vec<Fact>, Option<String>) {
        (self.case, self.effects, self.facts, self.capacity)
    }

    pub(crate) fn take_facts(&mut self, facts: Vec<Fact>, capacity: Option<String>) {
        self.facts = facts;
        self.capacity = capacity;
    }

    pub(crate) const fn definition(&self) -> &'a Definition {
        self.world.definition
    }

    /// Emits an effect: it happens to the scratch case and stands in the record.
    pub(crate) fn emit(&mut self, effect: Effect) -> Result<(), Halt> {
        if self.effects.len() >= MAX_EFFECTS {
            return Err(Refusal::new(
                RefusalCode::Limit,
                format!("一条记录最多 {MAX_EFFECTS} 项效果"),
                format!("a record has at most {MAX_EFFECTS} effects"),
            )
            .into());
        }
        let at = (self.number, self.command.at);
        effect_on(self.world.definition, &mut self.case, at, &effect)
            .map_err(|e| malformed(&e.to_string()))?;
        self.effects.push(effect);
        Ok(())
    }

    /// What has happened so far.
    pub(crate) fn effects(&self) -> &[Effect] {
        &self.effects
    }

    /// Notes a fact that was used, once.
    pub(crate) fn used(&mut self, fact: Fact) {
        if !self.facts.contains(&fact) {
            self.facts.push(fact);
        }
    }

    /// An attempt of this command against an institution: its refusal, and the finding against whoever gave it.
    pub(crate) fn on_record(&self, refusal: Refusal, finding: Effect) -> Halt {
        let code = refusal.code.as_str().to_owned();
        Halt::OnRecord(Box::new(Attempt {
            refusal,
            effects: vec![Effect::Refused { code }, finding],
            facts: self.facts.clone(),
            capacity: self.capacity.clone(),
        }))
    }

    /// Whether time acts.
    pub(crate) const fn by_time(&self) -> bool {
        matches!(self.command.body.act, Act::Time { .. })
    }

    /// Whether this very command has given a key date its value.
    pub(crate) fn dated_now(&self, name: &str) -> bool {
        self.effects.iter().any(|e| matches!(e, Effect::Date { date, .. } if date == name))
    }

    /// The day of the event: of a limit that passes at 24:00 it is the last day. A warning at 0:00 belongs to the day
    /// that begins, and what time does later than its legal instant (because a clock began too late for it) belongs to
    /// the day on which it does it.
    pub(crate) fn day(&self) -> Date {
        let at = self.command.at;
        match &self.command.body.act {
            Act::Time { legal, kind: TimeKind::Expire | TimeKind::Repeat, .. } if *legal == at => {
                at.checked_add_millis(-1).unwrap_or(at).date()
            }
            _ => at.date(),
        }
    }

    /// The instant of the event, for clocks that count hours or minutes.
    pub(crate) fn instant(&self) -> Instant {
        self.command.at
    }

    /// The number of the record in the making.
    pub(crate) const fn number(&self) -> u64 {
        self.number
    }

    /// Whether this very command opens a linked case under a name.
    pub(crate) fn opened_now(&self, name: &str) -> bool {
        self.effects.iter().any(|e| matches!(e, Effect::Link { link, .. } if link == name))
    }

    /// Whether a document that states the applicant's period was issued by this command.
    pub(crate) fn states_period(&self) -> bool {
        self.effects.iter().any(|e| matches!(e, Effect::Issue { period: Some(_), .. }))
    }

    /// Whether nothing has happened yet.
    pub(crate) fn is_idle(&self) -> bool {
        self.effects.iter().all(|effect| matches!(effect, Effect::Branch { .. }))
    }

    /// The place the case stands in.
    pub(crate) fn here(&self) -> Result<(PlaceId, &'a Place), Halt> {
        let Some(id) = self.case.place() else {
            return Err(Refusal::new(RefusalCode::CaseClosed, "该办件已经办结", "the case is decided").into());
        };
        let place = self.definition().place(id).ok_or_else(|| malformed("the case stands nowhere"))?;
        Ok((id, place))
    }

    /// The place the case stands in, which must be the one named.
    pub(crate) fn here_in(&self, name: &str) -> Result<(PlaceId, &'a Place), Halt> {
        let (id, place) = self.here()?;
        if place.name == name {
            return Ok((id, place));
        }
        Err(Refusal::new(
            RefusalCode::WrongPlace,
            format!("办件不在「{name}」，而在「{}」", place.name),
            format!("the case does not stand in `{name}` but in `{}`", place.name),
        )
        .by(names::text(&place.section))
        .allow_each(self.standing())
        .into())
    }

    /// The names of the places where the case stands.
    pub(crate) fn standing(&self) -> Vec<String> {
        let names = self.case.standing().into_iter().filter_map(|id| self.definition().place(id));
        names.map(|place| place.name.clone()).collect()
    }

    /// The holder of a slot.
    pub(crate) fn holder(&self, slot: &Slot) -> Option<&Holder> {
        self.case.custody.get(slot)
    }

    pub(crate) fn post_name(&self, post: PostId) -> String {
        self.definition().post(post).map(|p| p.name.clone()).unwrap_or_default()
    }

    /// Who answers for what goes wrong now: person, if somebody has taken it up, and post.
    pub(crate) fn in_charge(&self) -> (Option<String>, String) {
        let Some(holder) = self.holder(&Slot::Current) else { return (None, String::new()) };
        // While nobody has taken the case up, whoever of the same post was asked first answers for it.
        let person = holder.person.clone().or_else(|| self.first_asked(holder.post));
        (person, self.post_name(holder.post))
    }

    /// Whoever of a post was asked first, as far as that is still with the post.
    pub(crate) fn first_asked(&self, post: PostId) -> Option<String> {
        let first = self.case.custody.iter().filter(|(slot, _)| matches!(slot, Slot::Named(_)));
        first.map(|(_, first)| first).find(|first| first.post == post).and_then(|first| first.person.clone())
    }

    /// The truth of a condition in a clause, recorded whatever it is; where its data are erased, the truth that was
    /// recorded while they were there.
    pub(crate) fn truth(&mut self, expr: &Expr, clause: &Clause) -> Result<bool, Halt> {
        let outside = self.world.outside;
        let truth = match self.eval(expr)? {
            Some(truth) => truth,
            None => {
                let text = names::text(clause);
                let Some(truth) = outside.was(&text) else {
                    return Err(Refusal::new(
                        RefusalCode::Erased,
                        "判断所需的登记信息已经删除",
                        "the data that the condition needs are erased",
                    )
                    .by(text)
                    .into());
                };
                if outside.was_from_outside(&text) {
                    self.used(Fact::Was { clause: text, truth });
                }
                truth
            }
        };
        self.note(clause, truth)?;
        Ok(truth)
    }

    /// Notes a truth; those of one section that follow one another stand together.
    fn note(&mut self, clause: &Clause, truth: bool) -> Result<(), Halt> {
        if let Some(Effect::If { section, truths }) = self.effects.last_mut()
            && *section == clause.section
        {
            truths.push((clause.number, truth));
            return Ok(());
        }
        self.emit(Effect::If { section: clause.section.clone(), truths: vec![(clause.number, truth)] })
    }

    /// Whether somebody may act for a post in this case, and how; notes the fact and the capacity. Whoever has no part
    /// in the case acts for nobody.
    pub(crate) fn holding(&mut self, person: &str, post: &str) -> Option<Capacity> {
        if self.recused(person) {
            return None;
        }
        if let Some(out_of) = self.out_of(post) {
            return self.appointed(person, post, &out_of);
        }
        let holding = self.world.outside.holds(person, post, self.command.at, self.about)?;
        let capacity = holding.capacity.word().map(ToOwned::to_owned);
        self.used(Fact::Holds {
            person: person.to_owned(),
            capacity: capacity.clone(),
            stead: holding.capacity.stead().map(ToOwned::to_owned),
            post: post.to_owned(),
            source: holding.source,
        });
        if self.command.person() == Some(person) {
            self.capacity = capacity;
        }
        Some(holding.capacity)
    }

    /// Of a post of one case, the post out of whose holders one is appointed.
    fn out_of(&self, post: &str) -> Option<String> {
        let decl = names::post(self.definition(), post).ok().and_then(|id| self.definition().post(id))?;
        decl.appointed.map(|appointed| self.post_name(appointed.out_of))
    }

    /// Whether somebody may act for a post of one case: whoever is appointed, while holding the post it is taken from in
    /// person; that person's delegate; or the stand-in of that post.
    fn appointed(&mut self, person: &str, post: &str, out_of: &str) -> Option<Capacity> {
        // What is entered late was done by whoever was appointed then.
        let id = names::post(self.definition(), post).ok()?;
        let meant = self.case.appointee(id, self.command.at)?.to_owned();
        if person != meant && self.delegated(person, &meant, out_of) {
            return Some(Capacity::Delegate(meant));
        }
        let capacity = self.holding(person, out_of)?;
        let fits = if person == meant { Capacity::InPerson } else { Capacity::StandIn };
        (capacity == fits).then_some(capacity)
    }

    /// Whether somebody may act for a post by delegation of this very holder; notes it as [`Draft::holding`] does.
    pub(crate) fn delegated(&mut self, person: &str, holder: &str, post: &str) -> bool {
        let out_of = self.out_of(post);
        let post = out_of.as_deref().unwrap_or(post);
        let found = self.world.outside.delegated(person, holder, post, self.command.at, self.about);
        let Some(source) = found.filter(|_| !self.recused(person)) else { return false };
        let capacity = Capacity::Delegate(holder.to_owned());
        let word = capacity.word().map(ToOwned::to_owned);
        self.used(Fact::Holds {
            person: person.to_owned(),
            capacity: word.clone(),
            stead: Some(holder.to_owned()),
            post: post.to_owned(),
            source,
        });
        if self.command.person() == Some(person) {
            self.capacity = word;
        }
        true
    }

    /// Why somebody cannot act for a post in this case now; notes the fact.
    pub(crate) fn gone(&mut self, person: &str, post: &str) -> Option<Why> {
        let out_of = self.out_of(post);
        let post = out_of.as_deref().unwrap_or(post);
        let (why, source) = self.world.outside.gone(person, post, self.command.at, self.about)?;
        let (person, post) = (person.to_owned(), post.to_owned());
        self.used(Fact::Gone { person, post, source, why });
        Some(why)
    }

    /// The members of a body in this case; notes the fact.
    pub(crate) fn members(&mut self, post: &str) -> Members {
        let members = self.world.outside.members(post, self.command.at, self.case.id);
        self.used(Fact::Members { members: members.clone(), post: post.to_owned() });
        members
    }

    /// Whether somebody has no part in this case, or in the one that is spoken of (回避).
    pub(crate) fn recused(&self, person: &str) -> bool {
        [self.case.id, self.about].into_iter().any(|case| self.world.outside.recused(person, case).is_some())
    }
}
