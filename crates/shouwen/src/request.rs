//! A request as people and programs give it: names and words in either language, values as text. What it means is
//! worked out by normalising it against a definition.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Materials: handed in, as a list; or what a check found, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Materials {
    /// Handed in.
    List(Vec<String>),
    /// 缺 / missing, 合格 / conforming, 不合格 / nonconforming.
    Marks(BTreeMap<String, String>),
}

/// Who gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestActor {
    /// The person: an id in the directory with a post, otherwise the name of somebody outside the office.
    pub person: String,
    /// The post acted for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
}

/// 补录: why something is entered later than it happened, and who vouches for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestLate {
    /// The second person.
    pub person: String,
    /// The post that the second person holds.
    pub post: String,
    /// 理由.
    pub reasons: String,
}

/// What a linked case opens with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestOpening {
    /// 简称 of its procedure.
    pub procedure: String,
    /// Fields by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<String, serde_json::Value>,
    /// Materials handed in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<String>,
}

/// A request: one JSON object of `run`, or built by a program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The act, for example `open` or 提交.
    pub act: String,
    /// Who.
    pub actor: RequestActor,
    /// 缺席: whoever holds the case that is entered was not at the session.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub absent: bool,
    /// The case of the agenda that is entered: its id, or `@` and its opening key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agenda: Option<String>,
    /// What one of a party answers: 同意 or `consents`, 不同意 or `objects`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Units by which a clock is extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u32>,
    /// For whom a case is opened, where an officer takes it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<String>,
    /// Business time; now, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The case: its id, or `@` and its opening key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// The clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// Conclusions by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub conclude: BTreeMap<String, String>,
    /// Fields by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<String, serde_json::Value>,
    /// The number of the duty that is done, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<u32>,
    /// The awaited event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// From this day or instant (absence, appointment).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The key under which the answer is kept.
    pub key: String,
    /// 补录.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<RequestLate>,
    /// Materials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub materials: Option<Materials>,
    /// Which of a party, from 1; the first or only one, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// 开启: cases of other procedures that open with it, by the names of the links.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub open: BTreeMap<String, RequestOpening>,
    /// 当事人: the party that received or answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// The applicant's period that the document issued here states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<u32>,
    /// The person concerned (transfer, appointment, absence).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The post concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// Who was asked at the same time as the officer who opens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<RequestActor>,
    /// 简称 of the procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<String>,
    /// The proof of delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
    /// 理由.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<String>,
    /// When a late entry was entered, under a virtual clock; the host's clock says it otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<String>,
    /// 责任: the slot, by its name; 首办责任人 and 经办人 are the kernel's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<String>,
    /// As stand-in (B岗).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stand_in: bool,
    /// The place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// To whom a post is delegated, or where a case is returned to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// To this day, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl Request {
    /// A request by its act and key.
    #[must_use]
    pub fn new(act: impl Into<String>, key: impl Into<String>) -> Self {
        Self { act: act.into(), key: key.into(), ..Self::default() }
    }

    /// 提交: opens a case of a procedure, under a key that is unique in the log.
    #[must_use]
    pub fn open(procedure: impl Into<String>, key: impl Into<String>) -> Self {
        Self { procedure: Some(procedure.into()), ..Self::new("open", key) }
    }

    /// An act upon a case.
    #[must_use]
    pub fn on(act: impl Into<String>, case: impl Into<String>, key: impl Into<String>) -> Self {
        Self { case: Some(case.into()), ..Self::new(act, key) }
    }

    /// 完成 of a place.
    #[must_use]
    pub fn complete(case: impl Into<String>, key: impl Into<String>, step: impl Into<String>) -> Self {
        Self { step: Some(step.into()), ..Self::on("complete", case, key) }
    }

    /// By an applicant, or somebody else outside the office.
    #[must_use]
    pub fn applicant(mut self, name: impl Into<String>) -> Self {
        self.actor = RequestActor { person: name.into(), post: None };
        self
    }

    /// By an officer, for a post.
    #[must_use]
    pub fn officer(mut self, person: impl Into<String>, post: impl Into<String>) -> Self {
        self.actor = RequestActor { person: person.into(), post: Some(post.into()) };
        self
    }

    /// At a business time, as RFC 3339.
    #[must_use]
    pub fn at(mut self, at: impl Into<String>) -> Self {
        self.at = Some(at.into());
        self
    }

    /// In a place.
    #[must_use]
    pub fn step(mut self, step: impl Into<String>) -> Self {
        self.step = Some(step.into());
        self
    }

    /// Gives a field a value.
    #[must_use]
    pub fn data(mut self, field: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.data.insert(field.into(), value.into());
        self
    }

    /// Concludes.
    #[must_use]
    pub fn conclude(mut self, conclusion: impl Into<String>, value: impl Into<String>) -> Self {
        self.conclude.insert(conclusion.into(), value.into());
        self
    }

    /// Gives reasons.
    #[must_use]
    pub fn reasons(mut self, reasons: impl Into<String>) -> Self {
        self.reasons = Some(reasons.into());
        self
    }

    /// Concerns a person in a post: to whom a slot is offered, who is appointed.
    #[must_use]
    pub fn about(mut self, person: impl Into<String>, post: impl Into<String>) -> Self {
        self.person = Some(person.into());
        self.post = Some(post.into());
        self
    }

    /// Concerns a slot of responsibility.
    #[must_use]
    pub fn slot(mut self, slot: impl Into<String>) -> Self {
        self.slot = Some(slot.into());
        self
    }

    /// Speaks of a case of the agenda.
    #[must_use]
    pub fn agenda(mut self, case: impl Into<String>) -> Self {
        self.agenda = Some(case.into());
        self
    }

    /// For an applicant, where an officer takes it down.
    #[must_use]
    pub fn on_behalf_of(mut self, name: impl Into<String>) -> Self {
        self.applicant = Some(name.into());
        self
    }

    /// 补录, with its reasons and the second person.
    #[must_use]
    pub fn late(
        mut self,
        reasons: impl Into<String>,
        person: impl Into<String>,
        post: impl Into<String>,
    ) -> Self {
        self.late = Some(RequestLate { person: person.into(), post: post.into(), reasons: reasons.into() });
        self
    }

    /// 开启: a case of another procedure opens with it.
    #[must_use]
    pub fn opening(mut self, link: impl Into<String>, opening: RequestOpening) -> Self {
        self.open.insert(link.into(), opening);
        self
    }

    /// Hands materials in.
    #[must_use]
    pub fn materials<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.materials = Some(Materials::List(names.into_iter().map(Into::into).collect()));
        self
    }

    /// What a check found.
    #[must_use]
    pub fn marks<S: Into<String>>(mut self, marks: impl IntoIterator<Item = (S, S)>) -> Self {
        let marks = marks.into_iter().map(|(name, mark)| (name.into(), mark.into()));
        self.materials = Some(Materials::Marks(marks.collect()));
        self
    }
}
