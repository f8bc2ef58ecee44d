//! The four ratings side by side, for whatever is said of each of them.

use serde::Serialize;

use crate::{Metric, Rated, Rating};

/// One of the four ratings, by its key in the vendor's JSON.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum RatingKey {
    /// The overall rating.
    RiskFactor,
    /// Age of the number.
    LifeTime,
    /// Coverage of the address book.
    RiskFactorContacts,
    /// Response rate.
    RiskFactorChats,
}

impl RatingKey {
    /// All four, the overall one first.
    pub const ALL: [Self; 4] =
        [Self::RiskFactor, Self::LifeTime, Self::RiskFactorContacts, Self::RiskFactorChats];

    /// What people call it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::RiskFactor => "the overall rating",
            Self::LifeTime => "the rating of its age",
            Self::RiskFactorContacts => "the rating of the address book",
            Self::RiskFactorChats => "the rating of the response rate",
        }
    }

    /// The metric whose rating it is; `None` for the overall one.
    #[must_use]
    pub fn metric(self) -> Option<Metric> {
        match self {
            Self::RiskFactor => None,
            Self::LifeTime => Some(Metric::LifeTime),
            Self::RiskFactorContacts => Some(Metric::Contacts),
            Self::RiskFactorChats => Some(Metric::Chats),
        }
    }
}

/// One of something for each of the four ratings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EachRating<T> {
    /// That of the overall rating.
    pub risk_factor: T,
    /// That of the age.
    pub life_time: T,
    /// That of the coverage.
    pub risk_factor_contacts: T,
    /// That of the response rate.
    pub risk_factor_chats: T,
}

impl<T> EachRating<T> {
    /// Makes one for each key.
    pub fn of(make: impl Fn(RatingKey) -> T) -> Self {
        Self {
            risk_factor: make(RatingKey::RiskFactor),
            life_time: make(RatingKey::LifeTime),
            risk_factor_contacts: make(RatingKey::RiskFactorContacts),
            risk_factor_chats: make(RatingKey::RiskFactorChats),
        }
    }

    /// The one of a key.
    pub fn get(&self, key: RatingKey) -> &T {
        match key {
            RatingKey::RiskFactor => &self.risk_factor,
            RatingKey::LifeTime => &self.life_time,
            RatingKey::RiskFactorContacts => &self.risk_factor_contacts,
            RatingKey::RiskFactorChats => &self.risk_factor_chats,
        }
    }
}

impl Rated {
    /// One of the four ratings.
    #[must_use]
    pub fn rating(&self, key: RatingKey) -> Rating {
        key.metric().map_or(self.overall.rating, |metric| self.metrics.rating(metric))
    }

    /// All four.
    #[must_use]
    pub fn ratings(&self) -> EachRating<Rating> {
        EachRating::of(|key| self.rating(key))
    }
}
