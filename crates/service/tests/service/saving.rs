//! What saving does, once and again.

use meter_score::Rating;
use meter_service::Database;
use meter_service::history::{Entry, Saved, Span};

use crate::support::{database, result};

fn count(database: &Database) -> usize {
    database.list("acme", Span::default()).unwrap().len()
}

#[test]
fn the_same_result_is_saved_once() {
    let (_folder, database) = database();
    let entry = result("acme", 1);
    assert_eq!(database.save(&entry).unwrap(), Saved::New);
    let later = Entry { saved_at: entry.saved_at + 60, ..entry.clone() };
    assert_eq!(database.save(&later).unwrap(), Saved::Again);
    assert_eq!(database.list_full("acme", Span::default()).unwrap(), [entry]);
    let dateless = result("acme", None);
    assert_eq!(database.save(&dateless).unwrap(), Saved::New);
    assert_eq!(database.save(&dateless).unwrap(), Saved::Again);
}

#[test]
fn whatever_differs_makes_another_result() {
    let (_folder, database) = database();
    let entry = result("acme", 1);
    database.save(&entry).unwrap();
    let mut score = entry.score.clone();
    score.risk_factor_chats = Rating::UseCaution;
    let others = [
        Entry { as_of: Some(2), ..entry.clone() },
        Entry { as_of: None, ..entry.clone() },
        Entry { policy: "other".to_owned(), ..entry.clone() },
        Entry { inputs: None, ..entry.clone() },
        Entry { full: "{}".to_owned(), ..entry.clone() },
        Entry { score, ..entry.clone() },
    ];
    for (index, other) in others.iter().enumerate() {
        assert_eq!(database.save(other).unwrap(), Saved::New, "{index}");
        assert_eq!(count(&database), index + 2);
    }
}

/// Two policies in turn on unchanged exports add nothing, and exports that are put back are news.
#[test]
fn again_is_the_last_of_its_instant_and_policy() {
    let (_folder, database) = database();
    let [one, other] =
        ["one", "other"].map(|policy| Entry { policy: policy.to_owned(), ..result("acme", 1) });
    for entry in [&one, &other, &one, &other] {
        database.save(entry).unwrap();
    }
    assert_eq!(count(&database), 2);
    let changed = Entry { full: "{}".to_owned(), ..one.clone() };
    for entry in [&changed, &one] {
        assert_eq!(database.save(entry).unwrap(), Saved::New);
        assert_eq!(database.latest("acme", "one", 2).unwrap().as_ref(), Some(entry));
    }
}

#[test]
fn any_text_is_kept_as_it_is() {
    let (_folder, database) = database();
    let name = "a\0b'; DROP TABLE result; -- 山 \u{202e}";
    let entry = Entry { full: "{\"x\":\"\0'\"}".to_owned(), ..result(name, i64::MIN) };
    database.save(&entry).unwrap();
    assert_eq!(database.list_full(name, Span::default()).unwrap(), [entry]);
    assert_eq!(database.channels().unwrap()[0].channel, name);
}
