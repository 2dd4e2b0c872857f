//! Legal bases, as written.

/// A legal basis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// 《行政许可法》第三十二条.
    Law {
        /// The title without its marks.
        title: String,
        /// The article as written, with 第 and 条.
        article: Option<String>,
    },
    /// 本机关规定（某人社规〔2020〕3号）.
    OwnRule(String),
    /// 依据待核.
    Unverified,
}
