//! Sweeps of one and of two variables.

use meter_score::Policy;
use meter_score::what_if::sweep::{Axis, Cell};

use super::document::{check, elements, marks, number, parsed, points, texts};
use super::sample::rated;
use crate::html::chart::{Figure, sweep};
use crate::html::palette::{GOOD_INDICATOR, NEEDS_ATTENTION, SERIES_1, SERIES_2, USE_CAUTION};

fn axes(texts: &[&str]) -> Vec<Axis> {
    texts.iter().map(|text| Axis::parse(text).unwrap()).collect()
}

/// With so many of 100 in the address book.
fn cell(at: Vec<u64>, known: u64, overall: u8) -> Cell {
    let contacts = u8::from(Policy::default().contacts.rate(known as f64 / 100.0));
    Cell { at, rated: rated([overall, 3, contacts, 2], 90, Some([known, 100]), Some(0.25)) }
}

fn saved(values: &[u64]) -> Figure {
    let cells: Vec<Cell> = values.iter().map(|saved| cell(vec![*saved], (10 + saved).min(100), 2)).collect();
    let figure = sweep(&axes(&["save=0..90:10"]), &cells);
    check(&figure);
    figure
}

#[test]
fn one_variable_has_lines_and_lanes() {
    let figure = saved(&[0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
    let document = parsed(&figure);
    // The plot is 160 high, 10 to 100 % of which are covered.
    let coverage = points(elements(&document, "polyline", "stroke", SERIES_1.light)[0]);
    let replies = points(elements(&document, "polyline", "stroke", SERIES_2.light)[0]);
    assert_eq!([174 - coverage[0].1, 174 - coverage.last().unwrap().1], [16, 160]);
    assert_eq!(replies.iter().map(|(_, y)| 174 - y).collect::<Vec<_>>(), [40, 40]);
    // The address book is 1 below 20 %, 2 below 50 %: one, three and six of ten values.
    let width = |colour| {
        elements(&document, "rect", "fill", colour).into_iter().map(|run| number(run, "width") + 1).min()
    };
    let [low, middle, high] =
        [USE_CAUTION, NEEDS_ATTENTION, GOOD_INDICATOR].map(|colour| width(colour.light).unwrap());
    assert!((middle - 3 * low).abs() <= 2 && (high - 6 * low).abs() <= 4, "{low} {middle} {high}");
    assert!(texts(&document).contains(&"coverage 100 %".to_owned()));
    assert!(texts(&document).contains(&"people saved".to_owned()));
    assert_eq!(
        marks(&document)[1],
        "10 people saved: Overall 2, Age of the number 3, Address book 2, Response rate 2; coverage 20 %; response rate 25 %"
    );
}

#[test]
fn it_says_where_it_begins_and_where_it_leads() {
    let cells =
        [cell(vec![0, 0], 10, 1), cell(vec![0, 5], 10, 2), cell(vec![9, 0], 10, 2), cell(vec![9, 5], 60, 3)];
    let figure = sweep(&axes(&["save=0..9:9", "answer=0..5:5"]), &cells);
    assert_eq!(figure.title, "What if: people saved and outreaches answered");
    assert_eq!(
        figure.summary,
        "With 0 people saved and 0 outreaches answered the overall rating is 1, with 9 people saved and 5 outreaches \
         answered it is 3. Of 4 cases it is 1 in 1, 2 in 2, 3 in 1."
    );
    assert_eq!(figure.table.columns[..3], ["people saved", "outreaches answered", "Overall"]);
    assert_eq!(figure.table.rows[3], ["9", "5", "3", "3", "3", "2", "60 %", "25 %"]);
}

#[test]
fn rows_that_are_alike_are_one() {
    let figure = saved(&[90, 100, 110]);
    assert_eq!(figure.table.rows, [["90 to 110", "2", "3", "3", "2", "100 %", "25 %"]]);
}

#[test]
fn two_variables_have_a_map_of_the_overall_rating() {
    let cells =
        [cell(vec![0, 0], 10, 1), cell(vec![0, 5], 10, 2), cell(vec![9, 0], 10, 2), cell(vec![9, 5], 60, 3)];
    let figure = sweep(&axes(&["save=0..9:9", "answer=0..5:5"]), &cells);
    check(&figure);
    let document = parsed(&figure);
    let places = |colour| {
        let places = elements(&document, "rect", "fill", colour).into_iter();
        places.map(|place| [number(place, "x"), number(place, "y")]).collect::<Vec<_>>()
    };
    let [low, middle, high] =
        [USE_CAUTION, NEEDS_ATTENTION, GOOD_INDICATOR].map(|colour| places(colour.light));
    // More answers are to the right, more saved people above.
    assert!(low[0][0] < high[0][0] && low[0][1] > high[0][1]);
    assert_eq!(middle, [[high[0][0], low[0][1]], [low[0][0], high[0][1]]]);
    let digits: Vec<String> =
        texts(&document).into_iter().filter(|text| ["1", "2", "3"].contains(&text.as_str())).collect();
    assert_eq!(digits, ["1", "2", "2", "3"]);
    assert_eq!(
        marks(&document)[3],
        "9 people saved, 5 outreaches answered: Overall 3, Age of the number 3, Address book 3, Response rate 2"
    );
}

#[test]
fn a_large_map_shares_places_and_shows_the_lowest() {
    let side = 100_u64;
    let overall = |at: [u64; 2]| if at == [57, 83] { 1 } else { 3 };
    let all = (0..side).flat_map(|save| (0..side).map(move |answer| [save, answer]));
    let cells: Vec<Cell> = all.map(|at| cell(at.to_vec(), 50, overall(at))).collect();
    let figure = sweep(&axes(&["save=0..99", "answer=0..99"]), &cells);
    check(&figure);
    let document = parsed(&figure);
    assert_eq!(elements(&document, "rect", "fill", USE_CAUTION.light).len(), 1);
    assert!(figure.svg.len() < 100_000, "{}", figure.svg.len());
    let worst: Vec<String> = marks(&document).into_iter().filter(|text| text.contains("overall 1")).collect();
    // Seven rows and five columns share a place.
    assert_eq!(worst, ["56 to 62 people saved, 80 to 84 outreaches answered: overall 1 or more"]);
}

#[test]
fn a_long_line_is_small_and_its_table_says_that_it_is_cut() {
    let cells: Vec<Cell> = (0..20_000).map(|saved| cell(vec![saved], saved % 100, 2)).collect();
    let figure = sweep(&axes(&["save=0..19999"]), &cells);
    check(&figure);
    assert!(figure.svg.len() < 60_000, "{}", figure.svg.len());
    assert_eq!(figure.table.rows.len(), 500);
    assert!(figure.summary.ends_with("The table has the first 500 rows; the sweep as CSV or JSON has all."));
}

#[test]
fn a_single_value_is_drawn() {
    let figure = sweep(&axes(&["save=3..3"]), &[cell(vec![3], 40, 2)]);
    check(&figure);
    let document = parsed(&figure);
    assert_eq!(elements(&document, "circle", "fill", SERIES_1.light).len(), 1);
}
