//! The arguments that the commands for a person at a keyboard have in common.

use super::{Members, put};
use crate::arguments::{Listing, StoreArgument};
use crate::commands::due::instant;
use crate::stop::Stop;
use crate::stores::{self, AnyRuntime, DayBook, Url};
use clap::Args;
use serde_json::{Value, json};
use shouwen::{Clock, Instant, OpenMode, SystemClock};

/// Which hour it is.
#[derive(Clone, Debug, Args)]
pub(crate) struct When {
    #[arg(
        long,
        value_name = "INSTANT",
        requires = "virtual_clock",
        help = "现在的时刻，只能与 --virtual-clock 同用 || The hour that it is, with --virtual-clock only"
    )]
    at: Option<String>,
    #[arg(
        long,
        requires = "at",
        help = "以 --at 为现在（演练用） || Take --at for now (to play a day-book)"
    )]
    virtual_clock: bool,
}

impl When {
    /// The hour that was set.
    pub(crate) fn set(&self) -> Result<Option<Instant>, Stop> {
        self.at.as_deref().map(instant).transpose()
    }

    /// Now.
    pub(crate) fn now(&self) -> Result<Instant, Stop> {
        Ok(self.set()?.unwrap_or_else(|| SystemClock.now(None)))
    }

    /// A runtime on a store, by this clock.
    pub(crate) fn runtime(&self, store: Box<dyn shouwen::Store>) -> Result<AnyRuntime, Stop> {
        match self.set()? {
            Some(at) => stores::runtime(store, DayBook(at)),
            None => stores::runtime(store, SystemClock),
        }
    }
}

/// Where a person at a keyboard works.
#[derive(Clone, Debug, Args)]
pub(crate) struct Desk {
    #[command(flatten)]
    pub(crate) store: StoreArgument,
    #[command(flatten)]
    pub(crate) when: When,
    #[command(flatten)]
    pub(crate) listing: Listing,
}

impl Desk {
    /// The log, to be read.
    pub(crate) fn read(&self) -> Result<AnyRuntime, Stop> {
        self.when.runtime(Url::parse(&self.store.store)?.open(OpenMode::ReadOnly)?)
    }

    /// The log, to be written.
    pub(crate) fn write(&self) -> Result<AnyRuntime, Stop> {
        self.when.runtime(Url::parse(&self.store.store)?.open(OpenMode::ReadWrite)?)
    }
}

/// How a request is given.
#[derive(Clone, Debug, Args)]
pub(crate) struct Giving {
    #[arg(
        long,
        value_name = "KEY",
        help = "命令的编号，默认随机；同一编号再次提交，得到第一次的回答 || Key of the command, drawn by default; the same key again gives the first answer"
    )]
    pub(crate) key: Option<String>,
    #[arg(
        long,
        help = "只显示命令（run 读取的 JSON 对象），不执行 || Only show the command, as the JSON object that run reads"
    )]
    pub(crate) dry_run: bool,
}

/// Who acts: an officer for a post, or an applicant.
#[derive(Clone, Debug, Args)]
pub(crate) struct Who {
    #[arg(
        long = "as",
        value_name = "PERSON",
        requires = "post",
        help = "经办人，与 --post 同用 || The officer who acts, with --post"
    )]
    pub(crate) officer: Option<String>,
    #[arg(
        long,
        value_name = "POST",
        requires = "officer",
        help = "经办人所在的岗位 || The post that the officer acts for"
    )]
    pub(crate) post: Option<String>,
    #[arg(
        long,
        value_name = "NAME",
        help = "申请人姓名或名称：由申请人本人办理，或者经办人代其提交 || Name of the applicant, who acts in person or for whom an officer opens the case"
    )]
    pub(crate) applicant: Option<String>,
}

impl Who {
    /// The `actor` of a request, if anybody is named.
    pub(crate) fn actor(&self) -> Option<Value> {
        match (&self.officer, &self.applicant) {
            (Some(person), _) => Some(json!({ "person": person, "post": self.post })),
            (None, Some(person)) => Some(json!({ "person": person })),
            (None, None) => None,
        }
    }
}

/// 补录: something is entered later than it happened.
#[derive(Clone, Debug, Args)]
pub(crate) struct Late {
    #[arg(
        long,
        value_name = "TEXT",
        requires_all = ["happened", "second", "second_post"],
        help = "补录的理由，与 --happened、--second、--second-post 同用 || Why it is entered late; with --happened, --second and --second-post"
    )]
    late: Option<String>,
    #[arg(
        long,
        value_name = "INSTANT",
        requires = "late",
        help = "补录的事发生在何时 || When what is entered late happened"
    )]
    happened: Option<String>,
    #[arg(
        long,
        value_name = "PERSON",
        requires = "late",
        help = "补录的第二人 || The second person who vouches for a late entry"
    )]
    second: Option<String>,
    #[arg(
        long,
        value_name = "POST",
        requires = "late",
        help = "第二人的岗位 || The post of the second person"
    )]
    second_post: Option<String>,
}

impl Late {
    /// Puts it into a request. What is entered late states when it happened; the hour that was set is when it is
    /// entered.
    pub(crate) fn put_into(&self, members: &mut Members, when: &When) -> Result<(), Stop> {
        let Some(reasons) = &self.late else { return Ok(()) };
        put(members, "late", json!({ "person": self.second, "post": self.second_post, "reasons": reasons }))?;
        if let Some(now) = when.set()? {
            put(members, "recorded", json!(now.to_string()))?;
        }
        match &self.happened {
            Some(happened) => put(members, "at", json!(happened)),
            None => Ok(()),
        }
    }
}
