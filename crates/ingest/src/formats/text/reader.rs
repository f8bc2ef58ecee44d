//! From lines to a transcript.

use std::collections::{HashMap, VecDeque};

use super::body::{Body, Manner};
use super::chat_name::chat_name;
use super::content::{media_day, words};
use super::header::{Header, Shape};
use super::notice;
use super::shape::{Shapes, header, is_possible};
use super::transcript::{Clock, DateStyle, Padding, Row, Sender, Transcript};
use crate::identity::name::clean;
use crate::source::{Hints, Input, Line};
use crate::{Collector, DateOrder, ReadError};

/// From how many lines the shape of a file is learnt.
const LINES_TO_LEARN: usize = 2_000;
/// And from how many bytes at most.
const BYTES_TO_LEARN: usize = 1 << 20;
/// How much of one message's text is looked at. WhatsApp allows 65,536 characters.
const TEXT_BYTES: usize = 1 << 20;

/// Reads a file into one transcript; into several if exports of different shapes were joined behind byte order marks.
pub(super) fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    let hints = input.hints.clone();
    let mut lines = input.lines();
    let mut waiting: VecDeque<Waiting> = VecDeque::new();
    let mut ended = false;
    while !ended || !waiting.is_empty() {
        ended |= fill(&mut lines, &mut waiting)?;
        let mut shapes = Shapes::default();
        waiting.iter().filter_map(Waiting::text).for_each(|text| shapes.see(text));
        let shape = shapes.commonest().map(|(shape, _)| shape);
        let headers = waiting.iter().filter_map(Waiting::text).filter_map(header);
        let rests = headers.filter(|header| Some(header.shape) == shape).map(|header| header.rest);
        let manner = Manner::of(shape.is_some_and(|shape| shape.bracket), rests);
        let mut reader = Reader::new(shape, manner, &hints, collector);
        loop {
            if waiting.is_empty() && !ended {
                ended = fill_one(&mut lines, &mut waiting)?;
            }
            let Some(next) = waiting.front() else { break };
            if reader.has_begun && next.text().is_some_and(|text| begins_another(text, shape)) {
                break;
            }
            let Waiting { number, text } = waiting.pop_front().unwrap_or_default();
            reader.line(number, text.as_deref())?;
        }
        reader.finish();
    }
    Ok(())
}

/// A line that was read ahead.
#[derive(Default)]
struct Waiting {
    number: u64,
    /// None if it was too long.
    text: Option<String>,
}

impl Waiting {
    fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }
}

/// Reads ahead as far as it takes to learn a shape; tells whether the file has ended.
fn fill(lines: &mut crate::source::Lines<'_>, waiting: &mut VecDeque<Waiting>) -> Result<bool, ReadError> {
    let mut bytes: usize = waiting.iter().filter_map(Waiting::text).map(str::len).sum();
    while waiting.len() < LINES_TO_LEARN && bytes < BYTES_TO_LEARN {
        if fill_one(lines, waiting)? {
            return Ok(true);
        }
        bytes += waiting.back().and_then(Waiting::text).map_or(0, str::len);
    }
    Ok(false)
}

fn fill_one(
    lines: &mut crate::source::Lines<'_>,
    waiting: &mut VecDeque<Waiting>,
) -> Result<bool, ReadError> {
    let Some((number, line)) = lines.next_line()? else { return Ok(true) };
    let text = match line {
        Line::Whole(bytes) => Some(String::from_utf8_lossy(bytes).trim_end_matches('\r').to_owned()),
        Line::TooLong => None,
    };
    waiting.push_back(Waiting { number, text });
    Ok(false)
}

/// A byte order mark within a file, with a header of another shape behind it: here another export was joined.
fn begins_another(line: &str, shape: Option<Shape>) -> bool {
    const BYTE_ORDER_MARK: char = '\u{FEFF}';
    let marked = line.chars().take(3).any(|character| character == BYTE_ORDER_MARK);
    marked && header(line).filter(is_possible).is_some_and(|header| Some(header.shape) != shape)
}

/// Builds one transcript.
struct Reader<'a> {
    shape: Option<Shape>,
    manner: Manner,
    hints: &'a Hints,
    chat: Option<String>,
    collector: &'a mut Collector,
    transcript: Transcript,
    senders: HashMap<String, u16>,
    /// The message that the next lines may go on with.
    open: Option<(Row, String)>,
    has_begun: bool,
}

