//! Tables as JSON: one object a line, or a list of them.

use std::borrow::Cow;
use std::sync::OnceLock;

use meter_tables::Cell;

use super::at::At;
use super::columns::{Column, Layout, Row, SORTS, TableKind, lookup};
use super::row::push;
use crate::formats::Claim;
use crate::formats::json::{Documents, Node, Place, Shape, read_documents, shapes};
use crate::source::{Head, Input};
use crate::{Collector, ReadError};

/// Many exports have such keys; here belong flat objects with a channel, or with a text where the others have objects.
pub(super) fn sniff(head: &Head<'_>) -> Claim {
    if !head.text.trim_start().starts_with(['{', '[']) {
        return Claim::No;
    }
    let shapes = shapes(head.text);
    let Some(first) = shapes.first() else { return Claim::No };
    if !shapes.iter().all(is_flat) {
        return Claim::No;
    }
    let keys: Vec<&str> = first.fields.iter().map(|(key, _)| *key).collect();
    let Some(layout) = Layout::of(&keys) else { return Claim::No };
    if keys.iter().any(|key| key.eq_ignore_ascii_case("channel")) {
        return Claim::Certain;
    }
    // Gateways name the channel, too, in words of their own.
    if layout.has(Column::Channel) {
        return Claim::Possible;
    }
    if layout.kind == TableKind::Contacts {
        return Claim::No;
    }
    let of_a_gateway = first.has_all(&["chat_id", "from_me", "timestamp", "type"]);
    let has_text = shapes.iter().any(|shape| shape.get("text").is_some_and(|text| text.starts_with('"')));
    match (first.has_all(&["chat_id", "from_me", "timestamp"]), of_a_gateway && !has_text) {
        (true, false) => Claim::Certain,
        (true, true) => Claim::No,
        (false, _) => Claim::Possible,
    }
}

fn is_flat(shape: &Shape<'_>) -> bool {
    let scalar = |(_, value): &(&str, &str)| !value.starts_with(['{', '[']);
    shape.depth == 0 && shape.under.is_empty() && shape.fields.iter().all(scalar)
}

pub(super) fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    let rows = Rows::default();
    if input.block_bytes().is_some() && !rows.peek(input.reader().fill_buf()?) {
        // What the columns are is told by a row that only a reading in order finds.
        input.read_in_order();
        return Ok(());
    }
    let begins_list = input.block_bytes().is_some() && begins_list(input.reader().fill_buf()?);
    read_documents(&rows, input, collector)?;
    if begins_list && collector.report.rejected > 0 {
        // The list may have been a broken line of a log, and then another row tells the columns.
        input.read_in_order();
    }
    Ok(())
}

fn begins_list(beginning: &[u8]) -> bool {
    beginning.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(beginning).trim_ascii_start().starts_with(b"[")
}

/// What the first row says about all.
#[derive(Default)]
struct Rows(OnceLock<Table>);

struct Table {
    layout: Layout,
    /// The keys of the first row, which are mostly those of every row, with their columns.
    keys: Vec<(Box<str>, Option<Name>)>,
}

/// The column that a key names, and how good a name for it it is.
type Name = (Column, usize);

impl Table {
    fn of(node: &Node<'_>) -> Option<Self> {
        let keys: Vec<Cow<'_, str>> = node.fields().map(|(key, _)| key).collect();
        let layout = Layout::of(&keys)?;
        let named = |key: Cow<'_, str>| (Box::from(&*key), lookup(layout.kind, &key));
        let keys = keys.into_iter().map(named).collect();
        Some(Self { layout, keys })
    }

    /// The column of the key that stands at this place of a row.
    fn name(&self, place: usize, key: &str) -> Option<Name> {
        let known = self.keys.get(place).filter(|(known, _)| **known == *key);
        match known.or_else(|| self.keys.iter().find(|(known, _)| **known == *key)) {
            Some((_, name)) => *name,
            None => lookup(self.layout.kind, key),
        }
    }
}

