//! What the user states about a channel, on the command line or in its `channel.toml`.

use std::collections::BTreeMap;
use std::path::Path;

use chrono_tz::Tz;
use globset::{Glob, GlobMatcher};
use meter_model::Moment;
use serde::Deserialize;

use crate::identity::country::Country;
use crate::{ChannelError, When};

/// Name of the file in a channel's folder.
pub const FILE_NAME: &str = "channel.toml";

/// What a file of contacts is, where its content cannot tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
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
    /// Month, year, day.
    Myd,
}

impl DateOrder {
    /// All orders.
    pub const ALL: [Self; 5] = [Self::Dmy, Self::Mdy, Self::Ymd, Self::Ydm, Self::Myd];
}

/// Facts about a channel that its exports need not contain, ready for use.
#[derive(Clone, Debug, Default)]
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
    pub roles: Vec<(GlobMatcher, Role)>,
}

impl Declared {
    /// What the user says the file at `path` below the channel is.
    #[must_use]
    pub fn role_of(&self, path: &str) -> Option<Role> {
        self.roles.iter().find(|(pattern, _)| pattern.is_match(path)).map(|(_, role)| *role)
    }
}

/// The same facts as written: the content of a `channel.toml`, or of the command line.
#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Declaration {
    /// The channel's own number.
    pub number: Option<String>,
    /// A date or instant.
    pub registered: Option<String>,
    /// One name or several.
    #[serde(deserialize_with = "one_or_many")]
    pub me: Vec<String>,
    /// An IANA zone such as `Europe/Berlin`.
    pub timezone: Option<String>,
    /// Two letters such as `DE`.
    pub region: Option<String>,
    /// `dmy`, `mdy`, `ymd`, `ydm` or `myd`.
    pub date_order: Option<DateOrder>,
    /// Pattern of paths below the channel, and what such files are.
    pub files: BTreeMap<String, Role>,
}

impl Declaration {
    /// Reads the `channel.toml` of a folder; without one, nothing is declared.
    ///
    /// # Errors
    /// If the file cannot be read or has a key or value that means nothing.
    pub fn read(folder: &Path) -> Result<Self, ChannelError> {
        let path = folder.join(FILE_NAME);
        if !path.is_file() {
            return Ok(Self::default());
        }
        let text =
            std::fs::read_to_string(&path).map_err(|error| ChannelError::Io { path: path.clone(), error })?;
        toml::from_str(&text).map_err(|error| ChannelError::Declaration {
            path,
            why: format!(
                "{}{}; known keys are number, registered, me, timezone, region, date_order and files",
                error.span().map(|span| format!("line {}: ", line_of(&text, span.start))).unwrap_or_default(),
                error.message()
            ),
        })
    }

    /// These facts, and where they are silent those of `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            number: self.number.or(other.number),
            registered: self.registered.or(other.registered),
            me: if self.me.is_empty() { other.me } else { self.me },
            timezone: self.timezone.or(other.timezone),
            region: self.region.or(other.region),
            date_order: self.date_order.or(other.date_order),
            files: if self.files.is_empty() { other.files } else { self.files },
        }
    }

    /// Makes them ready for use.
    ///
    /// # Errors
    /// One sentence that names the value that means nothing.
    pub fn resolve(self) -> Result<Declared, String> {
        let timezone = self.timezone.as_deref().map_or(Ok(Tz::UTC), parse_zone)?;
        let registered =
            self.registered.as_deref().map(|text| parse_registered(text, timezone)).transpose()?;
        let region = self.region.as_deref().map(parse_region).transpose()?;
        let roles = self
            .files
            .into_iter()
            .map(|(pattern, role)| {
                let glob = Glob::new(&pattern)
                    .map_err(|error| format!("files: the pattern {pattern:?} is wrong: {}", error.kind()))?;
                Ok((glob.compile_matcher(), role))
            })
            .collect::<Result<_, String>>()?;
        Ok(Declared {
            number: self.number,
            registered,
            me: self.me,
            timezone,
            region,
            date_order: self.date_order,
            roles,
        })
    }
}

fn parse_zone(text: &str) -> Result<Tz, String> {
    text.parse().map_err(|_| {
        format!("timezone: {text:?} is not in the IANA list; write it like Europe/Berlin or America/New_York")
    })
}

fn parse_registered(text: &str, zone: Tz) -> Result<Moment, String> {
    When::parse(text)
        .and_then(|when| Moment::from_seconds(when.start(zone)))
        .ok_or_else(|| format!("registered: {text:?} is no date; write it like 2024-05-20"))
}

fn parse_region(text: &str) -> Result<String, String> {
    match Country::of_region(text) {
        Some(_) => Ok(text.trim().to_ascii_uppercase()),
        None => Err(format!("region: {text:?} is no region; write two letters like DE, GB or US")),
    }
}

fn one_or_many<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        One(String),
        Many(Vec<String>),
    }
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(name) => vec![name],
        OneOrMany::Many(names) => names,
    })
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::{Declaration, Role};

    #[test]
    fn every_key_is_read() {
        let declaration: Declaration = toml::from_str(
            "number = '+44 7700 900100'\nregistered = '2024-01-01'\nme = 'Ann'\ntimezone = 'Europe/Berlin'\n\
             region = 'de'\ndate_order = 'mdy'\n[files]\n'*.vcf' = 'strangers'\n",
        )
        .unwrap();
        let declared = declaration.resolve().unwrap();
        // Midnight in Berlin is 23:00 in UTC the day before: 2023-12-31T23:00:00Z.
        assert_eq!(declared.registered.map(meter_model::Moment::seconds), Some(1_704_063_600));
        assert_eq!(declared.me, ["Ann"]);
        assert_eq!(declared.region.as_deref(), Some("DE"));
        assert_eq!(declared.role_of("people.vcf"), Some(Role::Strangers));
        assert_eq!(declared.role_of("people.csv"), None);
    }

    #[test]
    fn the_command_line_comes_first() {
        let line = Declaration { region: Some("US".into()), ..Declaration::default() };
        let file =
            Declaration { region: Some("DE".into()), timezone: Some("UTC".into()), ..Declaration::default() };
        let both = line.or(file);
        assert_eq!((both.region.as_deref(), both.timezone.as_deref()), (Some("US"), Some("UTC")));
    }

    #[test]
    fn a_wrong_value_is_named() {
        for (declaration, expected) in [
            (
                Declaration { timezone: Some("Mars".into()), ..Declaration::default() },
                "timezone: \"Mars\" is not in the IANA list; write it like Europe/Berlin or America/New_York",
            ),
            (
                Declaration { registered: Some("soon".into()), ..Declaration::default() },
                "registered: \"soon\" is no date; write it like 2024-05-20",
            ),
            (
                Declaration { region: Some("Germany".into()), ..Declaration::default() },
                "region: \"Germany\" is no region; write two letters like DE, GB or US",
            ),
            (
                // Two letters that look right, but the United Kingdom's are GB.
                Declaration { region: Some("UK".into()), ..Declaration::default() },
                "region: \"UK\" is no region; write two letters like DE, GB or US",
            ),
        ] {
            assert_eq!(declaration.resolve().map(|_| ()).unwrap_err(), expected);
        }
    }
}
