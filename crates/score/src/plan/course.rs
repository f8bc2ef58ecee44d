//! How a campaign goes: who is written to when, who answers, and what that comes to at the end of each day.

use std::cmp::Reverse;
use std::collections::VecDeque;

use meter_model::{Moment, NewOutreach};

use super::chance::Chance;
use super::ground::Ground;
use crate::history::Observation;
use crate::metrics::response::{Added, Outreaches};
use crate::situation::{Change, Situation};
use crate::what_if::{Quantity, ages, before, is_one_of};
use crate::{DAY, Rated};

/// A campaign of so many new persons a day.
pub(super) struct Course<'g> {
    pub(super) ground: &'g Ground<'g>,
    pub(super) per_day: u64,
    /// How many of all are in the address book.
    pub(super) known: u64,
    /// Seconds from each message of a day to the end of the day, the oldest first.
    ages: Vec<i64>,
}

impl<'g> Course<'g> {
    pub(super) fn new(ground: &'g Ground<'g>, per_day: u64) -> Self {
        let mut ages: Vec<i64> = ages(per_day).collect();
        ages.reverse();
        let persons = per_day * u64::from(ground.request.days);
        let known = Quantity::Share(ground.request.known).of(persons);
        Self { ground, per_day, known, ages }
    }

    /// How many get a message.
    pub(super) fn persons(&self) -> u64 {
        self.per_day * u64::from(self.ground.request.days)
    }

    /// The end of a day.
    pub(super) fn end(&self, day: u32) -> i64 {
        self.ground.as_of + i64::from(day) * DAY
    }

    /// How many of those in the window at the end of a day were written to by the campaign, and how many of these are known. The
    /// window has whole days, and so has the campaign.
    fn in_window(&self, day: u32) -> (u64, u64) {
        let number = |day: u32| self.per_day * u64::from(day);
        let known = |day: u32| before(self.known, self.persons(), number(day));
        let first = day.saturating_sub(self.ground.policy.window_days);
        (number(day) - number(first), known(day) - known(first))
    }

    /// What does not depend on chance at the end of a day: age and coverage.
    pub(super) fn certain(&self, day: u32) -> Rated {
        let Some(base) = self.ground.days.get(day as usize - 1) else { return self.ground.today.clone() };
        let (number, known) = self.in_window(day);
        let silent = Situation {
            reached: base.reached + number,
            known: base.known + known,
            outreaches: Outreaches::of(&Observation::default(), self.ground.policy.horizon_seconds()),
            ..*base
        };
        self.begun(silent).rate(self.ground.policy, Change::default())
    }

    /// The same situation in a channel that has begun the campaign: its first message proves that the number existed, and its
    /// known persons are an address book, even when they are no longer in the window.
    fn begun(&self, situation: Situation) -> Situation {
        let first = self.ages.first().map(|age| self.end(1) - age);
        let address_book = situation.address_book || self.known > 0;
        Situation { address_book, ..situation.existing_at(first) }
    }

    /// Plays the first days of a run.
    pub(super) fn play(&self, run: u32, days: u32) -> Vec<Rated> {
        let mut walk = Walk::new(self, run);
        (1..=days).map(|day| walk.day(day)).collect()
    }

    /// All messages of a run, the oldest first, as they would stand in an export.
    pub(super) fn messages_of_run(&self, run: u32) -> Vec<NewOutreach> {
        let mut chance = Chance::new(self.ground.request.seed, run, self.ground.chance_of_reply());
        let mut answers = Vec::new();
        for day in 1..=self.ground.request.days {
            let dealt = chance.of_day(day).take(self.ages.len());
            answers.extend(dealt.map(|dealt| {
                dealt.answers.then(|| self.ground.delays[dealt.place(self.ground.delays.len())])
            }));
        }
        self.messages(|index| answers.get(index).copied().flatten())
    }

    /// All messages without chance: as many answer as are expected to, evenly spread, each after the median delay.
    pub(super) fn expected_messages(&self) -> Vec<NewOutreach> {
        let replies = Quantity::Share(self.ground.reply.0).of(self.persons());
        let delay = self.ground.median_delay();
        self.messages(|index| is_one_of(replies, self.persons(), index as u64).then_some(delay))
    }

