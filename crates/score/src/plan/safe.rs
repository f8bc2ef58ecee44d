//! The largest number of new persons a day that keeps every rating at its target.

use super::course::Course;
use super::ground::Ground;
use super::outlook::{Fall, SafeVolume};
use super::projection::fall;
use crate::RatingKey;
use crate::words::count;

/// Looks for it between what is safe and what is not: doubling from `asked` if that is safe, else below it; then halving. `asked_falls`
/// is what falls with `asked`.
pub(super) fn largest(ground: &Ground<'_>, asked: u64, asked_falls: Option<Fall>) -> SafeVolume {
    let most_tried = ground.request.most_tried();
    let falls = |per_day| fall(&Course::new(ground, per_day));
    let mut safe = asked;
    let mut unsafe_one = asked_falls;
    if asked_falls.is_some() && asked > 0 {
        safe = 0;
        if let Some(fall) = falls(0) {
            return SafeVolume::new(None, most_tried, Some(fall));
        }
    } else if asked_falls.is_some() {
        return SafeVolume::new(None, most_tried, asked_falls);
    }
    while unsafe_one.is_none() && safe < most_tried {
        let more = (safe * 2).clamp(1, most_tried);
        unsafe_one = falls(more);
        if unsafe_one.is_none() {
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
    SafeVolume::new(Some(safe), most_tried, unsafe_one)
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
    /// Says it in words.
    pub(super) fn new(per_day: Option<u64>, most_tried: u64, fall: Option<Fall>) -> Self {
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
        let text = |safe, fall| SafeVolume::new(safe, 10_000, fall).text;
        // Without a campaign there is no chance.
        assert_eq!(
            text(None, Some(fall(0))),
            "Not even without a campaign: the rating of the response rate is 1 on day 3, below 2."
        );
        let falls = "the rating of the response rate may be 1 on day 3, below 2.";
        assert_eq!(text(Some(0), Some(fall(1))), format!("Not one: with 1 new person a day {falls}"));
        assert_eq!(text(Some(1), Some(fall(2))), format!("1 new person a day; with 2 {falls}"));
        assert_eq!(text(Some(41), Some(fall(42))), format!("41 new people a day; with 42 {falls}"));
        assert_eq!(text(Some(10_000), None), "Even 10000 new people a day; more were not tried.");
    }
}
