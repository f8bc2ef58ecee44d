//! Work that is asked for by many, fails, or has no place.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::{Jobs, NotDone};

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(future)
}

#[test]
fn a_piece_is_done_once_for_all_who_ask_meanwhile() {
    block_on(async {
        let jobs: Jobs<u8, usize> = Jobs::new(2, 2);
        let count = Arc::new(AtomicUsize::new(0));
        let ask = || {
            let (jobs, count) = (jobs.clone(), Arc::clone(&count));
            tokio::spawn(async move {
                let work = move || {
                    std::thread::sleep(Duration::from_millis(100));
                    count.fetch_add(1, Ordering::SeqCst)
                };
                jobs.result(&1, work).await
            })
        };
        let asked: Vec<_> = (0..100).map(|_| ask()).collect();
        for asked in asked {
            assert_eq!(asked.await.unwrap(), Ok(0));
        }
        assert_eq!(jobs.result(&1, || 7).await, Ok(7), "what is done is not handed out again");
        assert!(jobs.is_empty());
    });
}

#[test]
fn a_panic_is_an_error_of_those_who_waited_for_it_and_of_nobody_else() {
    block_on(async {
        let jobs: Jobs<u8, u8> = Jobs::new(1, 0);
        assert_eq!(jobs.result(&1, || panic!("of a test")).await, Err(NotDone::Failed));
        assert_eq!(jobs.result(&1, || 2).await, Ok(2));
    });
}

#[test]
fn who_finds_no_place_is_told_at_once_and_who_goes_ends_nothing() {
    block_on(async {
        let jobs: Jobs<u8, u8> = Jobs::new(1, 1);
        let (release, wait) = std::sync::mpsc::channel::<()>();
        let first = tokio::spawn({
            let jobs = jobs.clone();
            async move {
                let work = move || {
                    wait.recv().unwrap();
                    1
                };
                jobs.result(&1, work).await
            }
        });
        while jobs.is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let done = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&done);
        let work = move || {
            counted.fetch_add(1, Ordering::SeqCst);
            2
        };
        let gone = tokio::time::timeout(Duration::from_millis(10), jobs.result(&2, work)).await;
        assert!(gone.is_err());
        assert_eq!(jobs.result(&3, || 3).await, Err(NotDone::Busy));
        release.send(()).unwrap();
        assert_eq!(first.await.unwrap(), Ok(1));
        while !jobs.is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert_eq!(done.load(Ordering::SeqCst), 1);
    });
}
