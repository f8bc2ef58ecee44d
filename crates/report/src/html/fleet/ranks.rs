//! In which order channels stand, by whatever they are sorted: made here, so that ties and names are in the one right order.

use std::cmp::Ordering;

use crate::fleet::{Member, worst_first};

/// The orders of a fleet.
pub(super) struct Ranks {
    /// Places of the channels as they were given, the worst first.
    pub(super) worst_first: Vec<usize>,
    /// Of each channel as they were given: its rank by name and by each metric, from 0.
    pub(super) others: Vec<[usize; 4]>,
}

impl Ranks {
    /// The orders of channels whose names are shown as `names`. By a metric those of a lower rating come first, then those without a value,
    /// then the lower values; channels that are equal stand as they do among all, the worst first.
    pub(super) fn of(members: &[Member], names: &[String]) -> Self {
        let worst_first = worst_first(members);
        let folded: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let mut others = vec![[0; 4]; members.len()];
        let mut rank = |kind: usize, compare: &dyn Fn(usize, usize) -> Ordering| {
            let mut order = worst_first.clone();
            order.sort_by(|&one, &other| compare(one, other));
            for (rank, place) in order.into_iter().enumerate() {
                others[place][kind] = rank;
            }
        };
        rank(0, &|one, other| folded[one].cmp(&folded[other]));
        for metric in 0..3 {
            rank(metric + 1, &|one, other| {
                let (one, other) = (&members[one], &members[other]);
                let by_rating = one.ratings[metric].cmp(&other.ratings[metric]);
                by_rating.then(by_value(one.values[metric], other.values[metric]))
            });
        }
        Self { worst_first, others }
    }
}

fn by_value(one: Option<f64>, other: Option<f64>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => one.total_cmp(&other),
        (one, other) => one.is_some().cmp(&other.is_some()),
    }
}
