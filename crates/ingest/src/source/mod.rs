//! From paths to bytes: walking folders, looking into zips, decoding to UTF-8.

mod input;
mod lines;

pub use input::{Head, Hints, Input};
pub use lines::{Line, Lines};
