//! Decides what only the whole channel can tell.

mod contacts;

pub(crate) use contacts::{ContactEntry, ContactList, settle_contact_lists};
