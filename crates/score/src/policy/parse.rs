//! From a user's file to a policy, with errors that name the key.

use serde::{Deserialize, Deserializer};

use super::{MetricPolicy, Policy};

/// Why a file is no policy.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// It is no TOML, or a key or the type of its value means nothing.
    #[error("line {line}: {why}; `safety-meter policy` prints all keys")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Why, with the key.
        why: String,
    },
    /// A value that means nothing.
    #[error("{key}: {why}")]
    Value {
        /// The key, with its table.
        key: String,
        /// What it should be.
        why: &'static str,
    },
}

impl Policy {
    /// Reads a policy from TOML. Keys that are left out keep their default.
    ///
    /// # Errors
    /// If the text is no TOML, has an unknown key, or a value out of its range; the error names the key.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let policy: Self = toml::from_str(text).map_err(|error| syntax(text, &error))?;
        policy.check()?;
        Ok(policy)
    }
}

fn syntax(text: &str, error: &toml::de::Error) -> PolicyError {
    let start = error.span().map_or(0, |span| span.start.min(text.len()));
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let written = text.lines().nth(line - 1).unwrap_or_default();
    let message = error.message().replace('\n', " ");
    let key = written.split_once('=').map(|(key, _)| key.trim()).filter(|key| !message.contains(key));
    let why = key.map_or_else(|| message.clone(), |key| format!("{key}: {message}"));
    PolicyError::Syntax { line, why }
}

/// The keys of a metric's table that are written; the others keep their default.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    attention: Option<f64>,
    good: Option<f64>,
    weight: Option<f64>,
}

fn metric<'de, D: Deserializer<'de>>(
    deserializer: D,
    default: MetricPolicy,
) -> Result<MetricPolicy, D::Error> {
    let written = Written::deserialize(deserializer)?;
    Ok(MetricPolicy {
        attention: written.attention.unwrap_or(default.attention),
        good: written.good.unwrap_or(default.good),
        weight: written.weight.unwrap_or(default.weight),
    })
}

pub(super) fn life_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<MetricPolicy, D::Error> {
    metric(deserializer, Policy::default().life_time)
}

pub(super) fn contacts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<MetricPolicy, D::Error> {
    metric(deserializer, Policy::default().contacts)
}

pub(super) fn chats<'de, D: Deserializer<'de>>(deserializer: D) -> Result<MetricPolicy, D::Error> {
    metric(deserializer, Policy::default().chats)
}
