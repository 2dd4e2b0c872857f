//! 登记信息: fields.

use super::pen::{Pen, unit_word};
use super::truths::comparison;
use crate::tree::{Computed, DataClause, DataLine, FieldWord, PeriodUnit, TypeName};

impl Pen {
    pub(super) fn data_line(self, line: &DataLine) -> String {
        match line {
            DataLine::Field(field) => self.field(field),
            DataLine::Computed(Computed { name, is, bounds }) => {
                let mut out = format!("{} {} {}", self.name(name), self.word("is", 0), self.operand(is));
                for (most, to) in bounds {
                    out.push_str(self.comma());
                    out.push_str(&self.with(if *most { "at_most" } else { "at_least" }, &self.operand(to)));
                }
                out
            }
        }
    }

    fn field(self, clause: &DataClause) -> String {
        let mut out = format!("{} {}", self.name(&clause.name), self.type_name(&clause.ty.node));
        for word in &clause.words {
            out.push_str(self.comma());
            out.push_str(&self.field_word(&word.node));
        }
        out
    }

    fn type_name(self, ty: &TypeName) -> String {
        match ty {
            TypeName::Money => self.word("money", 0).to_owned(),
            TypeName::Integer => self.word("integer", 0).to_owned(),
            TypeName::Decimal => self.word("decimal", 0).to_owned(),
            TypeName::Flag => self.word("flag", 0).to_owned(),
            TypeName::Date => self.word("date", 0).to_owned(),
            TypeName::Month => self.word("year_month", 0).to_owned(),
            TypeName::Text => self.word("text", 0).to_owned(),
            TypeName::Person => self.word("person", 0).to_owned(),
            TypeName::Case => self.word("case", 0).to_owned(),
            TypeName::Choice(names) => self.say("<choice>（{0}）", "<choice> ({0})", &[&self.names(names)]),
            TypeName::Period(unit) => self.unit_type(*unit),
            TypeName::List(of) if **of == TypeName::Text => self.word("list", 0).to_owned(),
            TypeName::List(of) if **of == TypeName::Person => {
                self.say("<list>（<person>）", "<list> (<persons>)", &[])
            }
            TypeName::List(of) => self.say("<list>（{0}）", "<list> ({0})", &[&self.type_name(of)]),
        }
    }

    /// 月, `months`: the unit without the 个 that stands behind a figure.
    fn unit_type(self, unit: PeriodUnit) -> String {
        self.say("{0}", "{1}", &[self.word(unit_word(unit), 1), self.word(unit_word(unit), 0)])
    }

    fn field_word(self, word: &FieldWord) -> String {
        match word {
            FieldWord::Required => self.word("required_field", 0).to_owned(),
            FieldWord::Personal => self.word("personal", 0).to_owned(),
            FieldWord::By(role) => self.say("<by> {0} <fill_in>", "<by> {0}", &[&self.role(role)]),
            FieldWord::Range(from, to) => {
                let ends = [&self.operand(from), &self.operand(to)];
                let ends = ends.map(String::as_str);
                self.say("<range> {0} <until> {1}", "<range> {0} <belongs> {1}", &ends)
            }
            FieldWord::Bound(how, to) => {
                let to =
                    to.as_ref().map_or_else(|| self.word("that_day", 0).to_owned(), |to| self.operand(to));
                self.with(comparison(how.node), &to)
            }
        }
    }
}
