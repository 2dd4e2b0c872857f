//! G608: a material by whose name nobody can tell what to bring.

use shouwen_syntax::tree::Name;
use shouwen_syntax::{Code, Diagnostic, Text};

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
