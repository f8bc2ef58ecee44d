//! Phone numbers as people write them.

use meter_model::PhoneKey;

use super::{country, name};

/// A phone number in a contact list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Number {
    /// It has its country code: known without further evidence.
    Key(PhoneKey),
    /// Digits whose country must be told.
    National(Box<str>),
}

/// Why a text is no usable phone number. The text itself is never repeated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unusable {
    /// Nothing there.
    Missing,
    /// Rounded or turned into a formula. It is not repaired: the last digits may be gone.
    Spoiled,
    /// Letters, codes, too short or too long.
    NotANumber,
}

impl Unusable {
    /// The reason, for rejects.
    pub(crate) fn why(self) -> &'static str {
        match self {
            Self::Missing => "no phone number",
            Self::Spoiled => {
                "phone number changed by a spreadsheet; export the contacts again and do not open them in one"
            }
            Self::NotANumber => "not a phone number",
        }
    }
}

/// Reads one number in any usual form.
pub(crate) fn read(text: &str) -> Result<Number, Unusable> {
    let plain = plain(text);
    let text = without_scheme(&plain);
    if text.is_empty() {
        return Err(Unusable::Missing);
    }
    if is_spoiled(text) {
        return Err(Unusable::Spoiled);
    }
    let (plus, digits) = digits(without_extension(text)).ok_or(Unusable::NotANumber)?;
    if plus {
        return country::after_plus(&digits).map(Number::Key).ok_or(Unusable::NotANumber);
    }
    if let Some(key) = digits.strip_prefix("00").and_then(country::after_double_zero) {
        return Ok(Number::Key(key));
    }
    // Emergency and service codes are shorter; the longest numbers have 15 digits, before which prefixes may stand.
    if (6..=20).contains(&digits.len()) {
        Ok(Number::National(digits.into()))
    } else {
        Err(Unusable::NotANumber)
    }
}

/// The key of a display form that says its country (`+44 7700 900123` with any marks, blanks and hyphens); `None` for anything else.
pub(crate) fn international(text: &str) -> Option<PhoneKey> {
    let plain = plain(text);
    match digits(&plain)? {
        (true, digits) => country::after_plus(&digits),
        (false, _) => None,
    }
}

/// The key of a JID's user part: digits with country code, `+` or not.
pub(crate) fn jid_user(text: &str) -> Option<PhoneKey> {
    let plain = plain(text);
    digits(&plain).and_then(|(_, digits)| PhoneKey::from_international(&digits))
}

/// Whether a display name is nothing but a phone number.
pub(crate) fn looks_like_number(name: &str) -> bool {
    digits(&plain(name)).is_some_and(|(_, digits)| (7..=20).contains(&digits.len()))
}

/// The numbers in one cell or value: several are joined by ` ::: `, line feeds, `|`, or by `,` and `;`, behind which an
/// extension or a pause can stand, too.
pub(crate) fn in_cell(cell: &str) -> impl Iterator<Item = &str> {
    let values = cell.split(":::").flat_map(|values| values.split(['\n', '|']));
    values.flat_map(joined).filter(|part| part.chars().any(|character| ascii_digit(character).is_some()))
}

/// Splits at `,` and `;` if every part could be a number of its own.
fn joined(value: &str) -> impl Iterator<Item = &str> {
    let separators: &[char] = if value.split([',', ';']).all(looks_like_number) { &[',', ';'] } else { &[] };
    value.split(separators)
}

/// Drops marks and turns every kind of digit, blank, hyphen and plus into the plain one.
fn plain(text: &str) -> String {
    let visible = text.chars().filter(|&character| !name::is_invisible(character));
    let plain: String = visible
        .map(|character| match character {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' | '\u{AD}' => '-',
            '\u{FF0B}' => '+',
            blank if blank.is_whitespace() => ' ',
            other => ascii_digit(other).unwrap_or(other),
        })
        .collect();
    plain.trim().to_owned()
}

