//! Many channels at once: who works on which, and in which order their results come out.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Whoever takes the results, all on one thread.
pub trait Results<T> {
    /// A result is there; perhaps some before it are not.
    ///
    /// # Errors
    /// Whatever makes it useless to go on.
    fn arrived(&mut self, _index: usize, _result: &T) -> anyhow::Result<()> {
        Ok(())
    }

    /// The next result in the order of the jobs.
    ///
    /// # Errors
    /// Whatever makes it useless to go on.
    fn next(&mut self, index: usize, result: T) -> anyhow::Result<()>;

    /// Called now and then while nothing arrives.
    fn waiting(&mut self) {}
}

/// Works on all jobs and hands the results out in the order of the jobs, each as soon as all before it are there.
///
/// Every thread of the pool takes one job after the other, and none takes a second one while it waits for parts of its first. So
/// no more jobs are open than there are threads, and threads for which no job is left help with the parts of those that are still open: one
/// long job keeps all of them busy, and keeps none of the others waiting. A job that panics has the result of `failed`.
///
/// # Errors
/// The first of `results`. Then `stop` is set, so that jobs that look at it end early.
pub fn in_order<J: Send, T: Send>(
    jobs: Vec<J>,
    stop: &AtomicBool,
    work: &(dyn Fn(J) -> T + Sync),
    failed: &(dyn Fn(usize) -> T + Sync),
    results: &mut dyn Results<T>,
) -> anyhow::Result<()> {
    let queue = Mutex::new(jobs.into_iter().enumerate());
    let queue = &queue;
    rayon::in_place_scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        // A broadcast is no job that another thread could steal, so it never nests inside another's wait. Its closure owns the
        // sender, so the receiver ends when all threads have.
        scope.spawn_broadcast(move |_, _| {
            let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            while let Some((index, job)) = next() {
                let result = catch_unwind(AssertUnwindSafe(|| work(job)));
                // Nobody listens any more only if the results are no longer wanted.
                let _ = sender.send((index, result.unwrap_or_else(|_| failed(index))));
            }
        });
        let outcome = deliver(&receiver, results);
        if outcome.is_err() {
            stop.store(true, Ordering::Relaxed);
        }
        outcome
    })
}

/// Hands out what arrives, holding back what comes early.
fn deliver<T>(receiver: &Receiver<(usize, T)>, results: &mut dyn Results<T>) -> anyhow::Result<()> {
    const TICK: Duration = Duration::from_millis(100);
    let mut early = BTreeMap::new();
    let mut next = 0;
    loop {
        match receiver.recv_timeout(TICK) {
            Ok((index, result)) => {
                results.arrived(index, &result)?;
                early.insert(index, result);
            }
            Err(RecvTimeoutError::Timeout) => results.waiting(),
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        while let Some(result) = early.remove(&next) {
            results.next(next, result)?;
            next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::time::{Duration, Instant};

    use rayon::prelude::*;

    use super::{Results, in_order};

    #[derive(Default)]
    struct Taken {
        results: Vec<(usize, u64)>,
        fails_at: Option<usize>,
    }

    impl Results<u64> for Taken {
        fn next(&mut self, index: usize, result: u64) -> anyhow::Result<()> {
            anyhow::ensure!(Some(index) != self.fails_at, "no more");
            self.results.push((index, result));
            Ok(())
        }
    }

    #[test]
    fn results_come_in_order() {
        let mut taken = Taken::default();
        let work = |job: u64| (0..job * 100).into_par_iter().sum::<u64>();
        in_order((0..100).rev().collect(), &AtomicBool::new(false), &work, &|_| 0, &mut taken).unwrap();
        // The sum of all numbers below 100 n is 50 n (100 n − 1).
        let expected = (0..100).rev().map(|job: u64| 50 * job * (100 * job).saturating_sub(1));
        assert_eq!(taken.results, expected.enumerate().collect::<Vec<_>>());
    }

    /// A thread that waits for the parts of its job takes no second job: no more are open than there are threads.
    #[test]
    fn no_more_jobs_are_open_than_there_are_threads() {
        let (open, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |job: u64| {
            most.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let sum =
                (0..200_u64).into_par_iter().map(|part| (0..part + job).fold(0, u64::wrapping_add)).sum();
            open.fetch_sub(1, Ordering::SeqCst);
            sum
        };
        let threads = rayon::current_num_threads();
        in_order((0..300).collect(), &AtomicBool::new(false), &work, &|_| 0, &mut Taken::default()).unwrap();
        assert!((1..=threads).contains(&most.load(Ordering::SeqCst)), "{most:?} of {threads}");
    }

    /// Waits until something holds, but not for ever.
    fn soon(holds: impl Fn() -> bool) -> bool {
        let begin = Instant::now();
        while !holds() {
            if begin.elapsed() > Duration::from_mins(1) {
                return false;
            }
            std::thread::yield_now();
        }
        true
    }

    /// The first job ends only when all others are done, and the parts of the last only when two threads work on them.
    #[test]
    fn a_long_job_keeps_nobody_waiting_and_everybody_busy() {
        if rayon::current_num_threads() < 2 {
            return;
        }
        let (done, parts) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |job: u64| {
            let went_on = match job {
                0 => soon(|| done.load(Ordering::SeqCst) == 19),
                19 => {
                    let part = || {
                        parts.fetch_add(1, Ordering::SeqCst);
                        soon(|| parts.load(Ordering::SeqCst) == 2)
                    };
                    done.fetch_add(1, Ordering::SeqCst);
                    let (one, other) = rayon::join(part, part);
                    one && other
                }
                _ => done.fetch_add(1, Ordering::SeqCst) < 19,
            };
            u64::from(went_on)
        };
        let mut taken = Taken::default();
        in_order((0..20).collect(), &AtomicBool::new(false), &work, &|_| 0, &mut taken).unwrap();
        assert_eq!(taken.results, (0..20).map(|index| (index, 1)).collect::<Vec<_>>());
    }

    #[test]
    fn a_panic_is_the_result_of_its_job_alone() {
        let mut taken = Taken::default();
        let work = |job: u64| if job == 3 { std::panic::panic_any(()) } else { job };
        in_order((0..6).collect(), &AtomicBool::new(false), &work, &|_| 99, &mut taken).unwrap();
        assert_eq!(taken.results, [(0, 0), (1, 1), (2, 2), (3, 99), (4, 4), (5, 5)]);
    }

    #[test]
    fn who_takes_no_more_stops_the_work() {
        let mut taken = Taken { fails_at: Some(2), ..Taken::default() };
        let stop = AtomicBool::new(false);
        let done = Mutex::new(0);
        let work = |job: u64| {
            *done.lock().unwrap() += 1;
            job
        };
        assert!(in_order((0..50).collect(), &stop, &work, &|_| 0, &mut taken).is_err());
        assert_eq!(taken.results, [(0, 0), (1, 1)]);
        assert!(stop.load(Ordering::Relaxed));
        assert_eq!(
            *done.lock().unwrap(),
            50,
            "every job is asked, so that each can look at the sign to stop"
        );
    }
}
