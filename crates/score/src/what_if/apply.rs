//! Edits put into effect: on the ledger or the policy, never on a score.

use meter_model::{Ledger, Moment, NewOutreach};

use super::edit::{Campaign, ChatPattern, Edit, EditError, Quantity};
use crate::history::History;
use crate::metrics::response::Outreaches;
use crate::situation::older;
use crate::words::count;
use crate::{DAY, Policy};

/// A channel as it would be.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The account.
    pub ledger: Ledger,
    /// The policy by which it is rated.
    pub policy: Policy,
    /// The instant for which it is rated, seconds since the epoch.
    pub as_of: Option<i64>,
    /// What each edit did, in their order: the edit as it is written, and a sentence with the counts.
    pub done: Vec<Done>,
}

/// What an edit did.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Done {
    /// The edit as the command line has it.
    pub edit: String,
    /// How much it changed; fewer than were asked for if there were no more.
    pub number: u64,
    /// One sentence.
    pub text: String,
}

impl Edited {
    /// Makes edits one after the other. As-of stays what it is without them.
    ///
    /// # Errors
    /// If a campaign has no instant at which it could be sent.
    pub fn new(
        ledger: &Ledger,
        policy: &Policy,
        as_of: Option<i64>,
        edits: &[Edit],
    ) -> Result<Self, EditError> {
        let as_of = as_of.or_else(|| ledger.newest().map(Moment::seconds));
        let mut edited = Self { ledger: ledger.clone(), policy: policy.clone(), as_of, done: Vec::new() };
        for edit in edits {
            let (number, text) = edited.make(edit)?;
            edited.done.push(Done { edit: edit.to_string(), number, text });
        }
        Ok(edited)
    }

    fn make(&mut self, edit: &Edit) -> Result<(u64, String), EditError> {
        Ok(match edit {
            Edit::Age(days) => self.age(*days),
            Edit::Save(quantity) => self.save(*quantity),
            Edit::Answer(quantity) => self.answer(*quantity),
            Edit::Send(campaign) => self.send(campaign)?,
            Edit::DropChats(pattern) => self.drop_chats(pattern),
            Edit::Window(days) => {
                self.policy.window_days = *days;
                (1, format!("The window has {}.", count(*days, "day", "days")))
            }
            Edit::Policy(policy) => {
                self.policy = (**policy).clone();
                (1, format!("It is rated by the policy {}.", policy.name))
            }
        })
    }

    fn instant(&self) -> i64 {
        self.as_of.unwrap_or(0)
    }

    fn history(&self) -> History {
        let (gap, window) = (self.policy.gap_seconds(), self.policy.window_seconds());
        History::of(&self.ledger, gap, &[self.instant()], window)
    }

    fn age(&mut self, days: u64) -> (u64, String) {
        let as_of = self.instant();
        let before = self.ledger.age;
        self.ledger.age = older(before, as_of, i64::try_from(days).unwrap_or(i64::MAX));
        if days > 0 && self.ledger.age == before {
            return (0, "Nothing says how old the number is, so it cannot be older.".to_owned());
        }
        (days, format!("The number is {} older.", count(days, "day", "days")))
    }

    fn save(&mut self, quantity: Quantity) -> (u64, String) {
        let mut unknown = self.history().unknown(self.instant(), self.policy.window_seconds());
        let all = unknown.len() as u64;
        let number = quantity.of(all);
        unknown.truncate(usize::try_from(number).unwrap_or(usize::MAX));
        self.ledger.save(&unknown);
        let text = match all {
            0 => "Nobody who was written to is unknown.".to_owned(),
            _ => format!(
                "{number} of {} {} saved.",
                count(all, "unknown person", "unknown people"),
                are(number)
            ),
        };
        (number, text)
    }

