//! What a message consists of: words, or something that only stands for it.

use std::sync::LazyLock;

use super::cursor::Cursor;
use super::phrases::{CALL, DELETED, OMITTED};
use super::sieve::Sieve;
use crate::identity::name::is_invisible;

/// Nearly all messages are neither deleted nor look like it.
static DELETED_SIEVE: LazyLock<Sieve> = LazyLock::new(|| Sieve::new(DELETED));

/// Longer texts are a person's own words, whatever they contain.
const LONGEST_PLACEHOLDER: usize = 120;

/// Whether a content behind an iOS mark stands for something that a person sent. What else stands behind such a mark is a notice.
pub(super) fn is_placeholder(content: &str) -> bool {
    let content = content.trim_start_matches(is_invisible).trim();
    if content.starts_with('<')
        || names_a_file(content)
        || is_titled(content)
        || content.contains("https://maps")
    {
        return true;
    }
    is_short_phrase(content)
        || content.len() <= LONGEST_PLACEHOLDER && {
            let folded = content.to_lowercase();
            OMITTED.iter().chain(DELETED).any(|word| folded.contains(word))
        }
}

/// Whether a text is a few words and no sentence, as `image omitted` is in every language, also in those that are not listed above.
/// Notices are sentences; those that are not tell of calls.
fn is_short_phrase(content: &str) -> bool {
    const MOST_WORDS: usize = 3;
    const MOST_LETTERS: usize = 32;
    const SENTENCE: [char; 7] = ['.', '!', '?', '。', '！', '।', ','];
    let words = content.split_whitespace().count();
    let folded = content.to_lowercase();
    (1..=MOST_WORDS).contains(&words)
        && content.chars().count() <= MOST_LETTERS
        && !content.contains(SENTENCE)
        && !CALL.iter().any(|word| folded.contains(word))
}

/// The person's own words, among which equal ones are looked for: nothing for media, deleted messages and the like.
pub(super) fn words(content: &str) -> &str {
    let is_bare = [content.as_bytes().first(), content.as_bytes().last()]
        .iter()
        .all(|edge| edge.is_some_and(u8::is_ascii_graphic));
    // Nearly all messages begin and end with what is neither a blank nor a mark.
    let unmarked = if is_bare { content } else { content.trim_start_matches(is_invisible) };
    let is_marked = unmarked.len() < content.len();
    let bare = if is_bare { content } else { unmarked.trim() };
    let is_bracketed = bare.starts_with('<') && bare.ends_with('>');
    if is_marked && is_placeholder(bare)
        || is_bracketed
        || bare == "null"
        || names_a_file(bare)
        || is_deleted(bare)
    {
        return "";
    }
    without_edit_mark(bare)
}

fn is_deleted(content: &str) -> bool {
    content.len() <= LONGEST_PLACEHOLDER && DELETED_SIEVE.may_hold_one(content) && {
        let folded = content.to_lowercase();
        DELETED.iter().any(|word| folded.contains(word))
    }
}

/// `<This message was edited>` at the end, in any language.
fn without_edit_mark(content: &str) -> &str {
    let Some((before, mark)) = content.strip_suffix('>').and_then(|content| content.rsplit_once('<')) else {
        return content;
    };
    let is_sentence = mark.contains(' ') && !mark.contains('\n') && mark.starts_with(char::is_alphabetic);
    if is_sentence {
        before.trim_end_matches(|end: char| end.is_whitespace() || is_invisible(end))
    } else {
        content
    }
}

/// `menu.pdf (4 pages)`, `IMG-20220331-WA0001.jpg (file attached)`: a file name and a note in parentheses on one line. The
/// names that WhatsApp itself gives need no note.
fn names_a_file(content: &str) -> bool {
    let end = memchr::memchr(b'\n', content.as_bytes()).unwrap_or(content.len());
    let line = content[..end].strip_suffix('\r').unwrap_or(&content[..end]);
    let file = match line.strip_suffix(')').and_then(|line| line.rsplit_once(" (")) {
        Some((file, _)) => file,
        None => line,
    };
    has_file_ending(file.as_bytes()) && (file.len() < line.len() || media_day(file).is_some())
}

/// Whether something ends with a dot and two to five letters or digits.
fn has_file_ending(file: &[u8]) -> bool {
    let near = file.len().saturating_sub(6);
    let dot = file[near..].iter().rposition(|&byte| byte == b'.').map(|dot| near + dot);
    dot.is_some_and(|dot| {
        let ending = &file[dot + 1..];
        dot > 0 && ending.len() >= 2 && ending.iter().all(u8::is_ascii_alphanumeric)
    })
}

