//! What the messages of Whapi and of the Cloud API have in common: the words for how far they came, and where their text stands.

use meter_model::Delivery;

use crate::Collector;

use super::Node;

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
