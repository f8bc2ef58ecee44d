//! A channel of any size: who is in it and what each of them and the owner said to each other.

use crate::event::{Event, Medium};
use crate::people::{Owner, Person, Phone, name};
use crate::random::Random;
use crate::talk::{Chat, DAY, Talk, shop_hours};
use crate::truth::{Truth, TruthPerson};

/// How large a channel is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// How many people there are, at least one; up to [`crate::people::PHONES`] have numbers of their own.
    pub persons: usize,
    /// How many messages there are in all, reactions and calls included.
    pub messages: u64,
    /// How many days they span, at least one.
    pub days: u32,
}

/// A channel that follows from its seed. It holds nothing but these few numbers: histories are made on demand.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Where everything comes from.
    pub seed: u64,
    /// How large it is.
    pub size: Size,
    /// The channel's own side.
    pub owner: Owner,
    /// Nothing happens after this, in seconds since the epoch.
    pub end: i64,
}

/// One person and everything that happened in the chat with them, in time order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct History {
    /// Which person of the channel it is.
    pub index: usize,
    /// Who it is.
    pub person: Person,
    /// What happened.
    pub events: Vec<Event>,
}

/// How somebody deals with the owner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Habit {
    /// Gets offers and mostly stays silent.
    Stranger,
    /// Asks, and answers when asked.
    Customer,
    /// Asks and is never written to first.
    Asker,
}

impl Channel {
    /// Profile name of the owner of every generated channel.
    pub const OWNER: &str = "Harbour Books";

    /// 2024-05-20T17:30:00Z, a Monday after the shop has closed.
    pub const END: i64 = 1_716_226_200;

    /// The channel of this seed and size, ending at [`Channel::END`].
    #[must_use]
    pub fn new(seed: u64, size: Size) -> Self {
        let owner = Owner { name: Self::OWNER.to_owned(), phone: Phone::OWN };
        Self { seed, size, owner, end: Self::END }
    }

    /// Everybody with their history, one at a time.
    pub fn histories(&self) -> impl Iterator<Item = History> {
        (0..self.size.persons).map(|index| self.history(index))
    }

    /// Everybody, one at a time.
    pub fn persons(&self) -> impl Iterator<Item = Person> {
        (0..self.size.persons).map(|index| self.introduce(index).0)
    }

    /// The person `index` and the chat with them. Each follows from the seed and the index alone.
    #[must_use]
    pub fn history(&self, index: usize) -> History {
        let (person, habit, random) = self.introduce(index);
        let mut chat = Chat::new(random, self.end);
        let quota = self.quota(index);
        while chat.len() < quota {
            let left = u32::try_from(quota - chat.len()).unwrap_or(u32::MAX);
            let talk = self.talk(habit, &mut chat.random, left);
            chat.hold(&talk);
        }
        History { index, person, events: chat.finish() }
    }

    /// What a score of this channel, written in this medium, has to find.
    #[must_use]
    pub fn truth(&self, medium: Medium) -> Truth {
        Truth {
            persons: self
                .histories()
                .map(|history| TruthPerson::from_history(&history, |_| medium))
                .filter(|person| !person.touches.is_empty())
                .collect(),
        }
    }

    /// How many messages the chat with this person has: all the same, the first ones take the remainder.
    fn quota(&self, index: usize) -> usize {
        let (persons, place) = (self.size.persons.max(1) as u64, index as u64);
        let quota = self.size.messages / persons + u64::from(place < self.size.messages % persons);
        usize::try_from(quota).unwrap_or(usize::MAX)
    }

    fn introduce(&self, index: usize) -> (Person, Habit, Random) {
        let mut random = Random::part(self.seed, index as u64);
        let habit =
            random.pick(&[Habit::Stranger, Habit::Stranger, Habit::Customer, Habit::Customer, Habit::Asker]);
        let saved = random.chance(match habit {
            Habit::Stranger => 15,
            Habit::Customer => 70,
            Habit::Asker => 20,
        });
        (Person { name: name(index), phone: Phone::from_pool(index), saved }, habit, random)
    }

    fn talk(&self, habit: Habit, random: &mut Random, left: u32) -> Talk {
        let first_day = (self.end.div_euclid(DAY) + 1 - i64::from(self.size.days.max(1))) * DAY;
        let day = random.between(0, i64::from(self.size.days.max(1)) - 1);
        let start = shop_hours(random, first_day + day * DAY).min(self.end);
        let (outgoing, answered) = match habit {
            Habit::Stranger => (100, 25),
            Habit::Customer => (25, 90),
            Habit::Asker => (0, 95),
        };
        let outgoing = random.chance(outgoing);
        let answer = random.chance(answered).then(|| random.reply_delay());
        let messages = u32::try_from(random.between(2, 14)).unwrap_or(2).min(left);
        if outgoing { Talk::offer(start, answer, messages) } else { Talk::enquiry(start, answer, messages) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Channel, Size};
    use crate::{Medium, Summary};

    const SIZE: Size = Size { persons: 200, messages: 5_003, days: 90 };

    #[test]
    fn sizes_are_exact_and_seeds_decide() {
        let channel = Channel::new(1, SIZE);
        assert_eq!(channel.histories().map(|history| history.events.len()).sum::<usize>(), 5_003);
        assert_eq!(channel.history(17), Channel::new(1, SIZE).history(17));
        assert_ne!(channel.history(17), Channel::new(2, SIZE).history(17));
    }

    #[test]
    fn histories_are_in_order_and_in_time() {
        let channel = Channel::new(3, SIZE);
        for history in channel.histories() {
            assert!(history.events.is_sorted_by_key(|event| event.time));
            // 90 days, and a Sunday at their beginning moves to the Saturday before.
            let earliest = channel.end - 91 * 86_400;
            assert!(history.events.iter().all(|event| (earliest..=channel.end).contains(&event.time)));
        }
    }

    #[test]
    fn the_truth_has_everything_a_score_needs() {
        let summary = Summary::of(&Channel::new(1, SIZE).truth(Medium::Whapi)).unwrap();
        assert!(summary.reached > 100 && summary.known > 20 && summary.persons > 50, "{summary:?}");
        assert_eq!(summary.outreaches, summary.answered + summary.pending + summary.unanswered);
    }
}
