//! 材料.

use super::{Form, form};
use crate::parse::Entry::Material;

pub(super) const FORMS: &[Form] = &[
    form(Material, "必要", "needed"),
    form(Material, "必要，限 有分支机构", "needed, limited to has_branches"),
    form(
        Material,
        "可容缺，期限 五个工作日，依据 《优化营商环境条例》",
        "may be deferred, period of 5 working days, under 《优化营商环境条例》",
    ),
    form(
        Material,
        "以承诺代替，依据 《优化营商环境条例》",
        "may be replaced by a promise, under 《优化营商环境条例》",
    ),
    form(Material, "份数 两份", "copies 2"),
    form(Material, "共享自 市场监管库", "shared from registry"),
    form(Material, "依据 《劳务派遣行政许可实施办法》", "under 《劳务派遣行政许可实施办法》"),
];
