//! Results to save, and places to save them in.

use std::borrow::Cow;
use std::path::PathBuf;

use meter_report::vendor::SixKeys;
use meter_score::Rating;
use meter_service::Database;
use meter_service::history::Entry;
use tempfile::TempDir;

/// A database in a folder of its own, which is gone with the first value.
pub fn database() -> (TempDir, Database) {
    let (folder, path) = place();
    let database = Database::open(&path).unwrap();
    (folder, database)
}

/// Where there could be one.
pub fn place() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("history.db");
    (folder, path)
}

/// A result of a channel.
pub fn result(channel: &str, as_of: impl Into<Option<i64>>) -> Entry {
    Entry {
        as_of: as_of.into(),
        saved_at: 1_716_300_000,
        score: SixKeys {
            channel: Cow::Owned(channel.to_owned()),
            last_update_date: Some(Cow::Borrowed("5/20/2024")),
            life_time: Rating::UseCaution,
            risk_factor: Rating::NeedsAttention,
            risk_factor_chats: Rating::GoodIndicator,
            risk_factor_contacts: Rating::NeedsAttention,
        },
        full: r#"{"channel":"acme"}"#.to_owned(),
        policy: "c15691d2fba228ed".to_owned(),
        inputs: Some("00ff".to_owned()),
    }
}
