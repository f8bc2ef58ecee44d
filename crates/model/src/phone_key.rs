//! When two phone numbers are the same WhatsApp account.
//!
//! Five countries write one account in two ways: the network changed its numbering, WhatsApp kept the old
//! form, or people save the number with a mobile prefix that the JID lacks. Comparing whole numbers would split one
//! person in two, so the part that differs is left out of the key.

use std::fmt;

/// An international number reduced to what tells one WhatsApp account from another.
///
/// | country | forms seen | key |
/// |---|---|---|
/// | Mexico 52 | `521` + 10 digits, `52` + 10 digits, `52` + 044/045/01 + 10 | `52` + last 10 |
/// | Argentina 54 | `549` + area + local, `54` + area + `15` + local, with or without 0 | `54` + area + local |
/// | Brazil 55 | `55` + area + 8 digits, or 9 digits with a leading 9 | `55` + area + last 8, if mobile |
/// | Ivory Coast 225 | 8 digits, or 10 since 2021 | `225` + last 8 |
/// | Benin 229 | 8 digits, or `01` + 8 since 2024 | `229` + last 8 |
///
/// Everywhere else, and where the digits have none of these forms, the key is the number. In Ivory Coast the two new digits
/// tell operators apart, so two people could share a key in theory.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PhoneKey(u64);

impl PhoneKey {
    /// The key of an international number given as digits with country code, with or without a leading `+`.
    /// `None` unless it has 7 to 15 digits and nothing else.
    #[must_use]
    pub fn from_international(number: &str) -> Option<Self> {
        let digits = number.strip_prefix('+').unwrap_or(number);
        if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        if digits.starts_with('0') {
            return None;
        }
        Self::reduced(digits).or_else(|| digits.parse().ok()).map(Self)
    }

    /// The digits of the key, which for the five countries above are not always a number one could dial.
    #[must_use]
    pub fn digits(self) -> u64 {
        self.0
    }

    fn reduced(digits: &str) -> Option<u64> {
        let (country, national) = ["225", "229", "52", "54", "55"]
            .into_iter()
            .find_map(|country| Some((country, digits.strip_prefix(country)?)))?;
        let kept = match country {
            "52" => mexico(national)?.to_owned(),
            "54" => argentina(national)?,
            "55" => brazil(national)?,
            "225" => west_africa(national, &["01", "05", "07", "21", "25", "27"])?.to_owned(),
            _ => west_africa(national, &["01"])?.to_owned(),
        };
        format!("{country}{kept}").parse().ok()
    }
}

impl fmt::Display for PhoneKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{}", self.0)
    }
}

/// Ten digits; a 1 before them marked mobiles until 2019, the other prefixes are dialled within the country.
fn mexico(national: &str) -> Option<&str> {
    let (prefix, subscriber) = national.split_at_checked(national.len().checked_sub(10)?)?;
    matches!(prefix, "" | "1" | "01" | "044" | "045").then_some(subscriber)
}

/// Eight digits, before which the renumbering put one of a few prefixes.
fn west_africa<'a>(national: &'a str, prefixes: &[&str]) -> Option<&'a str> {
    let (prefix, subscriber) = national.split_at_checked(national.len().checked_sub(8)?)?;
    (prefix.is_empty() || prefixes.contains(&prefix)).then_some(subscriber)
}

/// Area and local part have ten digits together; the mobile mark is a 9 before them or a 15 between them.
fn argentina(national: &str) -> Option<String> {
    let digits = national.trim_start_matches('0');
    let digits = if digits.len() > 10 { digits.strip_prefix('9').unwrap_or(digits) } else { digits };
    let digits = digits.trim_start_matches('0');
    match digits.len() {
        10 => Some(digits.to_owned()),
        12 => (2..=4)
            .find(|&area| digits[area..].starts_with("15"))
            .map(|area| format!("{}{}", &digits[..area], &digits[area + 2..])),
        _ => None,
    }
}

