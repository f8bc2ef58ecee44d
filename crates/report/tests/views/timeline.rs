//! Timelines of points written by hand.

use chrono_tz::Tz;
use meter_report::table::TableStyle;
use meter_report::timeline::{ChannelTimeline, rows, write_element, write_table};
use meter_score::timeline::{Point, RatingChange};
use meter_score::{Confidence, Rated, Rating, RatingKey};
use proptest::prelude::*;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::sample::{AS_OF, empty, young};

const DAY: i64 = 86_400;

fn rating(digit: u8) -> Rating {
    Rating::ALL[usize::from(digit) - 1]
}

/// A point so many days after the first: its overall rating and that of the age, coverage and response rate, which are rated by
/// tenths of 2 and 5.
fn point(day: i64, overall: u8, age: u8, shares: [Option<f64>; 2]) -> Point {
    let assessment = young().assessment;
    let mut rated = Rated { overall: assessment.overall, metrics: assessment.metrics };
    rated.overall.rating = rating(overall);
    rated.metrics.life_time.rating = rating(age);
    rated.metrics.contacts.coverage = shares[0];
    rated.metrics.chats.response_rate = shares[1];
    let by_share = |share: Option<f64>| {
        rating(share.map_or(1, |share| 1 + u8::from(share >= 0.2) + u8::from(share >= 0.5)))
    };
    rated.metrics.contacts.rating = by_share(shares[0]);
    rated.metrics.chats.rating = by_share(shares[1]);
    for (confidence, share) in [
        (&mut rated.metrics.contacts.confidence, shares[0]),
        (&mut rated.metrics.chats.confidence, shares[1]),
    ] {
        *confidence = if share.is_some() { Confidence::Firm } else { Confidence::None };
    }
    Point { as_of: AS_OF - 1 + day * DAY, rated }
}

fn change(day: i64, rating_key: RatingKey, [from, to]: [u8; 2], cause: &str) -> RatingChange {
    RatingChange {
        as_of: AS_OF - 1 + day * DAY,
        rating: rating_key,
        from: rating(from),
        to: rating(to),
        cause: cause.to_owned(),
    }
}

/// Two days without anything and 98 with: the age is 1, 2 from the 10th and 3 from the 40th day on. Nobody is written to but on days 20 to
/// 59, when coverage falls by 2 % a day from 90 %, and one day, the 51st, has a response rate of 10 % between many of 60 %.
fn hundred_days() -> ChannelTimeline {
    let nothing = empty().assessment;
    let before = |day: i64| Point {
        as_of: AS_OF - 1 + day * DAY,
        rated: Rated { overall: nothing.overall.clone(), metrics: nothing.metrics.clone() },
    };
    let with = |day: i64| {
        let writes = (20..60).contains(&day);
        let coverage = writes.then(|| 0.9 - 0.02 * (day - 20) as f64);
        let rate = writes.then_some(if day == 51 { 0.1 } else { 0.6 });
        let age = 1 + u8::from(day >= 10) + u8::from(day >= 40);
        point(day, if writes { 2 } else { 1 }, age, [coverage, rate])
    };
    ChannelTimeline {
        channel: "Harbour Books".to_owned(),
        timezone: Tz::UTC,
        every: 1,
        points: (0..2).map(before).chain((2..100).map(with)).collect(),
        changes: vec![
            change(
                10,
                RatingKey::LifeTime,
                [1, 2],
                "Age rose from 7 days to 8 days; from 8 days on the rating is 2.",
            ),
            change(20, RatingKey::RiskFactor, [1, 2], "The rating of the coverage rose from 1 to 3."),
            change(
                40,
                RatingKey::LifeTime,
                [2, 3],
                "Age rose from 37 days to 38 days; from 38 days on the rating is 3.",
            ),
            change(60, RatingKey::RiskFactor, [2, 1], "The rating of the coverage fell from 2 to 1."),
        ],
        policy: young().assessment.policy,
    }
}

