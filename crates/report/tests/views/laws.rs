//! What holds for the table whatever strangers call themselves.

use meter_report::table::TableStyle;
use meter_report::{ChannelResult, terminal::sanitise};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use crate::sample::{reject, young};
use crate::table::drawn;

/// Without the escapes that set colours and weights, the only ones that are used.
pub fn stripped(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once('m').unwrap().1)
}

/// Everything that others wrote, in one result.
fn written_by(words: &[String; 5]) -> ChannelResult {
    let [name, path, why, reason, policy] = words.clone();
    let mut result = young();
    result.channel = name;
    result.sources[0].path.clone_from(&path);
    result.sources[0].format.clone_from(&policy);
    result.rejects[0] = reject(&path, &reason, &why);
    result.assessment.reasons[0].text.clone_from(&reason);
    result.assessment.actions[0].text.clone_from(&reason);
    result.assessment.signals[1].text = reason;
    result.assessment.policy.name = policy;
    result
}

/// Any characters, and those that make trouble more often than chance would.
fn anything() -> impl Strategy<Value = String> {
    let trouble = r"[\u{0}-\u{1f}\u{7f}-\u{9f}\u{ad}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2066}-\u{2069}\u{feff}\u{fe0f}\u{1f3fb}👩🇩🇪❤1#山ﷺ\u{301}\u{644}\u{627} a]{0,60}";
    prop_oneof![any::<String>(), trouble, "[a-z]{0,300}", "[a-z ]{0,300}"]
}

fn words() -> impl Strategy<Value = [String; 5]> {
    [anything(), anything(), anything(), anything(), anything()]
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_terminal(words in words(), width in 0_usize..200, several in any::<bool>()) {
        let results = [written_by(&words), young()];
        let text = drawn(&results[..=usize::from(several)], width, false);
        let limit = width.clamp(TableStyle::NARROWEST, TableStyle::WIDEST);
        for line in text.lines() {
            prop_assert!(line.width() <= limit, "{} columns of {limit}: {line:?}", line.width());
            prop_assert!(!line.ends_with(' '), "{line:?}");
        }
    }

    #[test]
    fn colour_adds_nothing_but_colour(words in words(), width in 0_usize..200) {
        let result = [written_by(&words)];
        let plain = drawn(&result, width, false);
        prop_assert_eq!(plain.find('\u{1b}'), None);
        prop_assert_eq!(stripped(&drawn(&result, width, true)), plain);
    }

    #[test]
    fn nothing_but_line_ends_controls_the_terminal(words in words()) {
        let text = drawn(&[written_by(&words)], 80, false);
        let odd: Vec<char> = text.chars().filter(|&character| character != '\n' && is_powerful(character)).collect();
        prop_assert!(odd.is_empty(), "{odd:?}");
    }

    #[test]
    fn sanitised_text_is_powerless_and_stays_so(text in anything()) {
        let safe = sanitise(&text);
        prop_assert!(!safe.chars().any(is_powerful), "{safe:?}");
        prop_assert_eq!(sanitise(&safe), safe);
    }
}

/// Control characters, what steers direction, separators of lines, and what is not seen: by ranges of their own,
/// written from the tables of the Unicode standard rather than from the code.
fn is_powerful(character: char) -> bool {
    let code = u32::from(character);
    let bidi = [0x061c, 0x200e, 0x200f].contains(&code)
        || (0x202a..=0x202e).contains(&code)
        || (0x2066..=0x2069).contains(&code);
    let unseen = [0x00ad, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff].contains(&code)
        || (0xe0000..=0xe007f).contains(&code);
    character.is_control() || bidi || unseen || [0x2028, 0x2029].contains(&code)
}
