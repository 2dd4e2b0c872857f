//! Rows of 认定标准.

use super::{Comparison, Located, Operand};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableLine {
    /// ｜工种｜年限｜得｜: what each column asks.
    Columns(Vec<Operand>),
    /// ｜高温｜不少于 八年｜符合｜: a cell for each column, and behind them what the row gives.
    Row(Vec<Located<TableCell>>),
}

/// One cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableCell {
    /// 任意.
    Any,
    /// 高温、井下: one of these; in the last column the one that the row gives.
    Values(Vec<Operand>),
    /// 不少于 八年 且 少于 十年.
    Tests(Vec<(Located<Comparison>, Operand)>),
}
