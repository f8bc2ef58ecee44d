//! What the messages of Whapi and of the Cloud API have in common: the words for how far they came, and where their text stands.

use std::borrow::Cow;

use meter_model::Delivery;

use crate::Collector;

use super::Node;

/// The hash of what was written: the body or caption in the part that is named like the type.
pub(crate) fn text_key(node: &Node<'_>, sort: Option<&str>, collector: &Collector) -> u64 {
    let Some(content) = sort.and_then(|sort| node.field(sort)) else { return 0 };
    text_of(&content).map_or(0, |text| collector.text_key().hash(&text))
}

/// What was written in the content of a message.
pub(crate) fn text_of<'a>(content: &Node<'a>) -> Option<Cow<'a, str>> {
    let parts = content.pick(["body", "caption"]);
    parts.into_iter().flatten().filter_map(|part| part.text()).find(|text| !text.is_empty())
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
