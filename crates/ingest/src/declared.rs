//! What the user states about a channel, on the command line or in its `channel.toml`.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use chrono_tz::Tz;
use globset::{Glob, GlobSet, GlobSetBuilder};
use meter_model::{Moment, PhoneKey};
use serde::Deserialize;

use crate::identity::country::Country;
use crate::identity::phone;
use crate::{ChannelError, When, limits};

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
    /// What files are.
    pub roles: Roles,
}

impl Declared {
    /// The channel's own number, comparable.
    pub(crate) fn own_number(&self) -> Option<PhoneKey> {
        self.number.as_deref().and_then(own_number)
    }

    /// What the user says the file at `path` below the channel is.
    #[must_use]
    pub fn role_of(&self, path: &str) -> Option<Role> {
        self.roles.of(path)
    }
}

/// Role of each file that matches a pattern; the first that was written counts. All are tried at once, since there may be as many as files.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    patterns: GlobSet,
    roles: Vec<Role>,
}

impl Roles {
    fn new(files: Vec<(String, Role)>) -> Result<Self, String> {
        let mut patterns = GlobSetBuilder::new();
        let mut roles = Vec::with_capacity(files.len());
        for (pattern, role) in files {
            let wrong =
                |error: &globset::Error| format!("files: the pattern {pattern:?} is wrong: {}", error.kind());
            patterns.add(Glob::new(&pattern).map_err(|error| wrong(&error))?);
            roles.push(role);
        }
        let patterns =
            patterns.build().map_err(|error| format!("files: too many patterns: {}", error.kind()))?;
        Ok(Self { patterns, roles })
    }

    fn of(&self, path: &str) -> Option<Role> {
        let first = self.patterns.matches(path).into_iter().min()?;
        self.roles.get(first).copied()
    }
}

/// The same facts as written: the content of a `channel.toml`, or of the command line.
#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Declaration {
    /// The channel's own number.
    pub number: Option<String>,
    /// A date or instant, as a string or as TOML itself writes them.
    #[serde(deserialize_with = "quoted_or_bare")]
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
    /// Patterns of paths below the channel, and what such files are; where several match, the first counts.
    #[serde(deserialize_with = "in_order")]
    pub files: Vec<(String, Role)>,
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
        let text = read_settings(&path).map_err(|error| match error.kind() {
            io::ErrorKind::FileTooLarge | io::ErrorKind::InvalidData => {
                ChannelError::Declaration { path: path.clone(), why: error.to_string() }
            }
            _ => ChannelError::Io { path: path.clone(), error },
        })?;
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
        let number = self.number.map(check_number).transpose()?;
        let region = self.region.as_deref().map(parse_region).transpose()?;
        let roles = Roles::new(self.files)?;
        Ok(Declared { number, registered, me: self.me, timezone, region, date_order: self.date_order, roles })
    }
}

fn parse_zone(text: &str) -> Result<Tz, String> {
    text.parse().map_err(|_| {
        format!("timezone: {text:?} is not in the IANA list; write it like Europe/Berlin or America/New_York")
    })
}

fn check_number(text: String) -> Result<String, String> {
    match own_number(&text) {
        Some(_) => Ok(text),
        None => Err(format!("number: {text:?} is no international number; write it like +44 7700 900100")),
    }
}

/// The channel's own number as people write it, or as it stands in JIDs.
fn own_number(text: &str) -> Option<PhoneKey> {
    phone::international(text).or_else(|| phone::jid_user(text))
}

fn parse_registered(text: &str, zone: Tz) -> Result<Moment, String> {
    let when = When::parse(text)
        .ok_or_else(|| format!("registered: {text:?} is no date; write it like 2024-05-20"))?;
    Moment::from_seconds(when.start(zone))
        .filter(|&moment| moment >= Moment::FIRST)
        .ok_or_else(|| format!("registered: {text:?} is no day on which WhatsApp existed; it began in 2009"))
}

fn parse_region(text: &str) -> Result<String, String> {
    match Country::of_region(text) {
        Some(_) => Ok(text.trim().to_ascii_uppercase()),
        None => Err(format!("region: {text:?} is no region; write two letters like DE, GB or US")),
    }
}

fn quoted_or_bare<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "registered: expected a date like 2024-05-20")]
    enum QuotedOrBare {
        Quoted(String),
        Bare(toml::value::Datetime),
    }
    Ok(Some(match QuotedOrBare::deserialize(deserializer)? {
        QuotedOrBare::Quoted(text) => text,
        QuotedOrBare::Bare(date) => date.to_string(),
    }))
}

fn one_or_many<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "me: expected a name in quotes, or a list of such names")]
    enum OneOrMany {
        One(String),
        Many(Vec<String>),
    }
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(name) => vec![name],
        OneOrMany::Many(names) => names,
    })
}

/// Reads a small text that users write themselves: a `channel.toml`, a policy.
///
/// # Errors
/// If it cannot be read, is larger than [`limits::SETTINGS_BYTES`] (`FileTooLarge`), or no UTF-8 (`InvalidData`); both say what to do.
pub fn read_settings(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limits::SETTINGS_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits::SETTINGS_BYTES {
        let why = format!(
            "it is larger than the limit of {} MiB; a few lines are enough",
            limits::SETTINGS_BYTES >> 20
        );
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
    }
    let text = String::from_utf8(bytes);
    text.map_err(|_| {
        io::Error::new(io::ErrorKind::InvalidData, "it is no text in UTF-8; save it in that encoding")
    })
}

/// A table as it was written, since a map would sort it.
fn in_order<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, Role)>, D::Error> {
    struct InOrder;
    impl<'de> serde::de::Visitor<'de> for InOrder {
        type Value = Vec<(String, Role)>;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("a table of patterns and what such files are")
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut files = Vec::new();
            while let Some(entry) = map.next_entry()? {
                files.push(entry);
            }
            Ok(files)
        }
    }
    deserializer.deserialize_map(InOrder)
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests;
