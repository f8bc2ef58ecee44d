//! The values of rows, and what they are.

use meter_score::Rating;
use meter_score::instant::rfc3339;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// One value of a row.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Cell {
    /// No value.
    Nothing,
    /// Text, possibly written by strangers.
    Text(String),
    /// A count or a rating.
    Whole(i64),
    /// A share or a duration.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

/// What all values of a column are, for tables with types.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sort {
    Text,
    Whole,
    Number,
    Flag,
}

impl Sort {
    /// Whether a text is a value of this sort.
    pub(crate) fn holds(self, text: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Whole => text.parse::<i64>().is_ok(),
            Self::Number => text.parse::<f64>().is_ok(),
            Self::Flag => text.parse::<bool>().is_ok(),
        }
    }
}

impl Cell {
    /// The value as text, numbers in full, so that reading them back gives the same number; none without a value.
    pub(crate) fn into_text(self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Text(text) => Some(text),
            Self::Whole(number) => Some(number.to_string()),
            Self::Number(number) => Some(number.to_string()),
            Self::Flag(flag) => Some(flag.to_string()),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Whole(number) => serializer.serialize_i64(*number),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}

pub(crate) fn rating(rating: Rating) -> Cell {
    Cell::Whole(u8::from(rating).into())
}

/// Counts beyond the range of spreadsheets do not occur; if one did, it would be the largest number there is.
pub(crate) fn count(count: u64) -> Cell {
    Cell::Whole(i64::try_from(count).unwrap_or(i64::MAX))
}

pub(crate) fn number(value: Option<f64>) -> Cell {
    value.map_or(Cell::Nothing, Cell::Number)
}

pub(crate) fn instant(seconds: Option<i64>) -> Cell {
    seconds.map_or(Cell::Nothing, |seconds| Cell::Text(rfc3339(seconds)))
}

pub(crate) fn low(interval: Option<[f64; 2]>) -> Option<f64> {
    interval.map(|[low, _]| low)
}

pub(crate) fn high(interval: Option<[f64; 2]>) -> Option<f64> {
    interval.map(|[_, high]| high)
}

/// The word by which JSON calls a value.
pub(crate) fn word(value: Option<impl Serialize>) -> Cell {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => Cell::Text(word),
        _ => Cell::Nothing,
    }
}
