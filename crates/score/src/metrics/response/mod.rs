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
    let (pending, unanswered) = outreaches.pending_and_unanswered(more);
    let answered = outreaches.answered(more);
    let mut response = Response {
        rating: Rating::UseCaution,
        response_rate: None,
        persons: outreaches.persons(),
        outreaches: answered + pending + unanswered,
        answered,
        pending,
        unanswered,
        inbound_conversations: inbound.all,
        median_reply_seconds: outreaches.median(more),
        interval: None,
        basis: None,
        confidence: Confidence::None,
    };
    if outreaches.persons() > 0 {
        let estimate = outreaches.estimate(more, 0);
        let (response_rate, interval) = rate_and_interval(&estimate, outreaches, more);
        response.rating = rate(response_rate, outreaches.persons(), policy);
        response.response_rate = Some(response_rate);
        response.interval = Some(interval);
        response.basis = Some(ResponseBasis::Outreach);
        response.confidence = confidence(!policy.chats.is_cut_within(interval), outreaches.persons(), policy);
    } else if inbound.joined > 0 {
        response.rating = rate_inbound(inbound.joined, policy);
        response.basis = Some(ResponseBasis::InboundOnly);
        response.confidence = confidence(true, inbound.joined, policy);
    }
    response
}

/// The response rate that an estimate comes to, and its interval.
fn rate_and_interval(estimate: &Estimate, outreaches: &Outreaches, more: u64) -> (f64, [f64; 2]) {
    let response_rate = 1.0 - estimate.survival;
    (response_rate, wilson::interval(response_rate, effective_sample(estimate, outreaches, more)))
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
