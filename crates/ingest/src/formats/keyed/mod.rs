//! Messages as WhatsApp's own protocol has them, `{key: {remoteJid, fromMe, id}, message: {…}, messageTimestamp}`: what Baileys stores
//! and what the gateways built on it pass on. The formats on top only say where these objects stand.
//!
//! | part | what it tells |
//! |---|---|
//! | `key` | chat, direction and id; `remoteJidAlt` and its like are the same person under the other sort of address (see `key.rs`) |
//! | `message` | by the name of its first part, what was done (see `content.rs`) |
//! | `messageStubType` | what was done if there is no `message`: most of these are notices |
//! | `messageTimestamp` | seconds, as a number, a string, or in halves |
//! | `status` | how far an own message came, by number or word |
//! | `reactions`, `pollUpdates` | touches of their own, hung on the message that they belong to |

mod content;
mod key;
mod message;
mod people;
mod sniff;

pub(crate) use content::{Touched, touched};
pub(crate) use key::{note_addresses, read_key};
pub(crate) use message::{push_call, push_message, push_reaction, push_update};
pub(crate) use people::{push_group, push_own, push_pair};
pub(crate) use sniff::{Owner, owner};
