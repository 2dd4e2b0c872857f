//! Rows of 认定标准.

use super::pen::Pen;
use super::truths::comparison;
use crate::diagnostic::Language;
use crate::tree::{TableCell, TableLine};

impl Pen {
    pub(super) fn table_line(self, line: &TableLine) -> String {
        let cells: Vec<String> = match line {
            TableLine::Columns(of) => {
                let last = self.word("gets", 0).to_owned();
                of.iter().map(|column| self.operand(column)).chain([last]).collect()
            }
            TableLine::Row(cells) => cells.iter().map(|cell| self.cell(&cell.node)).collect(),
        };
        match self.language {
            Language::Chinese => format!("｜{}｜", cells.join("｜")),
            Language::English => format!("| {} |", cells.join(" | ")),
        }
    }

    fn cell(self, cell: &TableCell) -> String {
        match cell {
            TableCell::Any => self.word("any_value", 0).to_owned(),
            TableCell::Values(of) => {
                let words: Vec<String> = of.iter().map(|value| self.operand(value)).collect();
                self.list(&words)
            }
            TableCell::Tests(of) => {
                let test =
                    |(how, to): &(crate::tree::Located<crate::tree::Comparison>, crate::tree::Operand)| {
                        self.with(comparison(how.node), &self.operand(to))
                    };
                of.iter().map(test).collect::<Vec<_>>().join(&self.say(" <and> ", " <and> ", &[]))
            }
        }
    }
}
