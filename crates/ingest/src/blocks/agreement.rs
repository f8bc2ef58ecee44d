//! The law of blocks: a file that can be read in blocks says what it says when it is read in order.

use crate::TextKey;
use crate::formats::Format;
use crate::source::Hints;
use crate::trials::said;

/// Whether the file could be read in blocks of that size. If so, it must have said the same.
pub(crate) fn agrees(format: &Format, bytes: &[u8], hints: &Hints, block_bytes: usize) -> bool {
    let key = TextKey::default();
    let in_order = said(format, bytes, hints, None, &key).expect("a reading in order asks for no other");
    let in_blocks = said(format, bytes, hints, Some(block_bytes), &key);
    if let Some(in_blocks) = &in_blocks {
        let text: String = String::from_utf8_lossy(bytes).chars().take(5_000).collect();
        assert!(
            *in_blocks == in_order,
            "{} in blocks of {block_bytes}:\n{in_blocks:?}\nin order:\n{in_order:?}\n{text}",
            format.name
        );
    }
    in_blocks.is_some()
}
