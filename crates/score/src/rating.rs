//! The three ratings, as words and as digits.

use serde::{Deserialize, Serialize};

/// The ratings' three values.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum Rating {
    /// 1, Use Caution.
    UseCaution = 1,
    /// 2, Needs Attention.
    NeedsAttention = 2,
    /// 3, Good Indicator.
    GoodIndicator = 3,
}

impl Rating {
    /// All ratings, lowest first.
    pub const ALL: [Self; 3] = [Self::UseCaution, Self::NeedsAttention, Self::GoodIndicator];

    /// The rating's words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::UseCaution => "Use Caution",
            Self::NeedsAttention => "Needs Attention",
            Self::GoodIndicator => "Good Indicator",
        }
    }
}

impl From<Rating> for u8 {
    fn from(rating: Rating) -> Self {
        rating as u8
    }
}

impl TryFrom<u8> for Rating {
    type Error = NotARating;

    fn try_from(number: u8) -> Result<Self, NotARating> {
        Self::ALL.into_iter().find(|rating| u8::from(*rating) == number).ok_or(NotARating(number))
    }
}

/// A number that no rating has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0} is no rating; ratings are 1, 2 and 3")]
pub struct NotARating(
    /// The number.
    pub u8,
);
