//! Headers of the usual kinds, read at one go.
//!
//! Nearly all headers consist of ASCII digits and few signs. Whatever this reads, the grammar of [`super::header`] reads in the same
//! way; whatever it does not is left to the grammar.

use super::day_half::DayHalf;
use super::era::gregorian;
use super::header::{Between, End, HalfPlace, Header, Shape};
use super::transcript::Padding;

/// How a half of the day is written where nothing else follows than the end of the header.
const HALVES: [(&str, DayHalf); 14] = [
    ("AM", DayHalf::Morning),
    ("PM", DayHalf::Afternoon),
    ("am", DayHalf::Morning),
    ("pm", DayHalf::Afternoon),
    ("a.m.", DayHalf::Morning),
    ("p.m.", DayHalf::Afternoon),
    ("a. m.", DayHalf::Morning),
    ("p. m.", DayHalf::Afternoon),
    ("a.\u{A0}m.", DayHalf::Morning),
    ("p.\u{A0}m.", DayHalf::Afternoon),
    ("A.M.", DayHalf::Morning),
    ("P.M.", DayHalf::Afternoon),
    ("a.\u{202F}m.", DayHalf::Morning),
    ("p.\u{202F}m.", DayHalf::Afternoon),
];

/// Reads a header of a usual kind.
pub(super) fn read(line: &str) -> Option<Header<'_>> {
    const LEFT_TO_RIGHT_MARK: &[u8] = "\u{200E}".as_bytes();
    let bytes = line.as_bytes();
    let unmarked = bytes.strip_prefix(LEFT_TO_RIGHT_MARK).unwrap_or(bytes);
    let inner = unmarked.strip_prefix(b"[");
    let bracket = inner.is_some();
    let mut digits = Digits { rest: inner.unwrap_or(unmarked) };
    let mut date = Date::default();
    date.field(&mut digits, 0)?;
    let separator = digits.one_of(b"/.-")?;
    date.field(&mut digits, 1)?;
    digits.one_of(&[separator])?;
    date.field(&mut digits, 2)?;
    let comma = digits.one_of(b",").is_some();
    digits.one_of(b" ")?;

    let (hour, 1..=2) = digits.number()? else { return None };
    let colon = digits.one_of(b":.")?;
    let (minute, 2) = digits.number()? else { return None };
    let mut second = None;
    if digits.one_of(&[colon]).is_some() {
        let (value, 2) = digits.number()? else { return None };
        second = Some(value);
    }
    let half = digits.half();
    let end = digits.end(bracket)?;
    Some(Header {
        shape: Shape {
            bracket,
            time_first: false,
            separator: char::from(separator),
            year_field: date.year_field,
            yearless: false,
            between: Between { comma, worded: false },
            colon: char::from(colon),
            seconds: second.is_some(),
            half: half.map(|_| HalfPlace::After),
            end,
        },
        date: date.fields,
        padding: date.padding,
        clock: [half.map_or(hour, |(half, _)| half.hour(hour)), minute, second.unwrap_or(0)],
        small_half: half.map(|(_, small)| small),
        rest: &line[bytes.len() - digits.rest.len()..],
    })
}

#[derive(Default)]
struct Date {
    fields: [u16; 3],
    padding: Padding,
    year_field: Option<u8>,
}

impl Date {
    fn field(&mut self, digits: &mut Digits<'_>, index: u8) -> Option<()> {
        let (value, count) = digits.number()?;
        let field = &mut self.fields[usize::from(index)];
        match count {
            4 if self.year_field.is_none() => {
                *field = gregorian(value);
                self.year_field = Some(index);
            }
            1 | 2 => {
                *field = value;
                if index < 2 && value < 10 {
                    self.padding.zero |= count == 2;
                    self.padding.none |= count == 1;
                }
            }
            _ => return None,
        }
        Some(())
    }
}

/// What is left of a line, as bytes.
struct Digits<'a> {
    rest: &'a [u8],
}

