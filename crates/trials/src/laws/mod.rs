//! The laws, one file for each sort of input.

mod answers;
pub mod database;
pub mod dates;
pub mod http;
pub mod json;
pub mod phone;
pub mod policy;
pub mod reader;
pub mod reading;
pub mod sniff;

use crate::mutate::CANARY;

/// A text that goes out must not repeat what came in.
pub(crate) fn says_nothing_of_it(text: &str) {
    assert!(!text.contains(CANARY), "it repeats content: {text}");
}
