//! 认定标准: columns with types, rows of values, and what each row gives.

use super::text::TableText;
use super::{Here, Resolver, Texts};
use shouwen_model::form::{Comparison, Computed, TableBound, TableCell, TableRow, Term};
use shouwen_model::value::{Type, Value};
use shouwen_syntax::tree::{self, Located, Name, Operand, Section, SectionKind, TableLine};
use shouwen_syntax::{Span, Text};
use std::collections::BTreeSet;

/// How a table is read elsewhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reads {
    /// How often it is read other than by comparing it with words.
    pub(crate) whole: usize,
    /// The words that it is compared with.
    pub(crate) words: BTreeSet<String>,
}

impl Resolver<'_> {
    /// A table as a value that follows from its columns.
    pub(super) fn table<'t>(&mut self, section: &'t Section, texts: &mut Texts<'t>) -> Option<Computed> {
        let SectionKind::Table(name, lines) = &section.kind else { return None };
        let before = self.failures();
        let found = self.table_value(name, lines);
        let broken = self.faulty(section.head) || self.failures() > before;
        texts.tables.push(TableText { name, lines, broken });
        let Some((is, ty)) = found.filter(|_| !broken) else {
            self.failed.insert(name.node.clone());
            return None;
        };
        self.computed.insert(name.node.clone(), ty.clone());
        Some(Computed { name: name.node.clone(), ty, is })
    }

    fn table_value(&mut self, name: &Name, lines: &[Located<TableLine>]) -> Option<(Term, Type)> {
        let mut rest = lines.iter();
        let Some(Located { node: TableLine::Columns(columns), .. }) = rest.next() else {
            self.incomplete(
                lines.first().map_or(name.span, |line| line.span),
                Text::new(
                    format!("「{}」的第一行要写各栏的名称", name.node),
                    format!("the first row of `{}` names its columns", name.node),
                ),
                Text::new("先写“｜某栏｜某栏｜得｜”", "begin with `| some column | some column | gives |`"),
            );
            return None;
        };
        let columns: Vec<Option<(Term, Type)>> = columns.iter().map(|c| self.column(c)).collect();
        let columns: Vec<(Term, Type)> = columns.into_iter().collect::<Option<_>>()?;
        let mut rows = Vec::new();
        let mut gives: Option<Type> = None;
        for line in rest {
            rows.push(self.row(line, &columns, &mut gives));
        }
        let Some(mut ty) = gives else {
            self.incomplete(
                name.span,
                Text::new(format!("「{}」没有一行", name.node), format!("`{}` has no row", name.node)),
                Text::new(
                    "每种情形写一行，最后一格写得什么",
                    "write a row for each case, what it gives last",
                ),
            );
            return None;
        };
        let rows: Vec<TableRow> = rows.into_iter().collect::<Option<_>>()?;
        if let Type::Choice { of } = &mut ty {
            *of = words(&rows);
        }
        Some((Term::Table { columns: columns.into_iter().map(|c| c.0).collect(), rows }, ty))
    }

    fn column(&mut self, column: &Operand) -> Option<(Term, Type)> {
        let (term, ty) = self.subject(column, Here::default())?;
        if matches!(ty, Type::List { .. }) {
            self.mismatch(column.span(), ty.words(), ("单个的值", "a single value"));
            return None;
        }
        Some((term, ty))
    }

    fn row(
        &mut self,
        line: &Located<TableLine>,
        columns: &[(Term, Type)],
        gives: &mut Option<Type>,
    ) -> Option<TableRow> {
        let TableLine::Row(cells) = &line.node else {
            self.misplaced(
                line.span,
                Text::new("各栏的名称只写一行，写在最前面", "only the first row names the columns"),
                Text::new("另立一节“认定标准”，或者删去这一行", "begin another table, or delete this row"),
            );
            return None;
        };
        let (last, asked) = cells.split_last()?;
        if asked.len() != columns.len() {
            let (have, need) = (cells.len(), columns.len().saturating_add(1));
            self.bad_value(
                line.span,
                Text::new(
                    format!("这一行有 {have} 格，第一行有 {need} 格"),
                    format!("this row has {have} cells, and the first one has {need}"),
                ),
                Text::new("不问的一格写“任意”", "write `any value` in a cell that asks nothing"),
            );
            return None;
        }
        let asked: Vec<Option<TableCell>> =
            asked.iter().zip(columns).map(|(cell, column)| self.table_cell(cell, column)).collect();
        let value = self.given(last, gives);
        Some(TableRow { cells: asked.into_iter().collect::<Option<_>>()?, gives: value? })
    }

    fn table_cell(&mut self, cell: &Located<tree::TableCell>, column: &(Term, Type)) -> Option<TableCell> {
        let (term, ty) = column;
        let owner = super::expr::term_name(term).to_owned();
        match &cell.node {
            tree::TableCell::Any => Some(TableCell::Any),
            tree::TableCell::Values(values) => {
                let of: Vec<Option<Value>> = values.iter().map(|v| self.value(&owner, v, ty)).collect();
                Some(TableCell::OneOf { of: of.into_iter().collect::<Option<_>>()? })
            }
            tree::TableCell::Tests(tests) if ty.is_number() || ty.is_time() => {
                let bound = |resolver: &mut Self, (how, to): &(Located<tree::Comparison>, Operand)| {
                    let op = resolver.comparison(how, ty)?;
                    if op == Comparison::IsNot {
                        resolver.not_like_this(how.span);
                        return None;
                    }
                    Some(TableBound { op, to: resolver.value(&owner, to, ty)? })
                };
                let of: Vec<Option<TableBound>> = tests.iter().map(|test| bound(self, test)).collect();
                Some(TableCell::Bounds { of: of.into_iter().collect::<Option<_>>()? })
            }
            tree::TableCell::Tests(tests) => self.all_but(tests, &owner, ty),
        }
    }

    /// 不为 井下 in a column of words: every other word. So a cell that asks something never fits what is missing.
    fn all_but(
        &mut self,
        tests: &[(Located<tree::Comparison>, Operand)],
        owner: &str,
        ty: &Type,
    ) -> Option<TableCell> {
        let mut of: Vec<Value> = match ty {
            Type::Choice { of } => of.iter().map(|v| Value::Choice { v: v.clone() }).collect(),
            Type::Flag => vec![Value::Flag { v: true }, Value::Flag { v: false }],
            Type::Money
            | Type::Integer
            | Type::Decimal
            | Type::Date
            | Type::Month
            | Type::Period { .. }
            | Type::Text
            | Type::Person
            | Type::Case
            | Type::List { .. } => Vec::new(),
        };
        for (how, to) in tests {
            let op = self.comparison(how, ty)?;
            if of.is_empty() {
                self.not_like_this(how.span);
                return None;
            }
            let value = self.value(owner, to, ty)?;
            of.retain(|v| op.between(v, &value));
        }
        Some(TableCell::OneOf { of })
    }

    fn not_like_this(&mut self, span: Span) {
        self.bad_value(
            span,
            Text::new("这一栏的格子不能这样比较", "a cell of this column cannot be compared like this"),
            Text::new(
                "选项写“不为”，数和日期写上下限，其余把值写在格子里",
                "words of a choice take `is not`, numbers and dates take bounds; write any other value itself",
            ),
        );
    }

    /// The last cell: one word or value, of one type in all rows.
    fn given(&mut self, cell: &Located<tree::TableCell>, gives: &mut Option<Type>) -> Option<Value> {
        let one = match &cell.node {
            tree::TableCell::Values(values) => match values.as_slice() {
                [one] => one,
                _ => return self.no_result(cell.span),
            },
            tree::TableCell::Any | tree::TableCell::Tests(_) => return self.no_result(cell.span),
        };
        let words = Type::Choice { of: Vec::new() };
        match (one, &*gives) {
            (Operand::Name(name), None) => {
                *gives = Some(words);
                Some(Value::Choice { v: name.node.clone() })
            }
            (Operand::Name(name), Some(Type::Choice { .. })) => Some(Value::Choice { v: name.node.clone() }),
            (Operand::Literal(literal), None) => {
                let (term, ty) = self.operand_value(one, Here::default())?;
                *gives = Some(ty);
                if let Term::Literal { value } = term { Some(value) } else { self.no_result(literal.span) }
            }
            (Operand::Literal(literal), Some(ty)) => {
                let ty = ty.clone();
                self.literal(literal, &ty)
            }
            (Operand::Name(_) | Operand::List(_) | Operand::Sum(_) | Operand::MonthOf(..), ty) => {
                let needed = ty.as_ref().unwrap_or(&words).words();
                self.mismatch(cell.span, ("名称", "a name"), needed);
                None
            }
        }
    }

    fn no_result(&mut self, span: Span) -> Option<Value> {
        self.bad_value(
            span,
            Text::new(
                "最后一格要写这一行得什么，只写一个",
                "the last cell says what the row gives, one thing only",
            ),
            Text::new(
                "写一个词，或者是、否、数、金额、期间",
                "write a word, yes or no, a number, or an amount",
            ),
        );
        None
    }

    /// A table that is compared with words of its own.
    pub(super) fn compared(&mut self, term: &Term, values: &[Value]) {
        let Term::Computed { name } = term else { return };
        let reads = self.reads.entry(name.clone()).or_default();
        let words =
            values.iter().filter_map(|v| if let Value::Choice { v } = v { Some(v.clone()) } else { None });
        reads.words.extend(words);
        reads.whole = reads.whole.saturating_sub(1);
    }
}

/// The words that rows give, each once, in the order of the rows.
fn words(rows: &[TableRow]) -> Vec<String> {
    let mut of: Vec<String> = Vec::new();
    for row in rows {
        if let Value::Choice { v } = &row.gives
            && !of.contains(v)
        {
            of.push(v.clone());
        }
    }
    of
}
