//! What verification hands back.

use super::finding::{Problem, Text};
use crate::checkpoint::Checkpoint;
use serde::Serialize;
use shouwen_canon::{Hash, Instant};

/// What was found in a log. A log without problems is not thereby proved whole: see [`Report::uncovered`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Id of the log, where the header could be read.
    pub log: Option<String>,
    /// How many records stand in the file, unreadable ones included.
    pub records: u64,
    /// How many cases they belong to.
    pub cases: u64,
    /// How many records are sealed: those before the trailer.
    pub sealed: u64,
    /// The root over the sealed records, computed.
    pub root: Hash,
    /// The trailer, as the file says it.
    pub trailer: Option<Checkpoint>,
    /// The problems in the order of their lines, at most [`MAX_PROBLEMS`](super::MAX_PROBLEMS).
    pub problems: Vec<Problem>,
    /// How many more there were.
    pub unlisted: u64,
    /// What nothing covers.
    pub uncovered: Uncovered,
    /// The salted digests and their openings.
    pub openings: Openings,
}

/// How many salted digests the records hold, and how many of them were opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Openings {
    /// Digests in the records.
    pub digests: u64,
    /// Openings that match.
    pub opened: u64,
}

/// The records that could have been changed without anything in this verification showing it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Uncovered {
    /// Records that no tree holds: whoever has the store can take away the last ones of any case.
    pub unsealed: Option<Window>,
    /// Records that no checkpoint from outside vouches for: whoever has the store can write them anew as a whole.
    pub unanchored: Option<Window>,
}

/// A run of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Window {
    /// Position of the first.
    pub first: u64,
    /// Position of the last.
    pub last: u64,
    /// Recorded time of the first, where it can be read.
    pub first_recorded: Option<Instant>,
    /// Recorded time of the last, where it can be read.
    pub last_recorded: Option<Instant>,
}

impl Window {
    /// How many records.
    #[must_use]
    pub const fn records(&self) -> u64 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }

    /// Takes one more record into a window that may be empty so far.
    pub(super) fn extend(window: &mut Option<Self>, record: u64, recorded: Option<Instant>) {
        match window {
            Some(window) => (window.last, window.last_recorded) = (record, recorded),
            None => {
                let (first_recorded, last_recorded) = (recorded, recorded);
                *window = Some(Self { first: record, last: record, first_recorded, last_recorded });
            }
        }
    }
}

/// The verdict in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Status {
    /// There are problems.
    Broken,
    /// Nothing contradicts itself, and some records rest on the word of whoever keeps the store.
    Uncovered,
    /// Every record is sealed and vouched for by the checkpoint that the caller gave.
    Anchored,
}

impl Report {
    /// Whether there are no problems.
    #[must_use]
    pub const fn ok(&self) -> bool {
        self.problems.is_empty() && self.unlisted == 0
    }

    /// The verdict.
    #[must_use]
    pub const fn status(&self) -> Status {
        if !self.ok() {
            Status::Broken
        } else if self.uncovered.unsealed.is_some() || self.uncovered.unanchored.is_some() {
            Status::Uncovered
        } else {
            Status::Anchored
        }
    }

    /// The verdict and both windows, a sentence each.
    #[must_use]
    pub fn summary(&self) -> Vec<Text> {
        let count = u64::try_from(self.problems.len()).unwrap_or(u64::MAX).saturating_add(self.unlisted);
        let (records, cases) = (self.records, self.cases);
        let mut texts = vec![match self.status() {
            Status::Broken => Text {
                zh: format!("{records} 条记录、{cases} 个案件：发现 {count} 个问题"),
                en: format!("{records} records, {cases} cases: {count} problems"),
            },
            Status::Uncovered => Text {
                zh: format!("{records} 条记录、{cases} 个案件：内部一致，但并非全部有外部佐证"),
                en: format!(
                    "{records} records, {cases} cases: consistent in itself, not vouched for as a whole"
                ),
            },
            Status::Anchored => Text {
                zh: format!("{records} 条记录、{cases} 个案件：内部一致，且与检查点相符"),
                en: format!("{records} records, {cases} cases: consistent in itself and with the checkpoint"),
            },
        }];
        texts.extend(self.uncovered.unsealed.map(|window| sentence("未封存", "unsealed", &window)));
        texts.extend(self.uncovered.unanchored.map(|window| sentence("未锚定", "unanchored", &window)));
        texts
    }
}

fn sentence(zh: &str, en: &str, window: &Window) -> Text {
    let time = |instant: Option<Instant>, none: &str| instant.map_or(none.to_owned(), |at| at.to_string());
    let (count, first, last) = (window.records(), window.first, window.last);
    Text {
        zh: format!(
            "{zh}：{count} 条，第 {first} 至 {last} 位，{} 至 {}",
            time(window.first_recorded, "时间不明"),
            time(window.last_recorded, "时间不明")
        ),
        en: format!(
            "{en}: {count} records, positions {first} to {last}, from {} to {}",
            time(window.first_recorded, "an unreadable time"),
            time(window.last_recorded, "an unreadable time")
        ),
    }
}
