//! Persons on a page: masked unless it is asked for, wherever they stand.

use meter_model::{Handle, PhoneKey};
use meter_score::portrait::{HourOfWeek, OpenPerson, Portrait};
use meter_score::{Alone, EachRating, OfValue, Parameter, Rating, Stability};

use super::parsed::words;
use super::{assert_told, page, read, written};
use crate::sample::{AS_OF, reject, young};

const DAY: i64 = 86_400;

pub fn phone(digits: &str) -> Handle {
    Handle::Phone(PhoneKey::from_international(digits).unwrap())
}

/// A portrait written by hand, with three persons of five.
pub fn portrait() -> Portrait {
    let attention = Rating::NeedsAttention;
    let own = EachRating::of(|_| attention);
    let other = EachRating { risk_factor_chats: Rating::UseCaution, ..own };
    let of = |value, ratings| OfValue { value, ratings };
    Portrait {
        as_of: AS_OF,
        address_book: true,
        days: Vec::new(),
        changes: Vec::new(),
        weeks: Vec::new(),
        replies: None,
        meetings: Vec::new(),
        hours: [[HourOfWeek::default(); 24]; 7],
        levers: Vec::new(),
        stability: Stability {
            settings: 625,
            all_same: 500,
            same: EachRating {
                risk_factor: 625,
                life_time: 625,
                risk_factor_contacts: 600,
                risk_factor_chats: 500,
            },
            alone: vec![Alone {
                parameter: Parameter::WindowDays,
                own: 30,
                values: vec![of(15, other), of(30, own)],
            }],
        },
        people: vec![
            person(vec![phone("447700900123"), Handle::Name("Amelia Hughes".into())], Some(false), Some(20)),
            person(vec![Handle::Lid(123_456_789_012_367)], Some(true), Some(2)),
            person(vec![Handle::Name("+44 7700 900456".into())], None, None),
        ],
        people_in_all: 5,
    }
}

pub fn person(handles: Vec<Handle>, known: Option<bool>, days_waiting: Option<i64>) -> OpenPerson {
    OpenPerson {
        handles,
        known,
        outreaches: 2,
        waiting_since: days_waiting.map(|days| AS_OF - days * DAY),
        silent: days_waiting.is_some_and(|days| days > 3),
        written: AS_OF - DAY,
    }
}

#[test]
fn persons_are_masked_unless_it_is_asked_for() {
    let page = page(young(), Some(portrait()));
    assert_told(
        &read(&page),
        &[
            "Unanswered and unknown people 5 people in the window have not answered or are not in the address book; those who",
            "A••• H••• +44 770 •••• 23 no 2 2024-04-30 unanswered 2024-05-19",
            "LID •••• 67 yes 2 2024-05-18 pending 2024-05-19",
            "+44 770 •••• 56 no data 2 – 2024-05-19",
            "And 2 more people, who are not listed.",
            "Numbers and names of persons are masked.",
        ],
    );
    let shown = words(&written(&page, true));
    for person in ["Amelia Hughes", "+447700900123", "LID 123456789012367", "+44 7700 900456"] {
        assert!(shown.contains(person), "{person}");
        assert!(!written(&page, false).contains(person), "{person}");
    }
    assert!(!shown.contains("are masked"));
}

#[test]
fn persons_in_paths_are_masked_wherever_paths_stand() {
    let mut result = young();
    let path = "chats/WhatsApp Chat with Amelia Hughes.txt";
    result.sources[0].path = path.to_owned();
    result.rejects = vec![
        reject(path, "line 3", "no calendar has this date"),
        reject("Amelia Hughes/_chat.txt", "file", &format!("is the same as {path}; leave it out")),
    ];
    let mut page = page(result, None);
    page.doubts = vec![format!("{path}: may be cut"), "Amelia Hughes/_chat.txt: may be cut".to_owned()];
    let masked = written(&page, false);
    assert!(!masked.contains("Amelia") && !masked.contains("Hughes"));
    assert_eq!(masked.matches("WhatsApp Chat with A••• H•••.txt").count(), 4);
    assert_eq!(written(&page, true).matches("WhatsApp Chat with Amelia Hughes.txt").count(), 4);
}

/// A chat that is scored by itself gives the channel its name.
#[test]
fn one_chat_by_itself_does_not_tell_of_whom_it_is() {
    let mut result = young();
    result.sources.truncate(1);
    result.rejects.clear();
    result.sources[0].path = "WhatsApp Chat with Amelia Hughes.txt".to_owned();
    result.channel = "WhatsApp Chat with Amelia Hughes".to_owned();
    let page = page(result.clone(), None);
    assert!(!written(&page, false).contains("Amelia"));
    assert_told(&read(&page), &["WhatsApp Chat with A••• H••• – Safety Meter"]);
    assert!(written(&page, true).contains("Amelia"));
    // Whoever gives it another name wants that to be read.
    result.channel = "Harbour Books".to_owned();
    assert_told(&read(&super::page(result, None)), &["Harbour Books – Safety Meter"]);
}

/// The same with a card that was sent in the chat, unpacked into a folder, and where nothing of it could be read.
#[test]
fn nor_does_one_chat_with_what_lies_beside_it() {
    let named = "WhatsApp Chat - Emil Ecker";
    let check = |paths: &[(&str, &str)], rejects: &[&str]| {
        let mut result = young();
        let source = result.sources[0].clone();
        let of = |&(path, format): &(&str, &str)| meter_report::SourceView {
            path: path.to_owned(),
            format: format.to_owned(),
            ..source.clone()
        };
        result.sources = paths.iter().map(of).collect();
        result.rejects =
            rejects.iter().map(|path| reject(path, "file", "does not tell who is you")).collect();
        result.channel = named.to_owned();
        let text = written(&page(result, None), false);
        assert!(!text.contains("Emil") && !text.contains("Ecker"), "{paths:?}");
    };
    let zip = |entry: &str| format!("{named}.zip/{entry}");
    check(&[(&zip("_chat.txt"), "whatsapp-text"), (&zip("Gina Glas.vcf"), "vcard")], &[]);
    check(&[("_chat.txt", "whatsapp-text"), ("Gina Glas.vcf", "vcard")], &[]);
    check(&[], &[&format!("{named}.txt")]);
}

#[test]
fn many_people_are_folded_away_and_none_is_none() {
    let mut many = portrait();
    many.people = (0..200)
        .map(|number| person(vec![phone(&format!("4477009{number:05}"))], Some(false), Some(9)))
        .collect();
    many.people_in_all = 200;
    let text = read(&page(young(), Some(many)));
    assert_told(&text, &["188 more More unanswered and unknown people"]);
    assert!(!text.contains("not listed"));
    let none = Portrait { people: Vec::new(), people_in_all: 0, ..portrait() };
    assert_told(&read(&page(young(), Some(none))), &["Nobody: everybody who was written to"]);
}

#[test]
fn how_stable_the_ratings_are_is_told() {
    assert_told(
        &read(&page(young(), Some(portrait()))),
        &[
            "How stable the ratings are",
            "One number at a time",
            "If only the window were another",
            "15 days 2 2 2 1 30 days this policy 2 2 2 2",
        ],
    );
}
