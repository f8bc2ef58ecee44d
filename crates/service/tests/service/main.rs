//! The database as its users see it: from outside of the crate, from several programs, and after programs that were killed.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod opening;
mod reading;
mod saving;
mod support;
mod tokens;
