//! What is possible in a case now, and for whom. It tells what the definition offers; whether a command is accepted
//! still depends on what it says.

use serde::Serialize;
use shouwen_canon::{CaseId, Instant};
use shouwen_executor::system::Registers;
use shouwen_executor::{Capacity, Case, Holder, Outside, Said, Slot, Why};
use shouwen_model::form::{Lot, PartyDoes};
use shouwen_model::kernel::{
    Definition, Event, Owes, PartyId, Place, PlaceId, PostDecl, PostId, Trigger, Who,
};

/// Something that somebody may do now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Possible {
    /// The act of the request.
    pub act: &'static str,
    /// What it is, in words.
    pub what: Said,
    /// For whom, in words.
    pub who: Said,
    /// The post that acts; absent where the applicant does.
    pub post: Option<String>,
    /// The persons who may act for it now by the directory.
    pub persons: Vec<String>,
}

/// The post of somebody meant by relation to a case.
pub(super) fn post_of(definition: &Definition, case: &Case, who: Who) -> Option<PostId> {
    let held = |slot: Slot| case.custody.get(&slot).map(|holder| holder.post);
    match who {
        Who::Applicant | Who::Party(_) => None,
        Who::CurrentHandler => held(Slot::Current),
        Who::FirstHandler => held(Slot::First).or_else(|| held(Slot::Current)),
        Who::Superior => {
            let now = held(Slot::Current)?;
            definition.post(now).and_then(|post| post.superior).or(Some(now))
        }
        Who::Post(post) => Some(post),
    }
}

/// What is asked about.
pub(super) struct Asked<'a> {
    pub(super) definition: &'a Definition,
    pub(super) case: &'a Case,
    pub(super) registers: &'a Registers,
    pub(super) now: Instant,
    /// How many cases of the agenda are still to be entered.
    pub(super) left: usize,
}

