//! Compares what came out with what was computed by hand.

use serde_json::Value;

/// Where `actual` does not contain `expected`: objects as subsets, arrays elementwise, numbers within 10⁻⁹.
pub fn differences(path: &str, expected: &Value, actual: &Value, found: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (key, value) in expected {
                let path = format!("{path}.{key}");
                match actual.get(key) {
                    Some(actual) => differences(&path, value, actual, found),
                    None => found.push(format!("{path}: missing")),
                }
            }
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            for (index, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                differences(&format!("{path}[{index}]"), expected, actual, found);
            }
        }
        (Value::Number(one), Value::Number(other))
            if (one.as_f64().unwrap() - other.as_f64().unwrap()).abs() <= 1e-9 => {}
        _ if expected == actual => {}
        _ => found.push(format!("{path}: expected {expected}, got {actual}")),
    }
}
