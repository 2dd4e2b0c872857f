//! What somebody asks of a case: the normalised command, as it stands in a record under `q`.
//!
//! A command arrives here with every value normalised by its type and every salted value sealed: salts are drawn
//! outside, so that deciding draws nothing. Member names are fixed ASCII and stand in alphabetical order.

use crate::effect::Slot;
use serde::{Deserialize, Serialize};
use shouwen_audit::{Actor, PersonRef, Published};
use shouwen_calendar::CalendarData;
use shouwen_canon::{CaseId, Date, Hash, Instant, Sealed};
use shouwen_model::form::Form;
use shouwen_model::value::Value;

/// The most bytes of a command's key.
pub const MAX_KEY_BYTES: usize = 128;

/// The most bytes of one free text (a reason).
pub const MAX_REASON_BYTES: usize = 16 * 1024;

/// The most bytes of the name of a proof.
pub const MAX_PROOF_BYTES: usize = 256;

/// The capacity of an applicant, as it stands in an actor's `k`.
pub const APPLICANT: &str = "applicant";

/// The capacity of a stand-in (B岗).
pub const STAND_IN: &str = "stand_in";

/// The capacity of somebody to whom a holder delegated the post for a time (代理).
pub const DELEGATE: &str = "delegate";

/// The person id under which time itself acts.
pub const TIME: &str = "time";

/// The person id under which one case of the log acts upon another: opening it, and giving it its result.
pub const LINK: &str = "link";

/// A command with who gives it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Who.
    pub actor: Actor,
    /// The business instant.
    pub at: Instant,
    /// What, with its key.
    pub body: Body,
}

/// The part of a command that stands under `q`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Unique among the commands of its case; of an opening, among the openings of its log and procedure.
    #[serde(rename = "k")]
    pub key: String,
    /// 补录: the command is entered later than it happened.
    #[serde(rename = "late", default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Late>,
    /// What is asked.
    #[serde(flatten)]
    pub act: Act,
}

/// 补录: why something is entered later than it happened, and who vouches for it besides the one who enters it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Late {
    /// The second person.
    #[serde(rename = "i")]
    pub second: String,
    /// The post that the second person holds.
    #[serde(rename = "o")]
    pub post: String,
    /// 理由.
    #[serde(rename = "w")]
    pub reasons: Sealed<String>,
}

/// The command of another case that has this one opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ordered {
    /// The case.
    #[serde(rename = "c")]
    pub case: CaseId,
    /// The name of the link in it.
    #[serde(rename = "l")]
    pub link: String,
    /// The record that orders it.
    #[serde(rename = "n")]
    pub number: u64,
}

/// What a linked case is opened with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// 简称 of its procedure.
    #[serde(rename = "a")]
    pub alias: String,
    /// Fields that the applicant fills.
    #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<(String, Datum)>,
    /// Materials handed in.
    #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<String>,
}

/// A value in the clear, or sealed where the definition says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Datum {
    /// A salted digest; its opening stands apart.
    Sealed(Sealed<Value>),
    /// In the clear.
    Open(Value),
}

impl Datum {
    /// The value, if it is at hand.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Sealed(sealed) => sealed.value(),
            Self::Open(value) => Some(value),
        }
    }
}

/// How a material was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// 合格.
    Conforming,
    /// 缺.
    Missing,
    /// 不合格.
    Nonconforming,
    /// 承诺: a promise stands in its place.
    Promised,
}

/// Which limit of a clock, as a word in records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitWord {
    /// 法定.
    Statutory,
    /// 承诺.
    Promised,
    /// 内部时限.
    Internal,
    /// How long a wait may last.
    Wait,
    /// What is owed after closing.
    Duty,
    /// How long an offered hand-over stands open.
    Offer,
    /// How long a deferred material is owed.
    Deferred,
    /// How long one of a party has, from the own receipt.
    Party,
}

/// What time does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeKind {
    /// So much is left.
    Warn,
    /// The limit has passed.
    Expire,
    /// What is repeated after expiry comes round again.
    Repeat,
}

