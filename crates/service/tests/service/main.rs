//! The database as its users see it: from outside of the crate, from several programs, and after programs that were killed.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod killed;
mod opening;
mod pruning;
mod reading;
mod saving;
mod support;
mod together;
mod tokens;
