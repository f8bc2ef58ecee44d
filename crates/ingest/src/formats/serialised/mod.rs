//! Messages as WhatsApp's web client has them, with an id that is serialised from its parts, `false_<chat>_<id>`: what
//! whatsapp-web.js, `WPPConnect` and WAHA hand out. The formats on top only say which marks are theirs.
//!
//! | object | what it tells |
//! |---|---|
//! | message `{id, from, to, fromMe, timestamp or t}`, also as `lastMessage` of a chat | a touch (see `message.rs`) |
//! | acknowledgement: a message's id and `ack` without a time | how far an own message came |
//! | reaction `{msgId, senderId, reaction}`, answer to a poll `{msgId, chatId, selectedOptions}` | touches |
//! | call `{id, from, timestamp, isVideo}` | a touch |
//! | contact `{id, isMyContact}` | who is in the address book; the same flag beside the sender of a message is not asked, since it says nothing about those who never wrote |
//! | chat | its last message, its `contact`, and when the creator of a group already existed |
//! | `me`, `wid`, a contact with `isMe`, the sender of an own message | the channel itself |
//! | `{lid, pn}` | the two addresses of one person |
//!
//! `number` of a contact is the user part of its id, which may be a hidden identifier, and is never read.

mod event;
mod id;
mod message;
mod people;
mod sniff;
mod store;

pub(crate) use sniff::{Owner, owner};
pub(crate) use store::read_serialised;
