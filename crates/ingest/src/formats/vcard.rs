//! vCard 2.1, 3.0 and 4.0: what phones, iCloud, Google and WhatsApp itself write address books in.

use calcard::vcard::{VCard, VCardEntry, VCardParameterName, VCardParameterValue, VCardProperty, VCardValue};
use calcard::{Entry, Parser};

use super::{Claim, Format};
use crate::identity::name;
use crate::identity::phone::{self, Number, Unusable};
use crate::settle::{ContactEntry, ContactList};
use crate::source::{Head, Input, Line};
use crate::{Collector, ReadError};

mod cards;
#[cfg(test)]
mod tests;

use cards::{Cards, Event};

/// The row of this format.
pub const FORMAT: Format = Format {
    name: "vcard",
    title: "vCard 2.1, 3.0, 4.0 (iCloud, Google, Android, WhatsApp cards)",
    extensions: &["vcf", "vcard"],
    gives: &["contacts"],
    sniff,
    read,
};

/// Certain if the file begins with a card. A card further down can also be a line in a chat.
fn sniff(head: &Head<'_>) -> Claim {
    let mut lines = head.text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_begin = |line: &str| cards::is_mark(line.as_bytes(), b"BEGIN");
    if lines.next().is_some_and(is_begin) {
        Claim::Certain
    } else if lines.any(is_begin) {
        Claim::Possible
    } else {
        Claim::No
    }
}

fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    let mut lines = input.lines();
    let mut cards = Cards::default();
    let mut list = ContactList::default();
    let mut take = |event: Event, collector: &mut Collector| {
        let (line, outcome) = match event {
            Event::Card { line, text } => (line, contact(&text, line)),
            Event::TooLarge { line } => {
                (line, (None, Some("card larger than the limit of 1 MiB without pictures")))
            }
            Event::CutOff { line } => {
                (line, (None, Some("card cut off: the file ends in it; export or download it again")))
            }
        };
        let (entry, why) = outcome;
        list.entries.extend(entry);
        if let Some(why) = why {
            collector.reject(line, format!("line {line}"), why);
        }
    };
    while let Some((number, line)) = lines.next_line()? {
        match line {
            Line::Whole(bytes) => cards.line(number, bytes, |event| take(event, collector)),
            Line::TooLong => collector.reject(number, format!("line {number}"), ReadError::long_line()),
        }
    }
    if let Some(event) = cards.end() {
        take(event, collector);
    }
    collector.contact_list(list);
    Ok(())
}

/// The contact on a card, and why the card, or one of its numbers, cannot be used.
fn contact(text: &str, line: u64) -> (Option<ContactEntry>, Option<&'static str>) {
    let Entry::VCard(card) = Parser::new(text).entry() else { return (None, Some("not a readable card")) };
    let mut numbers: Vec<Number> = Vec::new();
    let mut failure = None;
    for entry in card.entries.iter().filter(|entry| entry.name == VCardProperty::Tel) {
        match number(entry) {
            Ok(number) => numbers.push(number),
            Err(Unusable::Missing) => {}
            Err(unusable) => failure = failure.or(Some(unusable)),
        }
    }
    let failure = failure.or_else(|| numbers.is_empty().then_some(Unusable::Missing));
    let entry = (!numbers.is_empty()).then(|| ContactEntry {
        name: display_name(&card),
        numbers: phone::distinct(numbers),
        lid: None,
        saved: true,
        ordinal: line,
        at: format!("line {line}"),
    });
    (entry, failure.map(Unusable::why))
}

/// The number of a `TEL`. WhatsApp's own cards give the address itself in a parameter `waid`, which needs no region.
fn number(entry: &VCardEntry) -> Result<Number, Unusable> {
    let address = entry.params.iter().find_map(|parameter| match (&parameter.name, &parameter.value) {
        (VCardParameterName::Other(name), VCardParameterValue::Text(user))
            if name.eq_ignore_ascii_case("waid") =>
        {
            phone::jid_user(user)
        }
        _ => None,
    });
    match address {
        Some(key) => Ok(Number::Key(key)),
        None => phone::read(&joined(entry)),
    }
}

fn joined(entry: &VCardEntry) -> String {
    let texts: Vec<&str> = entry.values.iter().filter_map(VCardValue::as_text).collect();
    texts.join(";")
}

/// `FN`, else the parts of `N` in the order in which they are spoken, else the company. A number is no name.
fn display_name(card: &VCard) -> String {
    let written = |wanted: VCardProperty, text: fn(&VCardEntry) -> String| {
        card.entries.iter().filter(|entry| entry.name == wanted).map(text).find(|name| !name.is_empty())
    };
    let plain = |entry: &VCardEntry| name::clean(&joined(entry));
    let name = written(VCardProperty::Fn, plain)
        .or_else(|| written(VCardProperty::N, spoken))
        .or_else(|| written(VCardProperty::Org, plain));
    name.filter(|name| !phone::looks_like_number(name)).unwrap_or_default()
}

/// `family;given;middle;prefix;suffix`, spoken: prefix given middle family suffix.
fn spoken(entry: &VCardEntry) -> String {
    let part = |index: usize| entry.values.get(index).and_then(VCardValue::as_text).unwrap_or_default();
    name::clean(&[part(3), part(1), part(2), part(0), part(4)].join(" "))
}
