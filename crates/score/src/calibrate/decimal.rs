//! A round number among many that are equally good.

/// Digits behind the point beyond which a number of the size of a share or an age is no shorter than any other.
const MOST_DIGITS: i32 = 15;

/// The accepted decimal with the fewest digits behind the point; of several the one nearest to the middle between `low` and `high`, and
/// of two equally near the lower. What is accepted lies in one piece between the two, of which either end may be excluded.
pub(super) fn shortest(low: f64, high: f64, accepts: &dyn Fn(f64) -> bool) -> Option<f64> {
    let middle = low.midpoint(high);
    (0..=MOST_DIGITS).find_map(|digits| {
        let nearest = (middle * 10_f64.powi(digits)).round();
        // If any multiple of the step lies in the interval, so does the one nearest to its middle; its neighbours count because an end may
        // be excluded.
        let mut near = [nearest - 1.0, nearest, nearest + 1.0].map(|steps| written(steps, digits));
        // In millionths of a step, so that what is lost to rounding decides nothing.
        let distance = |decimal: f64| ((decimal - middle).abs() * 10_f64.powi(digits + 6)).round();
        near.sort_by(|one, other| distance(*one).total_cmp(&distance(*other)));
        near.into_iter().find(|decimal| accepts(*decimal))
    })
}

/// So many steps of the last digit, as the number that is written so: dividing would be off by what division loses.
fn written(steps: f64, digits: i32) -> f64 {
    format!("{steps:.0}e-{digits}").parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::shortest;

    fn above(low: f64, high: f64) -> Option<f64> {
        shortest(low, high, &|decimal| decimal > low && decimal <= high)
    }

    #[test]
    fn fewest_digits_first_then_the_middle() {
        // Whole numbers from 21 to 40; the middle is 30.
        assert_eq!(above(20.0, 40.0), Some(30.0));
        // 0.2, 0.3 and 0.4 have one digit; the middle is 0.275.
        assert_eq!(above(0.13, 0.42), Some(0.3));
        // Nothing has one digit between 0.31 and 0.39; 0.35 is the middle of those with two.
        assert_eq!(above(0.31, 0.39), Some(0.35));
        // Of 1 and 2 neither is nearer to 1.5: the lower comes first, unless it is excluded.
        assert_eq!(shortest(1.0, 2.0, &|decimal| (1.0..=2.0).contains(&decimal)), Some(1.0));
        assert_eq!(above(1.0, 2.0), Some(2.0));
        assert_eq!(above(6.0, 7.0), Some(7.0));
        // So are 0.42 and 0.43 to 0.425, and 0.2 and 0.3 to the middle of 1/6 and 1/3, although computers may think that it is a little more.
        assert_eq!(above(0.4, 0.45), Some(0.42));
        assert_eq!(above(0.166_666_666_666_666_63, 0.333_333_333_333_333_5), Some(0.2));
        assert_eq!(above(0.333, 0.3335), Some(0.3332));
    }

    #[test]
    fn what_is_written_is_what_is_meant() {
        assert_eq!(above(0.29, 0.31), Some(0.3));
        assert_eq!(above(0.7 - 1e-12, 0.7), Some(0.7));
    }

    #[test]
    fn nothing_fits_where_nothing_is_accepted() {
        assert_eq!(shortest(0.2, 0.4, &|_| false), None);
    }
}
