//! Outreaches in the order of the estimate, for which questions of the kind "and if so many were answered?" are cheap.

use crate::history::Observation;
use crate::statistics::kaplan_meier::{Backwards, Estimate};

/// One outreach as far as the estimate sees it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Seen {
    /// Seconds from the opening to the answer, or to as-of.
    time: i64,
    /// Into how many parts the weight of its person is divided, as an index of [`Outreaches::kinds`].
    kind: u32,
    person: u32,
}

/// An outreach to somebody new, beside those that were observed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct New {
    /// Seconds from the opening to as-of, from 0.
    pub(crate) age: i64,
    /// Seconds from the opening to the answer, if that came by as-of.
    pub(crate) delay: Option<i64>,
}

/// All outreaches of a window.
///
/// Sums of weights come in the order of parts, each kind at once, so that the same outreaches give the same sum to the last
/// bit, whichever way one came to them.
#[derive(Clone, Debug)]
pub(crate) struct Outreaches {
    horizon: i64,
    /// Persons with an outreach.
    pub(crate) persons: u64,
    /// The numbers of parts that occur, ascending; the first is 1.
    kinds: Vec<u32>,
    /// Those answered within the horizon, the longest delay first.
    answered: Vec<Seen>,
    /// All others, the oldest first, of equally old ones the heaviest first.
    silent: Vec<Seen>,
}

impl Outreaches {
    pub(crate) fn of(observation: &Observation, horizon: i64) -> Self {
        let mut kinds = vec![1];
        kinds.extend(observation.outreaches.iter().map(|outreach| outreach.parts));
        kinds.sort_unstable();
        kinds.dedup();
        let (mut answered, mut silent) = (Vec::new(), Vec::new());
        for outreach in &observation.outreaches {
            let kind = kinds.partition_point(|parts| *parts < outreach.parts);
            let kind = u32::try_from(kind).expect("there are fewer than 2^32 kinds");
            let seen = |time| Seen { time, kind, person: outreach.person };
            match outreach.delay.filter(|delay| *delay <= horizon) {
                Some(delay) => answered.push(seen(delay)),
                None => silent.push(seen(observation.as_of - outreach.opening)),
            }
        }
        longest_first(&mut answered);
        longest_first(&mut silent);
        Self { horizon, persons: observation.persons, kinds, answered, silent }
    }

    /// The same with outreaches to new persons, one each. `first` is a number from which on persons are free.
    pub(crate) fn with(&self, new: &[New], first: u32) -> Self {
        let mut with = self.clone();
        for (new, person) in new.iter().zip(first..) {
            let seen = |time| Seen { time, kind: 0, person };
            match new.delay.filter(|delay| *delay <= self.horizon) {
                Some(delay) => with.answered.push(seen(delay)),
                None => with.silent.push(seen(new.age)),
            }
        }
        // Sorted runs beside each other are merged in one pass.
        longest_first(&mut with.answered);
        longest_first(&mut with.silent);
        with.persons += new.len() as u64;
        with
    }

    /// How many have no answer in time.
    pub(crate) fn silent(&self) -> u64 {
        self.silent.len() as u64
    }

    /// Those without an answer in time, the oldest first: the person, and the seconds from the opening to as-of.
    pub(crate) fn silences(&self) -> impl Iterator<Item = (u32, i64)> {
        self.silent.iter().map(|seen| (seen.person, seen.time))
    }

    /// The estimate if the `more` oldest silent ones had been answered at once, and as many outreaches as `added` to new persons, too.
    pub(crate) fn estimate(&self, more: u64, added: u64) -> Estimate {
        let (more, rest) = self.silent.split_at(self.position(more));
        let mut at_once = self.count(more);
        at_once[0] += added;
        let (late, mut silent) = rest.split_at(rest.partition_point(|seen| seen.time > self.horizon));
        let mut answered = &self.answered[..];
        let mut backwards = Backwards::new(self.horizon);
        backwards.add(i64::MAX, 0.0, self.total(&self.count(late)));
        loop {
            let time = answered.first().into_iter().chain(silent.first()).map(|seen| seen.time).max();
            let Some(time) = time.filter(|time| *time > 0) else { break };
            let events = take(&mut answered, time);
            let censored = take(&mut silent, time);
            backwards.add(time, self.weight(events), self.weight(censored));
        }
        for (sum, kind) in at_once.iter_mut().zip(self.count(answered)) {
            *sum += kind;
        }
        backwards.add(0, self.total(&at_once), self.weight(silent));
        backwards.estimate()
    }

    /// How many of the silent ones are younger than the horizon if the `more` oldest had been answered, and how many are not.
    pub(crate) fn pending_and_unanswered(&self, more: u64) -> (u64, u64) {
        let rest = &self.silent[self.position(more)..];
        let unanswered = rest.partition_point(|seen| seen.time >= self.horizon);
        ((rest.len() - unanswered) as u64, unanswered as u64)
    }

    /// How many are answered in time, in the same case.
    pub(crate) fn answered(&self, more: u64) -> u64 {
        (self.answered.len() + self.position(more)) as u64
    }

    /// The median delay of those answered, in the same case; with an even number the mean of the middle two.
    pub(crate) fn median(&self, more: u64) -> Option<f64> {
        let more = self.position(more);
        let number = more + self.answered.len();
        // Counted from the shortest: those answered at once come first.
        let delay = |index: usize| match index.checked_sub(more) {
            Some(index) => self.answered[self.answered.len() - 1 - index].time,
            None => 0,
        };
        (number > 0).then(|| (delay((number - 1) / 2) + delay(number / 2)) as f64 / 2.0)
    }

    /// Persons with an outreach that is answered or unanswered, not pending, in the same case.
    pub(crate) fn decided_persons(&self, more: u64) -> u64 {
        let more = self.position(more);
        let old = self.silent.partition_point(|seen| seen.time >= self.horizon);
        let decided = self.answered.iter().chain(&self.silent[..old.max(more)]);
        let mut persons: Vec<u32> = decided.map(|seen| seen.person).collect();
        persons.sort_unstable();
        persons.dedup();
        persons.len() as u64
    }

    fn position(&self, more: u64) -> usize {
        usize::try_from(more).map_or(self.silent.len(), |more| more.min(self.silent.len()))
    }

    /// How many there are of each kind.
    fn count(&self, seen: &[Seen]) -> Vec<u64> {
        let mut counts = vec![0; self.kinds.len()];
        for seen in seen {
            counts[seen.kind as usize] += 1;
        }
        counts
    }

    fn total(&self, counts: &[u64]) -> f64 {
        let of_kind = |(parts, count): (&u32, &u64)| *count as f64 / f64::from(*parts);
        self.kinds.iter().zip(counts).filter(|(_, count)| **count > 0).map(of_kind).sum()
    }

    /// The same of things sorted by kind.
    fn weight(&self, seen: &[Seen]) -> f64 {
        let kinds = seen.chunk_by(|one, next| one.kind == next.kind);
        kinds.map(|kind| kind.len() as f64 / f64::from(self.kinds[kind[0].kind as usize])).sum()
    }
}

fn longest_first(seen: &mut [Seen]) {
    seen.sort_by_key(|seen| (std::cmp::Reverse(seen.time), seen.kind));
}

/// Takes those of a time off the front.
fn take<'s>(seen: &mut &'s [Seen], time: i64) -> &'s [Seen] {
    let count = seen.iter().take_while(|seen| seen.time == time).count();
    let (taken, rest) = seen.split_at(count);
    *seen = rest;
    taken
}
