//! What a JSON format needs to recognise its own by the beginning of a file.

use super::{Shape, shapes};

/// Keys under which raw objects of an engine stand: whose they are says nothing about who wrote the file.
const RAW: [&str; 4] = ["_data", "_chat", "quotedMsg", "quotedMsgObj"];
/// Keys under which loggers keep what they received.
pub(crate) const WRAPPERS: [&str; 3] = ["body", "data", "payload"];

/// Whether the head can be JSON. The first line of a log may be the rest of one that was cut.
pub(crate) fn begins_like_json(head: &str) -> bool {
    let lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.take(2).any(|line| line.trim_start_matches('\u{FEFF}').starts_with(['{', '[']))
}

/// What a logger wrote into a string under one of the keys instead of into the document. Every level of this doubles the backslashes,
/// so it ends soon.
pub(crate) fn written_into_string(shape: &Shape<'_>, keys: &[&str]) -> Option<String> {
    let mut strings = keys.iter().filter_map(|key| shape.get(key)?.strip_prefix('"'));
    let written = strings.find(|written| written.starts_with(['{', '[']))?;
    Some(written.replace("\\\"", "\"").replace("\\\\", "\\"))
}

/// The surest verdict of `judge` on the objects in the head, which it sees all at once: those that stand open, and those of each
/// document written into a string. It does not see the raw objects of an engine inside of others.
pub(crate) fn surest<T: Ord>(head: &str, judge: fn(&[Shape<'_>]) -> Option<T>) -> Option<T> {
    if !begins_like_json(head) {
        return None;
    }
    let shapes = without_raw(shapes(without_rest(head)));
    let written = shapes.iter().filter_map(|shape| written_into_string(shape, &WRAPPERS));
    let written = written.filter_map(|inner| surest(&inner, judge));
    written.chain(judge(&shapes)).max()
}

/// The head without the rest of a cut line at its beginning, in which nobody can tell what is raw.
fn without_rest(head: &str) -> &str {
    let begin =
        head.trim_start_matches(|character: char| character.is_whitespace() || character == '\u{FEFF}');
    if begin.starts_with(['{', '[']) {
        return begin;
    }
    begin.split_once('\n').map_or("", |(_, rest)| rest)
}

fn without_raw(shapes: Vec<Shape<'_>>) -> Vec<Shape<'_>> {
    let mut raw_depth = usize::MAX;
    let mut kept = Vec::with_capacity(shapes.len());
    for shape in shapes {
        if shape.depth <= raw_depth {
            raw_depth = if RAW.contains(&shape.under) { shape.depth } else { usize::MAX };
        }
        if raw_depth == usize::MAX {
            kept.push(shape);
        }
    }
    kept
}

/// Whether what a value begins with is an address on one of the servers.
pub(crate) fn is_on(written: &str, servers: &[&str]) -> bool {
    servers.iter().any(|server| written.trim_matches('"').ends_with(server))
}

#[cfg(test)]
mod tests {
    use super::{begins_like_json, surest};

    #[test]
    fn raw_objects_are_left_out_and_written_ones_are_seen() {
        let keys = |shapes: &[super::Shape<'_>]| {
            let fields =
                shapes.iter().flat_map(|shape| shape.fields.iter().map(|(key, _)| (*key).to_owned()));
            Some(fields.collect::<Vec<_>>())
        };
        let head = r#"{"a":1,"_data":{"b":2,"c":{"d":3}},"e":{"f":4}}"#;
        assert_eq!(surest(head, keys).unwrap(), ["a", "_data", "e", "f"]);
        assert_eq!(surest(r#"{"at":1,"body":"{\"z\":1}"}"#, keys).unwrap(), ["z"]);
        assert_eq!(surest("hello", keys), None);
    }

    #[test]
    fn a_cut_first_line_may_precede_json() {
        assert!(begins_like_json("\u{FEFF}[1]"));
        assert!(begins_like_json("\"x\"}}\n{\"a\":1}"));
        assert!(!begins_like_json("hello\nworld\n{}"));
    }
}
