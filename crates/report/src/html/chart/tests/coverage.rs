//! Coverage over time.

use chrono_tz::Tz;
use meter_score::Policy;
use meter_score::portrait::Portrait;

use super::document::{check, elements, marks, parsed, points, texts};
use super::sample::{day, nothing, rated};
use crate::html::chart::Figure;
use crate::html::chart::coverage::figure;
use crate::html::palette::{BAND, LIMIT, SERIES_1};

/// Known of reached persons on each day, the latest being that of as-of.
fn drawn(days: &[Option<[u64; 2]>]) -> Option<Figure> {
    let back = |index: usize| i64::try_from(days.len() - 1 - index).unwrap();
    let days = days.iter().enumerate();
    let days = days.map(|(index, coverage)| day(back(index), rated([2, 3, 2, 2], 90, *coverage, None)));
    figure(&Portrait { days: days.collect(), ..nothing() }, &Policy::default(), Tz::UTC).inspect(check)
}

/// Heights of the corners of each line, above the bottom of the plot, which is 200 high.
fn lines(figure: &Figure) -> Vec<Vec<i32>> {
    let document = parsed(figure);
    let lines = elements(&document, "polyline", "stroke", SERIES_1.light);
    lines.into_iter().map(|line| points(line).into_iter().map(|(_, y)| 214 - y).collect()).collect()
}

#[test]
fn a_higher_coverage_is_drawn_higher() {
    let figure = drawn(&[Some([2, 10]), Some([6, 10]), Some([2, 10]), Some([10, 10])]).unwrap();
    assert_eq!(lines(&figure), [[40, 120, 40, 200]]);
}

#[test]
fn days_that_are_alike_are_one_stretch() {
    let days = [vec![Some([2, 10]); 100], vec![Some([5, 10]); 100]].concat();
    let figure = drawn(&days).unwrap();
    assert_eq!(lines(&figure), [[40, 40, 100, 100]]);
    // as-of is the 200th day; the 101st is 99 days before it.
    assert_eq!(
        marks(&parsed(&figure)),
        ["2023-11-03 to 2024-02-10: 20 % (2 of 10)", "2024-02-11 to 2024-05-20: 50 % (5 of 10)"]
    );
    assert_eq!(
        figure.table.rows,
        [
            ["2023-11-03", "2024-02-10", "20 %", "10 to 30 %", "2", "10"],
            ["2024-02-11", "2024-05-20", "50 %", "40 to 60 %", "5", "10"],
        ]
    );
}

#[test]
fn a_year_of_changes_has_marks_that_can_be_pointed_at() {
    let days: Vec<_> = (0..366).map(|day| Some([day % 3, 10])).collect();
    let figure = drawn(&days).unwrap();
    let told = marks(&parsed(&figure));
    assert!(told.len() < 100, "{}", told.len());
    assert_eq!(told[0], "2023-05-21 to 2023-05-24: 0 to 20 %");
    assert_eq!(figure.table.rows.len(), 366);
}

#[test]
fn days_without_coverage_are_a_gap() {
    let figure = drawn(&[Some([2, 10]), Some([3, 10]), None, Some([3, 10]), Some([4, 10])]).unwrap();
    assert_eq!(lines(&figure), [[40, 60], [60, 80]]);
    let document = parsed(&figure);
    assert_eq!(elements(&document, "polygon", "fill", BAND.light).len(), 2);
    assert_eq!(marks(&document)[2], "2024-05-18: unknown");
}

#[test]
fn cuts_are_where_their_values_would_be() {
    let figure = drawn(&[Some([2, 10]), Some([5, 10])]).unwrap();
    let document = parsed(&figure);
    let cuts = elements(&document, "polyline", "stroke", LIMIT.light);
    let cuts: Vec<i32> = cuts.into_iter().map(|line| 214 - points(line)[0].1).collect();
    assert_eq!(cuts, lines(&figure)[0]);
    assert!(texts(&document).contains(&"3 from 50 %".to_owned()));
}

#[test]
fn it_says_how_it_went() {
    let figure = drawn(&[Some([4, 10]), Some([1, 10]), Some([9, 10]), Some([13, 20])]).unwrap();
    assert_eq!(
        figure.summary,
        "On 2024-05-20 13 of 20 persons written to in the window are in the address book, a coverage of 65 %, after 40 % \
         on 2024-05-17; the lowest was 10 % on 2024-05-18 and the highest 90 % on 2024-05-19. The rating is 2 from 20 % on \
         and 3 from 50 % on."
    );
    let figure = drawn(&[Some([1, 1])]).unwrap();
    assert!(figure.summary.starts_with(
        "On 2024-05-20 1 of 1 person written to in the window are in the address book, a coverage of 100 %. The"
    ));
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert_eq!(drawn(&[]), None);
    assert_eq!(drawn(&[None, None]), None);
}
