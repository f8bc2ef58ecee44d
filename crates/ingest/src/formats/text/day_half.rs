//! The words with which clocks of twelve hours tell morning from afternoon.

use super::cursor::{Cursor, is_blank};
use crate::identity::name::is_invisible;

/// Which half of the day an hour from 1 to 12 lies in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DayHalf {
    /// 12 is midnight.
    Morning,
    /// 12 is noon.
    Afternoon,
    /// Around noon, as Chinese says it: 11 is before, 12 to 2 are after.
    Noon,
}

/// Lower case, without dots and blanks. Sources: the day periods of the Unicode CLDR for the languages of the phones.
const WORDS: &[(&str, DayHalf)] = &[
    ("am", DayHalf::Morning),
    ("pm", DayHalf::Afternoon),
    ("ص", DayHalf::Morning),
    ("م", DayHalf::Afternoon),
    ("上午", DayHalf::Morning),
    ("下午", DayHalf::Afternoon),
    ("午前", DayHalf::Morning),
    ("午後", DayHalf::Afternoon),
    ("오전", DayHalf::Morning),
    ("오후", DayHalf::Afternoon),
    ("凌晨", DayHalf::Morning),
    ("清晨", DayHalf::Morning),
    ("早上", DayHalf::Morning),
    ("中午", DayHalf::Noon),
    ("傍晚", DayHalf::Afternoon),
    ("晚上", DayHalf::Afternoon),
    ("पूर्वाह्न", DayHalf::Morning),
    ("अपराह्न", DayHalf::Afternoon),
    ("मपू", DayHalf::Morning),
    ("मउ", DayHalf::Afternoon),
    ("পূর্বাহ্ণ", DayHalf::Morning),
    ("অপরাহ্ণ", DayHalf::Afternoon),
    ("ก่อนเที่ยง", DayHalf::Morning),
    ("หลังเที่ยง", DayHalf::Afternoon),
    ("قظ", DayHalf::Morning),
    ("بظ", DayHalf::Afternoon),
    ("πμ", DayHalf::Morning),
    ("μμ", DayHalf::Afternoon),
    ("öö", DayHalf::Morning),
    ("ös", DayHalf::Afternoon),
    ("sa", DayHalf::Morning),
    ("ch", DayHalf::Afternoon),
    ("pg", DayHalf::Morning),
    ("ptg", DayHalf::Afternoon),
    ("de", DayHalf::Morning),
    ("du", DayHalf::Afternoon),
    ("dop", DayHalf::Morning),
    ("odp", DayHalf::Afternoon),
    ("ap", DayHalf::Morning),
    ("ip", DayHalf::Afternoon),
    ("fm", DayHalf::Morning),
    ("em", DayHalf::Afternoon),
    ("vm", DayHalf::Morning),
    ("nm", DayHalf::Afternoon),
    ("vorm", DayHalf::Morning),
    ("nachm", DayHalf::Afternoon),
    ("pd", DayHalf::Morning),
    ("md", DayHalf::Afternoon),
];

impl DayHalf {
    /// The hour from 0 to 23. Some phones write hours beyond 12 with the word all the same; those stay.
    pub(super) fn hour(self, hour: u16) -> u16 {
        match self {
            _ if hour > 12 => hour,
            Self::Morning => hour % 12,
            Self::Noon if hour == 11 => hour,
            Self::Afternoon | Self::Noon => hour % 12 + 12,
        }
    }
}

/// A word for half of the day as found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) half: DayHalf,
    /// Whether its letters are small; none if they are not latin.
    pub(super) small: Option<bool>,
}

/// Takes a word for half of the day behind a time.
pub(super) fn take_behind(cursor: &mut Cursor<'_>) -> Option<Found> {
    let (found, _, behind) = find(*cursor)?;
    *cursor = behind;
    Some(found)
}

/// Takes a word for half of the day in front of a time. Of latin ones only `am` and `pm` stand there; others, such as the
/// Portuguese `em`, are words between date and time.
pub(super) fn take_before(cursor: &mut Cursor<'_>) -> Option<Found> {
    let (found, word, behind) = find(*cursor)?;
    if found.small.is_some() && !matches!(word, "am" | "pm") {
        return None;
    }
    *cursor = behind;
    Some(found)
}

/// The longest word of the list that the cursor stands at, and the place behind it. Dots and blanks may stand within, as in
/// `p. m.`, but a blank behind it is left alone.
fn find(mut cursor: Cursor<'_>) -> Option<(Found, &'static str, Cursor<'_>)> {
    const LONGEST: usize = 14;
    let mut folded = String::new();
    let mut small = None;
    let mut found = None;
    for _ in 0..LONGEST {
        let passes = |character: char| {
            character == '.' || !character.is_ascii_punctuation() && !character.is_numeric()
        };
        let Some(character) = cursor.take(passes) else { break };
        if is_blank(character) || is_invisible(character) {
            continue;
        }
        if character == '.' && folded.is_empty() {
            break;
        }
        if character != '.' {
            folded.extend(character.to_lowercase());
            if character.is_ascii_alphabetic() {
                small = Some(character.is_ascii_lowercase());
            }
        }
        if cursor.peek().is_some_and(char::is_alphabetic) {
            continue;
        }
        if let Some(&(word, half)) = WORDS.iter().find(|(word, _)| *word == folded) {
            found = Some((Found { half, small }, word, cursor));
        }
    }
    found
}
