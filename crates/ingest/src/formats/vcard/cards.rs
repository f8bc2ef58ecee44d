//! Cuts a vCard file into cards, and each card down to what a score needs.
//!
//! Only names and numbers are kept, so that a card with a picture of many megabytes costs nothing, and every card is read on its
//! own, so that a broken one is found by its line and spoils no other.

use crate::limits;

/// Stands between cards where a database keeps several in one field.
const SEPARATOR: &[u8] = b"_$!<VCard-Separator>!$_";

/// What a line brought to an end.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Event {
    /// A card that begins at this line.
    Card {
        /// Line of its beginning.
        line: u64,
        /// Its names and numbers, as a card.
        text: String,
    },
    /// A card whose names and numbers exceed the limit.
    TooLarge {
        /// Line of its beginning.
        line: u64,
    },
    /// The file ended in a card. Its last number may lack digits, so it is not used.
    CutOff {
        /// Line of its beginning.
        line: u64,
    },
}

/// Collects lines into cards.
#[derive(Default)]
pub(super) struct Cards {
    card: Option<Card>,
}

struct Card {
    line: u64,
    /// Its names and numbers so far; `None` beyond the limit.
    kept: Option<Vec<u8>>,
    property: Property,
    quoted_printable: bool,
    /// Whether the line before ended in a soft break of quoted-printable, so that this line continues it whatever it is.
    soft_break: bool,
    /// Cards inside the card (the `AGENT` of old versions), which are not contacts of their own.
    nested: u32,
}

/// What the line before belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Property {
    /// A name or number: its continuation is kept, too.
    Kept,
    /// Another card may follow.
    Agent,
    Other,
}

impl Cards {
    /// Takes in a line.
    pub(super) fn line(&mut self, number: u64, bytes: &[u8], mut give: impl FnMut(Event)) {
        let mut rest = bytes;
        while let Some(at) = memchr::memmem::find(rest, SEPARATOR) {
            self.part(number, &rest[..at], &mut give);
            rest = &rest[at + SEPARATOR.len()..];
        }
        self.part(number, rest, &mut give);
    }

    /// The end of the file.
    pub(super) fn end(self) -> Option<Event> {
        self.card.map(|card| Event::CutOff { line: card.line })
    }

    fn part(&mut self, number: u64, bytes: &[u8], give: &mut impl FnMut(Event)) {
        let soft_break = self.card.as_ref().is_some_and(|card| card.soft_break);
        if !soft_break && is_mark(bytes, b"BEGIN") {
            self.begin(number, give);
        } else if !soft_break && is_mark(bytes, b"END") {
            self.close(give);
        } else if let Some(card) = &mut self.card {
            card.line(bytes);
        }
    }

    /// A card inside an `AGENT` is passed over; else the card before was never ended, but is as good as any.
    fn begin(&mut self, number: u64, give: &mut impl FnMut(Event)) {
        match &mut self.card {
            Some(card) if card.property == Property::Agent || card.nested > 0 => {
                card.nested += 1;
                card.property = Property::Other;
                return;
            }
            Some(_) => self.close(give),
            None => {}
        }
        self.card = Some(Card {
            line: number,
            kept: Some(Vec::new()),
            property: Property::Other,
            quoted_printable: false,
            soft_break: false,
            nested: 0,
        });
    }

    fn close(&mut self, give: &mut impl FnMut(Event)) {
        if let Some(card) = &mut self.card
            && card.nested > 0
        {
            card.nested -= 1;
            return;
        }
        let Some(Card { line, kept, .. }) = self.card.take() else { return };
        give(match kept {
            Some(kept) => {
                let kept = String::from_utf8_lossy(&kept);
                Event::Card { line, text: format!("BEGIN:VCARD\n{kept}END:VCARD\n") }
            }
            None => Event::TooLarge { line },
        });
    }
}

impl Card {
    fn line(&mut self, bytes: &[u8]) {
        if self.nested > 0 {
            return;
        }
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        if !self.soft_break && !matches!(bytes.first(), Some(b' ' | b'\t')) {
            let (name, parameters) = property(bytes);
            self.property = if KEPT.iter().any(|kept| name.eq_ignore_ascii_case(kept)) {
                Property::Kept
            } else if name.eq_ignore_ascii_case(b"AGENT") {
                Property::Agent
            } else {
                Property::Other
            };
            self.quoted_printable = contains_ignoring_case(parameters, b"QUOTED-PRINTABLE");
        }
        self.soft_break = self.quoted_printable && bytes.ends_with(b"=");
        if self.property == Property::Kept {
            self.keep(bytes);
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        let Some(kept) = &mut self.kept else { return };
        if kept.len() + bytes.len() > limits::CONTACT_BYTES {
            self.kept = None;
        } else {
            kept.extend_from_slice(bytes);
            kept.push(b'\n');
        }
    }
}

const KEPT: [&[u8]; 5] = [b"VERSION", b"FN", b"N", b"ORG", b"TEL"];

/// The name of a property without its group (`item1.TEL`), and its parameters.
fn property(line: &[u8]) -> (&[u8], &[u8]) {
    let head = &line[..memchr::memchr(b':', line).unwrap_or(line.len())];
    let (name, parameters) = head.split_at(memchr::memchr(b';', head).unwrap_or(head.len()));
    let name = memchr::memrchr(b'.', name).map_or(name, |dot| &name[dot + 1..]);
    (name.trim_ascii(), parameters)
}

/// Whether the line is `BEGIN:VCARD` or `END:VCARD`, in any case, with blanks or a byte order mark around.
pub(super) fn is_mark(line: &[u8], word: &[u8]) -> bool {
    let line = line.trim_ascii();
    let line = line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(line).trim_ascii();
    let Some(colon) = memchr::memchr(b':', line) else { return false };
    line[..colon].trim_ascii().eq_ignore_ascii_case(word)
        && line[colon + 1..].trim_ascii().eq_ignore_ascii_case(b"VCARD")
}

fn contains_ignoring_case(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word))
}
