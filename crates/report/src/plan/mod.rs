//! A campaign played forward, day by day.

mod rows;
mod table;

use std::io::{self, Write};

use chrono_tz::Tz;
use meter_score::plan::Plan;
use serde::Serialize;

pub use self::rows::rows;

use crate::table::TableStyle;

/// A plan of one channel.
#[derive(Clone, PartialEq, Debug)]
pub struct Planned {
    /// The channel's name.
    pub channel: String,
    /// Zone of dates for people.
    pub timezone: Tz,
    /// The plan.
    pub plan: Plan,
}

/// The plan for programs: the channel, and everything that [`Plan`] has.
#[derive(Serialize)]
struct View<'a> {
    channel: &'a str,
    #[serde(flatten)]
    plan: &'a Plan,
}

/// Writes the plans for people.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_table<W: Write + ?Sized>(plans: &[Planned], style: &TableStyle, out: &mut W) -> io::Result<()> {
    table::write(plans, style, out)
}

/// Writes the plans as one array, each channel on a line of its own.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_array<W: Write + ?Sized>(plans: &[Planned], out: &mut W) -> io::Result<()> {
    let views = plans.iter().map(|planned| View { channel: &planned.channel, plan: &planned.plan });
    crate::full::write_elements(views, out)
}
