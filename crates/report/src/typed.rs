//! One row a channel, column by column, for tables with types.

use crate::ChannelResult;
use crate::columns::{COLUMNS, Cell, Column, Sort};

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
    COLUMNS.iter().map(|column| TypedColumn { name: column.name, values: values(column, results) }).collect()
}

fn values(column: &Column, results: &[ChannelResult]) -> TypedValues {
    let cells = results.iter().map(column.cell);
    match column.sort {
        Sort::Text => TypedValues::Text(
            cells.map(|cell| if let Cell::Text(text) = cell { Some(text) } else { None }).collect(),
        ),
        Sort::Whole => TypedValues::Whole(
            cells.map(|cell| if let Cell::Whole(whole) = cell { Some(whole) } else { None }).collect(),
        ),
        Sort::Number => TypedValues::Number(
            cells.map(|cell| if let Cell::Number(number) = cell { Some(number) } else { None }).collect(),
        ),
        Sort::Flag => TypedValues::Flag(
            cells.map(|cell| if let Cell::Flag(flag) = cell { Some(flag) } else { None }).collect(),
        ),
    }
}
