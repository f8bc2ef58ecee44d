//! The edge between text written by strangers and a terminal.

use unicode_width::UnicodeWidthChar;

/// Marks that may follow one letter. No script needs more; a pile of hundreds paints over the lines around it.
const MARKS_A_LETTER: usize = 4;

/// Text that a terminal shows as it is: it can neither colour, move, reorder nor hide anything.
///
/// Every script and emoji stays readable. Line ends and tabs become spaces, other control characters become `�`,
/// and what steers direction or shows nothing is left out, as are marks piled on a letter that already has four.
#[must_use]
pub fn sanitise(text: &str) -> String {
    let mut marks = 0;
    text.chars()
        .filter(|&character| !is_unseen(character))
        .map(|character| match character {
            '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
            control if control.is_control() => char::REPLACEMENT_CHARACTER,
            other => other,
        })
        .filter(|character| {
            marks = if character.width() == Some(0) { marks + 1 } else { 0 };
            marks <= MARKS_A_LETTER
        })
        .collect()
}

/// Harmless text of so many characters at most, the last of them an ellipsis if there were more.
pub(crate) fn bounded(text: &str, most: usize) -> String {
    // What is left out must not cost either: nobody reads beyond this, however much of it is unseen.
    const UNSEEN: usize = 8;
    let beginning: String = text.chars().take(most * UNSEEN).collect();
    let harmless = sanitise(&beginning);
    let harmless = harmless.trim();
    let is_whole = harmless.chars().count() <= most && beginning.len() == text.len();
    if is_whole {
        return harmless.to_owned();
    }
    let mut cut: String = harmless.chars().take(most - 1).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// Characters that steer direction, join or separate without being seen, or are blank where a letter is expected.
fn is_unseen(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::sanitise;

    #[test]
    fn controls_are_visible_and_powerless() {
        assert_eq!(sanitise("a\u{1b}[31mred\u{9b}2J\u{7}"), "a\u{fffd}[31mred\u{fffd}2J\u{fffd}");
        assert_eq!(sanitise("one\r\ntwo\tthree\u{2028}four"), "one  two three four");
    }

    #[test]
    fn nothing_reorders_or_hides() {
        assert_eq!(sanitise("\u{202e}gpj.exe\u{202c}"), "gpj.exe");
        assert_eq!(sanitise("\u{2066}a\u{2069}\u{200b}b\u{200f}\u{feff}c\u{e0041}"), "abc");
    }

    #[test]
    fn scripts_and_emoji_stay() {
        let names = "Zoë 山田太郎 علی Иван नेहा ❤\u{fe0f} 👍🏽";
        assert_eq!(sanitise(names), names);
        // A family is shown as its members, because joiners also serve to make two names look alike.
        assert_eq!(sanitise("👩\u{200d}👧"), "👩👧");
    }

    #[test]
    fn marks_do_not_pile_up() {
        let pile = format!("a{}b\u{301}", "\u{301}".repeat(50));
        assert_eq!(sanitise(&pile), "a\u{301}\u{301}\u{301}\u{301}b\u{301}");
    }
}
