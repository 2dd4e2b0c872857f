//! 机构, 事项 and legal bases.

use super::Class::{BuiltIn, Clause};
use super::{Keyword, word};

pub(super) const WORDS: &[Keyword] = &[
    word("division", Clause, &["处室"], &["division"]),
    word("alias", Clause, &["简称"], &["short name"]),
    word("under", Clause, &["依据"], &["under"]),
    word("unverified", Clause, &["依据待核"], &["basis to be verified"]),
    word("own_rule", Clause, &["本机关规定"], &["own rule"]),
    word("unit_in_charge", Clause, &["责任单位"], &["unit in charge"]),
    word("serves", Clause, &["服务对象"], &["serves"]),
    word("item_kind", Clause, &["办件类型"], &["kind"]),
    word("key_dates", Clause, &["期日"], &["key dates"]),
    word("enquiry_phone", Clause, &["咨询电话"], &["enquiry phone"]),
    word("complaint_phone", Clause, &["投诉电话"], &["complaint phone"]),
    word("free_of_charge", Clause, &["不收费"], &["free of charge"]),
    word("in_force_from", Clause, &["生效"], &["in force from"]),
    word("applies_to", Clause, &["适用于"], &["applies to"]),
    word("all_procedures", BuiltIn, &["全部事项"], &["all procedures"]),
    word("first_step", BuiltIn, &["首个环节"], &["the first step"]),
];
