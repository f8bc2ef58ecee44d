//! Tells at once that a text holds none of many phrases, which is true of nearly all texts.
//!
//! This is the search of Wu and Manber without its last step: of each phrase some bytes are a window as long as the shortest
//! phrase, and two bytes of the text tell how far the next window can be at least. Where one could end, two more bytes are
//! compared, then the whole window; what passes has to be searched in earnest.

/// Letters whose small form has another length. Texts with them are searched in earnest.
const UNEVEN: [char; 3] = ['\u{130}', '\u{212A}', '\u{212B}'];

/// How many pairs of classes of bytes there are; few enough for a table to stay at hand.
const PAIRS: usize = 1 << 12;

/// Phrases in small letters, to be found in texts of small and capital letters.
pub(super) struct Sieve {
    window: usize,
    /// By two bytes, how far the window moves when it ends with them.
    shifts: Box<[u8; PAIRS]>,
    /// By two bytes, whether a window begins with them.
    begins: Box<[bool; PAIRS]>,
    /// What each byte of each window can be.
    windows: Vec<Vec<[u8; 2]>>,
}

impl Sieve {
    pub(super) fn new(phrases: &[&str]) -> Self {
        let shortest = phrases.iter().map(|phrase| phrase.len()).min().unwrap_or_default();
        let window = shortest.clamp(2, 32);
        let farthest = u8::try_from(window - 1).unwrap_or(1);
        let (shifts, begins) = (Box::new([farthest; PAIRS]), Box::new([false; PAIRS]));
        let mut sieve = Self { window, shifts, begins, windows: Vec::new() };
        for phrase in phrases {
            let bytes: Vec<[u8; 2]> = phrase.chars().flat_map(forms).collect();
            // Windows that have much in common with those before slow the search down least.
            let best = bytes.windows(window).min_by_key(|window| sieve.cost(window));
            sieve.add(best.unwrap_or(&bytes));
        }
        sieve
    }

    fn add(&mut self, window: &[[u8; 2]]) {
        for (shift, pair) in pairs_of(window) {
            self.begins[pair] |= usize::from(shift) + 2 == window.len();
            self.shifts[pair] = self.shifts[pair].min(shift);
        }
        self.windows.push(window.to_vec());
    }

    /// How much shorter a window would make the way.
    fn cost(&self, window: &[[u8; 2]]) -> usize {
        pairs_of(window).map(|(shift, pair)| usize::from(self.shifts[pair].saturating_sub(shift))).sum()
    }

    /// Whether a text may hold one of the phrases; if not, it certainly holds none.
    pub(super) fn may_hold_one(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut end = self.window;
        while let Some(&[.., first, second]) = bytes.get(..end) {
            let shift = self.shifts[pair_of(first, second)];
            if shift == 0 && self.is_window(&bytes[end - self.window..end]) {
                return true;
            }
            end += usize::from(shift.max(1));
        }
        !text.is_ascii() && text.contains(UNEVEN)
    }

    fn is_window(&self, bytes: &[u8]) -> bool {
        if !self.begins[pair_of(bytes[0], bytes[1])] {
            return false;
        }
        let mut windows = self.windows.iter();
        windows.any(|window| window.iter().zip(bytes).all(|(forms, byte)| forms.contains(byte)))
    }
}

/// All pairs of bytes that a window can have, with how far it moves when it ends with them.
fn pairs_of(window: &[[u8; 2]]) -> impl Iterator<Item = (u8, usize)> {
    window.windows(2).rev().zip(0..).flat_map(|(pair, shift)| {
        let [[small, capital], second] = [pair[0], pair[1]];
        [(small, second[0]), (small, second[1]), (capital, second[0]), (capital, second[1])]
            .map(|(first, second)| (shift, pair_of(first, second)))
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

/// The pair of the classes of two bytes. Small letters and capitals are of one class, and so are other bytes, which only makes
/// the sieve coarser.
fn pair_of(first: u8, second: u8) -> usize {
    let class = |byte: u8| usize::from(byte & 0x1F | byte >> 7 << 5);
    class(first) << 6 | class(second)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::phrases::DELETED;
    use super::{Sieve, UNEVEN};

    #[test]
    fn every_form_of_a_letter_is_known() {
        let letters: Vec<char> = DELETED.iter().flat_map(|phrase| phrase.chars()).collect();
        for capital in '\0'..=char::MAX {
            let mut small = capital.to_lowercase();
            let is_known = UNEVEN.contains(&capital)
                || small.len() == 1
                    && small.clone().all(|small| small == capital || small.to_uppercase().eq([capital]));
            assert!(is_known || !small.any(|small| letters.contains(&small)), "{capital:?}");
        }
    }

    proptest! {
        #[test]
        fn no_phrase_slips_through(
            phrase in prop::sample::select(DELETED), capital: bool, before in ".{0,30}", behind in ".{0,30}",
        ) {
            let phrase = if capital { phrase.to_uppercase() } else { phrase.to_owned() };
            let text = format!("{before}{phrase}{behind}");
            let holds_one = DELETED.iter().any(|phrase| text.to_lowercase().contains(phrase));
            prop_assert!(!holds_one || Sieve::new(DELETED).may_hold_one(&text));
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
