//! The ratings over time.

use chrono_tz::Tz;
use meter_score::RatingKey;
use meter_score::portrait::Portrait;
use meter_score::timeline::RatingChange;

use super::document::{check, elements, marks, number, parsed, points, texts};
use super::sample::{AS_OF, DAY, day, nothing, rated, rating};
use crate::html::chart::Figure;
use crate::html::chart::ratings::figure;
use crate::html::palette::{GOOD_INDICATOR, INK, NEEDS_ATTENTION, USE_CAUTION};

fn drawn(days: &[[u8; 4]], changes: Vec<RatingChange>) -> Figure {
    let back = |index: usize| i64::try_from(days.len() - 1 - index).unwrap();
    let days = days.iter().enumerate();
    let days = days
        .map(|(index, ratings)| day(back(index), rated(*ratings, 90, Some([4, 10]), Some(0.2))))
        .collect();
    let figure = figure(&Portrait { days, changes, ..nothing() }, Tz::UTC).unwrap();
    check(&figure);
    figure
}

fn change(back: i64, key: RatingKey, [from, to]: [u8; 2], cause: &str) -> RatingChange {
    RatingChange {
        as_of: AS_OF - back * DAY,
        rating: key,
        from: rating(from),
        to: rating(to),
        cause: cause.to_owned(),
    }
}

/// Left, right and height of each run of a colour.
fn runs(figure: &Figure, colour: &'static str) -> Vec<[i32; 3]> {
    let document = parsed(figure);
    let runs = elements(&document, "rect", "fill", colour).into_iter();
    runs.map(|run| {
        let left = number(run, "x");
        [left, left + number(run, "width"), number(run, "height")]
    })
    .collect()
}

#[test]
fn each_rating_is_a_lane_of_runs() {
    let figure = drawn(&[[1, 3, 1, 2], [1, 3, 1, 2], [2, 3, 1, 2], [2, 3, 1, 2]], Vec::new());
    // Overall 1 then 2; the age is 3, the address book 1, and the response rate 2 all the time.
    let [low, middle, high] =
        [USE_CAUTION, NEEDS_ATTENTION, GOOD_INDICATOR].map(|colour| runs(&figure, colour.light));
    assert_eq!([low.len(), middle.len(), high.len()], [2, 2, 1]);
    let [left, right, _] = high[0];
    // A run ends one pixel before the next.
    assert_eq!(low[0][..2], [left, i32::midpoint(left, right)]);
    assert_eq!(middle[0][..2], [i32::midpoint(left, right) + 1, right]);
    assert_eq!([low[0][2], middle[0][2], high[0][2]], [14, 22, 30], "the better, the higher");
    let digits: Vec<String> = texts(&parsed(&figure)).into_iter().filter(|text| text.len() == 1).collect();
    assert_eq!(digits, ["1", "2", "3", "1", "2"]);
}

#[test]
fn changes_are_marked_with_their_causes() {
    let changes = vec![
        change(1, RatingKey::RiskFactor, [1, 2], "The rating of the coverage rose from 1 to 3."),
        change(1, RatingKey::RiskFactorContacts, [1, 3], "Coverage rose from 10 % to 60 %."),
    ];
    let figure = drawn(&[[1, 2, 1, 1], [1, 2, 1, 1], [2, 2, 3, 1], [2, 2, 3, 1]], changes);
    let document = parsed(&figure);
    let tips: Vec<(i32, i32)> =
        elements(&document, "polygon", "fill", INK.light).into_iter().map(|mark| points(mark)[2]).collect();
    let border = runs(&figure, NEEDS_ATTENTION.light)[0][0];
    assert!(tips.iter().all(|(x, _)| *x == border), "{tips:?} {border}");
    // Two lanes lie between the overall rating and that of the address book.
    assert_eq!(tips[1].1 - tips[0].1, 2 * 42);
    assert!(
        marks(&document)
            .contains(&"2024-05-19 Address book 1 → 3: Coverage rose from 10 % to 60 %.".to_owned())
    );
    assert_eq!(
        marks(&document)[0],
        "2024-05-17 to 2024-05-18: Overall 1, Age of the number 2, Address book 1, Response rate 1"
    );
}

#[test]
fn it_says_what_it_is_and_when_it_became_so() {
    let changes = vec![
        change(2, RatingKey::RiskFactor, [1, 2], ""),
        change(2, RatingKey::LifeTime, [2, 3], ""),
        change(0, RatingKey::RiskFactor, [2, 3], ""),
    ];
    let figure = drawn(&[[1, 2, 1, 1], [2, 3, 1, 1], [2, 3, 1, 1], [3, 3, 3, 2]], changes);
    assert_eq!(
        figure.summary,
        "On 2024-05-20 the overall rating is 3 (Good Indicator); there were 2 changes since 2024-05-17, the latest from 2 \
         to 3 on 2024-05-20. The parts are: Age of the number 3, Address book 3, Response rate 2."
    );
    assert_eq!(
        figure.table.columns,
        ["From", "To", "Overall", "Age of the number", "Address book", "Response rate"]
    );
    assert_eq!(
        figure.table.rows,
        [
            ["2024-05-17", "2024-05-17", "1", "2", "1", "1"],
            ["2024-05-18", "2024-05-19", "2", "3", "1", "1"],
            ["2024-05-20", "2024-05-20", "3", "3", "3", "2"],
        ]
    );
    let still = drawn(&[[1, 1, 1, 1]], Vec::new());
    assert!(
        still.summary.contains("is 1 (Use Caution); it did not change since 2024-05-20."),
        "{}",
        still.summary
    );
}

#[test]
fn one_bad_day_of_a_year_is_seen() {
    for bad in [0_usize, 100, 199, 365] {
        let days: Vec<[u8; 4]> = (0..366).map(|day| if day == bad { [1, 3, 3, 3] } else { [3; 4] }).collect();
        assert_eq!(runs(&drawn(&days, Vec::new()), USE_CAUTION.light).len(), 1);
    }
}

#[test]
fn a_rating_that_never_rests_stays_small() {
    let days: Vec<[u8; 4]> = [[1; 4], [2; 4], [3; 4]].repeat(122);
    let every_day =
        |key| (0..365).rev().map(move |back| change(back, key, [1, 2], "It moved from 10 % to 20 %."));
    let changes = RatingKey::ALL.into_iter().flat_map(every_day).collect();
    let figure = drawn(&days, changes);
    assert!(figure.svg.len() < 90_000, "{}", figure.svg.len());
}

#[test]
fn nothing_is_drawn_before_there_is_data() {
    use meter_score::Confidence;
    assert_eq!(figure(&nothing(), Tz::UTC), None);
    let mut unknown = rated([1, 1, 1, 1], 90, None, None);
    unknown.metrics.life_time.confidence = Confidence::None;
    let days = vec![day(1, unknown.clone()), day(0, rated([2, 1, 1, 1], 1, None, None))];
    let figure = figure(&Portrait { days, ..nothing() }, Tz::UTC).unwrap();
    check(&figure);
    let area = runs(&figure, NEEDS_ATTENTION.light)[0];
    assert_eq!(runs(&figure, USE_CAUTION.light).iter().filter(|run| run[0] < area[0]).count(), 0);
    assert_eq!(marks(&parsed(&figure))[0], "2024-05-19: no data");
    assert_eq!(figure.table.rows[0], ["2024-05-19", "2024-05-19", "", "", "", ""]);
    let nothing_known = Portrait { days: vec![day(0, unknown)], ..nothing() };
    assert_eq!(crate::html::chart::ratings::figure(&nothing_known, Tz::UTC), None);
}
