//! What readers of JSON exports do with a record: take the fields it cannot do without, and reject it where they are missing.

use meter_model::{Delivery, Jid};

use crate::Collector;

use super::{Node, Place};

/// Counts a record that cannot be used. Rejects are numbered in the order in which they are met, which is that of the file.
pub(crate) fn reject(collector: &mut Collector, place: &Place<'_>, why: &str) {
    let ordinal = collector.report.rejected;
    collector.reject(ordinal, place.to_string(), why);
}

/// A field that a record cannot do without; if it is missing or of no use, that is rejected.
pub(crate) fn required<'n, 'a, T>(
    node: Option<&'n Node<'a>>,
    read: impl FnOnce(&'n Node<'a>) -> Option<T>,
    place: &Place<'_>,
    what: &str,
    collector: &mut Collector,
) -> Option<T> {
    let Some(node) = node.filter(|node| !node.is_null()) else {
        reject(collector, place, "is missing");
        return None;
    };
    let value = read(node);
    if value.is_none() {
        reject(collector, place, &format!("is not readable as {what}"));
    }
    value
}

/// An address, also as a bare number.
pub(crate) fn address(node: &Node<'_>) -> Option<Jid> {
    node.identifier().and_then(|text| Jid::parse(&text))
}

/// The hash of what was written: the body or caption in the part that is named like the type.
pub(crate) fn text_key(node: &Node<'_>, sort: Option<&str>, collector: &Collector) -> u64 {
    let Some(content) = sort.and_then(|sort| node.field(sort)) else { return 0 };
    let text = ["body", "caption"]
        .into_iter()
        .filter_map(|key| content.field(key)?.text())
        .find(|text| !text.is_empty());
    text.map_or(0, |text| collector.text_key().hash(&text))
}

/// How far a message came. `deleted` says nothing about that, nor do words not known.
pub(crate) fn delivery(word: &str) -> Delivery {
    match word {
        "failed" => Delivery::Failed,
        "pending" => Delivery::Pending,
        "sent" => Delivery::Sent,
        "delivered" => Delivery::Delivered,
        "read" | "played" => Delivery::Read,
        _ => Delivery::Unknown,
    }
}
