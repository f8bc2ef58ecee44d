//! Messages by hour of the week.

use meter_score::portrait::{HourOfWeek, Portrait};
use meter_score::{Policy, SignalLimits};

use super::document::{check, elements, marks, number, parsed, texts};
use super::sample::{assessment, nothing};
use crate::html::chart::Figure;
use crate::html::chart::hours::figure;
use crate::html::palette::{RAMP, SURFACE, USE_CAUTION};

/// Where the legend begins.
const LEGEND: i32 = 220;

/// The busiest hours at weekdays and hours; three times as much in all of them together.
fn drawn(busiest: &[(usize, usize, u64)], policy: &Policy) -> Option<Figure> {
    let mut portrait = nothing();
    for &(weekday, hour, busiest) in busiest {
        portrait.hours[weekday][hour] = HourOfWeek { sent: 3 * busiest, busiest };
    }
    figure(&portrait, &assessment(44.0), policy).inspect(check)
}

/// Left and top of each hour of a colour.
fn places(figure: &Figure, colour: &'static str) -> Vec<[i32; 2]> {
    let document = parsed(figure);
    let hours = elements(&document, "rect", "fill", colour).into_iter();
    let place = |hour| [number(hour, "x"), number(hour, "y")];
    hours.map(place).filter(|[_, top]| *top < LEGEND).collect()
}

#[test]
fn colours_go_up_to_the_limit_in_six_equal_steps() {
    let hours = [(0, 0, 1), (0, 1, 5), (0, 2, 6), (0, 3, 10), (0, 4, 26), (0, 5, 30), (0, 6, 31)];
    let figure = drawn(&hours, &Policy::default()).unwrap();
    let counts = RAMP.map(|step| places(&figure, step.light).len());
    assert_eq!(counts, [2, 2, 0, 0, 0, 2]);
    assert_eq!(places(&figure, USE_CAUTION.light).len(), 1);
}

#[test]
fn hours_are_columns_and_days_are_rows() {
    let at = |weekday, hour| {
        let figure = drawn(&[(weekday, hour, 1)], &Policy::default()).unwrap();
        places(&figure, RAMP[0].light)[0]
    };
    let [left, top] = at(0, 0);
    assert_eq!(at(0, 5), [left + 5 * 28, top]);
    assert_eq!(at(3, 0), [left, top + 3 * 26]);
    assert_eq!(at(6, 23), [left + 23 * 28, top + 6 * 26]);
}

#[test]
fn what_is_beyond_the_limit_has_a_number_and_a_shape() {
    let figure = drawn(&[(1, 9, 44), (1, 10, 30)], &Policy::default()).unwrap();
    let document = parsed(&figure);
    assert_eq!(texts(&document).iter().filter(|text| *text == "44").count(), 1);
    // One in the map, and one in the legend.
    assert_eq!(elements(&document, "polygon", "fill", SURFACE.light).len(), 2);
    assert!(texts(&document).contains(&"beyond the limit of 30 messages an hour".to_owned()));
}

#[test]
fn it_says_when_the_busiest_hour_is() {
    let figure = drawn(&[(1, 9, 41), (4, 23, 7)], &Policy::default()).unwrap();
    assert_eq!(
        figure.summary,
        "144 messages went out in 2 of the 168 hours of the week. The busiest hour had 41 (Tuesday 09:00 to 10:00). The \
         limit is 30 an hour; one hour of the week is beyond it. An hour that begins at any minute had up to 44, \
         which is what the signal counts."
    );
    assert_eq!(
        figure.table.rows,
        [["Tuesday 09:00 to 10:00", "123", "41"], ["Friday 23:00 to 24:00", "21", "7"]]
    );
    assert_eq!(
        marks(&parsed(&figure)),
        [
            "Tuesday 09:00 to 10:00: 123 messages, at most 41 in one hour",
            "Friday 23:00 to 24:00: 21 messages, at most 7 in one hour",
        ]
    );
    let busier = drawn(&[(1, 9, 44)], &Policy::default()).unwrap();
    assert!(busier.summary.ends_with("one hour of the week is beyond it."), "{}", busier.summary);
}

#[test]
fn a_small_limit_has_only_the_steps_that_whole_numbers_have() {
    let with = |limit: f64| Policy {
        signals: SignalLimits { outbound_per_hour: limit, ..SignalLimits::default() },
        ..Policy::default()
    };
    let swatches = |limit: f64| {
        let figure = drawn(&[(0, 0, 9)], &with(limit)).unwrap();
        let document = parsed(&figure);
        RAMP.map(|step| elements(&document, "rect", "fill", step.light).len()).iter().sum::<usize>()
    };
    // Nine are beyond both limits, so that all of these are in the legend.
    assert_eq!(swatches(2.0), 2);
    assert_eq!(swatches(0.0), 0);
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert_eq!(drawn(&[], &Policy::default()), None);
    assert_eq!(figure(&Portrait { ..nothing() }, &assessment(0.0), &Policy::default()), None);
}
