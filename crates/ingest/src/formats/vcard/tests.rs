//! Each version of the format against hand truth, and damaged cards.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use super::FORMAT;
use crate::formats::Claim;
use crate::identity::phone::Number;
use crate::source::{Head, Hints, Input};
use crate::{Collector, Role, TextKey, limits};

fn read(bytes: &[u8]) -> Collector {
    let mut collector = Collector::new("x.vcf", FORMAT.name, Role::AddressBook, &TextKey::default());
    let mut input = Input::new(bytes, Hints::default());
    (FORMAT.read)(&mut input, &mut collector).expect("cards are read or rejected one by one");
    collector
}

/// Name, digits (a leading + for keys) and line of each contact.
fn contacts(collector: &Collector) -> Vec<(&str, Vec<String>, u64)> {
    let digits = |number: &Number| match number {
        Number::Key(key) => key.to_string(),
        Number::National(digits) => digits.to_string(),
    };
    let entries = &collector.contact_lists[0].entries;
    entries
        .iter()
        .map(|entry| (&*entry.name, entry.numbers.iter().map(digits).collect(), entry.ordinal))
        .collect()
}

fn only(text: &str) -> (String, Vec<String>) {
    let collector = read(text.as_bytes());
    assert_eq!(collector.report.rejected, 0, "{text}");
    let contacts = contacts(&collector);
    assert_eq!(contacts.len(), 1, "{text}");
    (contacts[0].0.to_owned(), contacts[0].1.clone())
}

fn contact(name: &str, numbers: &[&str]) -> (String, Vec<String>) {
    (name.to_owned(), numbers.iter().map(ToString::to_string).collect())
}

fn rejects(text: &str) -> Vec<(String, String)> {
    read(text.as_bytes()).rejects.iter().map(|reject| (reject.at.clone(), reject.why.clone())).collect()
}

/// Bare parameters, quoted-printable with soft breaks, two character sets.
const OLD: &str = "BEGIN:VCARD\r\nVERSION:2.1\r\n\
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;\r\n\
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg =\r\n=4D=C3=BCller\r\n\
TEL;CELL;PREF:+44-7700-900001\r\nTEL;HOME:07700 900002\r\nEND:VCARD\r\n";

/// Groups, escapes, a folded number, a picture.
const ICLOUD: &str = "BEGIN:VCARD\nVERSION:3.0\nPRODID:-//Apple Inc.//iPhone OS 17.0//EN\nN:Lee;Ann;;;\nFN:Ann Lee\\, Acme\n\
ORG:Acme;\nitem1.TEL;type=CELL;type=VOICE;type=pref:+44 7700\n  900001\nitem1.X-ABLabel:_$!<Mobile>!$_\n\
item2.TEL:+44 (0)7700 900002\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n TEL:+44 7700 900009\n\nEND:VCARD\n";

/// Version 4 with telephone addresses.
const NEW: &str = "BEGIN:VCARD\nVERSION:4.0\nFN:Ann Lee\nTEL;VALUE=uri;TYPE=\"cell,voice\":tel:+44-7700-900-001;ext=12\n\
TEL;VALUE=text:07700 900002\nEND:VCARD\n";

/// What WhatsApp sends as a contact card.
const SHARED: &str = "BEGIN:VCARD\nVERSION:3.0\nN:;+44 7700 900001;;;\nFN:+44 7700 900001\n\
item1.TEL;waid=447700900001:07700 900001\nitem1.X-ABLabel:Mobile\nX-WA-BIZ-NAME:Acme\nEND:VCARD\n";

#[test]
fn every_version() {
    assert_eq!(only(OLD), contact("Jörg Müller", &["+447700900001", "07700900002"]));
    assert_eq!(only(ICLOUD), contact("Ann Lee, Acme", &["+447700900001", "+447700900002"]));
    assert_eq!(only(NEW), contact("Ann Lee", &["+447700900001", "07700900002"]));
    for card in [OLD, ICLOUD, NEW, SHARED] {
        let head = Head { name: "x", text: card, whole: true, ..Head::default() };
        assert_eq!((FORMAT.sniff)(&head), Claim::Certain);
    }
}

