//! Damages inputs in the ways in which exports get damaged, and in those that an attacker would choose.

use crate::random::Random;

/// A text that no answer, reject or error may repeat.
pub const CANARY: &str = "Zq7canary";

/// What stands in exports, and what readers mistake for it.
const TOKENS: [&[u8]; 56] = [
    b"null",
    b"true",
    b"false",
    b"{}",
    b"[]",
    b"\"\"",
    b"0",
    b"1",
    b"-1",
    b"1e400",
    b"-0.0",
    b"1.5",
    b"9223372036854775807",
    b"-9223372036854775808",
    b"18446744073709551616",
    b"4294967296",
    b"1715331600",
    b"1715331600000",
    b"1715331600000000",
    b"447700900001",
    b"+44 7700 900123",
    b"447700900001@s.whatsapp.net",
    b"447700900001@c.us",
    b"12345678901234@lid",
    b"120363012345678901@g.us",
    b"447700900999-1400000000@g.us",
    b"status@broadcast",
    b"0@s.whatsapp.net",
    b"2024-05-20T10:00:00Z",
    b"2024-05-20 10:00",
    b"31/12/99",
    b"02/30/2024",
    b"24:00",
    b"12:60 PM",
    b"\n",
    b"\r\n",
    b"\r",
    b"\n\n",
    b"\0",
    b"\x1A",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xE2\x80\x8E",
    b"\xE2\x80\xAF",
    b"\xD9\xA3",
    b"\"",
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b"'",
    b",",
    b";",
    b"\t",
    b": ",
    b" - ",
    CANARY.as_bytes(),
];

/// Brackets of all kinds, for nesting.
const BRACKETS: [(&[u8], &[u8]); 5] =
    [(b"[", b"]"), (b"{\"a\":", b"}"), (b"\"", b"\""), (b"a = [", b"]"), (b"BEGIN:VCARD\n", b"END:VCARD\n")];

/// One of the seeds, changed in one to five ways, and at most `most` bytes long.
#[must_use]
pub fn mutated(seeds: &[Vec<u8>], random: &mut Random, most: usize) -> Vec<u8> {
    let mut bytes = random.one_of(seeds).clone();
    for _ in 0..=random.below(5) {
        bytes.truncate(most);
        change(&mut bytes, seeds, random);
    }
    bytes.truncate(most);
    bytes
}

/// Changes an input in one way.
pub fn change(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Random) {
    let place = random.range(bytes.len());
    match random.below(15) {
        0 => flip_bit(bytes, random),
        1 => any_byte(bytes, random),
        2 => drop(bytes.drain(place)),
        3 => repeat(bytes, &place, random),
        4 => swap(bytes, place, random),
        5 => bytes.truncate(place.start),
        6 => _ = bytes.splice(place, random.one_of(&TOKENS).iter().copied()),
        7 => _ = bytes.splice(place.start..place.start, random.one_of(&TOKENS).iter().copied()),
        8 => splice_from(bytes, seeds, place, random),
        9 => number_to_extreme(bytes, random),
        10 => nest(bytes, &place, random),
        11 => damage_character(bytes, random),
        12 => line_ends(bytes, random),
        13 => word_to_canary(bytes, random),
        _ => lines(bytes, random),
    }
}

fn flip_bit(bytes: &mut [u8], random: &mut Random) {
    let at = random.below(bytes.len());
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << random.below(8);
    }
}

fn any_byte(bytes: &mut [u8], random: &mut Random) {
    let at = random.below(bytes.len());
    if let Some(byte) = bytes.get_mut(at) {
        *byte = random.number().to_le_bytes()[0];
    }
}

fn repeat(bytes: &mut Vec<u8>, place: &std::ops::Range<usize>, random: &mut Random) {
    let times = *random.one_of(&[1, 1, 2, 7, 40]);
    let piece = bytes[place.clone()].repeat(times);
    _ = bytes.splice(place.end..place.end, piece);
}

fn swap(bytes: &mut [u8], place: std::ops::Range<usize>, random: &mut Random) {
    let other = random.below(bytes.len().saturating_sub(place.len()) + 1);
    for (one, other) in place.zip(other..) {
        bytes.swap(one, other);
    }
}

fn splice_from(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], place: std::ops::Range<usize>, random: &mut Random) {
    let other = random.one_of(seeds);
    let piece = random.range(other.len());
    _ = bytes.splice(place, other[piece].iter().copied());
}

fn number_to_extreme(bytes: &mut Vec<u8>, random: &mut Random) {
    const EXTREMES: [&[u8]; 14] = [
        b"0",
        b"1",
        b"-1",
        b"2147483648",
        b"4294967295",
        b"4294967296",
        b"99999999999",
        b"100000000000000",
        b"9007199254740993",
        b"9223372036854775807",
        b"-9223372036854775808",
        b"18446744073709551615",
        b"1e308",
        b"00000000000000000000000000000001",
    ];
    let from = random.below(bytes.len());
    let Some(begin) = bytes[from..].iter().position(u8::is_ascii_digit).map(|at| from + at) else { return };
    let length = bytes[begin..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    _ = bytes.splice(begin..begin + length, random.one_of(&EXTREMES).iter().copied());
}

/// Where somebody wrote, or a key or a value is told by a word, stands what must not be repeated.
fn word_to_canary(bytes: &mut Vec<u8>, random: &mut Random) {
    let from = random.below(bytes.len());
    let Some(begin) = bytes[from..].iter().position(u8::is_ascii_alphabetic).map(|at| from + at) else {
        return;
    };
    let length = bytes[begin..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    _ = bytes.splice(begin..begin + length, CANARY.bytes());
}

fn nest(bytes: &mut Vec<u8>, place: &std::ops::Range<usize>, random: &mut Random) {
    let (open, close) = random.one_of(&BRACKETS);
    let depth = *random.one_of(&[1, 2, 20, 127, 128, 129, 300]);
    _ = bytes.splice(place.end..place.end, close.repeat(if random.below(4) == 0 { 0 } else { depth }));
    _ = bytes.splice(place.start..place.start, open.repeat(depth));
}

/// What is left of a character whose bytes were cut, overlong, or decoded twice.
fn damage_character(bytes: &mut Vec<u8>, random: &mut Random) {
    const WRONG: [&[u8]; 8] = [
        b"\xC3",
        b"\xE2\x80",
        b"\xF0\x9F\x98",
        b"\xED\xA0\x80",
        b"\xC0\x80",
        b"\x80",
        b"\xFF",
        b"\xF4\x90\x80\x80",
    ];
    let at = random.below(bytes.len() + 1);
    _ = bytes.splice(at..at, random.one_of(&WRONG).iter().copied());
}

fn line_ends(bytes: &mut Vec<u8>, random: &mut Random) {
    const ENDS: [&[u8]; 7] = [b"\r\n", b"\r", b"\n", b"\n\n", b" ", b"\x0B", b"\xE2\x80\xA8"];
    let end = *random.one_of(&ENDS);
    let lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
    *bytes = lines.join(end);
}

/// Swaps, doubles or drops whole lines.
fn lines(bytes: &mut Vec<u8>, random: &mut Random) {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
    let (one, other) = (random.below(lines.len()), random.below(lines.len()));
    if lines.is_empty() {
        return;
    }
    match random.below(3) {
        0 => lines.swap(one, other),
        1 => lines.insert(other, lines[one]),
        _ => drop(lines.remove(one)),
    }
    *bytes = lines.concat();
}
