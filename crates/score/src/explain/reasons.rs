//! Why each metric has its rating, with the counts.

use crate::metrics::response::InboundCounts;
use crate::policy::MetricPolicy;
use crate::words::{count, percent, plain};
use crate::{Coverage, LifeTime, Metric, Metrics, Policy, Rating, Reason, Response, ResponseBasis};

/// At least one reason for each metric, in the order of metrics.
pub(crate) fn reasons(metrics: &Metrics, inbound: InboundCounts, policy: &Policy) -> Vec<Reason> {
    let mut reasons = vec![age(&metrics.life_time, policy)];
    reasons.extend(coverage(&metrics.contacts, policy));
    reasons.extend(response(&metrics.chats, inbound, policy));
    reasons
}

fn reason(code: &'static str, metric: Metric, text: String) -> Reason {
    Reason { code, metric, text }
}

/// Codes of one metric for a value below the first cut, below the second, and above both.
type Codes = [&'static str; 3];

/// The code for a value, and how it stands to the cut that matters: `under 50 %`.
fn standing(
    value: f64,
    cuts: &MetricPolicy,
    codes: Codes,
    write: impl Fn(f64) -> String,
) -> (&'static str, String) {
    match cuts.rate(value) {
        Rating::UseCaution => (codes[0], format!("under {}", write(cuts.attention))),
        Rating::NeedsAttention => (codes[1], format!("under {}", write(cuts.good))),
        Rating::GoodIndicator => (codes[2], format!("not under {}", write(cuts.good))),
    }
}

fn share(share: f64) -> String {
    format!("{} %", percent(share))
}

fn window(policy: &Policy) -> String {
    format!("the last {}", count(policy.window_days, "day", "days"))
}

fn small_sample(code: &'static str, metric: Metric, policy: &Policy) -> Reason {
    let text = format!("That is fewer than {}, so the rating is 2 at most.", people(policy.min_sample));
    reason(code, metric, text)
}

fn people(number: u64) -> String {
    count(number, "person", "people")
}

fn age(age: &LifeTime, policy: &Policy) -> Reason {
    const CODES: Codes = ["AGE_BELOW_ATTENTION", "AGE_BELOW_GOOD", "AGE_GOOD"];
    let Some(days) = age.age_days else {
        let text =
            "Nothing says how old the number is; state when it was registered, or add exports with messages.";
        return reason("AGE_UNKNOWN", Metric::LifeTime, text.to_owned());
    };
    let days_of = |days: f64| match plain(days).as_str() {
        "1" => "1 day".to_owned(),
        days => format!("{days} days"),
    };
    let (code, standing) = standing(days as f64, &policy.life_time, CODES, days_of);
    let at_least = if age.lower_bound == Some(true) { "at least " } else { "" };
    let text = format!("The number is {at_least}{} old, {standing}.", count(days, "day", "days"));
    reason(code, Metric::LifeTime, text)
}

fn coverage(coverage: &Coverage, policy: &Policy) -> Vec<Reason> {
    const CODES: Codes = ["COVERAGE_BELOW_ATTENTION", "COVERAGE_BELOW_GOOD", "COVERAGE_GOOD"];
    let window = window(policy);
    let one = |code, text| vec![reason(code, Metric::Contacts, text)];
    let Some(known) = coverage.known else {
        return one(
            "COVERAGE_UNKNOWN",
            "No source says who is in the address book; add the phone's contacts as vCard or CSV.".to_owned(),
        );
    };
    let Some(value) = coverage.coverage else {
        return one("COVERAGE_NO_DATA", format!("Nobody was written to in {window}."));
    };
    let (code, standing) = standing(value, &policy.contacts, CODES, share);
    let text = format!(
        "{known} of {} written to in {window} {} in the address book ({}), {standing}.",
        people(coverage.reached),
        if known == 1 { "is" } else { "are" },
        share(value)
    );
    let mut reasons = one(code, text);
    if coverage.reached < policy.min_sample {
        reasons.push(small_sample("COVERAGE_SMALL_SAMPLE", Metric::Contacts, policy));
    }
    reasons
}

/// The sentence on a response rate from outreaches.
fn answered_share(response: &Response, rate: f64, standing: &str, policy: &Policy) -> String {
    format!(
        "{} of the people to whom conversations were opened in {} answer within {} ({} of {} so far), {standing}.",
        share(rate),
        window(policy),
        count(policy.reply_window_hours, "hour", "hours"),
        response.answered,
        count(response.outreaches, "conversation", "conversations"),
    )
}

fn response(response: &Response, inbound: InboundCounts, policy: &Policy) -> Vec<Reason> {
    const CODES: Codes = ["RESPONSE_BELOW_ATTENTION", "RESPONSE_BELOW_GOOD", "RESPONSE_GOOD"];
    let window = window(policy);
    let one = |code, text| vec![reason(code, Metric::Chats, text)];
    let (sample, mut reasons) = match (response.basis, response.response_rate) {
        (Some(ResponseBasis::Outreach), Some(rate)) => {
            let (code, standing) = standing(rate, &policy.chats, CODES, share);
            let text = answered_share(response, rate, &standing, policy);
            (response.persons, one(code, text))
        }
        (Some(ResponseBasis::InboundOnly), _) => {
            let answered = inbound.joined;
            let text = format!(
                "No conversation was opened in {window}, but {answered} of {} that others opened {} answered: \
                 a number that only answers.",
                inbound.all,
                if answered == 1 { "was" } else { "were" },
            );
            (answered, one("RESPONSE_INBOUND_ONLY", text))
        }
        _ => {
            let text = match inbound.all {
                0 => format!("No conversation was opened in {window}, by either side."),
                inbound => format!(
                    "No conversation was opened in {window}, and {} that others opened got no answer.",
                    if inbound == 1 { "the one".to_owned() } else { format!("the {inbound}") }
                ),
            };
            return one("RESPONSE_NO_DATA", text);
        }
    };
    if sample < policy.min_sample {
        reasons.push(match response.basis {
            Some(ResponseBasis::InboundOnly) => reason(
                "RESPONSE_SMALL_SAMPLE",
                Metric::Chats,
                format!("That is fewer than {}, so the rating is 2 at most.", policy.min_sample),
            ),
            _ => reason(
                "RESPONSE_SMALL_SAMPLE",
                Metric::Chats,
                format!(
                    "They are {}, fewer than {}, so the rating is 2 at most.",
                    people(response.persons),
                    policy.min_sample
                ),
            ),
        });
    }
    reasons
}