impl Digits<'_> {
    /// Takes up to five digits: their value and how many they are.
    fn number(&mut self) -> Option<(u16, u8)> {
        let (mut value, mut count) = (0u16, 0u8);
        while let [digit @ b'0'..=b'9', rest @ ..] = self.rest {
            if count == 4 {
                return None;
            }
            value = value * 10 + u16::from(digit - b'0');
            count += 1;
            self.rest = rest;
        }
        (count > 0).then_some((value, count))
    }

    fn one_of(&mut self, signs: &[u8]) -> Option<u8> {
        let (&sign, rest) = self.rest.split_first().filter(|(sign, _)| signs.contains(sign))?;
        self.rest = rest;
        Some(sign)
    }

    /// Takes a blank and a half of the day: which, and whether its letters are small.
    fn half(&mut self) -> Option<(DayHalf, bool)> {
        let blanks = [" ", "\u{202F}", "\u{A0}"];
        let behind = blanks.iter().find_map(|blank| self.rest.strip_prefix(blank.as_bytes()))?;
        if !matches!(behind.first(), Some(b'a' | b'p' | b'A' | b'P')) {
            return None;
        }
        let (half, written, rest) = HALVES.iter().find_map(|(written, half)| {
            let rest = behind.strip_prefix(written.as_bytes())?;
            (rest.starts_with(b"]") || rest.starts_with(b" - ")).then_some((*half, written, rest))
        })?;
        self.rest = rest;
        Some((half, written.starts_with(char::is_lowercase)))
    }

    /// `]` and a blank, if there is one, or ` - `.
    fn end(&mut self, bracket: bool) -> Option<End> {
        if !bracket {
            self.rest = self.rest.strip_prefix(b" - ")?;
            return Some(End::Dash);
        }
        let behind = self.rest.strip_prefix(b"]")?;
        self.rest = match behind {
            [b' ', rest @ ..] => rest,
            // Other blanks are the grammar's to know.
            [b'!'..=b'~', ..] => behind,
            _ => return None,
        };
        Some(End::Bracket)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::header::Header;
    use super::read;

    #[test]
    fn usual_headers_need_no_grammar() {
        for line in [
            "3/31/22, 9:05 PM - Ann: hi",
            "31/03/2022, 21:05 - Ann: hi",
            "31/03/22, 9:05 pm - Ann: hi",
            "[31/03/22, 21:05:07] Ann: hi",
            "\u{200E}[3/31/22 21:05:07] Ann: hi",
            "2022/03/31, 21:05 - Ann: hi",
            "[3/31/22, 9:05:07\u{202F}PM] Ann: hi",
            "31.03.22, 21:05 - Ann: hi",
            "[31/03/22 21.05.07] Ann: hi",
            "31-03-2022 21:05 - Ann: hi",
            "2022-03-31, 9:05 p.m. - Ann: hi",
            "31/3/22, 9:05\u{A0}p. m. - Ann: hi",
        ] {
            assert_eq!(read(line).map(|header| header.rest), Some("Ann: hi"), "{line}");
        }
    }

    /// Headers of all kinds, in pieces: most of them usual.
    fn pieces() -> impl Strategy<Value = Vec<&'static str>> {
        let one_of = |pieces: &'static [&'static str]| prop::sample::select(pieces);
        let number =
            || one_of(&["3", "03", "31", "12", "22", "0", "99", "2022", "2565", "022", "R4", "٣", ""]);
        let separator = || one_of(&["/", "/", "/", ".", ".", "-", " ", ". ", "\u{200F}/", "\u{2011}", "//"]);
        let colon = || one_of(&[":", ":", ":", ".", "\u{FF1A}", "::", " "]);
        let two = || one_of(&["05", "21", "9", "59", "60", "7", "123", "٠٥"]);
        let begin = one_of(&[
            "",
            "",
            "[",
            "[",
            "\u{200E}",
            "\u{200E}[",
            "\u{FEFF}[",
            "[\u{FEFF}",
            "\u{200E}\u{200E}[",
        ]);
        let between =
            one_of(&[", ", ", ", " ", ",", "، ", " à ", ". ", ",\u{A0}", "  ", " de ", ", ch ", "\u{202F}"]);
        let half = one_of(&[
            "",
            "",
            " PM",
            " am",
            "\u{202F}AM",
            "\u{A0}p.\u{A0}m.",
            " p. m.",
            " a.m.",
            " Pm",
            "PM",
            " PM.",
            " p.m",
            " م",
            " Uhr",
            " du",
            " a",
        ]);
        let end =
            one_of(&["] ", " - ", " - ", "]", ": ", " -", "- ", "]\t", "]\u{A0}", "] - ", " PM - ", " – "]);
        let rest = one_of(&["Ann: hi", "", " Ann: hi", "м", "- x", "am: hi", "\u{200E}x", "5"]);
        let seconds = prop_oneof![(colon(), two()), Just(("", ""))];
        (
            (begin, number(), separator(), number(), separator(), number()),
            (between, two(), colon(), two(), seconds),
            (half, end, rest, 0..4u8),
        )
            .prop_map(|(date, time, end)| {
                let separator = if end.3 > 0 { date.2 } else { date.4 };
                let clock = [time.0, time.1, time.2, time.3, time.4.0, time.4.1];
                [&[date.0, date.1, date.2, date.3, separator, date.5][..], &clock, &[end.0, end.1, end.2]]
                    .concat()
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_096, ..ProptestConfig::default() })]

        #[test]
        fn whatever_it_reads_the_grammar_reads_alike(
            pieces in pieces(),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0..3u8, prop::sample::select(vec![
                '0', '3', '9', '/', '.', '-', ':', ',', ' ', '[', ']', 'P', 'm', 'a', 'M', 'R', '\u{A0}', '\u{202F}', '\u{200E}', '٣', '\n', '\t',
            ])), 0..3),
        ) {
            let mut line: Vec<char> = pieces.concat().chars().collect();
            for (place, change, character) in changes {
                let at = place.index(line.len() + 1);
                match change {
                    0 => line.insert(at, character),
                    1 if at < line.len() => line[at] = character,
                    _ if at < line.len() => _ = line.remove(at),
                    _ => {}
                }
            }
            let line: String = line.into_iter().collect();
            if let Some(header) = read(&line) {
                prop_assert_eq!(Some(header), Header::read(&line), "{}", line);
            }
        }
    }
}
