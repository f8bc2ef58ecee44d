//! The keys of objects that are alike.
//!
//! A file has millions of objects with the same keys in the same order. A key that stands where it is expected is told by one comparison,
//! without looking for its end or for what it means.

use super::strict::{Written, blanks, fields, key, written};

/// How many keys that are expected are tried.
const CANDIDATES: usize = 3;

/// How many bytes are compared at once. A longer key is read as if it was not known.
const WIDTH: usize = 16;

/// The keys of the first object, in order, each with what it means to a reader.
#[derive(Debug)]
pub(crate) struct KnownKeys<R> {
    known: Vec<Known<R>>,
}

/// A key with its quotes and its colon, so that another that goes on is not taken for it.
#[derive(Clone, Copy, Debug)]
struct Known<R> {
    written: u128,
    /// The bytes that count.
    mask: u128,
    length: usize,
    meaning: R,
}

impl<R> Known<R> {
    /// `None` if it is too long, or if something stands between key and colon.
    fn of(written: &[u8], meaning: R) -> Option<Self> {
        let mut bytes = [0; WIDTH];
        bytes.get_mut(..written.len())?.copy_from_slice(written);
        let mask = u128::MAX >> (8 * (WIDTH - written.len()));
        let known = Self { written: u128::from_le_bytes(bytes), mask, length: written.len(), meaning };
        written.ends_with(b":").then_some(known)
    }
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
            if let Some((place, known)) = self.expected(next, bytes, at) {
                next = place + 1;
                let end = at + known.length;
                return Some(((known.meaning, (at + 1, end - 2, false)), blanks(bytes, end)));
            }
            let (range, start) = key(bytes, at)?;
            let meant = meaning(written(bytes, range));
            if self.known.is_empty() {
                learnt.extend(Known::of(&bytes[at..range.1 + 2], meant));
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

    /// Which of the keys that are expected next stands at `at`.
    #[inline]
    fn expected(&self, next: usize, bytes: &[u8], at: usize) -> Option<(usize, Known<R>)> {
        let here = u128::from_le_bytes(*bytes.get(at..)?.first_chunk::<WIDTH>()?);
        let candidates = self.known.get(next..)?.iter().zip(next..).take(CANDIDATES);
        for (known, place) in candidates {
            if here & known.mask == known.written {
                return Some((place, *known));
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
