//! What the touches of a ledger come to, whenever one looks at them: read once, looked at from any instant.
//!
//! Where conversations begin, and when they are answered, does not depend on as-of: later touches only add to it. So one pass over the
//! touches serves every instant and every window.

use meter_model::{Ledger, Touch};

use crate::DAY;

/// A conversation that the channel opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Opened {
    time: i64,
    person: u32,
    /// The person's first touch after that, in this or a later conversation.
    answer: Option<i64>,
}

/// A conversation that somebody else opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Inbound {
    time: i64,
    /// The channel's first touch in it.
    joined: Option<i64>,
}

/// An outgoing touch, from which on its person counts as reached as long as it is the latest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Reach {
    /// When it was, seconds since the epoch.
    pub(crate) time: i64,
    /// Index of the person in the ledger.
    pub(crate) person: u32,
    /// When the next outgoing touch to the person comes.
    next: i64,
    /// Whether the person is in the address book.
    pub(crate) known: bool,
}

/// One conversation that the channel opened within the window, as it looks at as-of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Outreach {
    /// Index of the person in the ledger.
    pub(crate) person: u32,
    /// When it was opened, seconds since the epoch.
    pub(crate) opening: i64,
    /// Seconds until the person's first touch after that, if it came by as-of.
    pub(crate) delay: Option<i64>,
    /// How many outreaches the person got. Each weighs one part of so many, so that every person counts once.
    pub(crate) parts: u32,
}

/// All that coverage and response rate are computed from.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Observation {
    /// The instant up to which touches count.
    pub(crate) as_of: i64,
    /// Persons with an outgoing touch in the window.
    pub(crate) reached: u64,
    /// How many of them are in the address book.
    pub(crate) known: u64,
    /// Persons with an outreach.
    pub(crate) persons: u64,
    /// Outreaches, the oldest first.
    pub(crate) outreaches: Vec<Outreach>,
    /// Conversations that others opened in the window.
    pub(crate) inbound: u64,
    /// How many of them the channel wrote in.
    pub(crate) inbound_joined: u64,
}

/// All conversations of a channel that matter for some instants, each list in the order of time.
pub(crate) struct History {
    /// How many persons the ledger has.
    persons: usize,
    opened: Vec<Opened>,
    inbound: Vec<Inbound>,
    reach: Vec<Reach>,
}

impl History {
    /// What will be looked at from `instants`, which are sorted, with windows of at most `window` seconds. Conversations end with a silence
    /// of more than `gap` seconds.
    pub(crate) fn of(ledger: &Ledger, gap: i64, instants: &[i64], window: i64) -> Self {
        let mut history = Self {
            persons: ledger.persons.len(),
            opened: Vec::new(),
            inbound: Vec::new(),
            reach: Vec::new(),
        };
        let (Some(first), Some(&last)) = (instants.first(), instants.last()) else { return history };
        let start = first - window;
        for touches in ledger.by_person() {
            let touches = until(touches, last);
            let Some(newest) = touches.last().filter(|newest| newest.time().seconds() > start) else {
                continue;
            };
            history.reach(touches, ledger.persons[newest.person()].known, instants, start);
            history.converse(touches, gap, start);
        }
        history.opened.sort_unstable_by_key(|opened| (opened.time, opened.person));
        history.inbound.sort_unstable_by_key(|inbound| inbound.time);
        history.reach.sort_unstable_by_key(|reach| (reach.time, reach.person));
        history
    }

    /// Adds those outgoing touches of one person that are the latest at one of the instants.
    fn reach(&mut self, touches: &[Touch], known: bool, instants: &[i64], start: i64) {
        let mut next = i64::MAX;
        let mut earlier = instants;
        for touch in touches.iter().rev().filter(|touch| touch.is_outgoing()) {
            let time = touch.time().seconds();
            while earlier.last().is_some_and(|&instant| instant >= next) {
                earlier = &earlier[..earlier.len() - 1];
            }
            let Some(&instant) = earlier.last().filter(|_| time > start) else { break };
            if instant >= time {
                self.reach.push(Reach { time, person: person_of(touch), next, known });
            }
            next = time;
        }
    }

    /// Adds the conversations of one person, from the last to the first, so that the next answer is always at hand.
    fn converse(&mut self, touches: &[Touch], gap: i64, start: i64) {
        let mut next_incoming = None;
        for conversation in conversations(touches, gap).rev() {
            let time = conversation[0].time().seconds();
            if time <= start {
                break;
            }
            let first_of = |outgoing: bool| {
                let touch = conversation.iter().find(|touch| touch.is_outgoing() == outgoing);
                touch.map(|touch| touch.time().seconds())
            };
            next_incoming = first_of(false).or(next_incoming);
            if conversation[0].is_outgoing() {
                self.opened.push(Opened { time, person: person_of(&conversation[0]), answer: next_incoming });
            } else {
                self.inbound.push(Inbound { time, joined: first_of(true) });
            }
        }
    }

