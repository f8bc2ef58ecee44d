//! The forms in which people write numbers, against hand truth.

use meter_model::PhoneKey;
use proptest::prelude::{any, prop_assert_eq, proptest};

use super::{Number, Unusable, in_cell, international, jid_user, looks_like_number, read};

fn key(digits: &str) -> Number {
    Number::Key(PhoneKey::from_international(digits).expect("a number"))
}

fn national(digits: &str) -> Number {
    Number::National(digits.into())
}

#[test]
fn numbers_with_country_code_need_no_region() {
    for (text, digits) in [
        ("+44 7700 900123", "447700900123"),
        ("\u{202A}+44\u{A0}7700\u{2011}900123\u{202C}", "447700900123"),
        ("\u{FF0B}\u{FF14}\u{FF14}7700900123", "447700900123"),
        ("+٤٤ ٧٧٠٠ ٩٠٠١٢٣", "447700900123"),
        ("+४४ ७७०० ९००१२३", "447700900123"),
        ("(+44) 7700-900.123", "447700900123"),
        ("+49 (0)171 1234567", "491711234567"),
        ("+49 0171 1234567", "491711234567"),
        ("+44 (0)7700 900123", "447700900123"),
        ("0049 171 1234567", "491711234567"),
        ("00 44 7700 900123", "447700900123"),
        ("0044 (0)7700 900123", "447700900123"),
        ("0049 (0)30 23125 001", "493023125001"),
        ("tel:+44-7700-900-123;ext=12", "447700900123"),
        ("TEL:+447700900123", "447700900123"),
        ("+44 7700 900123 x12", "447700900123"),
        ("+44 7700 900123 ext. 12", "447700900123"),
        ("+447700900123,,12#", "447700900123"),
        ("p:+447700900123", "447700900123"),
        ("+1 (212) 555-0123", "12125550123"),
        // Where the plan keeps the zero, it stays, in brackets or not.
        ("+39 06 1234 5678", "390612345678"),
        ("+39 (0)6 1234 5678", "390612345678"),
        ("+972 054 123 4567", "972541234567"),
        ("+33 1 42 76 49 78", "33142764978"),
        ("+7 800 555 35 35", "78005553535"),
        // Table countries are reduced before any plan is asked.
        ("+52 1 55 1234 5678", "525512345678"),
        ("+52 044 55 1234 5678", "525512345678"),
        ("+54 9 11 2345-6789", "541123456789"),
        ("+54 011 15 2345-6789", "541123456789"),
        ("+55 31 98765-4321", "553187654321"),
        ("+225 07 08 12 34 56", "22508123456"),
        ("+229 01 90 12 34 56", "22990123456"),
        ("00229 90 12 34 56", "22990123456"),
    ] {
        assert_eq!(read(text), Ok(key(digits)), "{text:?}");
    }
}

#[test]
fn numbers_without_country_code_wait_for_a_region() {
    for (text, digits) in [
        ("0171/1234567", "01711234567"),
        ("(0)171 1234567", "01711234567"),
        ("٠١٧١ ١٢٣٤٥٦٧", "01711234567"),
        ("491711234567", "491711234567"),
        ("011 44 7700 900123", "011447700900123"),
        ("044 55 1234 5678", "0445512345678"),
        ("(212) 555-0123 x4", "2125550123"),
    ] {
        assert_eq!(read(text), Ok(national(digits)), "{text:?}");
    }
}

#[test]
fn what_a_spreadsheet_spoiled_is_refused_and_never_rounded() {
    for text in [
        "4.91712E+11",
        "4,91712E+11",
        "4.91712e+11",
        "4E11",
        "+4.91712E+11",
        "=\"+447700900123\"",
        "=+447700900123",
        "'+447700900123",
        "\u{2019}0171 1234567",
        "447700900123.0",
        "447700900123,00",
    ] {
        assert_eq!(read(text), Err(Unusable::Spoiled), "{text:?}");
    }
}

#[test]
fn what_is_no_number_is_said_so() {
    for text in [
        "110",
        "*100#",
        "#31#+447700900123",
        "1-800-FLOWERS",
        "call Ann",
        "+",
        "+44",
        "+999 1234567890",
        "++44 7700 900123",
        "########",
        "123456789012345678901",
        "ann@example.org",
    ] {
        assert_eq!(read(text), Err(Unusable::NotANumber), "{text:?}");
    }
    for text in ["", " ", "\u{200E}", "tel:"] {
        assert_eq!(read(text), Err(Unusable::Missing), "{text:?}");
    }
}

#[test]
fn a_cell_can_hold_several_numbers() {
    for (cell, numbers) in [
        ("+44 7700 900001 ::: 07700 900002", &["+44 7700 900001 ", " 07700 900002"][..]),
        ("+447700900001;+447700900002", &["+447700900001", "+447700900002"]),
        ("+447700900001, 07700 900002", &["+447700900001", " 07700 900002"]),
        ("+447700900001\n+447700900002", &["+447700900001", "+447700900002"]),
        ("+447700900001;ext=12", &["+447700900001;ext=12"]),
        ("+447700900001,,12#", &["+447700900001,,12#"]),
        ("4,91712E+11", &["4,91712E+11"]),
        ("n/a", &[]),
        ("", &[]),
    ] {
        assert_eq!(in_cell(cell).collect::<Vec<_>>(), numbers, "{cell:?}");
    }
}

#[test]
fn display_forms_are_told_from_names() {
    assert_eq!(international("\u{202A}+44 7700 900123\u{202C}").map(PhoneKey::digits), Some(447_700_900_123));
    for text in ["07700 900123", "Ann +44 7700 900123", "", "+"] {
        assert_eq!(international(text), None, "{text:?}");
    }
    assert_eq!(jid_user("447700900123").map(PhoneKey::digits), Some(447_700_900_123));
    assert_eq!(jid_user("07700900123"), None);
    for name in ["+44 7700 900123", "07700 900123", "\u{202A}+44\u{A0}7700\u{2011}900123\u{202C}"] {
        assert!(looks_like_number(name), "{name:?}");
    }
    for name in ["Ann", "Agent 0077009001", "007", "2024", "", "Lead 001"] {
        assert!(!looks_like_number(name), "{name:?}");
    }
}

proptest! {
    /// Whatever comes in, nothing panics, and a number read once reads the same from its own key.
    #[test]
    fn anything_can_be_read(text in any::<String>()) {
        let _ = in_cell(&text).map(read).count();
        if let Ok(Number::Key(key)) = read(&text) {
            prop_assert_eq!(read(&format!("+{}", key.digits())), Ok(Number::Key(key)));
        }
    }

    /// Separators, direction marks and other digit systems never change a number.
    #[test]
    fn formatting_is_not_part_of_a_number(subscriber in 900_000u32..=900_999, marks in "[ ().\u{2011}\u{A0}\u{200E}\u{202A}-]{6}") {
        let digits = format!("44770{subscriber:07}");
        let mut written = String::from("+");
        for (digit, mark) in digits.chars().zip(marks.chars().chain(std::iter::repeat(' '))) {
            written.push(digit);
            written.push(mark);
        }
        prop_assert_eq!(read(&written), Ok(key(&digits)));
    }
}
