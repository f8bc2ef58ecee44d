//! Tables as JSON: one object a line, or a list of them.

use std::borrow::Cow;

use meter_tables::Cell;

use super::at::At;
use super::columns::{Column, Layout, Row, TableKind, lookup};
use super::row::push;
use crate::formats::Claim;
use crate::formats::json::{Node, Place, Shape, each_document, shapes};
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
    let mut rows = Rows { layout: None, ordinal: 0, collector };
    each_document(input, &mut |found, place| match found {
        Ok(document) if document.is_list() => {
            for (index, element) in document.elements().enumerate() {
                rows.push(&element, &place.index(index));
            }
        }
        Ok(document) => rows.push(document, place),
        Err(why) => rows.reject(place, why),
    })
}

/// What the first row says about all.
struct Rows<'c> {
    layout: Option<Layout>,
    ordinal: u64,
    collector: &'c mut Collector,
}

impl Rows<'_> {
    fn push(&mut self, node: &Node<'_>, place: &Place<'_>) {
        if !node.is_object() {
            return self.reject(place, "is no row of a table");
        }
        let fields: Vec<(Cow<'_, str>, Node<'_>)> = node.fields().collect();
        if self.layout.is_none() {
            let keys: Vec<&str> = fields.iter().map(|(key, _)| &**key).collect();
            self.layout = Layout::of(&keys);
        }
        let Some(layout) = self.layout.clone() else {
            return self.reject(place, "has not the columns of a table of messages or contacts");
        };
        let texts: Vec<Option<Cow<'_, str>>> = fields.iter().map(|(_, value)| value.text()).collect();
        let mut row = Row::empty();
        let mut ranks = Vec::new();
        for ((key, value), text) in fields.iter().zip(&texts) {
            let Some((column, rank)) = lookup(layout.kind, key) else { continue };
            let better = ranks.iter().any(|&(other, best)| other == column && best < rank);
            if !better {
                ranks.push((column, rank));
                row.set(column, text.as_deref().map_or_else(|| cell(value), Cell::Text));
            }
        }
        self.ordinal += 1;
        push(&row, &layout, At::Json(self.ordinal, place), self.collector);
    }

    fn reject(&mut self, place: &Place<'_>, why: &str) {
        self.ordinal += 1;
        At::Json(self.ordinal, place).reject(self.collector, why);
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
