//! How the command ends: its exit codes, and what stops it early.

use shouwen::{Error, OpenError, Said, StoreError};
use shouwen_store::ExportError;
use std::io;

/// How the command ended. The numbers are documented and never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Fine = 0,
    /// There are findings: errors in a file, failed scenarios, breaches.
    Findings = 1,
    /// The command was called wrongly.
    Usage = 2,
    /// Something cannot be read or written.
    Unreadable = 3,
    /// A log or store contradicts itself.
    Broken = 4,
    /// A rule refuses it.
    Refused = 5,
    /// Somebody else is writing: try again later.
    Later = 75,
}

impl Exit {
    /// The graver of two, when several things were looked at.
    pub(crate) fn and(self, other: Self) -> Self {
        if other.number() > self.number() { other } else { self }
    }

    /// The number for the operating system.
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Unreadable => 3,
            Self::Broken => 4,
            Self::Refused => 5,
            Self::Later => 75,
        }
    }
}

/// What stops a command early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Whoever read the output went away: nothing is left to say.
    Pipe,
    /// A fault, with its words.
    Fault(Exit, Said),
}

impl Stop {
    /// A fault in both languages.
    pub(crate) fn new(exit: Exit, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Fault(exit, Said::new(zh, en))
    }

    /// Wrong use.
    pub(crate) fn usage(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(Exit::Usage, zh, en)
    }

    /// A file that cannot be read or written.
    pub(crate) fn file(name: &str, error: &io::Error) -> Self {
        let why = match error.kind() {
            io::ErrorKind::NotFound => Said::new("没有这个文件", "there is no such file"),
            io::ErrorKind::PermissionDenied => Said::new("没有权限", "permission denied"),
            io::ErrorKind::IsADirectory => Said::new("这是文件夹", "it is a folder"),
            _ => Said::new(error.to_string(), error.to_string()),
        };
        Self::new(Exit::Unreadable, format!("{name}：{}", why.zh), format!("{name}: {}", why.en))
    }
}

/// Writing to standard output failed.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Pipe;
        }
        Self::new(Exit::Unreadable, format!("无法写出：{error}"), format!("cannot write: {error}"))
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        let (exit, zh) = match &error {
            StoreError::Busy => (Exit::Later, "另有程序正在写入，请稍后再试".to_owned()),
            StoreError::OutcomeUnknown(_) => {
                (Exit::Later, "存储出错，最后一次提交的结果不明，请用同样的编号再试".to_owned())
            }
            StoreError::Damaged(why) => (Exit::Broken, format!("存储已损坏：{why}")),
            StoreError::LogId => (Exit::Usage, "日志名称须为 1 至 128 个字节，不含控制字符".to_owned()),
            StoreError::Failed(why) => {
                let en = format!("{error}: {why}");
                return Self::new(Exit::Unreadable, format!("存储出错，什么也没有做：{why}"), en);
            }
            other => (Exit::Unreadable, format!("存储出错：{other}")),
        };
        Self::new(exit, zh, error.to_string())
    }
}

impl From<OpenError> for Stop {
    fn from(error: OpenError) -> Self {
        let zh = match &error {
            OpenError::Store(_) => {
                let OpenError::Store(inner) = error else {
                    return Self::new(Exit::Unreadable, "存储出错", "the store failed");
                };
                return inner.into();
            }
            OpenError::Missing => "没有这个存储文件".to_owned(),
            OpenError::Exists => "已经有一个不空的文件".to_owned(),
            OpenError::NotAStore => "这个文件不是首问的存储".to_owned(),
            OpenError::Version { found } => format!("存储的版本是 {found}，本程序不认识"),
            OpenError::Journal { mode } => format!("文件系统不支持 WAL 方式（现为 {mode}）"),
            _ => "无法打开存储".to_owned(),
        };
        Self::new(Exit::Unreadable, zh, error.to_string())
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        match error {
            Error::Store(inner) => inner.into(),
            Error::Refused(refusal) => Self::new(
                Exit::Refused,
                format!("被拒绝（{}）：{}", refusal.code, refusal.message.zh),
                format!("refused ({}): {}", refusal.code, refusal.message.en),
            ),
            Error::NotBegun => Self::new(
                Exit::Refused,
                "日志尚未开立：先发布一项程序",
                "the log has not begun: publish first",
            ),
            Error::OtherOperator { operator, asked } => Self::new(
                Exit::Refused,
                format!("日志的管理人是「{operator}」，不是「{asked}」"),
                format!("the log is operated by `{operator}`, not by `{asked}`"),
            ),
            Error::NotEmpty => Self::new(
                Exit::Refused,
                "存储里已有记录，只能导入到空的存储",
                "the store holds records already",
            ),
            other => Self::new(Exit::Broken, format!("日志无法继续：{other}"), other.to_string()),
        }
    }
}

impl From<ExportError> for Stop {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Store(inner) => inner.into(),
            ExportError::Write(shouwen_audit::export::ExportError::Io(inner)) => inner.into(),
            other => Self::new(Exit::Broken, format!("无法导出：{other}"), other.to_string()),
        }
    }
}
