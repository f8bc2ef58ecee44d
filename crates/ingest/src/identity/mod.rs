//! One person, one identity: names and numbers as people write them.

pub(crate) mod name;
