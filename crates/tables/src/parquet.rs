//! Parquet: the packed bytes of one row group in memory, of which any range of rows can be unpacked on its own.

use std::io::Cursor;
use std::ops::Range;
use std::sync::Arc;

use polars::prelude::{ArrowField, ArrowSchema, PolarsResult, Series, polars_bail};
use polars_parquet::parquet::metadata::RowGroupMetadata;
use polars_parquet::read::{
    BasicDecompressor, FileMetadata, Filter, PageReader, column_iter_to_arrays, infer_schema, read_metadata,
};

use crate::guard::{self, Chunk, PAGE_BYTES};
use crate::rows::simplified;
use crate::source::{self, Source};

/// What the end of the file says about the rest of it.
#[derive(Debug)]
pub(crate) struct Directory {
    metadata: FileMetadata,
    pub(crate) schema: ArrowSchema,
}

impl Directory {
    pub(crate) fn read(source: &mut impl Source) -> PolarsResult<Self> {
        let metadata = read_metadata(source)?;
        let schema = infer_schema(&metadata)?;
        Ok(Self { metadata, schema })
    }

    pub(crate) fn groups(&self) -> usize {
        self.metadata.row_groups.len()
    }

    fn group(&self, group: usize) -> Option<&RowGroupMetadata> {
        self.metadata.row_groups.get(group)
    }
}

/// The chosen columns of a row group, packed.
#[derive(Debug)]
pub(crate) struct Group {
    directory: Arc<Directory>,
    index: usize,
    columns: Vec<Column>,
    pub(crate) rows: usize,
}

#[derive(Debug)]
struct Column {
    field: ArrowField,
    /// Its place among the columns of the group.
    place: usize,
    chunk: Chunk,
}

impl Group {
    /// Reads what is packed; `None` if it does not hold what the directory says.
    pub(crate) fn read(
        directory: &Arc<Directory>,
        group: usize,
        names: &[String],
        source: &mut impl Source,
    ) -> Option<Self> {
        let metadata = directory.group(group)?;
        let column = |name: &String| {
            let mut places = (0..).zip(metadata.parquet_columns()).filter(|(_, column)| {
                column.descriptor().path_in_schema.first().is_some_and(|part| **part == **name)
            });
            let (place, column) = places.next()?;
            let is_flat = places.next().is_none();
            let range = column.byte_range();
            let chunk: Chunk = source::range(source, range.start, range.end)?.into();
            let field = directory.schema.get(name)?.clone();
            let is_sound = is_flat && guard::values(column, chunk.clone()) == Some(metadata.num_rows());
            is_sound.then_some(Column { field, place, chunk })
        };
        let columns = names.iter().map(column).collect::<Option<Vec<_>>>()?;
        Some(Self { directory: Arc::clone(directory), index: group, columns, rows: metadata.num_rows() })
    }

    /// Unpacks a range of rows.
    pub(crate) fn unpack(&self, rows: &Range<usize>) -> PolarsResult<Vec<Series>> {
        self.columns.iter().map(|column| self.unpack_column(column, rows)).collect()
    }

    fn unpack_column(&self, column: &Column, rows: &Range<usize>) -> PolarsResult<Series> {
        let Some(metadata) = self.directory.group(self.index) else {
            polars_bail!(ComputeError: "no such row group");
        };
        let packed = &metadata.parquet_columns()[column.place];
        let pages = PageReader::new(Cursor::new(column.chunk.clone()), packed, Vec::new(), PAGE_BYTES);
        let pages = BasicDecompressor::new(pages, Vec::new());
        let is_whole = *rows == (0..self.rows);
        let filter = (!is_whole).then(|| Filter::new_ranged(rows.start, rows.end));
        let types = vec![&packed.descriptor().descriptor.primitive_type];
        let (arrays, _) = column_iter_to_arrays(vec![pages], types, column.field.clone(), filter)?;
        let series = simplified(&Series::try_from((&column.field, arrays))?)?;
        if series.len() != rows.len() {
            polars_bail!(ComputeError: "pages hold fewer values than they say");
        }
        Ok(series)
    }
}
