//! A sweep as rows, and as a table for people.

use std::io::{self, Write};

use meter_score::Rated;
use meter_score::what_if::sweep::{Axis, Cell as SweptCell};
use meter_score::words::percent;

use crate::Grid;
use crate::cell::{Cell, Sort, count};
use crate::table::{Line, Page, Paint, TableStyle, displayed, meter};

/// One row a cell: the channel, the values of the variables, and everything that is rated.
#[must_use]
pub fn sweep_rows(channel: &str, axes: &[Axis], cells: &[SweptCell]) -> Grid {
    let variables = axes.iter().map(|axis| (axis.variable.name(), Sort::Whole));
    let mut grid = Grid::of_rated([("channel", Sort::Text)].into_iter().chain(variables));
    for cell in cells {
        let mut row = vec![Cell::Text(channel.to_owned())];
        row.extend(cell.at.iter().copied().map(count));
        grid.push_rated(row, &cell.rated);
    }
    grid
}

/// Writes the ratings of a channel's cells, neighbours that are rated alike as one line.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_sweep_table<W: Write + ?Sized>(
    channel: &str,
    axes: &[Axis],
    cells: &[SweptCell],
    style: &TableStyle,
    out: &mut W,
) -> io::Result<()> {
    let mut page = Page::new(style);
    page.line(Line::new(0, 2).text(&displayed(channel), Paint::Heading));
    let is_alike = |one: &SweptCell, next: &SweptCell| {
        let inner = one.at.len() - 1;
        one.at[..inner] == next.at[..inner] && ratings(&one.rated) == ratings(&next.rated)
    };
    for alike in cells.chunk_by(is_alike) {
        let (Some(first), Some(last)) = (alike.first(), alike.last()) else { continue };
        let mut line = Line::new(2, 9).whole(
            0,
            meter(first.rated.overall.rating),
            Paint::Rated(first.rated.overall.rating),
        );
        for (index, axis) in axes.iter().enumerate() {
            let name = axis.variable.name();
            let (from, to) = (first.at[index], last.at[index]);
            let values = if from == to { format!("{name} {from}") } else { format!("{name} {from} to {to}") };
            line = line.whole(2, values, Paint::Heading);
        }
        let [_, age, contacts, chats] = ratings(&first.rated);
        let shares = |share: fn(&Rated) -> Option<f64>| between(share(&first.rated), share(&last.rated));
        page.line(
            line.whole(2, format!("age {age}"), Paint::Plain)
                .whole(
                    2,
                    format!("contacts {contacts}{}", shares(|rated| rated.metrics.contacts.coverage)),
                    Paint::Plain,
                )
                .whole(
                    2,
                    format!("replies {chats}{}", shares(|rated| rated.metrics.chats.response_rate)),
                    Paint::Plain,
                ),
        );
    }
    out.write_all(page.into_text().as_bytes())
}

/// The overall rating, and those of the three metrics.
fn ratings(rated: &Rated) -> [u8; 4] {
    let metrics = &rated.metrics;
    let parts = [metrics.life_time.rating, metrics.contacts.rating, metrics.chats.rating];
    let [age, contacts, chats] = parts.map(u8::from);
    [rated.overall.rating.into(), age, contacts, chats]
}

/// ` (40 to 48 %)`, or nothing where there is no value.
fn between(first: Option<f64>, last: Option<f64>) -> String {
    match (first.map(percent), last.map(percent)) {
        (Some(first), Some(last)) if first == last => format!(" ({first} %)"),
        (Some(first), Some(last)) => format!(" ({first} to {last} %)"),
        _ => String::new(),
    }
}
