//! How the values of a metric are spread over a fleet.

use meter_score::{Metric, Policy, Rating};

use super::document::{check, elements, marks, number, parsed, points, texts};
use crate::fleet::{Member, Summary};
use crate::html::chart::{Figure, distribution};
use crate::html::palette::{self, LIMIT};

/// A channel whose metrics all have a value, and the rating that the default policy gives to it, or `rating`.
fn member(metric: Metric, value: Option<f64>, rating: Option<Rating>) -> Member {
    let policy = Policy::default();
    let cuts = policy.metric(metric);
    let rating = rating.unwrap_or_else(|| value.map_or(Rating::UseCaution, |value| cuts.rate(value)));
    Member {
        channel: "one".to_owned(),
        overall: rating,
        ratings: [rating; 3],
        values: [value; 3],
        weakest: metric,
        reason: None,
    }
}

fn drawn(metric: Metric, members: &[Member]) -> Option<Figure> {
    let policy = Policy::default();
    let figure = distribution(metric, members, &Summary::of(members), policy.metric(metric))?;
    check(&figure);
    Some(figure)
}

fn of(metric: Metric, values: &[f64]) -> Figure {
    let members: Vec<Member> = values.iter().map(|value| member(metric, Some(*value), None)).collect();
    drawn(metric, &members).unwrap()
}

/// The ranges of the bins with channels, and how many have each rating.
fn table(figure: &Figure) -> Vec<Vec<&str>> {
    figure.table.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect()
}

#[test]
fn shares_fall_into_bins_of_five_percent() {
    // 30 % is where a bin begins, though 3 · 0.1 is not 0.3; all of 100 % belongs to the last.
    let figure = of(Metric::Contacts, &[0.0, 0.049, 0.05, 0.1 + 0.2, 0.1 * 3.0 - 1e-12, 0.32, 0.95, 1.0]);
    assert_eq!(
        table(&figure),
        [
            ["0 to under 5 %", "2", "2", "0", "0"],
            ["5 to under 10 %", "1", "1", "0", "0"],
            ["30 to under 35 %", "3", "0", "3", "0"],
            ["95 to 100 %", "2", "0", "0", "2"],
        ]
    );
    let told = marks(&parsed(&figure));
    assert_eq!(told[0], "0 to under 5 %: 2 channels (2 Use Caution)");
    assert_eq!(told.len(), 4);
}

#[test]
fn ages_fall_into_bins_that_grow() {
    let figure = of(Metric::LifeTime, &[0.0, 2.0, 6.0, 7.0, 29.0, 30.0, 59.0, 364.0, 365.0, 4_000.0]);
    assert_eq!(
        table(&figure),
        [
            ["0 days", "1", "1", "0", "0"],
            ["1 to 2 days", "1", "1", "0", "0"],
            ["3 to 6 days", "1", "1", "0", "0"],
            ["7 to 13 days", "1", "0", "1", "0"],
            ["14 to 29 days", "1", "0", "1", "0"],
            ["30 to 59 days", "2", "0", "0", "2"],
            ["180 to 364 days", "1", "0", "0", "1"],
            ["365 to 729 days", "1", "0", "0", "1"],
            ["from 1825 days on", "1", "0", "0", "1"],
        ]
    );
}

/// The plot is 142 high and its scale ends at 6, where a bin has four; bars of one bin stand on one another, the lowest rating at the bottom.
#[test]
fn bars_are_as_high_as_their_counts() {
    let rated = |rating| member(Metric::Chats, Some(0.4), Some(rating));
    let [one, two] = [Rating::UseCaution, Rating::NeedsAttention].map(rated);
    let figure = drawn(Metric::Chats, &[two.clone(), one, two.clone(), two]).unwrap();
    let document = parsed(&figure);
    let bar = |rating| {
        let bars = elements(&document, "rect", "fill", palette::of(rating).light);
        assert_eq!(bars.len(), 1);
        [number(bars[0], "y"), number(bars[0], "height")]
    };
    let of = |channels: i32| (142 * channels + 3) / 6;
    let near =
        |[y, height]: [i32; 2], [top, tall]: [i32; 2]| (y - top).abs() <= 1 && (height - tall).abs() <= 1;
    assert!(near(bar(Rating::UseCaution), [176 - of(1), of(1)]), "{:?}", bar(Rating::UseCaution));
    assert!(near(bar(Rating::NeedsAttention), [176 - of(4), of(3)]), "{:?}", bar(Rating::NeedsAttention));
    assert!(texts(&document).contains(&"6".to_owned()));
}

#[test]
fn cuts_stand_where_their_values_are() {
    let cuts = |figure: &Figure| {
        let document = parsed(figure);
        let lines = elements(&document, "polyline", "stroke", LIMIT.light);
        let places: Vec<i32> = lines.iter().map(|line| points(*line)[0].0).collect();
        (places, texts(&document).into_iter().filter(|text| text.contains("from")).collect::<Vec<_>>())
    };
    // The plot is 298 wide from 40 on: 20 % are 59.6, 50 % are 149.
    let (places, labels) = cuts(&of(Metric::Contacts, &[0.5]));
    assert_eq!((places, labels), (vec![99, 189], vec!["2 from 20 %".to_owned(), "3 from 50 %".to_owned()]));
    // 7 days begin the fourth of twelve bins, 30 days the sixth.
    let (places, labels) = cuts(&of(Metric::LifeTime, &[5.0]));
    let bin = |bins: i32| 40 + 298 * bins / 12;
    assert!((places[0] - bin(3)).abs() <= 1 && (places[1] - bin(5)).abs() <= 1, "{places:?}");
    assert_eq!(labels, ["2 from 7 d", "3 from 30 d"]);
}

#[test]
fn words_tell_what_the_drawing_shows() {
    let mut members: Vec<Member> =
        [0.1, 0.2, 0.3, 0.4, 0.5].map(|value| member(Metric::Contacts, Some(value), None)).into();
    members.push(member(Metric::Contacts, None, None));
    assert_eq!(
        drawn(Metric::Contacts, &members).unwrap().summary,
        "Half of 5 values lie between 20 % and 40 %, the median is 30 %; the lowest is 10 % and the highest 50 %. \
         The rating is 2 from 20 % on and 3 from 50 % on. 1 channel has no data."
    );
    let one = of(Metric::LifeTime, &[12.0]).summary;
    assert_eq!(
        one,
        "One channel has a value, 12 days. The rating is 2 from 7 days on and 3 from 30 days on."
    );
    assert_eq!(drawn(Metric::Chats, &[member(Metric::Chats, None, None)]), None);
    assert_eq!(drawn(Metric::Chats, &[]), None);
}
