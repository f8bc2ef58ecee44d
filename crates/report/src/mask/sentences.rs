//! Paths in sentences of ours, all looked for at once: a channel may have a hundred thousand files, and a sentence about each.

use std::cmp::Reverse;

use aho_corasick::{AhoCorasick, Match};

use super::Mask;

/// Paths that may stand in sentences, each with what is shown instead.
#[derive(Clone, Debug)]
pub struct Sentences {
    /// `None` if nothing is to be masked.
    paths: Option<Paths>,
}

#[derive(Clone, Debug)]
struct Paths {
    /// `None` if there are more than it can hold; then no sentence is shown.
    search: Option<AhoCorasick>,
    shown: Vec<String>,
}

impl Sentences {
    pub(super) fn new<'p>(mask: Mask, paths: impl Iterator<Item = &'p str>) -> Self {
        if mask == Mask::Off {
            return Self { paths: None };
        }
        let paths: Vec<&str> = paths.filter(|path| !path.is_empty()).collect();
        let search = AhoCorasick::new(&paths).ok();
        let shown = paths.iter().map(|path| mask.path(path)).collect();
        Self { paths: Some(Paths { search, shown }) }
    }

    /// The sentence with all of them masked, wherever they stand as a whole.
    #[must_use]
    pub fn masked(&self, sentence: &str) -> String {
        match &self.paths {
            None => sentence.to_owned(),
            Some(Paths { search: None, .. }) => Mask::NOTHING.to_owned(),
            Some(Paths { search: Some(search), shown }) => masked(sentence, search, shown),
        }
    }
}

/// Of several paths in one place the longest that stands as a whole is masked.
fn masked(sentence: &str, search: &AhoCorasick, shown: &[String]) -> String {
    let is_part_of_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let is_whole = |found: &Match| {
        let (before, behind) = (&sentence[..found.start()], &sentence[found.end()..]);
        !is_part_of_word(before.chars().next_back()) && !is_part_of_word(behind.chars().next())
    };
    let mut whole: Vec<Match> = search.find_overlapping_iter(sentence).filter(is_whole).collect();
    whole.sort_unstable_by_key(|found| (found.start(), Reverse(found.end())));
    let mut result = String::with_capacity(sentence.len());
    let mut written = 0;
    for found in whole {
        if found.start() >= written {
            result.push_str(&sentence[written..found.start()]);
            result.push_str(&shown[found.pattern().as_usize()]);
            written = found.end();
        }
    }
    result + &sentence[written..]
}
