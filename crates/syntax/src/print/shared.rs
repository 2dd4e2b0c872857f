//! What clauses of several kinds have in common: bases, roles, limits.

use super::pen::Pen;
use crate::tree::{Basis, LimitName, Located, Remainder, Role};

impl Pen {
    /// A keyword and what follows it.
    pub(super) fn with(self, id: &str, what: &str) -> String {
        format!("{} {what}", self.word(id, 0))
    }

    /// 依据 《…》第三十二条、《…》.
    pub(super) fn basis(self, basis: &[Located<Basis>]) -> String {
        let mut words = Vec::new();
        for one in basis {
            words.push(match &one.node {
                Basis::Law { title, article } => {
                    format!("《{title}》{}", article.as_deref().unwrap_or_default())
                }
                Basis::OwnRule(text) => self.say("<own_rule>（{0}）", "<own_rule> ({0})", &[text]),
                Basis::Unverified => return self.word("unverified", 0).to_owned(),
            });
        }
        self.with("under", &self.list_and(&words))
    }

    /// The same with the comma before it, or nothing.
    pub(super) fn and_basis(self, basis: &[Located<Basis>]) -> String {
        if basis.is_empty() { String::new() } else { format!("{}{}", self.comma(), self.basis(basis)) }
    }

    pub(super) fn role(self, role: &Role) -> String {
        match role {
            Role::Applicant => self.word("applicant", 0).to_owned(),
            Role::Officer => self.word("officer", 0).to_owned(),
            Role::FirstHandler => self.word("first_handler", 0).to_owned(),
            Role::OwnSuperior => self.word("own_superior", 0).to_owned(),
            Role::Post(name) => self.name(name),
        }
    }

    /// The word of a limit and a blank, or nothing.
    pub(super) fn limit(self, of: Option<&Located<LimitName>>) -> String {
        of.map(|of| format!("{} ", self.word(limit(of.node), 0))).unwrap_or_default()
    }

    /// [法定 ]届满的，
    pub(super) fn expired(self, limit: &str) -> String {
        self.say("{0}<expired><when>，", "<when> {0}<expired>: ", &[limit])
    }

    /// [法定 ]剩余 两个工作日的，
    pub(super) fn left(self, limit: &str, left: &Remainder) -> String {
        let (words, many) = match left {
            Remainder::Period(period) => (self.period(period), period.n != 1),
            Remainder::Share(share) => (self.share(share.node), false),
        };
        let left = self.word("left", usize::from(many));
        self.say("{0}<left> {1}<when>，", "<when> {0}{1} {2}: ", &[limit, &words, left])
    }
}

const fn limit(of: LimitName) -> &'static str {
    match of {
        LimitName::Statutory => "statutory",
        LimitName::Promised => "promised",
    }
}
