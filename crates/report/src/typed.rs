//! One row a channel, column by column, for tables with types.

use std::str::FromStr;

use crate::cell::{Cell, Sort};
use crate::columns::columns as all_columns;
use crate::{ChannelResult, Row};

/// A column and its values, one a channel.
#[derive(Clone, PartialEq, Debug)]
pub struct TypedColumn {
    /// Its name, as in the CSV.
    pub name: &'static str,
    /// Its values.
    pub values: TypedValues,
}

/// Values of one type, any of which may be missing.
#[derive(Clone, PartialEq, Debug)]
pub enum TypedValues {
    /// Texts, instants and words.
    Text(Vec<Option<String>>),
    /// Counts and ratings.
    Whole(Vec<Option<i64>>),
    /// Shares and durations.
    Number(Vec<Option<f64>>),
    /// Yes or no.
    Flag(Vec<Option<bool>>),
}

/// The columns of the CSV with their types.
#[must_use]
pub fn columns(results: &[ChannelResult]) -> Vec<TypedColumn> {
    columns_of_rows(&results.iter().map(Row::of).collect::<Vec<_>>())
}

/// The same of rows.
#[must_use]
pub fn columns_of_rows(rows: &[Row]) -> Vec<TypedColumn> {
    let text = |index: usize| rows.iter().map(move |row| row.0.get(index)?.clone());
    all_columns()
        .enumerate()
        .map(|(index, (name, sort))| TypedColumn { name, values: values(sort, text(index)) })
        .collect()
}

/// Cells of one sort as a column.
pub(crate) fn column_of_cells(
    name: &'static str,
    sort: Sort,
    cells: impl Iterator<Item = Cell>,
) -> TypedColumn {
    TypedColumn { name, values: values(sort, cells.map(Cell::into_text)) }
}

fn values(sort: Sort, texts: impl Iterator<Item = Option<String>>) -> TypedValues {
    match sort {
        Sort::Text => TypedValues::Text(texts.collect()),
        Sort::Whole => TypedValues::Whole(parsed(texts)),
        Sort::Number => TypedValues::Number(parsed(texts)),
        Sort::Flag => TypedValues::Flag(parsed(texts)),
    }
}

/// Numbers are written in full, so that this gives what was there before.
fn parsed<T: FromStr>(texts: impl Iterator<Item = Option<String>>) -> Vec<Option<T>> {
    texts.map(|text| text?.parse().ok()).collect()
}
