//! What if: the ratings for every value of one variable, or of two.

mod grid;
mod line;

use meter_score::what_if::sweep::{Axis, Cell, Variable};
use meter_score::words::count;
use meter_score::{Rated, Rating, RatingKey};

use super::canvas::svg;
use super::frame::share;
use super::lanes::name;
use super::{Figure, FigureTable};

const ID: &str = "sweep";
/// More rows than this are for a program to read.
const MOST_ROWS: usize = 500;

/// Draws a sweep of one or two variables: one as lines and lanes, two as a map of the overall rating.
///
/// `cells` are those that [`sweep`](meter_score::what_if::sweep::sweep) gives for `axes`. Where there are more than can be seen, neighbours
/// share a place and show the lowest of their ratings.
#[must_use]
pub fn sweep(axes: &[Axis], cells: &[Cell]) -> Figure {
    let variables: Vec<Variable> = axes.iter().map(|axis| axis.variable).collect();
    let title =
        format!("What if: {}", variables.iter().copied().map(words).collect::<Vec<_>>().join(" and "));
    let (rows, is_cut) = rows(cells);
    let cut = format!(" The table has the first {MOST_ROWS} rows; the sweep as CSV or JSON has all.");
    let cut = if is_cut { cut } else { String::new() };
    let summary = summary(&variables, cells) + &cut;
    let svg = match variables[..] {
        [variable] => svg(ID, &title, &summary, line::HEIGHT, |canvas| line::draw(canvas, variable, cells)),
        [upwards, across] => {
            let grid = grid::Grid::of(cells);
            svg(ID, &title, &summary, grid.height(), |canvas| grid.draw(canvas, [across, upwards]))
        }
        _ => svg(ID, &title, &summary, 0, |_| ()),
    };
    let of_axes = variables.iter().copied().map(words);
    let columns = of_axes.chain(RatingKey::ALL.map(name)).chain(["Coverage", "Response rate"]);
    Figure { id: ID, table: FigureTable::new(columns, rows), title, summary, svg }
}

/// What a value of a variable counts.
fn words(variable: Variable) -> &'static str {
    match variable {
        Variable::Age => "days older",
        Variable::Save => "people saved",
        Variable::Answer => "outreaches answered",
        Variable::Send => "people written to",
        Variable::Known => "% of them in the address book",
        Variable::Reply => "% of them who answer",
        Variable::Window => "days in the window",
    }
}

/// Such as `overall 2, age of the number 3, address book 2, response rate 3`.
fn ratings(rated: &Rated) -> String {
    let word = |key| format!("{} {}", name(key), u8::from(rated.rating(key)));
    RatingKey::ALL.map(word).join(", ")
}

/// Coverage and response rate, each empty without data.
fn shares(rated: &Rated) -> [String; 2] {
    let metrics = &rated.metrics;
    [metrics.contacts.coverage, metrics.chats.response_rate].map(|value| value.map(share).unwrap_or_default())
}

fn summary(variables: &[Variable], cells: &[Cell]) -> String {
    let at = |cell: &Cell| {
        let value = |(value, variable): (&u64, &Variable)| format!("{value} {}", words(*variable));
        cell.at.iter().zip(variables).map(value).collect::<Vec<_>>().join(" and ")
    };
    let [Some(first), Some(last)] = [cells.first(), cells.last()] else {
        return "Nothing was swept.".to_owned();
    };
    let overall = |cell: &Cell| cell.rated.overall.rating;
    let with = |rating: Rating| cells.iter().filter(|cell| overall(cell) == rating).count() as u64;
    let spread = Rating::ALL.into_iter().filter(|rating| with(*rating) > 0);
    let spread = spread.map(|rating| format!("{} in {}", u8::from(rating), with(rating)));
    format!(
        "With {} the overall rating is {}, with {} it is {}. Of {} it is {}.",
        at(first),
        u8::from(overall(first)),
        at(last),
        u8::from(overall(last)),
        count(cells.len() as u64, "case", "cases"),
        spread.collect::<Vec<_>>().join(", ")
    )
}

/// A row for each run of neighbours with the same numbers, and whether there are more than are shown.
fn rows(cells: &[Cell]) -> (Vec<Vec<String>>, bool) {
    let is_alike = |one: &Cell, next: &Cell| {
        let outer = one.at.len().saturating_sub(1);
        one.at[..outer] == next.at[..outer]
            && one.rated.ratings() == next.rated.ratings()
            && shares(&one.rated) == shares(&next.rated)
    };
    let row = |run: &[Cell]| {
        let [first, last] = [&run[0], &run[run.len() - 1]];
        let value =
            |(from, to): (&u64, &u64)| if from == to { from.to_string() } else { format!("{from} to {to}") };
        let digits = RatingKey::ALL.map(|key| u8::from(first.rated.rating(key)).to_string());
        first.at.iter().zip(&last.at).map(value).chain(digits).chain(shares(&first.rated)).collect()
    };
    let mut runs = cells.chunk_by(is_alike);
    let rows = runs.by_ref().take(MOST_ROWS).map(row).collect();
    (rows, runs.next().is_some())
}
