//! A value as a bar that is told apart without colour: it has reached the mark of a rating exactly if the value has.

use meter_score::{MetricPolicy, Rating};

use super::page::{Line, Paint};

/// Cells of a bar, and of one where there is no room for it.
const CELLS: usize = 20;
const FEW_CELLS: usize = 10;
/// A bar has two marks, between its cells.
const MARKS: usize = 2;
/// The parts into which characters cut a cell.
const PARTS: usize = 8;

const MARK: char = '│';
const TRACK: char = '░';

/// How far a bar is filled, and where its marks are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Bar {
    cells: usize,
    /// In parts of cells.
    filled: usize,
    /// Behind how many cells the ratings 2 and 3 begin.
    marks: [usize; MARKS],
}

impl Bar {
    /// The bar of a value from 0 on that is full at `end`, for so many columns.
    pub(super) fn new(value: f64, end: f64, cuts: &MetricPolicy, room: usize) -> Self {
        let cells = if room >= CELLS + MARKS { CELLS } else { FEW_CELLS };
        let share = |value: f64| if value < end { (value / end).max(0.0) } else { 1.0 };
        let marks = marks([share(cuts.attention), share(cuts.good)], cells);
        let [attention, good] = marks.map(|mark| mark * PARTS);
        let parts = whole((share(value) * (cells * PARTS) as f64).floor());
        let filled = match cuts.rate(value) {
            Rating::UseCaution => parts.min(attention.saturating_sub(1)),
            Rating::NeedsAttention => parts.clamp(attention, good.saturating_sub(1).max(attention)),
            Rating::GoodIndicator => parts.max(good),
        };
        Self { cells, filled, marks }
    }

    /// Adds it to a line.
    pub(super) fn draw(self, line: Line, rating: Rating) -> Line {
        let characters: Vec<(char, Paint)> = (0..=self.cells)
            .flat_map(|cell| {
                let marks = self.marks.iter().filter(move |mark| **mark == cell);
                marks
                    .map(|_| (MARK, Paint::Plain))
                    .chain((cell < self.cells).then(|| self.cell(cell, rating)))
            })
            .collect();
        characters.chunk_by(|(_, one), (_, next)| one == next).fold(line, |line, run| {
            line.whole(0, run.iter().map(|(character, _)| character).collect::<String>(), run[0].1)
        })
    }

    fn cell(self, cell: usize, rating: Rating) -> (char, Paint) {
        const PARTLY: [char; PARTS] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
        match self.filled.saturating_sub(cell * PARTS) {
            0 => (TRACK, Paint::Quiet),
            parts => (PARTLY[parts.min(PARTS) - 1], Paint::Rated(rating)),
        }
    }
}

/// Where marks are, two of different shares never at the same place, and none but that of nothing at the beginning.
fn marks([attention, good]: [f64; MARKS], cells: usize) -> [usize; MARKS] {
    let place = |share: f64| whole((share * cells as f64).round()).max(usize::from(share > 0.0));
    match [place(attention), place(good)] {
        [same, other] if same == other && attention < good => {
            let lower = same.min(cells - 1);
            [lower, lower + 1]
        }
        places => places,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to a few hundred")]
fn whole(number: f64) -> usize {
    number as usize
}

#[cfg(test)]
mod tests {
    use meter_score::{MetricPolicy, Rating};

    use super::super::TableStyle;
    use super::super::page::{Line, Page};
    use super::{Bar, PARTS};

    fn cuts(attention: f64, good: f64) -> MetricPolicy {
        MetricPolicy { attention, good, weight: 1.0 }
    }

    fn drawn(value: f64, end: f64, cuts: &MetricPolicy, room: usize) -> String {
        let mut page = Page::new(&TableStyle { width: 80, colour: false });
        page.line(Bar::new(value, end, cuts, room).draw(Line::new(0, 0), Rating::UseCaution));
        page.into_text().trim_end().to_owned()
    }

    #[test]
    fn shares_fill_twenty_cells_of_five_percent() {
        let cuts = cuts(0.2, 0.5);
        assert_eq!(drawn(0.0, 1.0, &cuts, 40), "░░░░│░░░░░░│░░░░░░░░░░");
        // 42 % are 67.2 eighths of cells: eight cells and three eighths.
        assert_eq!(drawn(0.42, 1.0, &cuts, 22), "████│████▍░│░░░░░░░░░░");
        assert_eq!(drawn(0.5, 1.0, &cuts, 22), "████│██████│░░░░░░░░░░");
        assert_eq!(drawn(1.0, 1.0, &cuts, 22), "████│██████│██████████");
    }

    #[test]
    fn ages_end_at_the_good_cut() {
        let cuts = cuts(7.0, 30.0);
        // 7 of 30 days are 4.67 cells, so the mark is behind the fifth; three days are two cells.
        assert_eq!(drawn(3.0, 30.0, &cuts, 22), "██░░░│░░░░░░░░░░░░░░░│");
        assert_eq!(drawn(3_000.0, 30.0, &cuts, 22), "█████│███████████████│");
    }

    #[test]
    fn narrow_ones_have_half_as_many_cells() {
        // 15 % are one and a half cells of ten: the mark is behind the second, and 15 % have reached it.
        assert_eq!(drawn(0.15, 1.0, &cuts(0.15, 0.3), 21), "██│░│░░░░░░░");
        assert_eq!(drawn(0.149, 1.0, &cuts(0.15, 0.3), 21), "█▍│░│░░░░░░░");
    }

    /// However close to each other cuts and value are, a bar tells on which side of which mark it is.
    #[test]
    fn a_bar_reaches_a_mark_exactly_if_the_value_does() {
        let hundredths = || (0..=100).map(|hundredth| f64::from(hundredth) / 100.0);
        for attention in hundredths() {
            for good in hundredths().filter(|good| *good >= attention) {
                let cuts = cuts(attention, good);
                for value in hundredths() {
                    for room in [15, 30] {
                        let bar = Bar::new(value, 1.0, &cuts, room);
                        let reached = bar.marks.map(|mark| bar.filled >= mark * PARTS);
                        let is = [value >= attention, value >= good];
                        assert_eq!(reached, is, "{value} with {attention} and {good} in {room}: {bar:?}");
                        assert!(bar.filled <= bar.cells * PARTS && bar.marks[1] <= bar.cells, "{bar:?}");
                    }
                }
            }
        }
    }
}
