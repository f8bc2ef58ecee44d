//! Countries, as far as phone numbers tell them, and what a number without country code means in one.

use std::fmt;

use meter_model::PhoneKey;
use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType, Region};

/// Shortest number without region that is taken for an international one whose `+` was left out.
const BARE_DIGITS: usize = 11;

/// A numbering plan: a calling code with the region that stands for it (US for +1, GB for +44, RU for +7).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Country {
    code: i32,
    region: Region,
}

impl Country {
    /// The country of a two-letter region (ISO 3166), in any case.
    pub(crate) fn of_region(region: &str) -> Option<Self> {
        let region = region.trim().to_ascii_uppercase().parse().ok()?;
        let code = PHONE_NUMBER_UTIL.get_country_code_for_region(region)?;
        Some(Self { code, region })
    }

    /// The country whose calling code an international number begins with.
    pub(crate) fn of_key(key: PhoneKey) -> Option<Self> {
        Self::of_digits(&key.digits().to_string())
    }

    /// No calling code begins with another, so the first that fits is the right one.
    fn of_digits(digits: &str) -> Option<Self> {
        (1..=3).find_map(|length| {
            let code = digits.get(..length)?.parse().ok()?;
            let region = PHONE_NUMBER_UTIL.get_region_for_country_code(code)?;
            Some(Self { code, region })
        })
    }

    /// What people of this country mean by `digits`, written without country code or with one but without `+`.
    pub(crate) fn resolve(self, digits: &str) -> Option<PhoneKey> {
        if let Some(key) = self.resolve_by_table(digits) {
            return Some(key);
        }
        let local = international_form(digits, Some(self.region));
        let local_fits = local.as_deref().map_or(Fit::No, international_fit);
        let own_code = Self::of_digits(digits).is_some_and(|country| country.code == self.code);
        let global = !digits.starts_with('0') && (own_code || digits.len() >= BARE_DIGITS);
        let global_fits = if global { international_fit(digits) } else { Fit::No };
        if global_fits > local_fits || (own_code && global_fits >= Fit::Valid) {
            return after_plus(digits);
        }
        (local_fits > Fit::No).then(|| PhoneKey::from_international(&local?)).flatten()
    }

    /// Forms in daily use that the numbering plan as published does not know.
    fn resolve_by_table(self, digits: &str) -> Option<PhoneKey> {
        let fits = match self.code {
            52 => ["044", "045", "01", "1", ""]
                .into_iter()
                .any(|prefix| digits.strip_prefix(prefix).is_some_and(|rest| rest.len() == 10)),
            225 | 229 => digits.len() == 8,
            _ => false,
        };
        fits.then(|| PhoneKey::from_international(&format!("{}{digits}", self.code))).flatten()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (+{})", self.region, self.code)
    }
}

/// How well digits fit a numbering plan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fit {
    No,
    /// The length is right.
    Possible,
    /// The number lies in a range that is in use.
    Valid,
    /// The range is one of mobile numbers, as nearly all of WhatsApp's are.
    Mobile,
}

/// How well digits with country code fit. In five countries WhatsApp's own form is not in the published plan, so there the
/// length decides.
fn international_fit(digits: &str) -> Fit {
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    let Some(country) = Country::of_digits(digits) else { return Fit::No };
    let national = digits.len() - country.code.to_string().len();
    let lengths: &[usize] = match country.code {
        52 | 54 | 55 => &[10, 11],
        225 | 229 => &[8, 10],
        _ => return fit_of_plan(digits),
    };
    if lengths.contains(&national) { Fit::Mobile } else { Fit::No }
}

fn fit_of_plan(digits: &str) -> Fit {
    let Ok(number) = PHONE_NUMBER_UTIL.parse(format!("+{digits}"), None) else { return Fit::No };
    if number.is_valid() {
        return match number.get_type() {
            PhoneNumberType::Mobile | PhoneNumberType::FixedLineOrMobile => Fit::Mobile,
            _ => Fit::Valid,
        };
    }
    let possible = matches!(number.is_possible_with_reason(), Ok(NumberLengthType::IsPossible));
    if possible { Fit::Possible } else { Fit::No }
}

/// The number with `+` and country code, as the published plans would write it.
fn international_form(digits: &str, region: Option<Region>) -> Option<String> {
    let number = PHONE_NUMBER_UTIL.parse(digits, region).ok()?;
    Some(PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164).into_owned())
}

/// The key of digits that follow the prefix `00`, if a country's number can look like that.
pub(crate) fn after_double_zero(digits: &str) -> Option<PhoneKey> {
    (international_fit(digits) > Fit::No).then(|| after_plus(digits)).flatten()
}

/// The key of digits that can only be an international number whose `+` was left out: long enough, and in use somewhere.
pub(crate) fn bare(digits: &str) -> Option<PhoneKey> {
    let can = digits.len() >= BARE_DIGITS && !digits.starts_with('0') && international_fit(digits) > Fit::No;
    can.then(|| after_plus(digits)).flatten()
}

/// The key of digits with country code, in which people may have left the zero that is dialled only within the country.
///
/// Italy and some others keep that zero, so the published plan decides. Only numbers with such a zero are put to it: it
/// rejects some forms that WhatsApp really uses.
pub(crate) fn after_plus(digits: &str) -> Option<PhoneKey> {
    // Setting up the published plan takes longer than reading a chat, and nearly all numbers can do without.
    if short_code(digits).is_some_and(|length| digits.as_bytes().get(length) != Some(&b'0')) {
        return PhoneKey::from_international(digits);
    }
    let country = Country::of_digits(digits)?;
    let national = &digits[country.code.to_string().len()..];
    if !national.starts_with('0') || matches!(country.code, 52 | 54 | 55 | 225 | 229) {
        return PhoneKey::from_international(digits);
    }
    let planned = international_form(&format!("+{digits}"), None)?;
    match planned.strip_prefix('+') {
        // One zero is taken off at a time, and a key must read as itself.
        Some(shorter) if shorter.len() < digits.len() => after_plus(shorter),
        _ => PhoneKey::from_international(digits),
    }
}

