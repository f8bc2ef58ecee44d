//! The parts of a typed table, read one after the other, unpacked and taken in by all threads.

use std::ops::Range;
use std::sync::{Arc, Mutex};

use meter_tables::{Cell, Part, TableError};

use super::super::at::At;
use super::super::columns::Layout;
use super::super::row::push;
use crate::Collector;
use crate::blocks::{Team, into_inner, lock};

/// Takes in all rows, and lists what is to be listed in their order.
///
/// # Errors
/// At the first part that cannot be read; then the collector is of no use.
pub(super) fn read(
    parts: impl Iterator<Item = Result<Part, TableError>>,
    layout: &Layout,
    collector: &mut Collector,
) -> Result<(), TableError> {
    let pool = Pool { layout, team: Team::new(collector), failed: Mutex::default() };
    rayon::in_place_scope(|scope| pool.hand_out(scope, parts));
    if let Some((_, error)) = into_inner(pool.failed) {
        return Err(error);
    }
    pool.team.join(collector);
    Ok(())
}

/// What all threads that read one table share.
struct Pool<'l> {
    layout: &'l Layout,
    team: Team<()>,
    /// The first range that cannot be read, and why.
    failed: Mutex<Option<(usize, TableError)>>,
}

impl Pool<'_> {
    /// Reads one part after the other.
    fn hand_out<'s>(
        &'s self,
        scope: &rayon::Scope<'s>,
        parts: impl Iterator<Item = Result<Part, TableError>>,
    ) {
        let mut numbers = 0..;
        for part in parts {
            let part = match part {
                Ok(part) => Arc::new(part),
                Err(error) => return self.fail(numbers.next().unwrap_or(usize::MAX), error),
            };
            for (rows, number) in part.ranges().zip(&mut numbers) {
                if self.has_failed_before(number) {
                    return;
                }
                let part = Arc::clone(&part);
                self.team.hand(scope, move || self.run(number, &part, rows));
            }
        }
    }

    fn run(&self, number: usize, part: &Part, rows: Range<usize>) {
        if self.has_failed_before(number) {
            return;
        }
        let taken = self.team.take(number, |twin| {
            part.each_row(rows, &mut |row: u64, cells: &[Cell<'_>]| {
                push(&self.layout.row(&|place| cells[place]), self.layout, At::Row(row), twin);
            })
        });
        if let Err(error) = taken {
            self.fail(number, error);
        }
    }

    /// Of several ranges that cannot be read the first one counts, whatever the order in which they are met.
    fn fail(&self, number: usize, error: TableError) {
        let mut failed = lock(&self.failed);
        if failed.as_ref().is_none_or(|(first, _)| number < *first) {
            *failed = Some((number, error));
        }
    }

    fn has_failed_before(&self, number: usize) -> bool {
        lock(&self.failed).as_ref().is_some_and(|(first, _)| *first < number)
    }
}
