//! The four ratings: a meter, a digit and words each, why, and what it rests on.

use meter_score::{AgeBasis, Confidence, Coverage, LifeTime, Metric, Rating, Response, ResponseBasis};

use super::page::{Line, Page, Paint};
use super::words::{count, date, duration, interval, percent};
use crate::ChannelResult;

const INDENT: usize = 2;
const DETAIL: usize = 9;
/// `Needs Attention`, the longest of the ratings' words, and the space after it.
const WORDS: usize = 17;
/// `Age of the number`, the longest title, and the space after it.
const TITLE: usize = 19;

/// Adds the overall rating and the three metrics.
pub(super) fn write(result: &ChannelResult, page: &mut Page) {
    let metrics = &result.assessment.metrics;
    overall(result, page);
    let age = (metrics.life_time.rating, metrics.life_time.confidence);
    metric(result, Metric::LifeTime, age, age_value(&metrics.life_time), &age_facts(result), page);
    let contacts = (metrics.contacts.rating, metrics.contacts.confidence);
    let value = metrics.contacts.coverage.map(|share| format!("{} % saved", percent(share)));
    metric(result, Metric::Contacts, contacts, value, &contact_facts(&metrics.contacts), page);
    let chats = (metrics.chats.rating, metrics.chats.confidence);
    metric(result, Metric::Chats, chats, chat_value(&metrics.chats), &chat_facts(&metrics.chats), page);
}

/// A rating that is told apart without colour: filled bars and the digit.
pub(super) fn meter(rating: Rating) -> String {
    let bars = match rating {
        Rating::UseCaution => "▮▯▯",
        Rating::NeedsAttention => "▮▮▯",
        Rating::GoodIndicator => "▮▮▮",
    };
    format!("{bars} {}", u8::from(rating))
}

/// What people call a metric.
pub(super) fn title(metric: Metric) -> &'static str {
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
    let weakest = format!("Lowest part: {}.", title(overall.weakest).to_lowercase());
    let mut line = Line::new(DETAIL, DETAIL).text(&weakest, Paint::Plain);
    let [low, high] = overall.range.map(u8::from);
    if low != high {
        let range = format!("With the missing data it would be {low} to {high}.");
        line = line.text(&range, Paint::Plain);
    }
    page.line(line);
}

fn metric(
    result: &ChannelResult,
    metric: Metric,
    (rating, confidence): (Rating, Confidence),
    value: Option<String>,
    facts: &str,
    page: &mut Page,
) {
    page.blank();
    let confidence = match confidence {
        Confidence::None => "no data",
        Confidence::Provisional => "provisional",
        Confidence::Firm => "firm",
    };
    let value = value.into_iter().chain([confidence.to_owned()]).collect::<Vec<_>>().join(", ");
    let gap = TITLE.saturating_sub(title(metric).len());
    page.line(head(rating, title(metric)).whole(gap, value, Paint::Plain));
    for reason in result.assessment.reasons.iter().filter(|reason| reason.metric == metric) {
        page.line(Line::new(DETAIL, DETAIL).text(&reason.text, Paint::Plain));
    }
    page.line(Line::new(DETAIL, DETAIL).text(facts, Paint::Quiet));
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

fn age_facts(result: &ChannelResult) -> String {
    let age = &result.assessment.metrics.life_time;
    let (Some(since), Some(basis)) = (age.since, age.basis) else {
        return "Nothing dated was found.".to_owned();
    };
    let basis = match basis {
        AgeBasis::Registration => "its registration",
        AgeBasis::Message => "its first message",
        AgeBasis::Group => "a group it created",
    };
    let older = if age.lower_bound == Some(true) { "; it may be older" } else { "" };
    format!("Since {}, the day of {basis}{older}.", date(since, result.timezone))
}

fn contact_facts(contacts: &Coverage) -> String {
    let reached = count(contacts.reached, "person", "people");
    match (contacts.known, contacts.interval) {
        (None, _) => format!("{reached} reached; no address book was found."),
        (Some(known), None) => format!("{known} of {reached} reached are saved."),
        (Some(known), Some(bounds)) => {
            format!("{known} of {reached} reached are saved; {}.", interval(bounds))
        }
    }
}

fn chat_value(chats: &Response) -> Option<String> {
    match (chats.response_rate, chats.basis) {
        (Some(rate), _) => Some(format!("{} % answered", percent(rate))),
        (None, Some(ResponseBasis::InboundOnly)) => Some("only answers".to_owned()),
        (None, _) => None,
    }
}

fn chat_facts(chats: &Response) -> String {
    let mut facts = vec![if chats.outreaches == 0 {
        "No conversations opened.".to_owned()
    } else {
        format!(
            "{} opened with {}: {} answered, {} pending, {} unanswered.",
            count(chats.outreaches, "conversation", "conversations"),
            count(chats.persons, "person", "people"),
            chats.answered,
            chats.pending,
            chats.unanswered
        )
    }];
    facts.extend(chats.interval.map(|bounds| format!("{}.", interval(bounds))));
    facts
        .extend(chats.median_reply_seconds.map(|median| format!("Median reply after {}.", duration(median))));
    facts.push(format!("{} opened by others.", chats.inbound_conversations));
    facts.join(" ")
}
