//! Logs of the webhooks of Meta's Cloud API, the official interface for businesses.
//!
//! People save them as one payload a file, one a line, in a list, or inside what the receiving server logged around them. What
//! counts stands in `entry[].changes[].value`:
//!
//! | part of a value | what it tells |
//! |---|---|
//! | `messages` | incoming touches (see `message.rs`); a change of the customer's number |
//! | `statuses` | outgoing touches: a sent message is known only from its statuses, of which the earliest tells its time |
//! | `message_echoes` | outgoing touches, written in the phone's app |
//! | `history` | both, from before the number was connected |
//! | `calls` | touches |
//! | `state_sync` | who was saved in, or removed from, the phone's address book |
//! | `contacts` | which number an identifier of a user belongs to |
//! | `metadata` | the channel's own number |
//!
//! A message is sighted two to four times through its statuses. Every sighting counts as a record; they are one touch by the id. Where
//! the log begins after a message was sent, the time of that touch is that of the first status in the log.
//!
//! One business can receive the webhooks of several numbers in one log. These are several channels, so such a log is refused with
//! the advice to split it: one of them cannot be chosen without a guess.

mod envelope;
mod message;
mod people;
mod sniff;
mod status;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use meter_model::{Handle, PhoneKey};

use super::json::{Node, Place, each_document, reject};
use super::{Claim, Format};
use crate::identity::phone;
use crate::source::{Head, Input};
use crate::{Collector, ReadError};

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "cloud-api",
    title: "Meta Cloud API: logs of its webhooks, coexistence history and contacts",
    extensions: &["json", "ndjson", "jsonl", "log"],
    gives: &["age", "contacts", "chats"],
    sniff,
    read,
};

fn sniff(head: &Head<'_>) -> Claim {
    sniff::claim(head.text)
}

fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    let mut log = Log { collector, numbers: Numbers::default() };
    each_document(input, &mut |found, place| match found {
        Ok(document) => envelope::push_document(document, place, &mut log),
        Err(why) => log.reject(place, why),
    })?;
    match log.numbers.count() {
        0 | 1 => Ok(()),
        numbers => Err(ReadError::SeveralNumbers {
            numbers,
            remedy: "split the log by phone_number_id and give each number a folder of its own",
        }),
    }
}

/// What is read into, and which of the business's numbers the webhooks were for.
struct Log<'c> {
    collector: &'c mut Collector,
    numbers: Numbers,
}

impl Log<'_> {
    fn reject(&mut self, place: &Place<'_>, why: &str) {
        reject(self.collector, place, why);
    }

    /// Takes in the channel's own number.
    fn own(&mut self, metadata: &Node<'_>, place: &Place<'_>) -> Option<PhoneKey> {
        if let Some(id) = metadata.field("phone_number_id").and_then(|id| id.identifier()) {
            self.numbers.ids.insert(id.trim().to_owned());
        }
        let written = metadata.field("display_phone_number")?.identifier()?;
        let Some(own) = phone::jid_user(&written) else {
            self.reject(&place.key("display_phone_number"), "is not readable as phone number");
            return None;
        };
        self.numbers.displayed.insert(own);
        self.collector.facts().own(Handle::Phone(own));
        Some(own)
    }
}

/// The numbers of the business that occur in a log, by their id and as displayed; either may be missing.
#[derive(Default)]
struct Numbers {
    ids: BTreeSet<String>,
    displayed: BTreeSet<PhoneKey>,
}

impl Numbers {
    fn count(&self) -> usize {
        self.ids.len().max(self.displayed.len())
    }
}
