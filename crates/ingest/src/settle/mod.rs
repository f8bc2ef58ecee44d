//! Decides what only the whole channel can tell.

mod contacts;
mod pages;
mod transcripts;

pub(crate) use contacts::{ContactEntry, ContactList, settle_contact_lists};
pub(crate) use pages::{Page, missing_pages};
pub(crate) use transcripts::{Part, Rows, settle_transcripts};
