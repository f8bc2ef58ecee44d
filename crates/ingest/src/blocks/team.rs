//! Threads that take in parts of one file: each with a collector of its own, and one list of what they have done.

use std::cmp::Reverse;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::collect::Listed;
use crate::{Collector, limits};

/// What all threads that read one file share. Parts are numbered in the order of the file.
pub(crate) struct Team<O> {
    /// An empty collector, of which every thread gets its twin.
    pattern: Collector,
    /// Collectors that nobody uses at the moment, at most one for each thread.
    twins: Mutex<Vec<Collector>>,
    done: Mutex<Vec<Done<O>>>,
    /// How many parts wait for a thread or are in work.
    waiting: AtomicUsize,
    most_waiting: usize,
}

struct Done<O> {
    number: usize,
    outcome: O,
    listed: Listed,
}

impl<O: Send> Team<O> {
    /// A team for the file of that collector.
    pub(crate) fn new(collector: &Collector) -> Self {
        let threads = rayon::current_num_threads();
        Self {
            pattern: collector.twin(),
            twins: Mutex::default(),
            done: Mutex::default(),
            waiting: AtomicUsize::new(0),
            most_waiting: if threads == 1 { 0 } else { 2 * threads },
        }
    }

    /// Hands work to whoever is free. While enough of it waits, whoever hands it out does it, so that few parts are in memory at once.
    pub(crate) fn hand<'s>(&'s self, scope: &rayon::Scope<'s>, work: impl FnOnce() + Send + 's) {
        if self.waiting.load(Ordering::Relaxed) >= self.most_waiting {
            return work();
        }
        self.waiting.fetch_add(1, Ordering::Relaxed);
        scope.spawn(move |_| {
            work();
            self.waiting.fetch_sub(1, Ordering::Relaxed);
        });
    }

    /// Takes in a part; what it lists counts if `take` returns an outcome.
    pub(crate) fn take<E>(
        &self,
        number: usize,
        take: impl FnOnce(&mut Collector) -> Result<O, E>,
    ) -> Result<(), E> {
        let twin = lock(&self.twins).pop();
        let mut twin = twin.unwrap_or_else(|| self.pattern.twin());
        let outcome = take(&mut twin);
        let mut listed = twin.take_listed();
        lock(&self.twins).push(twin);
        let outcome = outcome?;
        let mut done = lock(&self.done);
        // Rejects that will not be listed would fill the memory of a file that is full of them.
        let before = done.iter().filter(|done| done.number < number).map(|done| done.listed.rejects());
        if before.sum::<usize>() >= limits::LISTED_REJECTS {
            listed.drop_rejects();
        }
        done.push(Done { number, outcome, listed });
        Ok(())
    }

    /// Adds everything up in a collector of the file; returns the outcomes in order.
    pub(crate) fn join(self, collector: &mut Collector) -> Vec<O> {
        let mut twins = into_inner(self.twins);
        // The largest is moved as it is.
        twins.sort_by_key(|twin| Reverse(twin.facts.sightings()));
        for twin in twins {
            collector.absorb(twin);
        }
        let mut done = into_inner(self.done);
        done.sort_unstable_by_key(|done| done.number);
        let outcomes = done.into_iter().map(|done| {
            collector.list(done.listed);
            done.outcome
        });
        outcomes.collect()
    }
}

/// A panic of a thread is passed on when all have ended, so what it left behind is never used.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// As [`lock`].
pub(crate) fn into_inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}
