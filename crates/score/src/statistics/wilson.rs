//! The score interval of a proportion.

/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_964;

/// The 95 % score interval of a proportion (Wilson, 1927) observed as `share` in a sample of `size`, which may be an effective
/// size and need not be whole.
///
/// Unlike the textbook interval it stays within 0 and 1 and has a width even when nobody or everybody answered. Then its one end is
/// the share itself, exactly: a cut at 1 would else lie within the interval or not as the last digit is rounded.
pub(crate) fn interval(share: f64, size: f64) -> [f64; 2] {
    let scale = 1.0 + Z * Z / size;
    let centre = (share + Z * Z / (2.0 * size)) / scale;
    let half = Z / scale * (share * (1.0 - share) / size + Z * Z / (4.0 * size * size)).max(0.0).sqrt();
    let low = if share <= 0.0 { 0.0 } else { (centre - half).clamp(0.0, 1.0) };
    let high = if share >= 1.0 { 1.0 } else { (centre + half).clamp(0.0, 1.0) };
    [low, high]
}

#[cfg(test)]
mod tests {
    use super::interval;

    /// Computed by hand. 40 of 100: scale 1 + 3.841459/100 = 1.03841459; centre (0.4 + 0.01920729)/1.03841459 = 0.40369935;
    /// half 1.959964/1.03841459 · √(0.0024 + 3.841459/40000) = 1.88745827 · 0.04996034 = 0.09429806.
    #[test]
    fn the_interval_of_40_in_100() {
        let [low, high] = interval(0.4, 100.0);
        assert!((low - 0.309_401_29).abs() < 1e-7, "{low}");
        assert!((high - 0.497_997_41).abs() < 1e-7, "{high}");
    }

    /// With nobody, low is 0 and high is z²/(n + z²): 3.841459/13.841459 = 0.27753281 for 10.
    #[test]
    fn nobody_and_everybody_are_mirror_images() {
        let [low, high] = interval(0.0, 10.0);
        assert!(low.abs() < 1e-12 && (high - 0.277_532_8).abs() < 1e-7, "{low} {high}");
        let [mirrored_low, mirrored_high] = interval(1.0, 10.0);
        assert!((mirrored_low - (1.0 - high)).abs() < 1e-12 && (mirrored_high - 1.0).abs() < 1e-12);
    }

    /// Computed as a sum of roundings, the end is 0.9999999999999999 for some sizes.
    #[test]
    fn of_nobody_and_of_everybody_one_end_is_exact() {
        for size in 1..200 {
            let ends = [interval(0.0, f64::from(size))[0], interval(1.0, f64::from(size))[1]];
            assert_eq!(ends.map(f64::to_bits), [0.0_f64, 1.0].map(f64::to_bits), "{size}");
        }
    }
}
