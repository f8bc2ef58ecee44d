//! The scorer against hand arithmetic, against a second scorer, and against laws.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod actions;
mod agreement;
mod calibration;
mod channel;
mod explained;
mod laws;
mod method;
mod oracle;
mod plan;
mod portrait;
mod signals;
mod stability;
mod timeline;
mod what_if;
