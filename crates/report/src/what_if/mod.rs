//! A channel as it is beside what it would be.

mod difference;
mod json;
mod sweep;
mod table;

use std::io::{self, Write};

use meter_score::Stability;
use meter_score::what_if::Done;
use meter_score::what_if::reach::Goal;

pub use self::difference::rows;
pub use self::sweep::{sweep_rows, write_sweep_table};

use crate::table::TableStyle;
use crate::{ChannelResult, vendor};

/// One channel without and with edits.
#[derive(Clone, PartialEq, Debug)]
pub struct WhatIf {
    /// As it is.
    pub before: ChannelResult,
    /// As it would be.
    pub after: ChannelResult,
    /// What each edit did.
    pub done: Vec<Done>,
    /// What it takes to reach a rating, if that was asked for.
    pub goals: Vec<Goal>,
    /// In how many settings of the policy the ratings stay what they would be, if that was asked for.
    pub stability: Option<Stability>,
}

/// Writes the comparisons for people.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_table<W: Write + ?Sized>(
    comparisons: &[WhatIf],
    style: &TableStyle,
    out: &mut W,
) -> io::Result<()> {
    table::write(comparisons, style, out)
}

/// Writes the comparisons as one array, each channel on a line of its own.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_array<W: Write + ?Sized>(comparisons: &[WhatIf], out: &mut W) -> io::Result<()> {
    crate::full::write_elements(comparisons.iter().map(json::View::of), out)
}

/// Writes one comparison as one line.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_line<W: Write + ?Sized>(comparison: &WhatIf, out: &mut W) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &json::View::of(comparison))?;
    out.write_all(b"\n")
}

/// Writes the vendor's six keys of the channel as it would be.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_vendor<W: Write + ?Sized>(comparison: &WhatIf, out: &mut W) -> io::Result<()> {
    vendor::write(&comparison.after, out)
}
