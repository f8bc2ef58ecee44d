//! The two addresses of one person that stand beside each other in message keys.

use std::collections::BTreeMap;

use meter_model::Handle;

use crate::Collector;
use crate::formats::json::link_hidden;

/// Addresses that keys of own messages give as the other address of their chat.
///
/// Beside an incoming message stands the address of its sender, who is the person of the chat. Beside an own message some versions
/// put the other address of the person, and some that of the channel itself; that one shows by standing beside several chats.
#[derive(Default, Debug)]
pub(crate) struct Alternatives {
    /// The chat of each address, or `None` if there are several.
    chats: BTreeMap<Handle, Option<Handle>>,
}

impl Alternatives {
    /// Notes that `other` stands beside the chat with `person`.
    pub(super) fn note(&mut self, person: &Handle, other: Handle, from_me: bool, collector: &mut Collector) {
        if !from_me {
            return link_hidden(person, &other, collector);
        }
        let chat = self.chats.entry(other).or_insert_with(|| Some(person.clone()));
        if chat.as_ref() != Some(person) {
            *chat = None;
        }
    }

    /// Links what can be told when all messages of the file are read.
    pub(crate) fn settle(self, collector: &mut Collector) {
        for (other, chat) in self.chats {
            if let Some(person) = chat {
                link_hidden(&person, &other, collector);
            }
        }
    }
}
