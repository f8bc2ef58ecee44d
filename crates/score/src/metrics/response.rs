//! riskFactorChats: how many of the conversations that the channel opens are answered.

use super::{capped, confidence};
use crate::observation::{Observation, Outreach};
use crate::statistics::kaplan_meier::{Backwards, Estimate, Observed};
use crate::statistics::{median, wilson};
use crate::{Confidence, Policy, Rating, Response, ResponseBasis};

/// Rates the response rate; a number that only answers is rated by how often it did.
pub(crate) fn response(observation: &Observation, policy: &Policy) -> Response {
    let counts = Counts::of(observation, policy.horizon_seconds());
    let mut response = Response {
        rating: Rating::UseCaution,
        response_rate: None,
        persons: observation.persons,
        outreaches: observation.outreaches.len() as u64,
        answered: counts.delays.len() as u64,
        pending: counts.pending,
        unanswered: counts.unanswered,
        inbound_conversations: observation.inbound,
        median_reply_seconds: median(&counts.delays),
        interval: None,
        basis: None,
        confidence: Confidence::None,
    };
    if observation.persons > 0 {
        let outreaches = SortedOutreaches::of(observation, policy);
        let estimate = outreaches.estimate();
        let response_rate = 1.0 - estimate.survival;
        let interval = wilson::interval(response_rate, effective_sample(&estimate, observation, policy));
        response.rating = rate(response_rate, observation.persons, policy);
        response.response_rate = Some(response_rate);
        response.interval = Some(interval);
        response.basis = Some(ResponseBasis::Outreach);
        response.confidence = confidence(!policy.chats.is_cut_within(interval), observation.persons, policy);
    } else if observation.inbound_joined > 0 {
        response.rating = rate_inbound(observation.inbound_joined, policy);
        response.basis = Some(ResponseBasis::InboundOnly);
        response.confidence = confidence(true, observation.inbound_joined, policy);
    }
    response
}

/// The rating of a response rate among so many persons.
pub(crate) fn rate(response_rate: f64, persons: u64, policy: &Policy) -> Rating {
    capped(policy.chats.rate(response_rate), persons, policy)
}

/// The rating of a number that opened no conversation but wrote in so many that others opened.
pub(crate) fn rate_inbound(joined: u64, policy: &Policy) -> Rating {
    if joined == 0 { Rating::UseCaution } else { capped(Rating::GoodIndicator, joined, policy) }
}

/// Outreaches, unweighted.
struct Counts {
    /// Delays of those answered within the horizon, sorted.
    delays: Vec<i64>,
    pending: u64,
    unanswered: u64,
}

impl Counts {
    fn of(observation: &Observation, horizon: i64) -> Self {
        let mut counts = Self { delays: Vec::new(), pending: 0, unanswered: 0 };
        for outreach in &observation.outreaches {
            match outreach.delay {
                Some(delay) if delay <= horizon => counts.delays.push(delay),
                None if observation.as_of - outreach.opening < horizon => counts.pending += 1,
                _ => counts.unanswered += 1,
            }
        }
        counts.delays.sort_unstable();
        counts
    }
}

/// How many persons the estimate is worth: `p (1 − p) / V`. Where V is 0, the persons with an outreach that is decided; where
/// that is nobody, all persons.
fn effective_sample(estimate: &Estimate, observation: &Observation, policy: &Policy) -> f64 {
    if estimate.variance > 0.0 {
        return estimate.survival * (1.0 - estimate.survival) / estimate.variance;
    }
    match decided_persons(observation, policy.horizon_seconds()) {
        0 => observation.persons as f64,
        decided => decided as f64,
    }
}

/// Persons with an outreach that is answered or unanswered, not pending.
fn decided_persons(observation: &Observation, horizon: i64) -> usize {
    let is_decided =
        |outreach: &Outreach| outreach.delay.is_some() || observation.as_of - outreach.opening >= horizon;
    let persons = observation.outreaches.chunk_by(|one, next| one.person == next.person);
    persons.filter(|outreaches| outreaches.iter().any(is_decided)).count()
}

/// Outreaches in the order of the estimate, for which questions of the kind "and if so many were answered?" are cheap.
pub(crate) struct SortedOutreaches {
    /// Sorted by observed time, each with its rank by age among those without an answer in time, the oldest first.
    observed: Vec<(Observed, Option<u32>)>,
    horizon: i64,
    /// How many have no answer in time.
    pub(crate) silent: u64,
}

impl SortedOutreaches {
    pub(crate) fn of(observation: &Observation, policy: &Policy) -> Self {
        let horizon = policy.horizon_seconds();
        let is_silent = |outreach: &Outreach| outreach.delay.is_none_or(|delay| delay > horizon);
        let mut silent: Vec<usize> = (0..observation.outreaches.len())
            .filter(|&index| is_silent(&observation.outreaches[index]))
            .collect();
        // By weight where equally old: the order of persons must not matter.
        silent.sort_by(|&one, &other| {
            let (one, other) = (&observation.outreaches[one], &observation.outreaches[other]);
            one.opening.cmp(&other.opening).then_with(|| other.weight.total_cmp(&one.weight))
        });
        let mut ranks = vec![None; observation.outreaches.len()];
        for (rank, index) in (0u32..).zip(&silent) {
            ranks[*index] = Some(rank);
        }
        let mut observed: Vec<(Observed, Option<u32>)> = observation
            .outreaches
            .iter()
            .zip(ranks)
            .map(|(outreach, rank)| {
                let time = outreach.delay.unwrap_or(observation.as_of - outreach.opening);
                (Observed { time, event: outreach.delay.is_some(), weight: outreach.weight }, rank)
            })
            .collect();
        observed.sort_by(|(one, one_rank), (other, other_rank)| {
            one.order(other).then_with(|| one_rank.cmp(other_rank))
        });
        Self { observed, horizon, silent: silent.len() as u64 }
    }

    /// The estimate as things are.
    pub(crate) fn estimate(&self) -> Estimate {
        self.estimate_with(0, 0)
    }

    /// The response rate if the `answered` oldest silent outreaches had been answered at once, and as many outreaches as
    /// `added` to new persons, too.
    pub(crate) fn rate_with(&self, answered: u64, added: u64) -> f64 {
        1.0 - self.estimate_with(answered, added).survival
    }

    fn estimate_with(&self, answered: u64, added: u64) -> Estimate {
        let mut backwards = Backwards::new(self.horizon);
        let mut at_once = added as f64;
        for group in self.observed.chunk_by(|(one, _), (next, _)| one.time == next.time).rev() {
            let (mut events, mut censored) = (0.0, 0.0);
            for (observed, rank) in group {
                if rank.is_some_and(|rank| u64::from(rank) < answered) {
                    at_once += observed.weight;
                } else if observed.event {
                    events += observed.weight;
                } else {
                    censored += observed.weight;
                }
            }
            backwards.add(group[0].0.time, events, censored);
        }
        backwards.add(0, at_once, 0.0);
        backwards.estimate()
    }
}
