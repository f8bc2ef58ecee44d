//! All charts of one channel together, of a rich one and of a poor one.

use chrono_tz::Tz;
use meter_score::portrait::{HourOfWeek, Portrait};
use meter_score::timeline::{Point, RatingChange};
use meter_score::{
    Alone, EachRating, Metric, MetricPolicy, OfValue, Parameter, Policy, RatingKey, Stability,
};

use super::document::check;
use super::sample::{AS_OF, assessment, curve, day, each, lever, meeting, nothing, rated, week};
use crate::html::chart::{Figure, figures};

/// A number below `most` that looks like chance but is always the same.
pub(super) fn noise(seed: i64, most: i64) -> i64 {
    let mixed = (seed + 1).wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (mixed >> 33).rem_euclid(most)
}

fn days() -> Vec<Point> {
    let policy = Policy::default();
    let rate = |policy: &MetricPolicy, share: f64| u8::from(policy.rate(share));
    let point = |back: i64| {
        let age = 400 - back;
        if age < 40 {
            return day(back, rated([1, 1, 1, 1], age, None, None));
        }
        let reached = 60 + noise(back / 3, 40);
        let known = reached * (25 + (366 - back) / 9 + noise(back, 6)) / 100;
        let coverage = [known, reached].map(|number| u64::try_from(number).unwrap());
        let share = known as f64 / reached as f64;
        let chats = 0.22 + 0.12 * (back as f64 / 40.0).sin() + noise(back, 4) as f64 / 100.0;
        let parts = [3, rate(&policy.contacts, share), rate(&policy.chats, chats)];
        let overall = (parts.iter().sum::<u8>() + 1) / 3;
        day(back, rated([overall, parts[0], parts[1], parts[2]], age, Some(coverage), Some(chats)))
    };
    (0..366).rev().map(point).collect()
}

fn changes(days: &[Point]) -> Vec<RatingChange> {
    let between = |pair: &[Point]| {
        let [before, after] = [&pair[0].rated, &pair[1].rated];
        let changed = RatingKey::ALL.into_iter().filter(|key| before.rating(*key) != after.rating(*key));
        let change = |key| RatingChange {
            as_of: pair[1].as_of,
            rating: key,
            from: before.rating(key),
            to: after.rating(key),
            cause: "Coverage rose from 48 % to 50 %; from 50 % on the rating is 3.".to_owned(),
        };
        changed.map(change).collect::<Vec<_>>()
    };
    days.windows(2).flat_map(between).collect()
}

fn hours() -> [[HourOfWeek; 24]; 7] {
    let hour = |weekday: i64, hour: i64| {
        let is_work = (8..19).contains(&hour) && weekday < 6;
        let busiest = if is_work { noise(weekday * 24 + hour, 26 + 8 * i64::from(weekday == 1)) } else { 0 };
        let busiest = u64::try_from(busiest).unwrap();
        HourOfWeek { sent: busiest * 3, busiest }
    };
    [0, 1, 2, 3, 4, 5, 6].map(|weekday| std::array::from_fn(|of| hour(weekday, i64::try_from(of).unwrap())))
}

fn stability() -> Stability {
    let alone = |parameter: Parameter| {
        let own = parameter.of(&Policy::default());
        let of_value = |sixths: u64| OfValue {
            value: own * sixths / 6,
            ratings: each(if sixths > 9 { [1, 3, 1, 3] } else { [2, 3, 2, 3] }),
        };
        Alone { parameter, own, values: [3, 4, 6, 9, 12].map(of_value).into() }
    };
    Stability {
        settings: 625,
        all_same: 412,
        same: EachRating {
            risk_factor: 530,
            life_time: 625,
            risk_factor_contacts: 498,
            risk_factor_chats: 571,
        },
        alone: Parameter::ALL.map(alone).into(),
    }
}

/// As much of everything as a portrait can have.
pub(super) fn rich() -> Portrait {
    let days = days();
    let step = |index: i64| {
        let hours = (index as f64 / 200.0).powi(3) * 140.0;
        (hours, 0.62 * (1.0 - (-f64::from(i32::try_from(index).unwrap()) / 60.0).exp()))
    };
    let steps: Vec<(f64, f64)> = (1..=200).map(step).collect();
    let rate = |back: i64| (back % 11 != 7).then(|| 0.1 + noise(back, 45) as f64 / 100.0);
    let contacts = |text: &str, after: f64, to: u8| lever(Metric::Contacts, text, [0.4, after], to);
    let chats = |text: &str, after: f64, to: u8| lever(Metric::Chats, text, [0.42, after], to);
    Portrait {
        changes: changes(&days),
        days,
        weeks: (0..26).rev().map(|back| week(back, rate(back))).collect(),
        replies: Some(curve(&steps)),
        meetings: (0..30)
            .rev()
            .map(|back| {
                let [known, unknown] = [noise(back, 5), noise(back + 100, 8)];
                meeting(back, u64::try_from(known).unwrap(), u64::try_from(unknown).unwrap())
            })
            .collect(),
        hours: hours(),
        levers: vec![
            contacts("Save all 60 unknown people", 1.0, 3),
            contacts("Save the 10 most recently reached unknown people", 0.5, 3),
            contacts(
                "Write to 20 more people, none of them in the address book, half of whom answer in time",
                0.333,
                2,
            ),
            chats("All 13 pending outreaches are answered", 0.53, 3),
            chats(
                "Write to 20 more people, none of them in the address book, of whom nobody at all answers in time",
                0.28,
                2,
            ),
            lever(Metric::LifeTime, "Wait 30 days", [20.0, 50.0], 3),
        ],
        stability: stability(),
        as_of: AS_OF,
        ..nothing()
    }
}

pub(super) fn all() -> Vec<Figure> {
    figures(&rich(), &assessment(44.0), &Policy::default(), Tz::UTC)
}

#[test]
fn all_charts_of_a_rich_channel_are_well_formed_and_small() {
    let figures = all();
    let ids: Vec<&str> = figures.iter().map(|figure| figure.id).collect();
    let expected = [
        "response-rate",
        "reply-curve",
        "coverage",
        "meetings",
        "hours",
        "rating-timeline",
        "levers",
        "stability",
    ];
    assert_eq!(ids, expected);
    figures.iter().for_each(check);
    let size: usize = figures.iter().map(|figure| figure.svg.len()).sum();
    assert!(
        size < 200_000,
        "{size} bytes: {:?}",
        figures.iter().map(|figure| (figure.id, figure.svg.len())).collect::<Vec<_>>()
    );
}

/// What is there after few days, without an address book.
fn poor() -> Vec<Figure> {
    let portrait = Portrait {
        address_book: false,
        days: (0..3).rev().map(|back| day(back, rated([1, 1, 1, 1], 3 - back, None, Some(0.1)))).collect(),
        weeks: vec![week(0, Some(0.4))],
        replies: Some(curve(&[(0.1, 0.2), (30.0, 0.4)])),
        meetings: vec![meeting(2, 0, 3), meeting(1, 0, 0), meeting(0, 1, 14)],
        ..nothing()
    };
    figures(&portrait, &assessment(44.0), &Policy::default(), Tz::Europe__Berlin)
}

#[test]
fn charts_of_a_poor_channel_are_well_formed() {
    let figures = poor();
    let ids: Vec<&str> = figures.iter().map(|figure| figure.id).collect();
    assert_eq!(ids, ["response-rate", "reply-curve", "meetings", "rating-timeline"]);
    figures.iter().for_each(check);
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert_eq!(figures(&nothing(), &assessment(0.0), &Policy::default(), Tz::UTC), []);
}
