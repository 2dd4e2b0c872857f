//! 登记信息: fields.

use super::shared::clause;
use super::{Built, Place};
use crate::tree::{DataClause, FieldWord, Located, TypeName};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn field(at: Place, entry: &Node<'_>) -> Built<Located<DataClause>> {
    let (node, parts) = clause(at, entry)?;
    let ty = parts.one(Rule::type_name)?;
    let words = parts.all(Rule::field_word).map(|n| field_word(at, n)).collect::<Built<_>>()?;
    let made =
        DataClause { name: at.name(parts.one(Rule::name)?), ty: at.located(ty, type_name(at, ty)?), words };
    Ok(at.located(&node, made))
}

fn type_name(at: Place, node: &Node<'_>) -> Built<TypeName> {
    let parts = at.parts(node);
    let (word, _) = parts.first()?.keyword().ok_or_else(|| parts.lost())?;
    Ok(match word {
        "money" => TypeName::Money,
        "integer" => TypeName::Integer,
        "flag" => TypeName::Flag,
        "date" => TypeName::Date,
        "text" => TypeName::Text,
        "choice" => TypeName::Choice(at.names(&parts)),
        _ => return Err(parts.lost()),
    })
}

fn field_word(at: Place, node: &Node<'_>) -> Built<Located<FieldWord>> {
    let parts = at.parts(node);
    let word = if parts.has("required_field") {
        FieldWord::Required
    } else if parts.has("personal") {
        FieldWord::Personal
    } else {
        FieldWord::By(at.role(parts.one(Rule::role)?)?.node)
    };
    Ok(at.located(node, word))
}
