//! Every view of the same hand-built results.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod calibration;
mod csv;
mod diff;
mod fleet;
mod history;
mod html;
mod json;
mod laws;
mod sample;
mod table;
mod timeline;
mod typed;
