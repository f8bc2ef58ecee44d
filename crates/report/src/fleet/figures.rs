//! The figures of a fleet.

use meter_score::Rating;

use super::Member;

/// How a fleet as a whole stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Summary<'a> {
    /// How many channels there are.
    pub channels: usize,
    /// How many have each rating overall, in the order of [`Rating::ALL`].
    pub overall: [usize; 3],
    /// The same of each metric, in the order of [`meter_score::Metric::ALL`].
    pub metrics: [[usize; 3]; 3],
    /// How the values of each metric are spread over the channels that have one; `None` if no channel has.
    pub quartiles: [Option<Quartiles>; 3],
    /// The worst channels, the worst first: by the overall rating, then by the sum of the three, then by the mean of the
    /// percentiles (no data counts as 0), then by name.
    pub worst: Vec<&'a Member>,
}

/// Five numbers that part values in their order into four parts of equal size.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Quartiles {
    /// How many values there are.
    pub channels: usize,
    /// Lowest, lower quartile, median, upper quartile, highest. Between two values it is interpolated linearly (type 7 of Hyndman
    /// and Fan, 1996, which spreadsheets have as `QUARTILE.INC`).
    pub cuts: [f64; 5],
}

impl<'a> Summary<'a> {
    /// How many of the worst channels are listed.
    pub const WORST: usize = 10;

    /// Adds up the figures of all members.
    #[must_use]
    pub fn of(members: &'a [Member]) -> Self {
        let count = |pick: &dyn Fn(&Member) -> Rating| {
            Rating::ALL.map(|rating| members.iter().filter(|member| pick(member) == rating).count())
        };
        let sorted = sorted_values(members);
        Self {
            channels: members.len(),
            overall: count(&|member| member.overall),
            metrics: [0, 1, 2].map(|metric| count(&|member| member.ratings[metric])),
            quartiles: [0, 1, 2].map(|metric| Quartiles::of(&sorted[metric])),
            worst: worst_first(members).into_iter().take(Self::WORST).map(|place| &members[place]).collect(),
        }
    }
}

impl Quartiles {
    /// The quartiles of values in their order.
    fn of(sorted: &[f64]) -> Option<Self> {
        let last = sorted.len().checked_sub(1)?;
        let at = |quarter: usize| {
            let (below, rest) = (quarter * last / 4, quarter * last % 4);
            let above = (below + 1).min(last);
            sorted[below] + (sorted[above] - sorted[below]) * (rest as f64 / 4.0)
        };
        Some(Self { channels: sorted.len(), cuts: [0, 1, 2, 3, 4].map(at) })
    }
}

/// Where each member stands among all of them, in percent and for each metric: the share of the channels with data whose value is lower,
/// those with an equal one, itself included, counting half. A channel without data has no percentile, and is not counted in those of the
/// others.
#[must_use]
pub fn percentiles(members: &[Member]) -> Vec<[Option<f64>; 3]> {
    let sorted = sorted_values(members);
    let of_member = |member: &Member| {
        [0, 1, 2].map(|metric: usize| {
            let value = member.values[metric]?;
            let values = &sorted[metric];
            let below = values.partition_point(|other| *other < value);
            let not_above = values.partition_point(|other| *other <= value);
            Some(50.0 * (below + not_above) as f64 / values.len() as f64)
        })
    };
    members.iter().map(of_member).collect()
}

fn sorted_values(members: &[Member]) -> [Vec<f64>; 3] {
    [0, 1, 2].map(|metric: usize| {
        let mut values: Vec<f64> = members.iter().filter_map(|member| member.values[metric]).collect();
        values.sort_unstable_by(f64::total_cmp);
        values
    })
}

/// The places of all members in their slice, the worst first, as [`Summary::worst`] has them.
#[must_use]
pub fn worst_first(members: &[Member]) -> Vec<usize> {
    let mean = |percentiles: [Option<f64>; 3]| percentiles.iter().flatten().sum::<f64>() / 3.0;
    let sum = |member: &Member| member.ratings.iter().map(|rating| u8::from(*rating)).sum::<u8>();
    let means: Vec<f64> = percentiles(members).into_iter().map(mean).collect();
    let mut places: Vec<usize> = (0..members.len()).collect();
    places.sort_by(|&one, &other| {
        let (first, second) = (&members[one], &members[other]);
        (first.overall, sum(first))
            .cmp(&(second.overall, sum(second)))
            .then(means[one].total_cmp(&means[other]))
            .then_with(|| first.channel.cmp(&second.channel))
    });
    places
}
