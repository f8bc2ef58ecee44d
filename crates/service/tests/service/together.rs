//! Several programs and threads at once.

use std::collections::BTreeSet;
use std::sync::Barrier;

use meter_service::Database;
use meter_service::history::{Entry, Saved, Span};
use meter_service::tokens::Scope;

use crate::killed::{all_acknowledged, start};
use crate::support::{place, result};

#[test]
fn two_programs_that_begin_at_once_lose_nothing() {
    const EACH: i64 = 150;
    let (_folder, path) = place();
    let writers = [0, 1_000, 2_000].map(|first| start(&path, first, EACH));
    let mut acknowledged = BTreeSet::new();
    for (mut child, output) in writers {
        acknowledged.extend(all_acknowledged(output));
        assert!(child.wait().unwrap().success());
    }
    let database = Database::open_existing(&path).unwrap();
    let there = database.list("acme", Span::default()).unwrap().into_iter().filter_map(|row| row.as_of);
    assert_eq!(there.collect::<BTreeSet<_>>(), acknowledged);
    assert_eq!(acknowledged.len(), 3 * usize::try_from(EACH).unwrap());
}

#[test]
fn threads_that_open_a_new_file_at_once_agree() {
    for _ in 0..20 {
        let (_folder, path) = place();
        let barrier = Barrier::new(4);
        let save = || {
            barrier.wait();
            Database::open(&path).unwrap().save(&result("acme", 1)).unwrap()
        };
        let saved = std::thread::scope(|scope| {
            [(); 4].map(|()| scope.spawn(save)).map(|thread| thread.join().unwrap())
        });
        assert_eq!(saved.iter().filter(|saved| **saved == Saved::New).count(), 1, "{saved:?}");
    }
}

#[test]
fn readers_see_whole_results_while_others_write_and_prune() {
    let (_folder, path) = place();
    let database = Database::open(&path).unwrap();
    database.save(&result("acme", 0)).unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let database = Database::open(&path).unwrap();
            for as_of in 1..100 {
                database.save(&Entry { full: as_of.to_string(), ..result("acme", as_of) }).unwrap();
                if as_of % 10 == 0 {
                    let keep = meter_service::history::Pruning { keep: Some(3), ..Default::default() };
                    database.prune(&keep).unwrap();
                    database.add_token(&Scope::Admin, as_of).unwrap();
                }
            }
        });
        let policy = result("acme", 0).policy;
        let mut newest = 0;
        while !writer.is_finished() {
            let latest = database.latest("acme", &policy, i64::MAX).unwrap().unwrap().as_of.unwrap();
            assert!(latest >= newest);
            newest = latest;
            assert!(!database.list("acme", Span::default()).unwrap().is_empty());
        }
        writer.join().unwrap();
    });
}
