//! Random channels of text chats in many styles and languages: what was written is found again, and tearing chats into
//! overlapping files, their order and copies change nothing.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};
use meter_ingest::{Declared, Reading, TextKey, read_channel};
use meter_model::{Handle, Ledger};
use proptest::prelude::*;
use tempfile::TempDir;

const STYLES: u8 = 9;
const OWNER: &str = "Harbour Books";
/// Partners, whether they are saved, and how the file of their chat is named.
const PARTNERS: [(&str, bool, &str); 5] = [
    ("Ann", true, "WhatsApp Chat with Ann.txt"),
    ("Zoë Marsh", true, "WhatsApp-Chat mit Zoë Marsh.txt"),
    ("+44 7700 900123", false, "WhatsApp Chat - +44 7700 900123/_chat.txt"),
    ("健太", true, "健太とのWhatsAppチャット.txt"),
    ("+33 6 39 98 12 34", false, "Conversa do WhatsApp com +33 6 39 98 12 34.txt"),
];

/// Chats of all sorts, the last two without a name, and who may write in them.
const CHATS: [&str; 6] = [
    "WhatsApp Chat with Ann.txt",
    "WhatsApp Chat with Shop.txt",
    "WhatsApp Chat with Club.txt",
    "WhatsApp Chat with +44 7700 900123.txt",
    "one.txt",
    "two.txt",
];
const SENDERS: [&str; 6] = ["Ann", "Ben", "Shop", "~ Zoe", "+44 7700 900123", "+44 7700 900124"];

/// One message: its partner, whether the owner wrote it, and when.
type Sent = (usize, bool, DateTime<Utc>);

/// The header and line end of a style, seconds being lost where it has none.
fn header(style: u8, at: DateTime<Utc>) -> (String, &'static str) {
    let (day, month, year, hour, minute, second) =
        (at.day(), at.month(), at.year(), at.hour(), at.minute(), at.second());
    let (is_pm, twelve) = at.hour12();
    let capital = if is_pm { "PM" } else { "AM" };
    match style {
        0 => (format!("{day:02}/{month:02}/{year}, {hour:02}:{minute:02} - "), "\n"),
        1 => (format!("{month}/{day}/{:02}, {twelve}:{minute:02}\u{202F}{capital} - ", year % 100), "\n"),
        2 => (format!("[{day:02}.{month:02}.{:02}, {hour:02}:{minute:02}:{second:02}] ", year % 100), "\r\n"),
        3 => {
            let half = if is_pm { "p.m." } else { "a.m." };
            (format!("{year}-{month:02}-{day:02}, {twelve}:{minute:02}\u{A0}{half} - "), "\n")
        }
        4 => {
            let half = if is_pm { "午後" } else { "午前" };
            (format!("[{year}/{month}/{day} {half}{twelve}:{minute:02}:{second:02}] "), "\r\n")
        }
        5 => {
            let latin = format!("{day}/{month}/{year}، {hour:02}:{minute:02} - ");
            let arabic = latin.chars().map(|character| match character.to_digit(10) {
                Some(digit) => char::from_u32(0x660 + digit).unwrap(),
                None => character,
            });
            (arabic.collect(), "\n")
        }
        6 => (format!("[{month}/{day}/{} BE, {hour:02}:{minute:02}:{second:02}] ", year + 543), "\r\n"),
        // Nothing in these two styles tells day from month but the days themselves.
        7 => (format!("{day}-{month}-{year} {hour:02}:{minute:02} - "), "\n"),
        _ => (format!("{month}-{day}-{year} {hour:02}:{minute:02} - "), "\n"),
    }
}

fn has_seconds(style: u8) -> bool {
    matches!(style, 2 | 4 | 6)
}

/// A channel of messages 1 to 70 hours apart, at least 20 in number: so one lies on a day above 12 whatever the first is.
fn channel() -> impl Strategy<Value = (u8, Vec<Sent>)> {
    let start = 1_640_995_200i64..1_720_000_000;
    let steps = prop::collection::vec((0..PARTNERS.len(), any::<bool>(), 3_600i64..70 * 3_600), 20..60);
    (0..STYLES, start, steps).prop_map(|(style, start, steps)| {
        let mut at = DateTime::from_timestamp(start, 0).unwrap();
        let mut sent: Vec<Sent> = Vec::new();
        for (partner, owner, step) in steps {
            at += TimeDelta::seconds(step);
            let lost = if has_seconds(style) { 0 } else { i64::from(at.second()) };
            sent.push((partner, owner, at - TimeDelta::seconds(lost)));
        }
        (style, sent)
    })
}

/// The lines of each chat: every text is different, some have several lines, one of which looks like a header of another style.
fn chats(style: u8, sent: &[Sent]) -> Vec<(usize, Vec<String>)> {
    let lines_of = |partner: usize| {
        let of_partner = sent.iter().enumerate().filter(move |(_, message)| message.0 == partner);
        of_partner.map(move |(number, &(_, owner, at))| {
            let (header, end) = header(style, at);
            let sender = if owner { OWNER } else { PARTNERS[partner].0 };
            let more =
                if number % 5 == 0 { format!("{end}31/12/99 10.00: Bob: no{end}") } else { String::new() };
            format!("{header}{sender}: text {number}{more}{end}")
        })
    };
    (0..PARTNERS.len()).map(|partner| (partner, lines_of(partner).collect())).collect()
}

