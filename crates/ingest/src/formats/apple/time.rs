//! Apple's clock.

use meter_model::Moment;

/// The instant so many seconds after 2001-01-01T00:00:00Z.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked; fractions of a second are cut off"
)]
pub(super) fn moment(seconds: f64) -> Option<Moment> {
    const YEAR_2001: i64 = 978_307_200;
    const RANGE: std::ops::Range<f64> = 1.0..4.0e9;
    RANGE.contains(&seconds).then(|| Moment::from_seconds(YEAR_2001 + seconds as i64))?
}

#[cfg(test)]
mod tests {
    use meter_model::Moment;

    use super::moment;

    #[test]
    fn time_begins_in_2001() {
        // 2024-05-20T00:00:00Z = 1716163200; minus 978307200 = 737856000.
        assert_eq!(moment(737_856_000.999).map(Moment::seconds), Some(1_716_163_200));
        for odd in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(moment(odd), None, "{odd}");
        }
    }
}
