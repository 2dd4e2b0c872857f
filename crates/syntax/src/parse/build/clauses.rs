//! Heads and the clauses of what is declared: organisation, procedure, data, posts, materials, outcomes, clocks.

use super::{Built, Fault, Parts, Place};
use crate::tree::{
    Basis, ClockClause, ClockEnd, DataClause, EndingAct, FieldWord, ItemClause, ItemKind, LimitName, Located,
    MaterialClause, OutcomeClause, PlaceKind, PostClause, Remedy, RiskGrade, Role, SectionKind, Serves,
    TypeName, UnitClause,
};
use shouwen_grammar::{Node, Rule};

/// The section that a head opens, still without clauses.
pub(in crate::parse) fn head(at: Place, node: &Node<'_>) -> Built<SectionKind> {
    let parts = at.parts(node);
    if parts.has("data") {
        return Ok(SectionKind::Data(Vec::new()));
    }
    if parts.has("after_closing") {
        return Ok(SectionKind::After(Vec::new()));
    }
    if parts.has("any_time") {
        let before = parts.maybe(Rule::name).map(|name| at.name(name));
        return Ok(SectionKind::Anytime(before, Vec::new()));
    }
    let name = at.name(parts.one(Rule::name)?);
    let (word, _) = parts.first()?.keyword().ok_or_else(|| parts.lost())?;
    Ok(match word {
        "use" => SectionKind::Use(name),
        "organisation" => SectionKind::Organisation(name, Vec::new()),
        "procedure" => SectionKind::Procedure(name, Vec::new()),
        "rule" => SectionKind::Rule(name, Vec::new()),
        "custody" => SectionKind::Custody(name, Vec::new()),
        "condition" => SectionKind::Condition(name, Vec::new()),
        "post" => SectionKind::Post(name, Vec::new()),
        "material" => SectionKind::Material(name, Vec::new()),
        "outcome" => SectionKind::Outcome(name, Vec::new()),
        "clock" => SectionKind::Clock(name, Vec::new()),
        "step" => SectionKind::Place(PlaceKind::Step, name, Vec::new()),
        "wait" => SectionKind::Place(PlaceKind::Wait, name, Vec::new()),
        "scenario" => SectionKind::Scenario(name, Vec::new()),
        _ => return Err(parts.lost()),
    })
}

/// The clause inside an entry.
pub(super) fn clause<'t>(at: Place, entry: &Node<'t>) -> Built<(Node<'t>, Parts<'t>)> {
    let whole = at.parts(entry);
    let node = whole.first()?.clone();
    let parts = at.parts(&node);
    Ok((node, parts))
}

pub(in crate::parse) fn unit(at: Place, entry: &Node<'_>) -> Built<Located<UnitClause>> {
    let (node, parts) = clause(at, entry)?;
    Ok(at.located(&node, UnitClause::Divisions(at.names(&parts))))
}

