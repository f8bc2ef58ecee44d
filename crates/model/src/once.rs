//! Counting every message once: the touches of each person together, and of these each message once.

use std::collections::HashMap;
use std::ops::Range;

use rayon::prelude::*;

use crate::overlap::{Compare, Pairs};
use crate::{Delivery, Touch};

/// How many heaps are made at once: so many places of memory that are written by turns stay in the cache of a core.
const HEAPS: usize = 256;

/// Brings the touches of each person together, in the order of persons, without a second copy of them: an American flag sort
/// (`McIlroy`, Bostic and `McIlroy` 1993) that makes heaps of many persons first.
pub(crate) fn group_by_person(touches: &mut [Touch], persons: Range<usize>) {
    // A power of two, since a shift costs far less than a division.
    let width = persons.len().div_ceil(HEAPS).next_power_of_two();
    let shift = width.trailing_zeros();
    let mut heaps =
        heap_up(touches, persons.len().div_ceil(width), |touch| (touch.person() - persons.start) >> shift);
    if width > 1 {
        heaps.par_iter_mut().zip(persons.step_by(width).collect::<Vec<_>>()).for_each(|(heap, first)| {
            group_by_person(heap, first..first + width);
        });
    }
}

/// Puts every touch on the heap of its number; returns the heaps.
fn heap_up(
    touches: &mut [Touch],
    heaps: usize,
    number: impl Fn(&Touch) -> usize + Sync,
) -> Vec<&mut [Touch]> {
    let sizes = count(touches, heaps, &number);
    let starts = sizes.iter().scan(0, |start, size| Some(std::mem::replace(start, *start + size)));
    let mut next: Vec<usize> = starts.collect();
    let ends: Vec<usize> = next.iter().zip(&sizes).map(|(start, size)| start + size).collect();
    for heap in 0..heaps {
        while next[heap] < ends[heap] {
            let at = next[heap];
            let place = &mut next[number(&touches[at])];
            let target = *place;
            *place += 1;
            if target != at {
                touches.swap(at, target);
            }
        }
    }
    let mut rest = touches;
    let heaps = sizes.into_iter().map(|size| {
        let (heap, behind) = std::mem::take(&mut rest).split_at_mut(size);
        rest = behind;
        heap
    });
    heaps.collect()
}

/// How many touches each heap gets.
fn count(touches: &[Touch], heaps: usize, number: &(impl Fn(&Touch) -> usize + Sync)) -> Vec<usize> {
    const AT_ONCE: usize = 1 << 16;
    let of_some = |touches: &[Touch]| {
        let mut sizes = vec![0; heaps];
        for touch in touches {
            sizes[number(touch)] += 1;
        }
        sizes
    };
    let add =
        |one: Vec<usize>, other: Vec<usize>| one.iter().zip(other).map(|(one, other)| one + other).collect();
    touches.par_chunks(AT_ONCE).map(of_some).reduce_with(add).unwrap_or_else(|| vec![0; heaps])
}

/// How many of a person's touches are what.
pub(crate) struct Counts {
    /// All, those seen twice included.
    pub(crate) sightings: usize,
    /// Each once.
    pub(crate) once: usize,
    /// Those that did not fail.
    pub(crate) touches: usize,
    /// What several sources saw of them.
    pub(crate) overlaps: Pairs,
}

/// Merges sightings of the same direction and id into one, adds what receipts say about it, and sorts: first the touches by time, then
/// what failed, then what is left over.
pub(crate) fn count_of_person(
    sightings: &mut [Touch],
    receipts: &HashMap<u64, Delivery>,
    compare: Compare,
) -> Counts {
    let by_time = bring_same_together(sightings);
    let overlaps = compare.of_person(sightings);
    let once = merge_sightings(sightings);
    let merged = &mut sightings[..once];
    for touch in &mut *merged {
        touch.seal();
        if touch.is_outgoing()
            && !receipts.is_empty()
            && let Some(&delivery) = receipts.get(&touch.id)
        {
            touch.raise_delivery(delivery);
        }
    }
    if !by_time || merged.iter().any(Touch::failed) {
        merged.sort_unstable_by_key(|touch| (touch.failed(), touch.time(), touch.direction(), touch.id));
    }
    let touches = merged.partition_point(|touch| !touch.failed());
    Counts { sightings: sightings.len(), once, touches, overlaps }
}

/// Brings sightings of the same message together, those of the same source beside each other; returns whether the order is that of
/// time, direction and id.
///
/// Without ids a message is known by its time, and exports are mostly in the order of time, so there is little to be sorted.
fn bring_same_together(sightings: &mut [Touch]) -> bool {
    if sightings.iter().any(Touch::has_id) {
        sightings.sort_unstable_by_key(|touch| (touch.direction(), touch.id, touch.source()));
        return false;
    }
    sightings.sort_by_key(Touch::time);
    for moment in sightings.chunk_by_mut(|one, next| one.time() == next.time()) {
        moment.sort_unstable_by_key(|touch| (touch.direction(), touch.id, touch.source()));
    }
    true
}

/// Merges sorted sightings of one person; returns how many are left at the front.
fn merge_sightings(sightings: &mut [Touch]) -> usize {
    let mut kept = 0;
    for next in 1..sightings.len() {
        let touch = sightings[next];
        let last = &mut sightings[kept];
        if (touch.direction(), touch.id) == (last.direction(), last.id) {
            last.merge(&touch);
        } else {
            kept += 1;
            sightings[kept] = touch;
        }
    }
    sightings.len().min(kept + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::group_by_person;
    use crate::{Act, Delivery, Direction, Kind, Moment, Touch};

    fn touch(person: u32, id: u64) -> Touch {
        let direction = Direction::Incoming;
        let (kind, delivery) = (Kind::Content, Delivery::Unknown);
        Touch::new(person, id, &Act { direction, id: None, time: Moment::FIRST, kind, delivery, text: 0 })
    }

    proptest! {
        #[test]
        fn touches_of_a_person_come_together_and_none_is_lost(
            persons in prop_oneof![Just(1_usize), 1_usize..10, 250_usize..260, 60_000_usize..70_000],
            touches in prop::collection::vec(any::<prop::sample::Index>(), 0..300),
        ) {
            let mut touches: Vec<Touch> = touches
                .iter()
                .zip(0..)
                .map(|(person, id)| touch(u32::try_from(person.index(persons)).unwrap(), id))
                .collect();
            let mut sorted: Vec<(usize, u64)> = touches.iter().map(|touch| (touch.person(), touch.id)).collect();
            sorted.sort_unstable();
            group_by_person(&mut touches, 0..persons);
            prop_assert!(touches.is_sorted_by_key(Touch::person));
            let mut grouped: Vec<(usize, u64)> = touches.iter().map(|touch| (touch.person(), touch.id)).collect();
            grouped.sort_unstable();
            prop_assert_eq!(grouped, sorted);
        }
    }
}
