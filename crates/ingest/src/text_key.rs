//! The only thing that is ever done with a message's text.

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

/// A random key, drawn anew in every run, under which texts are hashed to see whether two are the same.
#[derive(Clone, Default)]
pub struct TextKey {
    state: RandomState,
    memory: Option<Arc<Memory>>,
}

/// The texts behind the hashes, by what touches keep of a hash; `None` where two texts have the same.
type Memory = Mutex<HashMap<u32, Option<Arc<str>>>>;

impl TextKey {
    /// A key that remembers every text that it hashes, for those who ask to have the texts in their own tables.
    #[must_use]
    pub fn remembering() -> Self {
        Self { state: RandomState::new(), memory: Some(Arc::default()) }
    }

    /// The keyed hash of a text (`SipHash`); zero only for no text.
    #[must_use]
    pub fn hash(&self, text: &str) -> u64 {
        if text.is_empty() {
            return 0;
        }
        let mut hasher = self.state.build_hasher();
        hasher.write(text.as_bytes());
        let hash = hasher.finish().max(1);
        if let (Some(memory), Some(key)) = (&self.memory, meter_model::text_key(hash)) {
            let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
            let known = memory.entry(key).or_insert_with(|| Some(text.into()));
            if known.as_deref().is_some_and(|known| known != text) {
                *known = None;
            }
        }
        hash
    }

    /// The keyed hash of what stands for a text in a table; never that of a text, since no text has the byte that ends each part here.
    #[must_use]
    pub fn hash_key(&self, key: &str) -> u64 {
        self.state.hash_one(("text_key", key)).max(1)
    }

    /// The text behind what a touch keeps of its hash, if it was remembered and no other text has the same.
    #[must_use]
    pub fn remembered(&self, key: u32) -> Option<Arc<str>> {
        let memory = self.memory.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        memory.get(&key)?.clone()
    }

    /// Whether a touch keeps the same of several texts, so that none of them can be told.
    #[must_use]
    pub fn is_ambiguous(&self, key: u32) -> bool {
        let memory = self.memory.as_ref().map(|memory| memory.lock().unwrap_or_else(PoisonError::into_inner));
        memory.is_some_and(|memory| memory.get(&key).is_some_and(Option::is_none))
    }
}

/// Neither key nor texts are ever printed.
impl fmt::Debug for TextKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TextKey").finish_non_exhaustive()
    }
}
