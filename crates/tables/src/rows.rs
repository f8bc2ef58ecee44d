//! From columns to rows, without a look at the type of every single value where types are usual.

use polars::prelude::{AnyValue, DataType, PolarsResult, Series, StaticArray, TimeUnit};
use polars_arrow::array::{BooleanArray, PrimitiveArray, Utf8ViewArray};

use crate::Cell;
use crate::convert::{cell, moment};

/// Called with each row: its number from 1, and the chosen cells in the order chosen.
pub(crate) type Visit<'v> = dyn FnMut(u64, &[Cell<'_>]) + 'v;

/// Turns the values of a column into one of a few types that mean the same, in one piece.
pub(crate) fn simplified(series: &Series) -> PolarsResult<Series> {
    let simple = match series.dtype() {
        DataType::Categorical(..) | DataType::Enum(..) => series.cast(&DataType::String)?,
        DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32 => series.cast(&DataType::Int64)?,
        DataType::Float32 => series.cast(&DataType::Float64)?,
        _ => return Ok(series.rechunk()),
    };
    Ok(simple.rechunk())
}

/// Visits the rows of columns that are all of that height; the first of them has the number `first`.
pub(crate) fn each_row(columns: &[Series], height: usize, first: u64, visit: &mut Visit<'_>) {
    let views: Vec<View<'_>> = columns.iter().map(View::of).collect();
    if views.iter().any(|view| matches!(view, View::Any(_))) {
        return each_row_of_any(&views, height, first, visit);
    }
    let mut cells = Vec::with_capacity(views.len());
    for (row, number) in (0..height).zip(first..) {
        cells.clear();
        cells.extend(views.iter().map(|view| view.cell(row)));
        visit(number, &cells);
    }
}

fn each_row_of_any(views: &[View<'_>], height: usize, first: u64, visit: &mut Visit<'_>) {
    for (row, number) in (0..height).zip(first..) {
        let values: Vec<Option<AnyValue<'_>>> = views.iter().map(|view| view.value(row)).collect();
        let cells = views.iter().zip(&values);
        let cells = cells.map(|(view, value)| value.as_ref().map_or_else(|| view.cell(row), cell));
        visit(number, &cells.collect::<Vec<_>>());
    }
}

/// The values of a column, of a type that is known once for all.
enum View<'s> {
    Flags(&'s BooleanArray),
    Wholes(&'s PrimitiveArray<i64>),
    Numbers(&'s PrimitiveArray<f64>),
    Texts(&'s Utf8ViewArray),
    Ticks(&'s PrimitiveArray<i64>, TimeUnit, bool),
    /// Of any other type, which every value says.
    Any(&'s Series),
}

impl<'s> View<'s> {
    fn of(series: &'s Series) -> Self {
        Self::of_usual(series).unwrap_or(Self::Any(series))
    }

    fn of_usual(series: &'s Series) -> Option<Self> {
        if series.n_chunks() != 1 {
            return None;
        }
        match series.dtype() {
            DataType::Boolean => series.bool().ok()?.downcast_iter().next().map(Self::Flags),
            DataType::Int64 => series.i64().ok()?.downcast_iter().next().map(Self::Wholes),
            DataType::Float64 => series.f64().ok()?.downcast_iter().next().map(Self::Numbers),
            DataType::String => series.str().ok()?.downcast_iter().next().map(Self::Texts),
            DataType::Datetime(unit, zone) => {
                let ticks = series.datetime().ok()?.physical().downcast_iter().next()?;
                Some(Self::Ticks(ticks, *unit, zone.is_some()))
            }
            _ => None,
        }
    }

    fn cell(&self, row: usize) -> Cell<'s> {
        match *self {
            Self::Flags(flags) => flags.get(row).map(Cell::Flag),
            Self::Wholes(wholes) => wholes.get(row).map(Cell::Whole),
            Self::Numbers(numbers) => numbers.get(row).map(Cell::Number),
            Self::Texts(texts) => texts.get(row).map(Cell::Text),
            Self::Ticks(ticks, unit, has_zone) => ticks.get(row).map(|ticks| moment(ticks, unit, has_zone)),
            Self::Any(_) => None,
        }
        .unwrap_or(Cell::Nothing)
    }

    /// The value of a column of another type.
    fn value(&self, row: usize) -> Option<AnyValue<'s>> {
        match self {
            Self::Any(series) => series.get(row).ok(),
            _ => None,
        }
    }
}
