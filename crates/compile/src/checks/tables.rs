//! B301–B304: the rows of a table leave nothing out, never contradict each other, and each of them and of what they give
//! is of use.

use super::Model;
use super::situations::{Builder, Guard, MAX_SITUATIONS, Situation, Situations};
use crate::resolve::{Reads, TableText};
use shouwen_model::form::{TableCell, TableRow, Term};
use shouwen_model::value::Type;
use shouwen_syntax::{Code, Diagnostic, Diagnostics, Severity, Span, Text};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(model: &Model<'_>, out: &mut Diagnostics) {
    for text in model.texts.tables.iter().filter(|text| !text.broken) {
        let Some(computed) = model.index.computed(&text.name.node) else { continue };
        let Term::Table { columns, rows } = &computed.is else { continue };
        let mut builder = Builder::new(&model.index);
        rows.iter().for_each(|row| builder.ask(&row.asks(columns)));
        let situations = builder.situations();
        if !builder.is_clear() || situations.count().is_none() {
            out.push(undecided(text));
            continue;
        }
        let guards: Vec<Guard> = rows.iter().map(|row| builder.guard(&row.asks(columns))).collect();
        let found = Found::of(&situations, &guards, rows);
        if let Some(gap) = &found.gap {
            let missing = |s: &Situation| guards.iter().all(|guard| !guard.holds(s));
            let wide = situations.widen(gap, missing);
            let cell = |(n, column): (usize, &Term)| {
                if rows.iter().all(|row| row.cells.get(n) == Some(&TableCell::Any)) {
                    return ("任意".to_owned(), "any value".to_owned());
                }
                situations.missing_cell(&wide, builder.variable(column))
            };
            let cells = columns.iter().enumerate().map(cell);
            out.push(left_out(text, &cells.collect::<Vec<_>>()));
        }
        found.report(text, &situations, out);
        if let Type::Choice { of } = &computed.ty
            && !model.incomplete
        {
            untold(model, text, of, out);
        }
    }
}

/// What the situations show of the rows.
#[derive(Default)]
struct Found {
    gap: Option<Situation>,
    /// Two rows that fit at once and give different things.
    overlaps: BTreeMap<(usize, usize), Situation>,
    /// For each row another one above it that fits wherever it does; `None` if it fits nowhere.
    idle: BTreeMap<usize, Option<usize>>,
}

impl Found {
    fn of(situations: &Situations, guards: &[Guard], rows: &[TableRow]) -> Self {
        let mut found = Self::default();
        let mut useful: BTreeSet<usize> = BTreeSet::new();
        found.idle = (0..rows.len()).map(|n| (n, None)).collect();
        for situation in situations.iter().filter(|s| situations.is_given(s)) {
            let held: Vec<usize> =
                guards.iter().enumerate().filter(|(_, g)| g.holds(&situation)).map(|(n, _)| n).collect();
            let Some(first) = held.first().copied() else {
                found.gap.get_or_insert(situation);
                continue;
            };
            useful.insert(first);
            for row in held.iter().skip(1) {
                found.idle.insert(*row, Some(first));
                let gives = |n: usize| rows.get(n).map(|row| &row.gives);
                if gives(first) != gives(*row) {
                    found.overlaps.entry((first, *row)).or_insert_with(|| situation.clone());
                }
            }
        }
        found.idle.retain(|row, _| !useful.contains(row));
        found
    }

    fn report(&self, text: &TableText<'_>, situations: &Situations, out: &mut Diagnostics) {
        // The first line names the columns.
        let row = |n: usize| text.lines.get(n.saturating_add(1)).map_or(text.name.span, |line| line.span);
        for ((first, second), situation) in &self.overlaps {
            out.push(contradiction(row(*second), row(*first), &situations.describe(situation)));
        }
        for (idle, above) in &self.idle {
            if !self.overlaps.keys().any(|(_, second)| second == idle) {
                out.push(of_no_use(row(*idle), above.map(row)));
            }
        }
    }
}

