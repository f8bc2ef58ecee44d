//! The beginning of a message: date, time and what stands around them, by one small grammar.
//!
//! ```text
//! header    = marks ["["] (date between time | time between date) end
//! date      = field sep field sep field              sep is one of / . - or a blank, the same twice
//! field     = 1 to 4 digits of any script, or a Japanese era and its year
//! between   = ["." ] ["," or a relative] blanks [a short word] blanks
//! time      = [half] digits (":" or ".") digits [(":" or ".") digits] [half or a word for hours]
//! end       = "]" after "[", else " - " or ": "
//! ```
//!
//! Direction marks and blanks of every width may stand between all parts. Which field is the day is not decided here.

use super::cursor::{Cursor, is_blank};
use super::day_half;
use super::era;
use super::transcript::Padding;

/// How a header is written, apart from its numbers. A file keeps to one shape, so what looks like a header of another shape
/// is text.
#[expect(clippy::struct_excessive_bools, reason = "what a header has or lacks, each thing on its own")]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Shape {
    pub(super) bracket: bool,
    pub(super) time_first: bool,
    /// What stands between the fields of the date.
    pub(super) separator: char,
    /// Which field has four digits or an era.
    pub(super) year_field: Option<u8>,
    /// Whether there is no year at all.
    pub(super) yearless: bool,
    pub(super) between: Between,
    pub(super) colon: char,
    pub(super) seconds: bool,
    pub(super) half: Option<HalfPlace>,
    pub(super) end: End,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum HalfPlace {
    Before,
    After,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    Bracket,
    Dash,
    Colon,
}

/// A header, and the line behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Header<'a> {
    pub(super) shape: Shape,
    /// The fields of the date as written, years of other eras made Gregorian.
    pub(super) date: [u16; 3],
    /// How its small fields are written.
    pub(super) padding: Padding,
    /// Hour, minute, second on a clock of 24 hours; not checked.
    pub(super) clock: [u16; 3],
    /// Whether the word for half of the day is in small latin letters.
    pub(super) small_half: Option<bool>,
    pub(super) rest: &'a str,
}

impl<'a> Header<'a> {
    /// Reads a header at the beginning of a line.
    pub(super) fn read(line: &'a str) -> Option<Self> {
        let mut cursor = Cursor::new(line);
        cursor.marks();
        // What begins with a blank is no header but the line behind one.
        if cursor.peek().is_some_and(is_blank) {
            return None;
        }
        let bracket = cursor.take(|character| character == '[').is_some();
        cursor.marks();
        let cursor = cursor;
        Self::date_first(cursor, bracket).or_else(|| Self::time_first(cursor, bracket))
    }

    fn date_first(mut cursor: Cursor<'a>, bracket: bool) -> Option<Self> {
        let date = Date::read(&mut cursor)?;
        let between = Between::read(&mut cursor)?;
        let time = Time::read(&mut cursor)?;
        Self::finish(cursor, bracket, false, &date, between, time)
    }

    fn time_first(mut cursor: Cursor<'a>, bracket: bool) -> Option<Self> {
        let time = Time::read(&mut cursor)?;
        let between = Between::read(&mut cursor)?;
        let date = Date::read(&mut cursor)?;
        Self::finish(cursor, bracket, true, &date, between, time)
    }

    fn finish(
        mut cursor: Cursor<'a>,
        bracket: bool,
        time_first: bool,
        date: &Date,
        between: Between,
        time: Time,
    ) -> Option<Self> {
        let end = end(&mut cursor, bracket)?;
        Some(Self {
            shape: Shape {
                bracket,
                time_first,
                separator: date.separator,
                year_field: date.year_field,
                yearless: date.yearless,
                between,
                colon: time.colon,
                seconds: time.seconds,
                half: time.half,
                end,
            },
            date: date.fields,
            padding: date.padding,
            clock: time.clock,
            small_half: time.small_half,
            rest: cursor.rest,
        })
    }
}

/// `]`, ` - ` or `: `, and the blank behind it.
fn end(cursor: &mut Cursor<'_>, bracket: bool) -> Option<End> {
    let blank_before = cursor.blanks();
    let end = match cursor.take(|_| true)? {
        ']' if bracket => End::Bracket,
        '-' | '–' if !bracket && blank_before => End::Dash,
        ':' if !bracket => End::Colon,
        _ => return None,
    };
    let blank_behind = cursor.take(is_blank).is_some();
    (end == End::Bracket || blank_behind || cursor.rest.is_empty()).then_some(end)
}

struct Date {
    fields: [u16; 3],
    padding: Padding,
    separator: char,
    year_field: Option<u8>,
    yearless: bool,
}

