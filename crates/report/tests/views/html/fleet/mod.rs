//! The page of many channels.

mod many;

use meter_report::fleet::{Member, percentiles, worst_first};
use meter_report::html::fleet::{FleetChannel, write};
use meter_report::mask::Mask;
use meter_report::{ChannelResult, RejectView, WeekEnd};
use meter_score::{Policy, Rating};

use super::assert_told;
use super::parsed::{Piece, Tag, check, pieces, words};
use crate::sample::{empty, hotline, reject, young};

fn rating(digit: u8) -> Rating {
    Rating::ALL[usize::from(digit) - 1]
}

/// A channel with an overall rating, those of its metrics, and their values.
#[expect(clippy::cast_possible_truncation, reason = "days are whole")]
fn channel(name: &str, overall: u8, ratings: [u8; 3], values: [Option<f64>; 3]) -> ChannelResult {
    let mut result = young();
    name.clone_into(&mut result.channel);
    let metrics = &mut result.assessment.metrics;
    result.assessment.overall.rating = rating(overall);
    let [age, contacts, chats] = ratings.map(rating);
    metrics.life_time.rating = age;
    metrics.life_time.age_days = values[0].map(|days| days as i64);
    metrics.contacts.rating = contacts;
    metrics.contacts.coverage = values[1];
    metrics.chats.rating = chats;
    metrics.chats.response_rate = values[2];
    result
}

fn week(overall: Option<u8>, response_rate: Option<f32>) -> WeekEnd {
    WeekEnd { overall: overall.map(rating), coverage: None, response_rate }
}

