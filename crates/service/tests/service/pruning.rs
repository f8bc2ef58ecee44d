//! What is forgotten and what stays.

use std::fs;

use meter_service::Database;
use meter_service::history::{Entry, Pruned, Pruning, Span};

use crate::support::{database, place, result};

fn filled() -> (tempfile::TempDir, Database) {
    let (folder, database) = database();
    for as_of in 1..=5 {
        database.save(&result("acme", as_of)).unwrap();
        database.save(&result("zeta", as_of + 10)).unwrap();
    }
    (folder, database)
}

fn left(database: &Database, channel: &str) -> Vec<i64> {
    database.list(channel, Span::default()).unwrap().into_iter().filter_map(|row| row.as_of).collect()
}

/// What is left of both channels after it.
fn after(pruning: &Pruning) -> [Vec<i64>; 2] {
    let (_folder, database) = filled();
    let before = left(&database, "acme").len() + left(&database, "zeta").len();
    let dry = database.prune(&Pruning { dry_run: true, ..pruning.clone() }).unwrap();
    let pruned = database.prune(pruning).unwrap();
    assert_eq!(pruned, dry, "a dry run says what is done");
    let left = ["acme", "zeta"].map(|channel| left(&database, channel));
    assert_eq!(pruned.results, (before - left[0].len() - left[1].len()) as u64);
    assert_eq!(pruned.channels, left.iter().filter(|left| left.len() < 5).count() as u64);
    left
}

#[test]
fn the_newest_of_each_channel_are_kept() {
    let keep = |keep| Pruning { keep: Some(keep), ..Pruning::default() };
    assert_eq!(after(&keep(2)), [vec![4, 5], vec![14, 15]]);
    assert_eq!(after(&keep(0)), [vec![5], vec![15]]);
    assert_eq!(after(&keep(9)), [vec![1, 2, 3, 4, 5], vec![11, 12, 13, 14, 15]]);
    assert_eq!(after(&Pruning { channel: Some("acme".to_owned()), ..keep(1) })[1].len(), 5);
    assert_eq!(after(&Pruning { even_newest: true, ..keep(0) }), [Vec::<i64>::new(), vec![]]);
}

#[test]
fn what_is_older_goes_except_the_newest() {
    let before = |before| Pruning { before: Some(before), ..Pruning::default() };
    assert_eq!(after(&before(4)), [vec![4, 5], vec![11, 12, 13, 14, 15]]);
    assert_eq!(after(&before(99)), [vec![5], vec![15]]);
    assert_eq!(after(&Pruning { even_newest: true, ..before(6) }), [vec![], vec![11, 12, 13, 14, 15]]);
    // Both have to allow it.
    assert_eq!(after(&Pruning { keep: Some(3), ..before(99) }), [vec![3, 4, 5], vec![13, 14, 15]]);
    assert_eq!(after(&Pruning { keep: Some(1), ..before(2) })[0], [2, 3, 4, 5]);
}

#[test]
fn nothing_is_forgotten_without_a_condition() {
    let (_folder, database) = filled();
    let all = Pruning { even_newest: true, ..Pruning::default() };
    assert_eq!(database.prune(&all).unwrap(), Pruned::default());
    assert_eq!(left(&database, "acme").len(), 5);
}

#[test]
fn a_result_without_an_instant_is_of_when_it_was_saved() {
    let (_folder, database) = database();
    let dateless = result("acme", None);
    let saved_at = dateless.saved_at;
    database.save(&dateless).unwrap();
    database.save(&result("acme", saved_at + 5)).unwrap();
    let prune =
        |before| database.prune(&Pruning { before: Some(before), ..Pruning::default() }).unwrap().results;
    assert_eq!((prune(saved_at), prune(saved_at + 1)), (0, 1));
}

#[test]
fn the_file_shrinks_and_what_was_pruned_is_gone_from_it() {
    let (_folder, path) = place();
    let database = Database::open(&path).unwrap();
    for as_of in 1..=200 {
        let full = format!("secret number {as_of:04} ").repeat(300);
        database.save(&Entry { full, ..result("acme", as_of) }).unwrap();
    }
    let pruning = Pruning { keep: Some(1), ..Pruning::default() };
    assert_eq!(database.prune(&pruning).unwrap(), Pruned { results: 199, channels: 1 });
    let length = fs::metadata(&path).unwrap().len();
    assert!(length < 60_000, "{length}");
    let bytes = fs::read(&path).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("secret number 0200") && !holds("secret number 0199"));
    assert_eq!(fs::metadata(path.with_extension("db-wal")).unwrap().len(), 0);
}
