//! What all JSON exports share: finding documents in a file, walking them without a tree, reading wrong types leniently, saying where
//! something is.
//!
//! ```text
//! bytes ─▶ documents (one, several, or one a line) ─▶ Scanner (valid? where does it end?) ─▶ Node (lazy walk) ─▶ the format
//! ```
//!
//! Every document is first checked by [`Scanner`], which is not recursive and knows exactly where a document breaks; only then
//! is it walked lazily. So a walk cannot fail half-way, and its own recursion is bounded by the depth that was checked.

mod documents;
mod head;
mod keys;
mod known_keys;
mod members;
mod node;
mod place;
mod record;
mod scan;
mod strict;
mod take;
mod walk;

pub(crate) use documents::{Documents, each_document, read_documents};
pub(crate) use head::{WRAPPERS, begins_like_json, is_on, surest, written_into_string};
pub(crate) use keys::{Shape, shapes};
pub(crate) use known_keys::KnownKeys;
pub(crate) use node::{Node, with_embedded, with_object};
pub(crate) use place::Place;
pub(crate) use record::{delivery, text_key, text_of};
use scan::{Fault, Progress, Scanner};
pub(crate) use strict::{Written, each_field};
pub(crate) use take::{
    address, hidden, is_hidden_pair, link_hidden, note_saved, person, phone, push_call_touch, reject,
    required, required_time, side,
};
pub(crate) use walk::{Sort, Store, read_store, walk};
