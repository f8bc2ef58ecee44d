//! The one list of colours of a page and of all its charts, in light and in dark.
//!
//! A chart is drawn once, with the light values. They are sentinels: the page's style sheet has a rule for each, such as
//! `svg [fill="#1B2430"] { fill: var(--ink) }`, so that a chart follows the page into the dark. Charts have no other colour.
//!
//! Graphics stand out from the surface by 3:1 or more, text by 4.5:1 or more. What only helps the eye (grid, the inside of a band) need not:
//! nothing is read off it. The ratings are told apart with every kind of colour blindness, and never by colour alone.

use meter_score::Rating;

/// A colour of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Colour {
    /// The custom property of the style sheet, such as `--ink`.
    pub(crate) variable: &'static str,
    /// Its value in light, as charts have it: `#` and six upper-case hexadecimal digits. No two colours share it.
    pub(crate) light: &'static str,
    /// Its value in dark, written in the same way.
    pub(crate) dark: &'static str,
}

const fn colour(variable: &'static str, light: &'static str, dark: &'static str) -> Colour {
    Colour { variable, light, dark }
}

/// Text.
pub(crate) const INK: Colour = colour("--ink", "#1B2430", "#E8ECF2");
/// Text that matters less, and axes.
pub(crate) const QUIET: Colour = colour("--quiet", "#55606E", "#A3ADBA");
/// Lines that help the eye, and what is empty.
pub(crate) const GRID: Colour = colour("--grid", "#DDE2E9", "#333B47");
/// What everything is drawn on, and text on a strong colour.
pub(crate) const SURFACE: Colour = colour("--surface", "#FFFFFF", "#161B22");
/// The first series.
pub(crate) const SERIES_1: Colour = colour("--series-1", "#1F5FA8", "#6FB1FC");
/// The second series.
pub(crate) const SERIES_2: Colour = colour("--series-2", "#C2500A", "#F59A55");
/// The inside of an interval.
pub(crate) const BAND: Colour = colour("--band", "#D3E2F3", "#21364F");
/// The ends of an interval.
pub(crate) const BAND_EDGE: Colour = colour("--band-edge", "#6A8FBF", "#5480B5");
/// Cuts and published limits, with their labels. Its lines are dashed, and nothing else is.
pub(crate) const LIMIT: Colour = colour("--limit", "#7A1F5C", "#F0A6D8");
/// Rating 1.
pub(crate) const USE_CAUTION: Colour = colour("--use-caution", "#981B1E", "#FF8A80");
/// Rating 2.
pub(crate) const NEEDS_ATTENTION: Colour = colour("--needs-attention", "#A66300", "#F2C14E");
/// Rating 3.
pub(crate) const GOOD_INDICATOR: Colour = colour("--good-indicator", "#00707F", "#4FC3D1");
/// From little to much.
pub(crate) const RAMP: [Colour; 6] = [
    colour("--ramp-1", "#7993BB", "#5A6F8F"),
    colour("--ramp-2", "#6280AF", "#6F8BB3"),
    colour("--ramp-3", "#4A6A9E", "#87A6D2"),
    colour("--ramp-4", "#33548A", "#A3C0E8"),
    colour("--ramp-5", "#1F3E70", "#C2D9F6"),
    colour("--ramp-6", "#0C2A55", "#E6F1FF"),
];

/// All of them.
pub(crate) const ALL: [Colour; 18] = [
    INK,
    QUIET,
    GRID,
    SURFACE,
    SERIES_1,
    SERIES_2,
    BAND,
    BAND_EDGE,
    LIMIT,
    USE_CAUTION,
    NEEDS_ATTENTION,
    GOOD_INDICATOR,
    RAMP[0],
    RAMP[1],
    RAMP[2],
    RAMP[3],
    RAMP[4],
    RAMP[5],
];

/// The colour of a rating.
pub(crate) fn of(rating: Rating) -> Colour {
    match rating {
        Rating::UseCaution => USE_CAUTION,
        Rating::NeedsAttention => NEEDS_ATTENTION,
        Rating::GoodIndicator => GOOD_INDICATOR,
    }
}

#[cfg(test)]
mod tests;
