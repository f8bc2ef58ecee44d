//! What can be different: the edits, and how they are written.

use std::fmt;

use globset::{GlobBuilder, GlobMatcher};

use crate::Policy;

/// More than this of anything is a slip of the keyboard.
pub const MOST: u64 = 1_000_000;
/// So many days before anything that an export can hold, there were no phones.
pub const MOST_DAYS: u64 = 10_000;

/// One thing that is different from how it is.
#[derive(Clone, Debug)]
pub enum Edit {
    /// The number is older by so many days, from 0 to [`MOST_DAYS`].
    Age(u64),
    /// So many of the unknown persons that were reached in the window, the most recently reached first, are known.
    Save(Quantity),
    /// So many of the unanswered and pending outreaches, the oldest first, were answered at once.
    Answer(Quantity),
    /// A campaign on the last day.
    Send(Campaign),
    /// The chats with some persons are left out. As-of stays, and so does what they say about the age of the number.
    DropChats(ChatPattern),
    /// The window has so many days, from 1 to 36,525.
    Window(u32),
    /// Another policy.
    Policy(Box<Policy>),
}

/// How many of something.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Quantity {
    /// So many, or all if there are fewer.
    Number(u64),
    /// A share of them, 0 to 1, rounded to the nearest, halves up.
    Share(f64),
}

/// One message each to new persons, spread evenly over the day before as-of.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Campaign {
    /// To how many persons, at most [`MOST`].
    pub number: u64,
    /// Which share of them is in the address book, 0 to 1.
    pub known: f64,
    /// Which share of them answers at once, 0 to 1. The others are silent up to as-of.
    pub reply: f64,
}

/// Which chats are meant: a pattern for a phone number such as `+4477*`, a hidden identifier such as `123*@lid`, or a name.
#[derive(Clone, Debug)]
pub struct ChatPattern {
    text: String,
    matcher: GlobMatcher,
}

/// Why something is no edit.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct EditError(pub(crate) String);

impl Quantity {
    /// Reads `12`, `30%` or `all`.
    ///
    /// # Errors
    /// If it is none of them, or more than [`MOST`] or than 100 %.
    pub fn parse(text: &str) -> Result<Self, EditError> {
        match text.strip_suffix('%') {
            Some(percent) => share(percent).map(Self::Share),
            None if text == "all" => Ok(Self::Share(1.0)),
            None => whole(text, 0, MOST).map(Self::Number),
        }
    }

    /// How many that are of so many.
    #[must_use]
    pub fn of(self, all: u64) -> u64 {
        match self {
            Self::Number(number) => number.min(all),
            Self::Share(share) => part(share, all),
        }
    }
}

impl Campaign {
    /// How many of the persons are in the address book.
    #[must_use]
    pub fn known_persons(&self) -> u64 {
        part(self.known, self.number)
    }

    /// How many of them answer.
    #[must_use]
    pub fn replies(&self) -> u64 {
        part(self.reply, self.number)
    }
}

impl ChatPattern {
    /// Reads a pattern with `*`, `?`, `[…]` and `{…,…}`, in which the case of letters does not matter.
    ///
    /// # Errors
    /// If the pattern is broken.
    pub fn parse(text: &str) -> Result<Self, EditError> {
        let glob = GlobBuilder::new(text).case_insensitive(true).build();
        let glob = glob.map_err(|_| EditError(format!("{text} is no pattern; give one like '+4477*'")))?;
        Ok(Self { text: text.to_owned(), matcher: glob.compile_matcher() })
    }

    /// The same pattern, of which something else is said than what it is.
    #[must_use]
    pub fn called(self, text: &str) -> Self {
        Self { text: text.to_owned(), ..self }
    }

    /// Whether a person is meant by one of the forms in which it appears.
    pub(crate) fn matches(&self, person: &meter_model::LedgerPerson) -> bool {
        use meter_model::Handle;
        person.handles.iter().any(|handle| match handle {
            Handle::Phone(phone) => self.matcher.is_match(phone.to_string()),
            Handle::Lid(lid) => self.matcher.is_match(format!("{lid}@lid")),
            Handle::Name(name) => self.matcher.is_match(&**name),
        })
    }
}

/// Reads a share that is written in percent, with or without the sign.
///
/// # Errors
/// If it is no number from 0 to 100.
pub fn percent(text: &str) -> Result<f64, EditError> {
    share(text.strip_suffix('%').unwrap_or(text))
}

