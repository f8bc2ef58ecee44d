//! One channel as a row of text, which every tabular view is made of and which survives being written down.

use serde::{Deserialize, Serialize};

use crate::ChannelResult;
use crate::columns::{COLUMNS, Cell};

/// The values of one channel in the order of the columns; `None` where there is no value. Numbers are written in full, so that
/// reading them back gives the same number.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Row(pub(crate) Vec<Option<String>>);

impl Row {
    /// The row of a channel.
    #[must_use]
    pub fn of(result: &ChannelResult) -> Self {
        Self(COLUMNS.iter().map(|column| text((column.cell)(result))).collect())
    }

    /// Whether it has one value for each column, and each is what the column holds. Only a row from elsewhere may not.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.0.len() == COLUMNS.len()
            && self
                .0
                .iter()
                .zip(COLUMNS)
                .all(|(value, column)| value.as_deref().is_none_or(|value| column.sort.holds(value)))
    }

    /// The value of a column.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let index = COLUMNS.iter().position(|column| column.name == name)?;
        self.0.get(index)?.as_deref()
    }
}

fn text(cell: Cell) -> Option<String> {
    match cell {
        Cell::Nothing => None,
        Cell::Text(text) => Some(text),
        Cell::Whole(number) => Some(number.to_string()),
        Cell::Number(number) => Some(number.to_string()),
        Cell::Flag(flag) => Some(flag.to_string()),
    }
}