    /// What there is to see from `as_of` in a window of so many seconds.
    pub(crate) fn observe(&self, as_of: i64, window: i64) -> Observation {
        self.observe_span(as_of - window, as_of, as_of)
    }

    /// What there is to see from `as_of` of what happened after `start` and not after `end`, which is an instant for which this was made.
    pub(crate) fn observe_span(&self, start: i64, end: i64, as_of: i64) -> Observation {
        let opened = within(&self.opened, start, end, |opened| opened.time);
        let inbound = within(&self.inbound, start, end, |inbound| inbound.time);
        let reached = || self.reached(start, end);
        let is_joined = |inbound: &&Inbound| inbound.joined.is_some_and(|time| time <= as_of);
        let (persons, outreaches) = self.outreaches(opened, as_of);
        Observation {
            as_of,
            reached: reached().count() as u64,
            known: reached().filter(|reach| reach.known).count() as u64,
            persons,
            outreaches,
            inbound: inbound.len() as u64,
            inbound_joined: inbound.iter().filter(is_joined).count() as u64,
        }
    }

    /// Who got an outgoing touch after `start` and not after `end`, each with the latest of these.
    pub(crate) fn reached(&self, start: i64, end: i64) -> impl Iterator<Item = &Reach> {
        within(&self.reach, start, end, |reach| reach.time).iter().filter(move |reach| reach.next > end)
    }

    /// Who was reached in a window of so many seconds before `as_of` and is not known, the latest first.
    pub(crate) fn unknown(&self, as_of: i64, window: i64) -> Vec<usize> {
        let unknown = self.reached(as_of - window, as_of).filter(|reach| !reach.known);
        let mut unknown: Vec<&Reach> = unknown.collect();
        unknown.sort_by_key(|reach| (std::cmp::Reverse(reach.time), reach.person));
        unknown.into_iter().map(|reach| reach.person as usize).collect()
    }

    /// How many persons got outreaches, and these.
    fn outreaches(&self, opened: &[Opened], as_of: i64) -> (u64, Vec<Outreach>) {
        if opened.is_empty() {
            return (0, Vec::new());
        }
        let mut parts = vec![0_u32; self.persons];
        let mut persons = 0;
        for opened in opened {
            let parts = &mut parts[opened.person as usize];
            persons += u64::from(*parts == 0);
            *parts += 1;
        }
        let outreach = |opened: &Opened| Outreach {
            person: opened.person,
            opening: opened.time,
            delay: opened.answer.filter(|answer| *answer <= as_of).map(|answer| answer - opened.time),
            parts: parts[opened.person as usize],
        };
        (persons, opened.iter().map(outreach).collect())
    }
}

/// Whom the channel had addressed by `as_of` before they ever wrote: when it was, and whether they are in the address book.
pub(crate) fn met(ledger: &Ledger, as_of: i64) -> impl Iterator<Item = (i64, bool)> {
    ledger.by_person().filter_map(move |touches| {
        let first = touches[0];
        let time = first.time().seconds();
        (first.is_outgoing() && time <= as_of).then(|| (time, ledger.persons[first.person()].known))
    })
}

/// The number of the day of an instant, if days are spans of 24 hours that are counted back from as-of.
pub(crate) fn days_before(as_of: i64, time: i64) -> i64 {
    (as_of - time) / DAY
}

/// The touches up to an instant, of touches sorted by time.
pub(crate) fn until(touches: &[Touch], as_of: i64) -> &[Touch] {
    &touches[..touches.partition_point(|touch| touch.time().seconds() <= as_of)]
}

/// Those that come after `start` and not after `end`, of things sorted by time.
fn within<T>(sorted: &[T], start: i64, end: i64, time: impl Fn(&T) -> i64) -> &[T] {
    let from = sorted.partition_point(|one| time(one) <= start);
    let to = sorted.partition_point(|one| time(one) <= end);
    &sorted[from..to.max(from)]
}

/// Maximal runs in which no gap is longer than `gap` seconds.
fn conversations(touches: &[Touch], gap: i64) -> impl DoubleEndedIterator<Item = &[Touch]> {
    touches.chunk_by(move |one, next| next.time().seconds() - one.time().seconds() <= gap)
}

pub(crate) fn person_of(touch: &Touch) -> u32 {
    u32::try_from(touch.person()).expect("a ledger has fewer than 2^32 persons")
}
