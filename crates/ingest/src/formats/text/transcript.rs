//! What a text chat says before it is decided how to read it: date fields as written, senders as written, evidence.
//!
//! A text export tells neither day from month, nor its zone, nor which of the two senders is the owner. Only all chats of
//! a channel together can, so a reader keeps its chat in this form and [`crate::settle`] turns it into messages.

use chrono::{NaiveDate, NaiveDateTime};

use crate::DateOrder;

/// One message, 24 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// Keyed hash of the whole text with all its lines; zero for none.
    pub text: u64,
    /// Line on which it begins, from 1.
    pub line: u32,
    /// Seconds since midnight on a clock of 24 hours.
    pub second_of_day: u32,
    /// The three fields of the date in the order in which they are written. Years of other eras are already Gregorian; years
    /// of two digits stay as they are.
    pub date: [u16; 3],
    /// Index into [`Transcript::senders`].
    pub sender: u16,
}

const _: () = assert!(size_of::<Row>() == 24);

impl Row {
    /// The day that its date is in an order of fields, with years of two digits in this century; `None` if there is no such day.
    #[must_use]
    pub fn day(&self, order: DateOrder) -> Option<NaiveDate> {
        let [first, second, third] = self.date;
        let (year, month, day) = match order {
            DateOrder::Dmy => (third, second, first),
            DateOrder::Mdy => (third, first, second),
            DateOrder::Ymd => (first, second, third),
            DateOrder::Ydm => (first, third, second),
            DateOrder::Myd => (second, first, third),
        };
        let year = if year < 100 { year + 2000 } else { year };
        NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
    }
}

/// Who writes in a chat.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Sender {
    /// The name as written, cleaned, without the `~` in front.
    pub name: String,
    /// Whether it stood behind a `~`: a name that the person chose, hence not in the address book.
    pub chosen_by_person: bool,
}

/// Which clock the headers of a file show.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Clock {
    /// 24 hours.
    Whole,
    /// 12 hours, with small latin letters for the half of the day (`pm`).
    SmallHalf,
    /// 12 hours, with capital latin letters (`PM`).
    CapitalHalf,
    /// 12 hours, with letters that are not latin.
    OtherHalf,
}

/// How the headers of a file are written, as far as it is evidence for the order of day and month. A phone writes all its chats
/// in one style.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct DateStyle {
    /// Whether headers stand in brackets, as an iPhone writes them.
    pub bracket: bool,
    /// What stands between the fields: `/`, `.`, `-` or a space.
    pub separator: char,
    /// Index of the field of four digits (or of another era), if there is one.
    pub year_field: Option<u8>,
    /// Which clock stands beside the date.
    pub clock: Clock,
}

/// How the first two fields of dates below ten are written. Not part of the style, since not every date tells it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Padding {
    /// One of them with a zero in front (`05`).
    pub zero: bool,
    /// One of them without (`5`).
    pub none: bool,
}

/// A text chat whose dates, zone and owner are not yet decided.
#[derive(Clone, PartialEq, Debug)]
pub struct Transcript {
    /// Name of the chat as file, zip or folder tell, cleaned; in a direct chat it is the partner's.
    pub chat: Option<String>,
    /// Whether WhatsApp wrote that name into the name of a file, rather than somebody who named a folder.
    pub named_by_whatsapp: bool,
    /// How dates are written.
    pub style: DateStyle,
    /// Whether small numbers in them have a zero in front.
    pub padding: Padding,
    /// Everybody who writes, in order of appearance.
    pub senders: Vec<Sender>,
    /// All messages in the order of the file. Notices are not among them.
    pub rows: Vec<Row>,
    /// Whether a notice says that this is a group, community or broadcast list.
    pub group_notice: bool,
    /// What a notice says about the partner being in the address book, if there is one.
    pub contact_notice: Option<bool>,
    /// For each order, how many names of media in the text agree with the date of their message read that way; in the order
    /// of [`DateOrder::ALL`].
    pub media_votes: [u32; DateOrder::ALL.len()],
    /// Modification time of the file inside its zip, local time.
    pub zip_time: Option<NaiveDateTime>,
}