    fn answer(&mut self, quantity: Quantity) -> (u64, String) {
        let as_of = self.instant();
        let observation = self.history().observe(as_of, self.policy.window_seconds());
        let outreaches = Outreaches::of(&observation, self.policy.horizon_seconds());
        let all = outreaches.silent();
        let number = quantity.of(all);
        let oldest = outreaches.silences().take(usize::try_from(number).unwrap_or(usize::MAX));
        let openings: Vec<(usize, Moment)> = oldest
            .filter_map(|(person, age)| Some((person as usize, Moment::from_seconds(as_of - age)?)))
            .collect();
        self.ledger.answer_at_once(&openings);
        let text = match all {
            0 => "No conversation is without an answer in time.".to_owned(),
            _ => format!(
                "{number} of {} without an answer in time {} answered at once.",
                count(all, "conversation", "conversations"),
                are(number)
            ),
        };
        (number, text)
    }

    fn send(&mut self, campaign: &Campaign) -> Result<(u64, String), EditError> {
        let mut sent = outreaches(campaign, sent_by(self.as_of, campaign.number)?);
        // The oldest first, as they would have been.
        sent.reverse();
        self.ledger.send(&sent);
        let text = format!(
            "{} written to on the last day: {} in the address book, {} answering at once.",
            count(campaign.number, "new person is", "new people are"),
            campaign.known_persons(),
            campaign.replies()
        );
        Ok((campaign.number, text))
    }

    fn drop_chats(&mut self, pattern: &ChatPattern) -> (u64, String) {
        let chats = self.ledger.by_person();
        let dropped = chats.filter(|touches| pattern.matches(&self.ledger.persons[touches[0].person()]));
        let number = dropped.count() as u64;
        self.ledger.drop_chats(|person| pattern.matches(person));
        (number, format!("{} left out.", count(number, "chat is", "chats are")))
    }
}

/// The instant of the last of so many messages of a campaign.
///
/// # Errors
/// If there is no day on which they could be sent.
pub(super) fn sent_by(as_of: Option<i64>, number: u64) -> Result<i64, EditError> {
    let as_of = as_of.ok_or_else(|| {
        EditError(
            "nothing in the channel has a date, so there is no day on which to send; choose --as-of"
                .to_owned(),
        )
    })?;
    // All others lie between the oldest and as-of itself.
    let is_instant = |age: i64| Moment::from_seconds(as_of - age).is_some();
    if oldest(number).is_none_or(|oldest| is_instant(0) && is_instant(oldest)) {
        return Ok(as_of);
    }
    Err(EditError("no message can be sent before 1970 or after 2106".to_owned()))
}

/// The messages of a campaign, the latest first.
fn outreaches(campaign: &Campaign, as_of: i64) -> Vec<NewOutreach> {
    let (known, replies) = (campaign.known_persons(), campaign.replies());
    let outreach = |(age, index): (i64, u64)| {
        let time = Moment::from_seconds(as_of - age)?;
        let is_one_of = |part| is_one_of(part, campaign.number, index);
        Some(NewOutreach { time, known: is_one_of(known), answer: is_one_of(replies).then_some(time) })
    };
    ages(campaign.number).zip(0..).filter_map(outreach).collect()
}

/// For each message of a campaign the seconds from it to as-of: evenly over the last day, the latest at as-of itself.
pub(crate) fn ages(number: u64) -> impl Iterator<Item = i64> {
    (0..number).map(move |index| age(index, number))
}

/// The seconds from the oldest message of a campaign to as-of, if there is one.
pub(super) fn oldest(number: u64) -> Option<i64> {
    Some(age(number.checked_sub(1)?, number))
}

/// The seconds from one of so many messages to as-of, counted from the latest.
pub(super) fn age(index: u64, number: u64) -> i64 {
    let age = u128::from(index) * u128::from(DAY.unsigned_abs()) / u128::from(number);
    i64::try_from(age).unwrap_or(DAY)
}

/// Whether the one at an index is among the `part` that are spread evenly over so many.
pub(crate) fn is_one_of(part: u64, all: u64, index: u64) -> bool {
    before(part, all, index + 1) > before(part, all, index)
}

/// How many of the `part` that are spread evenly over so many come before an index.
pub(crate) fn before(part: u64, all: u64, index: u64) -> u64 {
    let before = u128::from(index) * u128::from(part) / u128::from(all.max(1));
    u64::try_from(before).unwrap_or(part)
}

fn are(number: u64) -> &'static str {
    if number == 1 { "is" } else { "are" }
}
