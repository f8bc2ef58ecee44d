//! JSON in other words: the same values, with other blanks between them.

use meter_ingest::trials::Told;
use serde::de::IgnoredAny;

/// Whether the bytes are one value.
#[must_use]
pub fn is_document(bytes: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(bytes).is_ok()
}

/// The same document with blanks and line ends wherever they may stand.
#[must_use]
pub fn spaced(document: &[u8]) -> Vec<u8> {
    let mut spaced = Vec::with_capacity(2 * document.len());
    let (mut in_string, mut is_escaped) = (false, false);
    for &byte in document {
        spaced.push(byte);
        if in_string {
            in_string = byte != b'"' || is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
        } else {
            in_string = byte == b'"';
            if matches!(byte, b'{' | b'}' | b'[' | b']' | b',' | b':') {
                spaced.extend(b" \r\n\t");
            }
        }
    }
    spaced
}

/// All that is said but where it stands: ledger, counts, and why things were rejected.
#[must_use]
pub fn without_places(told: &Told) -> String {
    let why = told.rejects.iter().filter_map(|reject| reject.rsplit(": ").next());
    let channels: Vec<_> =
        told.channels.iter().map(|(name, channel)| (name, without_places(channel))).collect();
    format!("{:?} {:?} {:?} {channels:?}", told.ledger, told.report, why.collect::<Vec<_>>())
}
