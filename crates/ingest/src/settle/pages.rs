//! Notices histories of which only some pages were saved.

use std::collections::BTreeMap;

use crate::Collector;
use crate::reading::Note;

/// A page of a history, which says how many messages all pages have together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Page {
    /// Messages on all pages, as the page says.
    pub(crate) total: u64,
    /// Which page it is, from 1.
    pub(crate) number: u64,
    /// Messages on it.
    pub(crate) records: u64,
}

/// What to say about histories that are cut: gateways give the newest messages first, so a page that is missing hides the oldest.
///
/// Pages with one total are taken for pages of one history, whatever files they lie in, and each number counts once.
pub(crate) fn missing_pages(collectors: &[Collector]) -> Vec<Note> {
    let mut histories: BTreeMap<u64, BTreeMap<u64, u64>> = BTreeMap::new();
    for page in collectors.iter().flat_map(|collector| &collector.pages) {
        let records = histories.entry(page.total).or_default().entry(page.number).or_default();
        *records = page.records.max(*records);
    }
    histories
        .into_iter()
        .map(|(total, pages)| (total, pages.into_values().fold(0_u64, u64::saturating_add)))
        .filter(|(total, read)| read < total)
        .map(|(total, read)| Note {
            names: Vec::new(),
            topic: "cap",
            text: format!(
                "the saved pages hold {read} of the {total} messages that they announce, so this history is cut; \
                 save its other pages, too"
            ),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Page, missing_pages};
    use crate::{Collector, Role, TextKey};

    fn notes(files: &[&[(u64, u64, u64)]]) -> Vec<String> {
        let collectors: Vec<Collector> = files
            .iter()
            .map(|pages| {
                let mut collector = Collector::new("a.json", "x", Role::AddressBook, &TextKey::default());
                for &(total, number, records) in *pages {
                    collector.page(Page { total, number, records });
                }
                collector
            })
            .collect();
        missing_pages(&collectors).into_iter().map(|note| note.text).collect()
    }

    #[test]
    fn all_pages_together_are_a_history_wherever_they_lie() {
        assert_eq!(notes(&[&[(120, 1, 50), (120, 3, 20)], &[(120, 2, 50)]]), Vec::<String>::new());
        assert_eq!(notes(&[&[(0, 1, 0)], &[(7, 1, 7)]]), Vec::<String>::new());
    }

    #[test]
    fn a_page_saved_twice_does_not_stand_for_another() {
        let notes = notes(&[&[(120, 1, 50)], &[(120, 1, 50), (120, 2, 50)]]);
        assert_eq!(notes.len(), 1);
        assert!(notes[0].contains("100 of the 120"), "{notes:?}");
    }

    #[test]
    fn two_histories_are_told_by_their_totals() {
        let notes = notes(&[&[(120, 1, 50), (70, 1, 50), (60, 1, 60)]]);
        assert_eq!(notes.len(), 2);
        assert!(notes[0].contains("50 of the 70") && notes[1].contains("50 of the 120"), "{notes:?}");
    }
}
