//! A place in a line, moved forward by small steps.

use crate::identity::name::is_invisible;
use crate::identity::phone::ascii_digit;

/// What is left of a line. Cheap to copy, so a step that fails can be taken back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    pub(super) rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(rest: &'a str) -> Self {
        Self { rest }
    }

    pub(super) fn peek(self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Takes the next character if it passes.
    pub(super) fn take(&mut self, pass: impl FnOnce(char) -> bool) -> Option<char> {
        let character = self.peek().filter(|&character| pass(character))?;
        self.rest = &self.rest[character.len_utf8()..];
        Some(character)
    }

    /// Skips direction marks and other invisible characters.
    pub(super) fn marks(&mut self) {
        while self.take(is_invisible).is_some() {}
    }

    /// Skips blanks of every width, and marks among them; tells whether there was a blank.
    pub(super) fn blanks(&mut self) -> bool {
        let mut any = false;
        while let Some(character) = self.take(|character| is_blank(character) || is_invisible(character)) {
            any |= is_blank(character);
        }
        any
    }

    /// Takes up to `most` digits of any script, with marks among them: their value and how many they are.
    pub(super) fn number(&mut self, most: u8) -> Option<(u16, u8)> {
        let (mut value, mut count) = (0u16, 0u8);
        loop {
            let before = *self;
            self.marks();
            let Some(digit) = self.peek().and_then(ascii_digit).and_then(|digit| digit.to_digit(10)) else {
                *self = before;
                break;
            };
            if count == most {
                return None;
            }
            self.take(|_| true);
            value = value * 10 + u16::try_from(digit).ok()?;
            count += 1;
        }
        (count > 0).then_some((value, count))
    }

    /// Takes the longest run of characters that pass, at most `most`.
    pub(super) fn run(&mut self, most: usize, pass: impl Fn(char) -> bool) -> &'a str {
        let end = self
            .rest
            .char_indices()
            .take(most)
            .take_while(|&(_, character)| pass(character))
            .last()
            .map_or(0, |(at, character)| at + character.len_utf8());
        let (run, rest) = self.rest.split_at(end);
        self.rest = rest;
        run
    }
}

/// A blank within a line.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() && character != '\n'
}
