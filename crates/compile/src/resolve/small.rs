//! The sections with little in them: fields, outcomes, conditions.

use super::{Here, Resolver, Texts, declare::type_of};
use crate::load::Loaded;
use crate::names::Kind;
use shouwen_model::form::{Condition, Expr, Field, Outcome, Remedy, Role};
use shouwen_syntax::tree::{
    DataClause, DataLine, FieldWord, Located, Name, OutcomeClause, Section, SectionKind,
};
use shouwen_syntax::{Span, Text};

impl Resolver<'_> {
    /// 登记信息.
    pub(super) fn data(&mut self, sections: &[Section]) -> Vec<Field> {
        let mut fields = Vec::new();
        for section in sections {
            if let SectionKind::Data(clauses) = &section.kind {
                for line in clauses {
                    if let DataLine::Field(field) = &line.node {
                        fields.push(self.field(field, line.span));
                    }
                }
            }
        }
        fields
    }

    fn field(&mut self, data: &DataClause, span: Span) -> Field {
        let (mut required, mut personal, mut by) = (false, false, None);
        let ty = type_of(&data.ty.node);
        let mut bounds = Vec::new();
        self.unit_is_known(&data.ty);
        for word in &data.words {
            match &word.node {
                FieldWord::Required => required = true,
                FieldWord::Personal => personal = true,
                FieldWord::By(role) => by = Some(self.role(role)),
                FieldWord::Range(from, to) => bounds.extend(self.range(data, &ty, from, to)),
                FieldWord::Bound(how, to) => bounds.extend(self.bound(data, &ty, how, to.as_ref())),
            }
        }
        if by.is_none() {
            self.incomplete(
                span,
                Text::new(
                    format!("没有写「{}」由谁填写", data.name.node),
                    format!("nothing says who fills in `{}`", data.name.node),
                ),
                Text::new(
                    "补上“由 申请人 填写”或“由 某岗位 填写”",
                    "add who fills it in: the applicant or a post",
                ),
            );
        }
        Field {
            name: data.name.node.clone(),
            ty,
            bounds,
            required,
            personal,
            by: by.unwrap_or(Role::Applicant),
        }
    }

    /// 结果.
    pub(super) fn outcomes(&mut self, sections: &[Section]) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for section in sections {
            let SectionKind::Outcome(name, clauses) = &section.kind else { continue };
            let mut outcome = self.outcome_of(name, clauses);
            outcome.adverse = clauses.iter().any(|c| matches!(c.node, OutcomeClause::Adverse));
            if outcome.adverse && outcome.remedies.is_empty() && !self.faulty(section.head) {
                self.harmless.push(crate::checks::no_remedy(name));
            }
            outcomes.push(outcome);
        }
        outcomes
    }

    fn outcome_of(&mut self, name: &Name, clauses: &[Located<OutcomeClause>]) -> Outcome {
        let mut outcome =
            Outcome { name: name.node.clone(), adverse: false, document: None, remedies: Vec::new() };
        for clause in clauses {
            match &clause.node {
                OutcomeClause::Adverse => {}
                OutcomeClause::Document(document) => outcome.document = Some(document.node.clone()),
                OutcomeClause::Remedies(remedies) => {
                    for remedy in remedies {
                        let within = self.period(&remedy.within);
                        outcome.remedies.push(Remedy { way: remedy.way.node.clone(), within });
                    }
                }
            }
        }
        outcome
    }

    /// 条件: those of the file, and those of the files it uses that something refers to.
    pub(super) fn conditions(&mut self, files: &[Loaded], texts: &mut Texts<'_>) -> Vec<Condition> {
        let mut found = Vec::new();
        for (number, file) in files.iter().enumerate() {
            for section in &file.tree.sections {
                let SectionKind::Condition(name, parts) = &section.kind else { continue };
                if number > 0 && !self.names.is_used(Kind::Condition, &name.node) {
                    continue;
                }
                let (before, here) = (self.failures(), Here::default());
                let mut of: Vec<Expr> = parts.iter().filter_map(|p| self.expr(p, here)).collect();
                if file.is_faulty(section.head) || self.failures() > before {
                    texts.broken_conditions.insert(name.node.clone());
                }
                let is = if of.len() == 1 { of.pop() } else { None };
                found.push(Condition { name: name.node.clone(), is: is.unwrap_or(Expr::All { of }) });
            }
        }
        found
    }
}
