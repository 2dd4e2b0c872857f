//! 岗位.

use super::{Form, form};
use crate::parse::Entry::Post;

pub(super) const FORMS: &[Form] = &[
    form(Post, "由 陈岚、吴静", "held by Chen, Wu"),
    form(Post, "B岗 冯雪", "stand-in Feng"),
    form(Post, "上级 处长", "superior director"),
    form(Post, "首问负责", "first inquiry"),
    form(Post, "首办负责", "first handling"),
    form(Post, "风险 高", "risk high"),
];
