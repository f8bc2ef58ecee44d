//! The parts of a typed table, read one after the other, unpacked and taken in by all threads.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use meter_tables::{Cell, Part, TableError};

use super::super::at::At;
use super::super::columns::Layout;
use super::super::row::push;
use crate::Collector;
use crate::collect::Listed;

/// Takes in all rows, and lists what is to be listed in their order.
///
/// # Errors
/// At the first part that cannot be read; then the collector is of no use.
pub(super) fn read(
    parts: impl Iterator<Item = Result<Part, TableError>>,
    layout: &Layout,
    collector: &mut Collector,
) -> Result<(), TableError> {
    let pool = Pool {
        layout,
        pattern: collector.twin(),
        twins: Mutex::default(),
        listed: Mutex::default(),
        waiting: AtomicUsize::new(0),
        failed: Mutex::default(),
    };
    rayon::in_place_scope(|scope| pool.hand_out(scope, parts));
    if let Some((_, error)) = into_inner(pool.failed) {
        return Err(error);
    }
    for twin in into_inner(pool.twins) {
        collector.absorb(twin);
    }
    let mut listed = into_inner(pool.listed);
    listed.sort_unstable_by_key(|(number, _)| *number);
    for (_, listed) in listed {
        collector.list(listed);
    }
    Ok(())
}

/// What all threads that read one table share.
struct Pool<'l> {
    layout: &'l Layout,
    /// An empty collector, of which every thread gets its twin.
    pattern: Collector,
    /// Collectors that nobody uses at the moment, at most one for each thread.
    twins: Mutex<Vec<Collector>>,
    listed: Mutex<Vec<(usize, Listed)>>,
    waiting: AtomicUsize,
    /// The first range that cannot be read, and why.
    failed: Mutex<Option<(usize, TableError)>>,
}

impl Pool<'_> {
    /// Reads one part after the other. While enough ranges wait for other threads, the one that reads takes in rows itself, so that few parts
    /// are in memory at once.
    fn hand_out<'s>(
        &'s self,
        scope: &rayon::Scope<'s>,
        parts: impl Iterator<Item = Result<Part, TableError>>,
    ) {
        let threads = rayon::current_num_threads();
        let most_waiting = if threads == 1 { 0 } else { 2 * threads };
        let mut numbers = 0..;
        for part in parts {
            let part = match part {
                Ok(part) => Arc::new(part),
                Err(error) => return self.fail(numbers.next().unwrap_or(usize::MAX), error),
            };
            for (rows, number) in part.ranges().zip(&mut numbers) {
                if self.has_failed_before(number) {
                    return;
                }
                if self.waiting.load(Ordering::Relaxed) >= most_waiting {
                    self.run(number, &part, rows);
                    continue;
                }
                self.waiting.fetch_add(1, Ordering::Relaxed);
                let part = Arc::clone(&part);
                scope.spawn(move |_| {
                    self.run(number, &part, rows);
                    self.waiting.fetch_sub(1, Ordering::Relaxed);
                });
            }
        }
    }

    fn run(&self, number: usize, part: &Part, rows: Range<usize>) {
        if self.has_failed_before(number) {
            return;
        }
        let twin = lock(&self.twins).pop();
        let mut twin = twin.unwrap_or_else(|| self.pattern.twin());
        let mut visit = |row: u64, cells: &[Cell<'_>]| {
            push(&self.layout.row(&|place| cells[place]), self.layout, At::Row(row), &mut twin);
        };
        let outcome = part.each_row(rows, &mut visit);
        let listed = twin.take_listed();
        lock(&self.twins).push(twin);
        match outcome {
            Ok(()) => lock(&self.listed).push((number, listed)),
            Err(error) => self.fail(number, error),
        }
    }

    /// Of several ranges that cannot be read the first one counts, whatever the order in which they are met.
    fn fail(&self, number: usize, error: TableError) {
        let mut failed = lock(&self.failed);
        if failed.as_ref().is_none_or(|(first, _)| number < *first) {
            *failed = Some((number, error));
        }
    }

    fn has_failed_before(&self, number: usize) -> bool {
        lock(&self.failed).as_ref().is_some_and(|(first, _)| *first < number)
    }
}

/// A panic of a thread is passed on when all have ended, so what it left behind is never used.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn into_inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}
