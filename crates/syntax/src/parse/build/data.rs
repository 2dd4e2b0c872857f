//! 登记信息: fields.

use super::shared::clause;
use super::truths::COMPARISONS;
use super::{Built, Fault, Parts, Place, UNITS};
use crate::tree::{Computed, DataClause, DataLine, FieldWord, Located, TypeName};
use shouwen_grammar::{Node, Rule};

pub(in crate::parse) fn field(at: Place, entry: &Node<'_>) -> Built<Located<DataLine>> {
    let (node, parts) = clause(at, entry)?;
    if node.rule() == Rule::c_computed {
        return Ok(at.located(&node, DataLine::Computed(computed(at, &parts)?)));
    }
    let ty = parts.one(Rule::type_name)?;
    let words = parts.all(Rule::field_word).map(|n| field_word(at, n)).collect::<Built<_>>()?;
    let made =
        DataClause { name: at.name(parts.one(Rule::name)?), ty: at.located(ty, type_name(at, ty)?), words };
    Ok(at.located(&node, DataLine::Field(made)))
}

fn computed(at: Place, parts: &Parts<'_>) -> Built<Computed> {
    let bound = |node: &Node<'_>| {
        let inner = at.parts(node);
        Ok::<_, Fault>((inner.has("at_most"), at.term(inner.one(Rule::term)?)?))
    };
    Ok(Computed {
        name: at.name(parts.one(Rule::name)?),
        is: at.sum(parts.one(Rule::sum)?)?,
        bounds: parts.all(Rule::at_bound).map(bound).collect::<Built<_>>()?,
    })
}

fn type_name(at: Place, node: &Node<'_>) -> Built<TypeName> {
    let parts = at.parts(node);
    let inner = parts.first()?;
    match inner.rule() {
        Rule::choice_type => return Ok(TypeName::Choice(at.names(&at.parts(inner)))),
        Rule::list_type => return list_type(at, inner),
        Rule::period_type => return Ok(TypeName::Period(at.choice(inner, UNITS)?.node)),
        _ => {}
    }
    let (word, _) = inner.keyword().ok_or_else(|| parts.lost())?;
    Ok(match word {
        "money" => TypeName::Money,
        "integer" => TypeName::Integer,
        "decimal" => TypeName::Decimal,
        "flag" => TypeName::Flag,
        "date" => TypeName::Date,
        "year_month" => TypeName::Month,
        "text" => TypeName::Text,
        "person" => TypeName::Person,
        "case" => TypeName::Case,
        _ => return Err(parts.lost()),
    })
}

/// 名单: of texts, of persons, or of words of a choice.
fn list_type(at: Place, node: &Node<'_>) -> Built<TypeName> {
    let parts = at.parts(node);
    let of = match parts.maybe(Rule::choice_type) {
        Some(choice) => TypeName::Choice(at.names(&at.parts(choice))),
        None if parts.has("person") || parts.has("persons") => TypeName::Person,
        None => TypeName::Text,
    };
    Ok(TypeName::List(Box::new(of)))
}

fn field_word(at: Place, node: &Node<'_>) -> Built<Located<FieldWord>> {
    let parts = at.parts(node);
    let word = if let Some(range) = parts.maybe(Rule::range) {
        let ends = at.parts(range);
        FieldWord::Range(at.operand(ends.nth(Rule::operand, 0)?)?, at.operand(ends.nth(Rule::operand, 1)?)?)
    } else if let Some(bound) = parts.maybe(Rule::bound) {
        let inner = at.parts(bound);
        let how = at.choice(inner.one(Rule::comparison)?, COMPARISONS)?;
        FieldWord::Bound(how, at.maybe(&inner, Rule::operand, Place::operand)?)
    } else if parts.has("required_field") {
        FieldWord::Required
    } else if parts.has("personal") {
        FieldWord::Personal
    } else {
        FieldWord::By(at.role(parts.one(Rule::role)?)?.node)
    };
    Ok(at.located(node, word))
}
