//! Charts as SVG, each with its words: nobody has to see a chart to know what it says.

mod area;
mod calendar;
mod canvas;
mod coverage;
mod curve;
mod days;
mod distribution;
mod frame;
mod hours;
mod lanes;
mod levers;
mod meetings;
mod ratings;
mod replies;
mod response;
mod stability;
mod sweep;
#[cfg(test)]
mod tests;
mod text;

use chrono_tz::Tz;
use meter_score::portrait::Portrait;
use meter_score::{Assessment, Policy};

pub(super) use self::distribution::distribution;
pub use self::sweep::sweep;

/// All charts of a channel, those without data left out. Days are those of a zone.
pub(super) fn figures(
    portrait: &Portrait,
    assessment: &Assessment,
    policy: &Policy,
    zone: Tz,
) -> Vec<Figure> {
    let figures = [
        response::figure(portrait, policy, zone),
        replies::figure(portrait, policy),
        coverage::figure(portrait, policy, zone),
        meetings::figure(portrait, policy, zone),
        hours::figure(portrait, assessment, policy),
        ratings::figure(portrait, zone),
        levers::figure(portrait, policy),
        stability::figure(portrait),
    ];
    figures.into_iter().flatten().collect()
}

/// One chart of a page.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// Its anchor in the page, such as `reply-curve`; also the beginning of every id within the SVG.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What it shows, in one to three sentences with the numbers that matter: the text alternative, shown below the heading, too.
    pub summary: String,
    /// The drawing: a complete `<svg>` element without `style` attributes, scripts, event handlers or references to anything outside.
    pub svg: String,
    /// The numbers behind it.
    pub table: FigureTable,
}

/// The numbers behind a chart.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FigureTable {
    /// Headings of the columns.
    pub columns: Vec<String>,
    /// Cells of each row, as many as columns; the first heads the row.
    pub rows: Vec<Vec<String>>,
}

impl FigureTable {
    fn new<'c>(
        columns: impl IntoIterator<Item = &'c str>,
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> Self {
        Self { columns: columns.into_iter().map(str::to_owned).collect(), rows: rows.into_iter().collect() }
    }
}