/// The exact address is in a parameter, so the number needs no region; a number is no name.
#[test]
fn cards_made_by_whatsapp() {
    assert_eq!(only(SHARED), contact("", &["+447700900001"]));
}

#[test]
fn a_latin_1_name_in_quoted_printable() {
    let card = "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg\nTEL:+447700900001\nEND:VCARD\n";
    assert_eq!(only(card), contact("Jörg Müller", &["+447700900001"]));
}

#[test]
fn names_in_the_order_in_which_they_are_spoken() {
    let card = |lines: &str| format!("BEGIN:VCARD\nVERSION:3.0\n{lines}\nTEL:+447700900001\nEND:VCARD\n");
    assert_eq!(only(&card("N:Lee;Ann;Mary;Dr.;PhD")).0, "Dr. Ann Mary Lee PhD");
    assert_eq!(only(&card("FN:\nN:Lee;Ann")).0, "Ann Lee");
    assert_eq!(only(&card("ORG:Acme")).0, "Acme");
    assert_eq!(only(&card("NOTE:nobody")).0, "");
}

/// One field of a database, one line of a file: several cards without line ends between them.
#[test]
fn cards_joined_by_a_separator() {
    let joined = format!("{}_$!<VCard-Separator>!$_{}", ICLOUD.trim_end(), NEW);
    let lines: Vec<u64> = contacts(&read(joined.as_bytes())).iter().map(|(_, _, line)| *line).collect();
    // The first card has 14 lines, and the second begins in the line in which the first ends.
    assert_eq!(ICLOUD.lines().count(), 14);
    assert_eq!(lines, [1, 14]);
}

#[test]
fn cards_without_a_usable_number_are_located() {
    let text = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD\n\nBEGIN:VCARD\nVERSION:3.0\nFN:Bob\nTEL:4.477E+11\nEND:VCARD\n\
BEGIN:VCARD\nVERSION:3.0\nFN:Cem\nTEL:112\nEND:VCARD\nBEGIN:VCARD\nFN:Dee\nTEL:\nEND:VCARD\n";
    let expected = [
        ("line 1", "no phone number"),
        (
            "line 6",
            "phone number changed by a spreadsheet; export the contacts again and do not open them in one",
        ),
        ("line 11", "not a phone number"),
        ("line 16", "no phone number"),
    ];
    assert_eq!(rejects(text), expected.map(|(at, why)| (at.to_owned(), why.to_owned())));
    assert!(contacts(&read(text.as_bytes())).is_empty());
}

#[test]
fn a_missing_end_costs_nothing_and_a_cut_off_end_costs_the_card() {
    let text = "BEGIN:VCARD\nFN:Ann\nTEL:+447700900001\nBEGIN:VCARD\nFN:Bob\nTEL:+447700900002\nEND:VCARD\n\
BEGIN:VCARD\nFN:Cem\nTEL:+4477009";
    let collector = read(text.as_bytes());
    let names: Vec<_> = contacts(&collector).into_iter().map(|(name, _, line)| (name, line)).collect();
    assert_eq!(names, [("Ann", 1), ("Bob", 4)]);
    let cut = "card cut off: the file ends in it; export or download it again";
    assert_eq!(rejects(text), [("line 8".to_owned(), cut.to_owned())]);
}

/// The assistant on a card is not a contact.
#[test]
fn a_card_within_a_card_is_passed_over() {
    let text = "BEGIN:VCARD\nVERSION:2.1\nFN:Ann\nAGENT:\nBEGIN:VCARD\nFN:Bob\nTEL:+447700900002\nEND:VCARD\nTEL:+447700900001\nEND:VCARD\n";
    assert_eq!(only(text), contact("Ann", &["+447700900001"]));
}