impl<'a> Reader<'a> {
    fn new(shape: Option<Shape>, manner: Manner, hints: &'a Hints, collector: &'a mut Collector) -> Self {
        let style = DateStyle {
            bracket: shape.is_some_and(|shape| shape.bracket),
            separator: shape.map_or('/', |shape| shape.separator),
            year_field: shape.and_then(|shape| shape.year_field),
            clock: shape.and_then(|shape| shape.half).map_or(Clock::Whole, |_| Clock::OtherHalf),
        };
        let transcript = Transcript {
            chat: None,
            named_by_whatsapp: false,
            style,
            padding: Padding::default(),
            senders: Vec::new(),
            rows: Vec::new(),
            group_notice: false,
            contact_notice: None,
            media_votes: [0; DateOrder::ALL.len()],
            zip_time: hints.zip_time,
        };
        let chat = chat_name(&hints.names, &|_| true).map(|chat| chat.name);
        Self {
            shape,
            manner,
            hints,
            chat,
            collector,
            transcript,
            senders: HashMap::new(),
            open: None,
            has_begun: false,
        }
    }

    fn line(&mut self, number: u64, text: Option<&str>) -> Result<(), ReadError> {
        let Some(text) = text else {
            self.close();
            self.collector.reject(number, at(number), ReadError::long_line());
            return Ok(());
        };
        if let Some(header) = header(text).filter(|header| Some(header.shape) == self.shape) {
            return self.header(number, &header);
        }
        self.more(number, text);
        Ok(())
    }

    fn header(&mut self, number: u64, header: &Header<'_>) -> Result<(), ReadError> {
        self.close();
        self.has_begun = true;
        if header.shape.yearless {
            return Err(ReadError::YearlessDates { line: number });
        }
        if !is_possible(header) {
            self.collector.reject(number, at(number), "no calendar or clock has this date and time");
            return Ok(());
        }
        if let (Clock::OtherHalf, Some(small)) = (self.transcript.style.clock, header.small_half) {
            self.transcript.style.clock = if small { Clock::SmallHalf } else { Clock::CapitalHalf };
        }
        match Body::read(header.rest, self.manner, self.chat.as_deref()) {
            Body::Notice(text) => {
                let said = notice::read(text);
                self.transcript.group_notice |= said.group;
                self.transcript.contact_notice = said.contact.or(self.transcript.contact_notice);
            }
            Body::Message { sender, content } => self.message(number, header, sender, content),
        }
        Ok(())
    }

    fn message(&mut self, number: u64, header: &Header<'_>, sender: &str, content: &str) {
        let Some(sender) = self.sender(sender) else {
            self.collector.reject(number, at(number), "more senders than any group has members");
            return;
        };
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
        self.open = Some((row, content.to_owned()));
    }

    /// A line without a header goes on with the message before it; before the first header it belongs to nothing.
    fn more(&mut self, number: u64, line: &str) {
        match &mut self.open {
            Some((_, text)) if text.len() < TEXT_BYTES => {
                text.push('\n');
                text.push_str(line);
            }
            _ if !self.has_begun && !line.trim().is_empty() => {
                self.collector.reject(number, at(number), "text before the first message");
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        if let Some((mut row, text)) = self.open.take() {
            row.text = self.collector.text_key().hash(words(&text));
            self.transcript.rows.push(row);
        }
    }

    /// The number of a sender, the same for the same name.
    fn sender(&mut self, written: &str) -> Option<u16> {
        if let Some(&number) = self.senders.get(written) {
            return Some(number);
        }
        let plain = clean(written);
        let (name, chosen_by_person) = match plain.strip_prefix('~') {
            Some(chosen) => (chosen.trim().to_owned(), true),
            None => (plain, false),
        };
        let sender = Sender { name, chosen_by_person };
        let known = self.transcript.senders.iter().position(|other| *other == sender);
        let number = u16::try_from(known.unwrap_or(self.transcript.senders.len())).ok()?;
        if known.is_none() {
            self.transcript.senders.push(sender);
        }
        self.senders.insert(written.to_owned(), number);
        Some(number)
    }

    fn finish(mut self) {
        self.close();
        if !self.has_begun {
            return;
        }
        let senders = &self.transcript.senders;
        let is_sender = |name: &str| senders.iter().any(|sender| sender.name == name);
        if let Some(chat) = chat_name(&self.hints.names, &is_sender) {
            self.transcript.chat = Some(chat.name);
            self.transcript.named_by_whatsapp = chat.by_whatsapp;
        }
        self.collector.transcript(self.transcript);
    }
}

fn at(number: u64) -> String {
    format!("line {number}")
}
