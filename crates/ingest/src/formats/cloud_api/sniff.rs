//! Recognises webhooks of the Cloud API by the marks that Meta puts on every one of them.

use crate::formats::Claim;
use crate::formats::json::{Shape, begins_like_json, shapes, written_into_string};

use super::envelope::WRAPPERS;

/// How sure it is that a file beginning with `head` holds webhooks of the Cloud API.
///
/// Certain: an `object` that is a business account, or a value for one of the business's numbers. Both also where a logger has written
/// them into a string.
pub(super) fn claim(head: &str) -> Claim {
    if !begins_like_json(head) {
        return Claim::No;
    }
    let shapes = shapes(head);
    let is_marked = shapes.iter().any(|shape| is_payload(shape) || is_metadata(shape));
    if is_marked {
        return Claim::Certain;
    }
    let written =
        shapes.iter().filter_map(|shape| written_into_string(shape, &WRAPPERS)).map(|inner| claim(&inner));
    written.max().unwrap_or(Claim::No)
}

fn is_payload(shape: &Shape<'_>) -> bool {
    shape.get("object") == Some("\"whatsapp_business_account\"")
}

fn is_metadata(shape: &Shape<'_>) -> bool {
    shape.under == "metadata" && shape.has_all(&["display_phone_number", "phone_number_id"])
}
