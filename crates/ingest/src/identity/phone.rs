//! Phone numbers as people write them.

use std::collections::HashSet;

use meter_model::PhoneKey;

use super::{country, name};

/// A phone number in a contact list.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Number {
    /// It has its country code: known without further evidence.
    Key(PhoneKey),
    /// Digits whose country must be told.
    National(Box<str>),
}

/// Each of the numbers once, in their order. There may be as many as fit into a cell of some megabytes.
pub(crate) fn distinct(numbers: Vec<Number>) -> Vec<Number> {
    if numbers.len() < 2 {
        return numbers;
    }
    let mut seen = HashSet::with_capacity(numbers.len());
    numbers.into_iter().filter(|number| seen.insert(number.clone())).collect()
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
mod tests;
