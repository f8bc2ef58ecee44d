//! How much the ratings depend on numbers of the policy that could as well be others.
//!
//! Window, gap, reply window and minimum sample are conventions. Where half or double of one gives the same ratings, nobody needs to argue
//! about it; where it does not, the rating says as much about the convention as about the channel.

use meter_model::{Ledger, Moment};
use rayon::prelude::*;
use serde::Serialize;

use crate::history::{History, Observation};
use crate::metrics::response::Curve;
use crate::situation::Situation;
use crate::{EachRating, Policy, Rating};

/// In how many settings of the policy the ratings stay what they are.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stability {
    /// How many settings there are: all combinations of the values in `alone`, the policy's own included.
    pub settings: u64,
    /// In how many of them all four ratings are those of the policy.
    pub all_same: u64,
    /// In how many of them each rating is that of the policy.
    pub same: EachRating<u64>,
    /// The ratings if only one number is another.
    pub alone: Vec<Alone>,
}

/// What happens if only one number of the policy is another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Alone {
    /// Which number.
    pub parameter: Parameter,
    /// What it is in the policy.
    pub own: u64,
    /// What it could be, ascending, its own value included.
    pub values: Vec<OfValue>,
}

/// The ratings with one value of a number, all others being the policy's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct OfValue {
    /// The value.
    pub value: u64,
    /// The ratings.
    #[serde(flatten)]
    pub ratings: EachRating<Rating>,
}

/// A number of the policy that is varied, by its key in the file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Parameter {
    /// Length of the window in days.
    WindowDays,
    /// The silence that ends a conversation, in hours.
    ConversationGapHours,
    /// The horizon within which an answer counts, in hours.
    ReplyWindowHours,
    /// Persons below which a rating is 2 at most.
    MinSample,
}

impl Parameter {
    /// All of them, in the order of the file.
    pub const ALL: [Self; 4] =
        [Self::WindowDays, Self::ConversationGapHours, Self::ReplyWindowHours, Self::MinSample];

    /// Its key in the file of a policy.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::WindowDays => "window_days",
            Self::ConversationGapHours => "conversation_gap_hours",
            Self::ReplyWindowHours => "reply_window_hours",
            Self::MinSample => "min_sample",
        }
    }

    /// Its value in a policy.
    #[must_use]
    pub fn of(self, policy: &Policy) -> u64 {
        match self {
            Self::WindowDays => policy.window_days.into(),
            Self::ConversationGapHours => policy.conversation_gap_hours.into(),
            Self::ReplyWindowHours => policy.reply_window_hours.into(),
            Self::MinSample => policy.min_sample,
        }
    }

    /// Half, two thirds, all, one and a half times and double of its value, rounded to the nearest (halves up), within what a policy may
    /// have; ascending and each once.
    fn values(self, policy: &Policy) -> Vec<u64> {
        const SIXTHS: [u128; 5] = [3, 4, 6, 9, 12];
        let mut values: Vec<u64> =
            SIXTHS.into_iter().filter_map(|sixths| self.part(policy, sixths)).collect();
        values.dedup();
        values
    }

    /// So many sixths of its value, rounded to the nearest (halves up), if a policy may have that.
    pub(crate) fn part(self, policy: &Policy, sixths: u128) -> Option<u64> {
        let own = self.of(policy);
        let most = match self {
            Self::WindowDays => Policy::MOST_WINDOW_DAYS.into(),
            Self::ConversationGapHours | Self::ReplyWindowHours => Policy::MOST_HOURS.into(),
            Self::MinSample => u64::MAX,
        };
        let part = u64::try_from((u128::from(own) * sixths + 3) / 6).unwrap_or(u64::MAX);
        (part == own || (1..=most).contains(&part)).then_some(part)
    }

    /// Gives it another value.
    pub(crate) fn set(self, policy: &mut Policy, value: u64) {
        let small = u32::try_from(value).unwrap_or(u32::MAX);
        match self {
            Self::WindowDays => policy.window_days = small,
            Self::ConversationGapHours => policy.conversation_gap_hours = small,
            Self::ReplyWindowHours => policy.reply_window_hours = small,
            Self::MinSample => policy.min_sample = value,
        }
    }
}

