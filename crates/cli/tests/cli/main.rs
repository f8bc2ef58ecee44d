//! The built program, run as a user would run it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod cases;
mod commands;
mod demo;
mod differences;
mod fixtures;
mod privacy;
mod readme;
mod support;
mod wrong_input;
