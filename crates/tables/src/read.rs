//! Typed tables coming in: one part (row group, batch) in memory at a time, beside the packed bytes of the file.
//!
//! The reader below is made for files that it wrote itself or that are whole. On a damaged one it may panic, so every step is
//! fenced, and what comes out of the fence is an error like any other.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use polars::prelude::{AnyValue, DataFrame, ParallelStrategy, ParquetReader, PolarsResult, SerReader};
use polars_arrow::datatypes::{ArrowDataType, Field};
use polars_arrow::io::ipc::read::{FileReader, read_file_metadata};

use crate::convert::cell;
use crate::{Cell, TableError, guard};

/// What a typed table is packed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Container {
    /// Apache Parquet.
    Parquet,
    /// An Arrow IPC file, also known as Feather version 2.
    Ipc,
}

/// A typed table of which only the directory has been read.
#[derive(Debug)]
pub struct TypedTable<'a> {
    bytes: &'a [u8],
    container: Container,
    columns: Vec<String>,
}

/// Called with each row: its number from 1, and the chosen cells in the order chosen.
type Visit<'v> = dyn FnMut(u64, &[Cell<'_>]) + 'v;

impl<'a> TypedTable<'a> {
    /// Reads the directory of the file that `bytes` are.
    ///
    /// # Errors
    /// If it has none, as when the file is cut off.
    pub fn open(bytes: &'a [u8], container: Container) -> Result<Self, TableError> {
        let names = || match container {
            Container::Parquet => {
                let schema = ParquetReader::new(Cursor::new(bytes)).schema()?;
                Ok(schema.iter_values().map(name).collect())
            }
            Container::Ipc => {
                let metadata = read_file_metadata(&mut Cursor::new(bytes))?;
                Ok(metadata.schema.iter_values().map(name).collect())
            }
        };
        let columns = fenced(names, || TableError::Directory)?;
        Ok(Self { bytes, container, columns })
    }

    /// The names of its columns; empty for a column of lists or the like, which holds nothing for us.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Visits every row, with the cells of the columns at the places `chosen`.
    ///
    /// # Errors
    /// At the first part that cannot be read; the rows before it were visited.
    pub fn each_row(&self, chosen: &[usize], visit: &mut Visit<'_>) -> Result<(), TableError> {
        match self.container {
            Container::Parquet => self.row_groups(chosen, visit),
            Container::Ipc => self.batches(chosen, visit),
        }
    }

    fn row_groups(&self, chosen: &[usize], visit: &mut Visit<'_>) -> Result<(), TableError> {
        let metadata = || ParquetReader::new(Cursor::new(self.bytes)).get_metadata().cloned();
        let metadata = fenced(metadata, || TableError::Directory)?;
        let parts = metadata.row_groups.len();
        let mut rows = Rows { chosen: self.names(chosen), done: 0, visit };
        let mut start = 0;
        for (group, part) in metadata.row_groups.iter().zip(1..) {
            let height = group.num_rows();
            let broken = || TableError::Part { part, parts };
            let sound = || Ok(guard::is_sound(group, &rows.chosen, self.bytes));
            if !fenced(sound, broken)? {
                return Err(broken());
            }
            let read = || {
                let mut reader = ParquetReader::new(Cursor::new(self.bytes))
                    .with_slice(Some((start, height)))
                    .with_columns(Some(rows.chosen.clone()))
                    .read_parallel(ParallelStrategy::None);
                reader.set_metadata(metadata.clone());
                reader.finish()
            };
            let frame = fenced(read, broken)?;
            if frame.height() != height {
                return Err(broken());
            }
            rows.of(&frame, broken)?;
            start += height;
        }
        Ok(())
    }

    fn batches(&self, chosen: &[usize], visit: &mut Visit<'_>) -> Result<(), TableError> {
        let open = || {
            let mut bytes = Cursor::new(self.bytes);
            let metadata = read_file_metadata(&mut bytes)?;
            let dictionaries = metadata.dictionaries.iter().flatten();
            if !dictionaries.chain(&metadata.blocks).all(|block| guard::is_sound_block(block, self.bytes)) {
                return Ok(None);
            }
            let mut projection = chosen.to_vec();
            projection.sort_unstable();
            Ok(Some((metadata.blocks.len(), FileReader::new(bytes, metadata, Some(projection), None))))
        };
        let (parts, mut reader) = fenced(open, || TableError::Directory)?.ok_or(TableError::Directory)?;
        let mut rows = Rows { chosen: self.names(chosen), done: 0, visit };
        for part in 1..=parts {
            let broken = || TableError::Part { part, parts };
            let read = || reader.next().transpose().map(|batch| batch.map(DataFrame::from));
            let frame = fenced(read, broken)?.ok_or_else(broken)?;
            rows.of(&frame, broken)?;
        }
        Ok(())
    }

    fn names(&self, chosen: &[usize]) -> Vec<String> {
        chosen.iter().map(|&index| self.columns[index].clone()).collect()
    }
}

/// Hands out the rows of one part after the other.
struct Rows<'v, 'w> {
    chosen: Vec<String>,
    done: u64,
    visit: &'v mut Visit<'w>,
}

impl Rows<'_, '_> {
    fn of(&mut self, frame: &DataFrame, broken: impl FnOnce() -> TableError) -> Result<(), TableError> {
        let columns = || {
            let column = |name: &String| Ok(frame.column(name)?.as_materialized_series().rechunk());
            self.chosen.iter().map(column).collect::<PolarsResult<Vec<_>>>()
        };
        let columns = fenced(columns, broken)?;
        let mut values: Vec<_> = columns.iter().map(|series| series.iter()).collect();
        let mut row: Vec<AnyValue<'_>> = Vec::with_capacity(values.len());
        for _ in 0..frame.height() {
            self.done += 1;
            row.clear();
            row.extend(values.iter_mut().map(|values| values.next().unwrap_or_default()));
            let cells: Vec<Cell<'_>> = row.iter().map(cell).collect();
            (self.visit)(self.done, &cells);
        }
        Ok(())
    }
}

fn name(field: &Field) -> String {
    let is_dictionary = matches!(field.dtype(), ArrowDataType::Dictionary(..));
    if field.dtype().is_nested() && !is_dictionary { String::new() } else { field.name.to_string() }
}

/// Runs a step of the reader below; a panic in it is a damaged file.
fn fenced<T>(
    step: impl FnOnce() -> PolarsResult<T>,
    broken: impl FnOnce() -> TableError,
) -> Result<T, TableError> {
    match catch_unwind(AssertUnwindSafe(step)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(_)) | Err(_) => Err(broken()),
    }
}
