//! The four ratings: a meter, a digit and words each, why, and what it rests on.

use meter_score::words::{count, duration, percent};
use meter_score::{
    AgeBasis, Confidence, Coverage, LifeTime, Metric, Metrics, Rating, Response, ResponseBasis,
};

use super::page::{Line, Page, Paint};
use super::words::{date, interval};
use crate::ChannelResult;

const INDENT: usize = 2;
const DETAIL: usize = 9;
/// `Needs Attention`, the longest of the ratings' words, and the space after it.
const WORDS: usize = 17;
/// `Age of the number`, the longest title, and the space after it.
const TITLE: usize = 19;

/// Adds the overall rating and the three metrics.
pub(super) fn write(result: &ChannelResult, page: &mut Page) {
    overall(result, page);
    for one in Metric::ALL {
        metric(result, one, page);
    }
}

/// The value of a metric.
fn value(metrics: &Metrics, metric: Metric) -> Option<String> {
    match metric {
        Metric::LifeTime => age_value(&metrics.life_time),
        Metric::Contacts => contact_value(&metrics.contacts),
        Metric::Chats => chat_value(&metrics.chats),
    }
}

/// What a metric's value rests on, a sentence each.
pub(crate) fn facts(result: &ChannelResult, metric: Metric) -> Vec<String> {
    let metrics = &result.assessment.metrics;
    match metric {
        Metric::LifeTime => age_facts(result),
        Metric::Contacts => contact_facts(&metrics.contacts),
        Metric::Chats => chat_facts(&metrics.chats),
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

fn overall(result: &ChannelResult, page: &mut Page) {
    let overall = &result.assessment.overall;
    page.blank();
    page.line(head(overall.rating, "Overall"));
    let metrics = &result.assessment.metrics;
    let parts = [metrics.life_time.rating, metrics.contacts.rating, metrics.chats.rating];
    let weakest = if parts.iter().all(|part| *part == parts[0]) {
        "All three parts are equal.".to_owned()
    } else {
        format!("Lowest part: {}.", title(overall.weakest).to_lowercase())
    };
    let mut line = Line::new(DETAIL, DETAIL).text(&weakest, Paint::Plain);
    let [low, high] = overall.range.map(u8::from);
    if low != high {
        let range = format!("With the missing data it could be {low} to {high}.");
        line = line.text(&range, Paint::Plain);
    }
    page.line(line);
}

fn metric(result: &ChannelResult, metric: Metric, page: &mut Page) {
    page.blank();
    let metrics = &result.assessment.metrics;
    let confidence = match metrics.confidence(metric) {
        Confidence::None => "no data",
        Confidence::Provisional => "provisional",
        Confidence::Firm => "firm",
    };
    let value =
        value(metrics, metric).into_iter().chain([confidence.to_owned()]).collect::<Vec<_>>().join(", ");
    let gap = TITLE.saturating_sub(title(metric).len());
    page.line(head(metrics.rating(metric), title(metric)).whole(gap, value, Paint::Plain));
    for reason in result.assessment.reasons.iter().filter(|reason| reason.metric == metric) {
        page.line(Line::new(DETAIL, DETAIL).text(&reason.text, Paint::Plain));
    }
    for fact in facts(result, metric) {
        page.line(Line::new(DETAIL, DETAIL).text(&fact, Paint::Quiet));
    }
}

fn head(rating: Rating, title: &str) -> Line {
    let paint = Paint::Rated(rating);
    Line::new(INDENT, DETAIL).whole(0, meter(rating), paint).whole(2, rating.words(), paint).whole(
        WORDS.saturating_sub(rating.words().len()),
        title,
        Paint::Heading,
    )
}

fn age_value(age: &LifeTime) -> Option<String> {
    let days = count(age.age_days?, "day", "days");
    Some(if age.lower_bound == Some(true) { format!("{days} or more") } else { days })
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

fn contact_value(contacts: &Coverage) -> Option<String> {
    let (share, known) = (contacts.coverage?, contacts.known?);
    Some(format!("{} % saved ({known} of {})", percent(share), contacts.reached))
}

fn contact_facts(contacts: &Coverage) -> Vec<String> {
    let reached = || count(contacts.reached, "person", "people");
    match (contacts.known, contacts.interval) {
        (None, _) => vec![format!("{} reached; no address book was found.", reached())],
        (Some(known), None) => vec![format!("{known} of {} reached are saved.", reached())],
        (Some(_), Some(bounds)) => vec![format!("{}.", interval(bounds))],
    }
}

fn chat_value(chats: &Response) -> Option<String> {
    match (chats.response_rate, chats.basis) {
        (Some(rate), _) => Some(format!("{} % answered", percent(rate))),
        (None, Some(ResponseBasis::InboundOnly)) => Some("only answers".to_owned()),
        (None, _) => None,
    }
}

fn chat_facts(chats: &Response) -> Vec<String> {
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
    let bounds = chats.interval.map(interval);
    let median = chats.median_reply_seconds.map(|median| format!("median reply after {}", duration(median)));
    let measures: Vec<String> = bounds.into_iter().chain(median).collect();
    if measures.is_empty() { vec![counts] } else { vec![counts, format!("{}.", measures.join("; "))] }
}
