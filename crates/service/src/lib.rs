//! Scores with a past, and the vendor's API on one's own machine.
//!
//! One `SQLite` file, the [`database`], holds the [`history`] of results and the [`tokens`] that open the API, which a [`server`] answers. Whoever
//! can [`compute`] a score hands it in; this crate reads no export and knows no command line.

pub mod compute;
pub mod database;
pub mod history;
pub mod logs;
pub mod server;
pub mod tokens;

pub use database::{Database, DatabaseError};