/// The length of the calling code that digits begin with, if it is one of those with one or two digits (ITU-T E.164, annex).
fn short_code(digits: &str) -> Option<usize> {
    const TWO: [&str; 44] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
        "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
        "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];
    match digits.as_bytes().first()? {
        b'1' | b'7' => Some(1),
        _ => digits.get(..2).filter(|code| TWO.contains(code)).map(str::len),
    }
}

#[cfg(test)]
mod tests {
    use meter_model::PhoneKey;

    use super::{Country, bare, short_code};

    #[test]
    fn short_codes_are_those_of_the_published_plan() {
        for code in 10..100 {
            let digits = format!("{code}12345678");
            let published = Country::of_digits(&digits).map(|country| country.code.to_string().len());
            assert_eq!(short_code(&digits), published.filter(|length| *length < 3), "{code}");
        }
        assert_eq!(short_code(""), None);
    }

    fn resolved(region: &str, digits: &str) -> Option<u64> {
        Country::of_region(region).expect("a region").resolve(digits).map(PhoneKey::digits)
    }

    #[test]
    fn national_forms_become_international_in_their_region() {
        for (region, digits, expected) in [
            ("DE", "01711234567", 491_711_234_567),
            ("de", "1711234567", 491_711_234_567),
            ("DE", "03023125001", 493_023_125_001),
            ("GB", "07700900123", 447_700_900_123),
            ("FR", "0639981234", 33_639_981_234),
            ("AU", "0491570156", 61_491_570_156),
            ("US", "2125550123", 12_125_550_123),
            ("IT", "0612345678", 390_612_345_678),
            ("RU", "89123456789", 79_123_456_789),
            // Dialled abroad: 011 from the United States, 0011 from Australia.
            ("US", "011447700900123", 447_700_900_123),
            ("AU", "0011447700900123", 447_700_900_123),
            // Table countries, in every form that is dialled there.
            ("MX", "5512345678", 525_512_345_678),
            ("MX", "0445512345678", 525_512_345_678),
            ("MX", "0455512345678", 525_512_345_678),
            ("MX", "015512345678", 525_512_345_678),
            ("MX", "15512345678", 525_512_345_678),
            ("AR", "0111523456789", 541_123_456_789),
            ("AR", "111523456789", 541_123_456_789),
            ("AR", "1123456789", 541_123_456_789),
            ("AR", "91123456789", 541_123_456_789),
            ("BR", "31987654321", 553_187_654_321),
            ("BR", "3187654321", 553_187_654_321),
            ("BR", "0153187654321", 553_187_654_321),
            ("CI", "0708123456", 22_508_123_456),
            ("CI", "08123456", 22_508_123_456),
            ("BJ", "0190123456", 22_990_123_456),
            ("BJ", "90123456", 22_990_123_456),
        ] {
            assert_eq!(resolved(region, digits), Some(expected), "{region} {digits}");
        }
    }

    /// Digits of a JID or of a table of customers: the country code is there, the plus is not.
    #[test]
    fn a_missing_plus_is_not_a_national_number() {
        for (region, digits) in [
            ("DE", "491711234567"),
            ("GB", "447700900123"),
            ("GB", "12125550123"),
            ("GB", "4915112345678"),
            ("DE", "61491570156"),
            ("DE", "493023125001"),
            ("MX", "5215512345678"),
            ("DE", "5215512345678"),
            ("US", "12125550123"),
        ] {
            let expected = PhoneKey::from_international(digits).map(PhoneKey::digits);
            assert_eq!(resolved(region, digits), expected, "{region} {digits}");
            assert_eq!(bare(digits).map(PhoneKey::digits), expected, "{digits}");
        }
    }

    /// Nor does it make the zero that is dialled only within the country a part of the number.
    #[test]
    fn a_zero_behind_the_country_code_is_left_out() {
        for (region, digits, expected) in
            [("GB", "4407700900123", 447_700_900_123), ("DE", "4903023125001", 493_023_125_001)]
        {
            assert_eq!(bare(digits).map(PhoneKey::digits), Some(expected), "{digits}");
            assert_eq!(resolved(region, digits), Some(expected), "{region} {digits}");
        }
    }

    #[test]
    fn what_does_not_fit_the_region_is_none() {
        for (region, digits) in [("GB", "11011"), ("US", "5550123"), ("GB", "900123"), ("BR", "987654321")] {
            assert_eq!(resolved(region, digits), None, "{region} {digits}");
        }
        for digits in ["07700900123", "2125550123", "99912345678"] {
            assert_eq!(bare(digits), None, "{digits}");
        }
    }

    #[test]
    fn a_region_is_known_by_its_two_letters_or_by_a_number() {
        assert_eq!(Country::of_region("QQ"), None);
        assert_eq!(Country::of_region("Germany"), None);
        assert_eq!(Country::of_region(""), None);
        for (digits, region) in
            [("447700900123", "GB"), ("12125550123", "US"), ("22990123456", "BJ"), ("79123456789", "ru")]
        {
            let key = PhoneKey::from_international(digits).expect("a number");
            assert_eq!(Country::of_key(key), Country::of_region(region), "{digits}");
        }
        assert_eq!(Country::of_region("ca").map(|country| country.to_string()), Some("CA (+1)".to_owned()));
    }
}
