//! What would move the metrics.

use meter_score::portrait::{Lever, Portrait};
use meter_score::{Metric, Policy};

use super::document::{check, elements, marks, parsed, points, texts};
use super::sample::{lever, nothing};
use crate::html::chart::Figure;
use crate::html::chart::levers::figure;
use crate::html::palette::{LIMIT, SERIES_1, SERIES_2};

/// A bar from 0 to 100 % is so long.
const LENGTH: i32 = 310;
const LEFT: i32 = 284;

fn drawn(levers: Vec<Lever>) -> Option<Figure> {
    figure(&Portrait { levers, ..nothing() }, &Policy::default()).inspect(check)
}

/// Where each arrow of a colour begins, where its tip is, and how far down.
fn arrows(figure: &Figure, colour: &'static str) -> Vec<[i32; 3]> {
    let document = parsed(figure);
    let arrow = |arrow| {
        let points = points(arrow);
        [points[0].0 - LEFT, points[2].0 - LEFT, points[2].1]
    };
    elements(&document, "polygon", "fill", colour).into_iter().map(arrow).collect()
}

#[test]
fn arrows_go_from_the_value_now_to_the_value_then_the_largest_first() {
    let contacts = |text, after| lever(Metric::Contacts, text, [0.4, after], 3);
    let figure =
        drawn(vec![contacts("Save 1", 0.5), contacts("Save all", 1.0), contacts("Write more", 0.2)]).unwrap();
    let rising = arrows(&figure, SERIES_1.light);
    let falling = arrows(&figure, SERIES_2.light);
    assert_eq!(
        rising.iter().map(|[from, to, _]| [*from, *to]).collect::<Vec<_>>(),
        [[124, LENGTH], [124, 155]]
    );
    assert_eq!(falling.iter().map(|[from, to, _]| [*from, *to]).collect::<Vec<_>>(), [[124, 62]]);
    assert!(rising[0][2] < falling[0][2] && falling[0][2] < rising[1][2], "60, 20 and 10 % in this order");
}

#[test]
fn cuts_are_where_an_arrow_to_them_ends() {
    let figure = drawn(vec![lever(Metric::Chats, "Answer", [0.15, 0.3], 3)]).unwrap();
    let document = parsed(&figure);
    let cuts = elements(&document, "polyline", "stroke", LIMIT.light);
    let cuts: Vec<i32> = cuts.into_iter().map(|line| points(line)[0].0 - LEFT).collect();
    assert_eq!(cuts, arrows(&figure, SERIES_1.light)[0][..2]);
    let texts = texts(&document);
    for text in ["2 from 15 %", "3 from 30 %", "now 15 %", "15 % → 30 %", "rating 3", "Response rate"] {
        assert!(texts.contains(&text.to_owned()), "{text} is not in {texts:?}");
    }
}

#[test]
fn long_words_are_wrapped_and_cut_but_told_in_full() {
    let text = "Write to 20 more people, none of them in the address book, half of whom answer in time";
    let figure = drawn(vec![lever(Metric::Contacts, text, [0.4, 0.33], 2)]).unwrap();
    let document = parsed(&figure);
    assert!(texts(&document).iter().any(|text| text.ends_with('…')));
    assert_eq!(marks(&document), [format!("{text}: 40 % → 33 %, rating 2, overall 2")]);
    assert_eq!(figure.table.rows[0][0], text);
}

#[test]
fn words_are_never_markup() {
    let text = "<b>&\"'<script>alert(1)</script>\u{0}";
    let figure = drawn(vec![lever(Metric::Contacts, text, [0.4, 0.5], 3)]).unwrap();
    assert!(!figure.svg.contains("<b>") && !figure.svg.contains("<script"), "{}", figure.svg);
    assert!(marks(&parsed(&figure))[0].starts_with("<b>&\"'<script>alert(1)</script> : 40 %"));
}

#[test]
fn the_table_has_the_ages_too() {
    let figure = drawn(vec![
        lever(Metric::LifeTime, "Wait 23 days", [7.0, 30.0], 3),
        lever(Metric::Contacts, "Save 10", [0.4, 0.5], 3),
        lever(Metric::Contacts, "Save all", [0.4, 1.0], 3),
    ])
    .unwrap();
    assert_eq!(
        figure.table.rows[0],
        ["Wait 23 days", "Age of the number", "7 days", "30 days", "3", "2", "--save all"]
    );
    assert_eq!(
        figure.summary,
        "What moves each metric the most of what was looked at. Age of the number: Wait 23 days (7 days → 30 days, rating 3). \
         Address book: Save all (40 % → 100 %, rating 3)."
    );
    assert!(!texts(&parsed(&figure)).iter().any(|text| text.contains("Wait")));
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert_eq!(drawn(Vec::new()), None);
    assert_eq!(drawn(vec![lever(Metric::LifeTime, "Wait 23 days", [7.0, 30.0], 3)]), None);
}
