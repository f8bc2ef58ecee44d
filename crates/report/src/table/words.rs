//! Instants and intervals for people.

use chrono_tz::Tz;
use meter_score::words::percent;

use crate::vendor::local;

/// A day on the calendar of a zone, such as `2024-05-20`.
pub(crate) fn date(seconds: i64, zone: Tz) -> String {
    local(seconds, zone).map(|instant| instant.format("%Y-%m-%d").to_string()).unwrap_or_default()
}

/// A minute on the clock of a zone, such as `2024-05-20 18:30 Europe/Berlin`.
pub(crate) fn minute(seconds: i64, zone: Tz) -> String {
    local(seconds, zone)
        .map(|instant| format!("{} {zone}", instant.format("%Y-%m-%d %H:%M")))
        .unwrap_or_default()
}

/// An interval of shares, such as `95 % interval 31 to 48 %`.
pub(super) fn interval([low, high]: [f64; 2]) -> String {
    format!("95 % interval {} to {} %", percent(low), percent(high))
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::{date, minute};

    #[test]
    fn days_are_those_of_the_zone() {
        // 2024-05-20T23:30:00Z
        let late = 1_716_247_800;
        assert_eq!(date(late, Tz::UTC), "2024-05-20");
        assert_eq!(minute(late, Tz::Europe__Berlin), "2024-05-21 01:30 Europe/Berlin");
    }
}
