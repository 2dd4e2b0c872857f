//! What is declared before anything happens: data, materials, dates, computed values, conditions, outcomes and breaches.

use super::{Lines, own};
use shouwen_model::form::{Bound, BoundTo};
use shouwen_model::kernel::{Definition, FieldDecl, MaterialDecl, OutcomeDecl, PartyDecl};
use shouwen_model::value::Type;

impl Lines<'_> {
    pub(super) fn declared(&mut self, definition: &Definition) {
        self.each(
            ("登记信息", "data"),
            own(&definition.fields, definition.copies.fields),
            |lines, field| lines.field(field),
        );
        self.computed(definition);
        self.each(("条件", "conditions"), &definition.conditions, |lines, condition| {
            lines.words.after_colon(&condition.name, &lines.words.expr(&condition.is))
        });
        self.each(("材料", "materials"), &definition.materials, |lines, material| lines.material(material));
        self.each(("当事人", "parties"), &definition.parties, |lines, party| lines.party(party));
        self.each(("期日", "dates"), &definition.dates, |_, date| date.clone());
        self.each(("结果", "outcomes"), &definition.outcomes, |lines, outcome| lines.outcome(outcome));
        self.each(("违规", "breaches"), &definition.breaches, |_, breach| breach.clone());
    }

    /// A section with a line for each; nothing if there is none.
    fn each<T>(&mut self, heading: (&str, &str), all: &[T], line: impl Fn(&Self, &T) -> String) {
        if all.is_empty() {
            return;
        }
        self.heading(heading.0, heading.1);
        for one in all {
            let text = line(self, one);
            self.line(1, &text);
        }
    }

    fn field(&self, field: &FieldDecl) -> String {
        let words = self.words;
        let mut parts = vec![words.kind(&field.ty)];
        if field.required {
            parts.push(words.say("必填", "required").to_owned());
        }
        parts.push(
            match field.by_applicant {
                true => words.say("由申请人填写", "filled in by the applicant"),
                false => words.say("由经办人在环节里填写", "filled in by officers in the steps that list it"),
            }
            .to_owned(),
        );
        if field.sealed {
            parts.push(words.say("在记录里封存", "sealed in records").to_owned());
        }
        parts.extend(field.bounds.iter().map(|bound| self.bound(bound)));
        words.after_colon(&field.name, &words.list(&parts))
    }

    fn bound(&self, bound: &Bound) -> String {
        let to = match &bound.to {
            BoundTo::Value { value } => self.words.value(value),
            BoundTo::Today => self.words.say("当日", "the day of entry").to_owned(),
        };
        format!("{} {to}", self.words.comparison(bound.op))
    }

    fn material(&self, material: &MaterialDecl) -> String {
        let words = self.words;
        let mut parts = vec![match material.required {
            true => words.say("必要", "required").to_owned(),
            false => words.say("非必要", "not required").to_owned(),
        }];
        if material.shared {
            parts
                .push(words.say("共享取得，视为已交", "obtained by sharing, counts as handed in").to_owned());
        }
        words.after_colon(&material.name, &words.list(&parts))
    }

    fn party(&self, party: &PartyDecl) -> String {
        let words = self.words;
        let mut parts = vec![match party.several {
            true => words.say("多人", "several").to_owned(),
            false => words.say("一人", "one").to_owned(),
        }];
        if party.outside {
            parts.push(words.say("外单位", "an outside body").to_owned());
        }
        if let Some(field) = party.field.and_then(|id| words.definition.field(id)) {
            parts.push(format!("{} {}", words.say("名称为", "named in"), field.name));
        }
        words.after_colon(&party.name, &words.list(&parts))
    }

    fn outcome(&self, outcome: &OutcomeDecl) -> String {
        let words = self.words;
        let mut parts = Vec::new();
        if outcome.adverse {
            parts.push(words.say("不利决定", "adverse").to_owned());
        }
        if let Some(paper) = &outcome.document {
            parts.push(format!("{} {paper}", words.say("文书", "by the document")));
        }
        if parts.is_empty() {
            return outcome.name.clone();
        }
        words.after_colon(&outcome.name, &words.list(&parts))
    }
}

impl super::words::Words<'_> {
    /// A type with the words that it offers.
    pub(super) fn kind(&self, ty: &Type) -> String {
        let (zh, en) = ty.words();
        let kind = self.say(zh, en);
        match ty {
            Type::Choice { of } => self.holding(kind, &of.join(self.say("、", ", "))),
            Type::List { of } => self.holding(kind, &self.kind(of)),
            Type::Money
            | Type::Integer
            | Type::Decimal
            | Type::Flag
            | Type::Date
            | Type::Month
            | Type::Period { .. }
            | Type::Text
            | Type::Person
            | Type::Case => kind.to_owned(),
        }
    }

    fn holding(&self, kind: &str, inner: &str) -> String {
        format!("{kind}{}{inner}{}", self.say("（", " ("), self.say("）", ")"))
    }
}
