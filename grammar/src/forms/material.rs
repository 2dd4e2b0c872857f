//! 材料.

use super::{Form, form};
use crate::parse::Entry::Material;

pub(super) const FORMS: &[Form] = &[
    form(Material, "必要", "needed"),
    form(Material, "共享自 市场监管库", "shared from registry"),
    form(Material, "依据 《劳务派遣行政许可实施办法》", "under 《劳务派遣行政许可实施办法》"),
];
