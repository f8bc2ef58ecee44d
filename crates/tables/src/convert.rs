//! Between polars and our own cells and columns.

use polars::prelude::{
    AnyValue, Column as PolarsColumn, DataFrame, NamedFrom, PolarsResult, Series, TimeUnit,
};

use crate::{Cell, Column, Table, Values};

/// The cell for a value of polars.
pub(crate) fn cell<'a>(value: &'a AnyValue<'a>) -> Cell<'a> {
    match value {
        AnyValue::Null => Cell::Nothing,
        AnyValue::Boolean(flag) => Cell::Flag(*flag),
        AnyValue::String(text) => Cell::Text(text),
        AnyValue::StringOwned(text) => Cell::Text(text),
        AnyValue::Binary(bytes) => std::str::from_utf8(bytes).map_or(Cell::Other, Cell::Text),
        AnyValue::BinaryOwned(bytes) => std::str::from_utf8(bytes).map_or(Cell::Other, Cell::Text),
        AnyValue::Categorical(code, words) | AnyValue::Enum(code, words) => {
            words.cat_to_str(*code).map_or(Cell::Other, Cell::Text)
        }
        AnyValue::CategoricalOwned(code, words) | AnyValue::EnumOwned(code, words) => {
            words.cat_to_str(*code).map_or(Cell::Other, Cell::Text)
        }
        AnyValue::Float32(number) => Cell::Number((*number).into()),
        AnyValue::Float64(number) => Cell::Number(*number),
        AnyValue::Datetime(ticks, unit, zone) => moment(*ticks, *unit, zone.is_some()),
        AnyValue::DatetimeOwned(ticks, unit, zone) => moment(*ticks, *unit, zone.is_some()),
        value if value.is_integer() => value.extract().map_or(Cell::Other, Cell::Whole),
        _ => Cell::Other,
    }
}

/// Fractions of a second are cut off. A time with a zone is an instant: the zone only says how to show it.
pub(crate) fn moment<'a>(ticks: i64, unit: TimeUnit, has_zone: bool) -> Cell<'a> {
    let seconds = ticks.div_euclid(match unit {
        TimeUnit::Nanoseconds => 1_000_000_000,
        TimeUnit::Microseconds => 1_000_000,
        TimeUnit::Milliseconds => 1_000,
    });
    if has_zone { Cell::Instant(seconds) } else { Cell::Wall(seconds) }
}

/// A table as polars takes it.
pub(crate) fn frame(table: &Table) -> PolarsResult<DataFrame> {
    DataFrame::new(table.height(), table.columns.iter().map(column).collect())
}

fn column(column: &Column) -> PolarsColumn {
    let name = column.name.into();
    match &column.values {
        Values::Text(values) => {
            let values: Vec<Option<&str>> = values.iter().map(Option::as_deref).collect();
            Series::new(name, values)
        }
        Values::Whole(values) => Series::new(name, values),
        Values::Number(values) => Series::new(name, values),
        Values::Flag(values) => Series::new(name, values),
    }
    .into()
}
