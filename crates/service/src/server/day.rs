//! The clock, and which results are of today.

use std::sync::Arc;

use chrono::{DateTime, Days, LocalResult, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;

/// Tells what time it is, in seconds since the epoch.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl Clock {
    /// That of the machine.
    #[must_use]
    pub fn system() -> Self {
        Self::of(|| Utc::now().timestamp())
    }

    /// One that somebody else sets.
    #[must_use]
    pub fn of(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> i64 {
        (self.0)()
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Clock")
    }
}

/// A day on the calendar of a zone, as the instants that belong to it: `start <= t < end`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Day {
    /// Its first second since the epoch.
    pub(super) start: i64,
    /// The first second of the next one.
    pub(super) end: i64,
}

impl Day {
    /// The day of an instant.
    pub(super) fn of(instant: i64, zone: Tz) -> Self {
        let day = || {
            let date = DateTime::from_timestamp(instant, 0)?.with_timezone(&zone).date_naive();
            // Where a zone changed sides of the date line, the next date never was.
            let next = |days| first_second(date.checked_add_days(Days::new(days))?, zone);
            let end = (1..=2).find_map(next)?;
            Some(Self { start: first_second(date, zone)?, end })
        };
        // Beyond the years that there are.
        day().unwrap_or(Self { start: instant, end: instant.saturating_add(1) })
    }

    /// Whether an instant belongs to it.
    pub(super) fn contains(self, instant: i64) -> bool {
        (self.start..self.end).contains(&instant)
    }
}

/// The first second of a date; where clocks were put forward at midnight, that is not midnight.
fn first_second(date: NaiveDate, zone: Tz) -> Option<i64> {
    const QUARTERS_OF_A_DAY: u32 = 96;
    let of_quarter = |quarter: u32| {
        let wall_clock = date.and_hms_opt(quarter / 4, quarter % 4 * 15, 0)?;
        match zone.from_local_datetime(&wall_clock) {
            LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => Some(instant.timestamp()),
            LocalResult::None => None,
        }
    };
    (0..QUARTERS_OF_A_DAY).find_map(of_quarter)
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::Day;

    #[test]
    fn a_day_has_the_hours_that_its_zone_gives_it() {
        let hours = |instant: i64, zone: Tz| {
            let day = Day::of(instant, zone);
            assert!(day.contains(instant) && !day.contains(day.end) && !day.contains(day.start - 1));
            assert_eq!(Day::of(day.end - 1, zone), day);
            assert_eq!(Day::of(day.end, zone).start, day.end);
            (day.end - day.start) / 3_600
        };
        assert_eq!(hours(1_716_200_000, Tz::UTC), 24);
        // 31 March and 27 October 2024.
        assert_eq!(hours(1_711_872_000, Tz::Europe__Berlin), 23);
        assert_eq!(hours(1_730_016_000, Tz::Europe__Berlin), 25);
        // Clocks go forward at midnight: 8 September 2024.
        assert_eq!(hours(1_725_800_000, Tz::America__Santiago), 23);
        assert_eq!(Day::of(i64::MAX, Tz::UTC).start, i64::MAX);
    }
}
