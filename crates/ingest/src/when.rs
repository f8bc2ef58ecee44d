//! Dates and instants as people write them on a command line or in `channel.toml`.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use chrono_tz::Tz;

/// A point in time as written: a day of a calendar, a clock on a wall, or an instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// `2024-05-20`.
    Day(NaiveDate),
    /// `2024-05-20T18:30` or `2024-05-20 18:30:00`.
    Wall(NaiveDateTime),
    /// `2024-05-20T18:30:00Z` or `…+02:00`, in seconds since the epoch.
    Instant(i64),
}

impl When {
    /// Reads any of the three forms.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
            return Some(Self::Instant(instant.timestamp()));
        }
        if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return Some(Self::Day(day));
        }
        ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
            .iter()
            .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
            .map(Self::Wall)
    }

    /// Its first second in a zone, in seconds since the epoch.
    #[must_use]
    pub fn start(self, zone: Tz) -> i64 {
        match self {
            Self::Day(day) => wall_to_seconds(day.and_time(NaiveTime::MIN), zone),
            Self::Wall(wall) => wall_to_seconds(wall, zone),
            Self::Instant(seconds) => seconds,
        }
    }

    /// Its last second in a zone, in seconds since the epoch: for a day the second before the next one begins.
    #[must_use]
    pub fn end(self, zone: Tz) -> i64 {
        match self {
            Self::Day(day) => match day.succ_opt() {
                Some(next) => wall_to_seconds(next.and_time(NaiveTime::MIN), zone) - 1,
                None => self.start(zone),
            },
            Self::Wall(_) | Self::Instant(_) => self.start(zone),
        }
    }
}

/// The instant at which a wall clock shows `wall`: the earlier one when clocks are set back, and as far into the gap
/// behind it when they are set forward.
#[must_use]
pub fn wall_to_seconds(wall: NaiveDateTime, zone: Tz) -> i64 {
    if let Some(instant) = wall.and_local_timezone(zone).earliest() {
        return instant.timestamp();
    }
    // In a gap: read the clock as if it had not been set forward yet. No gap is longer than a day.
    let before = wall - TimeDelta::days(1);
    before.and_local_timezone(zone).earliest().map_or_else(
        || wall.and_utc().timestamp(),
        |instant| instant.timestamp() + TimeDelta::days(1).num_seconds(),
    )
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::When;

    fn at(text: &str) -> i64 {
        chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp()
    }

    #[test]
    fn a_day_lasts_until_the_second_before_the_next() {
        let day = When::parse("2024-05-20").unwrap();
        assert_eq!(day.start(Tz::UTC), at("2024-05-20T00:00:00Z"));
        assert_eq!(day.end(Tz::UTC), at("2024-05-20T23:59:59Z"));
        assert_eq!(day.end(Tz::Europe__Berlin), at("2024-05-20T21:59:59Z"));
    }

    #[test]
    fn days_of_23_and_25_hours_end_where_they_end() {
        let forward = When::parse("2024-03-31").unwrap();
        assert_eq!(forward.end(Tz::Europe__Berlin) - forward.start(Tz::Europe__Berlin), 23 * 3600 - 1);
        let back = When::parse("2024-10-27").unwrap();
        assert_eq!(back.end(Tz::Europe__Berlin) - back.start(Tz::Europe__Berlin), 25 * 3600 - 1);
    }

    #[test]
    fn a_clock_in_the_gap_goes_on_and_in_the_fold_comes_first() {
        let gap = When::parse("2024-03-31 02:30").unwrap();
        assert_eq!(gap.start(Tz::Europe__Berlin), at("2024-03-31T03:30:00+02:00"));
        let fold = When::parse("2024-10-27 02:30").unwrap();
        assert_eq!(fold.start(Tz::Europe__Berlin), at("2024-10-27T02:30:00+02:00"));
    }

    #[test]
    fn other_words_are_no_time() {
        for text in ["", "yesterday", "20.05.2024", "2024-13-01", "1716163200"] {
            assert_eq!(When::parse(text), None, "{text}");
        }
    }
}