/// The ASCII digit of a decimal digit in any script that phones write numbers in.
pub(crate) fn ascii_digit(character: char) -> Option<char> {
    const ZEROS: [char; 20] = [
        '0', '\u{660}', '\u{6F0}', '\u{7C0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{B66}',
        '\u{BE6}', '\u{C66}', '\u{CE6}', '\u{D66}', '\u{E50}', '\u{ED0}', '\u{F20}', '\u{1040}', '\u{17E0}',
        '\u{1810}', '\u{FF10}',
    ];
    ZEROS.into_iter().find_map(|zero| {
        let value = u32::from(character).checked_sub(u32::from(zero))?;
        char::from_digit(value, 10)
    })
}

/// `tel:` of vCard 4.0, `callto:` of old web pages, `p:` of advertising tables, `whatsapp:` of message gateways.
fn without_scheme(text: &str) -> &str {
    ["tel:", "callto:", "whatsapp:", "p:"]
        .into_iter()
        .find_map(|scheme| {
            text.get(..scheme.len())?.eq_ignore_ascii_case(scheme).then(|| text[scheme.len()..].trim())
        })
        .unwrap_or(text)
}

/// `4.91712E+11`, `="0171…"`, `'0171…`, `491711234567.0`: what spreadsheets make of numbers.
fn is_spoiled(text: &str) -> bool {
    text.starts_with(['=', '\'', '\u{2019}', '`']) || is_scientific(text) || is_decimal(text)
}

fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let exponent = exponent.trim_start_matches(['+', '-']);
    let mantissa = mantissa.trim_start_matches('+');
    !exponent.is_empty()
        && exponent.bytes().all(|byte| byte.is_ascii_digit())
        && mantissa.starts_with(|first: char| first.is_ascii_digit())
        && mantissa.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

fn is_decimal(text: &str) -> bool {
    text.split_once(['.', ',']).is_some_and(|(whole, fraction)| {
        whole.len() >= 7 && whole.bytes().all(|byte| byte.is_ascii_digit()) && matches!(fraction, "0" | "00")
    })
}

/// Cuts off what is dialled after the call is taken: `;ext=12`, `,,12`, `x12`, `ext. 12`, `p12`, `w12`.
fn without_extension(text: &str) -> &str {
    match text.find([';', ',', 'x', 'X', 'e', 'E', 'p', 'P', 'w', 'W']) {
        Some(start) if is_extension(&text[start..]) => text[..start].trim(),
        _ => text,
    }
}

fn is_extension(text: &str) -> bool {
    let (mark, extension) =
        text.split_at(text.find(|character: char| character.is_ascii_digit()).unwrap_or(0));
    let mark = mark.to_ascii_lowercase();
    let known = matches!(
        mark.trim_matches([' ', '.', ',', ';', '=', ':']),
        "" | "x" | "ext" | "extension" | "p" | "w"
    );
    let dialled =
        extension.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'#' | b'*' | b',' | b' '));
    known && dialled && !extension.is_empty()
}

/// The digits of a number and whether a `+` stands before them; `None` if anything else but separators is in it.
fn digits(text: &str) -> Option<(bool, String)> {
    let mut plus = false;
    let mut digits = String::new();
    for character in text.chars() {
        match character {
            '0'..='9' => digits.push(character),
            '+' if digits.is_empty() && !plus => plus = true,
            ' ' | '-' | '.' | '/' | '(' | ')' | '[' | ']' => {}
            _ => return None,
        }
    }
    (!digits.is_empty()).then_some((plus, digits))
}

#[cfg(test)]
mod tests {
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
        assert_eq!(
            international("\u{202A}+44 7700 900123\u{202C}").map(PhoneKey::digits),
            Some(447_700_900_123)
        );
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
            let digits = format!("44770{subscriber:07}").replace("0900", "0900");
            let mut written = String::from("+");
            for (digit, mark) in digits.chars().zip(marks.chars().chain(std::iter::repeat(' '))) {
                written.push(digit);
                written.push(mark);
            }
            prop_assert_eq!(read(&written), Ok(key(&digits)));
        }
    }
}
