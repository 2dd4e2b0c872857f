//! V701: something of an older version is left hanging by 新旧衔接. V703: the older version is not there to be looked at.

use super::Model;
use crate::lower::about_minutes;
use crate::older::Older;
use crate::resolve::{MigrationText, unit_of};
use shouwen_model::form::{Clock, ClockClause, ClockName, Migration, Moved, Period};
use shouwen_syntax::tree::MigrationClause;
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Span, Text};
use std::collections::BTreeSet;

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    let (Some(text), Some(map)) = (model.texts.migration.as_ref(), model.form.migration.as_ref()) else {
        return;
    };
    let Some(older) = model.older else {
        out.push(not_there(text));
        return;
    };
    if text.broken || model.incomplete {
        return;
    }
    let look = Look { model, text, map, older };
    look.version(out);
    look.names(out);
    look.places(out);
    look.clocks(out);
    look.data(out);
}

struct Look<'a> {
    model: &'a Model<'a>,
    text: &'a MigrationText<'a>,
    map: &'a Migration,
    older: &'a Older,
}

/// What became of a name of the older version: what the map says, otherwise the same name.
fn becomes<'a>(moves: &'a [Moved], old: &'a str) -> Option<&'a str> {
    moves.iter().find(|m| m.old == old).map_or(Some(old), |m| m.new.as_deref())
}