impl Date {
    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        let mut date = Self {
            fields: [0; 3],
            padding: Padding::default(),
            separator: '/',
            year_field: None,
            yearless: false,
        };
        date.field(cursor, 0)?;
        date.separator = separator(cursor)?;
        date.field(cursor, 1)?;
        let before = *cursor;
        if separator(cursor) == Some(date.separator) && date.field(cursor, 2).is_some() {
            return Some(date);
        }
        *cursor = before;
        date.yearless = true;
        date.year_field.is_none().then_some(date)
    }

    fn field(&mut self, cursor: &mut Cursor<'_>, index: u8) -> Option<()> {
        let (value, is_year) = match era::take_japanese(cursor) {
            Some(year) => (year, true),
            None => match cursor.number(4)? {
                (value, 4) => (era::gregorian(value), true),
                (_, 3) => return None,
                (value, digits) => {
                    if index < 2 && value < 10 {
                        self.padding.zero |= digits == 2;
                        self.padding.none |= digits == 1;
                    }
                    (value, false)
                }
            },
        };
        self.fields[usize::from(index)] = value;
        if is_year && self.year_field.replace(index).is_some() {
            return None;
        }
        Some(())
    }
}

/// What stands between two fields of a date: one of `/ . -` with blanks around, or a blank.
fn separator(cursor: &mut Cursor<'_>) -> Option<char> {
    let blank = cursor.blanks();
    let Some(mark) = cursor.take(|character| matches!(character, '/' | '.' | '-' | '\u{2011}' | '\u{2010}'))
    else {
        return blank.then_some(' ');
    };
    cursor.blanks();
    Some(if matches!(mark, '\u{2010}' | '\u{2011}') { '-' } else { mark })
}

/// What stands between date and time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Between {
    pub(super) comma: bool,
    pub(super) worded: bool,
}

impl Between {
    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        const LONGEST_WORD: usize = 16;
        let dot = cursor.take(|character| character == '.').is_some();
        let mut apart = cursor.blanks();
        let mut comma = cursor.take(|character| matches!(character, ',' | '،' | '、' | '，')).is_some();
        apart |= cursor.blanks();
        // A word for half of the day belongs to the time.
        let mut worded = false;
        if day_half::take_before(&mut cursor.clone()).is_none() {
            let word =
                cursor.run(LONGEST_WORD, |character| character.is_alphabetic() || is_mark_of_word(character));
            worded = !word.is_empty();
            if worded {
                apart |= cursor.blanks();
                comma |= cursor.take(|character| matches!(character, ',' | '،')).is_some();
                apart |= cursor.blanks();
            }
        }
        (apart || comma || dot && !worded).then_some(Self { comma, worded })
    }
}

/// Signs that stand within or around a weekday, an era or a word such as `às`.
fn is_mark_of_word(character: char) -> bool {
    matches!(character, '.' | '\'' | '(' | ')' | '（' | '）' | '\u{300}'..='\u{36F}' | '\u{E31}'..='\u{E4E}')
}

/// Skips the word for hours behind a time of 24 hours, as Bulgarian and German phones write it (`21:05 ч.`, `21:05 Uhr`).
fn skip_hour_word(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    let apart = ahead.blanks();
    if let Some(rest) = ["ч.", "Uhr"].iter().find_map(|word| ahead.rest.strip_prefix(word)).filter(|_| apart)
    {
        cursor.rest = rest;
    }
}

#[derive(Clone, Copy)]
struct Time {
    clock: [u16; 3],
    colon: char,
    seconds: bool,
    half: Option<HalfPlace>,
    small_half: Option<bool>,
}

impl Time {
    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        let mut half = day_half::take_before(cursor).map(|found| (HalfPlace::Before, found));
        cursor.blanks();
        let (hour, 1..=2) = cursor.number(2)? else { return None };
        cursor.marks();
        let colon = cursor.take(|character| matches!(character, ':' | '.' | '\u{FF1A}'))?;
        let (minute, 2) = cursor.number(2)? else { return None };
        let mut second = None;
        let mut ahead = *cursor;
        ahead.marks();
        if ahead.take(|character| character == colon).is_some()
            && let Some((value, 2)) = ahead.number(2)
        {
            second = Some(value);
            *cursor = ahead;
        }
        if half.is_none() {
            let mut ahead = *cursor;
            ahead.blanks();
            if let Some(found) = day_half::take_behind(&mut ahead) {
                half = Some((HalfPlace::After, found));
                *cursor = ahead;
            }
        }
        skip_hour_word(cursor);
        let (place, small_half, hour) = match half {
            None => (None, None, hour),
            Some((place, found)) => (Some(place), found.small, found.half.hour(hour)),
        };
        let clock = [hour, minute, second.unwrap_or(0)];
        Some(Self { clock, colon, seconds: second.is_some(), half: place, small_half })
    }
}
