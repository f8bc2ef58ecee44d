//! One row a channel, column by column, for tables with types.

use std::str::FromStr;

use crate::columns::{COLUMNS, Sort};
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
    COLUMNS
        .iter()
        .enumerate()
        .map(|(index, column)| TypedColumn { name: column.name, values: values(column.sort, index, rows) })
        .collect()
}

fn values(sort: Sort, index: usize, rows: &[Row]) -> TypedValues {
    match sort {
        Sort::Text => TypedValues::Text(parsed(index, rows)),
        Sort::Whole => TypedValues::Whole(parsed(index, rows)),
        Sort::Number => TypedValues::Number(parsed(index, rows)),
        Sort::Flag => TypedValues::Flag(parsed(index, rows)),
    }
}

/// Numbers are written in full, so that this gives what was there before.
fn parsed<T: FromStr>(index: usize, rows: &[Row]) -> Vec<Option<T>> {
    rows.iter().map(|row| row.0.get(index)?.as_ref()?.parse().ok()).collect()
}
