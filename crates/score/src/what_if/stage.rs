//! One channel at one instant, to be looked at in other ways: its touches are read once for all of them.

use meter_model::{Ledger, Moment};

use super::apply::{age, is_one_of, oldest};
use super::edit::Campaign;
use crate::Policy;
use crate::history::History;
use crate::metrics::response::Added;
use crate::situation::Situation;

/// What all ways to look at a channel share.
pub(crate) struct Stage<'l> {
    ledger: &'l Ledger,
    policy: &'l Policy,
    as_of: i64,
    history: History,
    /// The situation as it is.
    own: Situation,
}

impl<'l> Stage<'l> {
    /// A channel at an instant. Windows will be as long as the policy's own, or as `longest` in seconds if that is longer.
    pub(crate) fn new(ledger: &'l Ledger, policy: &'l Policy, as_of: i64, longest: i64) -> Self {
        let window = policy.window_seconds();
        let history = History::of(ledger, policy.gap_seconds(), &[as_of], longest.max(window));
        let own = Situation::of(&history.observe(as_of, window), ledger, policy);
        Self { ledger, policy, as_of, history, own }
    }

    /// The policy by which the channel is rated.
    pub(crate) fn policy(&self) -> &Policy {
        self.policy
    }

    /// All conversations of the longest window.
    pub(crate) fn history(&self) -> &History {
        &self.history
    }

    /// The situation as it is.
    pub(crate) fn own(&self) -> &Situation {
        &self.own
    }

    /// The situation under a policy in which the same silence ends a conversation.
    pub(crate) fn under(&self, policy: &Policy) -> Situation {
        debug_assert_eq!(policy.gap_seconds(), self.policy.gap_seconds(), "else conversations are others");
        Situation::of(&self.history.observe(self.as_of, policy.window_seconds()), self.ledger, policy)
    }
}

impl Situation {
    /// The same with a campaign on the last day.
    pub(crate) fn with_campaign(&self, campaign: &Campaign) -> Self {
        let first = oldest(campaign.number).map(|age| self.as_of - age);
        self.with(campaign.added(), campaign.known_persons()).existing_at(first)
    }
}

impl Campaign {
    /// Whether all its messages have times that an export could hold.
    pub(crate) fn can_be_sent(&self, as_of: i64) -> bool {
        let ages = [oldest(self.number), self.number.checked_sub(1).map(|_| 0)];
        ages.into_iter().flatten().all(|age| Moment::from_seconds(as_of - age).is_some())
    }

    /// Its outreaches.
    fn added(&self) -> Added {
        let replies = self.replies();
        let answers = if replies > 0 { vec![(0, replies)] } else { Vec::new() };
        let is_silent = |index: &u64| !is_one_of(replies, self.number, *index);
        let silent = (0..self.number).rev().filter(is_silent).map(|index| age(index, self.number));
        Added::new(answers, 0, silent.collect())
    }
}
