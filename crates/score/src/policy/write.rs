//! From a policy to a file that reads back as the same one.

use std::fmt::Write;

use serde_json::Value;

use super::Policy;

impl Policy {
    /// The policy as TOML, with the comments of the default one under a `heading`, and above each key what `note` says of it; a key of a table
    /// is called `table.key`.
    #[must_use]
    pub fn to_toml(&self, heading: &[String], note: &dyn Fn(&str) -> Option<String>) -> String {
        let values = serde_json::to_value(self).unwrap_or_default();
        let mut text: String = heading.iter().map(|line| comment(line)).collect();
        text.push_str("# Give it to --policy. A key that is left out has its default, which `safety-meter policy` prints.\n");
        let mut table = String::new();
        // What the default says of itself does not hold of another.
        for line in Self::DEFAULT_TOML.lines().skip_while(|line| line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                table = format!("{name}.");
            }
            let key = line.split_once(" = ").map(|(key, _)| key).filter(|key| !key.starts_with('#'));
            let Some(key) = key else {
                let _ = writeln!(text, "{line}");
                continue;
            };
            let path = format!("{table}{key}");
            text.extend(note(&path).map(|note| comment(&note)));
            let pointer = format!("/{}", path.replace('.', "/"));
            let value = values.pointer(&pointer).map(written).unwrap_or_default();
            let _ = writeln!(text, "{key} = {value}");
        }
        text
    }
}

/// One line of comment, whatever is in it.
fn comment(text: &str) -> String {
    let line = text.replace(char::is_control, " ");
    format!("{}\n", format!("# {line}").trim_end())
}

/// A value as TOML has it.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Number(number) => match number.as_f64() {
            // Whole numbers that TOML takes for the same number are easier to read without a fraction.
            Some(whole) if whole.fract() == 0.0 && whole.is_sign_positive() && whole < EXACT => {
                format!("{whole}")
            }
            Some(fraction) if number.is_f64() => format!("{fraction:?}"),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

/// Every whole number below it is exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::policy::{MetricPolicy, OverallRule};
    use crate::{Policy, SignalLimits};

    #[test]
    fn notes_stand_above_their_keys() {
        let note = |key: &str| (key == "riskFactorChats.good").then(|| "raised\nfrom 0.3".to_owned());
        let policy = Policy { name: "a \"b\"".to_owned(), ..Policy::default() };
        let text = policy.to_toml(&["Made by hand.".to_owned()], &note);
        assert!(text.starts_with("# Made by hand.\n# Give it to --policy."), "{text}");
        assert!(text.contains("\n# raised from 0.3\ngood = 0.3\n"), "{text}");
        assert!(!text.contains("default policy:"), "{text}");
        assert_eq!(text.matches("raised").count(), 1);
        assert_eq!(Policy::parse(&text).unwrap(), policy);
    }

    fn any_metric(most: f64) -> impl Strategy<Value = MetricPolicy> {
        let number = move || {
            prop_oneof![0.0..=most, Just(0.0), Just(most), (0_u8..=20).prop_map(|n| f64::from(n) / 20.0)]
        };
        (number(), number(), 0.0..=9.0).prop_map(|(one, other, weight)| MetricPolicy {
            attention: f64::min(one, other),
            good: f64::max(one, other),
            weight: weight + 0.1,
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            name in any::<String>(),
            rule in prop::sample::select(vec![OverallRule::Mean, OverallRule::CappedMedian, OverallRule::Minimum]),
            (window_days, min_sample) in (1_u32..36_525, 0_u64..1 << 60),
            (life_time, contacts, chats) in (any_metric(1e300), any_metric(1.0), any_metric(1.0)),
            (ratio, share) in (0.0..1e18, 0.0..=1.0),
        ) {
            let signals = SignalLimits { outbound_inbound_ratio: ratio, undelivered_share: share, ..SignalLimits::default() };
            let overall = rule;
            let policy = Policy { name, window_days, min_sample, overall, life_time, contacts, chats, signals, ..Policy::default() };
            let read = Policy::parse(&policy.to_toml(&[], &|_| None)).unwrap();
            prop_assert_eq!(read.stamp(), policy.stamp());
            prop_assert_eq!(read, policy);
        }
    }
}
