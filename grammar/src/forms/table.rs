//! 认定标准.

use super::{Form, form};
use crate::parse::Entry::Table;

pub(super) const FORMS: &[Form] = &[
    form(Table, "｜工种｜缴费年限 加 视同年限｜得｜", "| trade | contributed plus deemed | gives |"),
    form(
        Table,
        "｜井下、高温｜不少于 八年 且 少于 十年｜从宽｜",
        "| underground, hot | at least 8 years and less than 10 years | lenient |",
    ),
    form(Table, "｜不为 井下｜任意｜不符合｜", "| is not underground | any value | refused |"),
];
