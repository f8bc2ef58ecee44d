//! The server as its clients see it: over sockets, in this process, with an engine that counts.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod answers;
mod client;
mod computing;
mod days;
mod engine;
mod faults;
mod limits;
mod running;
mod scopes;
