//! Many days in few columns.

use meter_score::timeline::Point;
use meter_score::{Metric, Rating, RatingKey};

/// Points that share a column, as many in each but the last.
pub(super) struct Strip<'p> {
    points: &'p [Point],
    /// How many points a column stands for.
    pub(super) points_a_column: usize,
}

impl<'p> Strip<'p> {
    /// As few points a column as fit into a width.
    pub(super) fn new(points: &'p [Point], width: usize) -> Self {
        Self { points, points_a_column: points_a_column(points.len(), width) }
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.points.len().div_ceil(self.points_a_column)
    }

    /// The lowest rating of each column, so that nothing bad is hidden; none before there is data.
    pub(super) fn ratings(&self, key: RatingKey) -> Vec<Option<Rating>> {
        self.lowest(|point| point.has_data().then(|| point.rated.rating(key)))
    }

    /// The lowest share of each column; none without data.
    pub(super) fn shares(&self, metric: Metric) -> Vec<Option<f64>> {
        self.lowest(|point| match metric {
            Metric::LifeTime => None,
            Metric::Contacts => point.rated.metrics.contacts.coverage,
            Metric::Chats => point.rated.metrics.chats.response_rate,
        })
    }

    fn lowest<T: PartialOrd>(&self, value: impl Fn(&Point) -> Option<T>) -> Vec<Option<T>> {
        let lower = |one: T, other: T| if other < one { other } else { one };
        let columns = self.points.chunks(self.points_a_column);
        columns.map(|column| column.iter().filter_map(&value).reduce(lower)).collect()
    }
}

fn points_a_column(points: usize, width: usize) -> usize {
    points.div_ceil(width.max(1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::points_a_column;

    #[test]
    fn columns_hold_as_few_points_as_fit() {
        assert_eq!([59, 60, 120, 1, 0].map(|points| points_a_column(points, 59)), [1, 2, 3, 1, 1]);
        assert_eq!(points_a_column(5, 0), 5);
    }
}