pub(in crate::parse) fn item(at: Place, entry: &Node<'_>) -> Built<Located<ItemClause>> {
    let (node, parts) = clause(at, entry)?;
    let name = || parts.one(Rule::name).map(|n| at.name(n));
    let phone = || parts.one(Rule::phone).map(|n| n.text().trim().to_owned());
    let made = match node.rule() {
        Rule::c_alias => ItemClause::Alias(name()?),
        Rule::c_basis => ItemClause::Basis(at.bases(&parts)?),
        Rule::c_unit => ItemClause::Unit(name()?),
        Rule::c_serves => {
            ItemClause::Serves(parts.all(Rule::serves).map(|n| serves(at, n)).collect::<Built<_>>()?)
        }
        Rule::c_kind => {
            let kinds = [("immediate", ItemKind::Immediate), ("timed", ItemKind::Timed)];
            ItemClause::Kind(at.choice(parts.one(Rule::item_kind)?, &kinds)?)
        }
        Rule::c_dates => ItemClause::Dates(at.names(&parts)),
        Rule::c_enquiry => ItemClause::EnquiryPhone(phone()?),
        Rule::c_complaint => ItemClause::ComplaintPhone(phone()?),
        Rule::c_free => ItemClause::Free,
        Rule::c_applies => super::custody::applies(at, &node)?,
        Rule::c_in_force => {
            let date = parts.one(Rule::date)?;
            ItemClause::InForce(at.located(date, at.date(date)?))
        }
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

fn serves(at: Place, node: &Node<'_>) -> Built<Located<Serves>> {
    let all = [
        ("natural_persons", Serves::Person),
        ("legal_persons", Serves::LegalPerson),
        ("other_organisations", Serves::OtherOrganisation),
    ];
    at.choice(node, &all)
}

pub(in crate::parse) fn field(at: Place, entry: &Node<'_>) -> Built<Located<DataClause>> {
    let (node, parts) = clause(at, entry)?;
    let ty = parts.one(Rule::type_name)?;
    let words = parts.all(Rule::field_word).map(|n| field_word(at, n)).collect::<Built<_>>()?;
    let made =
        DataClause { name: at.name(parts.one(Rule::name)?), ty: at.located(ty, type_name(at, ty)?), words };
    Ok(at.located(&node, made))
}

fn type_name(at: Place, node: &Node<'_>) -> Built<TypeName> {
    let parts = at.parts(node);
    let (word, _) = parts.first()?.keyword().ok_or_else(|| parts.lost())?;
    Ok(match word {
        "money" => TypeName::Money,
        "integer" => TypeName::Integer,
        "flag" => TypeName::Flag,
        "date" => TypeName::Date,
        "text" => TypeName::Text,
        "choice" => TypeName::Choice(at.names(&parts)),
        _ => return Err(parts.lost()),
    })
}

fn field_word(at: Place, node: &Node<'_>) -> Built<Located<FieldWord>> {
    let parts = at.parts(node);
    let word = if parts.has("required_field") {
        FieldWord::Required
    } else if parts.has("personal") {
        FieldWord::Personal
    } else {
        FieldWord::By(at.role(parts.one(Rule::role)?)?.node)
    };
    Ok(at.located(node, word))
}

pub(in crate::parse) fn post(at: Place, entry: &Node<'_>) -> Built<Located<PostClause>> {
    let (node, parts) = clause(at, entry)?;
    let made = match node.rule() {
        Rule::c_holders => PostClause::Holders(at.names(&parts)),
        Rule::c_stand_ins => PostClause::StandIns(at.names(&parts)),
        Rule::c_superior => PostClause::Superior(at.name(parts.one(Rule::name)?)),
        Rule::c_first_inquiry => PostClause::FirstInquiry,
        Rule::c_first_handling => PostClause::FirstHandling,
        Rule::c_risk => {
            let grades = [("high", RiskGrade::High), ("medium", RiskGrade::Medium), ("low", RiskGrade::Low)];
            PostClause::Risk(at.choice(parts.one(Rule::grade)?, &grades)?)
        }
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

pub(in crate::parse) fn material(at: Place, entry: &Node<'_>) -> Built<Located<MaterialClause>> {
    let (node, parts) = clause(at, entry)?;
    let made = match node.rule() {
        Rule::c_needed => MaterialClause::Needed,
        Rule::c_shared => MaterialClause::SharedFrom(at.name(parts.one(Rule::name)?)),
        Rule::c_basis => MaterialClause::Basis(at.bases(&parts)?),
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

pub(in crate::parse) fn outcome(at: Place, entry: &Node<'_>) -> Built<Located<OutcomeClause>> {
    let (node, parts) = clause(at, entry)?;
    let made = match node.rule() {
        Rule::c_adverse => OutcomeClause::Adverse,
        Rule::c_document => OutcomeClause::Document(at.name(parts.one(Rule::name)?)),
        Rule::c_remedies => {
            OutcomeClause::Remedies(parts.all(Rule::remedy).map(|n| remedy(at, n)).collect::<Built<_>>()?)
        }
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

fn remedy(at: Place, node: &Node<'_>) -> Built<Remedy> {
    let parts = at.parts(node);
    Ok(Remedy { way: at.open_name(parts.one(Rule::way)?)?, within: at.period(parts.one(Rule::period)?)? })
}

pub(in crate::parse) fn clock(at: Place, entry: &Node<'_>) -> Built<Located<ClockClause>> {
    let (node, parts) = clause(at, entry)?;
    let of = at.maybe(&parts, Rule::limit, Place::limit)?;
    let made = match node.rule() {
        Rule::c_budget => ClockClause::Budget {
            of,
            period: at.period(parts.one(Rule::period)?)?,
            from: at.maybe(&parts, Rule::from, |at, n| at.inner_name(n))?,
            basis: at.bases(&parts)?,
        },
        Rule::c_ends => ClockClause::Ends(clock_end(at, &parts)?),
        Rule::c_extend => extend(at, &parts)?,
        Rule::c_left => ClockClause::Left {
            of,
            period: at.period(parts.one(Rule::period)?)?,
            deeds: at.deeds(parts.one(Rule::deeds)?)?,
        },
        Rule::c_expired => ClockClause::Expired { of, deeds: at.deeds(parts.one(Rule::deeds)?)? },
        _ => return Err(parts.lost()),
    };
    Ok(at.located(&node, made))
}

fn clock_end(at: Place, parts: &Parts<'_>) -> Built<ClockEnd> {
    let acts = parts.maybe(Rule::ends_acts_z).or_else(|| parts.maybe(Rule::ends_acts_e));
    let Some(acts) = acts else { return Ok(ClockEnd::Date(at.name(parts.one(Rule::name)?))) };
    let all = [
        ("accept", EndingAct::Accept),
        ("decline", EndingAct::Decline),
        ("notify_once", EndingAct::NotifyOnce),
        ("convert", EndingAct::Convert),
    ];
    let acts = at.parts(acts);
    Ok(ClockEnd::Acts(acts.all(Rule::ending).map(|n| at.choice(n, &all)).collect::<Built<_>>()?))
}

fn extend(at: Place, parts: &Parts<'_>) -> Built<ClockClause> {
    let times = parts.one(Rule::times)?;
    let number = at.parts(times);
    let tell = parts.maybe(Rule::tell).map(|n| at.parts(n));
    Ok(ClockClause::Extend {
        times: at.located(times, at.count(number.one(Rule::number)?)?),
        at_most: at.inner_period(parts.one(Rule::at_most)?)?,
        by: at.inner_name(parts.one(Rule::approval)?)?,
        tell: tell.map(|tell| at.role(tell.one(Rule::role)?)).transpose()?,
        basis: at.bases(parts)?,
    })
}

impl Place {
    /// The bases of the clause's 依据, if it has one.
    pub(super) fn bases(self, parts: &Parts<'_>) -> Built<Vec<Located<Basis>>> {
        parts.maybe(Rule::basis).map_or_else(|| Ok(Vec::new()), |node| self.basis(node))
    }

    pub(super) fn basis(self, node: &Node<'_>) -> Built<Vec<Located<Basis>>> {
        let parts = self.parts(node);
        if parts.has("unverified") {
            return Ok(vec![self.located(node, Basis::Unverified)]);
        }
        let law = |node: &Node<'_>| {
            let parts = self.parts(node);
            let basis = if let Some(text) = parts.maybe(Rule::rule_text) {
                Basis::OwnRule(text.text().trim().to_owned())
            } else {
                let title = parts.one(Rule::title)?.text();
                let title = title.strip_prefix('《').and_then(|t| t.strip_suffix('》')).unwrap_or(title);
                let article = parts.maybe(Rule::article).map(|n| n.text().to_owned());
                Basis::Law { title: title.to_owned(), article }
            };
            Ok::<_, Fault>(self.located(node, basis))
        };
        parts.all(Rule::law).map(law).collect()
    }

    pub(super) fn limit(self, node: &Node<'_>) -> Built<Located<LimitName>> {
        self.choice(node, &[("statutory", LimitName::Statutory), ("promised", LimitName::Promised)])
    }

    pub(super) fn role(self, node: &Node<'_>) -> Built<Located<Role>> {
        let parts = self.parts(node);
        let role = if let Some(name) = parts.maybe(Rule::name) {
            Role::Post(self.name(name))
        } else if parts.has("applicant") {
            Role::Applicant
        } else if parts.has("officer") {
            Role::Officer
        } else if parts.has("first_handler") {
            Role::FirstHandler
        } else {
            Role::OwnSuperior
        };
        Ok(self.located(node, role))
    }

    pub(super) fn inner_name(self, node: &Node<'_>) -> Built<crate::tree::Name> {
        Ok(self.name(self.parts(node).one(Rule::name)?))
    }

    pub(super) fn inner_period(self, node: &Node<'_>) -> Built<crate::tree::Period> {
        self.period(self.parts(node).one(Rule::period)?)
    }
}
