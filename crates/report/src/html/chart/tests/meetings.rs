//! New persons a day.

use chrono_tz::Tz;
use meter_score::portrait::{Meeting, Portrait};
use meter_score::{Policy, SignalLimits};

use super::document::{check, elements, marks, number, parsed, points, texts};
use super::sample::{meeting, nothing};
use crate::html::chart::Figure;
use crate::html::chart::meetings::figure;
use crate::html::palette::{LIMIT, SERIES_1, SERIES_2, USE_CAUTION};

fn of(meetings: Vec<Meeting>, address_book: bool) -> Figure {
    let portrait = Portrait { meetings, address_book, ..nothing() };
    let figure = figure(&portrait, &Policy::default(), Tz::UTC).unwrap();
    check(&figure);
    figure
}

/// Known and unknown persons of each day, the latest being that of as-of.
fn drawn(days: &[[u64; 2]], address_book: bool) -> Figure {
    let back = |index: usize| i64::try_from(days.len() - 1 - index).unwrap();
    let days = days.iter().enumerate();
    of(days.map(|(index, [known, unknown])| meeting(back(index), *known, *unknown)).collect(), address_book)
}

/// Bottom and height of each bar of a colour, from the bottom of the plot.
fn bars(figure: &Figure, colour: &'static str) -> Vec<[i32; 2]> {
    let document = parsed(figure);
    let bars = elements(&document, "rect", "fill", colour).into_iter().filter(|bar| number(*bar, "y") > 36);
    bars.map(|bar| [222 - number(bar, "y") - number(bar, "height"), number(bar, "height")]).collect()
}

#[test]
fn bars_are_as_high_as_their_numbers_and_stand_on_one_another() {
    let figure = drawn(&[[0, 2], [4, 0], [4, 2], [0, 0]], true);
    // The scale ends at 8, as the limit of 5 and at most 6 are below it; the plot is 186 high.
    let of = |persons: i32| 186 * persons / 8;
    assert_eq!(bars(&figure, SERIES_2.light), [[0, of(2)], [0, of(2)]]);
    assert_eq!(bars(&figure, SERIES_1.light), [[0, of(4)], [of(2), of(4)]]);
}

#[test]
fn the_limit_is_as_high_as_a_bar_of_so_many_unknown_persons() {
    let figure = drawn(&[[0, 5], [3, 6]], true);
    let document = parsed(&figure);
    let limit = points(elements(&document, "polyline", "stroke", LIMIT.light)[0]);
    assert_eq!(222 - limit[0].1, bars(&figure, SERIES_2.light)[0][1]);
    assert!(texts(&document).contains(&"limit 5".to_owned()));
    // Five are not beyond the limit, six are.
    assert_eq!(elements(&document, "polygon", "fill", USE_CAUTION.light).len(), 1);
}

#[test]
fn without_an_address_book_there_is_one_series_and_no_limit() {
    let figure = drawn(&[[2, 3], [0, 40]], false);
    let document = parsed(&figure);
    assert!(bars(&figure, SERIES_2.light).is_empty());
    assert_eq!(bars(&figure, SERIES_1.light).len(), 2);
    assert!(elements(&document, "polyline", "stroke", LIMIT.light).is_empty());
    assert!(elements(&document, "polygon", "fill", USE_CAUTION.light).is_empty());
    assert!(texts(&document).iter().any(|text| text.contains("without an address book")));
    assert_eq!(
        figure.summary,
        "45 new persons in 2 days, at most 40 on one (2024-05-20). Without an address book nobody is known to be unknown."
    );
    assert_eq!(figure.table.rows, [["2024-05-19", "2024-05-19", "5"], ["2024-05-20", "2024-05-20", "40"]]);
}

#[test]
fn it_says_how_many_and_how_many_days_are_beyond() {
    let figure = drawn(&[[1, 6], [2, 0], [0, 9]], true);
    assert_eq!(
        figure.summary,
        "18 new persons in 3 days, 15 of them not in the address book, at most 9 on one day (2024-05-20). The \
         limit is 5 of these a day; 2 days are beyond it."
    );
    assert_eq!(marks(&parsed(&figure))[0], "2024-05-18: 6 not in the address book, 1 in it");
    assert_eq!(figure.table.rows[0], ["2024-05-18", "2024-05-18", "6", "1"]);
    let known = drawn(&[[1, 0]], true);
    assert_eq!(
        known.summary,
        "1 new person in 1 day, 0 of them not in the address book. The limit is 5 of these a day; no day is \
         beyond it."
    );
}

#[test]
fn a_long_window_shares_bars_and_hides_no_bad_day() {
    let day = |back: i64| meeting(back, 0, if back == 377 { 12 } else { 1 });
    let figure = of((0..1000).rev().map(day).collect(), true);
    let document = parsed(&figure);
    let told = marks(&document);
    assert!(told.len() <= 140, "{}", told.len());
    let worst: Vec<&String> = told.iter().filter(|text| text.contains(": 12 not")).collect();
    assert_eq!(worst, ["2023-05-09: 12 not in the address book, 0 in it, the most of several days"]);
    assert_eq!(elements(&document, "polygon", "fill", USE_CAUTION.light).len(), 1);
}

#[test]
fn another_policy_has_another_limit() {
    let signals = SignalLimits { new_unknown_persons_per_day: 20.0, ..SignalLimits::default() };
    let policy = Policy { signals, ..Policy::default() };
    let portrait = Portrait { meetings: vec![meeting(0, 0, 2)], ..nothing() };
    let figure = figure(&portrait, &policy, Tz::UTC).unwrap();
    assert!(texts(&parsed(&figure)).contains(&"limit 20".to_owned()));
}

#[test]
fn nothing_is_drawn_of_nothing() {
    let portrait = Portrait { meetings: vec![meeting(1, 0, 0), meeting(0, 0, 0)], ..nothing() };
    assert_eq!(figure(&portrait, &Policy::default(), Tz::UTC), None);
    assert_eq!(figure(&nothing(), &Policy::default(), Tz::UTC), None);
}
