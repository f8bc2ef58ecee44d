//! The edge between text written by strangers and a page.
//!
//! Templates escape everything, so no text becomes markup. What is left is what text can do as text: hide, turn around what stands beside it,
//! or push everything else off the page.

use maud::{Markup, html};
use meter_score::words::percent;

use crate::table::displayed;
use crate::terminal::bounded;

/// Characters of a sentence. Ours are shorter; what stands in them may not be.
const SENTENCE: usize = 600;

/// A name of which something can be seen, as plain text.
pub(super) fn name(text: &str) -> String {
    displayed(text)
}

/// The same within a page, where it cannot turn around what stands beside it, in whatever direction its script runs.
pub(super) fn isolated(text: &str) -> Markup {
    html! { bdi { (name(text)) } }
}

/// A sentence, whoever's words are in it; a number stays beside its sign.
pub(super) fn sentence(text: &str) -> String {
    unparted(&bounded(text, SENTENCE))
}

/// A sentence of ours, in which a number stays beside its sign.
pub(super) fn unparted(text: &str) -> String {
    text.replace(" %", "\u{a0}%")
}

/// A share in percent, the number beside its sign.
pub(super) fn share(share: f64) -> String {
    format!("{}\u{a0}%", percent(share))
}

#[cfg(test)]
mod tests {
    use super::{isolated, name, sentence};
    use crate::table::NAME;

    #[test]
    fn what_is_foreign_can_neither_hide_nor_turn_nor_break_out() {
        assert_eq!(name("\u{202e}gpj.exe\u{202c}\u{200b}"), "gpj.exe");
        assert_eq!(name("one\r\ntwo\u{0}"), "one  two\u{fffd}");
        assert_eq!(
            isolated("\"><script>alert(1)</script>&").into_string(),
            "<bdi>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;</bdi>"
        );
    }

    #[test]
    fn nothing_is_longer_than_people_read() {
        let long = "x".repeat(10_000);
        assert_eq!(name(&long), format!("{}…", "x".repeat(NAME - 1)));
        assert_eq!(name(&"x".repeat(NAME)), "x".repeat(NAME));
        assert_eq!(name(&format!("{} y", "x".repeat(NAME - 1))), format!("{}…", "x".repeat(NAME - 1)));
        assert_eq!(sentence(&long).chars().count(), 600);
        // What is unseen counts for nothing, but is not read for ever.
        assert_eq!(name(&format!("{}a", "\u{200b}".repeat(500))), "a");
        assert_eq!(name(&format!("a{}b", "\u{200b}".repeat(5_000))), "a…");
    }

    #[test]
    fn a_name_can_be_seen() {
        assert_eq!(name(" \u{200b} "), "(no name)");
        assert_eq!(name(" Zoë 山田太郎 علی "), "Zoë 山田太郎 علی");
        assert_eq!(sentence("6 % of all"), "6\u{a0}% of all");
    }
}
