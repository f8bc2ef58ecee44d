//! Holds row groups and batches to what is in them, before anything is unpacked.
//!
//! The reader below takes the counts of a file at their word and reserves memory by them, and memory that does not exist ends the
//! program. So the counts are checked against each other and against the bytes that are there: a damaged one fits neither.

use std::io::Cursor;

use polars_arrow::io::ipc::format::ipc::planus::ReadAsRoot;
use polars_arrow::io::ipc::format::ipc::{Block, MessageHeaderRef, MessageRef, RecordBatchRef};
use polars_parquet::parquet::compression::DecompressionContext;
use polars_parquet::parquet::metadata::{ColumnChunkMetadata, RowGroupMetadata};
use polars_parquet::parquet::page::{CompressedPage, Page};
use polars_parquet::parquet::read::{PageReader, decompress};

/// Largest page or buffer, unpacked. Writers make pages of about a megabyte, and batches of about a hundred thousand rows.
const PAGE_BYTES: usize = 1 << 30;
/// Most rows of a batch.
const BATCH_ROWS: i64 = 1 << 27;

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

/// Whether a batch (or the batch of a dictionary) lies in the file, and is not larger than it can be when it is unpacked.
pub(crate) fn is_sound_block(block: &Block, bytes: &[u8]) -> bool {
    check_block(block, bytes).is_some()
}

fn check_block(block: &Block, bytes: &[u8]) -> Option<()> {
    let begin = bytes.get(usize::try_from(block.offset).ok()?..)?;
    let body = begin.get(usize::try_from(block.meta_data_length).ok()?..)?;
    let message = begin.strip_prefix(&[0xFF; 4]).unwrap_or(begin);
    let (length, message) = message.split_first_chunk()?;
    let message = message.get(..usize::try_from(i32::from_le_bytes(*length)).ok()?)?;
    let message = MessageRef::read_as_root(message).ok()?;
    match message.header().ok()?? {
        MessageHeaderRef::RecordBatch(batch) => check_batch(batch, body),
        MessageHeaderRef::DictionaryBatch(dictionary) => check_batch(dictionary.data().ok()??, body),
        _ => None,
    }
}

fn check_batch(batch: RecordBatchRef<'_>, body: &[u8]) -> Option<()> {
    let rows = 0..=BATCH_ROWS;
    let mut nodes = batch.nodes().ok()??.iter();
    if !rows.contains(&batch.length().ok()?) || !nodes.all(|node| rows.contains(&node.length())) {
        return None;
    }
    let is_packed = batch.compression().ok()?.is_some();
    for buffer in batch.buffers().ok()?? {
        let start = usize::try_from(buffer.offset()).ok()?;
        let end = start.checked_add(usize::try_from(buffer.length()).ok()?)?;
        let packed = body.get(start..end)?;
        if let (true, Some(length)) = (is_packed, packed.first_chunk()) {
            let unpacked = i64::from_le_bytes(*length);
            if unpacked != -1 && usize::try_from(unpacked).ok()? > PAGE_BYTES {
                return None;
            }
        }
    }
    Some(())
}
