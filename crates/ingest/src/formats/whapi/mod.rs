//! What the Whapi gateway answers and sends: pages of its endpoints, and logs of its webhooks.
//!
//! People save these in every way: one page a file, pages one after another, the bare list out of a page, one message a line, or the
//! log of whatever received the webhooks, with the gateway's object somewhere inside. So nothing here depends on where an
//! object stands; each is told by its own keys (see `envelope.rs`).
//!
//! | object | what it tells |
//! |---|---|
//! | message, also as `last_message` of a chat and as `trigger` of an update | a touch (see `message.rs`) |
//! | call | a touch |
//! | status, update of a message | how far an outgoing message came |
//! | contact | who is in the address book, which hidden identifier is which number |
//! | group, chat | when its creator already existed |
//! | health, user | the channel's own number |
//! | `registration_date` | when the number was registered: `creation`; `last_registration` only says when it last moved to another phone |
//! | map of hidden identifiers (LIDs) | which is which number |
//! | profile, limits, checks of contacts | nothing, but they are no mistake either |
//!
//! The channel's id and token are never looked at beyond recognising a webhook by the key `channel_id`.

mod activity;
mod envelope;
mod message;
mod ordinary;
mod people;
mod sniff;
#[cfg(test)]
mod tests;

pub(super) use message::{kind_of_action, kind_of_type};

use super::json::{Documents, Node, Place, read_documents, reject};
use super::{Claim, Format};
use crate::source::{Head, Input};
use crate::{Collector, ReadError};

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "whapi-json",
    title: "Whapi gateway: pages, lists and NDJSON of its API, webhook logs",
    extensions: &["json", "ndjson", "jsonl", "log"],
    gives: &["age", "contacts", "chats"],
    sniff,
    read,
};

fn sniff(head: &Head<'_>) -> Claim {
    sniff::claim(head.text)
}

fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    read_documents(&Gateway, input, collector)
}

/// What the gateway sends says the same in any order.
struct Gateway;

impl Documents for Gateway {
    type Memory = ordinary::Keys;

    fn document(&self, found: Result<&Node<'_>, &str>, place: &Place<'_>, collector: &mut Collector) {
        match found {
            Ok(document) => envelope::push_document(document, place, collector),
            Err(why) => reject(collector, place, why),
        }
    }

    fn ordinary(
        &self,
        bytes: &[u8],
        under: &'static str,
        memory: &mut Self::Memory,
        collector: &mut Collector,
    ) -> Option<usize> {
        matches!(under, "" | "messages").then(|| ordinary::push(bytes, memory, collector))?
    }

    fn long_list(&self, key: &str) -> Option<&'static str> {
        if key.is_empty() { Some("") } else { envelope::LISTS.into_iter().find(|list| *list == key) }
    }

    fn holds(&self, rest: &Node<'_>, under: &'static str) -> bool {
        envelope::holds(rest, under)
    }

    fn element(&self, element: &Node<'_>, under: &'static str, place: &Place<'_>, collector: &mut Collector) {
        envelope::push_element(element, under, place, collector);
    }
}
