//! Typed tables coming in: one part (row group, batch) after the other, of which several threads may visit the rows.
//!
//! The reader below is made for files that it wrote itself or that are whole. On a damaged one it may panic, so every step is
//! fenced, and what comes out of the fence is an error like any other.

use std::io::{BufReader, Cursor};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use polars::prelude::{DataFrame, PolarsResult, Series};
use polars_arrow::datatypes::{ArrowDataType, Field};
use polars_arrow::io::ipc::read::{FileMetadata, FileReader, read_file_metadata};

use crate::parquet::{Directory, Group};
use crate::rows::{Visit, each_row, simplified};
use crate::source::Source;
use crate::{TableError, guard};

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
pub struct TypedTable<S> {
    source: S,
    kind: Kind,
    columns: Vec<String>,
}

#[derive(Debug)]
enum Kind {
    Parquet(Arc<Directory>),
    Ipc(Box<FileMetadata>),
}

impl<'a> TypedTable<Cursor<&'a [u8]>> {
    /// Reads the directory of the file that `bytes` are.
    ///
    /// # Errors
    /// If it has none, as when the file is cut off.
    pub fn open(bytes: &'a [u8], container: Container) -> Result<Self, TableError> {
        Self::of(Cursor::new(bytes), container)
    }
}

impl<S: Source> TypedTable<S> {
    /// Reads the directory of a file.
    ///
    /// # Errors
    /// If it has none, as when the file is cut off.
    pub fn of(mut source: S, container: Container) -> Result<Self, TableError> {
        let read = || {
            source.rewind()?;
            Ok(match container {
                Container::Parquet => {
                    let directory = Directory::read(&mut source)?;
                    let columns = directory.schema.iter_values().map(name).collect();
                    (Kind::Parquet(Arc::new(directory)), columns)
                }
                Container::Ipc => {
                    let metadata = read_file_metadata(&mut source)?;
                    let columns = metadata.schema.iter_values().map(name).collect();
                    (Kind::Ipc(Box::new(metadata)), columns)
                }
            })
        };
        let (kind, columns) = fenced(read, || TableError::Directory)?;
        Ok(Self { source, kind, columns })
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
        self.parts(chosen)?.try_for_each(|part| {
            let part = part?;
            part.ranges().try_for_each(|rows| part.each_row(rows, visit))
        })
    }

    /// Its parts, with the columns at the places `chosen`. Each is read when it is asked for.
    ///
    /// # Errors
    /// If the parts are not where the directory says.
    pub fn parts(&self, chosen: &[usize]) -> Result<Parts<'_, S>, TableError> {
        let names = chosen.iter().map(|&index| self.columns[index].clone()).collect();
        let (count, batches) = match &self.kind {
            Kind::Parquet(directory) => (directory.groups(), None),
            Kind::Ipc(metadata) => (metadata.blocks.len(), Some(self.batches(metadata, chosen)?)),
        };
        Ok(Parts { table: self, names, count, next: 0, first_row: 1, batches })
    }

    fn batches(&self, metadata: &FileMetadata, chosen: &[usize]) -> Result<Batches<S>, TableError> {
        let open = || {
            let mut source = self.source.clone();
            let dictionaries = metadata.dictionaries.iter().flatten();
            let mut blocks = dictionaries.chain(&metadata.blocks);
            if !blocks.all(|block| guard::is_sound_block(block, &mut source)) {
                return Ok(None);
            }
            let mut projection = chosen.to_vec();
            projection.sort_unstable();
            let source = BufReader::new(source);
            Ok(Some(FileReader::new(source, metadata.clone(), Some(projection), None)))
        };
        fenced(open, || TableError::Directory)?.ok_or(TableError::Directory)
    }
}

type Batches<S> = FileReader<BufReader<S>>;

/// The parts of a table, read one after the other.
pub struct Parts<'t, S: Source> {
    table: &'t TypedTable<S>,
    names: Vec<String>,
    count: usize,
    next: usize,
    first_row: u64,
    batches: Option<Batches<S>>,
}

impl<S: Source> Iterator for Parts<'_, S> {
    type Item = Result<Part, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next == self.count {
            return None;
        }
        self.next += 1;
        let part = self.read();
        match &part {
            Ok(part) => self.first_row += part.rows() as u64,
            Err(_) => self.next = self.count,
        }
        Some(part)
    }
}

impl<S: Source> Parts<'_, S> {
    fn read(&mut self) -> Result<Part, TableError> {
        let place = Place { part: self.next, parts: self.count, first_row: self.first_row };
        let broken = || place.broken();
        let names = &self.names;
        let content = match (&self.table.kind, &mut self.batches) {
            (Kind::Parquet(directory), _) => {
                let mut source = self.table.source.clone();
                let read = || Ok(Group::read(directory, place.part - 1, names, &mut source));
                Content::Packed(fenced(read, broken)?.ok_or_else(broken)?)
            }
            (Kind::Ipc(_), batches) => {
                let batches = batches.as_mut().ok_or_else(broken)?;
                let read = || {
                    let Some(batch) = batches.next().transpose()? else { return Ok(None) };
                    let frame = DataFrame::from(batch);
                    let column = |name: &String| simplified(frame.column(name)?.as_materialized_series());
                    let columns = names.iter().map(column).collect::<PolarsResult<Vec<_>>>()?;
                    Ok(Some(Content::Unpacked(columns, frame.height())))
                };
                fenced(read, broken)?.ok_or_else(broken)?
            }
        };
        Ok(Part { place, content })
    }
}

/// One part of a table. Several threads may visit rows of it at once.
#[derive(Debug)]
pub struct Part {
    place: Place,
    content: Content,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    part: usize,
    parts: usize,
    first_row: u64,
}

impl Place {
    fn broken(self) -> TableError {
        TableError::Part { part: self.part, parts: self.parts }
    }
}

#[derive(Debug)]
enum Content {
    Packed(Group),
    Unpacked(Vec<Series>, usize),
}

/// How many rows are unpacked at once. The memory that they take does not grow with the parts of the file.
const RANGE_ROWS: usize = 1 << 16;

impl Part {
    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        match &self.content {
            Content::Packed(group) => group.rows,
            Content::Unpacked(_, rows) => *rows,
        }
    }

    /// Ranges that make up all its rows, each small enough to be visited at once.
    pub fn ranges(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let rows = self.rows();
        (0..rows).step_by(RANGE_ROWS).map(move |start| start..rows.min(start + RANGE_ROWS))
    }

    /// Visits the rows of one of its ranges.
    ///
    /// # Errors
    /// If they cannot be unpacked; then none of them was visited.
    pub fn each_row(&self, rows: Range<usize>, visit: &mut Visit<'_>) -> Result<(), TableError> {
        let columns = || match &self.content {
            Content::Packed(group) => group.unpack(&rows),
            Content::Unpacked(columns, _) => {
                let start = i64::try_from(rows.start).unwrap_or(i64::MAX);
                Ok(columns.iter().map(|column| column.slice(start, rows.len())).collect())
            }
        };
        let columns = fenced(columns, || self.place.broken())?;
        each_row(&columns, rows.len(), self.place.first_row + rows.start as u64, visit);
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
