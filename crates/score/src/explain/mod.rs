//! The ratings in sentences: why they are what they are, and what would raise them.

pub(crate) mod actions;
pub(crate) mod reasons;