fn page_of(channels: &[FleetChannel], mask: Mask) -> String {
    let mut out = Vec::new();
    write(channels, 0, &Policy::default(), mask, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The page of results, after it was looked at by a machine.
#[track_caller]
fn written(results: &[ChannelResult]) -> String {
    let channels: Vec<FleetChannel> =
        results.iter().map(|result| FleetChannel::of(result, Vec::new(), Vec::new())).collect();
    let text = page_of(&channels, Mask::On);
    check(&text);
    text
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The table of all channels: its beginning, and a piece a channel.
fn lines(page: &str) -> Vec<&str> {
    let (_, table) = page.split_once("<table id=\"fleet\"").unwrap();
    let (table, _) = table.split_once("</table>").unwrap();
    table.split("<tbody").collect()
}

fn names(page: &str) -> Vec<String> {
    let name = |line: &&str| {
        line.split_once("<bdi>").unwrap().1.split_once("</bdi>").unwrap().0.replace("&amp;", "&")
    };
    lines(page)[1..].iter().map(name).collect()
}

/// The ranks of each channel in the order of the page: by badness, by name, and by each metric.
fn ranks(page: &str) -> Vec<Vec<usize>> {
    let ranks = |line: &&str| {
        let (_, ranks) = line.split_once("data-ranks=\"").unwrap();
        ranks.split_once('"').unwrap().0.split(' ').map(|rank| rank.parse().unwrap()).collect()
    };
    lines(page)[1..].iter().map(ranks).collect()
}

/// Four channels whose orders are plain to see.
fn four() -> Vec<ChannelResult> {
    vec![
        channel("beta", 3, [3, 3, 3], [Some(400.0), Some(0.9), Some(0.5)]),
        channel("Alpha", 1, [1, 1, 2], [Some(3.0), None, Some(0.2)]),
        channel("gamma", 2, [3, 2, 2], [Some(90.0), Some(0.3), Some(0.16)]),
        channel("delta", 1, [1, 1, 1], [Some(5.0), Some(0.1), None]),
    ]
}

#[test]
fn the_worst_come_first_and_every_order_is_known() {
    let page = written(&four());
    // By the overall rating, then by the sum of the three: 3 of delta, 4 of alpha.
    assert_eq!(names(&page), ["delta", "Alpha", "gamma", "beta"]);
    // By name alpha, beta, delta, gamma. By coverage those rated 1 come first, of which alpha has no value; by response rate delta (no value),
    // then gamma and alpha, both rated 2.
    assert_eq!(
        ranks(&page),
        [vec![0, 2, 1, 1, 0], vec![1, 0, 0, 0, 2], vec![2, 3, 2, 2, 1], vec![3, 1, 3, 3, 3]]
    );
}

/// Two folders may be called alike; whoever reads of one must know that there is another.
#[test]
fn channels_that_are_called_alike_are_counted() {
    let named = |name: &str, overall| channel(name, overall, [2, 2, 2], [None; 3]);
    let page = written(&[named("acme", 3), named("acme", 1), named("other", 2), named(&"n".repeat(200), 2)]);
    let said = |line: &str| {
        let (_, rest) = line.split_once("<small>")?;
        Some(rest.split_once(" called so</small>")?.0.to_owned())
    };
    let said: Vec<Option<String>> = lines(&page)[1..].iter().map(|line| said(line)).collect();
    // The worst first, numbered in the order in which they were given.
    let acme = |which: &str| Some(format!("{which} of 2"));
    assert_eq!(said, [acme("2"), None, None, acme("1")]);
}

#[test]
fn the_order_is_that_of_all_views_of_a_fleet() {
    let results: Vec<ChannelResult> = many::many(60).into_iter().map(|(result, _)| result).collect();
    let members: Vec<Member> = results.iter().map(Member::of_result).collect();
    let expected: Vec<&str> =
        worst_first(&members).into_iter().map(|place| &*members[place].channel).collect();
    let page = written(&results);
    assert_eq!(names(&page), expected);
    for metric in 0..5 {
        let mut ranks: Vec<usize> = ranks(&page).iter().map(|ranks| ranks[metric]).collect();
        ranks.sort_unstable();
        assert_eq!(ranks, (0..60).collect::<Vec<_>>());
    }
}

#[test]
fn the_head_counts_channels_by_rating() {
    let text = single_spaced(&words(&written(&four())));
    assert_told(
        &text,
        &[
            "4 channels – Safety Meter",
            "4 channels As of 2024-05-20, the last 30 days",
            "Ratings 2 1 Use Caution 50 % of all, overall 1 2 Needs Attention 25 % of all, overall 1 3 Good Indicator 25 % of all, overall",
            "Overall 2 1 1 Age of the number 2 0 2 Address book 2 1 1 Response rate 1 2 1",
            "How the values are spread Bars are parted by the ratings of their channels, the lowest rating at the bottom. Age of the number Half of 4 values lie between 4.5 days and 167.5 days, the median is 47.5 days;",
            "Address book Half of 3 values",
            "1 channel has no data.",
        ],
    );
}

#[test]
fn a_line_tells_ratings_values_and_percentiles() {
    let results = four();
    let page = written(&results);
    let members: Vec<Member> = results.iter().map(Member::of_result).collect();
    let text =
        |line: &str| single_spaced(&words(&format!("<!DOCTYPE html><p>{}", line.split_once('>').unwrap().1)));
    // 3 of 3, 5, 90 and 400 days: half of one of four. 16 % is the lowest of three.
    assert_eq!(percentiles(&members)[1], [Some(12.5), None, Some(50.0)]);
    let alpha = text(lines(&page)[2]);
    assert!(
        alpha.starts_with(
            "Alpha 1 Use Caution 3 days 1 Use Caution percentile 12 no data 1 Use Caution 20 % 2 Needs Attention percentile 50 no data \
             Age of the number: The number is at least 3 days old, under 7 days. Why"
        ),
        "{alpha}"
    );
    for (member, places) in members.iter().zip(percentiles(&members)) {
        let lines = lines(&page);
        let is_it = |line: &&&str| line.contains(&format!("<bdi>{}</bdi>", member.channel));
        let shown = text(lines.iter().find(is_it).unwrap());
        let shown: Vec<&str> =
            shown.split("percentile ").skip(1).map(|rest| rest.split(' ').next().unwrap()).collect();
        let expected: Vec<String> = places.into_iter().flatten().map(|place| format!("{place:.0}")).collect();
        assert_eq!(shown, expected, "{}", member.channel);
    }
}

#[test]
fn a_channel_opens_to_why_and_what_helps() {
    let mut result = young();
    result
        .rejects
        .push(RejectView { at: RejectView::WHOLE_FILE.to_owned(), ..reject("x.db", "", "is encrypted") });
    let doubts = ["one", "chats/ann.txt: two", "three", "four", "five"].map(str::to_owned).into();
    let page = page_of(&[FleetChannel::of(&result, doubts, Vec::new())], Mask::On);
    check(&page);
    assert_told(
        &single_spaced(&words(&page)),
        &[
            "Why Age of the number : The number is at least 3 days old, under 7 days. Address book : 40 of the 100 people",
            "What would raise it Age of the number to 2 : Wait 4 more days before the next campaign. Address book to 3 : Save 10 of the 60 people",
            "Warning signs 44 messages in one hour; the limit is 30. What was read 3 files, 907 records, 3 rejected; 2 files could not be read.",
            "As of 2024-05-20 00:00 UTC. Doubt : one Doubt : chats/ann.txt: two Doubt : three And 2 more doubts.",
        ],
    );
    let shown =
        page_of(&[FleetChannel::of(&result, vec!["chats/ann.txt: two".to_owned()], Vec::new())], Mask::Off);
    assert!(shown.contains("chats/ann.txt: two") && !shown.contains("masked"));
}

#[test]
fn what_is_not_known_is_told_and_what_is_best_needs_nothing() {
    let page = written(&[empty(), hotline()]);
    assert_told(
        &single_spaced(&words(&page)),
        &[
            "empty 1 Use Caution no data 1 Use Caution no data 1 Use Caution no data 1 Use Caution no data Nothing in it has a date.",
            "Why No data. What would raise it Nothing that could be counted. Warning signs No data. What was read 0 files",
            "hotline 3 Good Indicator 3000 days 3 Good Indicator percentile 50 99.6 % 3 Good Indicator percentile 50 only answers 3 Good Indicator no data",
            "What would raise it Nothing: every part is at its best. Warning signs None is beyond its limit.",
        ],
    );
    let none = written(&[]);
    assert_told(
        &single_spaced(&words(&none)),
        &["0 channels", "Nothing in them has a date", "0 channels, the worst first."],
    );
}

/// Four weeks without data, six at 1, the rest at 2; a response rate of 50 % in two weeks in a row, then none, then one of 100 %.
#[test]
fn weeks_are_a_drawing_with_words() {
    let rate = |week: i32| match week {
        10 | 11 => Some(0.5),
        13 => Some(1.0),
        _ => None,
    };
    let weeks: Vec<WeekEnd> =
        (0..20).map(|at| week((at >= 4).then_some(if at < 10 { 1 } else { 2 }), rate(at))).collect();
    let page = page_of(&[FleetChannel::of(&young(), Vec::new(), weeks)], Mask::On);
    check(&page);
    let (_, svg) = page.split_once("<svg class=\"weeks\"").unwrap();
    let (svg, _) = svg.split_once("</svg>").unwrap();
    assert!(
        svg.contains(
            "aria-label=\"20 weeks. Overall rating: no data for 4, then 1 for 6, then 2 for 10. \
             Response rate: from 50 to 100 %, between 50 and 100 %.\""
        ),
        "{svg}"
    );
    // Six of 26 weeks are not there: the first begins at 48. The middle of the eleventh is at 132; 50 % are 18 above the floor at 62.
    assert!(
        svg.contains(
            "<path class=\"rated-1\" d=\"M80 16h48\"></path><path class=\"rated-2\" d=\"M128 10h80\"></path>"
        ),
        "{svg}"
    );
    assert!(svg.contains("<path class=\"rate\" d=\"M132 44h0l8 0M156 26h0\"></path>"), "{svg}");
}

#[test]
fn a_young_channel_has_no_course() {
    let weeks = vec![week(Some(1), Some(0.5))];
    let page = page_of(&[FleetChannel::of(&young(), Vec::new(), weeks)], Mask::On);
    check(&page);
    assert!(
        page.contains("<span class=\"aside\">under a week</span>") && !page.contains("<svg class=\"weeks\"")
    );
}

#[test]
fn a_restless_rating_is_counted() {
    let weeks: Vec<WeekEnd> = (0..30).map(|at| week(Some(1 + u8::from(at % 2 == 0)), None)).collect();
    let page = page_of(&[FleetChannel::of(&young(), Vec::new(), weeks)], Mask::On);
    assert!(
        page.contains("aria-label=\"26 weeks. Overall rating: changed 25 times, now 1. No response rate.\"")
    );
}

/// The table says itself what it is, also where its rows are shown as cards.
#[test]
fn the_table_has_headings_roles_and_filters() {
    let page = written(&four());
    let tags: Vec<Tag> = pieces(&page)
        .into_iter()
        .filter_map(|piece| if let Piece::Start(tag) = piece { Some(tag) } else { None })
        .collect();
    let with = |name: &str, value: &str| tags.iter().filter(|tag| tag.get(name) == Some(value)).count();
    assert_eq!((with("role", "columnheader"), with("role", "rowheader")), (6, 4));
    assert_eq!((with("role", "row"), with("role", "cell")), (1 + 2 * 4, 4 * 6));
    assert_eq!((with("aria-sort", "ascending"), with("role", "status"), with("role", "search")), (1, 1, 1));
    assert_eq!((with("type", "checkbox"), with("type", "search"), with("data-rating", "1")), (3, 1, 2));
    // Without the script there is nothing that does nothing.
    let filters = tags.iter().find(|tag| tag.get("role") == Some("search")).unwrap();
    assert!(filters.get("hidden").is_some());
    assert_eq!(tags.iter().filter(|tag| tag.name == "button").count(), 0);
}
