//! Heads and the clauses of what is declared.

use super::pen::Pen;
use super::truths::written_date;
use crate::span::Span;
use crate::tree::{
    Basis, ClockClause, ClockEnd, DataClause, EndingAct, FieldWord, ItemClause, ItemKind, LimitName, Located,
    MaterialClause, Name, OutcomeClause, PlaceKind, PostClause, Remedy, RiskGrade, Role, SectionKind, Serves,
    TypeName, UnitClause,
};

impl Pen {
    /// The head without its mark.
    pub(super) fn head(self, kind: &SectionKind) -> String {
        let named = |id: &str, name: &Name| format!("{} {}", self.word(id, 0), self.import(name));
        match kind {
            SectionKind::Use(name) => named("use", name),
            SectionKind::Organisation(name, _) => named("organisation", name),
            SectionKind::Procedure(name, _) => named("procedure", name),
            SectionKind::Rule(name, _) => named("rule", name),
            SectionKind::Custody(name, _) => named("custody", name),
            SectionKind::Data(_) => self.word("data", 0).to_owned(),
            SectionKind::Condition(name, _) => named("condition", name),
            SectionKind::Post(name, _) => named("post", name),
            SectionKind::Material(name, _) => named("material", name),
            SectionKind::Outcome(name, _) => named("outcome", name),
            SectionKind::Clock(name, _) => named("clock", name),
            SectionKind::Place(PlaceKind::Step, name, _) => named("step", name),
            SectionKind::Place(PlaceKind::Wait, name, _) => named("wait", name),
            SectionKind::Anytime(None, _) => self.word("any_time", 0).to_owned(),
            SectionKind::Anytime(Some(name), _) => {
                self.say("<any_time>，{0} <before>", "<any_time> <before> {0}", &[&self.name(name)])
            }
            SectionKind::After(_) => self.word("after_closing", 0).to_owned(),
            SectionKind::Scenario(name, _) => named("scenario", name),
        }
    }

