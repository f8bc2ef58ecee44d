//! The only thing that is ever done with a message's text.

use std::hash::{BuildHasher, RandomState};

/// A random key, drawn anew in every run, under which texts are hashed to see whether two are the same.
#[derive(Clone, Debug, Default)]
pub struct TextKey(RandomState);

impl TextKey {
    /// The keyed hash of a text (`SipHash`); zero only for no text.
    #[must_use]
    pub fn hash(&self, text: &str) -> u64 {
        if text.is_empty() { 0 } else { self.0.hash_one(text).max(1) }
    }
}
