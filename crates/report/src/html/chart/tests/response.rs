//! The response rate by week.

use chrono_tz::Tz;
use meter_score::Policy;

use super::super::response::figure;
use super::document::{check, elements, marks, number, parsed, points, texts};
use super::sample::{nothing, week};
use crate::html::chart::Figure;
use crate::html::palette::{BAND, BAND_EDGE, LIMIT, SERIES_1};

fn drawn(rates: &[Option<f64>]) -> Figure {
    let weeks = rates.iter().rev().enumerate().rev();
    let weeks = weeks.map(|(back, rate)| week(i64::try_from(back).unwrap(), *rate)).collect();
    let portrait = meter_score::portrait::Portrait { weeks, ..nothing() };
    figure(&portrait, &Policy::default(), Tz::UTC).unwrap()
}

/// Heights of the dots above the bottom of the plot.
fn heights(figure: &Figure) -> Vec<i32> {
    let document = parsed(figure);
    elements(&document, "circle", "fill", SERIES_1.light)
        .into_iter()
        .map(|dot| 214 - number(dot, "cy"))
        .collect()
}

#[test]
fn a_higher_rate_is_drawn_higher() {
    let figure = drawn(&[Some(0.2), Some(0.6), Some(0.2), Some(1.0), Some(0.0)]);
    check(&figure);
    // The plot is 200 high.
    assert_eq!(heights(&figure), [40, 120, 40, 200, 0]);
}

#[test]
fn cuts_are_where_their_values_would_be() {
    let figure = drawn(&[Some(0.15), Some(0.3)]);
    let document = parsed(&figure);
    let lines = elements(&document, "polyline", "stroke", LIMIT.light);
    let cuts: Vec<i32> = lines.iter().map(|line| 214 - points(*line)[0].1).collect();
    assert_eq!(cuts, heights(&figure));
    assert!(lines.iter().all(|line| line.attribute("stroke-dasharray").is_some()));
    assert!(texts(&document).contains(&"2 from 15 %".to_owned()), "{:?}", texts(&document));
    assert!(texts(&document).contains(&"3 from 30 %".to_owned()));
}

#[test]
fn a_week_without_outreach_is_a_gap() {
    let figure = drawn(&[Some(0.2), Some(0.3), None, Some(0.4), Some(0.5), Some(0.6)]);
    let document = parsed(&figure);
    let lines = elements(&document, "polyline", "stroke", SERIES_1.light);
    let lengths: Vec<usize> = lines.iter().map(|line| points(*line).len()).collect();
    assert_eq!(lengths, [2, 3]);
    assert_eq!(heights(&figure).len(), 5);
    assert_eq!(marks(&document)[2], "2024-04-23 to 2024-04-29: no outreach");
    assert_eq!(texts(&document).iter().filter(|text| *text == "0").count(), 1, "nobody in that week");
}

#[test]
fn intervals_are_whiskers_of_few_weeks_and_a_band_of_many() {
    let few = drawn(&[Some(0.2); 8]);
    let document = parsed(&few);
    assert!(elements(&document, "polygon", "fill", BAND.light).is_empty());
    // One upright and two ends each.
    assert_eq!(elements(&document, "polyline", "stroke", BAND_EDGE.light).len(), 24);
    let many = drawn(&[Some(0.2); 9]);
    let document = parsed(&many);
    let bands = elements(&document, "polygon", "fill", BAND.light);
    let [band] = bands[..] else { panic!("{} bands", bands.len()) };
    let heights: Vec<i32> = points(band).into_iter().map(|(_, y)| 214 - y).collect();
    // From 10 % to 30 %.
    assert_eq!(heights, [20, 20, 60, 60]);
}

#[test]
fn it_says_what_the_latest_week_was() {
    let figure = drawn(&[Some(0.2), None, Some(0.5), Some(0.35)]);
    assert_eq!(
        figure.summary,
        "In the week 2024-05-14 to 2024-05-20 the response rate was 35 % (95 % interval 25 to 45 %, 20 persons, \
         3 of 22 outreaches pending). The lowest week had 20 %, the highest 50 %. 3 of 4 weeks had an outreach. \
         The rating is 2 from 15 % on and 3 from 30 % on."
    );
    assert_eq!(
        figure.table.rows[3],
        ["2024-05-14", "2024-05-20", "35 %", "25 to 45 %", "20", "22", "7", "3"]
    );
    assert_eq!(figure.table.rows[1], ["2024-04-30", "2024-05-06", "", "", "0", "0", "0", "0"]);
    assert_eq!(
        marks(&parsed(&figure))[3],
        "2024-05-14 to 2024-05-20: 35 % (25 to 45 %), 20 persons, 22 outreaches, 7 answered, 3 pending"
    );
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert_eq!(figure(&nothing(), &Policy::default(), Tz::UTC), None);
    let portrait = meter_score::portrait::Portrait { weeks: vec![week(0, None)], ..nothing() };
    assert_eq!(figure(&portrait, &Policy::default(), Tz::UTC), None);
}
