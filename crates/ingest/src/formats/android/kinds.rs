//! What the numbers in type and status columns mean. They are the same in both schemas.

use meter_model::{Delivery, Kind};

/// What a message counts as by its type and status; `None` is a notice. Status 6 marks what the app wrote itself: notices of any type, and
/// calls.
///
/// | type | counts as |
/// |---|---|
/// | 7 system, 36 timer of disappearing messages | a notice |
/// | 8, 10, 90: calls, missed calls | a call, unless the calls have a table of their own |
/// | 0 text, 1 image, 2 audio, 3 video, 4 contact, 5 location, 9 document, 13 GIF, 16 live location, 20 sticker, 42 and 43 view once, 66 poll | content |
/// | 15, 64: deleted | content: it was there |
/// | 11 waiting for this message | content: the person did write |
/// | any other, also none | content |
pub(super) fn kind(message_type: Option<i64>, status: Option<i64>, has_call_log: bool) -> Option<Kind> {
    const BY_THE_APP: i64 = 6;
    match message_type {
        Some(7 | 36) => None,
        Some(8 | 10 | 90) => (!has_call_log).then_some(Kind::Call),
        _ if status == Some(BY_THE_APP) => None,
        _ => Some(Kind::Content),
    }
}

/// How far an own message came. 0 is on the phone, 4 with the server, 5 delivered, 8 played, 13 read; others say nothing.
pub(super) fn delivery(status: Option<i64>) -> Delivery {
    match status {
        Some(0) => Delivery::Pending,
        Some(4) => Delivery::Sent,
        Some(5) => Delivery::Delivered,
        Some(8 | 13) => Delivery::Read,
        _ => Delivery::Unknown,
    }
}

/// How far a message came by the times of its receipts: delivered, read, played. Zero and below are no times.
pub(super) fn delivery_by_times(delivered: Option<i64>, others: [Option<i64>; 2]) -> Delivery {
    let is_time = |time: &Option<i64>| time.is_some_and(|time| time > 0);
    if others.iter().any(is_time) {
        Delivery::Read
    } else if is_time(&delivered) {
        Delivery::Delivered
    } else {
        Delivery::Unknown
    }
}
