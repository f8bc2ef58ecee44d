//! Where values end and where they break, against constructed cases and against another reader.

use proptest::prelude::*;

use super::{Fault, Progress, Scanner};
use crate::limits;

fn scan(text: &str) -> Progress {
    Scanner::new().feed(text.as_bytes(), 0)
}

#[test]
fn values_end_where_they_end() {
    for (text, end) in [
        ("{}", 2),
        (" [1, 2.5e+3 ,-0] x", 16),
        (r#"{"a":{"b":["\u00e9\"}",null,true,false]}}{"#, 41),
        ("12 ", 2),
        (r#""a]""#, 4),
    ] {
        assert_eq!(scan(text), Progress::Done(end), "{text}");
    }
}

#[test]
fn breaks_are_located() {
    for (text, at) in [
        ("[1,]", 3),
        ("{\"a\" 1}", 5),
        ("{\"a\":1,}", 7),
        ("[01]", 2),
        ("[1 2]", 3),
        ("[\"a\nb\"]", 3),
        ("[\"\\x\"]", 2),
        ("[\"\\u12g4\"]", 2),
        ("[1}", 2),
        ("{\"a\":]", 5),
        ("[nul]", 1),
        ("[NaN]", 1),
        ("[-]", 2),
        ("[1.]", 3),
        ("{\"\\ud800\":1}", 1),
    ] {
        assert!(
            matches!(scan(text), Progress::Fault(Fault::Syntax { at: found, .. }) if found == at),
            "{text}: {:?}",
            scan(text)
        );
    }
}

#[test]
fn half_a_surrogate_pair_in_a_value_is_no_break() {
    assert_eq!(scan(r#"["\ud83d"]"#), Progress::Done(10));
    assert_eq!(scan(r#"{"\ud83d\ude00":1}"#), Progress::Done(18));
}

#[test]
fn every_beginning_of_a_value_is_incomplete() {
    let text = r#"{"a":[1.5e-3,"\u00e9\n",true,false,null,{"b":{}}],"c":-1}"#;
    for end in 0..text.len() {
        let progress = scan(&text[..end]);
        assert!(matches!(progress, Progress::More | Progress::Fault(Fault::Cut)), "{end}: {progress:?}");
    }
    assert_eq!(scan(text), Progress::Done(text.len()));
}

#[test]
fn depth_is_limited() {
    let text = "[".repeat(limits::JSON_DEPTH) + &"]".repeat(limits::JSON_DEPTH);
    assert_eq!(scan(&text), Progress::Done(text.len()));
    assert_eq!(scan(&format!("[{text}]")), Progress::Fault(Fault::Depth));
}

proptest! {
    /// Everything that this scanner takes is taken by another reader, and the other way round.
    #[test]
    fn agrees_with_another_reader(text in r#"[\[\]{}",:0-9.eE+\-truefalsnu\\ ]{0,12}"#) {
        let whole = matches!(scan(&text), Progress::Done(end) if text[end..].trim().is_empty());
        let other = serde_json::from_str::<serde_json::Value>(&text);
        let range = other.as_ref().is_err_and(|error| error.to_string().contains("out of range"));
        prop_assert!(range || whole == other.is_ok(), "{text}");
    }
}
