//! What records are made of: fields that must be there and addresses; and what becomes of a record that lacks them.

use meter_model::{Jid, Moment};

use crate::Collector;

use super::{Node, Place};

/// Rejects are numbered in the order in which they are met, which is that of the file.
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

/// The time of a record, which it cannot do without.
pub(crate) fn required_time(
    node: Option<&Node<'_>>,
    place: &Place<'_>,
    collector: &mut Collector,
) -> Option<Moment> {
    required(node, Node::time, place, "time since 1970", collector)
}

/// An address, also as a bare number.
pub(crate) fn address(node: &Node<'_>) -> Option<Jid> {
    node.identifier().and_then(|text| Jid::parse(&text))
}
