//! What two results of one channel are compared by.

use meter_score::{Metric, Rating};

use crate::Row;
use crate::fleet::{key, rating};

/// One result of a channel, as far as it was saved.
#[derive(Clone, PartialEq, Debug)]
pub struct Snapshot {
    /// The channel's name.
    pub channel: String,
    /// The overall rating.
    pub overall: Rating,
    /// The ratings of the metrics, in the order of [`Metric::ALL`].
    pub ratings: [Rating; 3],
    /// What each rating rests on: a value for each of [`FACTS`], in their order.
    pub(super) facts: Vec<Option<Fact>>,
    /// The instant for which it holds.
    pub(super) as_of: Option<String>,
    /// The day of that instant, as the vendor writes it; saved where the instant is not.
    pub(super) day: Option<String>,
    /// Name and fingerprint of the policy.
    pub(super) policy: Option<[String; 2]>,
}

/// A value behind a rating.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Fact {
    /// A count, a share, a duration.
    Number(f64),
    /// A word of ours.
    Word(String),
}

/// What a column of facts holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Word,
}

/// The columns by whose values a change of rating is explained, by their names in the CSV.
pub(super) const FACTS: [(&str, Kind); 18] = [
    ("lifeTime.ageDays", Kind::Number),
    ("lifeTime.basis", Kind::Word),
    ("lifeTime.lowerBound", Kind::Word),
    ("lifeTime.confidence", Kind::Word),
    ("riskFactorContacts.coverage", Kind::Number),
    ("riskFactorContacts.known", Kind::Number),
    ("riskFactorContacts.reached", Kind::Number),
    ("riskFactorContacts.confidence", Kind::Word),
    ("riskFactorChats.responseRate", Kind::Number),
    ("riskFactorChats.persons", Kind::Number),
    ("riskFactorChats.outreaches", Kind::Number),
    ("riskFactorChats.answered", Kind::Number),
    ("riskFactorChats.pending", Kind::Number),
    ("riskFactorChats.unanswered", Kind::Number),
    ("riskFactorChats.inboundConversations", Kind::Number),
    ("riskFactorChats.basis", Kind::Word),
    ("riskFactorChats.confidence", Kind::Word),
    ("windowDays", Kind::Number),
];

impl Snapshot {
    /// The result that a row holds.
    ///
    /// # Errors
    /// The name of the first column that has no rating.
    pub fn of_row(row: &Row) -> Result<Self, &'static str> {
        Self::of(&|column| row.get(column).map(str::to_owned))
    }

    /// The result that a table holds, given how to find the value of a column by its name in the CSV.
    ///
    /// # Errors
    /// The name of the first column that has no name or rating.
    pub fn of(get: &dyn Fn(&str) -> Option<String>) -> Result<Self, &'static str> {
        let rating = |column: &'static str| get(column).as_deref().and_then(rating).ok_or(column);
        let word = |column: &str| get(column).filter(|word| !word.is_empty());
        let fact = |(column, kind): &(&str, Kind)| match kind {
            Kind::Word => word(column).map(Fact::Word),
            Kind::Number => {
                let number = get(column)?.parse().ok().filter(|number: &f64| number.is_finite());
                number.map(Fact::Number)
            }
        };
        let fingerprint = word("policy.fingerprint");
        let ratings =
            [rating(key(Metric::LifeTime))?, rating(key(Metric::Contacts))?, rating(key(Metric::Chats))?];
        Ok(Self {
            channel: get("channel").ok_or("channel")?,
            overall: rating("riskFactor")?,
            ratings,
            facts: FACTS.iter().map(fact).collect(),
            as_of: word("asOf"),
            day: word("lastUpdateDate"),
            policy: fingerprint.map(|fingerprint| [word("policy.name").unwrap_or_default(), fingerprint]),
        })
    }

    /// The rating of a metric, or the overall one.
    pub(super) fn rating(&self, metric: Option<Metric>) -> Rating {
        metric.map_or(self.overall, |metric| self.ratings[metric as usize])
    }

    pub(super) fn number(&self, column: &str) -> Option<f64> {
        match self.fact(column)? {
            Fact::Number(number) => Some(*number),
            Fact::Word(_) => None,
        }
    }

    pub(super) fn word(&self, column: &str) -> Option<&str> {
        match self.fact(column)? {
            Fact::Word(word) => Some(word),
            Fact::Number(_) => None,
        }
    }

    fn fact(&self, column: &str) -> Option<&Fact> {
        let index = FACTS.iter().position(|(name, _)| *name == column)?;
        self.facts[index].as_ref()
    }

    /// Whether the numbers behind a metric were saved, and not its rating alone.
    pub(super) fn explains(&self, metric: Metric) -> bool {
        self.word(&format!("{}.confidence", key(metric))).is_some()
    }
}
