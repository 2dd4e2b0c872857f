//! What can go wrong beside a refusal: the store, and a log that this version cannot carry on.

use shouwen_audit::RecordError;
use shouwen_canon::CanonError;
use shouwen_compile::LowerError;
use shouwen_executor::{ApplyError, Refusal};
use shouwen_store::StoreError;
use thiserror::Error;

/// An error of the runtime. A refused command is none: it is an answer.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something has no canonical bytes.
    #[error(transparent)]
    Canon(#[from] CanonError),
    /// What is taken over holds something that is no record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A published form cannot be lowered by this version.
    #[error(transparent)]
    Lower(#[from] LowerError),
    /// The records of the log do not fit one another.
    #[error(transparent)]
    Apply(#[from] ApplyError),
    /// The log has not begun.
    #[error("the log has not begun: it has no operator yet · 日志尚未开立")]
    NotBegun,
    /// The log was begun by somebody else.
    #[error("the log is operated by `{operator}`, not by `{asked}` · 日志的管理人是「{operator}」")]
    OtherOperator {
        /// Who operates it.
        operator: String,
        /// Who was named.
        asked: String,
    },
    /// A log can be taken over only into a store that holds nothing.
    #[error("the store holds records already · 存储里已有记录")]
    NotEmpty,
    /// The store was created for another log.
    #[error("the store is that of the log `{known}`, not of `{asked}` · 存储属于日志「{known}」")]
    OtherLog {
        /// The log of the store.
        known: String,
        /// The log that is to be taken over.
        asked: String,
    },
    /// A case runs on a definition or calendar that the log does not hold.
    #[error("case needs {0}, which the log does not hold")]
    Missing(String),
    /// What the runtime itself had to do first was refused.
    #[error("{0}")]
    Refused(Box<Refusal>),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}
