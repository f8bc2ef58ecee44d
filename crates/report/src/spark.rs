//! Ratings and shares through time, a character each.

use meter_score::Rating;

use crate::table::{Line, Paint};

/// What stands where nothing is known.
pub(crate) const NOTHING: char = '·';

/// Adds digits to a line, as many together as are equal; `gap` spaces after what precedes them.
pub(crate) fn digits(line: Line, gap: usize, ratings: &[Option<Rating>]) -> Line {
    let mut gap = gap;
    ratings.chunk_by(|one, next| one == next).fold(line, |line, run| {
        let gap = std::mem::take(&mut gap);
        match run[0] {
            Some(rating) => {
                line.whole(gap, u8::from(rating).to_string().repeat(run.len()), Paint::Rated(rating))
            }
            None => line.whole(gap, NOTHING.to_string().repeat(run.len()), Paint::Quiet),
        }
    })
}

/// A column for a share: eight heights, each an eighth of the whole, so that a full one is 87.5 % or more.
pub(crate) fn column(share: Option<f64>) -> char {
    const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let Some(share) = share else { return NOTHING };
    let highest = HEIGHTS.len() - 1;
    let reached = (1..HEIGHTS.len()).filter(|eighths| share * 8.0 >= *eighths as f64).count();
    HEIGHTS[reached.min(highest)]
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn columns_are_eighths() {
        let shares =
            [None, Some(0.0), Some(0.124), Some(0.125), Some(0.5), Some(0.874), Some(0.875), Some(1.0)];
        assert_eq!(shares.map(column).iter().collect::<String>(), "·▁▁▂▅▇██");
    }
}
