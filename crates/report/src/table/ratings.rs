//! The four ratings: a meter, a digit and words each, how they came about, why, and what they rest on.

use meter_score::words::{count, duration, percent, plain};
use meter_score::{
    AgeBasis, Confidence, Coverage, LifeTime, Metric, Metrics, Policy, Rating, Response, ResponseBasis,
};

use super::TableChannel;
use super::bar::Bar;
use super::page::{Line, Page, Paint};
use super::words::{date, interval};
use crate::spark::{NOTHING, column, digits};
use crate::{ChannelResult, WeekEnd};

const INDENT: usize = 2;
/// Where what is said of a rating begins: behind its meter, or, where that would leave few columns, below it.
const DETAIL: usize = 9;
const NARROW_DETAIL: usize = 4;
const NARROW: usize = 40;
/// `Needs Attention`, the longest of the ratings' words, and the space after it.
const WORDS: usize = 17;
/// `Age of the number`, the longest title, and the space after it.
const TITLE: usize = 19;

/// A value as a bar.
struct Drawn {
    value: f64,
    /// Where the bar is full.
    end: f64,
    /// What stands behind it, in pieces that stay together.
    words: Vec<String>,
}

/// Adds the overall rating and the three metrics.
pub(super) fn write(channel: &TableChannel, policy: &Policy, page: &mut Page) {
    let result = &channel.result;
    let metrics = &result.assessment.metrics;
    let weeks = if channel.weeks.len() > 1 { &channel.weeks[..] } else { &[] };
    overall(result, weeks, page);
    for one in Metric::ALL {
        metric(channel, weeks, one, policy, page);
    }
    let has_bars = Metric::ALL.into_iter().any(|metric| drawn(metrics, metric, policy).is_some());
    legend(has_bars, !weeks.is_empty(), page);
}

/// The value of a metric.
fn value(metrics: &Metrics, metric: Metric) -> Option<String> {
    match metric {
        Metric::LifeTime => age_value(&metrics.life_time),
        Metric::Contacts => contact_value(&metrics.contacts),
        Metric::Chats => chat_value(&metrics.chats),
    }
}

/// The same as a bar; `None` where there is no number.
fn drawn(metrics: &Metrics, metric: Metric, policy: &Policy) -> Option<Drawn> {
    match metric {
        Metric::LifeTime => drawn_age(&metrics.life_time, policy.life_time.good),
        Metric::Contacts => drawn_share(metrics.contacts.coverage, metrics.contacts.interval),
        Metric::Chats => drawn_share(metrics.chats.response_rate, metrics.chats.interval),
    }
}

/// What a metric's value rests on, a sentence each.
pub(crate) fn facts(result: &ChannelResult, metric: Metric) -> Vec<String> {
    let metrics = &result.assessment.metrics;
    facts_beside(result, metric, [metrics.contacts.interval, metrics.chats.interval])
}

/// The same with intervals of coverage and response rate, unless they are told elsewhere.
fn facts_beside(
    result: &ChannelResult,
    metric: Metric,
    [of_contacts, of_chats]: [Option<[f64; 2]>; 2],
) -> Vec<String> {
    let metrics = &result.assessment.metrics;
    match metric {
        Metric::LifeTime => age_facts(result),
        Metric::Contacts => contact_facts(&metrics.contacts, of_contacts),
        Metric::Chats => chat_facts(&metrics.chats, of_chats),
    }
}

/// A rating that is told apart without colour: filled bars and the digit.
pub(crate) fn meter(rating: Rating) -> String {
    let bars = match rating {
        Rating::UseCaution => "▮▯▯",
        Rating::NeedsAttention => "▮▮▯",
        Rating::GoodIndicator => "▮▮▮",
    };
    format!("{bars} {}", u8::from(rating))
}

/// What people call a metric.
pub(crate) fn title(metric: Metric) -> &'static str {
    match metric {
        Metric::LifeTime => "Age of the number",
        Metric::Contacts => "Address book",
        Metric::Chats => "Response rate",
    }
}

