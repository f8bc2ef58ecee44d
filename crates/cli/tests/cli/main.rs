//! The built program, run as a user would run it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(clippy::disallowed_methods, reason = "a test masks nothing")]

mod broken_files;
mod calibrate;
mod cases;
mod commands;
mod comparison;
mod convert;
mod demo;
mod diff;
mod differences;
mod fixtures;
mod fleet;
mod fleet_page;
mod history;
#[cfg(target_os = "linux")]
mod network;
mod outputs;
mod plan;
mod privacy;
mod readme;
mod report;
mod resume;
mod rows;
#[cfg(unix)]
mod serve;
#[cfg(unix)]
mod stopped;
mod support;
#[cfg(target_os = "linux")]
mod temporary;
mod timeline;
mod token;
mod what_if;
mod wrong_input;
