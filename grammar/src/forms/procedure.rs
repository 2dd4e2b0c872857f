//! 事项, 制度.

use super::{Form, form};
use crate::parse::Entry::Procedure;

pub(super) const FORMS: &[Form] = &[
    form(Procedure, "简称 labour_dispatch_licence", "short name labour_dispatch_licence"),
    form(
        Procedure,
        "依据 《劳动合同法》第五十七条、《劳务派遣行政许可实施办法》",
        "under 《劳动合同法》第五十七条 and 《劳务派遣行政许可实施办法》",
    ),
    form(Procedure, "责任单位 劳动关系处", "unit in charge labour"),
    form(
        Procedure,
        "服务对象 自然人、法人、其他组织",
        "serves natural persons, legal persons, other organisations",
    ),
    form(Procedure, "办件类型 承诺件", "kind timed"),
    form(Procedure, "期日 收件日、受理日、决定日", "key dates received, accepted, decided"),
    form(Procedure, "咨询电话 12333", "enquiry phone 12333"),
    form(Procedure, "投诉电话 12345", "complaint phone 12345"),
    form(Procedure, "不收费", "free of charge"),
    form(Procedure, "生效 2020-01-01", "in force from 2020-01-01"),
    form(Procedure, "适用于 全部事项，在 首个环节 之前", "applies to all procedures, before the first step"),
    form(
        Procedure,
        "适用于 事项 labour_dispatch_licence、social_security_card",
        "applies to procedure labour_dispatch_licence, social_security_card",
    ),
];