    fn messages(&self, delay: impl Fn(usize) -> Option<i64>) -> Vec<NewOutreach> {
        let days = 1..=self.ground.request.days;
        let openings = days.flat_map(|day| self.ages.iter().map(move |age| self.end(day) - age));
        let message = |(index, opening): (usize, i64)| {
            Some(NewOutreach {
                time: Moment::from_seconds(opening)?,
                known: is_one_of(self.known, self.persons(), index as u64),
                // Nothing that comes after the last moment there is can be in an export.
                answer: delay(index).and_then(|delay| Moment::from_seconds(opening + delay)),
            })
        };
        openings.enumerate().filter_map(message).collect()
    }
}

/// A run on its way from day to day. Who leaves the window is forgotten.
struct Walk<'c> {
    course: &'c Course<'c>,
    chance: Chance,
    /// When those who will not answer were written to, the oldest first.
    silent: VecDeque<i64>,
    /// Those who answer or will, the oldest first.
    answering: VecDeque<Answering>,
    /// Those of them who have not answered yet, the oldest first.
    waiting: Vec<Answering>,
    /// How many have answered after each delay of the ground.
    answered: Vec<u64>,
}

#[derive(Clone, Copy)]
struct Answering {
    opening: i64,
    answer: i64,
    /// Index of the delay among those of the ground.
    delay: usize,
}

impl<'c> Walk<'c> {
    fn new(course: &'c Course<'c>, run: u32) -> Self {
        let ground = course.ground;
        Self {
            course,
            chance: Chance::new(ground.request.seed, run, ground.chance_of_reply()),
            silent: VecDeque::new(),
            answering: VecDeque::new(),
            waiting: Vec::new(),
            answered: vec![0; ground.delays.len()],
        }
    }

    /// Goes through one more day, and looks at the channel from its end.
    fn day(&mut self, day: u32) -> Rated {
        let ground = self.course.ground;
        let now = self.course.end(day);
        self.send(day, now);
        let answered = &mut self.answered;
        self.waiting.retain(|one| {
            let is_waiting = one.answer > now;
            answered[one.delay] += u64::from(!is_waiting);
            is_waiting
        });
        self.forget(now - ground.policy.window_seconds(), now);
        let Some(base) = ground.days.get(day as usize - 1) else { return ground.today.clone() };
        let situation = base.with(self.seen(now), self.course.in_window(day).1);
        self.course.begun(situation).rate(ground.policy, Change::default())
    }

    fn send(&mut self, day: u32, now: i64) {
        let delays = &self.course.ground.delays;
        for (dealt, age) in self.chance.of_day(day).zip(&self.course.ages) {
            let opening = now - age;
            if dealt.answers {
                let delay = dealt.place(delays.len());
                let answering = Answering { opening, answer: opening + delays[delay], delay };
                self.answering.push_back(answering);
                self.waiting.push(answering);
            } else {
                self.silent.push_back(opening);
            }
        }
    }

    fn forget(&mut self, start: i64, now: i64) {
        while let Some(gone) = self.answering.pop_front_if(|one| one.opening <= start) {
            self.answered[gone.delay] -= u64::from(gone.answer <= now);
        }
        self.waiting.retain(|one| one.opening > start);
        let gone = self.silent.partition_point(|opening| *opening <= start);
        self.silent.drain(..gone);
    }

    /// The campaign as it looks at an instant.
    fn seen(&self, now: i64) -> Added {
        let ground = self.course.ground;
        let late = self.silent.partition_point(|opening| now - opening > ground.policy.horizon_seconds());
        let silent = self.silent.range(late..).copied();
        let waiting = self.waiting.iter().map(|one| one.opening);
        let mut silent: Vec<i64> = silent.chain(waiting).map(|opening| now - opening).collect();
        // Two sorted runs, which are merged in one pass.
        silent.sort_by_key(|age| Reverse(*age));
        let mut answers: Vec<(i64, u64)> = Vec::new();
        for (delay, count) in ground.delays.iter().zip(&self.answered).rev().filter(|(_, count)| **count > 0)
        {
            match answers.last_mut().filter(|last| last.0 == *delay) {
                Some(last) => last.1 += count,
                None => answers.push((*delay, *count)),
            }
        }
        Added::new(answers, late as u64, silent)
    }
}
