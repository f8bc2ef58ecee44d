//! From a file to transcripts: in blocks where that tells the same, in order where it might not.
//!
//! A file is cut before headers, which are told by their own line once the shape of the file is learnt, so a block is understood without
//! what comes before it. What needs more gives up: lines that are too long, dates without a year, an export joined behind another.

use std::collections::VecDeque;
use std::io::{BufRead, Read};

use super::chat_name::ChatName;
use super::learnt::{BYTES_TO_LEARN, LINES_TO_LEARN, Learnt, text_of};
use super::reader::{Reader, Taken};
use super::senders::Senders;
use super::shape::header;
use super::transcript::{Clock, Row, Sender, Transcript};
use crate::blocks::{Block, Blockwise, read_blocks};
use crate::source::{Hints, Input, Line, Lines};
use crate::{Collector, ReadError, limits};

/// Reads a file into one transcript; into several if exports of different shapes were joined behind byte order marks.
pub(super) fn read(input: &mut Input<'_>, collector: &mut Collector) -> Result<(), ReadError> {
    let hints = input.hints.clone();
    let name = ChatName::written(&hints.names);
    if input.block_bytes().is_none() {
        return read_in_order(input, name.as_ref(), &hints, collector);
    }
    let Some(opening) = read_opening(input)? else {
        input.read_in_order();
        return Ok(());
    };
    let chat = Chat { learnt: Learnt::of_opening(&opening), name: name.as_ref(), hints: &hints };
    let pieces = if input.reader().fill_buf()?.is_empty() {
        let whole = Block { bytes: &opening, first_line: 1, is_first: true, is_last: true };
        chat.read(whole, collector).map(|piece| vec![piece])
    } else {
        read_blocks(&chat, &opening, 1, input, collector)?
    };
    let Some(pieces) = pieces else {
        input.read_in_order();
        return Ok(());
    };
    let pieces: Vec<Transcript> = pieces.into_iter().flatten().collect();
    if pieces.is_empty() {
        return Ok(());
    }
    match join(pieces) {
        Some(joined) => collector.transcript(named(joined, name.as_ref())),
        None => input.read_in_order(),
    }
    Ok(())
}

/// All lines that begin in the first bytes of a file; none if one of them is too long.
fn read_opening(input: &mut Input<'_>) -> Result<Option<Vec<u8>>, ReadError> {
    // As much as is read, so that nothing is copied from a smaller piece of memory into a larger one.
    let announced = usize::try_from(input.announced_bytes()).unwrap_or(usize::MAX);
    let mut opening = Vec::with_capacity(announced.min(BYTES_TO_LEARN) + 1);
    input.reader().take(BYTES_TO_LEARN as u64).read_to_end(&mut opening)?;
    if opening.len() == BYTES_TO_LEARN && !opening.ends_with(b"\n") {
        input.reader().take(limits::LINE_BYTES as u64).read_until(b'\n', &mut opening)?;
        if !opening.ends_with(b"\n") && !input.reader().fill_buf()?.is_empty() {
            return Ok(None);
        }
    }
    Ok(Some(opening))
}

/// A file whose shape is known.
pub(super) struct Chat<'a> {
    pub(super) learnt: Learnt,
    pub(super) name: Option<&'a ChatName>,
    pub(super) hints: &'a Hints,
}

impl Blockwise for Chat<'_> {
    type Outcome = Option<Transcript>;

    /// Before the last line that is whole and a header.
    fn cut(&self, bytes: &[u8]) -> Option<usize> {
        self.learnt.shape?;
        let mut end = memchr::memrchr(b'\n', bytes)?;
        loop {
            let begin = memchr::memrchr(b'\n', &bytes[..end]).map_or(0, |before| before + 1);
            let line = text_of(&bytes[begin..end]);
            let header = header(line.trim_end_matches('\r'));
            if header.is_some_and(|header| Some(header.shape) == self.learnt.shape) {
                return Some(begin);
            }
            end = begin.checked_sub(1)?;
        }
    }

    fn read(&self, block: Block<'_>, collector: &mut Collector) -> Option<Self::Outcome> {
        if block.bytes.len() > limits::LINE_BYTES {
            return None;
        }
        let mut reader = Reader::new(self.learnt, self.name, self.hints, collector);
        reader.has_begun = !block.is_first;
        reader.expect(block.bytes.len());
        let text = text_of(block.bytes);
        let mut ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let mut begin = 0;
        for number in block.first_line.. {
            if begin == text.len() {
                break;
            }
            let end = ends.next().unwrap_or(text.len());
            match reader.line(number, Some(text[begin..end].trim_end_matches('\r'))) {
                Ok(Taken::Yes) => {}
                Ok(Taken::BeginsAnother) | Err(_) => return None,
            }
            begin = (end + 1).min(text.len());
        }
        Some(reader.finish())
    }
}

