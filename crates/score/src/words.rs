//! Numbers for people: as exact as they are, and no more.

/// `1 day`, `30 days`.
#[must_use]
pub fn count(number: impl Into<i128>, one: &str, many: &str) -> String {
    let number = number.into();
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A share in whole percent without the sign, such as `42`. Limits are round numbers, so a share that falls short
/// of one keeps the decimals that say so: 0.296 is `29.6`, not `30`.
#[must_use]
pub fn percent(share: f64) -> String {
    const ROUND: f64 = 5.0;
    const NOISE: f64 = 1e-9;
    let exact = share * 100.0;
    let step = |percent: f64| ((percent + NOISE) / ROUND).floor();
    let rounded = |decimals| format!("{exact:.decimals$}");
    (0..6)
        .map(rounded)
        .find(|text| text.parse().is_ok_and(|shown: f64| step(shown) <= step(exact)))
        .unwrap_or_else(|| rounded(6))
}

/// A duration in the unit that suits it: `45 s`, `31 min`, `2 h 5 min`, `3 days`.
#[must_use]
pub fn duration(seconds: f64) -> String {
    let minutes = (seconds / 60.0).round();
    let hours = (minutes / 60.0).floor();
    let rest = minutes - hours * 60.0;
    if seconds < 59.5 {
        format!("{seconds:.0} s")
    } else if minutes < 60.0 {
        format!("{minutes:.0} min")
    } else if hours >= 48.0 {
        format!("{:.0} days", (seconds / 86_400.0).round())
    } else if rest < 0.5 {
        format!("{hours:.0} h")
    } else {
        format!("{hours:.0} h {rest:.0} min")
    }
}

/// A number with two decimals at most, none of them needless.
#[must_use]
pub fn plain(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{count, duration, percent, plain};

    #[test]
    fn shares_are_rounded_but_never_up_to_a_limit() {
        assert_eq!(percent(0.42), "42");
        assert_eq!(percent(0.424), "42");
        assert_eq!(percent(2.0 / 3.0), "67");
        assert_eq!(percent(0.296), "29.6");
        assert_eq!(percent(0.2996), "29.96");
        assert_eq!(percent(0.304), "30");
        assert_eq!(percent(0.29), "29");
        assert_eq!(percent(0.55), "55");
        assert_eq!(percent(0.0), "0");
        assert_eq!(percent(1.0), "100");
        assert_eq!(percent(0.998), "99.8");
    }

    #[test]
    fn durations_take_the_unit_that_suits_them() {
        assert_eq!(duration(0.0), "0 s");
        assert_eq!(duration(45.0), "45 s");
        assert_eq!(duration(59.6), "1 min");
        assert_eq!(duration(1860.0), "31 min");
        assert_eq!(duration(3599.0), "1 h");
        assert_eq!(duration(7500.0), "2 h 5 min");
        assert_eq!(duration(172_799.0), "2 days");
        assert_eq!(duration(259_200.0), "3 days");
    }

    #[test]
    fn numbers_take_their_words() {
        assert_eq!(count(1_u64, "day", "days"), "1 day");
        assert_eq!(count(0_u64, "day", "days"), "0 days");
        assert_eq!(plain(30.0), "30");
        assert_eq!(plain(7.0 / 3.0), "2.33");
        assert_eq!(plain(0.5), "0.5");
    }
}
