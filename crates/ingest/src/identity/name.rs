//! Display names, cleaned so that the same name in two exports is the same string.

use unicode_normalization::UnicodeNormalization;

/// The name without direction marks and other invisible characters, compatibility-composed (NFKC), blanks of every kind folded
/// to one space, trimmed.
pub(crate) fn clean(name: &str) -> String {
    let visible = name.chars().filter(|&character| !is_invisible(character)).nfkc();
    let spaced: String =
        visible.map(|character| if character.is_whitespace() { ' ' } else { character }).collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Marks that steer direction or width and are not part of a name. Zero-width joiners stay: emoji need them.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn marks_and_blanks_do_not_make_another_name() {
        assert_eq!(clean("\u{202A}Ann\u{A0}\u{202F} Lee\u{202C} "), "Ann Lee");
        assert_eq!(clean("Ann Lee"), "Ann Lee");
        assert_eq!(clean("\u{200E}"), "");
        assert_eq!(clean("Zoe\u{308}"), "Zoë");
    }
}
