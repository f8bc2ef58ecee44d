//! What webhooks become, counted by hand; and laws that hold for any of them.

mod laws;
mod messages;
mod people;
mod recognition;

use super::FORMAT;
use crate::formats::testing::read_with;
use crate::{Collector, ReadError, Role, TextKey};

/// Seconds of 2024-05-20T00:00:00Z.
const DAY: i64 = 1_716_163_200;
const METADATA: &str = r#""messaging_product":"whatsapp","metadata":{"display_phone_number":"+44 7700 900999","phone_number_id":"777"}"#;

/// What becomes of a file's bytes.
fn outcome(bytes: &[u8]) -> Result<Collector, ReadError> {
    read_with(&FORMAT, bytes, Role::AddressBook, &TextKey::default())
}

/// A payload with one value of these lists.
fn payload(field: &str, lists: &str) -> String {
    format!(
        r#"{{"object":"whatsapp_business_account","entry":[{{"id":"1","changes":[{{"value":{{{METADATA},{lists}}},"field":"{field}"}}]}}]}}"#
    )
}

fn messages(list: &str) -> String {
    payload("messages", &format!(r#""messages":[{list}]"#))
}

fn statuses(list: &str) -> String {
    payload("messages", &format!(r#""statuses":[{list}]"#))
}
