//! Tells at once that a text holds none of many phrases, which is true of nearly all texts.
//!
//! Of each phrase a window of nine bytes is looked for. Wherever it lies, one of its eight pairs of bytes begins at a place that is
//! two more than a multiple of eight, so only those pairs are looked up, with two neighbours on each side. A table tells at which
//! offsets of any window a pair stands; what is left when five pairs agree is compared byte by byte, and what passes has to be
//! searched in earnest. No look-up waits for another, which makes this faster than the leaps of Wu and Manber.

/// Letters whose small form has another length. Texts with them are searched in earnest.
const UNEVEN: [&str; 3] = ["\u{130}", "\u{212A}", "\u{212B}"];

/// How many neighbours of a pair are looked up on each side.
const AROUND: usize = 2;

/// How many bytes of a phrase are looked for; no phrase is shorter.
const WINDOW: usize = 9;

/// How many pairs of classes of bytes there are, with gaps between them. Of each 256 only 64 are ever looked at, few enough to stay at
/// hand.
const PAIRS: usize = 1 << 14;

/// Phrases in small letters, to be found in texts of small and capital letters.
pub(super) struct Sieve {
    /// By two bytes, a bit for each offset at which they stand in a window.
    offsets: Box<[u8; PAIRS]>,
    /// What each byte of each window can be.
    windows: Vec<Vec<[u8; 2]>>,
}

impl Sieve {
    pub(super) fn new(phrases: &[&str]) -> Self {
        let mut sieve = Self { offsets: Box::new([0; PAIRS]), windows: Vec::new() };
        for phrase in phrases {
            let bytes: Vec<[u8; 2]> = phrase.chars().flat_map(forms).collect();
            debug_assert!(bytes.len() >= WINDOW, "{phrase}");
            // Windows that have much in common with those before let least through.
            let best = bytes.windows(WINDOW).min_by_key(|window| sieve.cost(window));
            sieve.add(best.unwrap_or_default());
        }
        sieve
    }

    fn add(&mut self, window: &[[u8; 2]]) {
        for (offset, pair) in pairs_of(window) {
            self.offsets[pair] |= 1 << offset;
        }
        self.windows.push(window.to_vec());
    }

    /// How much more a window would let through.
    fn cost(&self, window: &[[u8; 2]]) -> usize {
        pairs_of(window).filter(|&(offset, pair)| self.offsets[pair] & 1 << offset == 0).count()
    }

    /// Whether a text may hold one of the phrases; if not, it certainly holds none.
    pub(super) fn may_hold_one(&self, text: &str) -> bool {
        const STEP: usize = WINDOW - 1;
        let bytes = text.as_bytes();
        let (whole, rest) = bytes.as_chunks::<STEP>();
        // Behind the end stand zeros: with them a window can only end where it does.
        let mut last = [0; STEP];
        last[..rest.len()].copy_from_slice(rest);
        whole.iter().chain([&last]).enumerate().any(|(step, eight)| {
            let offsets = self.offsets_of(u64::from_le_bytes(*eight));
            offsets != 0 && self.is_window_at(bytes, step * STEP + AROUND, offsets)
        }) || !text.is_ascii() && has_uneven(bytes)
    }

    /// At which offsets of a window the third and the fourth of eight bytes can stand, by them and their neighbours.
    fn offsets_of(&self, eight: u64) -> u8 {
        let classes = classes_of(eight);
        let at = |first: u32| self.offsets[pair_in(classes >> (8 * first))];
        // Where a neighbour lies outside the window, anything may stand.
        let before = (at(0) << 2 | 0b11) & (at(1) << 1 | 0b1);
        let behind = (at(3) >> 1 | 0x80) & (at(4) >> 2 | 0xC0);
        at(2) & before & behind
    }

    /// Whether a window has the pair at this place at one of these offsets.
    fn is_window_at(&self, bytes: &[u8], place: usize, offsets: u8) -> bool {
        let begins = (0..WINDOW - 1).filter(|offset| offsets >> offset & 1 == 1);
        let texts = begins.filter_map(|offset| bytes.get(place.checked_sub(offset)?..)?.get(..WINDOW));
        texts.into_iter().any(|text| {
            let mut windows = self.windows.iter();
            windows.any(|window| window.iter().zip(text).all(|(forms, byte)| forms.contains(byte)))
        })
    }
}

