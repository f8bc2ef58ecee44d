//! The vendor's own shape: six keys, one line a channel, so that whatever reads the vendor's answer reads ours.

use std::borrow::Cow;
use std::io::{self, Write};

use chrono::{DateTime, Datelike};
use chrono_tz::Tz;
use meter_score::{Rating, RatingKey};
use serde::{Deserialize, Serialize};

use crate::ChannelResult;

/// The six keys, in the order of the vendor's answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SixKeys<'a> {
    /// The channel's name; in the answer of a server, the token of whoever asks.
    pub channel: Cow<'a, str>,
    /// The date of the as-of instant, such as `5/20/2024`; none without an instant.
    pub last_update_date: Option<Cow<'a, str>>,
    /// The rating of the age.
    pub life_time: Rating,
    /// The overall rating.
    pub risk_factor: Rating,
    /// The rating of the response rate.
    pub risk_factor_chats: Rating,
    /// The rating of the coverage.
    pub risk_factor_contacts: Rating,
}

impl<'a> SixKeys<'a> {
    /// One of the four ratings.
    #[must_use]
    pub fn rating(&self, key: RatingKey) -> Rating {
        match key {
            RatingKey::RiskFactor => self.risk_factor,
            RatingKey::LifeTime => self.life_time,
            RatingKey::RiskFactorContacts => self.risk_factor_contacts,
            RatingKey::RiskFactorChats => self.risk_factor_chats,
        }
    }

    /// The same for as long as anybody wants.
    #[must_use]
    pub fn into_owned(self) -> SixKeys<'static> {
        SixKeys {
            channel: Cow::Owned(self.channel.into_owned()),
            last_update_date: self.last_update_date.map(|date| Cow::Owned(date.into_owned())),
            ..self
        }
    }

    /// The six keys of a result.
    #[must_use]
    pub fn of(result: &'a ChannelResult) -> Self {
        let assessment = &result.assessment;
        Self {
            channel: Cow::Borrowed(&result.channel),
            last_update_date: last_update_date(result).map(Cow::Owned),
            life_time: assessment.metrics.life_time.rating,
            risk_factor: assessment.overall.rating,
            risk_factor_chats: assessment.metrics.chats.rating,
            risk_factor_contacts: assessment.metrics.contacts.rating,
        }
    }
}

/// Writes the six keys of one channel and a line end.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write<W: Write + ?Sized>(result: &ChannelResult, out: &mut W) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &SixKeys::of(result))?;
    out.write_all(b"\n")
}

/// The date of the as-of instant in the channel's zone, such as `5/20/2024`; none without an instant.
pub(crate) fn last_update_date(result: &ChannelResult) -> Option<String> {
    let instant = local(result.assessment.as_of?, result.timezone)?;
    Some(format!("{}/{}/{}", instant.month(), instant.day(), instant.year()))
}

/// An instant on the calendar of a zone; none outside the years that chrono knows.
pub(crate) fn local(seconds: i64, zone: Tz) -> Option<DateTime<Tz>> {
    Some(DateTime::from_timestamp(seconds, 0)?.with_timezone(&zone))
}