fn overall(result: &ChannelResult, weeks: &[WeekEnd], page: &mut Page) {
    let overall = &result.assessment.overall;
    page.blank();
    page.line(head(overall.rating, "Overall", page));
    if !weeks.is_empty() {
        let weeks = latest(weeks, page);
        let ratings: Vec<Option<Rating>> = weeks.iter().map(|week| week.overall).collect();
        page.line(behind_weeks(digits(detail(page), 0, &ratings), weeks));
    }
    let metrics = &result.assessment.metrics;
    let parts = [metrics.life_time.rating, metrics.contacts.rating, metrics.chats.rating];
    let weakest = if parts.iter().all(|part| *part == parts[0]) {
        "All three parts are equal.".to_owned()
    } else {
        format!("Lowest part: {}.", title(overall.weakest).to_lowercase())
    };
    let mut line = detail(page).text(&weakest, Paint::Plain);
    let [low, high] = overall.range.map(u8::from);
    if low != high {
        let range = format!("With the missing data it could be {low} to {high}.");
        line = line.text(&range, Paint::Plain);
    }
    page.line(line);
}

fn metric(channel: &TableChannel, weeks: &[WeekEnd], metric: Metric, policy: &Policy, page: &mut Page) {
    let result = &channel.result;
    let metrics = &result.assessment.metrics;
    let rating = metrics.rating(metric);
    let confidence = match metrics.confidence(metric) {
        Confidence::None => "no data",
        Confidence::Provisional => "provisional",
        Confidence::Firm => "firm",
    };
    let value = value(metrics, metric);
    let value = value.iter().map(String::as_str).chain([confidence]).collect::<Vec<_>>().join(", ");
    let gap = TITLE.saturating_sub(title(metric).len());
    page.blank();
    page.line(head(rating, title(metric), page).whole(gap, value, Paint::Plain));
    if let Some(Drawn { value, end, words }) = drawn(metrics, metric, policy) {
        let bar = Bar::new(value, end, policy.metric(metric), page.room(detail_indent(page)));
        let line = bar.draw(detail(page), rating);
        let (line, _) =
            words.iter().fold((line, 2), |(line, gap), words| (line.whole(gap, words, Paint::Quiet), 1));
        page.line(line);
    }
    if weeks.iter().any(|week| week.share(metric).is_some()) {
        let weeks = latest(weeks, page);
        let columns = weeks.iter().map(|week| column(week.share(metric).map(f64::from)));
        let line = detail(page).whole(0, columns.collect::<String>(), Paint::Plain);
        page.line(behind_weeks(line, weeks));
    }
    for reason in result.assessment.reasons.iter().filter(|reason| reason.metric == metric) {
        page.line(detail(page).text(&reason.text, Paint::Plain));
    }
    for fact in facts_beside(result, metric, [None, None]) {
        page.line(detail(page).text(&fact, Paint::Quiet));
    }
}

/// A line of what is said of a rating.
fn detail(page: &Page) -> Line {
    let indent = detail_indent(page);
    Line::new(indent, indent)
}

fn detail_indent(page: &Page) -> usize {
    if page.room(0) < NARROW { NARROW_DETAIL } else { DETAIL }
}

/// As many of the latest weeks as a line has room for.
fn latest<'w>(weeks: &'w [WeekEnd], page: &Page) -> &'w [WeekEnd] {
    &weeks[weeks.len().saturating_sub(page.room(detail_indent(page)))..]
}

fn behind_weeks(line: Line, weeks: &[WeekEnd]) -> Line {
    line.text(&format!(" {} weeks", weeks.len()), Paint::Quiet)
}

fn legend(bars: bool, weeks: bool, page: &mut Page) {
    let bars = bars.then(|| "│ in a bar is where 2 and where 3 begins.".to_owned());
    let weeks = weeks.then(|| {
        format!("Weeks are shown as they looked at their ends, shares up to 100 %; {NOTHING} is no data.")
    });
    let sentences: Vec<String> = bars.into_iter().chain(weeks).collect();
    if !sentences.is_empty() {
        page.blank();
        page.line(Line::new(INDENT, INDENT).text(&sentences.join(" "), Paint::Quiet));
    }
}

