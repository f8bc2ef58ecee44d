//! Whole numbers of a range, with one sentence for whatever is none of them: negative, broken or too large.

use meter_score::what_if::{self, EditError};

/// Reads a whole number from `least` to `most`.
pub fn whole<T>(least: T, most: T) -> impl Fn(&str) -> Result<T, EditError> + Clone + Send + Sync
where
    T: Copy + Into<u64> + TryFrom<u64> + Send + Sync,
{
    // What is not above `most` has its type.
    move |text| Ok(T::try_from(what_if::whole(text, least.into(), most.into())?).unwrap_or(most))
}