impl Asked<'_> {
    /// Everything that is possible, in the order in which an officer would look for it.
    pub(super) fn possible(&self) -> Vec<Possible> {
        let mut found = Vec::new();
        match self.case.place() {
            Some(here) => {
                let standing = self.case.standing();
                // What may happen at any time happens to the block, not to one of its branches.
                let block = Some(here).filter(|here| !standing.contains(here));
                for id in standing.iter().copied().chain(block) {
                    let Some(place) = self.definition.place(id) else { continue };
                    if place.follower.is_none() && place.branches.is_empty() {
                        self.in_step(id, place, &mut found);
                    }
                    self.events(id, place, &mut found);
                }
                self.receipts(&mut found);
                self.extensions(&mut found);
                self.hand_overs(&mut found);
                self.successions(&mut found);
            }
            None => self.duties(&mut found),
        }
        found
    }

    fn in_step(&self, id: PlaceId, place: &Place, found: &mut Vec<Possible>) {
        if !self.definition.materials.is_empty() && !self.case.round.checked {
            found.push(self.by_in(id, place.post, "check", Said::new("核对材料", "check the materials")));
        }
        let visit = self.case.visits.get(&id);
        let open = visit.map(|visit| visit.to_sign(place)).unwrap_or_default();
        if let Some(meeting) = &place.meeting {
            let what = Said::new(format!("在「{}」投票", place.name), format!("vote in `{}`", place.name));
            found.push(self.by(Some(meeting.members), "complete", what));
        }
        for post in open.iter().copied() {
            found.push(self.by(Some(post), "complete", self.completion(place)));
        }
        let enters = self.left > 0 && self.definition.machine.start() == Some(id);
        if enters {
            found.push(self.by_in(id, place.post, "enter", self.entry()));
        }
        if open.is_empty() && !enters {
            found.push(self.by_in(id, place.post, "complete", self.completion(place)));
        }
        self.appointments(id, place, found);
        if place.correct_on_spot {
            found.push(self.by_in(id, place.post, "correct", Said::new("当场更正", "correct on the spot")));
        }
        if !place.papers.is_empty() {
            let names: Vec<&str> = place.papers.iter().map(|paper| paper.name.as_str()).collect();
            let what = Said::new(format!("附 {}", names.join("、")), format!("attach {}", names.join(", ")));
            found.push(self.by_in(id, place.post, "attach", what));
        }
        for edge in self.definition.machine.edges_from(id) {
            let Trigger::Returned { to, .. } = &edge.trigger else { continue };
            let Some(to) = self.definition.place(*to).map(|to| &to.name) else { continue };
            let what = Said::new(format!("退回「{to}」"), format!("return it to `{to}`"));
            found.push(self.by_in(id, place.post, "return", what));
        }
        if place.transfer {
            let what = Said::new("转办给同岗人员", "transfer to another holder of the post");
            found.push(self.by_in(id, place.post, "transfer", what));
        }
    }

    /// To which posts of the case somebody has still to be appointed in a step.
    fn appointments(&self, id: PlaceId, place: &Place, found: &mut Vec<Possible>) {
        for decl in place.appoints.iter().filter_map(|(post, _)| self.definition.post(*post)) {
            if self.case.custody.get(&Slot::Named(decl.name.clone())).is_none() {
                let (act, what) = appoints(decl);
                found.push(self.by_in(id, place.post, act, what));
            }
        }
    }

    /// What is to be said of each case of the agenda.
    fn entry(&self) -> Said {
        let left = self.left;
        let fields: Vec<&str> = self.definition.fields.iter().map(|field| field.name.as_str()).collect();
        Said::new(
            format!("逐案登记，还有 {left} 件：填写 {}", fields.join("、")),
            format!("enter each case, {left} left: filling in {}", fields.join(", ")),
        )
    }

    /// What completing a step asks for: conclusions with their values, and fields.
    fn completion(&self, place: &Place) -> Said {
        let (mut zh, mut en) = (format!("办完「{}」", place.name), format!("complete `{}`", place.name));
        for conclusion in place.conclusions.iter().filter_map(|id| self.definition.conclusion(*id)) {
            let (name, values) = (&conclusion.name, &conclusion.values);
            zh.push_str(&format!("，结论 {name}（{}）", values.join("、")));
            en.push_str(&format!(", concluding {name} ({})", values.join(", ")));
        }
        let fields = place.fields.iter().filter_map(|id| self.definition.field(*id));
        let fields: Vec<&str> = fields.map(|field| field.name.as_str()).collect();
        if !fields.is_empty() {
            zh.push_str(&format!("，填写 {}", fields.join("、")));
            en.push_str(&format!(", filling in {}", fields.join(", ")));
        }
        Said::new(zh, en)
    }

    fn events(&self, id: PlaceId, place: &Place, found: &mut Vec<Possible>) {
        let charged = place.post.or_else(|| place.follower.and_then(|who| self.post_of(who)));
        for edge in self.definition.machine.edges_from(id) {
            let (event, by) = match &edge.trigger {
                Trigger::Event(event) => (event, charged),
                Trigger::Anytime(event, before, by)
                    if before.is_none_or(|date| self.case.dates.get(&date).is_none()) =>
                {
                    (event, by.or(charged))
                }
                _ => continue,
            };
            if self.case.barred(self.definition, event).is_some() {
                continue;
            }
            if let Event::Party(party, _) = event {
                self.answers(*party, event, by, found);
                continue;
            }
            found.push(match event {
                Event::Supplemented => self.by_applicant("supplement", Said::new("补齐材料", "supplement")),
                Event::Withdrawn => self.by_applicant("withdraw", Said::new("撤回申请", "withdraw")),
                // The log itself brings the results of other cases.
                Event::LinkedDecided(_) | Event::LinkedNotOpened(_) | Event::Party(..) => continue,
                Event::Named(name) => {
                    self.by(by, "event", Said::new(format!("登记「{name}」"), format!("enter `{name}`")))
                }
            });
        }
    }

    /// The answers of a party that are still out.
    fn answers(&self, party: PartyId, event: &Event, by: Option<PostId>, found: &mut Vec<Possible>) {
        let Some(decl) = self.definition.party(party) else { return };
        let open = self.case.persons(party).iter().any(|p| p.received.is_some() && !p.answered);
        if open && *event == Event::Party(party, PartyDoes::Answers) {
            let name = &decl.name;
            let what = Said::new(format!("登记「{name}」的答复"), format!("enter an answer of `{name}`"));
            found.push(self.by(by, "answer", what));
        }
    }

    /// The receipts of what was sent that are still out.
    fn receipts(&self, found: &mut Vec<Possible>) {
        let standing = self.case.standing().first().and_then(|id| self.definition.place(*id));
        let post = standing.and_then(|p| p.post.or_else(|| p.follower.and_then(|who| self.post_of(who))));
        for (id, persons) in self.case.parties.iter() {
            let Some(decl) = self.definition.party(*id) else { continue };
            if persons.iter().any(|person| person.received.is_none()) {
                let name = &decl.name;
                let what = Said::new(
                    format!("登记「{name}」收到送达"),
                    format!("enter that `{name}` received service"),
                );
                found.push(self.by(post, "receipt", what));
            }
        }
    }

    fn extensions(&self, found: &mut Vec<Possible>) {
        for (id, state) in self.case.clocks.iter() {
            let Some(clock) = self.definition.clock(*id).filter(|_| !state.stopped) else { continue };
            let Some(extension) = clock.extension.as_ref().filter(|e| state.extended < e.times) else {
                continue;
            };
            let name = &clock.name;
            let what = Said::new(format!("延长「{name}」"), format!("extend `{name}`"));
            found.push(self.by(Some(extension.by), "extend", what));
        }
    }

    /// What may be done about each slot of responsibility, as its hand-over stands.
    fn hand_overs(&self, found: &mut Vec<Possible>) {
        for decl in self.definition.slots.iter().filter(|decl| decl.hand_over.is_some()) {
            let slot = Slot::of(decl);
            let name = &decl.name;
            let mut may = |post, meant: Option<&String>, act, zh: &str, en: &str| {
                let what = Said::new(format!("{zh}「{name}」"), format!("{en} `{name}`"));
                let possible = self.by(Some(post), act, what);
                found.extend(match meant {
                    Some(person) => self.only_for(person, possible),
                    None => Some(possible),
                });
            };
            let state = self.case.hand_overs.get(&slot);
            if let Some(offer) = state.and_then(|state| state.offer.as_ref()) {
                may(offer.post, Some(&offer.person), "accept", "签收", "accept");
                if offer.decline.is_none_or(|until| self.now < until) {
                    may(offer.post, Some(&offer.person), "decline", "拒收", "decline");
                }
            } else if let Some(superior) = state.and_then(|state| state.referred) {
                may(superior, None, "assign", "指定", "assign");
            } else if let Some(holder) = self.case.custody.get(&slot) {
                let person = holder.person.as_ref();
                may(holder.post, person, "offer", "移交", "offer");
                may(holder.post, person, "refer", "上报", "put before the superior");
            }
        }
    }

    /// What is one person's to do: that person's, a stand-in's or a delegate's; nobody's, if none of them may act.
    fn only_for(&self, person: &str, mut possible: Possible) -> Option<Possible> {
        let post = possible.post.clone().unwrap_or_default();
        possible.persons.retain(|able| self.acts_for(able, person, &post));
        possible.who = persons_of(&post, &possible.persons);
        (!possible.persons.is_empty()).then_some(possible)
    }

    /// Slots whose holder has left the post: a successor in duty follows, whom the superior names.
    fn successions(&self, found: &mut Vec<Possible>) {
        for (slot, holder) in self.case.custody.iter() {
            let Some(decl) = self.definition.post(holder.post) else { continue };
            if decl.appointed.is_some() {
                self.replacement(slot, holder, decl, found);
                continue;
            }
            let left = |person: &String| {
                let gone = self.registers.gone(person, &decl.name, self.now, self.case.id);
                gone.is_some_and(|(why, _)| why != Why::Away || *slot != Slot::First)
            };
            if holder.person.as_ref().is_some_and(left) {
                let word = slot_words(slot);
                let what = Said::new(format!("接任「{}」", word.zh), format!("succeed as {}", word.en));
                found.push(self.by(decl.superior.or(Some(holder.post)), "succeed", what));
            }
        }
    }

    /// Another one is appointed to a post of the case once whoever was cannot act any more.
    fn replacement(&self, slot: &Slot, holder: &Holder, decl: &PostDecl, found: &mut Vec<Possible>) {
        let own = matches!(slot, Slot::Named(name) if *name == decl.name);
        let out_of = decl.appointed.and_then(|appointed| self.definition.post(appointed.out_of));
        let (Some(person), Some(out_of)) = (holder.person.as_ref().filter(|_| own), out_of) else { return };
        if self.registers.gone(person, &out_of.name, self.now, self.case.id).is_none() {
            return;
        }
        for place in &self.definition.places {
            if place.appoints.iter().any(|(post, _)| *post == holder.post) {
                let (act, what) = appoints(decl);
                found.push(self.by(place.post, act, what));
            }
        }
    }

    fn duties(&self, found: &mut Vec<Possible>) {
        for (number, _) in self.case.duties.iter() {
            let index = usize::try_from(*number).ok().and_then(|n| n.checked_sub(1));
            let Some(duty) = index.and_then(|index| self.definition.after.get(index)) else { continue };
            let (mut zh, mut en) = match &duty.what {
                Owes::Serve(_) => (format!("送达（第 {number} 项）"), format!("serve (duty {number})")),
                Owes::Verify(name) => {
                    (format!("事后核查 {name}（第 {number} 项）"), format!("verify {name} (duty {number})"))
                }
                Owes::Act(_) => (format!("办理第 {number} 项"), format!("do what is owed (duty {number})")),
            };
            if let Some(proof) = &duty.proof {
                zh.push_str(&format!("，取得 {proof}"));
                en.push_str(&format!(", obtaining {proof}"));
            }
            let what = Said::new(zh, en);
            let act = if matches!(duty.what, Owes::Verify(_)) { "verify" } else { "serve" };
            found.push(match duty.by {
                Who::Applicant => self.by_applicant(act, what),
                who => self.by(self.post_of(who), act, what),
            });
        }
    }

    fn post_of(&self, who: Who) -> Option<PostId> {
        post_of(self.definition, self.case, who)
    }

    /// Who may act for a post of the case: whoever is appointed to it, a delegate of that person, a stand-in.
    fn appointed(&self, name: &str, out_of: PostId) -> Vec<String> {
        let held = self.case.custody.get(&Slot::Named(name.to_owned()));
        let Some(person) = held.and_then(|holder| holder.person.as_ref()) else { return Vec::new() };
        let out_of = self.definition.post(out_of).map(|decl| decl.name.as_str()).unwrap_or_default();
        let mut persons = able(self.registers, out_of, self.now, self.case.id);
        persons.retain(|known| self.acts_for(known, person, out_of));
        persons
    }

    /// Whether somebody of a post may act for one of its holders: that person, a stand-in, or that person's delegate.
    fn acts_for(&self, able: &str, person: &str, post: &str) -> bool {
        match self.registers.holds(able, post, self.now, self.case.id).map(|held| held.capacity) {
            Some(Capacity::InPerson) => able == person,
            Some(Capacity::StandIn) => true,
            Some(Capacity::Delegate(holder)) => holder == person,
            None => false,
        }
    }

    fn by_applicant(&self, act: &'static str, what: Said) -> Possible {
        let who = Said::new("申请人", "the applicant");
        Possible { act, what, who, post: None, persons: Vec::new() }
    }

    fn by(&self, post: Option<PostId>, act: &'static str, what: Said) -> Possible {
        self.of(self.case.custody.get(&Slot::Current), post, act, what)
    }

    fn by_in(&self, place: PlaceId, post: Option<PostId>, act: &'static str, what: Said) -> Possible {
        self.of(self.case.handler_in(place), post, act, what)
    }

    fn of(&self, holder: Option<&Holder>, post: Option<PostId>, act: &'static str, what: Said) -> Possible {
        let decl = post.and_then(|id| self.definition.post(id));
        let name = decl.map(|decl| decl.name.clone()).unwrap_or_default();
        let mut persons = match decl.and_then(|decl| decl.appointed) {
            Some(appointed) => self.appointed(&name, appointed.out_of),
            None => able(self.registers, &name, self.now, self.case.id),
        };
        let holder = holder.filter(|h| Some(h.post) == post);
        if let Some(person) = holder.and_then(|holder| holder.person.as_ref()) {
            // Whoever has it comes first.
            persons.sort_by_key(|known| known != person);
        }
        let who = persons_of(&name, &persons);
        Possible { act, what, who, post: Some(name), persons }
    }
}

