//! What must not be told: canaries that were planted, and numbers that were there, by kind; and how they are found again.

use std::collections::{BTreeSet, HashMap};

/// What a secret is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// The text of a message, or anything else that somebody wrote.
    Text,
    /// The name of a person, a chat or a group.
    Name,
    /// A phone number, a hidden identifier, the number of a group.
    Number,
    /// The id of a message, or of anything else.
    Id,
    /// What opens something.
    Token,
    /// A name that a file or folder has, so that it is in paths.
    Path,
}

/// What canaries begin with; no word of the program or of a fixture does.
const MARK: &str = "zq";
/// By how many of its last digits a number is known.
const DIGITS: usize = 9;
/// How long every word of a canary is.
const LETTERS: usize = 10;

/// All secrets of a case.
#[derive(Default, Debug)]
pub struct Secrets {
    /// The canary of each value that was replaced.
    planted: HashMap<String, String>,
    /// The kinds of each word of a canary.
    words: HashMap<String, BTreeSet<Kind>>,
    /// The last digits of numbers, with their kinds.
    numbers: HashMap<String, BTreeSet<Kind>>,
}

impl Secrets {
    /// The canary for a value: as many words, the same for the same value.
    pub fn plant(&mut self, kind: Kind, value: &str) -> String {
        let value = &*value.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(canary) = self.planted.get(value).cloned() {
            self.also(kind, &canary);
            return canary;
        }
        let words = value.split_whitespace().count().clamp(1, 3);
        let canary: Vec<String> = (0..words).map(|_| self.word(kind)).collect();
        let canary = canary.join(" ");
        self.planted.insert(value.to_owned(), canary.clone());
        canary
    }

    /// The canary of a value that was replaced before.
    pub fn planted(&self, value: &str) -> Option<&str> {
        self.planted.get(value).map(String::as_str)
    }

    /// All values with a canary, the longest first.
    pub fn longest_first(&self) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> =
            self.planted.iter().map(|(value, canary)| (value.clone(), canary.clone())).collect();
        all.sort_by_key(|(value, _)| (std::cmp::Reverse(value.len()), value.clone()));
        all
    }

    /// Says that a canary is of a further kind.
    pub fn also(&mut self, kind: Kind, canary: &str) {
        for word in canary.split_whitespace() {
            self.words.entry(word.to_lowercase()).or_default().insert(kind);
        }
    }

    /// Keeps a number in mind that is left as it is.
    pub fn number(&mut self, text: &str) {
        self.number_of(Kind::Number, text);
    }

    /// The same of a number that is in a path.
    pub fn number_in_path(&mut self, text: &str) {
        self.number_of(Kind::Number, text);
        self.number_of(Kind::Path, text);
    }

    fn number_of(&mut self, kind: Kind, text: &str) {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if let Some(last) = digits.len().checked_sub(DIGITS).map(|at| &digits[at..]) {
            // A few digits over and over are in fractions, too.
            if last.chars().collect::<BTreeSet<_>>().len() > 2 {
                self.numbers.entry(last.to_owned()).or_default().insert(kind);
            }
        }
    }

    /// A token, which is found like any other word.
    pub fn token(&mut self) -> String {
        format!("{}0123456789abcdef", self.word(Kind::Token))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.len() + self.numbers.len()
    }

    fn word(&mut self, kind: Kind) -> String {
        const CONSONANTS: &[u8] = b"bdfgklmnprstvwxz";
        const VOWELS: &[u8] = b"aeio";
        let mut number = self.words.len() + 1;
        let mut word = "Zq".to_owned();
        for _ in 0..4 {
            word.push(char::from(CONSONANTS[number % 16]));
            word.push(char::from(VOWELS[number / 16 % 4]));
            number /= 64;
        }
        self.words.entry(word.to_lowercase()).or_default().insert(kind);
        word
    }

    /// Every secret in what was written, with its kinds.
    pub fn found(&self, written: &[u8]) -> Vec<(String, BTreeSet<Kind>)> {
        let text = String::from_utf8_lossy(written).to_lowercase();
        let mut found = Vec::new();
        for (at, _) in text.match_indices(MARK) {
            let word: String = text[at..].chars().take_while(char::is_ascii_lowercase).collect();
            // A word may be cut, or stand before others.
            let known = word.get(..LETTERS).and_then(|word| self.words.get_key_value(word));
            found.extend(known.map(|(known, kinds)| (known.clone(), kinds.clone())));
        }
        found.extend(self.found_numbers(&text));
        found.sort();
        found.dedup();
        found
    }

    /// Numbers however they are grouped. Byte by byte, since this goes over everything that some thousand calls write.
    fn found_numbers(&self, text: &str) -> Vec<(String, BTreeSet<Kind>)> {
        let mut found = Vec::new();
        let mut digits = String::new();
        for byte in text.bytes().chain([b'.']) {
            match byte {
                b'0'..=b'9' => digits.push(char::from(byte)),
                // The last two are a blank that does not break a line.
                b' ' | b'-' | b'(' | b')' | b'/' | 0xC2 | 0xA0 => {}
                _ if digits.is_empty() => {}
                _ => {
                    for at in 0..(digits.len() + 1).saturating_sub(DIGITS) {
                        let known = self.numbers.get_key_value(&digits[at..at + DIGITS]);
                        found.extend(known.map(|(known, kinds)| (known.clone(), kinds.clone())));
                    }
                    digits.clear();
                }
            }
        }
        found
    }
}

#[test]
fn secrets_are_found_however_they_are_written() {
    let mut secrets = Secrets::default();
    let canary = secrets.plant(Kind::Name, "Ann Lee");
    assert_eq!(secrets.plant(Kind::Text, "Ann Lee"), canary);
    secrets.number("+44 7700 900123");
    let [first, second] = canary.split(' ').collect::<Vec<_>>()[..] else { panic!("{canary}") };
    for written in [
        format!("{first}_x"),
        first.to_uppercase(),
        format!("a{second}"),
        "447700900123".to_owned(),
        "(07700) 900-123".to_owned(),
    ] {
        assert_eq!(secrets.found(written.as_bytes()).len(), 1, "{written}");
    }
    assert!(secrets.found(b"+44 770 \xe2\x80\xa2\xe2\x80\xa2 23, 4477009 00124").is_empty());
    assert_eq!(secrets.found(first.as_bytes())[0].1, BTreeSet::from([Kind::Text, Kind::Name]));
}
