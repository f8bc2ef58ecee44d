//! Decides what only the whole channel can tell.

mod contacts;

pub(crate) use contacts::ContactList;
