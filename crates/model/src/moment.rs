//! One instant, small enough to be kept two million times.

use std::fmt;

/// An instant in whole seconds since 1970-01-01T00:00:00Z, from second 1 to the year 2106 (`u32`).
///
/// Zero means "no time" in every known export and is therefore no moment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Moment(u32);

impl Moment {
    /// The first moment of 2009, the year in which WhatsApp began.
    pub const FIRST: Self = Self(1_230_768_000);

    /// The moment `seconds` after the epoch, or `None` outside `1..=u32::MAX`.
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Option<Self> {
        u32::try_from(seconds).ok().filter(|&value| value > 0).map(Self)
    }

    /// Reads a count of seconds, milliseconds or microseconds since the epoch by its size; `None` if it lies before 2009.
    ///
    /// Exports mix the units. Values from 10¹¹ on would be seconds after the year 5138 and are taken for
    /// milliseconds, from 10¹⁴ on for microseconds; fractions of a second are cut off. What lies before WhatsApp is a counter or an
    /// unset clock, and one such value would make a number decades old.
    #[must_use]
    pub fn from_unix(value: i64) -> Option<Self> {
        const MILLISECONDS_FROM: i64 = 100_000_000_000;
        const MICROSECONDS_FROM: i64 = 100_000_000_000_000;
        Self::from_seconds(match value {
            ..MILLISECONDS_FROM => value,
            MILLISECONDS_FROM..MICROSECONDS_FROM => value / 1_000,
            MICROSECONDS_FROM.. => value / 1_000_000,
        })
        .filter(|&moment| moment >= Self::FIRST)
    }

    /// Whole seconds since the epoch.
    #[must_use]
    pub fn seconds(self) -> i64 {
        i64::from(self.0)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn units_are_told_by_size() {
        let second = Moment::from_seconds(1_716_163_200);
        assert!(second.is_some());
        assert_eq!(Moment::from_unix(1_716_163_200), second);
        assert_eq!(Moment::from_unix(1_716_163_200_999), second);
        assert_eq!(Moment::from_unix(1_716_163_200_999_999), second);
    }

    #[test]
    fn nothing_outside_the_range_is_a_moment() {
        for value in [i64::MIN, -1, 0, 4_294_967_296, i64::MAX] {
            assert_eq!(Moment::from_seconds(value), None, "{value}");
        }
        assert_eq!(Moment::from_unix(i64::MAX), None);
    }

    #[test]
    fn exports_hold_nothing_older_than_whatsapp() {
        // 2009-01-01T00:00:00Z is 14,245 days after the epoch: 39 years of 365 days and 10 leap days.
        let first = 14_245 * 86_400;
        assert_eq!(Moment::from_unix(first), Some(Moment::FIRST));
        for value in [1, 1_000, first - 1, (first - 1) * 1_000, (first - 1) * 1_000_000] {
            assert_eq!(Moment::from_unix(value), None, "{value}");
        }
    }
}
