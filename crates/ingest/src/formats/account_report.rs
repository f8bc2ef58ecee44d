//! The report that WhatsApp makes of an account on request ("Request account info"), and its older form `portability.json`.
//!
//! The report is a zip of a page to look at and of the same as JSON. Each JSON file is recognised and read on its own, wherever it lies:
//!
//! | part | what it tells |
//! |---|---|
//! | `registration_timestamp` in `wa_registration_info` | when the number was registered: the age is exact |
//! | `phone_number` of the user, `account_number` of the older form | the channel's own number |
//! | `wa_contacts`, `contacts` of the older form | the address book that the phone uploaded: who is known |
//!
//! An empty list of contacts says nothing: a phone that may not read the address book uploads none. The older form has no time of
//! registration. The page, its pictures and all other parts have nothing to score; beside a part that is read they are passed over
//! (`is_part`).

use meter_model::{Handle, Jid};

use super::json::{
    Node, Place, Shape, begins_like_json, each_document, reject, required, required_time, shapes,
};
use super::{Claim, Format};
use crate::identity::phone::{self, Number};
use crate::source::folders;
use crate::source::{Head, Input};
use crate::{Collector, ReadError, Role};

#[cfg(test)]
mod tests;

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "account-report",
    title: "WhatsApp account report (Request account info), portability.json",
    extensions: &["zip", "json"],
    gives: &["age", "contacts"],
    sniff,
    read,
};

/// How deep the report's own objects are nested.
const NESTING: usize = 4;

/// Certain: a key that only the report has, or a pair of keys that only the report has together. Likely: a part of the report
/// that tells nothing.
fn sniff(head: &Head<'_>) -> Claim {
    if !begins_like_json(head.text) {
        return Claim::No;
    }
    shapes(head.text).iter().map(claim).max().unwrap_or(Claim::No)
}

fn claim(shape: &Shape<'_>) -> Claim {
    let is_told = shape.has_any(&["wa_registration_info", "wa_contacts"])
        || (shape.has_any(&["registration_timestamp"]) && shape.has_any(&["device", "network", "platform"]))
        || shape.has_all(&["phone_number", "report_generation_time"])
        || shape.has_all(&["account_number", "generation_time"]);
    let is_part = |(key, value): &(&str, &str)| key.starts_with("wa_") && matches!(*value, "{" | "[");
    match shape.depth {
        0 | 1 if is_told => Claim::Certain,
        0 if shape.fields.iter().any(is_part) => Claim::Likely,
        _ => Claim::No,
    }
}

fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    each_document(input, &mut |found, place| match found {
        Ok(document) if document.is_object() => push_part(document, place, collector, NESTING),
        Ok(_) => reject(collector, place, "is no object"),
        Err(why) => reject(collector, place, why),
    })
}

/// Takes in one object of the report and those of its own in it. Lists are not looked into, since other people stand in them.
fn push_part(part: &Node<'_>, place: &Place<'_>, collector: &mut Collector, nesting: usize) {
    let Some(left) = nesting.checked_sub(1) else { return };
    for (index, (key, value)) in part.fields().enumerate() {
        match &*key {
            "registration_timestamp" => {
                push_registration(&value, &place.key("registration_timestamp"), collector);
            }
            "phone_number" => push_own(&value, &place.key("phone_number"), collector),
            "account_number" => push_own(&value, &place.key("account_number"), collector),
            "wa_contacts" => push_contacts(&value, &place.key("wa_contacts"), collector),
            "contacts" => push_contacts(&value, &place.key("contacts"), collector),
            "wa_registration_info" if value.is_list() => {
                let place = place.key("wa_registration_info");
                for (index, element) in value.elements().enumerate() {
                    push_part(&element, &place.index(index), collector, left);
                }
            }
            "wa_registration_info" => {
                push_part(&value, &place.key("wa_registration_info"), collector, left);
            }
            other if other.starts_with("wa_") && value.is_object() => {
                push_part(&value, &place.index(index), collector, left);
            }
            _ => {}
        }
    }
}

fn push_registration(value: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    if let Some(time) = required_time(Some(value), place, collector) {
        collector.facts().registered(time);
    }
}

fn push_own(value: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    if let Some(own) = required(Some(value), person, place, "phone number", collector) {
        collector.facts().own(own);
    }
}

fn push_contacts(list: &Node<'_>, place: &Place<'_>, collector: &mut Collector) {
    if list.is_null() {
        return;
    }
    if !list.is_list() {
        return reject(collector, place, "is no list");
    }
    for (index, contact) in list.elements().enumerate() {
        let place = place.index(index);
        let number = if contact.is_object() {
            contact.field("phone_number").or_else(|| contact.field("number"))
        } else {
            Some(contact)
        };
        let Some(handle) = required(number.as_ref(), person, &place, "phone number", collector) else {
            continue;
        };
        collector.count_contacts(1);
        if collector.role() == Role::AddressBook {
            collector.facts().know(handle);
        }
    }
}

/// The person of an address or number. WhatsApp keeps numbers with their country code, also where it writes no `+`; what begins with a
/// zero has none and could be anybody's.
fn person(node: &Node<'_>) -> Option<Handle> {
    let written = node.identifier()?;
    if written.contains('@') {
        return Jid::parse(&written)?.handle();
    }
    match phone::read(&written).ok()? {
        Number::Key(key) => Some(Handle::Phone(key)),
        Number::National(digits) => phone::jid_user(&digits).map(Handle::Phone),
    }
}

/// The folder that a report was unpacked into, of which the file at `read` is a part; it ends with `/`, or is empty.
pub(crate) fn folder_of(read: &str) -> &str {
    let is_own =
        |folder: &&str| is_own_folder(folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default());
    folders(read).find(|folder| !is_own(folder)).unwrap_or_default()
}

/// Whether the file at `path` belongs to the report in `folder`: it lies in one of the report's folders, or is a page, or something that a
/// page needs, beside them.
pub(crate) fn is_part(folder: &str, path: &str) -> bool {
    const ENDINGS: [&str; 8] = ["css", "eot", "htm", "html", "js", "ttf", "woff", "woff2"];
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    path.strip_prefix(folder).is_some_and(|below| {
        let lies_in_one = below.split_once('/').is_some_and(|(first, _)| is_own_folder(first));
        lies_in_one || ENDINGS.contains(&ending.as_str())
    })
}

/// Folders of a report are named after the app.
fn is_own_folder(name: &str) -> bool {
    name.starts_with("whatsapp_")
}
