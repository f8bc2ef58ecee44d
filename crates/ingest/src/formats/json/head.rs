//! What a JSON format needs to recognise its own by the beginning of a file.

use super::Shape;

/// Keys under which loggers keep what they received.
const WRAPPERS: [&str; 3] = ["body", "data", "payload"];

/// Whether the head can be JSON. The first line of a log may be the rest of one that was cut.
pub(crate) fn begins_like_json(head: &str) -> bool {
    let lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.take(2).any(|line| line.trim_start_matches('\u{FEFF}').starts_with(['{', '[']))
}

/// What a logger wrote into a string instead of into the document. Every level of this doubles the backslashes, so it ends soon.
pub(crate) fn written_into_string(shape: &Shape<'_>) -> Option<String> {
    let written = WRAPPERS.into_iter().find_map(|key| shape.get(key)?.strip_prefix('"'))?;
    written.starts_with(['{', '[']).then(|| written.replace("\\\"", "\"").replace("\\\\", "\\"))
}
