//! Builds a transcript from lines.

use super::body::{Body, is_notice};
use super::content::{media_day, words};
use super::header::Header;
use super::learnt::Learnt;
use super::notice;
use super::senders::Senders;
use super::shape::{PossibleDay, header, is_possible};
use super::transcript::{Clock, DateStyle, Padding, Row, Transcript};
use crate::source::Hints;
use crate::{Collector, DateOrder, ReadError};

use super::chat_name::ChatName;

/// How much of one message's text is looked at. WhatsApp allows 65,536 characters.
const TEXT_BYTES: usize = 1 << 20;

/// What became of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Taken {
    Yes,
    /// Another export begins with it, which needs a reader of its own.
    BeginsAnother,
}

/// Builds one transcript, or a piece of one.
pub(super) struct Reader<'a> {
    learnt: Learnt,
    chat: Option<&'a ChatName>,
    collector: &'a mut Collector,
    transcript: Transcript,
    senders: Senders,
    /// The message that the next lines may go on with, and its text so far in memory that is used again and again.
    open: Option<Row>,
    text: String,
    possible: PossibleDay,
    pub(super) has_begun: bool,
}

impl<'a> Reader<'a> {
    /// A reader of lines that are written like this, in a chat that the file's name may tell.
    pub(super) fn new(
        learnt: Learnt,
        chat: Option<&'a ChatName>,
        hints: &Hints,
        collector: &'a mut Collector,
    ) -> Self {
        let transcript = Transcript {
            chat: None,
            named_by_whatsapp: false,
            style: learnt.style(),
            padding: Padding::default(),
            senders: Vec::new(),
            rows: Vec::new(),
            group_notice: false,
            contact_notice: None,
            media_votes: [0; DateOrder::ALL.len()],
            zip_time: hints.zip_time,
        };
        Self {
            learnt,
            chat,
            collector,
            transcript,
            senders: Senders::default(),
            open: None,
            text: String::new(),
            possible: PossibleDay::default(),
            has_begun: false,
        }
    }

    /// Makes room for the messages of so many bytes.
    pub(super) fn expect(&mut self, bytes: usize) {
        const BYTES_A_MESSAGE: usize = 64;
        self.transcript.rows.reserve(bytes / BYTES_A_MESSAGE);
    }

    /// Takes a line without its end; none if it was too long.
    pub(super) fn line(&mut self, number: u64, text: Option<&str>) -> Result<Taken, ReadError> {
        let Some(text) = text else {
            self.close();
            self.collector.reject(number, at(number), ReadError::long_line());
            return Ok(Taken::Yes);
        };
        match header(text) {
            Some(header) if Some(header.shape) == self.learnt.shape => self.header(number, &header)?,
            Some(header) if self.has_begun && begins_another(text, &header) => {
                return Ok(Taken::BeginsAnother);
            }
            _ => self.more(number, text),
        }
        Ok(Taken::Yes)
    }

    fn header(&mut self, number: u64, header: &Header<'_>) -> Result<(), ReadError> {
        self.close();
        self.has_begun = true;
        if header.shape.yearless {
            return Err(ReadError::YearlessDates { line: number });
        }
        if !self.possible.is_possible(header) {
            self.collector.reject(number, at(number), "no calendar or clock has this date and time");
            return Ok(());
        }
        if let (DateStyle { clock: clock @ Clock::OtherHalf, .. }, Some(small)) =
            (&mut self.transcript.style, header.small_half)
        {
            *clock = if small { Clock::SmallHalf } else { Clock::CapitalHalf };
        }
        if let Some((sender, content)) = self.senders.recent(header.rest) {
            if is_notice(content, self.learnt.manner) {
                self.notice(content);
            } else {
                self.message(number, header, sender, content);
            }
            return Ok(());
        }
        let chat = self.chat.map(|chat| &*chat.name);
        match Body::read(header.rest, self.learnt.manner, chat) {
            Body::Notice(text) => self.notice(text),
            Body::Message { sender: written, content } => {
                let Some(sender) = self.senders.number(written) else {
                    self.collector.reject(number, at(number), "more senders than any group has members");
                    return Ok(());
                };
                if Body::ends_at_first_blank(self.learnt.manner, chat) {
                    self.senders.remember(written, sender);
                }
                self.message(number, header, sender, content);
            }
        }
        Ok(())
    }

    fn notice(&mut self, text: &str) {
        let said = notice::read(text);
        self.transcript.group_notice |= said.group;
        self.transcript.contact_notice = said.contact.or(self.transcript.contact_notice);
    }

    fn message(&mut self, number: u64, header: &Header<'_>, sender: u16, content: &str) {
        let [hour, minute, second] = header.clock.map(u32::from);
        let row = Row {
            text: 0,
            line: u32::try_from(number).unwrap_or(u32::MAX),
            second_of_day: hour * 3_600 + minute * 60 + second,
            date: header.date,
            sender,
        };
        if let Some([year, month, day]) = media_day(content) {
            let named = chrono::NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
            for (votes, order) in self.transcript.media_votes.iter_mut().zip(DateOrder::ALL) {
                *votes += u32::from(named.is_some() && row.day(order) == named);
            }
        }
        self.transcript.padding.zero |= header.padding.zero;
        self.transcript.padding.none |= header.padding.none;
        self.text.clear();
        self.text.push_str(content);
        self.open = Some(row);
    }

    /// A line without a header goes on with the message before it; before the first header it belongs to nothing.
    fn more(&mut self, number: u64, line: &str) {
        if self.open.is_some() && self.text.len() < TEXT_BYTES {
            self.text.push('\n');
            self.text.push_str(line);
        } else if !self.has_begun && !line.trim().is_empty() {
            self.collector.reject(number, at(number), "text before the first message");
        }
    }

    fn close(&mut self) {
        if let Some(mut row) = self.open.take() {
            row.text = self.collector.text_key().hash(words(&self.text));
            self.transcript.rows.push(row);
        }
    }

    /// What was read, without a name of the chat; none if there was no header.
    pub(super) fn finish(mut self) -> Option<Transcript> {
        self.close();
        self.transcript.senders = self.senders.into_list();
        self.has_begun.then_some(self.transcript)
    }
}

/// A byte order mark within a file, with a header of another shape behind it: here another export was joined.
fn begins_another(line: &str, header: &Header<'_>) -> bool {
    const BYTE_ORDER_MARK: char = '\u{FEFF}';
    let marked = line.chars().take(3).any(|character| character == BYTE_ORDER_MARK);
    marked && is_possible(header)
}

fn at(number: u64) -> String {
    format!("line {number}")
}
