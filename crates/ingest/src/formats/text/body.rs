//! What stands behind a header: a notice, or a sender and what they sent.

use super::content::is_placeholder;
use crate::identity::name::is_invisible;

/// The rest of a header's line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Body<'a> {
    /// WhatsApp itself speaks.
    Notice(&'a str),
    /// Somebody wrote.
    Message {
        /// The name as written.
        sender: &'a str,
        /// What they wrote on this line.
        content: &'a str,
    },
}

/// How a file writes what stands behind a header.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Manner {
    /// `Ann: hi`; notices have no sender.
    Android,
    /// `Ann: hi` behind a bracket; notices can have a sender, too.
    Ios,
    /// `Ann:hi` behind a bracket, as some files have it.
    IosTight,
}

impl Manner {
    /// Learns it from what stands behind the headers of a file, of which it is told `most` at most.
    pub(super) fn of<'r>(bracketed: bool, most: usize, rests: impl Iterator<Item = &'r str>) -> Self {
        if !bracketed {
            return Self::Android;
        }
        let (mut tight, mut loose) = (0, 0);
        for rest in rests {
            if let Some((_, behind)) = rest.split_once(':') {
                let is_loose = behind.chars().next().is_none_or(char::is_whitespace);
                *(if is_loose { &mut loose } else { &mut tight }) += 1;
                if loose.max(tight) * 2 > most {
                    break;
                }
            }
        }
        if tight > loose { Self::IosTight } else { Self::Ios }
    }
}

/// What WhatsApp puts before its own words on an iPhone. Other invisible characters can begin a person's words.
const NOTICE_MARKS: [char; 2] = ['\u{200E}', '\u{200F}'];

/// Longer names are no names: a group's subject, the longest thing that speaks, has 100 characters.
const LONGEST_SENDER: usize = 128;

impl<'a> Body<'a> {
    /// Reads the rest of a line. `chat` is the chat's name, which may contain `: `.
    pub(super) fn read(rest: &'a str, manner: Manner, chat: Option<&str>) -> Self {
        let Some((sender, content)) = split(rest, manner, chat).filter(|(sender, _)| is_name(sender)) else {
            return Self::Notice(rest);
        };
        if is_notice(content, manner) {
            return Self::Notice(content);
        }
        Self::Message { sender, content }
    }

    /// Whether a sender always ends at the first colon with a blank behind it, if there is one.
    pub(super) fn ends_at_first_blank(manner: Manner, chat: Option<&str>) -> bool {
        manner != Manner::IosTight && !chat.is_some_and(|chat| chat.contains(": "))
    }
}

/// Whether WhatsApp itself speaks in the name of a sender.
pub(super) fn is_notice(content: &str, manner: Manner) -> bool {
    manner != Manner::Android && content.starts_with(NOTICE_MARKS) && !is_placeholder(content)
}

fn split<'a>(rest: &'a str, manner: Manner, chat: Option<&str>) -> Option<(&'a str, &'a str)> {
    if let Some(chat) = chat.filter(|chat| chat.contains(": "))
        && let Some(content) = rest.strip_prefix(chat).and_then(|rest| rest.strip_prefix(": "))
    {
        return Some((&rest[..chat.len()], content));
    }
    if manner == Manner::IosTight {
        return rest.split_once(':');
    }
    let blank = |character: char| character.is_whitespace();
    let mut colons = rest.match_indices(':');
    if let Some((at, _)) = colons.find(|(at, _)| rest[at + 1..].chars().next().is_none_or(blank)) {
        let content = &rest[at + 1..];
        return Some((&rest[..at], content.strip_prefix(blank).unwrap_or(content)));
    }
    // A message can begin without a blank, too; only brackets tell that this is no clock or address in a notice.
    if manner == Manner::Ios { rest.split_once(':') } else { None }
}

/// Notices can contain `: ` as well, but then inside a quotation: `Ann changed the subject to “Sale: today”`.
fn is_name(sender: &str) -> bool {
    const QUOTATION_MARKS: [char; 8] = ['"', '“', '”', '„', '«', '»', '「', '」'];
    let is_quoting = sender.matches(QUOTATION_MARKS).count() % 2 == 1;
    let visible = sender.trim_matches(|edge: char| edge.is_whitespace() || is_invisible(edge));
    !visible.is_empty() && sender.chars().count() <= LONGEST_SENDER && !is_quoting
}

#[cfg(test)]
mod tests {
    use super::{Body, Manner};

    fn message<'a>(sender: &'a str, content: &'a str) -> Body<'a> {
        Body::Message { sender, content }
    }

    #[test]
    fn the_first_colon_with_a_blank_ends_the_sender() {
        let android = |rest| Body::read(rest, Manner::Android, None);
        assert_eq!(android("Ann: hi"), message("Ann", "hi"));
        assert_eq!(android("Ann: see: this"), message("Ann", "see: this"));
        assert_eq!(android("Ann:"), message("Ann", ""));
        assert_eq!(android("+44 7700 900123: 10:30?"), message("+44 7700 900123", "10:30?"));
        assert_eq!(android("a:b: hi"), message("a:b", "hi"));
        let named = Body::read("Dr: Ann: hi", Manner::Android, Some("Dr: Ann"));
        assert_eq!(named, message("Dr: Ann", "hi"));
    }

    #[test]
    fn lines_without_a_sender_are_notices() {
        for notice in [
            "Messages and calls are end-to-end encrypted. Tap to learn more.",
            "Ann changed the subject from “A: b” to “C: d”",
            "Ann changed the subject to \"Sale: today\"",
            "Ann hat den Betreff zu „Verkauf: heute“ geändert",
            ": hi",
        ] {
            assert_eq!(Body::read(notice, Manner::Android, None), Body::Notice(notice), "{notice}");
        }
    }

    #[test]
    fn notices_of_ios_have_a_sender_and_a_mark() {
        let notice = "\u{200E}Messages and calls are end-to-end encrypted.";
        assert_eq!(Body::read(&format!("Ann: {notice}"), Manner::Ios, None), Body::Notice(notice));
        let image = "\u{200E}image omitted";
        assert_eq!(Body::read(&format!("Ann: {image}"), Manner::Ios, None), message("Ann", image));
        assert_eq!(Body::read("Bob:Hi", Manner::Ios, None), message("Bob", "Hi"));
        let tight = Manner::of(true, 4, ["Bob:Hi", "Bob:see: that", "Ann:", "Ann:ok"].into_iter());
        assert_eq!(Body::read("Bob:see: that", tight, None), message("Bob", "see: that"));
        assert_eq!(Manner::of(true, 3, ["Bob: Hi", "a:b: hi", "Ann: ok"].into_iter()), Manner::Ios);
        let mention = "\u{2068}Ann\u{2069}, are you there?";
        assert_eq!(Body::read(&format!("Ann: {mention}"), Manner::Ios, None), message("Ann", mention));
        // Android puts the mark in front of file names; its notices have no sender.
        let file = "\u{200E}IMG-20220331-WA0001.jpg (file attached)";
        assert_eq!(Body::read(&format!("Ann: {file}"), Manner::Android, None), message("Ann", file));
    }
}
