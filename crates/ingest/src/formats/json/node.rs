//! One JSON value, not parsed until it is asked for, and then read as leniently as exports need.

use std::borrow::Cow;

use chrono::DateTime;
use meter_model::Moment;

use super::members::{Members, unescape};
use super::strict::value_end;

/// A value of a document that was found valid, as it is written. Wrong types are `None`, never errors.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'a>(&'a str);

impl<'a> Node<'a> {
    /// The value that `text` begins with; `None` if it begins with no valid one.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let end = value_end(text.as_bytes(), 0)?;
        Some(Self(text[..end].trim_ascii_start()))
    }

    /// The value that `text` is, which was found valid and has no blanks around it.
    pub(crate) fn of_valid(text: &'a str) -> Self {
        Self(text)
    }

    /// Whether it is an object.
    pub(crate) fn is_object(&self) -> bool {
        self.0.starts_with('{')
    }

    /// Whether it is an array.
    pub(crate) fn is_list(&self) -> bool {
        self.0.starts_with('[')
    }

    /// Whether it is `null`.
    pub(crate) fn is_null(&self) -> bool {
        self.0 == "null"
    }

    /// The fields of an object in order; nothing for anything else. Keys may repeat: the last one should win.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (Cow<'a, str>, Node<'a>)> + use<'a> {
        let mut members = Members::of(self.0, b'{');
        std::iter::from_fn(move || {
            let key = members.string()?;
            Some((key, Node(members.value()?)))
        })
    }

    /// The value under `key`.
    pub(crate) fn field(&self, key: &str) -> Option<Node<'a>> {
        self.fields().filter(|(name, _)| name == key).last().map(|(_, value)| value)
    }

    /// The values under several keys, found in one pass.
    pub(crate) fn pick<const N: usize>(&self, keys: [&str; N]) -> [Option<Node<'a>>; N] {
        let mut values = std::array::from_fn(|_| None);
        for (name, value) in self.fields() {
            if let Some(slot) = keys.iter().position(|key| *key == name) {
                values[slot] = Some(value);
            }
        }
        values
    }

    /// The elements of an array in order; nothing for anything else.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let mut members = Members::of(self.0, b'[');
        std::iter::from_fn(move || members.value().map(Node))
    }

    /// A string, unescaped; half a surrogate pair becomes U+FFFD.
    pub(crate) fn text(&self) -> Option<Cow<'a, str>> {
        self.0.strip_prefix('"')?.strip_suffix('"').map(|inner| unescape(self.0, inner))
    }

    /// Whether it is a number.
    fn is_number(&self) -> bool {
        self.0.starts_with(|first: char| first == '-' || first.is_ascii_digit())
    }

    /// A string or the digits of a number: what identifiers are.
    pub(crate) fn identifier(&self) -> Option<Cow<'a, str>> {
        if self.is_number() { Some(Cow::Borrowed(self.0)) } else { self.text() }
    }

    /// A whole number, also if it is written as a string, with a fraction, which is cut off, or in the halves `{low, high}` of
    /// JavaScript libraries. Numbers of any size are read; those outside `i64` are `None`.
    pub(crate) fn integer(&self) -> Option<i64> {
        if self.is_object() {
            return self.halves();
        }
        let written = self.identifier()?;
        let written = written.trim();
        written.parse().ok().or_else(|| written.parse().ok().and_then(whole))
    }

    /// The number `high · 2³² + low`. Both halves are written as signed numbers, but only the high one has a sign.
    fn halves(&self) -> Option<i64> {
        let [low, high] = self.pick(["low", "high"]);
        let low = low.filter(|low| !low.is_object())?.integer()?;
        let high = high.filter(|high| !high.is_object())?.integer()?;
        let high = i32::try_from(high).ok().or_else(|| u32::try_from(high).ok().map(u32::cast_signed))?;
        Some((i64::from(high) << 32) | (low & i64::from(u32::MAX)))
    }

    /// A time since the epoch in seconds, milli- or microseconds, in any spelling of [`Node::integer`], or written out with its zone
    /// (RFC 3339).
    pub(crate) fn time(&self) -> Option<Moment> {
        let written_out =
            || DateTime::parse_from_rfc3339(self.text()?.trim()).ok().map(|time| time.timestamp());
        self.integer().and_then(Moment::from_unix).or_else(|| written_out().and_then(Moment::from_seconds))
    }

    /// `true` or `false`, also as a string or as 1 and 0.
    pub(crate) fn flag(&self) -> Option<bool> {
        match self.0 {
            "true" | "\"true\"" | "1" | "\"1\"" => Some(true),
            "false" | "\"false\"" | "0" | "\"0\"" => Some(false),
            _ => None,
        }
    }
}

/// Calls `with` with the JSON document that a string holds, as loggers write it; returns whether there was one.
pub(crate) fn with_embedded(node: &Node<'_>, with: impl FnOnce(&Node<'_>)) -> bool {
    let Some(text) = node.text() else { return false };
    Node::parse(&text)
        .filter(|inner| inner.is_object() || inner.is_list())
        .map(|inner| with(&inner))
        .is_some()
}

/// Calls `with` with an object, be it one or written into a string, as dumps of tables do; returns whether there was one.
pub(crate) fn with_object(node: &Node<'_>, with: impl FnOnce(&Node<'_>)) -> bool {
    if !node.is_object() {
        return with_embedded(node, with);
    }
    with(node);
    true
}

