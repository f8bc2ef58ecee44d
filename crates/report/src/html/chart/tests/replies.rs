//! The reply curve.

use meter_score::Policy;
use meter_score::portrait::{Portrait, ReplyCurve};

use super::document::{check, elements, marks, number, parsed, points, texts};
use super::sample::{HOUR, curve, nothing};
use crate::html::chart::Figure;
use crate::html::chart::replies::figure;
use crate::html::palette::{BAND, INK, LIMIT, SERIES_1};

/// The plot is 574 wide from 58 on, and 200 high from 230 upwards.
const LEFT: i32 = 58;
const BOTTOM: i32 = 230;

fn drawn(replies: ReplyCurve) -> Figure {
    let figure = figure(&Portrait { replies: Some(replies), ..nothing() }, &Policy::default()).unwrap();
    check(&figure);
    figure
}

/// Corners of the curve, from the left and from the bottom of the plot.
fn staircase(figure: &Figure) -> Vec<(i32, i32)> {
    let document = parsed(figure);
    let line = elements(&document, "polyline", "stroke", SERIES_1.light)[0];
    points(line).into_iter().map(|(x, y)| (x - LEFT, BOTTOM - y)).collect()
}

#[test]
fn it_jumps_at_each_step_and_is_level_between_them() {
    // A quarter of the delays is half of a square-root scale, a sixteenth a quarter.
    let figure = drawn(curve(&[(9.0, 0.25), (36.0, 0.5)]));
    assert_eq!(staircase(&figure), [(0, 0), (143, 0), (143, 50), (287, 50), (287, 100), (574, 100)]);
}

#[test]
fn steps_too_small_to_be_seen_make_no_corners() {
    let steps: Vec<(f64, f64)> =
        (1..=200).map(|step| (70.0 + f64::from(step) / 1000.0, f64::from(step) / 200.0)).collect();
    let figure = drawn(curve(&steps));
    assert!(staircase(&figure).len() <= 8, "{:?}", staircase(&figure));
    assert!(marks(&parsed(&figure)).len() <= 3);
}

#[test]
fn the_horizon_is_marked_with_the_rate_there() {
    let figure = drawn(curve(&[(1.0, 0.2), (72.0, 0.4), (72.1, 0.9)]));
    let document = parsed(&figure);
    // The square root of a half of 574, rounded down.
    let horizon = elements(&document, "rect", "fill", INK.light)[0];
    assert_eq!(number(horizon, "x") - LEFT, 405);
    assert_eq!(texts(&document).iter().filter(|text| *text == "40 % within 3 days").count(), 1);
    let dot = elements(&document, "circle", "fill", SERIES_1.light)[0];
    assert_eq!([number(dot, "cx") - LEFT, BOTTOM - number(dot, "cy")], [405, 80]);
    assert_eq!(
        figure.summary,
        "Within 3 days 40 % of the outreaches are answered (95 % interval 32 to 48 %), half of these within 1 h; within 6 \
         days 90 % are. Every person counts once, and outreaches that are still pending count as long as they wait."
    );
}

#[test]
fn the_band_is_around_the_curve() {
    let figure = drawn(curve(&[(36.0, 0.5)]));
    let document = parsed(&figure);
    let band = points(elements(&document, "polygon", "fill", BAND.light)[0]);
    let heights: Vec<i32> = band.into_iter().map(|(_, y)| BOTTOM - y).collect();
    assert_eq!(heights, [0, 0, 84, 84, 116, 116, 0, 0]);
}

#[test]
fn hours_and_days_are_in_their_order() {
    let figure = drawn(curve(&[(36.0, 0.5)]));
    let texts = texts(&parsed(&figure));
    let delays: Vec<&String> = texts.iter().skip_while(|text| *text != "0").take(9).collect();
    assert_eq!(delays, ["0", "6 days", "4 days", "3 days", "2 days", "1 day", "12 h", "6 h", "3 h"]);
    assert!(texts.contains(&"from the outreach to the answer, on a square-root scale".to_owned()));
}

#[test]
fn nobody_answered() {
    let figure = drawn(curve(&[]));
    assert_eq!(staircase(&figure), [(0, 0), (574, 0)]);
    assert_eq!(figure.summary, "No outreach was answered within 3 days.");
    assert_eq!(figure.table.rows, [["6 days", "518400", "0 %", ""]]);
    assert_eq!(marks(&parsed(&figure)), ["Nobody answered"]);
    let late = drawn(curve(&[(100.0, 0.3)]));
    assert_eq!(late.summary, "No outreach was answered within 3 days; within 6 days 30 % were.");
    assert!(texts(&parsed(&late)).contains(&"0 % within 3 days".to_owned()));
}

#[test]
fn the_rows_are_the_steps() {
    let figure = drawn(curve(&[(0.25, 0.2), (50.0, 0.4)]));
    assert_eq!(figure.table.columns, ["Within", "Seconds", "Answered", "95 % interval"]);
    assert_eq!(figure.table.rows[0], ["15 min", "900", "20 %", "12 to 28 %"]);
    assert_eq!(figure.table.rows[1], ["2 days", "180000", "40 %", "32 to 48 %"]);
    let told = marks(&parsed(&figure));
    assert_eq!(told[0], "Nobody answered earlier");
    assert_eq!(told[2], "Within 2 days: 40 % answered (32 to 48 %)");
}

#[test]
fn any_horizon_has_a_scale() {
    for hours in [1, 5, 24 * 365, 876_600] {
        let horizon_seconds = hours * HOUR;
        let figure =
            drawn(ReplyCurve { horizon_seconds, end_seconds: 2 * horizon_seconds, ..curve(&[(0.01, 0.3)]) });
        assert_eq!(elements(&parsed(&figure), "polyline", "stroke", LIMIT.light).len(), 2);
    }
    assert_eq!(figure(&nothing(), &Policy::default()), None);
}
