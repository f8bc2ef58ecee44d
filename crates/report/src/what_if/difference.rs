//! What is different, value by value.

use serde::{Serialize, Serializer};

use super::WhatIf;
use crate::Grid;
use crate::cell::{Cell, Sort};
use crate::rated::RATED;

/// One value of a channel as it is and as it would be.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Difference {
    /// The name of its column.
    pub(super) name: &'static str,
    pub(super) before: Cell,
    pub(super) after: Cell,
}

impl Difference {
    /// By how much it would be more; nothing for words, or where one of the two has no value.
    pub(super) fn amount(&self) -> Cell {
        match (&self.before, &self.after) {
            (Cell::Whole(before), Cell::Whole(after)) => Cell::Whole(after - before),
            (Cell::Number(before), Cell::Number(after)) => Cell::Number(after - before),
            _ => Cell::Nothing,
        }
    }
}

/// All values that are rated.
pub(super) fn differences(comparison: &WhatIf) -> Vec<Difference> {
    let [before, after] = [&comparison.before, &comparison.after].map(|result| &result.assessment);
    let difference = |column: &crate::rated::RatedColumn| Difference {
        name: column.name,
        before: (column.cell)(&before.overall, &before.metrics),
        after: (column.cell)(&after.overall, &after.metrics),
    };
    RATED.iter().map(difference).collect()
}

/// One row a value: the channel, the name of the value, before, after and the difference.
#[must_use]
pub fn rows(comparisons: &[WhatIf]) -> Grid {
    let mut grid = Grid::new([
        ("channel", Sort::Text),
        ("value", Sort::Text),
        ("before", Sort::Text),
        ("after", Sort::Text),
        ("difference", Sort::Number),
    ]);
    let text = |cell: Cell| cell.into_text().map_or(Cell::Nothing, Cell::Text);
    for comparison in comparisons {
        for difference in differences(comparison) {
            let amount = match difference.amount() {
                Cell::Whole(amount) => Cell::Number(amount as f64),
                amount => amount,
            };
            grid.push(vec![
                Cell::Text(comparison.before.channel.clone()),
                Cell::Text(difference.name.to_owned()),
                text(difference.before),
                text(difference.after),
                amount,
            ]);
        }
    }
    grid
}

/// The amounts of all values that are numbers, by name.
pub(super) struct Amounts(pub(super) Vec<Difference>);

impl Serialize for Amounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_number = |difference: &&Difference| {
            let column = RATED.iter().find(|column| column.name == difference.name);
            column.is_some_and(|column| matches!(column.sort, Sort::Whole | Sort::Number))
        };
        serializer.collect_map(self.0.iter().filter(is_number).map(|one| (one.name, one.amount())))
    }
}