/// Reads a file line by line, which is the truth that blocks have to agree with.
fn read_in_order(
    input: &mut Input<'_>,
    name: Option<&ChatName>,
    hints: &Hints,
    collector: &mut Collector,
) -> Result<(), ReadError> {
    let mut ahead = Ahead { lines: input.lines(), waiting: VecDeque::new(), ended: false };
    loop {
        ahead.fill()?;
        let learnt = Learnt::of(ahead.waiting.iter().filter_map(|line| line.text.as_deref()));
        let mut reader = Reader::new(learnt, name, hints, collector);
        while let Some(next) = ahead.front()? {
            if reader.line(next.number, next.text.as_deref())? == Taken::BeginsAnother {
                break;
            }
            ahead.waiting.pop_front();
        }
        if let Some(transcript) = reader.finish() {
            collector.transcript(named(transcript, name));
        }
        if ahead.ended && ahead.waiting.is_empty() {
            return Ok(());
        }
    }
}

/// The lines of a file, some of which are read ahead.
struct Ahead<'a> {
    lines: Lines<'a>,
    waiting: VecDeque<Waiting>,
    ended: bool,
}

/// A line that was read ahead.
struct Waiting {
    number: u64,
    /// Its length in the file.
    bytes: usize,
    /// None if it was too long.
    text: Option<String>,
}

impl Ahead<'_> {
    /// Reads ahead as far as it takes to learn a shape.
    fn fill(&mut self) -> Result<(), ReadError> {
        let mut bytes: usize = self.waiting.iter().map(|line| line.bytes).sum();
        while self.waiting.len() < LINES_TO_LEARN && bytes < BYTES_TO_LEARN && !self.ended {
            self.one()?;
            bytes += self.waiting.back().map_or(0, |line| line.bytes);
        }
        Ok(())
    }

    /// The next line.
    fn front(&mut self) -> Result<Option<&Waiting>, ReadError> {
        if self.waiting.is_empty() && !self.ended {
            self.one()?;
        }
        Ok(self.waiting.front())
    }

    fn one(&mut self) -> Result<(), ReadError> {
        let Some((number, line)) = self.lines.next_line()? else {
            self.ended = true;
            return Ok(());
        };
        let (bytes, text) = match line {
            Line::Whole(bytes) => (bytes.len() + 1, Some(String::from_utf8_lossy(bytes))),
            Line::TooLong => (limits::LINE_BYTES, None),
        };
        let text = text.map(|text| text.trim_end_matches('\r').to_owned());
        self.waiting.push_back(Waiting { number, bytes, text });
        Ok(())
    }
}

/// The pieces of a file as one transcript; `None` if there is no piece, or if there are more senders than can be numbered.
pub(super) fn join(pieces: Vec<Transcript>) -> Option<Transcript> {
    let rows: usize = pieces.iter().map(|piece| piece.rows.len()).sum();
    let mut pieces = pieces.into_iter();
    let mut joined = pieces.next()?;
    let mut senders = Senders::of(std::mem::take(&mut joined.senders));
    joined.rows.reserve_exact(rows - joined.rows.len());
    for piece in pieces {
        let numbers = piece.senders.into_iter().map(|sender| senders.number_of(sender));
        let numbers: Vec<u16> = numbers.collect::<Option<_>>()?;
        let rows = piece.rows.into_iter();
        joined.rows.extend(rows.map(|row| Row { sender: numbers[usize::from(row.sender)], ..row }));
        if joined.style.clock == Clock::OtherHalf {
            joined.style.clock = piece.style.clock;
        }
        joined.padding.zero |= piece.padding.zero;
        joined.padding.none |= piece.padding.none;
        joined.group_notice |= piece.group_notice;
        joined.contact_notice = piece.contact_notice.or(joined.contact_notice);
        for (votes, more) in joined.media_votes.iter_mut().zip(piece.media_votes) {
            *votes += more;
        }
    }
    joined.senders = senders.into_list();
    Some(joined)
}

/// Names the chat, now that its senders are known.
pub(super) fn named(mut transcript: Transcript, name: Option<&ChatName>) -> Transcript {
    if let Some(name) = name {
        let is_sender = |name: &str| transcript.senders.iter().any(|sender| sender.name == name);
        let name = name.among(&is_sender);
        transcript.chat = Some(name.name);
        transcript.named_by_whatsapp = name.by_whatsapp;
    }
    silence_group(&mut transcript);
    transcript
}

/// Takes out what an iPhone lets a group say under its own name, such as `Ann left`, which is too short to be told from what stands in the
/// place of media. Someone who bears the chat's name where several others write, and never says a word, is no partner.
fn silence_group(transcript: &mut Transcript) {
    const OWNER_AND_PARTNER: usize = 2;
    let Transcript { chat, senders, rows, group_notice, style, .. } = transcript;
    if !style.bracket || senders.len() <= OWNER_AND_PARTNER + 1 {
        return;
    }
    let is_group = |sender: &Sender| Some(&sender.name) == chat.as_ref();
    let Some(group) = senders.iter().position(is_group) else { return };
    let is_its = |row: &Row| usize::from(row.sender) == group;
    if rows.iter().filter(|row| is_its(row)).all(|row| row.text == 0) {
        rows.retain(|row| !is_its(row));
        *group_notice = true;
    }
}
