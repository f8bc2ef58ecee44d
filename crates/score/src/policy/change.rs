//! In which keys two policies differ.

use serde_json::Value;

use super::Policy;
use super::write::written;

/// A key of a policy that has another value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyChange {
    /// The key, with its table.
    pub key: String,
    /// Its value before, as TOML has it.
    pub before: String,
    /// Its value after.
    pub after: String,
}

impl Policy {
    /// The keys in which another policy differs, in the order of their names.
    #[must_use]
    pub fn changes_to(&self, other: &Self) -> Vec<KeyChange> {
        let [before, after] = [self, other].map(|policy| serde_json::to_value(policy).unwrap_or_default());
        let mut changes = Vec::new();
        compare("", &before, &after, &mut changes);
        changes
    }
}

fn compare(key: &str, before: &Value, after: &Value, changes: &mut Vec<KeyChange>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, value) in before {
                let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                compare(&key, value, after.get(name).unwrap_or(&Value::Null), changes);
            }
        }
        _ if before == after => {}
        _ => changes.push(KeyChange { key: key.to_owned(), before: written(before), after: written(after) }),
    }
}

#[cfg(test)]
mod tests {
    use crate::Policy;

    #[test]
    fn changes_are_named_with_both_values() {
        let other = Policy::parse(
            "name = 'strict'\noverall = 'minimum'\nmin_sample = 10\n[riskFactorChats]\ngood = 0.45\n[signals]\nyoung_days = 60\n",
        )
        .unwrap();
        let changes = Policy::default().changes_to(&other);
        let mut said: Vec<String> = changes
            .iter()
            .map(|change| format!("{} {} {}", change.key, change.before, change.after))
            .collect();
        said.sort();
        assert_eq!(
            said,
            [
                "name \"default\" \"strict\"",
                "overall \"mean\" \"minimum\"",
                "riskFactorChats.good 0.3 0.45",
                "signals.young_days 30 60",
            ]
        );
        assert_eq!(other.changes_to(&other), []);
    }
}
