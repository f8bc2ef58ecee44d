//! What is known of a row, found by its id. Ids are mostly dense, so most are places in a list.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

use meter_model::Delivery;

/// Values by row id.
#[derive(Debug)]
pub(super) struct ByRow<T> {
    dense: Vec<Option<T>>,
    /// How many values the list holds.
    held: usize,
    sparse: HashMap<i64, T>,
}

impl<T> Default for ByRow<T> {
    fn default() -> Self {
        Self { dense: Vec::new(), held: 0, sparse: HashMap::new() }
    }
}

impl<T> ByRow<T> {
    /// Puts a value there; of several the last one counts.
    pub(super) fn insert(&mut self, row: i64, value: T) {
        // The list may have gaps, but not so many that strange ids fill the memory.
        const GAP: usize = 1024;
        match usize::try_from(row) {
            Ok(place) if place < self.held * 2 + GAP => {
                if place >= self.dense.len() {
                    self.dense.resize_with(place + 1, || None);
                }
                self.held += usize::from(self.dense[place].is_none());
                self.dense[place] = Some(value);
            }
            _ => _ = self.sparse.insert(row, value),
        }
    }

    pub(super) fn get(&self, row: i64) -> Option<&T> {
        let dense = usize::try_from(row).ok().and_then(|place| self.dense.get(place)?.as_ref());
        dense.or_else(|| self.sparse.get(&row))
    }
}

/// How far messages came, by the row of the message; several threads may note at once.
pub(super) struct Farthest {
    dense: Vec<AtomicU8>,
    sparse: Mutex<HashMap<i64, u8>>,
}

/// In their order, so that the place of a later one is larger.
const DELIVERIES: [Delivery; 6] = [
    Delivery::Unknown,
    Delivery::Pending,
    Delivery::Sent,
    Delivery::Failed,
    Delivery::Delivered,
    Delivery::Read,
];

impl Farthest {
    /// For rows of which most have ids below `rows`.
    pub(super) fn of_rows(rows: usize) -> Self {
        Self { dense: (0..rows).map(|_| AtomicU8::new(0)).collect(), sparse: Mutex::default() }
    }

    /// Notes one sighting; the farthest counts.
    pub(super) fn note(&self, row: i64, delivery: Delivery) {
        let rank = (0..).zip(DELIVERIES).find(|(_, other)| *other == delivery).map_or(0, |(rank, _)| rank);
        if let Some(slot) = usize::try_from(row).ok().and_then(|place| self.dense.get(place)) {
            slot.fetch_max(rank, Ordering::Relaxed);
        } else if rank > 0 {
            let mut sparse = self.sparse.lock().unwrap_or_else(PoisonError::into_inner);
            let farthest = sparse.entry(row).or_default();
            *farthest = rank.max(*farthest);
        }
    }

    pub(super) fn get(&self, row: i64) -> Delivery {
        let dense = usize::try_from(row).ok().and_then(|place| self.dense.get(place));
        let rank = dense
            .map(|slot| slot.load(Ordering::Relaxed))
            .or_else(|| self.sparse.lock().unwrap_or_else(PoisonError::into_inner).get(&row).copied());
        DELIVERIES[usize::from(rank.unwrap_or(0))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strange_ids_do_not_fill_the_memory() {
        let mut rows = ByRow::default();
        let mut id = 1_023_i64;
        for value in 0..40 {
            rows.insert(id, value);
            id = 2 * (id + 1) + 1_023;
        }
        assert!(rows.dense.len() < 5_000, "{}", rows.dense.len());
        assert_eq!((rows.get(1_023), rows.get(3_071), rows.get(5)), (Some(&0), Some(&1), None));
    }

    #[test]
    fn strange_ids_are_found_and_fill_no_memory() {
        let mut by_row = ByRow::default();
        let rows = [1, 2, 5_000_000, 3, i64::MAX, -1, i64::MIN, 0, 1_000];
        for (row, value) in rows.into_iter().zip(0..) {
            by_row.insert(row, value);
        }
        for (row, value) in rows.into_iter().zip(0..) {
            assert_eq!(by_row.get(row), Some(&value), "{row}");
        }
        by_row.insert(2, 77);
        assert_eq!((by_row.get(2), by_row.get(4), by_row.get(5_000_001)), (Some(&77), None, None));
        assert!(by_row.dense.len() <= 2_048);
    }

    #[test]
    fn the_farthest_counts() {
        assert!(DELIVERIES.is_sorted());
        let farthest = Farthest::of_rows(2);
        for row in [1, 7, -1] {
            assert_eq!(farthest.get(row), Delivery::Unknown);
            for delivery in [Delivery::Delivered, Delivery::Read, Delivery::Unknown, Delivery::Delivered] {
                farthest.note(row, delivery);
            }
            assert_eq!(farthest.get(row), Delivery::Read, "{row}");
        }
    }
}
