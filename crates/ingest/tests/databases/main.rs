//! Databases: what is read out of those of the fixtures, and that the user's own are never touched.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod backup;
mod build;
mod damage;
mod laws;
mod ledgers;
mod mixed;
mod threads;
mod untouched;
mod variants;
