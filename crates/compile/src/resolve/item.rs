//! 事项, 制度: the particulars of the service item or rule.

use super::Resolver;
use crate::names::Kind;
use shouwen_canon::Date;
use shouwen_model::form::{Item, ItemKind, Serves};
use shouwen_syntax::tree::{self, ItemClause, Located, Name, Section, SectionKind};
use shouwen_syntax::{Span, Text};
use std::collections::BTreeMap;

impl Resolver<'_> {
    /// The item of a file; a blank one if the file declares none.
    pub(super) fn item(&mut self, sections: &[Section]) -> Item {
        let mut item = Item {
            name: String::new(),
            alias: String::new(),
            basis: Vec::new(),
            unit: None,
            serves: None,
            kind: ItemKind::Timed,
            dates: Vec::new(),
            fee: true,
            in_force_from: Date::EPOCH,
            rule: None,
            sessions: None,
        };
        let found = sections.iter().find_map(|s| {
            let (SectionKind::Procedure(name, clauses) | SectionKind::Rule(name, clauses)) = &s.kind else {
                return None;
            };
            Some((name, clauses, s.head, matches!(s.kind, SectionKind::Rule(..))))
        });
        let Some((name, clauses, head, is_rule)) = found else { return item };
        item.name.clone_from(&name.node);
        let mut seen = BTreeMap::new();
        for clause in clauses {
            self.item_clause(clause, &mut item, is_rule, &mut seen);
        }
        self.item_is_whole(&seen, head, is_rule);
        if is_rule && !seen.contains_key("applies to") && !self.faulty(head) {
            self.holds_nowhere(clauses, head);
        }
        item
    }

    fn item_clause(
        &mut self,
        clause: &Located<ItemClause>,
        item: &mut Item,
        is_rule: bool,
        seen: &mut BTreeMap<&'static str, Span>,
    ) {
        let span = clause.span;
        match &clause.node {
            ItemClause::Alias(alias) => {
                self.once(seen, ("简称", "short name"), span);
                self.check_alias(alias);
                item.alias.clone_from(&alias.node);
            }
            ItemClause::Basis(bases) => item.basis.extend(self.bases(bases)),
            ItemClause::Unit(unit) => {
                self.once(seen, ("责任单位", "unit in charge"), span);
                // Without an organisation there is nothing to look the division up in.
                if self.names.any(Kind::Division) {
                    self.names.refer(Kind::Division, unit);
                }
                item.unit = Some(unit.node.clone());
            }
            ItemClause::Serves(who) => {
                self.once(seen, ("服务对象", "serves"), span);
                item.serves = serves(who);
            }
            ItemClause::Kind(kind) => {
                self.once(seen, ("办件类型", "kind"), span);
                if is_rule {
                    self.no_kind(span);
                }
                item.kind = match kind.node {
                    tree::ItemKind::Immediate => ItemKind::Immediate,
                    tree::ItemKind::Timed => ItemKind::Timed,
                };
            }
            ItemClause::Dates(dates) => item.dates.extend(dates.iter().map(|d| d.node.clone())),
            ItemClause::Free => item.fee = false,
            ItemClause::InForce(date) => {
                self.once(seen, ("生效", "in force from"), span);
                if let Some(date) = self.date(date.node, date.span) {
                    item.in_force_from = date;
                }
            }
            ItemClause::Applies { to, .. } => {
                self.once(seen, ("适用于", "applies to"), span);
                item.rule = self.applies(to, span, is_rule);
            }
            ItemClause::EnquiryPhone(_) | ItemClause::ComplaintPhone(_) | ItemClause::Explanation(_) => {}
        }
    }

    fn item_is_whole(&mut self, seen: &BTreeMap<&'static str, Span>, head: Span, is_rule: bool) {
        for (zh, en) in [("简称", "short name"), ("办件类型", "kind"), ("生效", "in force from")] {
            if is_rule && en == "kind" {
                continue;
            }
            if !seen.contains_key(en) && !self.faulty(head) {
                self.incomplete(
                    head,
                    if is_rule {
                        Text::new(format!("制度没有写“{zh}”"), format!("the rule does not say its `{en}`"))
                    } else {
                        Text::new(
                            format!("事项没有写“{zh}”"),
                            format!("the procedure does not say its `{en}`"),
                        )
                    },
                    Text::new(format!("补一句“{zh} ……；”"), format!("add the clause `{en} …;`")),
                );
            }
        }
    }

    pub(super) fn check_alias(&mut self, alias: &Name) {
        let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if alias.node.chars().all(fine) && alias.node.starts_with(|c: char| c.is_ascii_lowercase()) {
            return;
        }
        self.bad_value(
            alias.span,
            Text::new(
                "简称只能用小写字母、数字和下划线",
                "a short name has small letters, digits and `_` only",
            ),
            Text::new(
                "它出现在办件编号和命令里，例如 labour_dispatch_licence",
                "it stands in case numbers and commands; for example `labour_dispatch_licence`",
            ),
        );
    }
}

fn serves(who: &[Located<tree::Serves>]) -> Option<Serves> {
    let has = |w: tree::Serves| who.iter().any(|s| s.node == w);
    let (person, legal, other) =
        (has(tree::Serves::Person), has(tree::Serves::LegalPerson), has(tree::Serves::OtherOrganisation));
    match (person, legal, other) {
        (false, false, false) => None,
        (true, false, false) => Some(Serves::Person),
        (false, true, false) => Some(Serves::LegalPerson),
        (false, false, true) => Some(Serves::OtherOrganisation),
        (true, true, false) => Some(Serves::PersonOrLegalPerson),
        (true, false, true) => Some(Serves::PersonOrOther),
        (false, true, true) => Some(Serves::LegalPersonOrOther),
        (true, true, true) => Some(Serves::Anyone),
    }
}
