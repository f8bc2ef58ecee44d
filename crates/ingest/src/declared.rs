//! What the user states about a channel, on the command line or in its `channel.toml`.

use chrono_tz::Tz;
use meter_model::Moment;

/// What a file of contacts is, where its content cannot tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The owner's address book: its people are known.
    #[default]
    AddressBook,
    /// People the owner does not know, for example saved by a browser extension. Nobody in it becomes known.
    Strangers,
    /// Not read.
    Ignore,
}

/// Which way round a text export writes the date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
    /// Year, day, month.
    Ydm,
}

/// Facts about a channel that its exports need not contain.
#[derive(Clone, Debug)]
pub struct Declared {
    /// The channel's own number, international with or without `+`.
    pub number: Option<String>,
    /// When the number was registered.
    pub registered: Option<Moment>,
    /// Names under which the owner writes in text exports.
    pub me: Vec<String>,
    /// Zone of the wall-clock times in text exports.
    pub timezone: Tz,
    /// Two-letter region (ISO 3166) of phone numbers without country code.
    pub region: Option<String>,
    /// How text exports write dates, if the user says so.
    pub date_order: Option<DateOrder>,
    /// Role of each file that matches a pattern; the first match counts.
    pub roles: Vec<(globset::GlobMatcher, Role)>,
}

impl Default for Declared {
    fn default() -> Self {
        Self {
            number: None,
            registered: None,
            me: Vec::new(),
            timezone: Tz::UTC,
            region: None,
            date_order: None,
            roles: Vec::new(),
        }
    }
}
