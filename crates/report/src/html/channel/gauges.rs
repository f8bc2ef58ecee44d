//! The four ratings: a dial, a word, the value behind it, and how much it rests on.

use maud::{Markup, html};
use meter_score::words::count;
use meter_score::{Confidence, Metric, Metrics, Rating, ResponseBasis};

use super::View;
use crate::html::component::{gauge, spread};
use crate::html::style::rated;
use crate::html::text::{sentence, share};
use crate::table::{facts, title};

pub(super) fn markup(view: &View<'_>) -> Markup {
    html! {
        (overall(view))
        div.cards { @for metric in Metric::ALL { (card(view, metric)) } }
    }
}

fn overall(view: &View<'_>) -> Markup {
    let overall = &view.page.result.assessment.overall;
    let metrics = &view.page.result.assessment.metrics;
    let is_known = Metric::ALL.into_iter().any(|metric| metrics.confidence(metric) != Confidence::None);
    let parts = Metric::ALL.map(|metric| metrics.rating(metric));
    let [low, high] = overall.range.map(u8::from);
    html! {
        div.overall {
            (gauge(is_known.then_some(overall.rating)))
            div {
                h3 { "Overall" }
                (verdict(overall.rating, is_known))
                p {
                    @if !is_known { "Nothing is known of any of the three parts." }
                    @else if parts.iter().all(|part| *part == parts[0]) { "All three parts are equal." }
                    @else { "The lowest part is the " (title(overall.weakest).to_lowercase()) "." }
                    @if low != high { " If the missing data were known, it would be " (low) " to " (high) "." }
                }
            }
        }
    }
}

fn verdict(rating: Rating, is_known: bool) -> Markup {
    html! {
        p class={ "verdict " (if is_known { rated(rating) } else { "rated-none" }) } {
            @if is_known { span.digit { (u8::from(rating)) } " " (rating.words()) }
            @else { "No data" span.aside { " counts as " (u8::from(rating)) ", " (rating.words()) } }
        }
    }
}

fn card(view: &View<'_>, metric: Metric) -> Markup {
    let result = &view.page.result;
    let metrics = &result.assessment.metrics;
    let confidence = metrics.confidence(metric);
    let is_known = confidence != Confidence::None;
    html! {
        div.card {
            h3 { (title(metric)) }
            (gauge(is_known.then(|| metrics.rating(metric))))
            (verdict(metrics.rating(metric), is_known))
            @if let Some((figure, words)) = value(metrics, metric) {
                p.value { strong { (figure) } " " (words) }
            }
            (line(view, metric))
            p.confidence { (sentence(&confidence_words(view, metric, confidence))) }
            ul.facts { @for fact in facts(result, metric) { li { (sentence(&fact)) } } }
        }
    }
}

/// The value, and what it is.
fn value(metrics: &Metrics, metric: Metric) -> Option<(String, String)> {
    let (age, contacts, chats) = (&metrics.life_time, &metrics.contacts, &metrics.chats);
    match metric {
        Metric::LifeTime => {
            let days = age.age_days?;
            let or_more = if age.lower_bound == Some(true) { " or more" } else { "" };
            Some((days.to_string(), format!("{}{or_more}", if days == 1 { "day" } else { "days" })))
        }
        Metric::Contacts => {
            let words = format!("in the address book, {} of {}", contacts.known?, contacts.reached);
            Some((share(contacts.coverage?), words))
        }
        Metric::Chats if chats.basis == Some(ResponseBasis::InboundOnly) => {
            Some(("Only answers".to_owned(), "and opens no conversations".to_owned()))
        }
        Metric::Chats => {
            let words = format!("answered, {} of {}", chats.answered, chats.outreaches);
            Some((share(chats.response_rate?), words))
        }
    }
}

/// The interval of a share between the cuts.
fn line(view: &View<'_>, metric: Metric) -> Markup {
    let metrics = &view.page.result.assessment.metrics;
    let share = match metric {
        Metric::LifeTime => None,
        Metric::Contacts => metrics.contacts.coverage.zip(metrics.contacts.interval),
        Metric::Chats => metrics.chats.response_rate.zip(metrics.chats.interval),
    };
    let cuts = view.page.policy.metric(metric);
    html! {
        @if let Some((value, interval)) = share { (spread(value, interval, [cuts.attention, cuts.good])) }
    }
}

/// How much a rating rests on, and why not on more.
fn confidence_words(view: &View<'_>, metric: Metric, confidence: Confidence) -> String {
    let why = match confidence {
        Confidence::None => return "Confidence: none, as there is no data.".to_owned(),
        Confidence::Firm => return "Confidence: firm.".to_owned(),
        Confidence::Provisional => why_provisional(view, metric),
    };
    format!("Confidence: provisional, {why}.")
}

fn why_provisional(view: &View<'_>, metric: Metric) -> String {
    let metrics = &view.page.result.assessment.metrics;
    let policy = &view.page.policy;
    let (sample, interval) = match metric {
        Metric::LifeTime => return "as it may be older".to_owned(),
        Metric::Contacts => (metrics.contacts.reached, metrics.contacts.interval),
        Metric::Chats if metrics.chats.basis == Some(ResponseBasis::InboundOnly) => {
            return format!("as it rests on fewer than {} conversations", policy.min_sample);
        }
        Metric::Chats => (metrics.chats.persons, metrics.chats.interval),
    };
    if sample < policy.min_sample {
        let are = if sample == 1 { "is" } else { "are" };
        return format!("as {} {are} fewer than {}", count(sample, "person", "people"), policy.min_sample);
    }
    let cuts = policy.metric(metric);
    let within = |cut: &f64| interval.is_some_and(|[low, high]| low < *cut && *cut <= high);
    let cuts: Vec<String> =
        [cuts.attention, cuts.good].iter().filter(|cut| within(cut)).map(|cut| share(*cut)).collect();
    match cuts.as_slice() {
        [cut] => format!("as the cut at {cut} lies within its interval"),
        cuts => format!("as the cuts at {} lie within its interval", cuts.join(" and ")),
    }
}
