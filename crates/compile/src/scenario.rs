//! Scenarios, resolved: what people do at which instants, and what must be true then. Plain data; nothing is run here.
//!
//! Names are those of the form; a line's clause number is its position in the section, from 1.

use shouwen_canon::{Date, Instant};
use shouwen_model::form::{AwaitedEvent, ClockName, Measure, Period};
use shouwen_model::value::Value;
use shouwen_syntax::Span;

/// A whole scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// The head of its section.
    pub span: Span,
    /// Its lines, in order.
    pub lines: Vec<Line>,
}

/// One line with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub say: Say,
    /// Where.
    pub span: Span,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Say {
    /// Somebody does something.
    Do {
        /// When.
        at: Instant,
        /// Where it was entered afterwards: when, and with whom.
        late: Option<Late>,
        /// Who.
        actor: Actor,
        /// The place acted in, where the line names one.
        place: Option<String>,
        /// What, in order.
        deeds: Vec<Deed>,
    },
    /// An act on the directory.
    Directory {
        /// When.
        at: Instant,
        /// What.
        deed: DirectoryDeed,
    },
    /// The lines below speak of the case that was opened under this name, or (`None`) of the scenario's own again. In
    /// such a part no name is resolved and no value has a type: they stand as written.
    Turn(Option<String>),
    /// Time passes up to this instant.
    Until(Instant),
    /// What must be true now.
    Expect(Expected),
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The applicant.
    Applicant,
    /// An officer, for a post.
    Officer {
        /// The person.
        person: String,
        /// The post.
        post: String,
    },
}

/// That something was entered after it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// When it was entered.
    pub entered: Instant,
    /// Who checked the entry beside the one who made it.
    pub second: Person,
}

/// A person in a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The person.
    pub person: String,
    /// The post.
    pub post: String,
}

/// A slot of responsibility.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// 首办责任人.
    FirstHandler,
    /// 经办人.
    Officer,
    /// One that the text declares.
    Named(String),
}

impl Slot {
    /// The word under which the kernel keeps it.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::FirstHandler => "first",
            Self::Officer => "current",
            Self::Named(name) => name,
        }
    }
}

/// The opening of a linked case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The name under which it is opened.
    pub link: String,
    /// The short name of its procedure.
    pub alias: String,
    /// Its fields with their values as written: 200万元, 是, 2024-02-07; texts and words without the marks around them.
    pub fields: Vec<(String, String)>,
    /// What is handed in with it.
    pub materials: Vec<String>,
}

/// What somebody does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Opens the case.
    Submit,
    /// Hands in what was asked for.
    Supplement,
    /// Withdraws.
    Withdraw,
    /// Hands in materials, with the submission or the supplement.
    Attach(Vec<String>),
    /// Gives a field a value.
    Fill(String, Value),
    /// Corrects a field on the spot.
    Correct(String, Value),
    /// Checks materials; an empty list means that everything conforms.
    Check(Vec<(String, CheckMark)>),
    /// Concludes: (conclusion, value) pairs.
    Conclude(Vec<(String, String)>),
    /// Completes a step without a conclusion.
    Complete,
    /// States the reasons.
    GiveReasons,
    /// Enters an awaited event.
    Event(AwaitedEvent),
    /// One of a party, by its number, received what was sent.
    Received(String, u32),
    /// One of a party answered: consenting, objecting, or neither.
    Answered(String, u32, Option<bool>),
    /// Gives a notice of these materials directly.
    Notify(Vec<String>),
    /// Extends a clock.
    Extend(String, Period),
    /// Transfers the work item to a person.
    Transfer(String),
    /// Verifies something after closing: whether it conforms.
    Verify(String, bool),
    /// Returns the case to a place; the reasons are a deed of their own.
    Return(String),
    /// Serves what is owed after closing.
    Serve,
    /// Who else was there when the case was opened.
    Present(Vec<Person>),
    /// Offers a slot to somebody.
    Offer(Slot, Person),
    /// Accepts an offered slot.
    Receive(Slot),
    /// Declines an offered slot; the reasons are a deed of their own.
    TurnDown(Slot),
    /// Puts a slot before the own superior.
    Refer(Slot),
    /// Assigns a slot to somebody, as a superior.
    Assign(Slot, Person),
    /// Has somebody drawn by lot for a post of one case.
    Draw(String),
    /// Hands a slot that does not move on to a successor.
    HandOn(Slot, Person),
    /// Opens a linked case.
    OpenLinked(Opening),
    /// Gives a field of a linked case a value as written.
    FillText(String, String),
    /// Corrects a field of a linked case, its value as written.
    CorrectText(String, String),
    /// Concludes in a linked case: the values as written.
    ConcludeWords(Vec<String>),
}

/// How a material was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckMark {
    /// 承诺.
    Promised,
    /// It is not there.
    Missing,
    /// It is as it must be.
    Conforming,
    /// It is there and not as it must be.
    Nonconforming,
}

/// An act on the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectoryDeed {
    /// A person takes a post.
    Appoint {
        /// The person.
        person: String,
        /// The post.
        post: String,
        /// As stand-in.
        stand_in: bool,
    },
    /// A person leaves a post.
    Relieve {
        /// The person.
        person: String,
        /// The post.
        post: String,
    },
    /// A holder lets somebody act for a post.
    Delegate {
        /// The holder.
        from: String,
        /// Who acts.
        to: String,
        /// The post.
        post: String,
        /// The last day.
        until: Date,
    },
    /// A person keeps out of the scenario's own case.
    Recuse {
        /// The person.
        person: String,
    },
    /// A person is absent.
    Absent {
        /// The person.
        person: String,
        /// The last day.
        until: Date,
    },
}

/// How something is sent to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// A copy.
    Copied,
    /// A report.
    Reported,
    /// Told in writing.
    Told,
    /// Served.
    Served,
}

/// What must be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The case stands in this place.
    At(String),
    /// The case closed with this outcome.
    Closed(String),
    /// A key date has this value.
    Date(String, Date),
    /// A field or a computed value has this value.
    Value(String, Value),
    /// The same of a linked case, as written.
    ValueText(String, String),
    /// A breach is on record; where the text says so, of this person and post.
    Breach {
        /// The breach.
        name: String,
        /// Who answers for it: a person if somebody had taken it up, and the post.
        by: Option<(Option<String>, String)>,
        /// What follows from it within the case.
        with: Option<Measure>,
    },
    /// A breach is not on record.
    NoBreach(String),
    /// A clock falls due at this instant.
    Due {
        /// The clock.
        clock: String,
        /// Which limit; `None` for the one that falls due first.
        of: Option<ClockName>,
        /// When.
        at: Instant,
    },
    /// The period of one of a party ends at this instant.
    PartyDue {
        /// The party.
        party: String,
        /// Which, from 1.
        number: u32,
        /// When.
        at: Instant,
    },
    /// The line before was refused.
    Refused {
        /// And put on record.
        on_record: bool,
        /// With this code.
        code: Option<String>,
    },
    /// A document was issued.
    Issued(String),
    /// A slot is held by this person.
    Held(Slot, Person),
    /// A case was opened under this name.
    Opened(String),
    /// A conflict is on record: what was entered late would have changed this clock, limit or key date.
    Conflict(String),
    /// Something was sent to somebody; `None`: to the applicant.
    Sent(Sending, Option<String>),
    /// An entry was made in a register.
    Listed(String),
    /// What is owed after closing was served, or not.
    Served(bool),
}
