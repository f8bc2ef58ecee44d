//! Walks what an object or a list holds, without building anything.

use std::borrow::Cow;

use serde::Deserialize;
use sonic_rs::Deserializer;

use super::strict::{blanks, string, value};

/// What a container holds, one after the other. It was found valid, so its ends and separators need no second look.
pub(super) struct Members<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Members<'a> {
    /// The members of a container that opens with that byte; of anything else none.
    pub(super) fn of(text: &'a str, opening: u8) -> Self {
        let at = if text.as_bytes().first() == Some(&opening) { 1 } else { text.len() };
        Self { text, at }
    }

    /// The key that comes next.
    pub(super) fn string(&mut self) -> Option<Cow<'a, str>> {
        let start = self.next()?;
        let (end, is_escaped) = string(self.text.as_bytes(), start + 1)?;
        self.at = end;
        let written = &self.text[start..end];
        let inner = &written[1..written.len() - 1];
        Some(if is_escaped { unescape(written, inner) } else { Cow::Borrowed(inner) })
    }

    /// The value that comes next.
    pub(super) fn value(&mut self) -> Option<&'a str> {
        let start = self.next()?;
        self.at = value(self.text.as_bytes(), start, 0)?;
        Some(&self.text[start..self.at])
    }

    /// Where the next key or value begins, behind the separator.
    fn next(&self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let at = blanks(bytes, self.at);
        match bytes.get(at)? {
            b',' | b':' => Some(blanks(bytes, at + 1)),
            b'}' | b']' => None,
            _ => Some(at),
        }
    }
}

/// A string as it is meant; `inner` is what stands between its quotes.
pub(super) fn unescape<'a>(written: &'a str, inner: &'a str) -> Cow<'a, str> {
    if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        return Cow::Borrowed(inner);
    }
    let unescaped = String::deserialize(&mut Deserializer::from_str(written).utf8_lossy());
    unescaped.map_or(Cow::Borrowed(inner), Cow::Owned)
}
