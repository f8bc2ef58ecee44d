//! riskFactorChats: how many of the conversations that the channel opens are answered.

mod added;
mod curve;
mod outreaches;
mod weights;

pub(crate) use self::added::Added;
pub(crate) use self::curve::Curve;
pub(crate) use self::outreaches::Outreaches;

use super::{capped, confidence};
use crate::statistics::kaplan_meier::Estimate;
use crate::statistics::wilson;
use crate::{Confidence, Policy, Rating, Response, ResponseBasis};

/// Conversations that others opened in the window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct InboundCounts {
    /// All of them.
    pub(crate) all: u64,
    /// Those that the channel wrote in.
    pub(crate) joined: u64,
}

/// Rates the response rate if the `more` oldest outreaches without an answer in time had been answered at once; a number that only
/// answers is rated by how often it did.
pub(crate) fn response(
    outreaches: &Outreaches,
    inbound: InboundCounts,
    policy: &Policy,
    more: u64,
) -> Response {
    let persons = outreaches.persons();
    let (pending, unanswered) = outreaches.pending_and_unanswered(more);
    let answered = outreaches.answered(more);
    let measured = (persons > 0).then(|| rate_and_interval(&outreaches.estimate(more, 0), outreaches, more));
    let (response_rate, interval) = measured.unzip();
    let (basis, confidence) = match interval {
        Some(interval) => {
            let is_certain = !policy.chats.is_cut_within(interval);
            (Some(ResponseBasis::Outreach), confidence(is_certain, persons, policy))
        }
        None if inbound.joined > 0 => {
            (Some(ResponseBasis::InboundOnly), confidence(true, inbound.joined, policy))
        }
        None => (None, Confidence::None),
    };
    Response {
        rating: rating(response_rate, persons, inbound, policy),
        response_rate,
        persons,
        outreaches: answered + pending + unanswered,
        answered,
        pending,
        unanswered,
        inbound_conversations: inbound.all,
        median_reply_seconds: outreaches.median(more),
        interval,
        basis,
        confidence,
    }
}

/// The response rate that an estimate comes to, and its interval.
fn rate_and_interval(estimate: &Estimate, outreaches: &Outreaches, more: u64) -> (f64, [f64; 2]) {
    let response_rate = 1.0 - estimate.survival;
    (response_rate, wilson::interval(response_rate, effective_sample(estimate, outreaches, more)))
}

/// The rating of a response rate among so many persons; without one, of a number that only answers, if it does.
pub(crate) fn rating(
    response_rate: Option<f64>,
    persons: u64,
    inbound: InboundCounts,
    policy: &Policy,
) -> Rating {
    match response_rate {
        Some(response_rate) => rate(response_rate, persons, policy),
        None => rate_inbound(inbound.joined, policy),
    }
}

/// The rating of a response rate among so many persons.
pub(crate) fn rate(response_rate: f64, persons: u64, policy: &Policy) -> Rating {
    capped(policy.chats.rate(response_rate), persons, policy)
}

/// The rating of a number that opened no conversation but wrote in so many that others opened.
pub(crate) fn rate_inbound(joined: u64, policy: &Policy) -> Rating {
    if joined == 0 { Rating::UseCaution } else { capped(Rating::GoodIndicator, joined, policy) }
}

/// How many persons the estimate is worth: `p (1 − p) / V`. Where V is 0, the persons with an outreach that is decided; where
/// that is nobody, all persons.
fn effective_sample(estimate: &Estimate, outreaches: &Outreaches, more: u64) -> f64 {
    if estimate.variance > 0.0 {
        return estimate.survival * (1.0 - estimate.survival) / estimate.variance;
    }
    match outreaches.decided_persons(more) {
        0 => outreaches.persons() as f64,
        decided => decided as f64,
    }
}
