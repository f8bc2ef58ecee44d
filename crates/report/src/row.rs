//! One channel as a row of text, which every tabular view is made of and which survives being written down.

use serde::{Deserialize, Serialize};

use crate::ChannelResult;
use crate::cell::{Cell, Sort};
use crate::columns::{cells, columns};

/// The values of one channel in the order of the columns; `None` where there is no value. Numbers are written in full, so that
/// reading them back gives the same number.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Row(pub(crate) Vec<Option<String>>);

impl Row {
    /// The row of a channel.
    #[must_use]
    pub fn of(result: &ChannelResult) -> Self {
        Self(cells(result).map(Cell::into_text).collect())
    }

    /// Whether it has one value for each column, and each is what the column holds. Only a row from elsewhere may not.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let holds = |(value, (_, sort)): (&Option<String>, (_, Sort))| {
            value.as_deref().is_none_or(|value| sort.holds(value))
        };
        self.0.len() == columns().len() && self.0.iter().zip(columns()).all(holds)
    }

    /// The value of a column.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let index = columns().position(|(column, _)| column == name)?;
        self.0.get(index)?.as_deref()
    }
}
