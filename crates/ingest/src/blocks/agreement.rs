//! The law of blocks: a file that can be read in blocks says what it says when it is read in order.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use meter_model::Ledger;

use crate::formats::{FORMATS, Format};
use crate::source::{Head, Hints, Input};
use crate::{Collector, Role, SourceReport, TextKey};

/// Everything that a file says, or why it cannot be read.
pub(crate) type Said = Result<Told, String>;

/// Everything that a file says.
#[derive(PartialEq, Debug)]
pub(crate) struct Told {
    ledger: Ledger,
    report: SourceReport,
    rejects: Vec<String>,
    /// What is decided later: transcripts, contact lists, pages.
    undecided: String,
    channels: BTreeMap<Box<str>, Told>,
}

impl Told {
    fn by(collector: Collector) -> Self {
        let Collector { facts, report, rejects, transcripts, contact_lists, pages, channels, .. } = collector;
        Self {
            ledger: facts.settle(),
            report,
            rejects: rejects
                .iter()
                .map(|reject| format!("{} {}: {}", reject.ordinal, reject.at, reject.why))
                .collect(),
            undecided: format!("{transcripts:?} {contact_lists:?} {pages:?}"),
            channels: channels.into_iter().map(|(name, channel)| (name, Self::by(channel))).collect(),
        }
    }
}

/// What a file says; `None` if its blocks asked for a reading in order.
pub(crate) fn said(
    format: &Format,
    bytes: &[u8],
    hints: &Hints,
    block_bytes: Option<usize>,
    key: &TextKey,
) -> Option<Said> {
    let mut collector = Collector::new("file", format.name, Role::AddressBook, key);
    let mut input = Input::new(bytes, hints.clone());
    if let Some(block_bytes) = block_bytes {
        input = input.in_blocks(block_bytes);
    }
    let read = (format.read)(&mut input, &mut collector);
    if input.is_to_be_read_in_order() {
        return None;
    }
    Some(read.map_err(|error| error.to_string()).map(|()| Told::by(collector)))
}

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

/// Every file of the fixtures that is no database.
fn fixtures() -> Vec<(PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = files.filter(|file| file.file_type().is_file() && !file.path().ends_with("expected.json"));
    files
        .map(|file| (file.path().to_owned(), std::fs::read(file.path()).unwrap()))
        .filter(|(_, bytes)| !bytes.starts_with(b"SQLite format 3") && !bytes.starts_with(b"PK"))
        .collect()
}

/// The format that claims a file most of all.
fn format_of(path: &Path, bytes: &[u8]) -> Option<&'static Format> {
    let text = String::from_utf8_lossy(bytes);
    let name = path.file_name()?.to_str()?;
    let head = Head { name, text: &text, whole: true, tables: None };
    let claims = FORMATS.iter().map(|format| ((format.sniff)(&head), format));
    let (claim, format) = claims.max_by_key(|(claim, _)| *claim)?;
    (claim > crate::formats::Claim::No).then_some(format)
}

#[test]
fn every_fixture_says_the_same_in_blocks_of_any_size() {
    let mut in_blocks = BTreeMap::new();
    for (path, bytes) in fixtures() {
        let Some(format) = format_of(&path, &bytes) else { continue };
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let hints = Hints { names: vec![name], ..Hints::default() };
        for bytes in [bytes.clone(), [&bytes[..], b"\n", &bytes].concat()] {
            for block_bytes in [1, 7, 64, 600, 1_500, 1 << 20] {
                let counts = in_blocks.entry(format.name).or_insert((0, 0));
                *(if agrees(format, &bytes, &hints, block_bytes) { &mut counts.0 } else { &mut counts.1 }) +=
                    1;
            }
        }
    }
    for name in ["whapi-json", "baileys-json", "green-api-json", "waha-json"] {
        let (read, gave_up) = in_blocks[name];
        assert!(read > gave_up, "{name}: {read} times in blocks, {gave_up} times not");
    }
}
