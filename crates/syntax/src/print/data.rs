//! 登记信息: fields.

use super::pen::Pen;
use crate::tree::{DataClause, FieldWord, TypeName};

impl Pen {
    pub(super) fn field(self, clause: &DataClause) -> String {
        let ty = match &clause.ty.node {
            TypeName::Money => self.word("money", 0).to_owned(),
            TypeName::Integer => self.word("integer", 0).to_owned(),
            TypeName::Flag => self.word("flag", 0).to_owned(),
            TypeName::Date => self.word("date", 0).to_owned(),
            TypeName::Text => self.word("text", 0).to_owned(),
            TypeName::Choice(names) => self.say("<choice>（{0}）", "<choice> ({0})", &[&self.names(names)]),
        };
        let mut out = format!("{} {ty}", self.name(&clause.name));
        for word in &clause.words {
            out.push_str(self.comma());
            out.push_str(&match &word.node {
                FieldWord::Required => self.word("required_field", 0).to_owned(),
                FieldWord::Personal => self.word("personal", 0).to_owned(),
                FieldWord::By(role) => self.say("<by> {0} <fill_in>", "<by> {0}", &[&self.role(role)]),
            });
        }
        out
    }
}
