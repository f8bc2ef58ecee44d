//! Outreaches in the order of the estimate, for which questions of the kind "and if so many were answered?" are cheap.

use std::cmp::Reverse;
use std::sync::Arc;

use super::added::Added;
use super::weights::Weights;
use crate::history::Observation;
use crate::statistics::kaplan_meier::{Backwards, Estimate, Product, Step};

/// All outreaches of a window: those that were observed, and beside them those of a campaign to new persons.
///
/// Weights are whole numbers, so that the same outreaches give the same sums to the last bit, whichever way one came to them.
#[derive(Clone, Debug)]
pub(crate) struct Outreaches {
    observed: Arc<Observed>,
    added: Added,
}

/// Those that were observed.
#[derive(Debug)]
struct Observed {
    horizon: i64,
    persons: u64,
    weights: Weights,
    /// Answers within the horizon by their delays, the longest first.
    answers: Vec<Answers>,
    /// How many answers these are.
    answered: u64,
    /// Persons with such an answer, sorted.
    answered_persons: Vec<u32>,
    /// All others, the oldest first, of equally old ones the heaviest first.
    silent: Vec<Silent>,
    /// The weight of the silent ones before each, and of all.
    silent_before: Vec<u64>,
}

/// All answers that came after one delay.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Answers {
    delay: i64,
    weight: u64,
    count: u64,
}

/// An outreach without an answer in time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Silent {
    /// Seconds from the opening to as-of.
    age: i64,
    person: u32,
    /// How many outreaches the person got.
    parts: u32,
}

impl Outreaches {
    pub(crate) fn of(observation: &Observation, horizon: i64) -> Self {
        let parts = observation.outreaches.iter().map(|outreach| outreach.parts);
        let weights = Weights::new(parts, observation.persons);
        let (mut delays, mut answered_persons, mut silent) = (Vec::new(), Vec::new(), Vec::new());
        for outreach in &observation.outreaches {
            let parts = outreach.parts;
            match outreach.delay.filter(|delay| *delay <= horizon) {
                Some(delay) => {
                    delays.push((delay, weights.of(parts)));
                    answered_persons.push(outreach.person);
                }
                None => silent.push(Silent {
                    age: observation.as_of - outreach.opening,
                    person: outreach.person,
                    parts,
                }),
            }
        }
        // They come with the oldest first already.
        for equal in silent.chunk_by_mut(|one, next| one.age == next.age) {
            equal.sort_by_key(|silent| silent.parts);
        }
        let mut silent_before = Vec::with_capacity(silent.len() + 1);
        silent_before.push(0);
        silent_before.extend(silent.iter().scan(0, |sum, silent| {
            *sum += weights.of(silent.parts);
            Some(*sum)
        }));
        delays.sort_unstable_by_key(|(delay, _)| Reverse(*delay));
        answered_persons.sort_unstable();
        answered_persons.dedup();
        let answers = delays.chunk_by(|one, next| one.0 == next.0).map(|equal| Answers {
            delay: equal[0].0,
            weight: equal.iter().map(|(_, weight)| weight).sum(),
            count: equal.len() as u64,
        });
        let observed = Observed {
            horizon,
            persons: observation.persons,
            answers: answers.collect(),
            answered: delays.len() as u64,
            answered_persons,
            silent,
            silent_before,
            weights,
        };
        Self { observed: Arc::new(observed), added: Added::default() }
    }

    /// The observed ones with those of a campaign.
    pub(crate) fn with(&self, added: Added) -> Self {
        Self { observed: Arc::clone(&self.observed), added }
    }

    /// Persons with an outreach.
    pub(crate) fn persons(&self) -> u64 {
        self.observed.persons + self.added.persons()
    }

    /// How many have no answer in time.
    pub(crate) fn silent(&self) -> u64 {
        (self.observed.silent.len() + self.added.silent().len()) as u64 + self.added.late()
    }

    /// The observed ones without an answer in time, the oldest first: the person, and the seconds from the opening to as-of.
    pub(crate) fn silences(&self) -> impl Iterator<Item = (u32, i64)> {
        self.observed.silent.iter().map(|silent| (silent.person, silent.age))
    }

    /// The estimate if the `more` oldest silent ones had been answered at once, and as many outreaches as `new` to new persons, too.
    pub(crate) fn estimate(&self, more: u64, new: u64) -> Estimate {
        let mut product = Product::new();
        self.each_step(more, new, |_, step| product.take(step));
        product.estimate()
    }

    /// The steps of the estimate as things are, each with its delay, the longest first.
    pub(super) fn steps(&self) -> Vec<(i64, Step)> {
        let mut steps = Vec::with_capacity(self.observed.answers.len());
        self.each_step(0, 0, |delay, step| steps.push((delay, step)));
        steps
    }

