//! Why a rating is another one than before: the numbers of both instants and the rule that tells them apart, nothing else.

use crate::words::{count, percent, plain};
use crate::{
    Confidence, Coverage, LifeTime, Metric, MetricPolicy, Metrics, Policy, Rated, Rating, RatingKey,
    Response, ResponseBasis,
};

/// One sentence on a rating that is not the same before and after.
pub(super) fn cause(key: RatingKey, before: &Rated, after: &Rated, policy: &Policy) -> String {
    let Some(metric) = key.metric() else { return parts(&before.metrics, &after.metrics) };
    let standing = |metrics: &Metrics| match metric {
        Metric::LifeTime => age(&metrics.life_time, policy),
        Metric::Contacts => coverage(&metrics.contacts, policy),
        Metric::Chats => response(&metrics.chats, policy),
    };
    let (old, new) = (standing(&before.metrics), standing(&after.metrics));
    let verb = match (old.value, new.value) {
        (Some(old), Some(new)) if new > old => "rose",
        (Some(old), Some(new)) if new < old => "fell",
        _ => "went",
    };
    let (from, to) = (before.metrics.rating(metric), after.metrics.rating(metric));
    let rule = rule(&old, &new, from, to, metric, policy);
    format!("{} {verb} from {} to {}; {rule}.", title(metric), old.text, new.text)
}

/// The overall rating follows from the three others alone.
fn parts(before: &Metrics, after: &Metrics) -> String {
    let moved = |metric| {
        let (from, to) = (before.rating(metric), after.rating(metric));
        let verb = if to > from { "rose" } else { "fell" };
        let name = title(metric).to_lowercase();
        (from != to).then(|| format!("that of the {name} {verb} from {} to {}", u8::from(from), u8::from(to)))
    };
    let moved: Vec<String> = Metric::ALL.into_iter().filter_map(moved).collect();
    moved.join(" and ").replacen("that", "The rating", 1) + "."
}

fn title(metric: Metric) -> &'static str {
    match metric {
        Metric::LifeTime => "Age",
        Metric::Contacts => "Coverage",
        Metric::Chats => "Response rate",
    }
}

/// How a metric stands at one instant.
struct Standing {
    /// The value with the counts behind it.
    text: String,
    /// What is compared with the cuts.
    value: Option<f64>,
    /// What the value alone is rated.
    by_value: Rating,
    /// Whether the sample holds the rating at 2.
    small: bool,
    basis: Basis,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Basis {
    Nothing,
    Value,
    InboundOnly,
}

impl Standing {
    fn nothing(text: String) -> Self {
        Self { text, value: None, by_value: Rating::UseCaution, small: false, basis: Basis::Nothing }
    }

    fn value(text: String, value: f64, cuts: &MetricPolicy, small: bool) -> Self {
        Self { text, value: Some(value), by_value: cuts.rate(value), small, basis: Basis::Value }
    }
}

fn age(age: &LifeTime, policy: &Policy) -> Standing {
    let Some(days) = age.age_days else { return Standing::nothing("no evidence".to_owned()) };
    Standing::value(count(days, "day", "days"), days as f64, &policy.life_time, false)
}

fn coverage(coverage: &Coverage, policy: &Policy) -> Standing {
    let Coverage { reached, .. } = *coverage;
    let (Some(known), Some(value)) = (coverage.known, coverage.coverage) else {
        return Standing::nothing("no data (nobody was written to)".to_owned());
    };
    let text = format!("{} % ({known} of {} known)", percent(value), people(reached));
    Standing::value(text, value, &policy.contacts, reached < policy.min_sample)
}

fn response(response: &Response, policy: &Policy) -> Standing {
    let others = count(response.inbound_conversations, "conversation", "conversations");
    match (response.basis, response.response_rate) {
        (Some(ResponseBasis::Outreach), Some(value)) => {
            let Response { persons, answered, pending, unanswered, .. } = *response;
            let text = format!(
                "{} % ({answered} answered, {unanswered} unanswered, {pending} pending, {})",
                percent(value),
                people(persons)
            );
            Standing::value(text, value, &policy.chats, persons < policy.min_sample)
        }
        (Some(ResponseBasis::InboundOnly), _) => Standing {
            text: format!("answering only ({others} opened by others)"),
            value: None,
            by_value: Rating::GoodIndicator,
            small: response.confidence == Confidence::Provisional,
            basis: Basis::InboundOnly,
        },
        _ => Standing::nothing(match response.inbound_conversations {
            0 => "no data (no conversation was opened)".to_owned(),
            _ => format!("no data ({others} opened by others, none answered)"),
        }),
    }
}

fn people(number: u64) -> String {
    count(number, "person", "people")
}

/// The rule by which the new standing has another rating than the old one.
fn rule(old: &Standing, new: &Standing, from: Rating, to: Rating, metric: Metric, policy: &Policy) -> String {
    let rating = u8::from(to);
    let enough = policy.min_sample;
    match new.basis {
        Basis::Nothing => return format!("without data the rating is {rating}"),
        Basis::InboundOnly if new.small => {
            return format!("with fewer than {enough} of these answered the rating is {rating}");
        }
        Basis::InboundOnly => return format!("from {enough} of these answered on the rating is {rating}"),
        Basis::Value => {}
    }
    let cuts = policy.metric(metric);
    let cut = |rating| written(cuts.cut(rating), metric);
    let rises = to > from;
    // Only what the step needs is told: a sample holds at 2, so it matters on the way from or to 3.
    let sample = new.small != old.small
        && (if rises { to == Rating::GoodIndicator } else { new.small && to == Rating::NeedsAttention });
    let value = if rises { new.by_value > old.by_value } else { new.by_value < old.by_value };
    match (rises, value, sample) {
        (true, true, true) => format!("from {} and {} on the rating is {rating}", cut(to), people(enough)),
        (true, _, true) => format!("from {} on the rating is no longer held at 2", people(enough)),
        (true, _, false) => format!("from {} on the rating is {rating}", cut(to)),
        (false, true, true) => {
            format!("below {} and with fewer than {} the rating is {rating}", cut(above(to)), people(enough))
        }
        (false, _, true) => format!("with fewer than {} the rating is {rating} at most", people(enough)),
        (false, _, false) => format!("below {} the rating is {rating}", cut(above(to))),
    }
}

/// The rating above one.
fn above(rating: Rating) -> Rating {
    if rating == Rating::UseCaution { Rating::NeedsAttention } else { Rating::GoodIndicator }
}

fn written(cut: f64, metric: Metric) -> String {
    match metric {
        Metric::LifeTime if plain(cut) == "1" => "1 day".to_owned(),
        Metric::LifeTime => format!("{} days", plain(cut)),
        Metric::Contacts | Metric::Chats => format!("{} %", percent(cut)),
    }
}