fn drawn(timeline: &ChannelTimeline, width: usize, colour: bool) -> String {
    let mut out = Vec::new();
    write_table(timeline, &TableStyle { width, colour }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The behaviour that matters most: 100 days are 50 columns of two days, and the one bad day among good ones is seen.
#[test]
fn a_hundred_days_in_80_columns() {
    insta::assert_snapshot!(drawn(&hundred_days(), 80, false), @"
    Harbour Books
      2024-05-19 to 2024-08-26: 100 days, each as it looked at its end, UTC

      Overall            ·1111111112222222222222222222211111111111111111111
      Age of the number  ·1111222222222222222333333333333333333333333333333
      Address book       ·1111111113333333333222222211111111111111111111111
                         ··········█▇▇▇▆▆▆▅▅▅▄▄▄▃▃▃▂▂▂▁····················
      Response rate      ·1111111113333333333333331333311111111111111111111
                         ··········▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▁▅▅▅▅····················
                         2024-05-19                              2024-08-26
      A column is 2 days and shows the lowest of them; heights reach up to 100 %, ·
      is no data.

      Changes: 4
        2024-05-29  Age of the number 1 → 2: Age rose from 7 days to 8 days; from 8
          days on the rating is 2.
        2024-06-08  Overall 1 → 2: The rating of the coverage rose from 1 to 3.
        2024-06-28  Age of the number 2 → 3: Age rose from 37 days to 38 days; from
          38 days on the rating is 3.
        2024-07-18  Overall 2 → 1: The rating of the coverage fell from 2 to 1.

      At the end of 2024-08-26
        1  Overall            since 2024-07-18, for 39 days
        3  Age of the number  since 2024-06-28, for 59 days
        1  Address book       since 2024-05-21, for 97 days, the first day with data
        1  Response rate      since 2024-05-21, for 97 days, the first day with data
    ");
}

#[test]
fn a_hundred_days_in_40_columns() {
    insta::assert_snapshot!(drawn(&hundred_days(), 40, false), @"
    Harbour Books
      2024-05-19 to 2024-08-26: 100 days,
      each as it looked at its end, UTC

      Overall
        1111111222222222222211111111111111
      Age of the number
        1111222222222233333333333333333333
      Address book
        1111111333333222221111111111111111
        ······█▇▇▆▆▅▅▄▄▃▃▂▂▁··············
      Response rate
        1111111333333333313311111111111111
        ······▅▅▅▅▅▅▅▅▅▅▅▁▅▅··············
        2024-05-19              2024-08-26
      A column is 3 days and shows the
      lowest of them; heights reach up to
      100 %, · is no data.

      Changes: 4
        2024-05-29  Age of the number 1 → 2:
          Age rose from 7 days to 8 days;
          from 8 days on the rating is 2.
        2024-06-08  Overall 1 → 2: The
          rating of the coverage rose from 1
          to 3.
        2024-06-28  Age of the number 2 → 3:
          Age rose from 37 days to 38 days;
          from 38 days on the rating is 3.
        2024-07-18  Overall 2 → 1: The
          rating of the coverage fell from 2
          to 1.

      At the end of 2024-08-26
        1  Overall
          since 2024-07-18, for 39 days
        3  Age of the number
          since 2024-06-28, for 59 days
        1  Address book
          since 2024-05-21, for 97 days, the
          first day with data
        1  Response rate
          since 2024-05-21, for 97 days, the
          first day with data
    ");
}

/// Twenty columns of five days each below the titles: there the age is 1 for ten days, 2 for thirty, and 3 for sixty.
#[test]
fn strips_lie_below_their_titles_in_24_columns() {
    let text = drawn(&hundred_days(), 24, false);
    let strips = "  Age of the number\n    11222222333333333333\n";
    assert!(text.contains(strips), "{text}");
    assert!(text.contains("  Response rate\n    11113333331311111111\n    ····▅▅▅▅▅▅▁▅········\n"), "{text}");
    assert!(text.contains("A column is 5 days"), "{text}");
}

#[test]
fn weeks_and_long_lists() {
    let mut timeline = hundred_days();
    timeline.every = 7;
    timeline.points.truncate(70);
    let cause = "It moved.";
    timeline.changes = (0..15).map(|day| change(day, RatingKey::RiskFactor, [1, 2], cause)).collect();
    let text = drawn(&timeline, 80, false);
    assert!(
        text.contains("2024-05-19 to 2024-07-27: 70 days, one in 7, each as it looked at its end, UTC"),
        "{text}"
    );
    assert!(text.contains("A column is 2 days, one in 7, and shows the lowest of them;"), "{text}");
    assert!(
        text.contains(
            "Changes: 15, of which the latest 12\n    3 before these are left out; --format json lists all."
        ),
        "{text}"
    );
    assert_eq!(text.matches("It moved.").count(), 12);
    assert!(!text.contains("2024-05-21  Overall") && text.contains("2024-05-22  Overall"), "{text}");
}

#[test]
fn nothing_at_all_and_nothing_that_changes() {
    let mut timeline = ChannelTimeline { points: Vec::new(), changes: Vec::new(), ..hundred_days() };
    assert_eq!(drawn(&timeline, 80, false), "Harbour Books\n  Nothing in it has a date.\n");
    timeline.points = vec![point(0, 2, 1, [Some(0.3), None])];
    let text = drawn(&timeline, 80, false);
    assert!(text.contains("  No rating changed\n"), "{text}");
    assert!(text.contains("  Overall            2\n"), "{text}");
    assert!(text.ends_with("    1  Response rate      since 2024-05-19, the first day here\n"), "{text}");
}

#[test]
fn rows_have_the_day_of_the_zone_and_everything_rated() {
    let mut timeline = hundred_days();
    // The last second of 2024-05-19 in UTC is already the 20th in Berlin.
    timeline.timezone = Tz::Europe__Berlin;
    timeline.points = vec![point(0, 2, 1, [Some(0.25), None])];
    let mut out = Vec::new();
    rows(&timeline).write_csv(&mut out).unwrap();
    let mut reader = csv::Reader::from_reader(&out[..]);
    let names = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    let of = |name: &str| &row[names.iter().position(|column| column == name).unwrap()];
    assert_eq!(names.iter().take(3).collect::<Vec<_>>(), ["channel", "date", "asOf"]);
    assert_eq!(
        [of("channel"), of("date"), of("asOf")],
        ["Harbour Books", "2024-05-20", "2024-05-19T23:59:59Z"]
    );
    assert_eq!(
        [of("riskFactor"), of("lifeTime"), of("riskFactorContacts"), of("riskFactorChats")],
        ["2", "1", "2", "1"]
    );
    assert_eq!([of("riskFactorContacts.coverage"), of("riskFactorChats.responseRate")], ["0.25", ""]);
    assert_eq!(of("riskFactorChats.pending"), "11");
}

#[test]
fn json_has_points_and_changes() {
    let timeline = hundred_days();
    let mut out = Vec::new();
    write_element(&timeline, &mut out).unwrap();
    let view: Value = serde_json::from_slice(&out).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&view), ["changes", "channel", "points", "policy", "timezone"]);
    assert_eq!((&view["channel"], &view["timezone"]), (&json!("Harbour Books"), &json!("UTC")));
    assert_eq!(view["points"].as_array().unwrap().len(), 100);
    let day = &view["points"][20];
    assert_eq!(keys(day), ["asOf", "date", "metrics", "overall", "ratings"]);
    assert_eq!((&day["date"], &day["asOf"]), (&json!("2024-06-08"), &json!("2024-06-08T23:59:59Z")));
    assert_eq!(
        day["ratings"],
        json!({"riskFactor": 2, "lifeTime": 2, "riskFactorContacts": 3, "riskFactorChats": 3})
    );
    assert_eq!(day["metrics"]["riskFactorContacts"]["coverage"], 0.9);
    assert_eq!(day["metrics"]["riskFactorContacts"]["reached"], 100);
    assert_eq!(
        view["changes"][1],
        json!({
            "date": "2024-06-08", "asOf": "2024-06-08T23:59:59Z", "rating": "riskFactor", "from": 1, "to": 2,
            "cause": "The rating of the coverage rose from 1 to 3.",
        })
    );
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_terminal(
        name in any::<String>(), width in 0_usize..200, points in 0_usize..300, every in 1_u32..40,
    ) {
        let mut timeline = hundred_days();
        timeline.channel = name;
        timeline.every = every;
        timeline.points = (0..).map(|day| point(day, 2, 1, [Some(0.3), None])).take(points).collect();
        let plain = drawn(&timeline, width, false);
        let limit = width.clamp(TableStyle::NARROWEST, TableStyle::WIDEST);
        for line in plain.lines() {
            prop_assert!(line.width() <= limit, "{} columns of {limit}: {line:?}", line.width());
            prop_assert!(!line.ends_with(' '), "{line:?}");
        }
        let coloured = drawn(&timeline, width, true);
        prop_assert_eq!(crate::laws::stripped(&coloured), plain);
    }

    /// However many days share a column, the lowest rating of all is somewhere in the strip.
    #[test]
    fn nothing_bad_is_hidden(bad in 0_usize..500, points in 1_usize..500, width in 24_usize..100) {
        let bad = bad % points;
        let mut timeline = hundred_days();
        let overall = |day| if day == bad { 1 } else { 3 };
        timeline.points = (0..points).map(|day| point(i64::try_from(day).unwrap(), overall(day), 3, [None, None])).collect();
        let text = drawn(&timeline, width, false);
        let mut lines = text.lines().skip_while(|line| !line.starts_with("  Overall"));
        let title = lines.next().unwrap();
        let strip = if title == "  Overall" { lines.next().unwrap() } else { title };
        prop_assert_eq!(strip.matches('1').count(), 1, "{}", strip);
    }
}