/// Reads a number of days such as `30`, `30d` or `+30d`.
///
/// # Errors
/// If it is no whole number from 0 to [`MOST_DAYS`].
pub fn days(text: &str) -> Result<u64, EditError> {
    whole(text.strip_prefix('+').unwrap_or(text).strip_suffix('d').unwrap_or(text), 0, MOST_DAYS)
}

/// Reads a whole number from `least` to `most`.
///
/// # Errors
/// If it is none of them.
pub fn whole(text: &str, least: u64, most: u64) -> Result<u64, EditError> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let number = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten();
    number
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| EditError(format!("{text} is no whole number from {least} to {most}")))
}

fn share(percent: &str) -> Result<f64, EditError> {
    let number = percent.trim().parse::<f64>().ok().filter(|number| (0.0..=100.0).contains(number));
    let number = number.ok_or_else(|| EditError(format!("{percent} % is no share from 0 % to 100 %")))?;
    Ok(number / 100.0)
}

/// A share of a number as a whole number: with one share beside its rest, the largest remainder is the nearest, and of equal
/// remainders the share's own counts.
fn part(share: f64, all: u64) -> u64 {
    const ROUNDING: f64 = 1e-9;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a count is a count"
    )]
    let part = (share * all as f64 + 0.5 + ROUNDING).floor() as u64;
    part.min(all)
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Share(1.0) => f.write_str("all"),
            Self::Share(share) => write!(f, "{}%", written(*share)),
        }
    }
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Age(days) => write!(f, "--age +{days}d"),
            Self::Save(quantity) => write!(f, "--save {quantity}"),
            Self::Answer(quantity) => write!(f, "--answer {quantity}"),
            Self::Send(campaign) => write!(
                f,
                "--send {} --known {}% --reply {}%",
                campaign.number,
                written(campaign.known),
                written(campaign.reply)
            ),
            Self::DropChats(pattern) => write!(f, "--drop-chats {}", pattern.text),
            Self::Window(days) => write!(f, "--window {days}"),
            Self::Policy(policy) => write!(f, "--policy {}", policy.name),
        }
    }
}

/// A share in percent, as exact as it was given.
fn written(share: f64) -> String {
    let percent = format!("{:.9}", share * 100.0);
    percent.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Campaign, ChatPattern, Quantity, days, part, percent};

    #[test]
    fn quantities_are_numbers_shares_or_all() {
        assert_eq!(Quantity::parse("12").map(|quantity| quantity.of(40)), Ok(12));
        assert_eq!(Quantity::parse("12").map(|quantity| quantity.of(5)), Ok(5));
        assert_eq!(Quantity::parse("30%").map(|quantity| quantity.of(40)), Ok(12));
        assert_eq!(Quantity::parse("12.5%").map(|quantity| quantity.to_string()), Ok("12.5%".to_owned()));
        assert_eq!(Quantity::parse("all").map(|quantity| quantity.of(7)), Ok(7));
        for wrong in ["", "-1", "1.5", "1000001", "101%", "-1%", "NaN%", "x%", "ALL", "1e3"] {
            assert!(Quantity::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_and_percents_come_with_and_without_signs() {
        for text in ["30", "+30", "30d", "+30d"] {
            assert_eq!(days(text), Ok(30), "{text}");
        }
        for wrong in ["-1d", "", "d", "30h", "10001d", "++3"] {
            assert!(days(wrong).is_err(), "{wrong}");
        }
        assert_eq!((percent("20"), percent("20%")), (Ok(0.2), Ok(0.2)));
        assert!(percent("100.1%").is_err());
    }

    /// A third of 10 is 3.33, half of 5 is 2.5 and as near to 2 as to 3; 15 % of 10 are 1.5, which computers think is less.
    #[test]
    fn remainders_go_where_they_are_largest() {
        assert_eq!((part(1.0 / 3.0, 10), part(0.5, 5), part(0.15, 10), part(1.0, 3)), (3, 3, 2, 3));
        let campaign = Campaign { number: 7, known: 0.5, reply: 0.2 };
        assert_eq!((campaign.known_persons(), campaign.replies()), (4, 1));
    }

    #[test]
    fn a_broken_pattern_is_an_error() {
        assert!(ChatPattern::parse("[").is_err());
        assert!(ChatPattern::parse("+4477*").is_ok());
    }
}
