//! Years that are not counted from the birth of Christ.

use super::cursor::Cursor;

/// Japanese eras, by letter and by name, with the Gregorian year before their first.
const JAPANESE: &[(&str, u16)] =
    &[("R", 2018), ("r", 2018), ("令和", 2018), ("H", 1988), ("h", 1988), ("平成", 1988)];

/// How far the Buddhist era, as Thailand counts it, is ahead.
const BUDDHIST_LEAD: u16 = 543;

/// Takes an era and its year, such as `R4`, and gives the Gregorian year.
pub(super) fn take_japanese(cursor: &mut Cursor<'_>) -> Option<u16> {
    let mut ahead = *cursor;
    ahead.marks();
    let (era, before) = JAPANESE.iter().find(|(era, _)| ahead.rest.starts_with(era))?;
    ahead.rest = &ahead.rest[era.len()..];
    let (year, _) = ahead.number(2)?;
    *cursor = ahead;
    Some(before + year)
}

/// A year of four digits in Gregorian count. Years that only the Buddhist era has reached are taken for its own, with or
/// without the letters `BE` behind them.
pub(super) fn gregorian(year: u16) -> u16 {
    if (2500..=2800).contains(&year) { year - BUDDHIST_LEAD } else { year }
}

#[cfg(test)]
mod tests {
    use super::super::cursor::Cursor;
    use super::{gregorian, take_japanese};

    #[test]
    fn other_eras_become_gregorian() {
        // Reiwa 1 is 2019, Heisei 1 is 1989; 2565 of the Buddhist era is 2022.
        let japanese = |text| take_japanese(&mut Cursor::new(text));
        assert_eq!(japanese("R4,"), Some(2022));
        assert_eq!(japanese("平成31"), Some(2019));
        assert_eq!(japanese("22"), None);
        assert_eq!((gregorian(2565), gregorian(2022), gregorian(1999)), (2022, 2022, 1999));
    }
}