    /// The mark behind a head without clauses: only some sections may do without.
    pub(super) const fn last_mark(self, kind: &SectionKind) -> &'static str {
        match kind {
            SectionKind::Use(_) | SectionKind::Outcome(..) | SectionKind::Material(..) => self.mark(true),
            _ => self.colon(),
        }
    }

    /// The clauses with their places, without end marks.
    pub(super) fn clauses(self, kind: &SectionKind) -> Vec<(Span, String)> {
        fn each<T>(clauses: &[Located<T>], write: impl Fn(&T) -> String) -> Vec<(Span, String)> {
            clauses.iter().map(|clause| (clause.span, write(&clause.node))).collect()
        }
        match kind {
            SectionKind::Use(_) => Vec::new(),
            SectionKind::Organisation(_, clauses) => each(clauses, |c| self.unit(c)),
            SectionKind::Procedure(_, clauses) | SectionKind::Rule(_, clauses) => {
                each(clauses, |c| self.item(c))
            }
            SectionKind::Custody(_, clauses) => each(clauses, |c| self.custody(c)),
            SectionKind::Data(clauses) => each(clauses, |c| self.field(c)),
            SectionKind::Condition(_, clauses) => clauses.iter().map(|c| (c.span, self.expr(c))).collect(),
            SectionKind::Post(_, clauses) => each(clauses, |c| self.post(c)),
            SectionKind::Material(_, clauses) => each(clauses, |c| self.material(c)),
            SectionKind::Outcome(_, clauses) => each(clauses, |c| self.outcome(c)),
            SectionKind::Clock(_, clauses) => each(clauses, |c| self.clock(c)),
            SectionKind::Place(_, _, clauses) => each(clauses, |c| self.place(c)),
            SectionKind::Anytime(_, clauses) => each(clauses, |c| self.anytime(c)),
            SectionKind::After(clauses) => each(clauses, |c| self.after(c)),
            SectionKind::Scenario(_, clauses) => each(clauses, |c| self.scenario(c)),
        }
    }

    fn unit(self, clause: &UnitClause) -> String {
        let UnitClause::Divisions(names) = clause;
        self.with("division", &self.names(names))
    }

    /// A keyword and what follows it.
    pub(super) fn with(self, id: &str, what: &str) -> String {
        format!("{} {what}", self.word(id, 0))
    }

    fn item(self, clause: &ItemClause) -> String {
        match clause {
            ItemClause::Alias(name) => self.with("alias", &self.name(name)),
            ItemClause::Basis(basis) => self.basis(basis),
            ItemClause::Unit(name) => self.with("unit_in_charge", &self.name(name)),
            ItemClause::Serves(all) => {
                let words: Vec<String> =
                    all.iter().map(|one| self.word(serves(one.node), 0).to_owned()).collect();
                self.with("serves", &self.list(&words))
            }
            ItemClause::Kind(kind) => {
                let word = match kind.node {
                    ItemKind::Immediate => "immediate",
                    ItemKind::Timed => "timed",
                };
                self.with("item_kind", self.word(word, 0))
            }
            ItemClause::Dates(names) => self.with("key_dates", &self.names(names)),
            ItemClause::EnquiryPhone(phone) => self.with("enquiry_phone", phone),
            ItemClause::ComplaintPhone(phone) => self.with("complaint_phone", phone),
            ItemClause::Free => self.word("free_of_charge", 0).to_owned(),
            ItemClause::InForce(date) => self.with("in_force_from", &written_date(date.node)),
            ItemClause::Applies { to, before_first } => self.applies(&to.node, *before_first),
            ItemClause::Explanation(text) => self.say("<explain>：{0}", "<explain>: {0}", &[text]),
        }
    }

    /// 依据 《…》第三十二条、《…》.
    pub(super) fn basis(self, basis: &[Located<Basis>]) -> String {
        let mut words = Vec::new();
        for one in basis {
            words.push(match &one.node {
                Basis::Law { title, article } => {
                    format!("《{title}》{}", article.as_deref().unwrap_or_default())
                }
                Basis::OwnRule(text) => self.say("<own_rule>（{0}）", "<own_rule> ({0})", &[text]),
                Basis::Unverified => return self.word("unverified", 0).to_owned(),
            });
        }
        self.with("under", &self.list_and(&words))
    }

    /// The same with the comma before it, or nothing.
    pub(super) fn and_basis(self, basis: &[Located<Basis>]) -> String {
        if basis.is_empty() { String::new() } else { format!("{}{}", self.comma(), self.basis(basis)) }
    }

    fn field(self, clause: &DataClause) -> String {
        let ty = match &clause.ty.node {
            TypeName::Money => self.word("money", 0).to_owned(),
            TypeName::Integer => self.word("integer", 0).to_owned(),
            TypeName::Flag => self.word("flag", 0).to_owned(),
            TypeName::Date => self.word("date", 0).to_owned(),
            TypeName::Text => self.word("text", 0).to_owned(),
            TypeName::Choice(names) => self.say("<choice>（{0}）", "<choice> ({0})", &[&self.names(names)]),
        };
        let mut out = format!("{} {ty}", self.name(&clause.name));
        for word in &clause.words {
            out.push_str(self.comma());
            out.push_str(&match &word.node {
                FieldWord::Required => self.word("required_field", 0).to_owned(),
                FieldWord::Personal => self.word("personal", 0).to_owned(),
                FieldWord::By(role) => self.say("<by> {0} <fill_in>", "<by> {0}", &[&self.role(role)]),
            });
        }
        out
    }

    pub(super) fn role(self, role: &Role) -> String {
        match role {
            Role::Applicant => self.word("applicant", 0).to_owned(),
            Role::Officer => self.word("officer", 0).to_owned(),
            Role::FirstHandler => self.word("first_handler", 0).to_owned(),
            Role::OwnSuperior => self.word("own_superior", 0).to_owned(),
            Role::Post(name) => self.name(name),
        }
    }

    fn post(self, clause: &PostClause) -> String {
        match clause {
            PostClause::Holders(names) => self.say("<by> {0}", "<by.1> {0}", &[&self.names(names)]),
            PostClause::StandIns(names) => self.with("b_officer", &self.names(names)),
            PostClause::Superior(name) => self.with("superior", &self.name(name)),
            PostClause::FirstInquiry => self.word("first_inquiry", 0).to_owned(),
            PostClause::FirstHandling => self.word("first_handling", 0).to_owned(),
            PostClause::Risk(grade) => {
                let word = match grade.node {
                    RiskGrade::Low => "low",
                    RiskGrade::Medium => "medium",
                    RiskGrade::High => "high",
                };
                self.with("risk", self.word(word, 0))
            }
        }
    }

    fn material(self, clause: &MaterialClause) -> String {
        match clause {
            MaterialClause::Needed => self.word("needed", 0).to_owned(),
            MaterialClause::SharedFrom(name) => self.with("shared_from", &self.name(name)),
            MaterialClause::Basis(basis) => self.basis(basis),
        }
    }

    fn outcome(self, clause: &OutcomeClause) -> String {
        let remedy = |r: &Remedy| format!("{} {}", self.way(&r.way), self.period(&r.within));
        match clause {
            OutcomeClause::Adverse => self.word("adverse", 0).to_owned(),
            OutcomeClause::Document(name) => self.with("document", &self.name(name)),
            OutcomeClause::Remedies(all) => {
                let words: Vec<String> = all.iter().map(remedy).collect();
                self.with("remedies", &self.list(&words))
            }
        }
    }

    /// The word of a limit and a blank, or nothing.
    pub(super) fn limit(self, of: Option<&Located<LimitName>>) -> String {
        of.map(|of| format!("{} ", self.word(limit(of.node), 0))).unwrap_or_default()
    }

    fn clock(self, clause: &ClockClause) -> String {
        match clause {
            ClockClause::Budget { of, period, from, basis } => {
                let from = from
                    .as_ref()
                    .map(|name| self.say("，<from> {0} <onward>", ", <from> {0}", &[&self.name(name)]));
                let limit = self.limit(of.as_ref());
                let period = self.period(period);
                format!("{limit}{period}{}{}", from.unwrap_or_default(), self.and_basis(basis))
            }
            ClockClause::Ends(end) => self.clock_end(end),
            ClockClause::Extend { times, at_most, by, tell, basis } => {
                let tell =
                    tell.as_ref().map(|whom| format!("{}{}", self.comma(), self.tell(&whom.node, true)));
                let parts = [
                    self.counted(times.node, "times"),
                    self.period(at_most),
                    self.name(by),
                    tell.unwrap_or_default(),
                    self.and_basis(basis),
                ];
                self.say(
                    "<extendable> {0}，<at_most> {1}，<before_expiry_by> {2} <approve>{3}{4}",
                    "<extendable> {0}, <at_most> {1}, <before_expiry_by> {2}{3}{4}",
                    &parts.each_ref().map(String::as_str),
                )
            }
            ClockClause::Left { of, period, deeds } => {
                let guard = self.left(&self.limit(of.as_ref()), period);
                format!("{guard}{}", self.deeds(deeds))
            }
            ClockClause::Expired { of, deeds } => {
                let guard = self.expired(&self.limit(of.as_ref()));
                format!("{guard}{}", self.deeds(deeds))
            }
        }
    }

    fn clock_end(self, end: &ClockEnd) -> String {
        match end {
            ClockEnd::Date(name) => self.say("<until> {0} <ends>", "<until> {0}", &[&self.name(name)]),
            ClockEnd::Acts(acts) => {
                let words: Vec<String> =
                    acts.iter().map(|a| self.word(ending(a.node), 0).to_owned()).collect();
                let list = self.list(&words);
                if words.len() == 1 {
                    self.say("<until> <doing> {0} <ends>", "<until> <doing> {0}", &[&list])
                } else {
                    self.say("<until> <doing> {0} <one_of> <ends>", "<until> <doing> <one_of> {0}", &[&list])
                }
            }
        }
    }
}

const fn serves(who: Serves) -> &'static str {
    match who {
        Serves::Person => "natural_persons",
        Serves::LegalPerson => "legal_persons",
        Serves::OtherOrganisation => "other_organisations",
    }
}

const fn limit(of: LimitName) -> &'static str {
    match of {
        LimitName::Statutory => "statutory",
        LimitName::Promised => "promised",
    }
}

const fn ending(act: EndingAct) -> &'static str {
    match act {
        EndingAct::Accept => "accept",
        EndingAct::Decline => "decline",
        EndingAct::NotifyOnce => "notify_once",
        EndingAct::Convert => "convert",
    }
}
