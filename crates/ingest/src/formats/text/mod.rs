//! WhatsApp's own text export, of Android and iOS, in every language.
//!
//! A line of it is a header with date and time and, behind it, a notice of WhatsApp or a sender and a text; lines without a header
//! go on with the text before. What a header looks like depends on platform, language and settings: `header` reads all
//! of them by one grammar, and a file keeps to the `shape` that most of its headers have. What the file alone cannot tell
//! (the order of day and month, the zone, who of the senders is the owner) stays open in a [`Transcript`].
//!
//! A file whose dates lack the year is refused: nothing in it tells the year.

mod body;
mod chat_name;
mod content;
mod cursor;
mod day_half;
mod era;
mod header;
mod learnt;
mod notice;
mod phrases;
mod plain_header;
mod read;
mod reader;
mod senders;
mod shape;
mod sieve;
mod templates;
#[cfg(test)]
mod tests;
mod transcript;

pub use transcript::{Clock, DateStyle, Padding, Row, Sender, Transcript};

use super::{Claim, Format};
use crate::source::Head;

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "whatsapp-text",
    title: "WhatsApp text export (Export chat), Android and iOS",
    extensions: &["txt", "zip"],
    gives: &["age", "contacts", "chats"],
    sniff,
    read: read::read,
};

/// Certain if the file begins with a header and has more of the same shape. One header alone could also be a line of a log.
fn sniff(head: &Head<'_>) -> Claim {
    let mut shapes = shape::Shapes::default();
    let mut lines = head.text.lines();
    let first = lines.by_ref().find(|line| !line.trim().is_empty()).unwrap_or_default();
    shapes.see(first);
    let begins = shapes.commonest().is_some();
    for line in lines {
        // More of them say nothing more.
        if begins && shapes.commonest().is_some_and(|(_, count)| count > 1) {
            break;
        }
        shapes.see(line);
    }
    match shapes.commonest() {
        Some((_, 2..)) if begins => Claim::Certain,
        Some((_, 3..)) => Claim::Likely,
        Some(_) if begins => Claim::Likely,
        _ => Claim::No,
    }
}

/// The header of a line as readers find it and as the grammar alone does, each without the line behind it, and that line.
#[cfg(any(test, feature = "trials"))]
pub(crate) fn headers(line: &str) -> [Option<(String, &str)>; 2] {
    let parts = |found: header::Header<'_>| format!("{:?}", header::Header { rest: "", ..found });
    [shape::header(line), header::Header::read(line)]
        .map(|found| found.map(|found| (parts(found), found.rest)))
}
