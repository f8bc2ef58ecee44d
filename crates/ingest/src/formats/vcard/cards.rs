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

#[derive(Default)]
struct Card {
    line: u64,
    kept: Vec<u8>,
    /// Whether the property of the line before is kept, so that its continuation is, too.
    keeping: bool,
    /// Whether the line before ended in a soft break of quoted-printable, so that this line continues it whatever it is.
    soft_break: bool,
    quoted_printable: bool,
    /// Cards inside the card (the `AGENT` of old versions), which are not contacts of their own.
    nested: u32,
    agent: bool,
    too_large: bool,
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
            Some(card) if card.agent || card.nested > 0 => {
                card.nested += 1;
                card.agent = false;
                return;
            }
            Some(_) => self.close(give),
            None => {}
        }
        self.card = Some(Card { line: number, ..Card::default() });
    }

    fn close(&mut self, give: &mut impl FnMut(Event)) {
        if let Some(card) = &mut self.card
            && card.nested > 0
        {
            card.nested -= 1;
            return;
        }
        let Some(Card { line, kept, too_large, .. }) = self.card.take() else { return };
        give(if too_large {
            Event::TooLarge { line }
        } else {
            let kept = String::from_utf8_lossy(&kept);
            Event::Card { line, text: format!("BEGIN:VCARD\n{kept}END:VCARD\n") }
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
            self.keeping = KEPT.iter().any(|kept| name.eq_ignore_ascii_case(kept));
            self.agent = name.eq_ignore_ascii_case(b"AGENT");
            self.quoted_printable = contains_ignoring_case(parameters, b"QUOTED-PRINTABLE");
        }
        self.soft_break = self.quoted_printable && bytes.ends_with(b"=");
        if !self.keeping {
            return;
        }
        if self.kept.len() + bytes.len() > limits::CONTACT_BYTES {
            self.too_large = true;
            self.kept.clear();
        } else if !self.too_large {
            self.kept.extend_from_slice(bytes);
            self.kept.push(b'\n');
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
