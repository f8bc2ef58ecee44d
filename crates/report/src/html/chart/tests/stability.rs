//! How much the ratings depend on the policy.

use meter_score::portrait::Portrait;
use meter_score::{Alone, EachRating, OfValue, Parameter, Stability};

use super::document::{check, elements, marks, number, parsed};
use super::sample::{each, nothing};
use crate::html::chart::stability::figure;
use crate::html::palette::SERIES_1;

fn portrait() -> Portrait {
    let of_value = |value, ratings| OfValue { value, ratings: each(ratings) };
    let alone = Alone {
        parameter: Parameter::WindowDays,
        own: 30,
        values: vec![of_value(15, [1, 3, 1, 2]), of_value(30, [2, 3, 2, 2])],
    };
    let same = EachRating { risk_factor: 5, life_time: 10, risk_factor_contacts: 0, risk_factor_chats: 2 };
    Portrait { stability: Stability { settings: 10, all_same: 4, same, alone: vec![alone] }, ..nothing() }
}

#[test]
fn bars_are_as_long_as_the_shares() {
    let figure = figure(&portrait()).unwrap();
    check(&figure);
    let document = parsed(&figure);
    let bars = elements(&document, "rect", "fill", SERIES_1.light);
    let lengths: Vec<i32> = bars.into_iter().map(|bar| number(bar, "width")).collect();
    // A whole bar is 428 long.
    assert_eq!(lengths, [214, 428, 0, 85]);
    assert_eq!(marks(&document)[0], "Overall: the same in 5 of 10 settings");
}

#[test]
fn it_says_the_same_in_words() {
    let figure = figure(&portrait()).unwrap();
    assert_eq!(
        figure.summary,
        "Window, conversation gap, reply window and minimum sample could as well be half or double: of the 10 settings \
         tried, 4 give the same four ratings. One by one they stay the same: Overall in 50 % of them, Age of the number in \
         100 % of them, Address book in 0 % of them, Response rate in 20 % of them."
    );
    assert_eq!(
        figure.table.rows,
        [["window_days = 15", "1", "3", "1", "2"], ["window_days = 30 (policy)", "2", "3", "2", "2"]]
    );
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert_eq!(figure(&nothing()), None);
}
