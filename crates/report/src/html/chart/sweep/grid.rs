//! Two variables: a map of the overall rating, its digit in every place.

use meter_score::Rating;
use meter_score::what_if::sweep::{Cell, Variable};

use super::{ratings, words};
use crate::html::chart::area::Area;
use crate::html::chart::canvas::{Canvas, Look, WIDTH};
use crate::html::chart::frame::{LEFT, LINE};
use crate::html::chart::text::width;
use crate::html::palette::{self, SURFACE};

/// More values than this share places: across, and upwards.
const MOST: [usize; 2] = [24, 16];
const RIGHT: i32 = WIDTH - 8;
const TOP: i32 = 2 * LINE;
const ROW: i32 = 24;
const GAP: i32 = 1;

/// Cells that share a place.
struct Place<'c> {
    first: &'c Cell,
    last: &'c Cell,
    /// The lowest overall rating of them.
    overall: Rating,
}

/// The places of a map, the lowest row first.
pub(super) struct Grid<'c> {
    rows: Vec<Vec<Place<'c>>>,
}

impl<'c> Grid<'c> {
    /// Cells whose second variable changes fastest.
    pub(super) fn of(cells: &'c [Cell]) -> Self {
        let rows: Vec<&[Cell]> = cells.chunk_by(|one, next| one.at[0] == next.at[0]).collect();
        let size = |all: usize, most: usize| all.div_ceil(most).max(1);
        let across = size(rows.first().map_or(0, |row| row.len()), MOST[0]);
        let row = |together: &[&'c [Cell]]| {
            let [first, last] = [together[0], together[together.len() - 1]];
            let place = |index: usize| {
                let end = |row: &[Cell]| (index + across).min(row.len());
                let overall = |cell: &Cell| cell.rated.overall.rating;
                let lowest = together.iter().flat_map(|row| &row[index..end(row)]).map(overall).min();
                Place {
                    first: &first[index],
                    last: &last[end(last) - 1],
                    overall: lowest.unwrap_or(Rating::UseCaution),
                }
            };
            (0..first.len()).step_by(across).map(place).collect()
        };
        Self { rows: rows.chunks(size(rows.len(), MOST[1])).map(row).collect() }
    }

    pub(super) fn height(&self) -> i32 {
        self.bottom() + 3 * LINE
    }

    fn bottom(&self) -> i32 {
        TOP + ROW * i32::try_from(self.rows.len()).unwrap_or(0)
    }

    /// Draws the map: the name of the one variable below it, of the other above its scale.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, [across, upwards]: [Variable; 2]) {
        canvas.text((8, LINE / 2 + 2), words(upwards), Look::QUIET);
        canvas.text(
            (i32::midpoint(LEFT, RIGHT), self.bottom() + 2 * LINE + 3),
            words(across),
            Look::QUIET.centred(),
        );
        for (index, row) in (1..).zip(&self.rows) {
            let top = self.bottom() - ROW * index;
            let places: Vec<Area> = (0..row.len()).map(|column| area(top, column, row.len())).collect();
            if let Some(first) = row.first() {
                canvas.text((LEFT - 8, top + ROW / 2), &first.first.at[0].to_string(), Look::QUIET.ending());
            }
            runs(canvas, row, &places);
            for (place, area) in row.iter().zip(&places) {
                digit(canvas, place, *area);
                canvas.mark(*area, told(place, [across, upwards]));
            }
        }
        self.scale(canvas);
    }

    /// Values across, as many as there is room for.
    fn scale(&self, canvas: &Canvas<'_>) {
        let Some(row) = self.rows.first() else { return };
        let mut free = 0;
        for (column, place) in row.iter().enumerate() {
            let (x, _) = area(0, column, row.len()).middle();
            let label = place.first.at[1].to_string();
            if x - width(&label) / 2 >= free {
                canvas.text((x, self.bottom() + LINE - 2), &label, Look::QUIET.centred());
                free = x + width(&label) / 2 + width(" ");
            }
        }
    }
}

fn area(top: i32, column: usize, columns: usize) -> Area {
    let x = |column: usize| {
        let [column, columns] = [column, columns].map(|number| i32::try_from(number).unwrap_or(1).max(0));
        LEFT + (RIGHT - LEFT) * column / columns.max(1)
    };
    Area { left: x(column), right: x(column + 1), top, bottom: top + ROW }
}

/// Places side by side with the same rating as one rectangle.
fn runs(canvas: &Canvas<'_>, row: &[Place<'_>], places: &[Area]) {
    let pairs: Vec<(Rating, Area)> =
        row.iter().map(|place| place.overall).zip(places.iter().copied()).collect();
    for run in pairs.chunk_by(|one, next| one.0 == next.0) {
        let [(rating, first), (_, last)] = [run[0], run[run.len() - 1]];
        canvas.rectangle(
            Area { right: last.right - GAP, bottom: first.bottom - GAP, ..first },
            palette::of(rating),
        );
    }
}

fn digit(canvas: &Canvas<'_>, place: &Place<'_>, area: Area) {
    let digit = u8::from(place.overall).to_string();
    canvas.text(area.middle(), &digit, Look::LABEL.in_colour(SURFACE).bold().centred());
}

fn told(place: &Place<'_>, [across, upwards]: [Variable; 2]) -> String {
    let value = |index: usize, variable: Variable| {
        let [from, to] = [place.first.at[index], place.last.at[index]];
        let range = if from == to { from.to_string() } else { format!("{from} to {to}") };
        format!("{range} {}", words(variable))
    };
    let at = format!("{}, {}", value(0, upwards), value(1, across));
    if place.first.at == place.last.at {
        format!("{at}: {}", ratings(&place.first.rated))
    } else {
        format!("{at}: overall {} or more", u8::from(place.overall))
    }
}
