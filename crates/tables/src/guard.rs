//! Holds a row group to what its pages say, before anything is unpacked.
//!
//! The reader below takes the counts of a file at their word and reserves memory by them, and memory that does not exist ends the
//! program. So the counts are checked against each other and against the bytes that are there: a damaged one fits neither.

use std::io::Cursor;

use polars_parquet::parquet::compression::DecompressionContext;
use polars_parquet::parquet::metadata::{ColumnChunkMetadata, RowGroupMetadata};
use polars_parquet::parquet::page::{CompressedPage, Page};
use polars_parquet::parquet::read::{PageReader, decompress};

/// Largest page, unpacked. Writers make pages of about a megabyte.
const PAGE_BYTES: usize = 1 << 30;

/// Whether all pages of these columns are there and hold as many values as the group has rows.
pub(crate) fn is_sound(group: &RowGroupMetadata, columns: &[String], bytes: &[u8]) -> bool {
    let chosen = group.parquet_columns().iter().filter(|column| {
        let path = &column.descriptor().path_in_schema;
        path.first().is_some_and(|name| columns.iter().any(|chosen| *chosen == **name))
    });
    chosen.map(|column| values(column, bytes)).all(|values| values == Some(group.num_rows()))
}

/// How many values the pages of a column hold together; `None` if they cannot be as they say.
fn values(column: &ColumnChunkMetadata, bytes: &[u8]) -> Option<usize> {
    let range = column.byte_range();
    let chunk = bytes.get(usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?)?;
    let most = usize::try_from(column.num_values()).ok()?;
    let pages = PageReader::new(Cursor::new(chunk.to_vec().into()), column, Vec::new(), PAGE_BYTES);
    let mut values = 0_usize;
    for page in pages {
        match page.ok()? {
            CompressedPage::Data(page) => {
                if page.uncompressed_size() > PAGE_BYTES {
                    return None;
                }
                values = values.checked_add(page.num_values()).filter(|values| *values <= most)?;
            }
            page @ CompressedPage::Dict(_) => {
                // A value of a dictionary takes a byte at least.
                let Ok(Page::Dict(page)) =
                    decompress(page, &mut Vec::new(), &mut DecompressionContext::Unset)
                else {
                    return None;
                };
                if page.num_values > page.buffer.len() {
                    return None;
                }
            }
        }
    }
    Some(values)
}
