//! Which results are found, and in which order.

use meter_service::Database;
use meter_service::history::{Entry, Row, Span};
use proptest::prelude::*;

use crate::support::{database, result};

fn filled(entries: &[Entry]) -> (tempfile::TempDir, Database) {
    let (folder, database) = database();
    for entry in entries {
        database.save(entry).unwrap();
    }
    (folder, database)
}

fn instants(rows: &[Row]) -> Vec<Option<i64>> {
    rows.iter().map(|row| row.as_of).collect()
}

#[test]
fn results_come_oldest_first_and_the_newest_can_be_chosen() {
    let entries = [Some(30), None, Some(10), Some(20)].map(|as_of| result("acme", as_of));
    let (_folder, database) = filled(&entries);
    let list = |span| instants(&database.list("acme", span).unwrap());
    let all = Span::default();
    assert_eq!(list(all), [None, Some(10), Some(20), Some(30)]);
    assert_eq!(list(Span { newest: Some(2), ..all }), [Some(20), Some(30)]);
    assert_eq!(list(Span { from: Some(10), to: Some(20), ..all }), [Some(10), Some(20)]);
    assert_eq!(list(Span { to: Some(20), newest: Some(1), ..all }), [Some(20)]);
    assert_eq!(database.list("other", all).unwrap(), []);
}

/// As after a clock that was set back.
#[test]
fn what_is_yet_to_come_is_not_the_latest() {
    let (_folder, database) = filled(&[result("acme", 10), result("acme", 20)]);
    let policy = result("acme", 0).policy;
    let latest = |before| database.latest("acme", &policy, before).unwrap().and_then(|entry| entry.as_of);
    assert_eq!([latest(10), latest(11), latest(20), latest(21)], [None, Some(10), Some(10), Some(20)]);
    assert_eq!(database.latest("acme", "other", 99).unwrap(), None);
}

#[test]
fn channels_are_summed_up_by_name() {
    let zeta = Entry { policy: "other".to_owned(), ..result("zeta", 40) };
    let (_folder, database) =
        filled(&[zeta.clone(), result("acme", 20), result("acme", None), result("acme", 10)]);
    let channels = database.channels().unwrap();
    let figures: Vec<_> = channels
        .iter()
        .map(|channel| (channel.channel.as_str(), channel.results, channel.first, channel.last))
        .collect();
    assert_eq!(figures, [("acme", 3, Some(10), Some(20)), ("zeta", 1, Some(40), Some(40))]);
    assert_eq!(channels[0].latest, Row::from(result("acme", 20)));
    assert_eq!(channels[1].latest, Row::from(zeta));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// All ways to find a result agree, whatever was saved in whatever order.
    #[test]
    fn the_latest_is_the_last_of_the_list(
        saved in prop::collection::vec((0..3_u8, prop::option::of(0..6_i64), 0..2_u8, 0..3_u8), 0..30),
        before in -1..8_i64,
    ) {
        let (_folder, database) = filled(&[]);
        for (index, (channel, as_of, policy, full)) in saved.iter().enumerate() {
            let entry = Entry {
                saved_at: i64::try_from(index).unwrap(),
                policy: policy.to_string(),
                full: full.to_string(),
                ..result(&channel.to_string(), *as_of)
            };
            database.save(&entry).unwrap();
        }
        for policy in ["0", "1"] {
            let mut each = Vec::new();
            for channel in ["0", "1", "2"] {
                let list = database.list_full(channel, Span::default()).unwrap();
                let fits = |entry: &&Entry| entry.policy == policy && entry.as_of.is_some_and(|as_of| as_of < before);
                let last = list.iter().rfind(fits);
                let latest = database.latest(channel, policy, before).unwrap();
                prop_assert_eq!(latest.as_ref(), last);
                each.extend(latest.map(Row::from));
            }
            prop_assert_eq!(database.each_latest(policy, before).unwrap(), each);
        }
        for channel in database.channels().unwrap() {
            let list = database.list(&channel.channel, Span::default()).unwrap();
            prop_assert_eq!(channel.results, list.len() as u64);
            prop_assert_eq!(Some(&channel.latest), list.last());
            let order: Vec<_> = list.iter().map(|row| (row.as_of, row.saved_at)).collect();
            prop_assert!(order.is_sorted());
        }
    }
}
