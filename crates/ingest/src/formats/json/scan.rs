//! Finds the end of a JSON value, or the exact place where it breaks, without recursion and without building anything.

use crate::limits;

/// Why a value does not end well.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    /// The bytes end in the middle of a string, number or literal.
    Cut,
    /// A byte that cannot stand where it stands.
    Syntax {
        /// Its offset in the bytes.
        at: usize,
        /// What should have stood there.
        why: &'static str,
    },
    /// Nested deeper than [`limits::JSON_DEPTH`].
    Depth,
}

/// How far a scan came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Progress {
    /// The value ends before this offset.
    Done(usize),
    /// All bytes belong to the value, and it goes on.
    More,
    /// It breaks.
    Fault(Fault),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Expect {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
}

/// Scans one value, which may come in several pieces as long as no piece ends inside a string, number or literal.
/// Lines are such pieces: JSON allows no line end inside any of these.
#[derive(Debug)]
pub(crate) struct Scanner {
    /// The bytes `{` and `[` that are still open.
    open: Vec<u8>,
    expect: Expect,
}

impl Scanner {
    pub(crate) fn new() -> Self {
        Self { open: Vec::new(), expect: Expect::Value }
    }

    /// Goes on with `bytes` from offset `at`.
    pub(crate) fn feed(&mut self, bytes: &[u8], mut at: usize) -> Progress {
        while let Some(&byte) = bytes.get(at) {
            at = match byte {
                b' ' | b'\t' | b'\n' | b'\r' => at + 1,
                _ => match self.token(bytes, at, byte) {
                    Ok(end) if self.open.is_empty() => return Progress::Done(end),
                    Ok(end) => end,
                    Err(fault) => return Progress::Fault(fault),
                },
            };
        }
        Progress::More
    }

    /// Takes the token that begins with `byte` at `at`; returns the offset behind it.
    fn token(&mut self, bytes: &[u8], at: usize, byte: u8) -> Result<usize, Fault> {
        match (self.expect, byte) {
            (Expect::Value | Expect::ValueOrEnd, b'{' | b'[') => self.descend(byte, at),
            (Expect::ValueOrEnd | Expect::CommaOrEnd, b']') if self.inside(b'[') => Ok(self.ascend(at)),
            (Expect::KeyOrEnd | Expect::CommaOrEnd, b'}') if self.inside(b'{') => Ok(self.ascend(at)),
            (Expect::Value | Expect::ValueOrEnd, _) => {
                let end = scalar(bytes, at, byte)?;
                self.expect = Expect::CommaOrEnd;
                Ok(end)
            }
            (Expect::Key | Expect::KeyOrEnd, b'"') => {
                let end = string(bytes, at)?;
                self.expect = Expect::Colon;
                if is_text(&bytes[at..end]) {
                    Ok(end)
                } else {
                    Err(Fault::Syntax { at, why: "a key that is no valid text" })
                }
            }
            (Expect::Colon, b':') => {
                self.expect = Expect::Value;
                Ok(at + 1)
            }
            (Expect::CommaOrEnd, b',') => {
                self.expect = if self.inside(b'{') { Expect::Key } else { Expect::Value };
                Ok(at + 1)
            }
            (expect, _) => Err(Fault::Syntax { at, why: expect.missing() }),
        }
    }

    fn inside(&self, container: u8) -> bool {
        self.open.last() == Some(&container)
    }

    fn descend(&mut self, container: u8, at: usize) -> Result<usize, Fault> {
        if self.open.len() == limits::JSON_DEPTH {
            return Err(Fault::Depth);
        }
        self.open.push(container);
        self.expect = if container == b'{' { Expect::KeyOrEnd } else { Expect::ValueOrEnd };
        Ok(at + 1)
    }

    fn ascend(&mut self, at: usize) -> usize {
        self.open.pop();
        self.expect = Expect::CommaOrEnd;
        at + 1
    }
}

impl Expect {
    fn missing(self) -> &'static str {
        match self {
            Self::Value | Self::ValueOrEnd => "a value was expected",
            Self::Key => "a key was expected",
            Self::KeyOrEnd => "a key or `}` was expected",
            Self::Colon => "a `:` was expected",
            Self::CommaOrEnd => "a `,` or the end of the list or object was expected",
        }
    }
}

fn scalar(bytes: &[u8], at: usize, byte: u8) -> Result<usize, Fault> {
    match byte {
        b'"' => string(bytes, at),
        b'-' | b'0'..=b'9' => number(bytes, at),
        b't' => literal(bytes, at, b"true"),
        b'f' => literal(bytes, at, b"false"),
        b'n' => literal(bytes, at, b"null"),
        _ => Err(Fault::Syntax { at, why: Expect::Value.missing() }),
    }
}

fn string(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        at = match byte {
            b'"' => return Ok(at + 1),
            b'\\' => escape(bytes, at)?,
            ..0x20 => return Err(Fault::Syntax { at, why: "a control character stands in a string" }),
            _ => at + 1,
        };
    }
    Err(Fault::Cut)
}

pub(super) fn escape(bytes: &[u8], at: usize) -> Result<usize, Fault> {
    let wrong = Fault::Syntax { at, why: "a `\\` begins no known escape" };
    match bytes.get(at + 1) {
        None => Err(Fault::Cut),
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
        Some(b'u') => {
            for offset in at + 2..at + 6 {
                match bytes.get(offset) {
                    None => return Err(Fault::Cut),
                    Some(digit) if digit.is_ascii_hexdigit() => {}
                    Some(_) => return Err(wrong),
                }
            }
            Ok(at + 6)
        }
        Some(_) => Err(wrong),
    }
}

/// Whether the string (with its quotes) decodes: half of a surrogate pair does not, and no key can be told by it.
pub(super) fn is_text(string: &[u8]) -> bool {
    memchr::memchr(b'\\', string).is_none() || sonic_rs::from_slice::<String>(string).is_ok()
}

pub(super) fn number(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let mut at = start + usize::from(bytes[start] == b'-');
    at = if bytes.get(at) == Some(&b'0') { at + 1 } else { digits(bytes, at)? };
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let signed = matches!(bytes.get(at + 1), Some(b'+' | b'-'));
        at = digits(bytes, at + 1 + usize::from(signed))?;
    }
    Ok(at)
}

/// At least one digit.
fn digits(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let mut end = start;
    while matches!(bytes.get(end), Some(b'0'..=b'9')) {
        end += 1;
    }
    let count = end - start;
    match (count, bytes.len() > start) {
        (0, false) => Err(Fault::Cut),
        (0, true) => Err(Fault::Syntax { at: start, why: "a digit was expected" }),
        (count, _) => Ok(start + count),
    }
}

pub(super) fn literal(bytes: &[u8], start: usize, word: &[u8]) -> Result<usize, Fault> {
    let found = &bytes[start..bytes.len().min(start + word.len())];
    if found == word {
        Ok(start + word.len())
    } else if word.starts_with(found) {
        Err(Fault::Cut)
    } else {
        Err(Fault::Syntax { at: start, why: Expect::Value.missing() })
    }
}

#[cfg(test)]
mod tests;