/// Rates a channel under every setting of a full grid over window, gap, reply window and minimum sample.
///
/// `as_of` is what it is for [`score`](crate::score), and every setting is rated as it would be by that.
#[must_use]
pub fn stability(ledger: &Ledger, policy: &Policy, as_of: Option<i64>) -> Stability {
    let as_of = as_of.or_else(|| ledger.newest().map(Moment::seconds)).unwrap_or(0);
    let own = Parameter::ALL.map(|parameter| parameter.of(policy));
    let settings = settings(ledger, policy, as_of);
    let ratings = settings.iter().find(|setting| setting.values == own).map(|setting| setting.ratings);
    let count = |is_same: &dyn Fn(&EachRating<Rating>, &EachRating<Rating>) -> bool| {
        let is_same = |setting: &&Setting| ratings.is_some_and(|own| is_same(&setting.ratings, &own));
        settings.iter().filter(is_same).count() as u64
    };
    let alone = |(index, parameter): (usize, Parameter)| {
        let others_are_own = |setting: &&Setting| {
            (0..own.len()).all(|other| other == index || setting.values[other] == own[other])
        };
        let of_value = |setting: &Setting| OfValue { value: setting.values[index], ratings: setting.ratings };
        let values = settings.iter().filter(others_are_own).map(of_value).collect();
        Alone { parameter, own: own[index], values }
    };
    Stability {
        settings: settings.len() as u64,
        all_same: count(&|setting, own| setting == own),
        same: EachRating::of(|key| count(&|setting, own| setting.get(key) == own.get(key))),
        alone: Parameter::ALL.into_iter().enumerate().map(alone).collect(),
    }
}

/// One setting, and what it is rated.
struct Setting {
    /// In the order of [`Parameter::ALL`].
    values: [u64; 4],
    ratings: EachRating<Rating>,
}

/// All settings, each number ascending. Where conversations begin depends on the gap alone, and what is observed on gap and window; the response
/// rate does not depend on the minimum sample.
fn settings(ledger: &Ledger, policy: &Policy, as_of: i64) -> Vec<Setting> {
    let longest = vary(policy, Parameter::WindowDays).iter().map(Policy::window_seconds).max().unwrap_or(0);
    let of_gap = |policy: Policy| {
        let history = History::of(ledger, policy.gap_seconds(), &[as_of], longest);
        let of_window = |policy: Policy| {
            let observation = history.observe(as_of, policy.window_seconds());
            of_observation(&observation, ledger, &policy)
        };
        vary(&policy, Parameter::WindowDays).into_par_iter().flat_map_iter(of_window).collect::<Vec<_>>()
    };
    vary(policy, Parameter::ConversationGapHours).into_par_iter().flat_map_iter(of_gap).collect()
}

/// The settings under which there is the same to see.
fn of_observation(observation: &Observation, ledger: &Ledger, policy: &Policy) -> Vec<Setting> {
    let policies = vary(policy, Parameter::ReplyWindowHours);
    // The longest reply window comes last. The curve up to it has the response rates of all.
    let Some(longest) = policies.last() else { return Vec::new() };
    let situation = Situation::of(observation, ledger, longest);
    let curve = Curve::of(&situation.outreaches);
    let of_reply = |policy: &Policy| {
        let response_rate = curve.response_rate(policy.horizon_seconds());
        let rate = |policy: &Policy| Setting {
            values: Parameter::ALL.map(|parameter| parameter.of(policy)),
            ratings: situation.ratings(policy, response_rate),
        };
        vary(policy, Parameter::MinSample).iter().map(rate).collect::<Vec<_>>()
    };
    policies.iter().flat_map(of_reply).collect()
}

/// The policies with each value of a parameter, ascending.
fn vary(policy: &Policy, parameter: Parameter) -> Vec<Policy> {
    let with = |value| {
        let mut policy = policy.clone();
        parameter.set(&mut policy, value);
        policy
    };
    parameter.values(policy).into_iter().map(with).collect()
}
