//! N002: a name that what belongs to an element of a list bears already, because its branch has a number.

use super::Model;
use crate::elements::{self, numbered};
use crate::names::Kind;
use shouwen_model::form::Clause;
use shouwen_model::kernel::MAX_ELEMENTS;
use shouwen_syntax::tree::PlaceClause;
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    let declared = |kind: Kind, name: &str| model.names.span(kind, name);
    for each in elements::all(model.form, &model.regions) {
        let places = each.places.iter().map(|place| (Kind::Place, *place));
        let fields = each.fields.iter().map(|field| (Kind::Field, *field));
        for (kind, name) in places.clone().chain(fields) {
            taken(name, declared(kind, name), |name| declared(kind, name), out);
        }
        // The limit of a place bears its name.
        for (_, name) in places {
            taken(name, declared(Kind::Place, name), |name| declared(Kind::Clock, name), out);
        }
        let Some((text, block)) = model.texts.places.get(each.block).zip(model.form.places.get(each.block))
        else {
            continue;
        };
        let branches = || {
            text.clauses.iter().filter_map(|clause| match &clause.node {
                PlaceClause::Branch { name, .. } => Some(name),
                _ => None,
            })
        };
        let span = |name: &str| branches().find(|branch| branch.node == name).map(|branch| branch.span);
        if let Some(Clause::Branch { name, .. }) = block.clauses.get(each.region.clause) {
            taken(name, span(name), span, out);
        }
    }
}

/// Tells of every numbered name that something else bears.
fn taken(name: &str, of: Option<Span>, declared: impl Fn(&str) -> Option<Span>, out: &mut Diagnostics) {
    for number in (1..).take(MAX_ELEMENTS) {
        let copy = numbered(name, number);
        let Some(span) = declared(&copy) else { continue };
        let told = Diagnostic::new(
            Code::N002,
            span,
            Text::new(
                format!("「{copy}」是名单第 {number} 项的「{name}」，不能再作别的名称"),
                format!("`{copy}` is the `{name}` of element {number} of the list, and names nothing else"),
            ),
        )
        .help(Text::new("另起一个名称", "choose another name"));
        out.push(match of {
            Some(of) => told.related(of, Text::new("每个分支各有一个", "each branch has one of its own")),
            None => told,
        });
    }
}
