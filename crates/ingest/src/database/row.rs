//! One row. Any column of SQLite can hold a value of any type, so what is asked for is found in whatever type it was stored.

use std::borrow::Cow;
use std::cell::Cell;

use rusqlite::types::ValueRef;

/// One row of a table, with the values of the columns asked for.
#[derive(Debug)]
pub struct Row<'a> {
    values: &'a rusqlite::Row<'a>,
    number: i64,
    /// How many bytes of text were asked for.
    bytes: Cell<u64>,
}

impl<'a> Row<'a> {
    pub(super) fn new(row: &'a rusqlite::Row<'a>) -> Self {
        let number = row.get_ref(0).ok().and_then(integer).unwrap_or(0);
        Self { values: row, number, bytes: Cell::new(0) }
    }

    /// Its primary key where that is an integer, else its row id; zero where it has neither.
    #[must_use]
    pub fn number(&self) -> i64 {
        self.number
    }

    /// Where it is, for rejects: `message row 17`.
    #[must_use]
    pub fn place(&self, table: &str) -> String {
        format!("{table} row {}", self.number)
    }

    /// Its position, by which rejects are sorted.
    #[must_use]
    pub fn ordinal(&self) -> u64 {
        u64::try_from(self.number).unwrap_or(0)
    }

    /// A whole number, also one written as text; fractions are cut off.
    #[must_use]
    pub fn integer(&self, column: usize) -> Option<i64> {
        integer(self.value(column))
    }

    /// A number with a fraction, also one written as text.
    #[must_use]
    pub fn real(&self, column: usize) -> Option<f64> {
        let value = match self.value(column) {
            // A time in any unit is far below 2^52.
            ValueRef::Integer(value) => value as f64,
            ValueRef::Real(value) => value,
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                std::str::from_utf8(bytes).ok()?.trim().parse().ok()?
            }
            ValueRef::Null => return None,
        };
        value.is_finite().then_some(value)
    }

    /// A yes or no, as `0` and `1` or in words.
    #[must_use]
    pub fn flag(&self, column: usize) -> Option<bool> {
        if let Some(number) = self.integer(column) {
            return match number {
                0 => Some(false),
                1 => Some(true),
                _ => None,
            };
        }
        let word = self.text(column)?.to_ascii_lowercase();
        word.parse().ok()
    }

    /// A text, also out of a blob; none if it is empty. Bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn text(&self, column: usize) -> Option<Cow<'a, str>> {
        let text = match self.value(column) {
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
            }
            ValueRef::Integer(value) => Cow::Owned(value.to_string()),
            ValueRef::Real(_) | ValueRef::Null => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    /// How many bytes of text or blob it gave out.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes.get()
    }

    /// The number of the row stands before the columns asked for.
    fn value(&self, column: usize) -> ValueRef<'a> {
        let value = self.values.get_ref(column + 1).unwrap_or(ValueRef::Null);
        if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = value {
            self.bytes.set(self.bytes.get() + bytes.len() as u64);
        }
        value
    }
}

fn integer(value: ValueRef<'_>) -> Option<i64> {
    match value {
        ValueRef::Integer(value) => Some(value),
        ValueRef::Real(value) => whole(value),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            let text = std::str::from_utf8(bytes).ok()?.trim();
            text.parse().ok().or_else(|| text.parse().ok().and_then(whole))
        }
        ValueRef::Null => None,
    }
}

/// The whole part of a number that an `i64` can hold exactly enough.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
fn whole(value: f64) -> Option<i64> {
    const LIMIT: f64 = 9.0e18;
    (value.is_finite() && value.abs() < LIMIT).then_some(value as i64)
}