impl Rows {
    /// Looks whether the first row is whole in the beginning of a file, and tells the columns.
    fn peek(&self, beginning: &[u8]) -> bool {
        let text = String::from_utf8_lossy(beginning);
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text).trim_ascii_start();
        let first = Node::parse(text.strip_prefix('[').unwrap_or(text)).filter(Node::is_object);
        first.as_ref().and_then(Table::of).is_some_and(|table| self.0.set(table).is_ok())
    }

    fn table(&self, node: &Node<'_>) -> Option<&Table> {
        if self.0.get().is_none()
            && let Some(table) = Table::of(node)
        {
            // In blocks the columns are known before.
            return Some(self.0.get_or_init(|| table));
        }
        self.0.get()
    }

    fn push(&self, node: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
        if !node.is_object() {
            return At::Json(place).reject(collector, "is no row of a table");
        }
        let Some(table) = self.table(node) else {
            return At::Json(place)
                .reject(collector, "has not the columns of a table of messages or contacts");
        };
        let mut best: [Option<(usize, Node<'_>)>; SORTS] = [None; SORTS];
        for (at, (key, value)) in node.fields().enumerate() {
            let Some((column, rank)) = table.name(at, &key) else { continue };
            let slot = &mut best[column as usize];
            if slot.is_none_or(|(best, _)| rank <= best) {
                *slot = Some((rank, value));
            }
        }
        let texts = best.map(|value| value.and_then(|(_, value)| value.text()));
        let cell = |sort: usize| match (&texts[sort], &best[sort]) {
            (Some(text), _) => Cell::Text(text),
            (None, Some((_, value))) => cell(value),
            (None, None) => Cell::Nothing,
        };
        let row = Row::of_sorts(&cell);
        push(&row, &table.layout, At::Json(place), collector);
    }
}

impl Documents for Rows {
    const NUMBERS_REJECTS: bool = false;
    type Memory = ();

    fn document(&self, found: Result<&Node<'_>, &str>, place: &Place<'_>, collector: &mut Collector) {
        match found {
            Ok(document) if document.is_list() => {
                for (index, element) in document.elements().enumerate() {
                    self.push(&element, &place.index(index), collector);
                }
            }
            Ok(document) => self.push(document, place, collector),
            Err(why) => At::Json(place).reject(collector, why),
        }
    }

    /// Rejects of channels are listed in several places, which only order can number.
    fn long_list(&self, key: &str) -> Option<&'static str> {
        let has_channels = self.0.get().is_some_and(|table| table.layout.has(Column::Channel));
        (key.is_empty() && !has_channels).then_some("")
    }

    fn holds(&self, rest: &Node<'_>, _under: &'static str) -> bool {
        rest.is_list()
    }

    fn element(
        &self,
        element: &Node<'_>,
        _under: &'static str,
        place: &Place<'_>,
        collector: &mut Collector,
    ) {
        self.push(element, place, collector);
    }
}

/// A value that is no text.
fn cell(node: &Node<'_>) -> Cell<'static> {
    if node.is_null() {
        return Cell::Nothing;
    }
    if let Some(number) = node.identifier() {
        let whole = number.parse().map(Cell::Whole);
        return whole.or_else(|_| number.parse().map(Cell::Number)).unwrap_or(Cell::Other);
    }
    node.flag().map_or(Cell::Other, Cell::Flag)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::blocks::agreement::agrees;
    use crate::formats::tables::NDJSON;
    use crate::source::Hints;

    const ROWS: [&str; 10] = [
        r#"{"channel":"a","chat_id":"447700900101","from_me":true,"timestamp":1716038120,"id":"1","text":"hi"}"#,
        r#"{"channel":"b","chat_id":"447700900102","from_me":"in","timestamp":"2024-05-20T18:30:00Z","text":"\u00e9"}"#,
        r#"{"channel":"a","from_me":false,"chat_id":"Ann","timestamp":"1716038121"}"#,
        r#"{"channel":"a","chat_id":447700900103,"from_me":0,"timestamp":1716038122.5,"unknown":[1,{"a":2}]}"#,
        r#"{"channel":"a","chat_id":"07700","from_me":true,"timestamp":1716038123}"#,
        r#"{"chat_id":"447700900104","from_me":true,"timestamp":1716038124}"#,
        r#"{"channel":"b","chat_id":"447700900104","from_me":true,"time":5,"timestamp":7}"#,
        r#"{"channel":"b","chat_id":"447700900104","from_me":true,"time":1716038125,"timestamp":null}"#,
        "[]",
        "7",
    ];

    #[test]
    fn a_list_that_breaks_tells_no_columns() {
        let broken =
            r#"[{"to":"447700900101","from":"447700900100","from_me":true,"timestamp":1716038120} oops"#;
        let row = r#"{"chat_id":"447700900102","to":"447700900103","from_me":true,"timestamp":1716038121}"#;
        let text = format!("{broken}\n{row}\n{row}\n");
        assert!(!agrees(&NDJSON, text.as_bytes(), &Hints::default(), 1 << 20));
    }

    proptest! {
        #[test]
        fn rows_say_the_same_in_blocks_of_any_size(
            rows in prop::collection::vec(0..ROWS.len(), 0..30),
            has_channels: bool,
            is_list: bool,
            block_bytes in prop_oneof![1_usize..300, 300_usize..4_000],
            spoilt in prop::option::of((any::<prop::sample::Index>(), any::<u8>())),
        ) {
            let first = ROWS[0].to_owned();
            let rows: Vec<String> = std::iter::once(first)
                .chain(rows.into_iter().map(|row| ROWS[row].to_owned()))
                .map(|row| if has_channels { row } else { row.replace("\"channel\"", "\"other\"") })
                .collect();
            let text = if is_list { format!("[{}]", rows.join(",\n")) } else { rows.join("\n") };
            let mut bytes = text.into_bytes();
            if let Some((at, byte)) = spoilt {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let could_be_read = agrees(&NDJSON, &bytes, &Hints::default(), block_bytes);
            prop_assert!(could_be_read || spoilt.is_some() || is_list || rows.iter().any(|row| row == "[]"));
        }
    }
}
