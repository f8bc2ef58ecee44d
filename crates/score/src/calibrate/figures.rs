//! How well two lists of ratings agree.

use serde::Serialize;

use crate::Rating;

/// Agreement of our ratings with the vendor's.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// How many labels are compared.
    pub labels: u64,
    /// How many have exactly the vendor's rating.
    pub exact: u64,
    /// Their share, 0 to 1; `None` without labels.
    pub agreement: Option<f64>,
    /// Sum of the distances between our ratings and the vendor's.
    pub total_error: u64,
    /// Their mean; `None` without labels.
    pub mean_error: Option<f64>,
    /// Cohen's (1968) kappa with linear weights: `1 − observed distance / distance expected by chance`. `None` where chance expects
    /// none, since then both always say the same.
    pub kappa: Option<f64>,
    /// How often each pair of ratings occurs: a row for each rating of the vendor, in it a column for each of ours.
    pub table: [[u64; 3]; 3],
    /// How often we say better than the vendor: the misses that are not safe.
    pub unsafe_misses: u64,
}

impl Figures {
    /// Compares pairs of the vendor's rating and ours.
    pub(super) fn of(pairs: impl IntoIterator<Item = (Rating, Rating)>) -> Self {
        let mut table = [[0_u64; 3]; 3];
        for (vendor, ours) in pairs {
            table[index(vendor)][index(ours)] += 1;
        }
        let sum = |pick: &dyn Fn(usize, usize) -> u64| -> u64 {
            cells().map(|(row, column)| pick(row, column) * table[row][column]).sum()
        };
        let labels = sum(&|_, _| 1);
        let exact = sum(&|row, column| u64::from(row == column));
        let total_error = sum(&|row, column| row.abs_diff(column) as u64);
        let share = |part: u64| (labels > 0).then(|| part as f64 / labels as f64);
        Self {
            labels,
            exact,
            agreement: share(exact),
            total_error,
            mean_error: share(total_error),
            kappa: kappa(&table, labels, total_error),
            table,
            unsafe_misses: sum(&|row, column| u64::from(column > row)),
        }
    }
}

/// How often ratings were met that were not looked at.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
    /// How many labels are compared.
    pub labels: u64,
    /// How many have exactly the vendor's rating.
    pub exact: u64,
    /// Their share, 0 to 1; `None` without labels.
    pub agreement: Option<f64>,
}

impl Agreement {
    pub(super) fn of(figures: &Figures) -> Self {
        Self { labels: figures.labels, exact: figures.exact, agreement: figures.agreement }
    }
}

fn kappa(table: &[[u64; 3]; 3], labels: u64, observed: u64) -> Option<f64> {
    let row = |row: usize| table[row].iter().sum::<u64>();
    let column = |column: usize| table.iter().map(|row| row[column]).sum::<u64>();
    // Expected by chance, times the number of labels: whole, so that nothing is lost before the one division.
    let expected: u128 = cells()
        .map(|(one, other)| one.abs_diff(other) as u128 * u128::from(row(one)) * u128::from(column(other)))
        .sum();
    (expected > 0).then(|| 1.0 - (u128::from(observed) * u128::from(labels)) as f64 / expected as f64)
}

fn cells() -> impl Iterator<Item = (usize, usize)> {
    (0..3).flat_map(|row| (0..3).map(move |column| (row, column)))
}

fn index(rating: Rating) -> usize {
    usize::from(u8::from(rating)) - 1
}

#[cfg(test)]
mod tests {
    use super::Figures;
    use crate::Rating;

    fn figures(pairs: &[(usize, usize)]) -> Figures {
        Figures::of(pairs.iter().map(|(vendor, ours)| (Rating::ALL[vendor - 1], Rating::ALL[ours - 1])))
    }

    /// Rows 1: (2, 1, 0), 2: (0, 1, 1), 3: (1, 0, 4). Distances: 1 + 1 + 2 = 4 of 10. Sums of rows 3, 2, 5, of columns 3, 2, 5.
    /// By chance: |1−2| 3·2 + |1−3| 3·5 + |2−1| 2·3 + |2−3| 2·5 + |3−1| 5·3 + |3−2| 5·2 = 6 + 30 + 6 + 10 + 30 + 10 = 92,
    /// over 10 is 9.2. Kappa is 1 − 4 / 9.2 = 0.565217…
    #[test]
    fn figures_by_hand() {
        let pairs = [(1, 1), (1, 1), (1, 2), (2, 2), (2, 3), (3, 1), (3, 3), (3, 3), (3, 3), (3, 3)];
        let figures = figures(&pairs);
        assert_eq!(figures.table, [[2, 1, 0], [0, 1, 1], [1, 0, 4]]);
        assert_eq!((figures.labels, figures.exact, figures.total_error), (10, 7, 4));
        assert_eq!((figures.agreement, figures.mean_error), (Some(0.7), Some(0.4)));
        assert_eq!(figures.unsafe_misses, 2);
        assert!((figures.kappa.unwrap() - 13.0 / 23.0).abs() < 1e-12, "{:?}", figures.kappa);
    }

    #[test]
    fn kappa_is_one_for_perfect_and_negative_for_opposite_ratings() {
        assert_eq!(figures(&[(1, 1), (3, 3)]).kappa, Some(1.0));
        // Observed 4; by chance (2·1·1 + 2·1·1) / 2 = 2.
        assert_eq!(figures(&[(1, 3), (3, 1)]).kappa, Some(-1.0));
    }

    #[test]
    fn kappa_is_unknown_where_chance_expects_no_distance() {
        assert_eq!(figures(&[(2, 2), (2, 2)]).kappa, None);
        assert_eq!(figures(&[]).kappa, None);
        // All of one's ratings are equal: chance expects what is observed.
        assert_eq!(figures(&[(2, 2), (3, 2)]).kappa, Some(0.0));
        assert_eq!((figures(&[]).agreement, figures(&[]).mean_error), (None, None));
    }
}