/// What is asked. The tag `t` is the act's word in records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Act {
    /// 提交: a case opens.
    Open {
        /// 简称 of the procedure.
        #[serde(rename = "a")]
        alias: String,
        /// Fields that the applicant fills.
        #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
        data: Vec<(String, Datum)>,
        /// For whom, where an officer takes it down.
        #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
        applicant: Option<Sealed<String>>,
        /// The case that has it opened.
        #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
        ordered: Option<Ordered>,
        /// Materials handed in.
        #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
        materials: Vec<String>,
        /// Who was asked at the same time: person and post.
        #[serde(rename = "s", default, skip_serializing_if = "Vec::is_empty")]
        present: Vec<(String, String)>,
    },
    /// 核对: every material is looked at; what is not named conforms if it is there and is missing if it is not.
    Check {
        /// What was found, by material.
        #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
        materials: Vec<(String, Mark)>,
        /// The place.
        #[serde(rename = "p")]
        place: String,
    },
    /// 填写: fields of a place.
    Fill {
        /// The fields.
        #[serde(rename = "d")]
        data: Vec<(String, Datum)>,
        /// The place.
        #[serde(rename = "p")]
        place: String,
    },
    /// 完成: the place is done.
    Complete {
        /// What is concluded.
        #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
        conclude: Vec<(String, String)>,
        /// Fields filled in the same breath.
        #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
        data: Vec<(String, Datum)>,
        /// Cases of other procedures that open with it, by the names of the links.
        #[serde(rename = "l", default, skip_serializing_if = "Vec::is_empty")]
        open: Vec<(String, Opening)>,
        /// The applicant's period that the document issued here states, in the unit of the wait's own limit.
        #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
        period: Option<u32>,
        /// The place.
        #[serde(rename = "p")]
        place: String,
        /// 理由.
        #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
        reasons: Option<Sealed<String>>,
    },
    /// 补齐: the applicant hands in what was asked for.
    Supplement {
        /// Materials handed in.
        #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
        materials: Vec<String>,
    },
    /// 撤回.
    Withdraw {},
    /// An awaited event by the author's name for it.
    Event {
        /// The event.
        #[serde(rename = "e")]
        event: String,
        /// The place in which it happened, where several branches may await it; absent: the first that awaits it.
        #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
        place: Option<String>,
    },
    /// 收到: one of a party has received what was sent to it.
    Receipt {
        /// Which, from 1.
        #[serde(rename = "n")]
        number: u32,
        /// The party.
        #[serde(rename = "g")]
        party: String,
    },
    /// 答复: one of a party has answered.
    Answer {
        /// Which, from 1.
        #[serde(rename = "n")]
        number: u32,
        /// The party.
        #[serde(rename = "g")]
        party: String,
        /// Consents or objects, where the answer says so.
        #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
        consents: Option<bool>,
    },
    /// 一次性告知 outside the place that gives it: never lawful twice.
    Notify {
        /// What it would list.
        #[serde(rename = "m")]
        materials: Vec<String>,
    },
    /// 当场更正.
    Correct {
        /// Fields put right.
        #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
        data: Vec<(String, Datum)>,
        /// Materials handed in on the spot.
        #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
        materials: Vec<String>,
    },
    /// 附: papers that a place needs are put on file.
    Attach {
        /// The papers.
        #[serde(rename = "m")]
        papers: Vec<String>,
        /// The place.
        #[serde(rename = "p")]
        place: String,
    },
    /// 退回: the officer returns the case to a place.
    Return {
        /// The place returned from.
        #[serde(rename = "p")]
        place: String,
        /// The place returned to.
        #[serde(rename = "to")]
        to: String,
        /// 理由.
        #[serde(rename = "w")]
        reasons: Sealed<String>,
    },
    /// 转办: another holder of the same post takes the work over.
    Transfer {
        /// The person.
        #[serde(rename = "i")]
        person: String,
    },
    /// 延长.
    Extend {
        /// The clock.
        #[serde(rename = "c")]
        clock: String,
        /// By how many units of its limits.
        #[serde(rename = "n")]
        amount: u32,
        /// 理由.
        #[serde(rename = "w")]
        reasons: Sealed<String>,
    },
    /// 送达: what is owed after closing is done.
    Serve {
        /// The number of the duty in the definition, from 1.
        #[serde(rename = "n")]
        duty: u32,
        /// 取得: the proof, where one is owed.
        #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
        proof: Option<String>,
    },
    /// 事后核查: what is to be verified after closing is, and found to conform or not.
    Verify {
        /// Cases of other procedures that open with it, by the names of the links.
        #[serde(rename = "l", default, skip_serializing_if = "Vec::is_empty")]
        open: Vec<(String, Opening)>,
        /// The number of the duty in the definition, from 1.
        #[serde(rename = "n")]
        duty: u32,
        /// What was found.
        #[serde(rename = "v")]
        found: Mark,
        /// 取得: the proof, where one is owed.
        #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
        proof: Option<String>,
    },
    /// 移交: the holder of a slot offers it to somebody.
    Offer {
        /// The person.
        #[serde(rename = "i")]
        person: String,
        /// The post in which the person would hold it.
        #[serde(rename = "o")]
        post: String,
        /// The slot.
        #[serde(rename = "s")]
        slot: Slot,
    },
    /// 签收: an offered slot is taken.
    Accept {
        /// The slot.
        #[serde(rename = "s")]
        slot: Slot,
    },
    /// 拒收: an offered slot is declined.
    Decline {
        /// The slot.
        #[serde(rename = "s")]
        slot: Slot,
        /// 理由.
        #[serde(rename = "w")]
        reasons: Sealed<String>,
    },
    /// 上报: the holder of a slot puts it before the own superior.
    Refer {
        /// The slot.
        #[serde(rename = "s")]
        slot: Slot,
        /// 理由.
        #[serde(rename = "w")]
        reasons: Sealed<String>,
    },
    /// 指定: the superior before whom a slot was put says who holds it; or somebody is appointed to a post of one case.
    Assign {
        /// The person.
        #[serde(rename = "i")]
        person: String,
        /// The post.
        #[serde(rename = "o")]
        post: String,
        /// The slot.
        #[serde(rename = "s")]
        slot: Slot,
    },
    /// 随机 指定: somebody is drawn by lot for a post of one case.
    Draw {
        /// The post.
        #[serde(rename = "s")]
        slot: Slot,
    },
    /// 接任: a successor in duty, after the holder of a slot has left the post.
    Succeed {
        /// The person.
        #[serde(rename = "i")]
        person: String,
        /// The slot.
        #[serde(rename = "s")]
        slot: Slot,
    },
    /// A linked case is decided, or could not be opened.
    Linked {
        /// The linked case.
        #[serde(rename = "c")]
        case: CaseId,
        /// The name of the link.
        #[serde(rename = "l")]
        link: String,
        /// How it ended.
        #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
        outcome: Option<String>,
        /// Why it could not be opened: the code of the refusal.
        #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
        refused: Option<String>,
    },
    /// A session comes round: its case opens, with the open cases that come before it.
    Convene {
        /// 简称 of the procedure whose cases are the sessions.
        #[serde(rename = "a")]
        alias: String,
        /// The day on which it comes round, before any day off moves it.
        #[serde(rename = "d")]
        day: Date,
        /// The agenda, sorted.
        #[serde(rename = "g", default, skip_serializing_if = "Vec::is_empty")]
        agenda: Vec<CaseId>,
        /// How many more cases would come before it than an agenda may hold.
        #[serde(rename = "n", default, skip_serializing_if = "crate::case::is_zero")]
        left_out: u32,
    },
    /// 逐案: what a session has to say of one case of its agenda.
    Enter {
        /// The case.
        #[serde(rename = "c")]
        case: CaseId,
        /// The fields.
        #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
        data: Vec<(String, Datum)>,
        /// The place.
        #[serde(rename = "p")]
        place: String,
        /// 缺席: whoever holds the case was not there.
        #[serde(rename = "x", default, skip_serializing_if = "std::ops::Not::not")]
        absent: bool,
    },
    /// A session has spoken of this case.
    Raised {
        /// The session.
        #[serde(rename = "c")]
        case: CaseId,
        /// The fields.
        #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
        data: Vec<(String, Datum)>,
        /// Who entered it.
        #[serde(rename = "i")]
        person: String,
        /// The record of the session that says so.
        #[serde(rename = "n")]
        number: u64,
        /// The post for which that person acted.
        #[serde(rename = "o")]
        post: String,
        /// The schedule.
        #[serde(rename = "s")]
        schedule: String,
        /// 缺席: whoever holds the case was not there.
        #[serde(rename = "x", default, skip_serializing_if = "std::ops::Not::not")]
        absent: bool,
    },
    /// Time acts.
    Time {
        /// The legal instant.
        #[serde(rename = "at")]
        legal: Instant,
        /// The clock, or the number of the duty.
        #[serde(rename = "c")]
        clock: String,
        /// Which limit.
        #[serde(rename = "l")]
        limit: LimitWord,
        /// What time does.
        #[serde(rename = "w")]
        kind: TimeKind,
    },
    /// A log begins: its operator may publish and appoint first.
    Genesis {
        /// The operator's person id.
        #[serde(rename = "o")]
        operator: String,
        /// The built-in definitions and the first calendar.
        #[serde(rename = "pub")]
        published: Published,
    },
    /// A calendar is published.
    Calendar {
        /// The artefact.
        #[serde(rename = "d")]
        data: CalendarData,
        /// Its hash.
        #[serde(rename = "pub")]
        published: Published,
    },
    /// A definition is published.
    Publish {
        /// Hash of the whole text.
        #[serde(rename = "doc")]
        document: Hash,
        /// The resolved form.
        #[serde(rename = "f")]
        form: Box<Form>,
        /// Its hash.
        #[serde(rename = "pub")]
        published: Published,
        /// The text, by files: name and text.
        #[serde(rename = "x")]
        text: Sealed<Vec<(String, String)>>,
    },
    /// 任: a person takes a post.
    Appoint {
        /// Since when.
        #[serde(rename = "f")]
        from: Instant,
        /// The person.
        #[serde(rename = "i")]
        person: String,
        /// As stand-in (B岗).
        #[serde(rename = "b", default, skip_serializing_if = "std::ops::Not::not")]
        stand_in: bool,
        /// The post.
        #[serde(rename = "o")]
        post: String,
    },
    /// 免: a person leaves a post.
    Relieve {
        /// The person.
        #[serde(rename = "i")]
        person: String,
        /// The post.
        #[serde(rename = "o")]
        post: String,
    },
    /// 缺勤: a person is away.
    Absent {
        /// From this day.
        #[serde(rename = "f")]
        from: Date,
        /// The person.
        #[serde(rename = "i")]
        person: String,
        /// To this day, included.
        #[serde(rename = "u")]
        until: Date,
    },
    /// 委托: a holder delegates a post for a time. Whoever is delegated to delegates no further.
    Delegate {
        /// From this day.
        #[serde(rename = "f")]
        from: Date,
        /// Who delegates.
        #[serde(rename = "i")]
        person: String,
        /// To whom.
        #[serde(rename = "j")]
        to: String,
        /// The post.
        #[serde(rename = "o")]
        post: String,
        /// To this day, included.
        #[serde(rename = "u")]
        until: Date,
    },
    /// 回避: a person has no part in a case.
    Recuse {
        /// The case.
        #[serde(rename = "c")]
        case: CaseId,
        /// The person.
        #[serde(rename = "i")]
        person: String,
        /// 理由.
        #[serde(rename = "w")]
        reasons: Sealed<String>,
    },
}

