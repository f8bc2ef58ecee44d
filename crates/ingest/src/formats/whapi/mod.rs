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
mod people;
mod sniff;
#[cfg(test)]
mod tests;

pub(super) use message::{kind_of_action, kind_of_type};

use super::json::{each_document, reject};
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
    each_document(input, &mut |found, place| match found {
        Ok(document) => envelope::push_document(document, place, collector),
        Err(why) => reject(collector, place, why),
    })
}
