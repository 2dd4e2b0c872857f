//! Refusals: which rule said no, why, and what would be accepted, in Chinese and English.

use serde::Serialize;
use std::fmt;

/// What a caller has to do about a refusal. The list is complete on purpose: an embedding service faces each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The command is malformed: correct it.
    Invalid,
    /// The case or the law does not allow it now.
    NotAllowed,
    /// Whoever asks may not.
    NotEntitled,
    /// Something must happen first (time, another command); then ask again.
    NotYet,
    /// It met another command: read again.
    Conflict,
    /// There is no such thing.
    NotFound,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal: $class:ident),+ $(,)?) => {
        /// Which rule refused. New rules bring new codes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum RefusalCode {$($(#[$doc])* $name),+}

        impl RefusalCode {
            /// All codes.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its stable text.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {$(Self::$name => $text),+}
            }

            /// Its class.
            #[must_use]
            pub const fn class(self) -> Class {
                match self {$(Self::$name => Class::$class),+}
            }
        }
    };
}

codes! {
    /// Time itself has to act first.
    TimeDue = "TIME_DUE": NotYet,
    /// Nothing of the kind is due.
    TimeNotDue = "TIME_NOT_DUE": NotYet,
    /// Business time goes backward within the case.
    TimeBackward = "TIME_BACKWARD": Invalid,
    /// Business time lies ahead of the host's clock.
    TimeAhead = "TIME_AHEAD": Invalid,
    /// Business time lies too far behind for a command that is no late entry.
    TimeBehind = "TIME_BEHIND": Invalid,
    /// A field of the command has no such name, or a wrong type or length.
    Malformed = "MALFORMED": Invalid,
    /// A key is empty or too long.
    KeyLength = "KEY_LENGTH": Invalid,
    /// The key belongs to another command.
    KeyReused = "KEY_REUSED": Conflict,
    /// The case changed meanwhile.
    Stale = "STALE": Conflict,
    /// There is no such case.
    NoCase = "NO_CASE": NotFound,
    /// There is no such procedure in the log.
    NotPublished = "NOT_PUBLISHED": NotFound,
    /// The definition is not in force.
    NotInForce = "NOT_IN_FORCE": NotAllowed,
    /// The case is open already.
    CaseExists = "CASE_EXISTS": Conflict,
    /// The case is decided.
    CaseClosed = "CASE_CLOSED": NotAllowed,
    /// The case is not decided yet.
    CaseOpen = "CASE_OPEN": NotAllowed,
    /// The case stands elsewhere.
    WrongPlace = "WRONG_PLACE": NotAllowed,
    /// Several places await the event, and the command does not say of which it is.
    PlaceNeeded = "PLACE_NEEDED": Invalid,
    /// The definition knows no such name.
    UnknownName = "UNKNOWN_NAME": NotFound,
    /// The value has another type than the field.
    WrongType = "WRONG_TYPE": Invalid,
    /// The value lies outside what the text says of the field.
    OutOfBounds = "OUT_OF_BOUNDS": Invalid,
    /// The field is filled elsewhere.
    FieldNotHere = "FIELD_NOT_HERE": NotAllowed,
    /// A compulsory field is empty.
    FieldMissing = "FIELD_MISSING": NotYet,
    /// A conclusion is not given.
    ConclusionMissing = "CONCLUSION_MISSING": NotYet,
    /// A conclusion is not given here, or has no such value.
    ConclusionUnknown = "CONCLUSION_UNKNOWN": Invalid,
    /// The conclusion may not be given in this situation.
    ConclusionForbidden = "CONCLUSION_FORBIDDEN": NotAllowed,
    /// Reasons are owed.
    ReasonsOwed = "REASONS_OWED": NotYet,
    /// What has to hold before a place is completed does not hold.
    NotReady = "NOT_READY": NotYet,
    /// The materials have not been checked in this round.
    NotChecked = "NOT_CHECKED": NotYet,
    /// No directing clause holds.
    NoDirection = "NO_DIRECTION": NotAllowed,
    /// Several directing clauses hold.
    ManyDirections = "MANY_DIRECTIONS": NotAllowed,
    /// The place does not permit the operation.
    NotPermitted = "NOT_PERMITTED": NotAllowed,
    /// The event is not awaited here, nor possible now.
    NotAwaited = "NOT_AWAITED": NotAllowed,
    /// The event comes too early: the wait lasts longer than that.
    TooEarly = "TOO_EARLY": NotYet,
    /// The event comes too late: a limit for it has passed.
    Barred = "BARRED": NotAllowed,
    /// Nothing is missing that a notice could list.
    NoGaps = "NO_GAPS": NotAllowed,
    /// What was asked for is not all there yet.
    GapsRemain = "GAPS_REMAIN": NotYet,
    /// A second notice for what was visible at the first.
    SecondNotice = "SECOND_NOTICE": NotAllowed,
    /// The notice states a shorter period than is lawful, or none is stated in it.
    NoticePeriod = "NOTICE_PERIOD": NotAllowed,
    /// The actor does not hold the post.
    NotHolder = "NOT_HOLDER": NotEntitled,
    /// The actor did another step that excludes this one.
    SamePerson = "SAME_PERSON": NotEntitled,
    /// The actor has no part in this case.
    Recused = "RECUSED": NotEntitled,
    /// Only the applicant may.
    NotApplicant = "NOT_APPLICANT": NotEntitled,
    /// Only the operator of the log may.
    NotOperator = "NOT_OPERATOR": NotEntitled,
    /// The clock does not run.
    ClockNotRunning = "CLOCK_NOT_RUNNING": NotAllowed,
    /// The clock cannot be extended, or not so often, or not by so much.
    NoExtension = "NO_EXTENSION": NotAllowed,
    /// A date is recorded already.
    DateRecorded = "DATE_RECORDED": NotAllowed,
    /// A date that is needed is not recorded.
    DateMissing = "DATE_MISSING": NotAllowed,
    /// There is no such duty open.
    NoDuty = "NO_DUTY": NotAllowed,
    /// The proof is owed.
    ProofOwed = "PROOF_OWED": NotYet,
    /// The data of a condition are erased.
    Erased = "ERASED": NotAllowed,
    /// The calendar does not cover the date, or the date is beyond every calendar.
    Calendar = "CALENDAR": NotAllowed,
    /// A limit of the engine is reached.
    Limit = "LIMIT": NotAllowed,
    /// Names that the log already uses otherwise.
    AliasTaken = "ALIAS_TAKEN": Conflict,
    /// A legal basis of what is to be published is still to be checked.
    BasisUnverified = "BASIS_UNVERIFIED": NotYet,
    /// What is asked is the case already.
    NothingToDo = "NOTHING_TO_DO": Conflict,
}

impl Serialize for RefusalCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for RefusalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Said {
    /// Both at once.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

/// A command that is not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Refusal {
    /// What to do about it.
    pub class: Class,
    /// Which rule.
    pub code: RefusalCode,
    /// Why.
    pub message: Said,
    /// The clause that says so, as `section/number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// What would be accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<Said>,
}

impl Refusal {
    /// A refusal by a rule.
    pub fn new(code: RefusalCode, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { class: code.class(), code, message: Said::new(zh, en), clause: None, allowed: Vec::new() }
    }

    /// Names the clause.
    #[must_use]
    pub fn by(mut self, clause: impl Into<String>) -> Self {
        self.clause = Some(clause.into());
        self
    }

    /// Says what would be accepted.
    #[must_use]
    pub fn allow(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.allowed.push(Said::new(zh, en));
        self
    }

    /// Says for each of several things that it would be accepted.
    #[must_use]
    pub fn allow_each<S: AsRef<str>>(mut self, things: impl IntoIterator<Item = S>) -> Self {
        for thing in things {
            self = self.allow(format!("「{}」", thing.as_ref()), format!("`{}`", thing.as_ref()));
        }
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} · {}", self.code, self.message.zh, self.message.en)
    }
}

impl std::error::Error for Refusal {}
