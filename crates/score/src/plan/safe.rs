//! The largest number of new persons a day that keeps every rating at its target.

use super::course::Course;
use super::ground::Ground;
use super::outlook::{Fall, SafeVolume};
use super::projection::{fall, is_safe};
use crate::RatingKey;
use crate::words::count;

/// Looks for it between what is safe and what is not. `asked_falls` is what falls with `asked`.
///
/// Where `asked` is not safe, more may be: people from the address book who answer make up for what leaves the window, and many of them
/// are no small sample.
pub(super) fn largest(ground: &Ground<'_>, asked: u64, asked_falls: Option<Fall>) -> SafeVolume {
    let most_tried = ground.request.most_tried();
    let begin = match asked_falls {
        None => Some((asked, None)),
        Some(fall) => doubles(asked, most_tried)
            .find(|more| is_safe(&Course::new(ground, *more)))
            .map(|more| (more, None))
            .or_else(|| Some((safe_below(ground, asked)?, Some(fall)))),
    };
    let Some((safe, unsafe_one)) = begin else {
        return SafeVolume::new(None, most_tried, fall(&Course::new(ground, 0)), None);
    };
    let (safe, unsafe_one) = last_before(ground, safe, unsafe_one);
    SafeVolume::new(Some(safe), most_tried, unsafe_one, asked_falls.filter(|_| asked < safe))
}

/// Twice a number, twice that, and so on, up to `most` itself.
fn doubles(number: u64, most: u64) -> impl Iterator<Item = u64> {
    let double = move |number: u64| (number < most).then(|| (number * 2).clamp(1, most));
    std::iter::successors(double(number), move |number| double(*number))
}

/// A number below `asked` that is safe: none at all, or else one of its halves.
fn safe_below(ground: &Ground<'_>, asked: u64) -> Option<u64> {
    if asked > 0 && fall(&Course::new(ground, 0)).is_none() {
        return Some(0);
    }
    let halves = std::iter::successors(Some(asked / 2), |number| Some(number / 2));
    halves.take_while(|number| *number > 0).find(|number| is_safe(&Course::new(ground, *number)))
}

/// The last safe number before one that is not: doubling until there is one, then halving what lies between.
fn last_before(ground: &Ground<'_>, mut safe: u64, mut unsafe_one: Option<Fall>) -> (u64, Option<Fall>) {
    let falls = |per_day| fall(&Course::new(ground, per_day));
    if unsafe_one.is_none() {
        for more in doubles(safe, ground.request.most_tried()) {
            unsafe_one = falls(more);
            if unsafe_one.is_some() {
                break;
            }
            safe = more;
        }
    }
    while let Some(fall) = unsafe_one.filter(|fall| fall.per_day > safe + 1) {
        let middle = safe.midpoint(fall.per_day);
        match falls(middle) {
            Some(fall) => unsafe_one = Some(fall),
            None => safe = middle,
        }
    }
    (safe, unsafe_one)
}

impl Fall {
    /// What falls, as the end of a sentence.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { per_day, day, rating, low, target } = self;
        let is_certain =
            *per_day == 0 || matches!(rating, RatingKey::LifeTime | RatingKey::RiskFactorContacts);
        let is = if is_certain { "is" } else { "may be" };
        let [low, target] = [*low, *target].map(u8::from);
        format!("{} {is} {low} on day {day}, below {target}", rating.words())
    }
}

impl SafeVolume {
    /// Says it in words; also what falls with the number that was asked for, if fewer than are safe are not.
    fn new(per_day: Option<u64>, most_tried: u64, fall: Option<Fall>, fewer: Option<Fall>) -> Self {
        let falls = fall.map(|fall| fall.words()).unwrap_or_default();
        let text = match (per_day, fall) {
            (None, _) => format!("Not even without a campaign: {falls}."),
            (Some(0), Some(_)) => format!("Not one: with 1 new person a day {falls}."),
            (Some(safe), Some(fall)) => {
                let people = count(safe, "new person", "new people");
                format!("{people} a day; with {} {falls}.", fall.per_day)
            }
            (Some(safe), None) => {
                format!("Even {} a day; more were not tried.", count(safe, "new person", "new people"))
            }
        };
        let but = fewer.map(|fewer| match fewer.per_day {
            0 => format!(" But without a campaign {}.", fewer.words()),
            number => format!(" But with {number} {}.", fewer.words()),
        });
        let text = text + &but.unwrap_or_default();
        Self { per_day, most_tried, fall, text }
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::{Fall, SafeVolume};
    use crate::{Rating, RatingKey};

    #[test]
    fn the_largest_safe_number_is_said_in_words() {
        let fall = |per_day| Fall {
            per_day,
            day: 3,
            rating: RatingKey::RiskFactorChats,
            low: Rating::UseCaution,
            target: Rating::NeedsAttention,
        };
        let text = |safe, fall| SafeVolume::new(safe, 10_000, fall, None).text;
        // Without a campaign there is no chance.
        assert_eq!(
            text(None, Some(fall(0))),
            "Not even without a campaign: the rating of the response rate is 1 on day 3, below 2."
        );
        let falls = "the rating of the response rate may be 1 on day 3, below 2.";
        assert_eq!(text(Some(0), Some(fall(1))), format!("Not one: with 1 new person a day {falls}"));
        assert_eq!(text(Some(1), Some(fall(2))), format!("1 new person a day; with 2 {falls}"));
        assert_eq!(text(Some(41), Some(fall(42))), format!("41 new people a day; with 42 {falls}"));
        let even = "Even 10000 new people a day; more were not tried.";
        assert_eq!(text(Some(10_000), None), even);
        let fewer = SafeVolume::new(Some(10_000), 10_000, None, Some(fall(7))).text;
        assert_eq!(fewer, format!("{even} But with 7 {falls}"));
    }
}