fn left_out(text: &TableText<'_>, cells: &[(String, String)]) -> Diagnostic {
    let name = &text.name.node;
    let zh: Vec<&str> = cells.iter().map(|c| c.0.as_str()).collect();
    let en: Vec<&str> = cells.iter().map(|c| c.1.as_str()).collect();
    let (zh, en) = (format!("｜{}｜……｜", zh.join("｜")), format!("| {} | … |", en.join(" | ")));
    Diagnostic::new(
        Code::B301,
        text.name.span,
        Text::new(format!("「{name}」漏了一种情形：{zh}"), format!("`{name}` leaves a case out: {en}")),
    )
    .note(Text::new(
        "落在这一行里的申请，没有人知道得什么",
        "nobody knows what an application like this gets",
    ))
    .help(Text::new(
        format!("补上这一行，写明得什么：{zh}"),
        format!("add this row, and what it gives: {en}"),
    ))
}

fn contradiction(second: Span, first: Span, words: &Text) -> Diagnostic {
    let (zh, en) = if words.zh.is_empty() {
        ("任何情形".to_owned(), "every case".to_owned())
    } else {
        (format!("例如：{}", words.zh), format!("for example: {}", words.en))
    };
    Diagnostic::new(
        Code::B302,
        second,
        Text::new(
            format!("有一种情形落在两行里，所得不同，{zh}"),
            format!("one case falls into two rows that give different things, {en}"),
        ),
    )
    .label(Text::new("也落在这一行", "it falls into this row too"))
    .related(first, Text::new("落在这一行", "it falls into this row"))
    .note(Text::new("各行之间没有先后", "the rows have no order"))
    .help(Text::new("把其中一行的格子写窄", "narrow the cells of one of them"))
}

fn of_no_use(row: Span, above: Option<Span>) -> Diagnostic {
    let Some(above) = above else {
        return Diagnostic::new(
            Code::B303,
            row,
            Text::new("没有一种情形落在这一行里", "no case ever falls into this row"),
        )
        .help(Text::new("核对上下限，或者删去这一行", "check its bounds, or delete the row"));
    };
    Diagnostic::new(
        Code::B303,
        row,
        Text::new("这一行说的，前面的行都说了", "the rows above say all that this one says"),
    )
    .related(above, Text::new("例如这一行", "this one, for example"))
    .help(Text::new("删去这一行", "delete the row"))
}

fn untold(model: &Model<'_>, text: &TableText<'_>, of: &[String], out: &mut Diagnostics) {
    let name = &text.name.node;
    let none = Reads::default();
    let reads = model.texts.reads.get(name);
    let told = reads.unwrap_or(&none);
    let rest: Vec<&str> = of.iter().filter(|w| !told.words.contains(*w)).map(String::as_str).collect();
    // One word that is never named is what the others leave.
    if told.whole > 0 || (reads.is_some() && rest.len() < 2) {
        return;
    }
    let message = if reads.is_none() {
        Text::new(format!("没有一处用到「{name}」"), format!("nothing reads `{name}`"))
    } else {
        Text::new(
            format!("「{name}」分开了{}，后面没有一处分开", rest.join("、")),
            format!("`{name}` tells {} apart, and nothing later does", rest.join(", ")),
        )
    };
    out.push(Diagnostic::new(Code::B304, text.name.span, message).help(Text::new(
        format!("在环节里写“{name} 为 {}的，……”，或者在表里写成同一个词", rest.join("、")),
        format!(
            "write `when {name} is {}: …` in a step, or one word for them in the table",
            rest.join(" or ")
        ),
    )));
}

fn undecided(text: &TableText<'_>) -> Diagnostic {
    let name = &text.name.node;
    Diagnostic::new(
        Code::B301,
        text.name.span,
        Text::new(
            format!("没有判定「{name}」是否完整：情形超过 {MAX_SITUATIONS} 种，或者格子太多"),
            format!("whether `{name}` is complete was not decided: more than {MAX_SITUATIONS} cases, or too many cells"),
        ),
    )
    .severity(Severity::Note)
    .help(Text::new("把表拆成两张", "split the table in two"))
}
