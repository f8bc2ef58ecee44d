//! What a score consists of: the narrow waist between the scorer and every view of it.
//!
//! Field names are the public JSON keys in camel case; units and ranges stand at each field.

use serde::Serialize;

use crate::Rating;

/// The three metrics, in the order in which they are always listed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub enum Metric {
    /// Age of the number.
    #[serde(rename = "lifeTime")]
    LifeTime,
    /// Coverage of the address book.
    #[serde(rename = "riskFactorContacts")]
    Contacts,
    /// Response rate.
    #[serde(rename = "riskFactorChats")]
    Chats,
}

impl Metric {
    /// All metrics in their order.
    pub const ALL: [Self; 3] = [Self::LifeTime, Self::Contacts, Self::Chats];
}

/// How much a rating rests on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// No data.
    None,
    /// Small sample, or a cut lies within the interval, or a lower bound below the good cut.
    Provisional,
    /// Neither.
    Firm,
}

/// What the age rests on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AgeBasis {
    /// A registration time: exact.
    Registration,
    /// The earliest message: a lower bound.
    Message,
    /// A group that the number created: a lower bound.
    Group,
}

/// What the response rating rests on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResponseBasis {
    /// Conversations that the channel opened.
    Outreach,
    /// A number that only answers.
    InboundOnly,
}

/// Age of the number.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LifeTime {
    /// 1 to 3.
    pub rating: Rating,
    /// Whole days from `since` to as-of, rounded down; `None` without evidence.
    pub age_days: Option<i64>,
    /// Earliest evidence, seconds since the epoch.
    #[serde(serialize_with = "crate::instant::serialize_optional")]
    pub since: Option<i64>,
    /// What the evidence is.
    pub basis: Option<AgeBasis>,
    /// Whether the number may be older; `None` without evidence.
    pub lower_bound: Option<bool>,
    /// How much it rests on.
    pub confidence: Confidence,
}

/// Coverage of the address book.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// 1 to 3.
    pub rating: Rating,
    /// `known / reached`, 0 to 1; `None` if nobody was reached or there is no address book.
    pub coverage: Option<f64>,
    /// How many of the reached persons are in the address book; `None` without an address book.
    pub known: Option<u64>,
    /// Persons with an outgoing touch in the window.
    pub reached: u64,
    /// 95 % Wilson interval of the coverage.
    pub interval: Option<[f64; 2]>,
    /// How much it rests on.
    pub confidence: Confidence,
}

/// Response rate.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// 1 to 3.
    pub rating: Rating,
    /// Kaplan–Meier estimate of the share answered within the reply window, 0 to 1; `None` without outreach.
    pub response_rate: Option<f64>,
    /// Distinct persons with an outreach in the window: the sample size.
    pub persons: u64,
    /// Conversations that the channel opened in the window.
    pub outreaches: u64,
    /// Outreaches answered within the reply window.
    pub answered: u64,
    /// Unanswered outreaches younger than the reply window.
    pub pending: u64,
    /// All other outreaches.
    pub unanswered: u64,
    /// Conversations that others opened in the window.
    pub inbound_conversations: u64,
    /// Median delay of the answered outreaches in seconds; with an even number the mean of the middle two.
    #[serde(serialize_with = "crate::instant::serialize_optional_number")]
    pub median_reply_seconds: Option<f64>,
    /// 95 % Wilson interval of the response rate.
    pub interval: Option<[f64; 2]>,
    /// What the rating rests on; `None` without data.
    pub basis: Option<ResponseBasis>,
    /// How much it rests on.
    pub confidence: Confidence,
}

/// The three metrics.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Metrics {
    /// Age of the number.
    #[serde(rename = "lifeTime")]
    pub life_time: LifeTime,
    /// Coverage of the address book.
    #[serde(rename = "riskFactorContacts")]
    pub contacts: Coverage,
    /// Response rate.
    #[serde(rename = "riskFactorChats")]
    pub chats: Response,
}

