//! Charts as SVG, each with its words: nobody has to see a chart to know what it says.

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