/// Mobile numbers begin with 6 to 9 after the area code; a ninth digit, always 9, was put before them.
fn brazil(national: &str) -> Option<String> {
    let national = national.trim_start_matches('0');
    let (area, local) = national.split_at_checked(2)?;
    let subscriber = match local.len() {
        8 => local,
        9 if local.starts_with('9') => &local[1..],
        _ => return None,
    };
    matches!(subscriber.as_bytes().first(), Some(b'6'..=b'9')).then(|| format!("{area}{subscriber}"))
}

#[cfg(test)]
mod tests {
    use super::PhoneKey;

    fn key(number: &str) -> Option<u64> {
        PhoneKey::from_international(number).map(PhoneKey::digits)
    }

    #[test]
    fn two_forms_of_one_account_share_a_key() {
        for (country, one, other, expected) in [
            ("Mexico", "5215512345678", "525512345678", 525_512_345_678),
            ("Mexico 044", "520445512345678", "525512345678", 525_512_345_678),
            ("Argentina", "5491123456789", "541123456789", 541_123_456_789),
            ("Argentina 15", "54111523456789", "5491123456789", 541_123_456_789),
            ("Mexico 045", "520455512345678", "5215512345678", 525_512_345_678),
            ("Mexico 01", "52015512345678", "5215512345678", 525_512_345_678),
            ("Argentina 0 15", "540111523456789", "5491123456789", 541_123_456_789),
            ("Argentina 9 0 15", "549111523456789", "541123456789", 541_123_456_789),
            ("Argentina, area of 3", "54351155234567", "5493515234567", 543_515_234_567),
            ("Argentina, area of 4", "54371515234567", "5493715234567", 543_715_234_567),
            ("Brazil", "5531987654321", "553187654321", 553_187_654_321),
            ("Brazil São Paulo", "5511987654321", "551187654321", 551_187_654_321),
            ("Brazil with 0", "5503187654321", "5531987654321", 553_187_654_321),
            ("Ivory Coast, Orange", "2250708123456", "22508123456", 22_508_123_456),
            ("Ivory Coast, MTN", "2250504123456", "22504123456", 22_504_123_456),
            ("Ivory Coast, Moov", "2250101123456", "22501123456", 22_501_123_456),
            ("Benin", "2290190123456", "22990123456", 22_990_123_456),
        ] {
            assert_eq!(key(one), Some(expected), "{country}");
            assert_eq!(key(other), Some(expected), "{country}");
        }
    }

    /// Landlines keep their digits, and so does whatever has none of the forms of its country: São Paulo's mobiles
    /// from 9 1… to 9 5… never had eight digits, a ninth digit in Ivory Coast or an odd prefix in Mexico is a mistake.
    #[test]
    fn other_numbers_stay_whole() {
        for number in [
            "447700900123",
            "390612345678",
            "15550100123",
            "551132654321",
            "4915112345678",
            "5511951234567",
            "225081234567",
            "2259908123456",
            "2290290123456",
            "2225512345678",
            "5225512345678",
            "52551234567",
            "54112345678",
        ] {
            assert_eq!(key(number), number.parse().ok(), "{number}");
            assert_eq!(key(&format!("+{number}")), number.parse().ok(), "{number}");
        }
    }

    /// Different subscribers of one country keep different keys.
    #[test]
    fn neighbours_stay_apart() {
        for (one, other) in [
            ("5215512345678", "5215512345679"),
            ("5491123456789", "5492223456789"),
            ("5531987654321", "5532987654321"),
            ("2250708123456", "2250708123457"),
            ("22990123456", "22508123456"),
        ] {
            assert_ne!(key(one), key(other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_no_international_number_is_none() {
        for text in ["", "+", "123456", "1234567890123456", "0049171123456", "49 171 1234567", "٤٤٧٧٠٠٩٠٠١٢٣"]
        {
            assert_eq!(key(text), None, "{text:?}");
        }
    }
}