/// All pairs of bytes that a window can have, with their offsets.
fn pairs_of(window: &[[u8; 2]]) -> impl Iterator<Item = (usize, usize)> {
    window.windows(2).enumerate().flat_map(|(offset, pair)| {
        let [[small, capital], second] = [pair[0], pair[1]];
        [(small, second[0]), (small, second[1]), (capital, second[0]), (capital, second[1])]
            .map(|(first, second)| (offset, pair_of(first, second)))
    })
}

/// For each byte of a letter, which bytes the letter has there when it is small or a capital.
fn forms(letter: char) -> Vec<[u8; 2]> {
    let encode = |letter: char| letter.to_string().into_bytes();
    let capital = letter.to_uppercase().next().map(encode);
    let small = encode(letter);
    let capital = capital.filter(|capital| capital.len() == small.len()).unwrap_or_else(|| small.clone());
    small.into_iter().zip(capital).map(|(small, capital)| [small, capital]).collect()
}

/// The pair of two bytes.
fn pair_of(first: u8, second: u8) -> usize {
    pair_in(classes_of(u16::from_le_bytes([first, second]).into()))
}

/// The pair of the first two of eight classes.
fn pair_in(classes: u64) -> usize {
    usize::try_from(classes & 0x3F3F).unwrap_or_default()
}

/// The classes of eight bytes, each below 64. Small letters and capitals are of one class, and so are other bytes, which only makes
/// the sieve coarser.
fn classes_of(eight: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    eight & (0x1F * EACH) | (eight >> 2) & (0x20 * EACH)
}

/// Whether a text has one of the letters whose small form has another length.
fn has_uneven(text: &[u8]) -> bool {
    let begins = memchr::memchr2_iter(b'\xC4', b'\xE2', text);
    begins.into_iter().any(|at| UNEVEN.iter().any(|letter| text[at..].starts_with(letter.as_bytes())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::phrases::DELETED;
    use super::{Sieve, UNEVEN, WINDOW};

    #[test]
    fn every_form_of_a_letter_is_known() {
        let letters: Vec<char> = DELETED.iter().flat_map(|phrase| phrase.chars()).collect();
        for capital in '\0'..=char::MAX {
            let mut small = capital.to_lowercase();
            let is_known = UNEVEN.contains(&&*capital.to_string())
                || small.len() == 1
                    && small.clone().all(|small| small == capital || small.to_uppercase().eq([capital]));
            assert!(is_known || !small.any(|small| letters.contains(&small)), "{capital:?}");
        }
    }

    proptest! {
        #[test]
        fn no_phrase_slips_through(
            phrase in prop::sample::select(DELETED), capital: bool, before in ".{0,30}", behind in ".{0,3}",
        ) {
            let phrase = if capital { phrase.to_uppercase() } else { phrase.to_owned() };
            let text = format!("{before}{phrase}{behind}");
            let holds_one = DELETED.iter().any(|phrase| text.to_lowercase().contains(phrase));
            prop_assert!(!holds_one || Sieve::new(DELETED).may_hold_one(&text));
        }
    }

    #[test]
    fn phrases_are_found_wherever_they_lie() {
        let sieve = Sieve::new(DELETED);
        for phrase in DELETED {
            assert!(phrase.len() >= WINDOW, "{phrase}");
            for before in 0..2 * WINDOW {
                for behind in 0..4 {
                    let text = format!("{}{phrase}{}", "x".repeat(before), "x".repeat(behind));
                    assert!(sieve.may_hold_one(&text), "{text}");
                }
            }
        }
    }

    #[test]
    fn usual_texts_are_held_back() {
        let sieve = Sieve::new(DELETED);
        for text in ["", "hi", "Hello, your order is ready", "Спасибо, до завтра", "a messenger was here"]
        {
            assert!(!sieve.may_hold_one(text), "{text}");
        }
        assert!(sieve.may_hold_one("This MESSAGE was deleted"));
    }
}
