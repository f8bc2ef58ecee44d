//! Persons on a page, as they are and masked.

use meter_model::{Handle, PhoneKey};
use meter_report::html::ChannelPage;
use meter_report::mask::Mask;
use meter_score::portrait::{HourOfWeek, OpenPerson, Portrait};
use meter_score::{Alone, EachRating, OfValue, Parameter, Rating, Stability};

use super::parsed::words;
use super::{assert_told, page, read, written};
use crate::sample::{AS_OF, young};

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
fn persons_are_listed_as_they_are_or_masked() {
    let mut masked = portrait();
    Mask::On.portrait(&mut masked);
    let page = page(young(), Some(masked));
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
    let shown = words(&written(&ChannelPage { portrait: Some(portrait()), mask: Mask::Off, ..page.clone() }));
    for person in ["Amelia Hughes", "+447700900123", "LID 123456789012367", "+44 7700 900456"] {
        assert!(shown.contains(person), "{person}");
        assert!(!written(&page).contains(person), "{person}");
    }
    assert!(!shown.contains("are masked"));
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
