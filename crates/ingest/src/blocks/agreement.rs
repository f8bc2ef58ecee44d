//! The law of blocks: a file that can be read in blocks says what it says when it is read in order.

use std::path::Path;

use crate::TextKey;
use crate::formats::{Claim, FORMATS, Format};
use crate::source::{Head, Hints};
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

/// Trials prove that blocks say the same if they are read; that they are read at all, and not given up, is proven here.
#[test]
fn most_fixtures_of_gateways_are_read_in_blocks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    for name in ["whapi-json", "baileys-json", "green-api-json", "waha-json"] {
        let format = FORMATS.iter().find(|format| format.name == name).unwrap();
        let files = walkdir::WalkDir::new(root.join(name)).into_iter().map(Result::unwrap);
        let inputs = files.filter(|file| file.path().components().any(|part| part.as_os_str() == "input"));
        let (mut read, mut gave_up) = (0, 0);
        for file in inputs.filter(|file| file.file_type().is_file()) {
            let bytes = std::fs::read(file.path()).unwrap();
            let head = Head { name: "x", text: &String::from_utf8_lossy(&bytes), whole: true, tables: None };
            if (format.sniff)(&head) == Claim::No {
                continue;
            }
            for block_bytes in [1, 64, 600, 1 << 20] {
                *(if agrees(format, &bytes, &Hints::default(), block_bytes) {
                    &mut read
                } else {
                    &mut gave_up
                }) += 1;
            }
        }
        assert!(read > gave_up, "{name}: {read} times in blocks, {gave_up} times not");
    }
}
