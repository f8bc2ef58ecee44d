//! One person, one identity: names and numbers as people write them.

pub(crate) mod country;
pub(crate) mod name;
pub(crate) mod phone;
