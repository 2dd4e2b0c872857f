//! The codes of what verification finds, and their texts.

use serde::{Serialize, Serializer};
use shouwen_canon::CaseId;
use std::fmt;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A problem and its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What kind.
    pub code: Code,
    /// Position of the record among the records, from 0, where a record is meant.
    pub record: Option<u64>,
    /// Line of the file, from 1; 0 if the file is empty.
    pub line: u64,
    /// The case, where one is meant.
    pub case: Option<CaseId>,
    /// Number of the record in its case.
    pub number: Option<u64>,
    /// A sentence for people.
    pub detail: Text,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $text:literal $zh:literal $en:literal,)*) => {
        /// What kind of problem. The text of a code never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as text.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What it says in general, in Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$name => $zh,)* }
            }

            /// What it says in general, in English.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $(Self::$name => $en,)* }
            }
        }
    };
}

codes! {
    /// The first line is no header of a known format, or a header stands further down.
    HeaderBad "HEADER_BAD" "首行不是可识别的文件头，或文件头重复" "the first line is no header of a known format, or a header stands twice",
    /// A line is not the canonical bytes of anything that belongs into a log.
    NotCanonical "NOT_CANONICAL" "该行不是规范字节" "the line is not canonical",
    /// The file ends in the middle of a line.
    LineCut "LINE_CUT" "文件在行中间中断" "the file ends in the middle of a line",
    /// A record was changed after its successor was linked to it.
    LinkBroken "LINK_BROKEN" "记录与其后一记录的链接不符" "the record does not match the link of its successor",
    /// Records are missing, or a number is not the one that the chain gives.
    SeqGap "SEQ_GAP" "案件记录编号不连续" "the numbers of the case have a gap",
    /// A number of a case stands twice.
    Duplicate "DUPLICATE" "同一编号或同一开启项重复出现" "the same number or opening stands twice",
    /// A record stands after one of a higher number of its case.
    Order "ORDER" "记录先后颠倒" "the record stands after one of a higher number",
    /// A record continues the chain of another case than the one it names.
    CaseMismatch "CASE_MISMATCH" "记录所载案件与其所接的链不是同一案件" "the record names another case than the one whose chain it continues",
    /// The format is not known to this verifier.
    UnknownFormat "UNKNOWN_FORMAT" "记录格式未知" "the format of the record is not known",
    /// The semantics number is not known to this verifier.
    UnknownSemantics "UNKNOWN_SEMANTICS" "语义编号未知" "the semantics number of the record is not known",
    /// Recorded time runs backwards within a case.
    ClockRegression "CLOCK_REGRESSION" "记录时间倒退" "recorded time runs backwards",
    /// Business time lies too far ahead of recorded time.
    BusinessAhead "BUSINESS_AHEAD" "业务时间超前于记录时间" "business time lies ahead of recorded time",
    /// A case was opened in another log.
    WrongLog "WRONG_LOG" "案件属于另一日志" "the case belongs to another log",
    /// A first record lacks log, definition or calendar or has a link, or a later one has what only a first one has.
    FirstRecord "FIRST_RECORD" "首条记录应有而仅首条应有的项不符" "the members that only a first record has, and must have, are not right",
    /// A later record repeats a definition or calendar hash that did not change.
    HashRepeated "HASH_REPEATED" "未变更的定义或日历哈希被重复记载" "a hash that did not change is repeated",
    /// The command has no act or key, or publishes in a wrong form.
    CommandShape "COMMAND_SHAPE" "命令的形式不符" "the command has not the form of a command",
    /// A case names a definition that nothing before it published.
    UndeclaredDefinition "UNDECLARED_DEFINITION" "所用定义此前未经发布" "no record before has published the definition",
    /// A case names a calendar that nothing before it published.
    UndeclaredCalendar "UNDECLARED_CALENDAR" "所用日历此前未经发布" "no record before has published the calendar",
    /// An opening does not match the digest it names.
    OpeningMismatch "OPENING_MISMATCH" "开启项与摘要不符" "the opening does not match its digest",
    /// An opening belongs to no digest of the record before it.
    OpeningOrphan "OPENING_ORPHAN" "开启项不属于其前的记录" "the opening belongs to no digest of the record before it",
    /// There is no trailer.
    TrailerMissing "TRAILER_MISSING" "缺少文件尾" "there is no trailer",
    /// There is a second trailer.
    TrailerRepeated "TRAILER_REPEATED" "文件尾重复" "there is a second trailer",
    /// Fewer records than the trailer says.
    SizeShort "SIZE_SHORT" "记录少于文件尾所载" "there are fewer records than the trailer says",
    /// More records before the trailer than it says.
    SizeLong "SIZE_LONG" "记录多于文件尾所载" "there are more records than the trailer says",
    /// As many records as the trailer says, and another root.
    RootMismatch "ROOT_MISMATCH" "记录的树根与文件尾不符" "the records have another root than the trailer says",
    /// The log holds fewer sealed records than the checkpoint.
    SizeRegression "SIZE_REGRESSION" "日志短于检查点" "the log is shorter than the checkpoint",
    /// The records up to the size of the checkpoint have another root.
    CheckpointInconsistent "CHECKPOINT_INCONSISTENT" "日志与检查点不一致" "the log does not agree with the checkpoint",
}

impl Code {
    /// Whether a record with this problem was changed or does not belong where it stands, so that a mismatch with its
    /// neighbours is the same news again.
    pub(super) const fn taints(self) -> bool {
        matches!(
            self,
            Self::NotCanonical
                | Self::LineCut
                | Self::CaseMismatch
                | Self::UnknownFormat
                | Self::UnknownSemantics
                | Self::FirstRecord
                | Self::CommandShape
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for Problem {
    /// One line in English: code, place, sentence.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} line {}", self.code, self.line)?;
        if let Some(record) = self.record {
            write!(out, " record {record}")?;
        }
        if let Some(case) = self.case {
            write!(out, " case {case}")?;
        }
        if let Some(number) = self.number {
            write!(out, " number {number}")?;
        }
        write!(out, ": {}", self.detail.en)
    }
}
