//! Tables with types: Parquet and Arrow IPC.

mod parts;
#[cfg(test)]
mod tests;

use meter_tables::{Container, TableError, TypedTable};

use super::columns::{Column, Layout};
use crate::formats::Claim;
use crate::source::{Head, Input};
use crate::{Collector, ReadError};

/// Both begin with a mark that nothing else has.
pub(super) fn sniff(head: &Head<'_>, mark: &str) -> Claim {
    if head.text.starts_with(mark) { Claim::Certain } else { Claim::No }
}

pub(super) fn read(
    input: &mut Input<'_>,
    collector: &mut Collector,
    container: Container,
) -> Result<(), ReadError> {
    let source = input.positioned()?;
    let table = TypedTable::of(source, container).map_err(|error| broken(&error))?;
    let Some(layout) = Layout::of(table.columns()) else {
        return Err(ReadError::NoTable { columns: table.columns().len() });
    };
    if layout.has(Column::Channel) {
        collector.names_channels();
    }
    let parts = table.parts(&layout.places()).map_err(|error| broken(&error))?;
    parts::read(parts, &layout.projected(), collector).map_err(|error| broken(&error))
}

fn broken(error: &TableError) -> ReadError {
    let (at, why) = match error {
        TableError::Directory => {
            ("at its end".to_owned(), "its directory is missing or damaged, as after a broken download")
        }
        TableError::Part { part, parts } => {
            (format!("in part {part} of {parts}"), "damaged, or packed in a way that cannot be read")
        }
    };
    ReadError::Malformed { at, why: why.to_owned() }
}
