//! What stands for the text of a message in a table without texts.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use meter_ingest::TextKey;
use meter_model::Touch;

/// What stands for the texts of a channel: the number of each text in the order of rows, behind a mark of the channel's rows, so
/// that numbers of different tables are never taken for the same text. It says which texts are equal and nothing else.
pub(super) struct TextKeys {
    mark: u64,
    numbers: HashMap<u32, usize>,
    /// The moments at which each text was written, by their position.
    moments: HashMap<u32, Vec<usize>>,
}

impl TextKeys {
    /// Looks at all touches of a channel in the order of rows.
    pub(super) fn of(channel: &str, touches: &[&Touch]) -> Self {
        let mut hasher = DefaultHasher::new();
        channel.hash(&mut hasher);
        for touch in touches {
            (touch.time(), touch.direction(), touch.kind()).hash(&mut hasher);
        }
        let mut moments: HashMap<u32, Vec<usize>> = HashMap::new();
        for (position, moment) in touches.chunk_by(|one, next| is_of_one_moment(one, next)).enumerate() {
            for key in moment.iter().filter_map(|touch| touch.text_key()) {
                moments.entry(key).or_default().push(position);
            }
        }
        Self { mark: hasher.finish(), numbers: HashMap::new(), moments }
    }

    /// Puts touches of one moment in an order that does not depend on the keys, which are other ones in every run: by where else their
    /// texts were written, and by the numbers that these already have.
    pub(super) fn sort(&self, moment: &mut [&Touch]) {
        moment.sort_by_key(|touch| {
            let key = touch.text_key();
            let written = key.and_then(|key| self.moments.get(&key));
            let number = key.and_then(|key| self.numbers.get(&key).copied()).unwrap_or(usize::MAX);
            (touch.id(), touch.kind(), touch.delivery(), written, number)
        });
    }

    /// What is written for a key.
    pub(super) fn written(&mut self, key: u32) -> Arc<str> {
        let next = self.numbers.len() + 1;
        let number = self.numbers.entry(key).or_insert(next);
        format!("{:016x}-{number}", self.mark).into()
    }

    /// How many keys stand for more than one text.
    pub(super) fn ambiguous(&self, texts: &TextKey) -> usize {
        self.numbers.keys().filter(|key| texts.is_ambiguous(**key)).count()
    }
}

/// Whether two touches have the same person, time and direction, so that nothing but their content tells which comes first.
pub(super) fn is_of_one_moment(one: &Touch, next: &Touch) -> bool {
    (one.person(), one.time(), one.direction()) == (next.person(), next.time(), next.direction())
}
