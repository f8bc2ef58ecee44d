//! The keys of objects that are alike.
//!
//! A file has millions of objects with the same keys in the same order. A key that stands where it is expected is told by one comparison,
//! without looking for its end or for what it means.

use super::strict::{Range, Written, blanks, fields, key, written};

/// How many keys that are expected may be missing in a row.
const MISSING: usize = 3;

/// The keys of the first object, in order, each with what it means to a reader.
#[derive(Debug)]
pub(crate) struct KnownKeys<R> {
    known: Vec<(Box<[u8]>, R)>,
}

impl<R> Default for KnownKeys<R> {
    fn default() -> Self {
        Self { known: Vec::new() }
    }
}

impl<R: Copy> KnownKeys<R> {
    /// As [`each_field`](super::each_field), with what `meaning` makes of each key.
    pub(crate) fn each_field<'t>(
        &mut self,
        bytes: &'t [u8],
        meaning: impl Fn(Written<'t>) -> R,
        mut visit: impl FnMut(R, &'t [u8], Written<'t>),
    ) -> Option<usize> {
        let mut learnt = Vec::new();
        let mut next = 0;
        let read_key = |at: usize| {
            if let Some((place, key, start)) = self.expected(next, bytes, at) {
                next = place + 1;
                return Some(((self.known[place].1, key), start));
            }
            let (range, start) = key(bytes, at)?;
            let meant = meaning(written(bytes, range));
            // With its colon, so that another that goes on is not taken for it; with a blank before that it is left to be read.
            let with_colon = &bytes[at..range.1 + 2];
            if self.known.is_empty() && with_colon.ends_with(b":") {
                learnt.push((with_colon.into(), meant));
            }
            Some(((meant, range), start))
        };
        let end = fields(bytes, read_key, |(meant, key), value| {
            visit(meant, &bytes[key.0..key.1], written(bytes, value));
        });
        if self.known.is_empty() {
            self.known = learnt;
        }
        end
    }

    /// Which of the keys that are expected next stands at `at`, where it stands, and where its value begins.
    fn expected(&self, next: usize, bytes: &[u8], at: usize) -> Option<(usize, Range, usize)> {
        let rest = bytes.get(at..)?;
        let candidates = self.known.iter().enumerate().skip(next).take(MISSING);
        for (place, (key, _)) in candidates {
            if rest.starts_with(key) {
                let end = at + key.len();
                return Some((place, (at + 1, end - 2, false), blanks(bytes, end)));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::each_field;
    use super::KnownKeys;

    proptest! {
        #[test]
        fn known_keys_are_what_each_object_says(
            objects in prop::collection::vec(prop::collection::vec(
                (prop::sample::select(vec!["a", "ab", "b", "c\\n", "d", ""]), prop::sample::select(vec!["1", "\"x\"", "{}", "[1]", "?"])),
                0..6,
            ), 0..6),
            colon in prop::sample::select(vec![":", " :", ": "]),
        ) {
            let mut keys = KnownKeys::default();
            for fields in objects {
                let fields: Vec<String> = fields.iter().map(|(key, value)| format!("\"{key}\"{colon}{value}")).collect();
                let text = format!("{{{}}} ", fields.join(","));
                let (mut plain, mut known) = (Vec::new(), Vec::new());
                let end = each_field(text.as_bytes(), |key, value| {
                    plain.push((key.bytes.len(), key.is_escaped, key.bytes, value.bytes));
                });
                let same_end = keys.each_field(
                    text.as_bytes(),
                    |key| (key.bytes.len(), key.is_escaped),
                    |(length, is_escaped), key, value| known.push((length, is_escaped, key, value.bytes)),
                );
                prop_assert_eq!(end, same_end);
                prop_assert_eq!(plain, known);
            }
        }
    }
}
