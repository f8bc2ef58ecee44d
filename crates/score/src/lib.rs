//! The score.

mod assessment;
pub mod instant;

pub use assessment::*;
