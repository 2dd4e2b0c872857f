//! G608: a material by whose name nobody can tell what to bring. L007: one that is needed where the materials stand so.

use super::Model;
use crate::lower::hangs_on_materials;
use crate::names::Kind;
use shouwen_syntax::tree::Name;
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Text};

/// Names that stand for whatever the counter may think of, without blanks and in small letters.
const CATCH_ALL: [&str; 12] = [
    "其他",
    "其它",
    "其他材料",
    "其它材料",
    "其他有关材料",
    "其它有关材料",
    "其他相关材料",
    "其它相关材料",
    "other",
    "othermaterial",
    "othermaterials",
    "otherdocuments",
];

/// What is wrong with a name that names no material.
pub(crate) fn catch_all(material: &Name) -> Option<Diagnostic> {
    let name = &material.node;
    let plain: String =
        name.chars().filter(|c| !c.is_whitespace() && *c != '_').flat_map(char::to_lowercase).collect();
    CATCH_ALL.contains(&plain.as_str()).then(|| {
        Diagnostic::new(
            Code::G608,
            material.span,
            Text::new(
                format!("「{name}」没有说要交什么材料"),
                format!("`{name}` does not say what has to be handed in"),
            ),
        )
        .note(Text::new(
            "行政许可法第三十条、优化营商环境条例第三十六条：要什么材料，事先全部列明",
            "article 30 of the Administrative Licensing Law and article 36 of the Regulation on the Business \
             Environment: whatever is asked for is listed beforehand",
        ))
        .help(Text::new(
            "把需要的材料一项一项写成“材料”，不需要的删去",
            "write a `material` section for each thing that is needed, and delete this one",
        ))
    })
}

/// Which materials are needed does not depend on which of them are there.
pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    for material in &model.form.materials {
        let Some(only) = material.only.as_deref() else { continue };
        let span = model.names.span(Kind::Material, &material.name);
        let Some(span) = span.filter(|_| hangs_on_materials(model.form, only)) else { continue };
        out.push(
            Diagnostic::new(
                Code::L007,
                span,
                Text::new(
                    format!("「{}」要不要，取决于材料齐不齐", material.name),
                    format!(
                        "whether `{}` is needed depends on whether the materials are complete",
                        material.name
                    ),
                ),
            )
            .help(Text::new(
                format!("条件「{only}」用登记信息、结论或期日来写"),
                format!("say `{only}` by fields, conclusions or dates"),
            )),
        );
    }
}
