//! Every number behind the ratings, in one place that users can replace.

mod check;
mod parse;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use parse::PolicyError;

use crate::{Metric, PolicyStamp, Rating};

/// All numbers that the definitions leave open. [`Policy::DEFAULT_TOML`] says what each is for and where it comes from.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// The policy's name, for people.
    pub name: String,
    /// Length of the window in days, from 1.
    pub window_days: u32,
    /// A silence longer than so many hours ends a conversation, from 1.
    pub conversation_gap_hours: u32,
    /// Horizon within which an answer counts, in hours, from 1.
    pub reply_window_hours: u32,
    /// Persons below which coverage and response rate are rated 2 at most.
    pub min_sample: u64,
    /// How three ratings become one.
    pub overall: OverallRule,
    /// Age of the number, cuts in days.
    #[serde(rename = "lifeTime", deserialize_with = "parse::life_time")]
    pub life_time: MetricPolicy,
    /// Coverage of the address book, cuts from 0 to 1.
    #[serde(rename = "riskFactorContacts", deserialize_with = "parse::contacts")]
    pub contacts: MetricPolicy,
    /// Response rate, cuts from 0 to 1.
    #[serde(rename = "riskFactorChats", deserialize_with = "parse::chats")]
    pub chats: MetricPolicy,
    /// Limits of the signals.
    pub signals: SignalLimits,
}

/// How three ratings become one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OverallRule {
    /// Weighted mean to the nearest, halves down.
    Mean,
    /// The median, but at most 2 if any rating is 1.
    CappedMedian,
    /// The lowest.
    Minimum,
}

/// Cuts and weight of one metric.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct MetricPolicy {
    /// Below it the rating is 1.
    pub attention: f64,
    /// Below it the rating is 2, else 3.
    pub good: f64,
    /// Weight in the mean, from 0.
    pub weight: f64,
}

/// Limits of the signals; a value above its limit is pointed out (for the same text: from its limit on).
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignalLimits {
    /// Outgoing messages within any hour.
    pub outbound_per_hour: f64,
    /// Outgoing messages within any minute.
    pub outbound_per_minute: f64,
    /// Outgoing messages within any 15 minutes.
    pub outbound_per_15_minutes: f64,
    /// Outgoing messages on one day while the number is younger than `young_days`.
    pub outbound_per_day_while_young: f64,
    /// Days until which a number is young.
    pub young_days: f64,
    /// Persons on one day who are not known and whom the channel addressed first.
    pub new_unknown_persons_per_day: f64,
    /// Days in a row with an outreach.
    pub outreach_days_in_a_row: f64,
    /// Persons who got the same text within any hour.
    pub same_text_persons_per_hour: f64,
    /// Share of outgoing messages that failed or were never delivered, 0 to 1.
    pub undelivered_share: f64,
    /// Outgoing messages for each incoming one.
    pub outbound_inbound_ratio: f64,
    /// Outgoing messages of the busiest day for each one of the median day.
    pub peak_day_to_median_day: f64,
}

impl Default for Policy {
    fn default() -> Self {
        let cuts = |attention, good| MetricPolicy { attention, good, weight: 1.0 };
        Self {
            name: "default".to_owned(),
            window_days: 30,
            conversation_gap_hours: 24,
            reply_window_hours: 72,
            min_sample: 10,
            overall: OverallRule::Mean,
            life_time: cuts(7.0, 30.0),
            contacts: cuts(0.2, 0.5),
            chats: cuts(0.15, 0.3),
            signals: SignalLimits::default(),
        }
    }
}

impl Default for SignalLimits {
    fn default() -> Self {
        Self {
            outbound_per_hour: 30.0,
            outbound_per_minute: 2.0,
            outbound_per_15_minutes: 10.0,
            outbound_per_day_while_young: 50.0,
            young_days: 30.0,
            new_unknown_persons_per_day: 5.0,
            outreach_days_in_a_row: 3.0,
            same_text_persons_per_hour: 10.0,
            undelivered_share: 0.05,
            outbound_inbound_ratio: 3.0,
            peak_day_to_median_day: 10.0,
        }
    }
}

/// A share is a quotient of sums of fractions; what is this close to a cut has reached it.
const ROUNDING: f64 = 1e-9;

impl MetricPolicy {
    /// The rating of a value: below `attention` 1, below `good` 2, else 3.
    ///
    /// A value that falls short of a cut by less than 10⁻⁹ has reached it: so much may be lost to rounding when a share such as
    /// 3/10 is computed as one minus a product.
    #[must_use]
    pub fn rate(&self, value: f64) -> Rating {
        let reaches = |cut: f64| value + ROUNDING >= cut;
        match (reaches(self.attention), reaches(self.good)) {
            (_, true) => Rating::GoodIndicator,
            (true, false) => Rating::NeedsAttention,
            (false, false) => Rating::UseCaution,
        }
    }

    /// The smallest value that is rated so.
    #[must_use]
    pub fn cut(&self, rating: Rating) -> f64 {
        match rating {
            Rating::UseCaution => 0.0,
            Rating::NeedsAttention => self.attention,
            Rating::GoodIndicator => self.good,
        }
    }

    /// Whether one of the cuts lies within an interval: above its low end, not above its high end.
    #[must_use]
    pub fn is_cut_within(&self, [low, high]: [f64; 2]) -> bool {
        [self.attention, self.good].into_iter().any(|cut| low < cut && cut <= high)
    }
}

impl Policy {
    /// The default policy with comments, as `safety-meter policy` prints it.
    pub const DEFAULT_TOML: &'static str = include_str!("default.toml");

    /// Cuts and weight of a metric.
    #[must_use]
    pub fn metric(&self, metric: Metric) -> &MetricPolicy {
        match metric {
            Metric::LifeTime => &self.life_time,
            Metric::Contacts => &self.contacts,
            Metric::Chats => &self.chats,
        }
    }

    /// Name and fingerprint. The fingerprint is a hash over all values but the name, whatever the order and form in which a
    /// file writes them.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "a policy has nothing that JSON lacks")]
    pub fn stamp(&self) -> PolicyStamp {
        const BYTES: usize = 8;
        let nameless = Self { name: String::new(), ..self.clone() };
        let canonical = serde_json::to_vec(&nameless).expect("a policy has nothing that JSON lacks");
        let digest = Sha256::digest(canonical);
        let fingerprint =
            digest.iter().take(BYTES).fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"));
        PolicyStamp { name: self.name.clone(), fingerprint }
    }

    /// Length of the window in seconds.
    pub(crate) fn window_seconds(&self) -> i64 {
        i64::from(self.window_days) * crate::DAY
    }

    /// Longest silence within a conversation in seconds.
    pub(crate) fn gap_seconds(&self) -> i64 {
        i64::from(self.conversation_gap_hours) * crate::HOUR
    }

    /// The horizon in seconds.
    pub(crate) fn horizon_seconds(&self) -> i64 {
        i64::from(self.reply_window_hours) * crate::HOUR
    }
}

#[cfg(test)]
mod tests;
