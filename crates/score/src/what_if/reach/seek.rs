//! The search for the least effort.

use meter_model::{LowerBound, Moment};

use crate::metrics::{age, coverage, response};
use crate::situation::{Situation, older};
use crate::what_if::apply::oldest;
use crate::what_if::edit::{Campaign, Edit, MOST, MOST_DAYS, Quantity};
use crate::{Policy, Rating};

/// How much of each is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Plan {
    pub(super) send: u64,
    pub(super) save: u64,
    pub(super) answer: u64,
    pub(super) days: u64,
}

impl Plan {
    pub(super) fn effort(self) -> u64 {
        self.send + self.save + self.answer + self.days
    }

    /// The edits, in the order in which they are made.
    pub(super) fn edits(self) -> Vec<(Edit, u64)> {
        let campaign = Campaign { number: self.send, known: 1.0, reply: 1.0 };
        let edits = [
            (Edit::Send(campaign), self.send),
            (Edit::Save(Quantity::Number(self.save)), self.save),
            (Edit::Answer(Quantity::Number(self.answer)), self.answer),
            (Edit::Age(self.days), self.days),
        ];
        edits.into_iter().filter(|(_, need)| *need > 0).collect()
    }
}

/// Whoever searches.
pub(super) struct Seeker<'s> {
    pub(super) situation: &'s Situation,
    pub(super) policy: &'s Policy,
    /// Whether there is a day on which something could be sent.
    pub(super) can_send: bool,
}

/// The ratings that three metrics must have at least.
pub(super) type Levels = [Rating; 3];

impl Seeker<'_> {
    /// The plan with the least effort, and of equal ones that with the fewest people to send to.
    pub(super) fn cheapest(&self, is_reached: &dyn Fn(Levels) -> bool) -> Option<Plan> {
        let mut best = None;
        for levels in lowest(is_reached) {
            // A number that only answers is rated by that no longer when it has sent to one person; from then on, the more it sends to, the
            // less else is left to do.
            for (least, most) in [(0, 0), (self.fewest(levels), self.most())] {
                self.improve(levels, least, most, &mut best);
            }
        }
        best
    }

    /// Looks for a better plan among those that send to so many people at least and at most.
    ///
    /// What is left to do beside sending never grows with this number. So a range needs no look if not even what is left at its end would do
    /// at its beginning.
    fn improve(&self, levels: Levels, least: u64, most: u64, best: &mut Option<Plan>) {
        let left = left_beside(least, *best).filter(|_| least <= most);
        let Some(at_most) = left.and_then(|left| self.plan(levels, most, left)) else { return };
        if left_beside(most, *best).is_some_and(|left| at_most.effort() - most <= left) {
            *best = Some(at_most);
        }
        if least < most {
            let middle = least.midpoint(most - 1);
            self.improve(levels, least, middle, best);
            self.improve(levels, middle + 1, most - 1, best);
        }
    }

    /// To how many people can be sent at most.
    fn most(&self) -> u64 {
        if self.can_send { MOST } else { 0 }
    }

    /// With fewer people to send to than this, but at least one, a sample stays too small.
    fn fewest(&self, [_, of_contacts, of_chats]: Levels) -> u64 {
        let least = self.policy.min_sample;
        let missing = |level: Rating, sample: u64| match level {
            Rating::GoodIndicator => least.saturating_sub(sample),
            _ => 0,
        };
        let persons = self.situation.outreaches.persons();
        missing(of_contacts, self.situation.reached).max(missing(of_chats, persons)).max(1)
    }

    /// The plan with the least effort that sends to so many people, if no more than so much is left beside that.
    fn plan(&self, [of_age, of_contacts, of_chats]: Levels, send: u64, left: u64) -> Option<Plan> {
        let days = self.days(of_age, send)?;
        let left = left.checked_sub(days)?;
        let save = self.save(of_contacts, send)?;
        let left = left.checked_sub(save)?;
        let answer = self.answer(of_chats, send, left)?;
        Some(Plan { send, save, answer, days })
    }

    /// The fewest days that bring the age to a rating, after a campaign.
    fn days(&self, to: Rating, send: u64) -> Option<u64> {
        let Situation { as_of, age: mut evidence, .. } = *self.situation;
        if to == Rating::UseCaution {
            return Some(0);
        }
        let first = oldest(send).and_then(|age| Moment::from_seconds(as_of - age));
        if let Some(first) = first {
            evidence.existed(LowerBound::Message, first);
        }
        let rating = |days: u64| {
            age::life_time(
                older(evidence, as_of, i64::try_from(days).unwrap_or(i64::MAX)),
                self.policy,
                as_of,
            )
            .rating
        };
        smallest(MOST_DAYS, |days| rating(days) >= to)
    }

    /// The fewest contacts to save that bring the coverage to a rating, after a campaign to people in the address book.
    pub(super) fn save(&self, to: Rating, send: u64) -> Option<u64> {
        let Situation { reached, known, address_book, .. } = *self.situation;
        smallest(self.situation.unknown(), |save| {
            let known = (address_book || send + save > 0).then_some(known + send + save);
            coverage::coverage(known, reached + send, self.policy).rating >= to
        })
    }

    /// The fewest answers, at most so many, that bring the response rate to a rating, after a campaign to people who answer.
    pub(super) fn answer(&self, to: Rating, send: u64, most: u64) -> Option<u64> {
        let Situation { outreaches, inbound, .. } = self.situation;
        let persons = outreaches.persons() + send;
        let rating = |answer: u64| {
            if persons == 0 {
                return response::rate_inbound(inbound.joined, self.policy);
            }
            response::rate(1.0 - outreaches.estimate(answer, send).survival, persons, self.policy)
        };
        smallest(outreaches.silent().min(most), |answer| rating(answer) >= to)
    }
}