fn head(rating: Rating, title: &str, page: &Page) -> Line {
    let paint = Paint::Rated(rating);
    Line::new(INDENT, detail_indent(page))
        .whole(0, meter(rating), paint)
        .whole(2, rating.words(), paint)
        .whole(WORDS.saturating_sub(rating.words().len()), title, Paint::Heading)
}

fn age_value(age: &LifeTime) -> Option<String> {
    let days = count(age.age_days?, "day", "days");
    Some(if age.lower_bound == Some(true) { format!("{days} or more") } else { days })
}

/// An age as a bar that is full where the rating is good.
fn drawn_age(age: &LifeTime, good: f64) -> Option<Drawn> {
    let days = age.age_days?;
    let words = vec![format!("{},", count(days, "day", "days")), format!("full at {}", plain(good))];
    Some(Drawn { value: days as f64, end: good, words })
}

fn age_facts(result: &ChannelResult) -> Vec<String> {
    let age = &result.assessment.metrics.life_time;
    let (Some(since), Some(basis)) = (age.since, age.basis) else {
        return vec!["Nothing dated was found.".to_owned()];
    };
    let basis = match basis {
        AgeBasis::Registration => "its registration",
        AgeBasis::Message => "its first message",
        AgeBasis::Group => "a group it created",
    };
    let older = if age.lower_bound == Some(true) { "; it may be older" } else { "" };
    vec![format!("Since {}, the day of {basis}{older}.", date(since, result.timezone))]
}

/// A share as a bar, with its interval.
fn drawn_share(share: Option<f64>, bounds: Option<[f64; 2]>) -> Option<Drawn> {
    let value = share?;
    let share = format!("{} %", percent(value));
    let words = match bounds {
        Some(bounds) => vec![format!("{share},"), interval(bounds)],
        None => vec![share],
    };
    Some(Drawn { value, end: 1.0, words })
}

fn contact_value(contacts: &Coverage) -> Option<String> {
    let (share, known) = (contacts.coverage?, contacts.known?);
    Some(format!("{} % saved ({known} of {})", percent(share), contacts.reached))
}

fn contact_facts(contacts: &Coverage, bounds: Option<[f64; 2]>) -> Vec<String> {
    let reached = || count(contacts.reached, "person", "people");
    match (contacts.known, contacts.coverage) {
        (None, _) => vec![format!("{} reached; no address book was found.", reached())],
        (Some(known), None) => vec![format!("{known} of {} reached are saved.", reached())],
        (Some(_), Some(_)) => bounds.map(|bounds| format!("{}.", interval(bounds))).into_iter().collect(),
    }
}

fn chat_value(chats: &Response) -> Option<String> {
    match (chats.response_rate, chats.basis) {
        (Some(rate), _) => Some(format!("{} % answered", percent(rate))),
        (None, Some(ResponseBasis::InboundOnly)) => Some("only answers".to_owned()),
        (None, _) => None,
    }
}

fn chat_facts(chats: &Response, bounds: Option<[f64; 2]>) -> Vec<String> {
    let inbound = chats.inbound_conversations;
    let counts = if chats.outreaches == 0 {
        format!("No conversations opened, {inbound} opened by others.")
    } else {
        format!(
            "{} opened with {}: {} answered, {} pending, {} unanswered; {inbound} opened by others.",
            count(chats.outreaches, "conversation", "conversations"),
            count(chats.persons, "person", "people"),
            chats.answered,
            chats.pending,
            chats.unanswered
        )
    };
    let bounds = bounds.map(interval);
    let median = chats.median_reply_seconds.map(duration);
    let measures = match (bounds, median) {
        (Some(bounds), Some(median)) => Some(format!("{bounds}; median reply after {median}.")),
        (Some(bounds), None) => Some(format!("{bounds}.")),
        (None, Some(median)) => Some(format!("Median reply after {median}.")),
        (None, None) => None,
    };
    std::iter::once(counts).chain(measures).collect()
}