fn write(folder: &Path, path: &str, lines: &[String]) {
    if !lines.is_empty() {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, lines.concat()).unwrap();
    }
}

fn settled(folder: &Path, text_key: &TextKey) -> Reading {
    let reading = read_channel(folder, &Declared::default(), text_key, &()).unwrap();
    let failures: Vec<String> = reading.failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(reading.rejects.is_empty(), "{:#?}", reading.rejects);
    reading
}

/// Every touch with its person, as it was made up: (partner's digits or name, known, outgoing, time).
fn touches(ledger: &Ledger) -> Vec<(String, bool, bool, i64)> {
    let touch = |touch: &meter_model::Touch| {
        let person = &ledger.persons[touch.person()];
        let name = match &person.handles[..] {
            [Handle::Name(name)] => name.to_string(),
            [Handle::Phone(phone)] => phone.to_string(),
            handles => panic!("{handles:?}"),
        };
        (name, person.known, touch.is_outgoing(), touch.time().seconds())
    };
    let mut touches: Vec<_> = ledger.touches.iter().map(touch).collect();
    touches.sort();
    touches
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_was_written_is_found_again((style, sent) in channel()) {
        let folder = TempDir::new().unwrap();
        for (partner, lines) in chats(style, &sent) {
            write(folder.path(), PARTNERS[partner].2, &lines);
        }
        let reading = settled(folder.path(), &TextKey::default());
        let mut expected: Vec<_> = sent
            .iter()
            .map(|&(partner, owner, at)| {
                let (name, known, _) = PARTNERS[partner];
                let name = if known { name.to_owned() } else { name.replace(' ', "") };
                (name, known, owner, at.timestamp())
            })
            .collect();
        expected.sort();
        prop_assert_eq!(touches(&reading.ledger), expected);
        let is_me_known = sent.iter().any(|message| message.1);
        prop_assert_eq!(reading.me, if is_me_known { vec![OWNER.to_owned()] } else { vec![] });
    }

    #[test]
    fn whatever_chats_hold_copies_of_files_change_nothing(
        files in prop::collection::vec(
            (0..CHATS.len(), prop::collection::vec((1u8..=31, 1u8..=12, 0..SENDERS.len()), 1..5)),
            1..7,
        ),
    ) {
        let text_key = TextKey::default();
        let folder = TempDir::new().unwrap();
        let write_all = |copy: &str| {
            for (number, (chat, rows)) in files.iter().enumerate() {
                let line = |(minute, (day, month, sender)): (usize, &(u8, u8, usize))| {
                    format!("{day}/{month}/2022, 10:{minute:02} - {}: {number}\n", SENDERS[*sender])
                };
                let lines: Vec<String> = rows.iter().enumerate().map(line).collect();
                write(folder.path(), &format!("{number}{copy}/{}", CHATS[*chat]), &lines);
            }
        };
        write_all("");
        // All dates can be 30 February, and nothing in such files is a chat.
        let once = read_channel(folder.path(), &Declared::default(), &text_key, &());
        prop_assume!(once.is_ok());
        let once = once.unwrap();
        write_all("-copy");
        let twice = read_channel(folder.path(), &Declared::default(), &text_key, &()).unwrap();
        prop_assert_eq!(twice.failures.len(), 2 * once.failures.len());
        prop_assert_eq!(twice.rejects.len(), 2 * once.rejects.len());
        let rows: usize = files.iter().map(|(_, rows)| rows.len()).sum();
        prop_assert!(once.ledger.touches.len() + once.rejects.len() <= rows);
        prop_assert_eq!(twice.ledger, once.ledger);
        prop_assert_eq!(twice.me, once.me);
    }

    #[test]
    fn any_split_any_order_and_any_copies_settle_to_the_same_ledger(
        (style, sent) in channel(),
        cuts in prop::collection::vec((1usize..6, 0usize..3, 0usize..3), 31),
    ) {
        let text_key = TextKey::default();
        let (whole, torn) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let mut choices = cuts.iter().cycle();
        let mut number = 0;
        for (partner, lines) in chats(style, &sent) {
            let name = PARTNERS[partner].2;
            write(whole.path(), name, &lines);
            let mut from = 0;
            while from < lines.len() {
                let &(length, overlap, place) = choices.next().unwrap();
                let to = (from + length).min(lines.len());
                number += 1;
                let folder = ["b", "a", "c/d"][place];
                let part = &lines[from.saturating_sub(overlap)..to];
                write(torn.path(), &format!("{folder}/{}-{number}/{name}", 97 * number % 89), part);
                from = to;
            }
        }
        let whole = settled(whole.path(), &text_key).ledger;
        prop_assert_eq!(settled(torn.path(), &text_key).ledger, whole);
    }
}
