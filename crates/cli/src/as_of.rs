//! For which instant a score holds. The only room with a clock.

use std::str::FromStr;

use chrono::Utc;
use chrono_tz::Tz;
use meter_ingest::When;

/// The choice of `--as-of`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AsOf {
    /// The channel's own newest touch.
    Latest,
    /// The clock.
    Now,
    /// The end of a day, or an instant.
    At(When),
    /// Seconds since the epoch: a now that has been looked at.
    Settled(i64),
}

impl AsOf {
    /// The same, with one now for a whole run, however long it takes.
    pub fn settled(self) -> Self {
        if self == Self::Now { Self::Settled(now()) } else { self }
    }

    /// Seconds since the epoch; `None` leaves it to the channel's newest touch.
    pub fn seconds(self, zone: Tz) -> Option<i64> {
        match self {
            Self::Latest => None,
            Self::Now => Some(now()),
            Self::At(when) => Some(when.end(zone)),
            Self::Settled(seconds) => Some(seconds),
        }
    }
}

/// The clock, in seconds since the epoch.
pub fn now() -> i64 {
    Utc::now().timestamp()
}

impl FromStr for AsOf {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "latest" => Ok(Self::Latest),
            "now" => Ok(Self::Now),
            _ => When::parse(text).map(Self::At).ok_or_else(|| {
                "give latest, now, a date like 2024-05-20 or an instant like 2024-05-20T18:30:00Z".to_owned()
            }),
        }
    }
}
