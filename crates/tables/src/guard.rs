//! Holds row groups and batches to what is in them, before anything is unpacked.
//!
//! The reader below takes the counts of a file at their word and reserves memory by them, and memory that does not exist ends the
//! program. So the counts are checked against each other and against the bytes that are there: a damaged one fits neither.

use std::io::Cursor;

use polars_arrow::io::ipc::format::ipc::planus::ReadAsRoot;
use polars_arrow::io::ipc::format::ipc::{Block, MessageHeaderRef, MessageRef, RecordBatchRef};
use polars_buffer::Buffer;
use polars_parquet::parquet::compression::DecompressionContext;
use polars_parquet::parquet::metadata::ColumnChunkMetadata;
use polars_parquet::parquet::page::{CompressedPage, Page};
use polars_parquet::parquet::read::{PageReader, decompress};

use crate::source::{self, Source};

/// Largest page or buffer, unpacked. Writers make pages of about a megabyte, and batches of about a hundred thousand rows.
pub(crate) const PAGE_BYTES: usize = 1 << 30;
/// Most rows of a batch.
const BATCH_ROWS: i64 = 1 << 27;

/// The packed bytes of one column of a row group.
pub(crate) type Chunk = Buffer<u8>;

/// How many values the pages of a column hold together; `None` if they cannot be as they say.
pub(crate) fn values(column: &ColumnChunkMetadata, chunk: Chunk) -> Option<usize> {
    let most = usize::try_from(column.num_values()).ok()?;
    let pages = PageReader::new(Cursor::new(chunk), column, Vec::new(), PAGE_BYTES);
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
pub(crate) fn is_sound_block(block: &Block, source: &mut impl Source) -> bool {
    check_block(block, source).is_some()
}

fn check_block(block: &Block, source: &mut impl Source) -> Option<()> {
    let start = u64::try_from(block.offset).ok()?;
    let body = start.checked_add(u64::try_from(block.meta_data_length).ok()?)?;
    let begin = source::range(source, start, body)?;
    let message = begin.strip_prefix(&[0xFF; 4]).unwrap_or(&begin);
    let (length, message) = message.split_first_chunk()?;
    let message = message.get(..usize::try_from(i32::from_le_bytes(*length)).ok()?)?;
    let message = MessageRef::read_as_root(message).ok()?;
    match message.header().ok()?? {
        MessageHeaderRef::RecordBatch(batch) => check_batch(batch, body, source),
        MessageHeaderRef::DictionaryBatch(dictionary) => check_batch(dictionary.data().ok()??, body, source),
        _ => None,
    }
}

fn check_batch(batch: RecordBatchRef<'_>, body: u64, source: &mut impl Source) -> Option<()> {
    let rows = 0..=BATCH_ROWS;
    let mut nodes = batch.nodes().ok()??.iter();
    if !rows.contains(&batch.length().ok()?) || !nodes.all(|node| rows.contains(&node.length())) {
        return None;
    }
    let is_packed = batch.compression().ok()?.is_some();
    for buffer in batch.buffers().ok()?? {
        let start = body.checked_add(u64::try_from(buffer.offset()).ok()?)?;
        let end = start.checked_add(u64::try_from(buffer.length()).ok()?)?;
        source::range(source, end, end)?;
        if is_packed && end - start >= 8 {
            let length = source::range(source, start, start + 8)?;
            let unpacked = i64::from_le_bytes(*length.first_chunk()?);
            if unpacked != -1 && usize::try_from(unpacked).ok()? > PAGE_BYTES {
                return None;
            }
        }
    }
    Some(())
}