/// `POLL:` and the like: a capitalised title that WhatsApp sets itself.
fn is_titled(content: &str) -> bool {
    content.split_once(':').is_some_and(|(title, _)| {
        !title.is_empty()
            && title.chars().count() <= 20
            && title.chars().any(char::is_alphabetic)
            && !title.chars().any(char::is_lowercase)
            && !title.chars().any(char::is_numeric)
    })
}

/// The date in the name of a medium, as year, month and day: `IMG-20220331-WA0001.jpg` on Android,
/// `00000012-PHOTO-2022-03-31-21-05-07.jpg` on iOS, there also inside `<attached: …>`.
pub(super) fn media_day(content: &str) -> Option<[u16; 3]> {
    // All these names have one, and few other texts.
    memchr::memchr(b'-', content.as_bytes())?;
    let content = content.trim_start_matches(is_invisible);
    android_day(content).or_else(|| ios_day(content))
}

fn android_day(content: &str) -> Option<[u16; 3]> {
    let [first, second, third, b'-', ..] = *content.as_bytes() else { return None };
    if ![first, second, third].iter().all(u8::is_ascii_uppercase) {
        return None;
    }
    let (digits, _) = content.get(4..)?.split_once("-WA")?;
    let number = |from: usize, to: usize| digits.get(from..to)?.parse().ok();
    let day = [number(0, 4)?, number(4, 6)?, number(6, 8)?];
    (digits.len() == 8).then_some(day)
}

fn ios_day(content: &str) -> Option<[u16; 3]> {
    const NAME: usize = "00000012-STICKER-2022-03-31-21-05-07".len() + 64;
    let at = content.bytes().position(|byte| byte.is_ascii_digit())?;
    // Most texts end here, since they have a number of other length or none.
    if content.as_bytes().get(at + 8) != Some(&b'-') {
        return None;
    }
    let head = content.char_indices().nth(NAME).map_or(content, |(end, _)| &content[..end]);
    let mut parts = head.get(at..)?.splitn(6, '-');
    let running = parts.next()?;
    let kind = parts.next()?;
    let is_name = running.len() == 8
        && running.bytes().all(|byte| byte.is_ascii_digit())
        && !kind.is_empty()
        && kind.bytes().all(|byte| byte.is_ascii_uppercase());
    let mut number = |digits: usize| {
        let (value, count) = Cursor::new(parts.next()?).number(4)?;
        (usize::from(count) == digits).then_some(value)
    };
    let day = [number(4)?, number(2)?, number(2)?];
    is_name.then_some(day)
}

#[cfg(test)]
mod tests {
    use super::{is_placeholder, media_day, words};

    #[test]
    fn names_of_media_carry_a_date() {
        assert_eq!(media_day("IMG-20220331-WA0001.jpg (file attached)"), Some([2022, 3, 31]));
        assert_eq!(media_day("\u{200E}PTT-20220405-WA0012.opus (file attached)"), Some([2022, 4, 5]));
        assert_eq!(media_day("<attached: 00000012-PHOTO-2022-03-31-21-05-07.jpg>"), Some([2022, 3, 31]));
        assert_eq!(media_day("call me at 10-12-2022"), None);
        assert_eq!(media_day("IMG-2022-WA1"), None);
        assert_eq!(media_day(""), None);
    }

    #[test]
    fn what_a_person_sent_is_told_from_notices() {
        for sent in [
            "image omitted",
            "Bild weggelassen",
            "<attached: 00000012-PHOTO-2022-03-31-21-05-07.jpg>",
            "This message was deleted.",
            "Tin nhắn này đã bị xóa.",
            "Tato zpráva byla odstraněna.",
            "POLL:\nLunch?",
            "Location: https://maps.google.com/?q=1,2",
            "menu.pdf (4 pages)",
            "slika izostavljena",
            "beeld weggelaat",
        ] {
            assert!(is_placeholder(sent), "{sent}");
        }
        for notice in [
            "Messages and calls are end-to-end encrypted. Only people in this chat can read them.",
            "Ann changed their phone number to a new number.",
            "Missed voice call, Tap to call back",
            "Missed voice call",
            "You turned on disappearing messages.",
            "Ann is a contact.",
            "Your security code with Ann changed. Tap to learn more.",
        ] {
            assert!(!is_placeholder(notice), "{notice}");
        }
    }

    #[test]
    fn only_words_of_a_person_are_compared() {
        assert_eq!(words("Hello there"), "Hello there");
        assert_eq!(words("Hello \u{200E}<This message was edited>"), "Hello");
        assert_eq!(words("I <3 you >"), "I <3 you >");
        for nothing in [
            "<Media omitted>",
            "\u{200E}image omitted",
            "null",
            "IMG-20220331-WA0001.jpg (file attached)",
            "This message was deleted",
            "",
        ] {
            assert_eq!(words(nothing), "", "{nothing}");
        }
        assert_eq!(words("see www.example.org"), "see www.example.org");
    }
}
