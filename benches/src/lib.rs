//! Seeded generator of synthetic channels: the demo, and inputs of any size for benches.
//!
//! ```text
//! seed ─▶ Channel ─▶ one history a person ─┬▶ write::*   (bytes of an export)
//!                                          └▶ Truth      (what a score of these bytes has to say)
//! ```
//!
//! Everything follows from the seed by integer arithmetic alone, so the same seed gives the same bytes on any machine. Histories
//! are made one person at a time and texts only while they are written, so exports of any size need little memory.
//! [`Summary`] computes the metrics from the truth in the plainest way and shares no code with the engine that is tested with it.
//!
//! Nobody in here exists: names are drawn from lists, numbers from ranges that regulators keep free for fiction.

pub mod channel;
pub mod demo;
pub mod event;
pub mod export;
pub mod people;
pub mod random;
pub mod summary;
pub mod talk;
pub mod truth;
pub mod words;
pub mod write;

pub use channel::{Channel, History, Size};
pub use event::{Delivery, Event, Media, Medium, What};
pub use people::{Owner, Person, Phone};
pub use summary::Summary;
pub use truth::{Truth, TruthPerson, TruthTouch};