/// How much may be left to do beside sending to so many people in a plan that is better than the best one: less effort, or as much with
/// fewer people to send to. None if there is no such plan.
fn left_beside(send: u64, best: Option<Plan>) -> Option<u64> {
    match best {
        None => Some(u64::MAX),
        Some(best) if send < best.send => best.effort().checked_sub(send),
        Some(best) => best.effort().checked_sub(send + 1),
    }
}

/// The lowest ratings of the three metrics with which a goal is reached: none of them could be lower.
fn lowest(is_reached: &dyn Fn(Levels) -> bool) -> Vec<Levels> {
    let all = Rating::ALL.into_iter().flat_map(|age| {
        Rating::ALL.into_iter().flat_map(move |contacts| Rating::ALL.map(|chats| [age, contacts, chats]))
    });
    let reached: Vec<Levels> = all.filter(|levels| is_reached(*levels)).collect();
    let is_below =
        |one: &Levels, other: &Levels| one != other && one.iter().zip(other).all(|(one, other)| one <= other);
    let lowest = reached.iter().filter(|levels| !reached.iter().any(|other| is_below(other, levels)));
    lowest.copied().collect()
}

/// The smallest number up to `most` from which on something holds; none if it never does.
pub(crate) fn smallest(most: u64, holds: impl Fn(u64) -> bool) -> Option<u64> {
    if holds(0) {
        return Some(0);
    }
    if !holds(most) {
        return None;
    }
    let (mut without, mut with) = (0, most);
    while with - without > 1 {
        let middle = without + (with - without) / 2;
        if holds(middle) {
            with = middle;
        } else {
            without = middle;
        }
    }
    Some(with)
}

#[cfg(test)]
mod tests {
    use super::{lowest, smallest};
    use crate::Rating;

    #[test]
    fn the_smallest_is_found_at_both_ends_and_within() {
        for first in [0, 1, 7, 99, 100] {
            assert_eq!(smallest(100, |number| number >= first), Some(first));
        }
        assert_eq!(smallest(100, |number| number > 100), None);
        assert_eq!(smallest(0, |_| true), Some(0));
        assert_eq!(smallest(0, |_| false), None);
    }

    #[test]
    fn only_the_lowest_ratings_are_sought() {
        let one = lowest(&|levels| levels[1] >= Rating::NeedsAttention);
        assert_eq!(one, [[Rating::UseCaution, Rating::NeedsAttention, Rating::UseCaution]]);
        // A mean above 2.5 takes a sum of 8: two 3 and one 2, in any order.
        let sum = |levels: [Rating; 3]| levels.into_iter().map(u8::from).sum::<u8>();
        let mean = lowest(&|levels| sum(levels) >= 8);
        assert_eq!(mean.len(), 3);
        assert!(mean.into_iter().all(|levels| sum(levels) == 8));
    }
}
