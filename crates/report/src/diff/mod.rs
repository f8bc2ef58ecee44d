//! Two results of the same channels: what changed, and why.

mod page;
mod records;
mod side;
mod snapshot;

use std::collections::HashMap;

use meter_score::{KeyChange, Metric, Rating, RatingKey};

pub use self::page::write_table;
pub use self::records::{write_csv, write_json};
pub use self::snapshot::Snapshot;

use crate::table::title;

/// Results before and after, channel by channel.
#[derive(Clone, PartialEq, Debug)]
pub struct Diff {
    /// What each side is called.
    pub names: [String; 2],
    /// Which keys of the policy differ, if two policies are compared on one input.
    pub policy: Option<Vec<KeyChange>>,
    /// Channels on both sides, in the order of the first.
    pub pairs: Vec<Pair>,
    /// Channels on the first side only.
    pub only_before: Vec<Snapshot>,
    /// Channels on the second side only.
    pub only_after: Vec<Snapshot>,
}

/// Two results of one channel.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// The first.
    pub before: Snapshot,
    /// The second.
    pub after: Snapshot,
}

/// What became of the ratings of a channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trend {
    /// Any of the four is lower, whatever the others are.
    Fell,
    /// Any is higher and none is lower.
    Rose,
    /// All are the same.
    Same,
}

impl Trend {
    /// All trends, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Fell, Self::Rose, Self::Same];

    /// The trend as a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fell => "fell",
            Self::Rose => "rose",
            Self::Same => "same",
        }
    }

    fn of(before: Rating, after: Rating) -> Self {
        match after.cmp(&before) {
            std::cmp::Ordering::Less => Self::Fell,
            std::cmp::Ordering::Greater => Self::Rose,
            std::cmp::Ordering::Equal => Self::Same,
        }
    }
}

/// The four ratings, the overall one first.
fn ratings() -> [Option<Metric>; 4] {
    RatingKey::ALL.map(RatingKey::metric)
}

impl Diff {
    /// Joins two lists of results by the names of their channels, each of which is there once.
    #[must_use]
    pub fn of(names: [String; 2], before: Vec<Snapshot>, after: Vec<Snapshot>) -> Self {
        let mut others: HashMap<String, Snapshot> =
            after.iter().map(|snapshot| (snapshot.channel.clone(), snapshot.clone())).collect();
        let mut diff =
            Self { names, policy: None, pairs: Vec::new(), only_before: Vec::new(), only_after: Vec::new() };
        for before in before {
            match others.remove(&before.channel) {
                Some(after) => diff.pairs.push(Pair { before, after }),
                None => diff.only_before.push(before),
            }
        }
        diff.only_after = after.into_iter().filter(|after| others.contains_key(&after.channel)).collect();
        diff
    }

    /// How many channels have this trend.
    #[must_use]
    pub fn count(&self, trend: Trend) -> usize {
        self.pairs.iter().filter(|pair| pair.trend() == trend).count()
    }
}

impl Pair {
    /// What became of the four ratings together.
    #[must_use]
    pub fn trend(&self) -> Trend {
        let trends = ratings().map(|metric| self.trend_of(metric));
        Trend::ALL.into_iter().find(|trend| trends.contains(trend)).unwrap_or(Trend::Same)
    }

    fn trend_of(&self, metric: Option<Metric>) -> Trend {
        Trend::of(self.before.rating(metric), self.after.rating(metric))
    }

    /// For when each holds, if that differs: instants where both have one, else days.
    fn as_of(&self) -> Option<[&str; 2]> {
        let instants = self.before.as_of.as_deref().zip(self.after.as_of.as_deref());
        let days = self.before.day.as_deref().zip(self.after.day.as_deref());
        instants.or(days).filter(|(before, after)| before != after).map(<[&str; 2]>::from)
    }

    /// The policies, if they differ.
    fn policies(&self) -> Option<[&[String; 2]; 2]> {
        let both = self.before.policy.as_ref().zip(self.after.policy.as_ref());
        both.filter(|(before, after)| before[1] != after[1]).map(<[_; 2]>::from)
    }

    /// Why each rating that changed did, in one sentence for each.
    fn why(&self) -> Vec<(Option<Metric>, String)> {
        let changed = ratings().into_iter().filter(|metric| self.trend_of(*metric) != Trend::Same);
        changed
            .map(|metric| {
                (metric, metric.map_or_else(|| self.why_overall(), |metric| self.why_metric(metric)))
            })
            .collect()
    }

    fn why_overall(&self) -> String {
        let changed: Vec<String> = Metric::ALL
            .into_iter()
            .filter(|metric| self.trend_of(Some(*metric)) != Trend::Same)
            .map(|metric| {
                let [before, after] =
                    [&self.before, &self.after].map(|side| u8::from(side.rating(Some(metric))));
                format!("{} {before} → {after}", title(metric).to_lowercase())
            })
            .collect();
        match (changed.is_empty(), self.policies()) {
            (false, _) => format!("Its parts changed: {}.", changed.join(", ")),
            (true, Some(_)) => "Its parts are the same, so the policies join them differently.".to_owned(),
            (true, None) => "Its parts are the same, so they were joined differently.".to_owned(),
        }
    }

    fn why_metric(&self, metric: Metric) -> String {
        let sides =
            |exactly| [&self.before, &self.after].map(|snapshot| side::side(snapshot, metric, exactly));
        match sides(false) {
            [None, None] => "Only ratings were saved, so it is not known why.".to_owned(),
            [Some(before), None] => format!("Before: {before}; after, only the rating was saved."),
            [None, Some(after)] => format!("Before, only the rating was saved; after: {after}."),
            [Some(before), Some(after)] if before != after => format!("{before} → {after}."),
            [Some(both), Some(_)] => match (sides(true), self.policies()) {
                ([Some(before), Some(after)], _) if before != after => format!("{before} → {after}."),
                (_, Some(_)) => format!("{both}, both times; the policies rate it differently."),
                (_, None) => format!("{both}, both times, but rated differently, as by another version."),
            },
        }
    }
}
