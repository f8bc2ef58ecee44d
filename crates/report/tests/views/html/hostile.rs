//! Whatever strangers call themselves, their files and their policies, a page stays what it is.

use meter_model::Handle;
use meter_report::html::ChannelPage;
use meter_report::mask::Mask;
use meter_report::{RejectView, SourceView};
use proptest::prelude::*;

use super::parsed::words;
use super::persons::{person, portrait};
use super::{page, written};
use crate::sample::{reject, young};

/// A page on which everything that others write is `text`.
fn written_by(text: &str, mask: Mask) -> ChannelPage {
    let text = &*mask.path(text);
    let mut result = young();
    text.clone_into(&mut result.channel);
    result.sources =
        vec![SourceView { path: text.to_owned(), format: text.to_owned(), ..result.sources[0].clone() }];
    result.rejects = vec![
        reject(text, text, text),
        RejectView { at: RejectView::WHOLE_FILE.to_owned(), ..reject(text, "", text) },
    ];
    let assessment = &mut result.assessment;
    text.clone_into(&mut assessment.reasons[0].text);
    text.clone_into(&mut assessment.actions[0].text);
    text.clone_into(&mut assessment.signals[1].text);
    text.clone_into(&mut assessment.policy.name);
    text.clone_into(&mut assessment.policy.fingerprint);
    let mut portrait = portrait();
    portrait.people = vec![person(vec![Handle::Name(text.into())], None, Some(1))];
    mask.portrait(&mut portrait);
    let mut page = page(result, Some(portrait));
    page.doubts = vec![text.to_owned()];
    text.clone_into(&mut page.policy.name);
    page
}

/// `written` looks at each page, masked and not.
#[track_caller]
fn check(text: &str) -> [String; 2] {
    [Mask::On, Mask::Off].map(|mask| written(&written_by(text, mask)))
}

#[test]
fn no_name_becomes_markup() {
    for name in [
        "\"><script>alert(1)</script>",
        "'><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "</style><script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "<!--",
        "-->",
        "]]>",
        "<![CDATA[",
        "{{7*7}}${7*7}<%= 7 %>",
        "javascript:alert(1)",
        "&lt;script&gt;&#x3c;",
        "<svg/onload=alert(1)>",
        "\\u003cscript\\u003e",
        "",
    ] {
        let [_, shown] = check(name);
        // It is read as it is written, by people.
        assert!(words(&shown).contains(name), "{name}");
    }
}

#[test]
fn no_name_hides_or_turns_anything_around() {
    for text in check("a\u{202e}b\u{2066}c\u{200b}d\u{feff}e\u{0}f\u{1b}[31mg\u{85}h") {
        for character in ["\u{202e}", "\u{2066}", "\u{200b}", "\u{feff}", "\u{0}", "\u{1b}", "\u{85}"] {
            assert!(!text.contains(character), "{character:?}");
        }
    }
    // What is written from right to left begins and ends within itself.
    let [_, shown] = check("\u{627}\u{644}\u{633}\u{644}\u{627}\u{645}");
    assert!(shown.contains("<h1><bdi>\u{627}\u{644}\u{633}\u{644}\u{627}\u{645}</bdi></h1>"));
}

#[test]
fn no_name_pushes_everything_else_away() {
    let short = check("x")[1].len();
    for name in ["x".repeat(10_000), "x ".repeat(5_000), "x/".repeat(5_000), "\u{200b}".repeat(10_000)] {
        for text in check(&name) {
            assert!(text.len() < short + 16_000, "{} instead of {short}", text.len());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_it_is(name in r#"([<>"'&/!=\-\]\[a-c ]|</?(script|style|title)>|<!--|\PC|\p{C}){0,40}"#) {
        check(&name);
    }
}