/// Cuts off the fraction, if the rest fits.
fn whole(value: f64) -> Option<i64> {
    const LIMIT: f64 = 9.0e18;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range is checked, and the fraction is to be cut off"
    )]
    (value.abs() < LIMIT).then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use meter_model::Moment;

    use super::{Node, with_embedded};

    fn node(text: &str) -> Node<'_> {
        Node::parse(text).unwrap()
    }

    #[test]
    fn numbers_are_read_however_they_are_written() {
        for (text, expected) in [
            ("12", Some(12)),
            ("\"12\"", Some(12)),
            ("12.9", Some(12)),
            ("\"-12.9\"", Some(-12)),
            ("1.2e1", Some(12)),
            ("18446744073709552000", None),
            ("-1e400", None),
            ("\"\"", None),
            ("\"NaN\"", None),
            ("\"inf\"", None),
            ("null", None),
            ("[12]", None),
            ("true", None),
            (r#"{"low":12,"high":0,"unsigned":true}"#, Some(12)),
            (r#"{"high":"1","low":-1}"#, Some(8_589_934_591)),
            (r#"{"high":-1,"low":-2}"#, Some(-2)),
            (r#"{"low":12}"#, None),
            (r#"{"low":12,"high":4294967296}"#, None),
            (r#"{"low":{"low":1,"high":0},"high":0}"#, None),
        ] {
            assert_eq!(node(text).integer(), expected, "{text}");
        }
        let expected = Moment::from_seconds(1_716_163_200);
        for text in [
            "1716163200",
            "\"1716163200\"",
            "1716163200.25",
            "1.7161632e9",
            "1716163200123",
            // 1716163200 = 0 · 2³² + 1716163200; in milliseconds 399 · 2³² + 2471248896, whose low half is written with a sign.
            r#"{"low":1716163200,"high":0,"unsigned":true}"#,
            r#"{"low":-1823718400,"high":399,"unsigned":false}"#,
            "\"2024-05-20T00:00:00.000Z\"",
            "\"2024-05-20T02:00:00+02:00\"",
        ] {
            assert_eq!(node(text).time(), expected, "{text}");
        }
        assert_eq!(node("\"2024-05-20T00:00:00\"").time(), None, "without a zone it is no instant");
    }

    #[test]
    fn flags_are_true_false_or_nothing() {
        for (text, expected) in [
            ("true", Some(true)),
            ("\"false\"", Some(false)),
            ("0", Some(false)),
            ("1", Some(true)),
            ("null", None),
            ("\"yes\"", None),
            ("[]", None),
        ] {
            assert_eq!(node(text).flag(), expected, "{text}");
        }
    }

    /// Formatted JSON has blanks and line ends around its values, also behind the last one of an object or list.
    #[test]
    fn blanks_around_a_value_are_no_part_of_it() {
        let object = node(
            "{\n \"n\" :\t40 ,\n \"l\": [ 7\n, 8 \t],\r\n \"s\": \"a\"\n, \"b\": true\n, \"z\":  0 \r\n }",
        );
        assert_eq!(object.field("n").unwrap().identifier().unwrap(), "40");
        assert_eq!(object.field("s").unwrap().identifier().unwrap(), "a");
        assert_eq!(object.field("b").unwrap().flag(), Some(true));
        assert_eq!(object.field("z").unwrap().identifier().unwrap(), "0");
        assert_eq!(object.field("z").unwrap().flag(), Some(false));
        let list = object.field("l").unwrap();
        let elements: Vec<_> = list.elements().map(|one| one.identifier().unwrap().into_owned()).collect();
        assert_eq!(elements, ["7", "8"]);
        for text in ["{\"v\":true\n}", "{\"v\":\"true\" \n}", "{\"v\":1 }"] {
            assert_eq!(node(text).field("v").unwrap().flag(), Some(true), "{text:?}");
        }
        assert_eq!(node("{\"v\":null\n}").field("v").map(|value| value.is_null()), Some(true));
        assert_eq!(node("{\"v\":\"a\" \n}").field("v").unwrap().text().unwrap(), "a");
    }

    #[test]
    fn strings_are_unescaped() {
        assert_eq!(node(r#""a\n\u00e9\ud83d\ude00""#).text().unwrap(), "a\né😀");
        assert_eq!(node(r#""x\ud83d""#).text().unwrap(), "x\u{FFFD}");
        assert_eq!(node("\"\"").text().unwrap(), "");
        assert_eq!(node("17").text(), None);
        assert_eq!(node("17").identifier().unwrap(), "17");
    }

    #[test]
    fn the_last_of_repeated_keys_wins() {
        let object = node(r#"{"a":1,"b":2,"a":{"c":[3,4]}}"#);
        let list = object.field("a").and_then(|inner| inner.field("c")).unwrap();
        assert_eq!(list.elements().filter_map(|element| element.integer()).collect::<Vec<_>>(), [3, 4]);
        assert_eq!(object.elements().count(), 0);
        assert_eq!(list.fields().count(), 0);
    }

    #[test]
    fn a_string_can_hold_a_document() {
        let mut seen = None;
        assert!(with_embedded(&node(r#""{\"a\":7}""#), |inner| seen = inner.field("a").unwrap().integer()));
        assert_eq!(seen, Some(7));
        for text in [r#""{\"a\":""#, "\"hello\"", "\"12\"", "{}"] {
            assert!(!with_embedded(&node(text), |_| panic!("no document")), "{text}");
        }
    }
}