#[test]
fn cards_in_the_middle_of_something_else_are_only_possible() {
    let sniff = |text: &str| (FORMAT.sniff)(&Head { name: "x", text, whole: true, ..Head::default() });
    assert_eq!(sniff("\u{FEFF} begin:vcard \n"), Claim::Certain);
    assert_eq!(sniff("31/03/22, 21:05 - Ann: hi\nBEGIN:VCARD\n"), Claim::Possible);
    assert_eq!(sniff("BEGIN:VCALENDAR\n"), Claim::No);
    assert_eq!(sniff(""), Claim::No);
}

/// Ten megabytes of folded picture are not kept, ten megabytes of name are refused, and both take time in proportion.
#[test]
fn huge_cards() {
    let picture = "/9j/4AAQ\n ".repeat(1 << 20);
    let text = format!("BEGIN:VCARD\nFN:Ann\nPHOTO:{picture}\nTEL:+447700900001\nEND:VCARD\n");
    assert_eq!(only(&text), contact("Ann", &["+447700900001"]));
    let text = format!("BEGIN:VCARD\nFN:{picture}\nTEL:+447700900001\nEND:VCARD\n{NEW}");
    let collector = read(text.as_bytes());
    assert_eq!(contacts(&collector).len(), 1);
    assert_eq!(collector.rejects[0].why, "card larger than the limit of 1 MiB without pictures");
    let text =
        format!("BEGIN:VCARD\nNOTE:{}\nTEL:+447700900001\nEND:VCARD\n", "x".repeat(limits::LINE_BYTES));
    assert_eq!(
        rejects(&text),
        [("line 2".to_owned(), "longer than the limit of 16 MiB for one line".to_owned())]
    );
    assert_eq!(contacts(&read(text.as_bytes())).len(), 1);
}

#[test]
fn a_file_cut_off_anywhere_gives_each_card_or_a_reject() {
    for card in [OLD, ICLOUD, NEW, SHARED] {
        let text = [card, card].concat();
        for end in 0..text.len() {
            let collector = read(&text.as_bytes()[..end]);
            let begun =
                text.as_bytes()[..end].windows(11).filter(|part| *part == b"BEGIN:VCARD").count() as u64;
            let seen = contacts(&collector).len() as u64 + collector.report.rejected;
            assert_eq!(seen, begun, "{end}");
            // No number that the whole file does not have.
            let whole = read(text.as_bytes());
            let all = contacts(&whole);
            assert!(contacts(&collector).iter().all(|contact| all.contains(contact)), "{end}");
        }
    }
}

proptest! {
    #[test]
    fn damaged_cards_do_no_harm(card in 0usize..4, position in any::<proptest::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = [OLD, ICLOUD, NEW, SHARED][card].as_bytes().to_vec();
        let position = position.index(bytes.len());
        bytes[position] = byte;
        let collector = read(&bytes);
        prop_assert!(contacts(&collector).len() as u64 + collector.report.rejected <= 2);
    }

    #[test]
    fn any_properties_do_no_harm(lines in "[A-Z:;=.\\\\\" \t\r\n0-9a-z,_+]{0,200}", kept in "(TEL|FN|N|ORG|VERSION)[;:]") {
        read(format!("BEGIN:VCARD\n{kept}{lines}\nEND:VCARD\n").as_bytes());
    }

    /// A file cut between cards says the same in two parts.
    #[test]
    fn any_split_between_cards(order in proptest::collection::vec(0usize..4, 0..8), cut in any::<proptest::sample::Index>()) {
        let cards: Vec<&str> = order.iter().map(|&card| [OLD, ICLOUD, NEW, SHARED][card]).collect();
        let (one, other) = cards.split_at(cut.index(cards.len() + 1));
        let said = |cards: &[&str]| {
            let collector = read(cards.concat().as_bytes());
            contacts(&collector).into_iter().map(|(name, numbers, _)| (name.to_owned(), numbers)).collect::<Vec<_>>()
        };
        prop_assert_eq!([said(one), said(other)].concat(), said(&cards));
    }
}
