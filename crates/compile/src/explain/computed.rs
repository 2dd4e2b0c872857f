//! What follows from other values: calculations, and tables row by row.

use super::Lines;
use super::words::Words;
use shouwen_model::form::{TableBound, TableCell, TableRow};
use shouwen_model::kernel::{Definition, Term};

impl Lines<'_> {
    pub(super) fn computed(&mut self, definition: &Definition) {
        if definition.computed.is_empty() {
            return;
        }
        self.heading("计算值", "computed");
        let words = self.words;
        for computed in &definition.computed {
            let kind = words.kind(&computed.ty);
            if let Term::Table(columns, rows) = &computed.is {
                self.line(1, &words.after_colon(&computed.name, &kind));
                words.rows(columns, rows).iter().for_each(|row| self.line(2, row));
            } else {
                let is = format!("{kind} = {}", words.term(&computed.is));
                self.line(1, &words.after_colon(&computed.name, &is));
            }
        }
    }
}

impl Words<'_> {
    /// The rows of a table: 甲 为 乙 → 丙.
    pub(super) fn rows(&self, columns: &[Term], rows: &[TableRow]) -> Vec<String> {
        let row = |row: &TableRow| {
            let cells = row.cells.iter().zip(columns).filter_map(|(cell, column)| self.cell(cell, column));
            let asks = cells.collect::<Vec<_>>().join(self.say(" 且 ", " and "));
            let asks = if asks.is_empty() { self.say("任意", "any value").to_owned() } else { asks };
            format!("{asks} → {}", self.value(&row.gives))
        };
        rows.iter().map(row).collect()
    }

    fn cell(&self, cell: &TableCell, column: &Term) -> Option<String> {
        let column = self.term(column);
        match cell {
            TableCell::Any => None,
            TableCell::OneOf { of } => {
                let words: Vec<String> = of.iter().map(|v| self.value(v)).collect();
                Some(format!("{column} {} {}", self.say("为", "is"), words.join(self.say("、", ", "))))
            }
            TableCell::Bounds { of } => {
                let one = |bound: &TableBound| {
                    format!("{column} {} {}", self.comparison(bound.op), self.value(&bound.to))
                };
                Some(of.iter().map(one).collect::<Vec<_>>().join(self.say(" 且 ", " and ")))
            }
        }
    }
}
