//! The two estimators that the definitions use, without any word about messages.

pub(crate) mod kaplan_meier;
pub(crate) mod wilson;

/// A sum of weights below this is an empty set; so much may be lost to rounding.
pub(crate) const NOTHING: f64 = 1e-9;

/// The middle one of sorted values, or the mean of the middle two.
pub(crate) fn median(sorted: &[i64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    let lower = if sorted.len().is_multiple_of(2) { sorted[middle - 1] } else { upper };
    Some((lower + upper) as f64 / 2.0)
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7]), Some(7.0));
        assert_eq!(median(&[1, 2]), Some(1.5));
        assert_eq!(median(&[1, 2, 9]), Some(2.0));
        assert_eq!(median(&[1, 2, 4, 9]), Some(3.0));
    }
}
