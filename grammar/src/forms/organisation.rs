//! 机构.

use super::{Form, form};
use crate::parse::Entry::Organisation;

pub(super) const FORMS: &[Form] =
    &[form(Organisation, "处室 劳动关系处、就业促进处", "division labour, employment")];