/// How somebody is appointed to a post of one case: the act, and what it is in words.
fn appoints(decl: &PostDecl) -> (&'static str, Said) {
    let name = &decl.name;
    if decl.appointed.is_some_and(|appointed| appointed.lot == Lot::Always) {
        return ("draw", Said::new(format!("随机抽取「{name}」"), format!("draw `{name}` by lot")));
    }
    ("assign", Said::new(format!("指定「{name}」"), format!("appoint somebody to `{name}`")))
}

/// Persons of a post in words.
fn persons_of(post: &str, persons: &[String]) -> Said {
    if persons.is_empty() {
        return Said::new(format!("{post}（现无人在岗）"), format!("{post} (nobody holds it now)"));
    }
    Said::new(format!("{}（{post}）", persons.join("、")), format!("{} ({post})", persons.join(", ")))
}

/// A slot in words: its author's name for it, or the kernel's.
pub(super) fn slot_words(slot: &Slot) -> Said {
    match slot {
        Slot::First => Said::new("首办责任人", "first handler"),
        Slot::Current => Said::new("经办人", "officer in charge"),
        Slot::Named(name) => Said::new(name, name),
    }
}

/// The persons who may act for a post at an instant, in the order of the directory.
fn able(registers: &Registers, post: &str, at: Instant, case: CaseId) -> Vec<String> {
    let seats = registers.held(post, at).map(|seat| &seat.person);
    let delegates = registers.delegations().iter().filter(|d| d.post == post).map(|d| &d.to);
    let mut persons: Vec<String> = Vec::new();
    for person in seats.chain(delegates) {
        if !persons.contains(person) && registers.holds(person, post, at, case).is_some() {
            persons.push(person.clone());
        }
    }
    persons
}