    /// The steps of the estimate from the last to the first.
    fn each_step(&self, more: u64, new: u64, mut take_step: impl FnMut(i64, Step)) {
        let Observed { horizon, weights, answers, silent, silent_before, .. } = &*self.observed;
        let (more, added_more) = self.oldest(more);
        let added_silent = &self.added.silent()[added_more..];
        let (mut events, mut added) = (&answers[..], self.added.answers());
        let (mut next, mut added_next) = (more, 0);
        let mut backwards = Backwards::new(weights.one());
        backwards.join(self.added.late() * weights.one());
        // Whoever was silent for at least `time` is at risk then.
        let mut silent_for = |time: i64| {
            let (first, added_first) = (next, added_next);
            next += silent[next..].iter().take_while(|silent| silent.age >= time).count();
            added_next += added_silent[added_next..].iter().take_while(|age| **age >= time).count();
            silent_before[next] - silent_before[first] + (added_next - added_first) as u64 * weights.one()
        };
        let at_once = silent_before[more] + (added_more as u64 + new) * weights.one();
        loop {
            let time = events.first().map(|events| events.delay).max(added.first().map(|(delay, _)| *delay));
            let time = time.unwrap_or(0);
            debug_assert!((0..=*horizon).contains(&time), "later answers are none");
            backwards.join(silent_for(time));
            let weight = take(&mut events, &mut added, time, weights.one());
            let weight = if time == 0 { weight + at_once } else { weight };
            if let Some(step) = backwards.event(weight) {
                take_step(time, step);
            }
            if time == 0 {
                break;
            }
        }
    }

    /// How many of the silent ones are younger than the horizon if the `more` oldest had been answered, and how many are not.
    pub(crate) fn pending_and_unanswered(&self, more: u64) -> (u64, u64) {
        let (observed, added) = self.oldest(more);
        let (old, added_old) = self.unanswered();
        let unanswered = (old.saturating_sub(observed) + added_old.saturating_sub(added)) as u64;
        let unanswered = unanswered + self.added.late();
        let rest = self.silent() - (observed + added) as u64;
        (rest - unanswered, unanswered)
    }

    /// How many are answered in time, in the same case.
    pub(crate) fn answered(&self, more: u64) -> u64 {
        let (observed, added) = self.oldest(more);
        self.observed.answered + self.added.answered() + (observed + added) as u64
    }

    /// The median delay of those answered, in the same case; with an even number the mean of the middle two.
    pub(crate) fn median(&self, more: u64) -> Option<f64> {
        let number = self.answered(more);
        // Counted from the longest: those answered at once come last.
        let delay = |index: u64| {
            let (mut observed, mut added) = (&self.observed.answers[..], self.added.answers());
            let mut left = index;
            loop {
                let delays = observed.first().map(|one| one.delay).max(added.first().map(|one| one.0))?;
                let mut count = 0;
                if let Some((one, rest)) = observed.split_first().filter(|(one, _)| one.delay == delays) {
                    (count, observed) = (one.count, rest);
                }
                if let Some((one, rest)) = added.split_first().filter(|(one, _)| one.0 == delays) {
                    (count, added) = (count + one.1, rest);
                }
                if left < count {
                    return Some(delays);
                }
                left -= count;
            }
        };
        let delay = |index| delay(index).unwrap_or(0);
        (number > 0).then(|| (delay((number - 1) / 2) + delay(number / 2)) as f64 / 2.0)
    }

    /// Persons with an outreach that is answered or unanswered, not pending, in the same case.
    pub(crate) fn decided_persons(&self, more: u64) -> u64 {
        let (observed, added) = self.oldest(more);
        let (old, added_old) = self.unanswered();
        let silent = self.observed.silent[..old.max(observed)].iter().map(|silent| silent.person);
        let mut persons: Vec<u32> = silent.chain(self.observed.answered_persons.iter().copied()).collect();
        persons.sort_unstable();
        persons.dedup();
        persons.len() as u64 + self.added.answered() + self.added.late() + added_old.max(added) as u64
    }

    /// How many of the silent ones are as old as the horizon, of the observed and of the added.
    fn unanswered(&self) -> (usize, usize) {
        let horizon = self.observed.horizon;
        (
            self.observed.silent.partition_point(|silent| silent.age >= horizon),
            self.added.silent().partition_point(|age| *age >= horizon),
        )
    }

    /// How many of the oldest silent ones were observed and how many were added; those added are among the heaviest of their age.
    fn oldest(&self, more: u64) -> (usize, usize) {
        let Observed { silent, .. } = &*self.observed;
        let added = self.added.silent();
        let more = usize::try_from(more).map_or(usize::MAX, |more| more.min(silent.len() + added.len()));
        if added.is_empty() || more >= silent.len() + added.len() {
            return (more.min(silent.len()), more - more.min(silent.len()));
        }
        // The number of observed ones is the smallest with which the first of those left out is not before the last one added.
        let (mut low, mut high) = (more.saturating_sub(added.len()), more.min(silent.len()));
        while low < high {
            let middle = low + (high - low) / 2;
            let last_added = added[more - middle - 1];
            let comes_first = silent[middle].age > last_added
                || (silent[middle].age == last_added && silent[middle].parts <= 1);
            if comes_first {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low, more - low)
    }
}

/// Takes the answers of a time off the fronts, and returns their weight.
fn take(events: &mut &[Answers], added: &mut &[(i64, u64)], time: i64, one: u64) -> u64 {
    let mut weight = 0;
    if let Some((first, rest)) = events.split_first().filter(|(first, _)| first.delay == time) {
        (weight, *events) = (first.weight, rest);
    }
    if let Some((first, rest)) = added.split_first().filter(|(first, _)| first.0 == time) {
        (weight, *added) = (weight + first.1 * one, rest);
    }
    weight
}