impl Look<'_> {
    /// The file is the version that is meant.
    fn version(&self, out: &mut Diagnostics) {
        let alias = &self.model.form.item.alias;
        if self.older.alias.as_ref().is_some_and(|old| old != alias) {
            out.push(
                stranded(
                    self.text.name.span,
                    "旧版的简称不一样，不是同一个事项".to_owned(),
                    "the older version has another short name, so that it is another item".to_owned(),
                )
                .help(Text::new("核对文件名和两版的“简称”", "check the file's name and both short names")),
            );
        }
        let said = self.text.clauses.iter().find_map(|clause| match &clause.node {
            MigrationClause::Older(date) => Some(date),
            _ => None,
        });
        if let (Some(said), Some(is)) = (said, self.older.in_force_from)
            && said.node != is
        {
            let is = format!("{:04}-{:02}-{:02}", is.year, is.month, is.day);
            out.push(
                stranded(
                    said.span,
                    format!("旧版写的是 生效 {is}"),
                    format!("the older version is in force from {is}"),
                )
                .help(Text::new("改成一样，或者核对文件名", "make it the same, or check the file's name")),
            );
        }
    }

    /// What the map speaks of is there, and once.
    fn names(&self, out: &mut Diagnostics) {
        let mut seen = BTreeSet::new();
        for clause in self.text.clauses {
            let (kind, old, known) = match &clause.node {
                MigrationClause::Older(_) => continue,
                MigrationClause::Place(old, _) | MigrationClause::PlaceStays(old) => {
                    (0, old, self.older.places.contains(&old.node))
                }
                MigrationClause::Clock(old, _) => (1, old, self.older.clocks.contains_key(&old.node)),
                MigrationClause::Data(old, _) | MigrationClause::DataDropped(old) => {
                    (2, old, self.older.data.contains_key(&old.node))
                }
            };
            let name = &old.node;
            if !known {
                out.push(
                    stranded(
                        old.span,
                        format!("旧版没有「{name}」"),
                        format!("the older version has no `{name}`"),
                    )
                    .help(Text::new(
                        "照旧版的名称写，或者删去这一句",
                        "write the old name, or delete this clause",
                    )),
                );
            } else if !seen.insert((kind, name)) {
                out.push(
                    stranded(
                        old.span,
                        format!("旧版的「{name}」已经写了去处"),
                        format!("where `{name}` goes has been said"),
                    )
                    .help(Text::new("只留一句", "keep one of the clauses")),
                );
            }
        }
    }

    fn places(&self, out: &mut Diagnostics) {
        let lost = self.older.places.iter().filter(|old| {
            becomes(&self.map.places, old).is_some_and(|new| self.model.index.place(new).is_none())
        });
        self.lost(lost, ("环节", "step"), ("按旧版办结", "is closed under the older version"), out);
    }

    fn data(&self, out: &mut Diagnostics) {
        let new = |old: &str| becomes(&self.map.data, old).map(|new| self.model.index.field(new));
        let lost = self.older.data.keys().filter(|old| matches!(new(old), Some(None)));
        self.lost(lost, ("登记信息", "data"), ("不再使用", "is used no longer"), out);
        for (old, ty) in &self.older.data {
            if let Some(Some(field)) = new(old)
                && field.ty != *ty
            {
                let ((zh, en), name) = (ty.words(), &field.name);
                out.push(
                    stranded(
                        self.said_of(old),
                        format!("「{old}」在旧版是{zh}，不能原样放进「{name}」"),
                        format!("`{old}` was {en}, and does not fit into `{name}` as it is"),
                    )
                    .help(Text::new(
                        "两版用同一种类型，或者写“不再使用”，在新版里另填",
                        "keep the type, or say `is used no longer` and have the new field filled in",
                    )),
                );
            }
        }
    }

    fn clocks(&self, out: &mut Diagnostics) {
        let clock = |name: &str| self.model.form.clocks.iter().find(|clock| clock.name == name);
        let new = |old: &str| becomes(&self.map.clocks, old).and_then(clock);
        let lost = self.older.clocks.keys().filter(|old| new(old).is_none());
        self.lost(lost, ("时限", "clock"), ("", ""), out);
        for (old, limit) in &self.older.clocks {
            let limit = limit.and_then(|limit| Some(Period { n: limit.n, unit: unit_of(limit.unit)? }));
            if let (Some(limit), Some(shorter)) = (limit, new(old).and_then(statutory))
                && about_minutes(shorter) < about_minutes(limit)
            {
                out.push(
                    stranded(
                        self.said_of(old),
                        format!("时限「{old}」在办案件的法定期限变短了"),
                        format!("the statutory limit that runs as `{old}` gets shorter"),
                    )
                    .help(Text::new(
                        "新期限只用于新立案件的，“环节”写“按旧版办结”；否则期限不得比旧版短",
                        "let cases stay under the older version, or keep the limit at least as long",
                    )),
                );
            }
        }
    }

    /// Where the map speaks of an old name, or its head.
    fn said_of(&self, name: &str) -> Span {
        let found = self.text.clauses.iter().find(|clause| match &clause.node {
            MigrationClause::Clock(old, _) | MigrationClause::Data(old, _) => old.node == name,
            MigrationClause::Older(_)
            | MigrationClause::Place(..)
            | MigrationClause::PlaceStays(_)
            | MigrationClause::DataDropped(_) => false,
        });
        found.map_or(self.text.name.span, |clause| clause.span)
    }

    fn lost<'n>(
        &self,
        names: impl Iterator<Item = &'n String>,
        (zh, en): (&str, &str),
        (ends_zh, ends_en): (&str, &str),
        out: &mut Diagnostics,
    ) {
        let all: Vec<&str> = names.map(String::as_str).collect();
        let Some(first) = all.first() else { return };
        let (names_zh, names_en) = (all.join("」「"), all.join("`, `"));
        let (or_zh, or_en) = if ends_zh.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("或者“{zh} {first} {ends_zh}；”"), format!(" or `{en} {first} {ends_en};`"))
        };
        out.push(
            stranded(
                self.text.name.span,
                format!("旧版的{zh}「{names_zh}」在新版没有去处"),
                format!("the {en} `{names_en}` of the older version has nowhere to go"),
            )
            .note(Text::new("停在那里的在办案件会没有着落", "open cases that are there would be stranded"))
            .help(Text::new(
                format!("补一句“{zh} {first} 改为 ……；”{or_zh}"),
                format!("add `{en} {first} moved to …;`{or_en}"),
            )),
        );
    }
}

fn statutory(clock: &Clock) -> Option<Period> {
    clock.clauses.iter().find_map(|clause| match clause {
        ClockClause::Budget { of: ClockName::Statutory, period, until: None, .. } => Some(*period),
        _ => None,
    })
}

fn stranded(span: Span, zh: String, en: String) -> Diagnostic {
    Diagnostic::new(Code::V701, span, Text::new(zh, en))
}

fn not_there(text: &MigrationText<'_>) -> Diagnostic {
    let name = &text.name.node;
    Diagnostic::new(
        Code::V703,
        text.name.span,
        Text::new(
            format!("旧版的文件「{name}.proc」不在这里，或者读不懂，衔接没有核对"),
            format!("the older version `{name}.proc` is not here or has faults, so the map was not checked"),
        ),
    )
    .help(Text::new(
        "把旧版的文件放进本文件所在的文件夹或者上级文件夹，再检查一次",
        "put that file into the folder of this one, or one above it, and check again",
    ))
}
