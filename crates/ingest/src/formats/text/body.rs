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

/// What WhatsApp puts before its own words on an iPhone. Other invisible characters can begin a person's words.
const NOTICE_MARKS: [char; 2] = ['\u{200E}', '\u{200F}'];

/// Longer names are no names: a group's subject, the longest thing that speaks, has 100 characters.
const LONGEST_SENDER: usize = 128;

impl<'a> Body<'a> {
    /// Reads the rest of a line. `bracketed` tells an iOS file, in which notices have a sender, too; `chat` is the chat's name,
    /// which may contain `: `.
    pub(super) fn read(rest: &'a str, bracketed: bool, chat: Option<&str>) -> Self {
        let Some((sender, content)) = split(rest, bracketed, chat).filter(|(sender, _)| is_name(sender))
        else {
            return Self::Notice(rest);
        };
        if bracketed && content.starts_with(NOTICE_MARKS) && !is_placeholder(content) {
            return Self::Notice(content);
        }
        Self::Message { sender, content }
    }
}

fn split<'a>(rest: &'a str, bracketed: bool, chat: Option<&str>) -> Option<(&'a str, &'a str)> {
    if let Some(chat) = chat.filter(|chat| chat.contains(": "))
        && let Some(content) = rest.strip_prefix(chat).and_then(|rest| rest.strip_prefix(": "))
    {
        return Some((&rest[..chat.len()], content));
    }
    let blank = |character: char| character.is_whitespace();
    let mut colons = rest.match_indices(':');
    if let Some((at, _)) = colons.find(|(at, _)| rest[at + 1..].chars().next().is_none_or(blank)) {
        let content = &rest[at + 1..];
        return Some((&rest[..at], content.strip_prefix(blank).unwrap_or(content)));
    }
    // Some files have no blank behind the colon; only brackets tell that this is no clock or address in a notice.
    if bracketed { rest.split_once(':') } else { None }
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
    use super::Body;

    fn message<'a>(sender: &'a str, content: &'a str) -> Body<'a> {
        Body::Message { sender, content }
    }

    #[test]
    fn the_first_colon_with_a_blank_ends_the_sender() {
        let android = |rest| Body::read(rest, false, None);
        assert_eq!(android("Ann: hi"), message("Ann", "hi"));
        assert_eq!(android("Ann: see: this"), message("Ann", "see: this"));
        assert_eq!(android("Ann:"), message("Ann", ""));
        assert_eq!(android("+44 7700 900123: 10:30?"), message("+44 7700 900123", "10:30?"));
        assert_eq!(android("a:b: hi"), message("a:b", "hi"));
        let named = Body::read("Dr: Ann: hi", false, Some("Dr: Ann"));
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
            assert_eq!(Body::read(notice, false, None), Body::Notice(notice), "{notice}");
        }
    }

    #[test]
    fn notices_of_ios_have_a_sender_and_a_mark() {
        let notice = "\u{200E}Messages and calls are end-to-end encrypted.";
        assert_eq!(Body::read(&format!("Ann: {notice}"), true, None), Body::Notice(notice));
        let image = "\u{200E}image omitted";
        assert_eq!(Body::read(&format!("Ann: {image}"), true, None), message("Ann", image));
        assert_eq!(Body::read("Bob:Hi", true, None), message("Bob", "Hi"));
        let mention = "\u{2068}Ann\u{2069}, are you there?";
        assert_eq!(Body::read(&format!("Ann: {mention}"), true, None), message("Ann", mention));
        // Android puts the mark in front of file names; its notices have no sender.
        let file = "\u{200E}IMG-20220331-WA0001.jpg (file attached)";
        assert_eq!(Body::read(&format!("Ann: {file}"), false, None), message("Ann", file));
    }
}
