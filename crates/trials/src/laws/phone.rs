//! Phone numbers as people write them.

use meter_ingest::trials::{self, Phone};

use super::says_nothing_of_it;

/// Numbers in all the forms that the grammar knows.
#[must_use]
pub fn seeds() -> Vec<Vec<u8>> {
    [
        "+44 7700 900123",
        "0044 7700 900123",
        "07700 900123",
        "tel:+44-7700-900123;ext=12",
        "+447700900123,,12#",
        "+1 (212) 555-0123 x12",
        "+49 (0)30 23125 101",
        "\u{202A}+33 6 39 98 12 34\u{202C}",
        "٠٧٧٠٠ ٩٠٠١٢٣",
        "＋４４７７００９００１２３",
        "+44 7700 900001 ::: 07700 900002",
        "+447700900001;+447700900002",
        "4.47701E+11",
        "=\"447700900123\"",
        "447700900123.0",
        "whatsapp:+447700900123",
        "+521 55 1234 5678",
        "+54 9 11 2345 6789",
        "+55 11 98765-4321",
        "0011 44 7700 900123",
        "112",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

/// Reads the bytes as a number, and as a cell with several.
///
/// # Panics
/// If a law is broken.
pub fn trial(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    one(&text);
    let parts = trials::phones_in_cell(&text);
    assert!(parts.len() <= text.chars().count(), "more numbers than characters");
    for part in parts {
        assert!(text.contains(part), "a number that is not in its cell");
        one(part);
    }
}

fn one(text: &str) {
    let read = trials::phone(text);
    match &read {
        Phone::Key(key) => {
            assert_eq!(trials::phone(&key.to_string()), read, "the key is another number");
            assert_eq!(trials::international(&key.to_string()), Some(*key));
        }
        Phone::National(digits) => {
            assert!((6..=20).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()));
            assert_eq!(trials::phone(digits), read, "its digits are another number");
        }
        Phone::Unusable(why) => says_nothing_of_it(why),
    }
    if let Some(key) = trials::international(text) {
        assert_eq!(read, Phone::Key(key), "as a name it is another number");
    }
    assert_eq!(trials::phone(&format!("\u{200E} {text}\u{A0}")), read, "with marks and blanks around it");
    if text.is_ascii() {
        assert_eq!(trials::phone(&in_arabic_digits(text)), read, "in other digits");
    }
}

fn in_arabic_digits(text: &str) -> String {
    let digit = |character: char| {
        let value = character.to_digit(10)?;
        char::from_u32(0x660 + value)
    };
    text.chars().map(|character| digit(character).unwrap_or(character)).collect()
}