impl Body {
    /// A command that is entered when it happens.
    pub fn new(key: impl Into<String>, act: Act) -> Self {
        Self { key: key.into(), late: None, act }
    }
}

impl Act {
    /// An opening, by whoever gives the command.
    pub fn open(alias: impl Into<String>, data: Vec<(String, Datum)>, materials: Vec<String>) -> Self {
        let (applicant, ordered, present) = (None, None, Vec::new());
        Self::Open { alias: alias.into(), data, applicant, ordered, materials, present }
    }

    /// The act's word in records.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Open { .. } => "open",
            Self::Check { .. } => "check",
            Self::Fill { .. } => "fill",
            Self::Complete { .. } => "complete",
            Self::Supplement { .. } => "supplement",
            Self::Withdraw {} => "withdraw",
            Self::Event { .. } => "event",
            Self::Receipt { .. } => "receipt",
            Self::Answer { .. } => "answer",
            Self::Notify { .. } => "notify",
            Self::Correct { .. } => "correct",
            Self::Attach { .. } => "attach",
            Self::Return { .. } => "return",
            Self::Transfer { .. } => "transfer",
            Self::Extend { .. } => "extend",
            Self::Verify { .. } => "verify",
            Self::Serve { .. } => "serve",
            Self::Offer { .. } => "offer",
            Self::Accept { .. } => "accept",
            Self::Decline { .. } => "decline",
            Self::Refer { .. } => "refer",
            Self::Assign { .. } => "assign",
            Self::Draw { .. } => "draw",
            Self::Succeed { .. } => "succeed",
            Self::Linked { .. } => "linked",
            Self::Convene { .. } => "convene",
            Self::Enter { .. } => "enter",
            Self::Raised { .. } => "raised",
            Self::Time { .. } => "time",
            Self::Genesis { .. } => "genesis",
            Self::Calendar { .. } => "calendar",
            Self::Publish { .. } => "publish",
            Self::Appoint { .. } => "appoint",
            Self::Relieve { .. } => "relieve",
            Self::Absent { .. } => "absent",
            Self::Delegate { .. } => "delegate",
            Self::Recuse { .. } => "recuse",
        }
    }
}

impl Command {
    /// The person's id, for a person of the office.
    #[must_use]
    pub fn person(&self) -> Option<&str> {
        match &self.actor.person {
            PersonRef::Id(id) => Some(id),
            PersonRef::Sealed(_) => None,
        }
    }

    /// Whether an applicant gives it.
    #[must_use]
    pub fn by_applicant(&self) -> bool {
        self.actor.capacity.as_deref() == Some(APPLICANT)
    }
}
