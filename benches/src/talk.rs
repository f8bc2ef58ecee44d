//! Conversations: who opens, how long the other takes to answer, how many messages follow.

use crate::event::{Delivery, Event, Media, What};
use crate::random::Random;
use crate::words::Line;

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// One conversation to be held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Talk {
    /// When it opens, in seconds since the epoch.
    pub start: i64,
    /// Whether the owner opens it.
    pub outgoing: bool,
    /// What it opens with.
    pub opening: Line,
    /// How many seconds later the other side answers, if ever.
    pub answer: Option<i64>,
    /// How many messages it has at most.
    pub messages: u32,
}

impl Talk {
    /// The owner writes first.
    #[must_use]
    pub fn offer(start: i64, answer: Option<i64>, messages: u32) -> Self {
        Self { start, outgoing: true, opening: Line::Offer, answer, messages }
    }

    /// The person writes first.
    #[must_use]
    pub fn enquiry(start: i64, answer: Option<i64>, messages: u32) -> Self {
        Self { start, outgoing: false, opening: Line::Enquiry, answer, messages }
    }
}

/// A time on the day that begins at `day`, in the shop's hours (8:00 to 17:30 UTC); a Sunday becomes the Saturday before.
#[must_use]
pub fn shop_hours(random: &mut Random, day: i64) -> i64 {
    // 1970-01-01 was a Thursday, so day 3 of each week of that count is a Sunday.
    let sunday = day.div_euclid(DAY).rem_euclid(7) == 3;
    let day = if sunday { day - DAY } else { day };
    day + random.between(8 * 3_600, 17 * 3_600 + 1_800)
}

/// Holds conversations with one person and keeps what happens.
#[derive(Debug)]
pub struct Chat {
    /// Draws everything in this chat.
    pub random: Random,
    events: Vec<Event>,
    end: i64,
}

impl Chat {
    /// A chat in which nothing happens after `end`.
    #[must_use]
    pub fn new(random: Random, end: i64) -> Self {
        Self { random, events: Vec::new(), end }
    }

    /// How many events there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether nothing has happened yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Adds one event; `None` if it would come after the end.
    pub fn push(&mut self, time: i64, outgoing: bool, what: What, delivery: Delivery) -> Option<u32> {
        let ordinal = u32::try_from(self.events.len()).ok()?;
        (time <= self.end).then(|| {
            self.events.push(Event { ordinal, time, outgoing, what, delivery });
            ordinal
        })
    }

    /// Holds one conversation and returns how many events it had.
    pub fn hold(&mut self, talk: &Talk) -> usize {
        let before = self.len();
        let delivery = self.delivery(talk.answer.is_some());
        self.say(talk.start, talk.outgoing, talk.opening, delivery);
        let slow = talk.answer.is_none_or(|delay| delay > 120);
        if talk.messages > 2 && slow && talk.opening != Line::Campaign && self.random.chance(20) {
            let line = if talk.outgoing { Line::Service } else { Line::Enquiry };
            let time = talk.start + self.random.between(15, 90);
            self.say(time, talk.outgoing, line, delivery);
        }
        if let Some(delay) = talk.answer {
            self.go_on(talk, talk.start + delay, before);
        }
        self.len() - before
    }

    /// Everything that happened, in time order.
    #[must_use]
    pub fn finish(mut self) -> Vec<Event> {
        self.events.sort_by_key(|event| (event.time, event.ordinal));
        self.events
    }

    /// The answer and what follows.
    fn go_on(&mut self, talk: &Talk, answer: i64, before: usize) {
        let (mut time, mut outgoing) = (answer, !talk.outgoing);
        while self.len() - before < talk.messages as usize && time <= self.end {
            let line = if outgoing { Line::Service } else { Line::Answer };
            let last = self.events.last().copied();
            // Text exports drop reactions, so the answer itself is always said.
            let target = last.filter(|last| {
                time > answer && last.outgoing != outgoing && !matches!(last.what, What::Reaction(_))
            });
            match target {
                Some(target) if self.random.chance(5) => {
                    self.push(time, outgoing, What::Reaction(target.ordinal), Delivery::Read);
                }
                _ => self.say(time, outgoing, line, Delivery::Read),
            }
            time += (self.random.reply_delay() / 8).max(5);
            outgoing ^= self.random.chance(75);
        }
    }

    fn say(&mut self, time: i64, outgoing: bool, line: Line, delivery: Delivery) {
        let opening = matches!(line, Line::Offer | Line::Campaign | Line::Enquiry);
        let what = if !opening && self.random.chance(7) {
            What::Media(self.random.pick(&[
                Media::Image,
                Media::Image,
                Media::Voice,
                Media::Sticker,
                Media::Document,
            ]))
        } else if !opening && self.random.chance(1) {
            What::Call
        } else {
            What::Text(line, self.random.bits())
        };
        self.push(time, outgoing, what, delivery);
    }

    fn delivery(&mut self, answered: bool) -> Delivery {
        if answered {
            return Delivery::Read;
        }
        self.random.pick(&[Delivery::Sent, Delivery::Delivered, Delivery::Delivered, Delivery::Read])
    }
}

#[cfg(test)]
mod tests {
    use super::{Chat, DAY, Talk, shop_hours};
    use crate::random::Random;

    #[test]
    fn a_talk_keeps_its_opening_answer_and_length() {
        for seed in 0..200 {
            let mut chat = Chat::new(Random::new(seed), 10 * DAY);
            let held = chat.hold(&Talk::offer(DAY, Some(600), 9));
            let events = chat.finish();
            assert_eq!((held, events.len()), (9, 9));
            assert!(events[0].outgoing && events[0].time == DAY);
            let answer = events.iter().find(|event| !event.outgoing).map(|event| event.time);
            assert_eq!(answer, Some(DAY + 600));
        }
    }

    #[test]
    fn silence_is_silence_and_the_end_is_the_end() {
        let mut chat = Chat::new(Random::new(1), DAY);
        assert_eq!(chat.hold(&Talk::offer(DAY - 10, Some(11), 5)), 1);
        chat.hold(&Talk::offer(DAY - 500, None, 2));
        assert!(chat.finish().iter().all(|event| event.outgoing && event.time <= DAY));
    }

    #[test]
    fn the_shop_is_shut_on_sundays() {
        let mut random = Random::new(1);
        // 1716076800 is 2024-05-19T00:00:00Z, a Sunday.
        let time = shop_hours(&mut random, 1_716_076_800);
        assert_eq!(time.div_euclid(DAY) * DAY, 1_716_076_800 - DAY);
    }
}