impl Metrics {
    /// What a metric's cuts are compared with: days of age, coverage or response rate; `None` without data.
    #[must_use]
    pub fn value(&self, metric: Metric) -> Option<f64> {
        match metric {
            Metric::LifeTime => self.life_time.age_days.map(|days| days as f64),
            Metric::Contacts => self.contacts.coverage,
            Metric::Chats => self.chats.response_rate,
        }
    }

    /// The rating of a metric.
    #[must_use]
    pub fn rating(&self, metric: Metric) -> Rating {
        match metric {
            Metric::LifeTime => self.life_time.rating,
            Metric::Contacts => self.contacts.rating,
            Metric::Chats => self.chats.rating,
        }
    }

    /// How much the rating of a metric rests on.
    #[must_use]
    pub fn confidence(&self, metric: Metric) -> Confidence {
        match metric {
            Metric::LifeTime => self.life_time.confidence,
            Metric::Contacts => self.contacts.confidence,
            Metric::Chats => self.chats.confidence,
        }
    }
}

/// The overall rating beside its parts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Overall {
    /// The overall rating itself; it stands under `score.riskFactor` in JSON.
    #[serde(skip)]
    pub rating: Rating,
    /// Lowest and highest overall rating it could take if the metrics without data were known.
    pub range: [Rating; 2],
    /// The metric with the lowest rating, the first of them in the order of [`Metric`].
    pub weakest: Metric,
}

/// All ratings of one channel at one instant, with the numbers behind them.
#[derive(Clone, PartialEq, Debug)]
pub struct Rated {
    /// The overall rating.
    pub overall: Overall,
    /// The three metrics.
    pub metrics: Metrics,
}

/// Why a metric has its rating.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Reason {
    /// Stable code, such as `AGE_BELOW_ATTENTION`.
    pub code: &'static str,
    /// The metric it explains.
    pub metric: Metric,
    /// One sentence with the counts.
    pub text: String,
}

/// What would raise a metric.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Action {
    /// Stable code, such as `SAVE_CONTACTS`.
    pub code: &'static str,
    /// The metric it raises.
    pub metric: Metric,
    /// The rating it reaches.
    pub to: Rating,
    /// How many (contacts, days, answers, persons) it takes: the smallest number that reaches it.
    pub need: u64,
    /// One sentence.
    pub text: String,
}

/// A published warning sign. It never changes a rating.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Signal {
    /// Stable code, such as `PEAK_OUTBOUND_PER_HOUR`.
    pub code: &'static str,
    /// What was found; `None` where there is no data for it.
    #[serde(serialize_with = "crate::instant::serialize_optional_number")]
    pub value: Option<f64>,
    /// The published limit.
    #[serde(serialize_with = "crate::instant::serialize_number")]
    pub limit: f64,
    /// Whether the value is beyond the limit.
    pub exceeded: bool,
    /// One sentence.
    pub text: String,
}

/// Which policy was used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PolicyStamp {
    /// The policy's own name.
    pub name: String,
    /// Hash over all its values: equal policies have equal fingerprints.
    pub fingerprint: String,
}

/// The score of one channel.
#[derive(Clone, PartialEq, Debug)]
pub struct Assessment {
    /// The instant for which it holds, seconds since the epoch; `None` if the channel has nothing dated.
    pub as_of: Option<i64>,
    /// Length of the window in days.
    pub window_days: u32,
    /// The overall rating.
    pub overall: Overall,
    /// The three metrics.
    pub metrics: Metrics,
    /// Why, at least one for each metric, in the order of metrics.
    pub reasons: Vec<Reason>,
    /// What would raise it, in the order of metrics, the nearer rating first.
    pub actions: Vec<Action>,
    /// All signals, in a fixed order.
    pub signals: Vec<Signal>,
    /// The policy.
    pub policy: PolicyStamp,
}
