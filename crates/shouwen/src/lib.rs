//! Shouwen for embedding services: a log, the procedures published in it, and the cases that run on them.
//!
//! A [`Runtime`] joins a store, a clock and a source of salts. It takes [`Request`]s, which may come from a program or
//! as JSON, gathers the facts a decision needs, lets time act first, and commits each command atomically. It starts no
//! thread, forces no runtime and reads no environment.
//!
//! ```
//! use shouwen::{MemoryStore, LogInfo, Request, Runtime, Secret, SeededSalts, VirtualClock};
//!
//! let compiled = shouwen::compile("licence.proc", include_bytes!("../tests/data/minimal.proc"), &shouwen::NoLibrary);
//! let store = MemoryStore::new(LogInfo::new("hrss", Secret::new([7; 32]))?);
//! let mut runtime = Runtime::new(store, VirtualClock::at("2026-03-02T09:00:00+08:00".parse()?), SeededSalts::new(1))?;
//! runtime.begin("admin")?;
//! runtime.publish(&compiled.procedures[0])?;
//!
//! let opened = runtime.execute(&Request::open("minimal", "2026-31").applicant("张三").at("2026-03-02T09:10:00+08:00"))?;
//! assert!(opened.accepted());
//! let done = runtime.execute(&Request::complete("@2026-31", "w-2", "收件").officer("陈岚", "窗口岗")
//!     .conclude("意见", "准予").at("2026-03-02T09:30:00+08:00"))?;
//! assert!(done.accepted());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, reason = "tests fail loudly"))]

mod clock;
mod error;
mod normalise;
mod reader;
mod request;
mod runtime;
mod salts;
pub mod scenario;
mod values;

#[cfg(feature = "os-random")]
pub use clock::SystemClock;
pub use clock::{Clock, VirtualClock};
pub use error::Error;
pub use reader::{ReadRequest, named_twice, read_request};
pub use request::{Materials, Request, RequestActor, RequestLate, RequestOpening};
pub use runtime::{
    AgendaView, Answer, CaseEntry, CasePage, CaseQuery, CaseView, ClockView, DutyView, FieldView, LinkView,
    MAX_LISTED, MAX_RETRIES, MAX_SESSIONS_AT_ONCE, MAX_TOGETHER, MaterialView, OfferView, Outcome, PartyView,
    Possible, Runtime, SlotView, Swept, TimelineLine, Work, WorkOf,
};
#[cfg(feature = "os-random")]
pub use salts::OsSalts;
pub use salts::{Salts, SeededSalts};

pub use shouwen_audit::{Checkpoint, Options as VerifyOptions, Report as VerifyReport, verify};
pub use shouwen_calendar::{Calendar, Mode};
pub use shouwen_canon::{CaseId, Date, Hash, Instant};
pub use shouwen_compile::{Compilation, Compiled, Library, MemoryLibrary, NoLibrary, compile};
pub use shouwen_executor::{Case, CaseRecord, Class, Refusal, RefusalCode, Said, Stands};
pub use shouwen_inspect::{Log, Replay, replay, story};
pub use shouwen_store::{LogInfo, MemoryStore, Secret, Store, StoreError, export};
#[cfg(feature = "sqlite")]
pub use shouwen_store_sqlite::{OpenError, OpenMode, SqliteStore};

/// The README's example, compiled and run.
#[cfg(all(doctest, feature = "sqlite"))]
#[doc = include_str!("../../../README.md")]
struct Readme;

/// The same in Chinese.
#[cfg(all(doctest, feature = "sqlite"))]
#[doc = include_str!("../../../README.zh.md")]
struct ReadmeZh;
