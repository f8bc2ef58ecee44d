//! Saved results of a channel, oldest first: rows for programs, changes in words for people.

mod channels;
mod page;

use std::io::{self, Write};

use meter_score::instant::rfc3339;
use serde::Serialize;
use serde_json::value::RawValue;

pub use self::channels::{ChannelSummary, channels, write_channels};
pub use self::page::write_table;
use crate::Grid;
use crate::cell::{Cell, Sort, instant, rating};
use crate::full::write_elements;
use crate::vendor::SixKeys;

/// A saved result without its full view.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The instant for which the score holds, seconds since the epoch; none if there was no touch to take it from.
    pub as_of: Option<i64>,
    /// When it was saved, seconds since the epoch.
    pub saved_at: i64,
    /// The vendor's six keys, under the channel's name.
    pub score: SixKeys<'static>,
    /// The fingerprint of the policy.
    pub policy: String,
    /// The fingerprint of what was read, in hexadecimal digits; none where nothing tells inputs apart, as for standard input.
    pub inputs: Option<String>,
}

/// The ratings as columns, in the order of the six keys.
const RATINGS: [(&str, Sort); 4] = [
    ("lifeTime", Sort::Whole),
    ("riskFactor", Sort::Whole),
    ("riskFactorChats", Sort::Whole),
    ("riskFactorContacts", Sort::Whole),
];

fn ratings(score: &SixKeys<'_>) -> [Cell; 4] {
    [score.life_time, score.risk_factor, score.risk_factor_chats, score.risk_factor_contacts].map(rating)
}

fn text(text: Option<&str>) -> Cell {
    text.map_or(Cell::Nothing, |text| Cell::Text(text.to_owned()))
}

/// One row for each saved result.
#[must_use]
pub fn rows(saved: &[Row]) -> Grid {
    let before = ["channel", "asOf", "savedAt", "lastUpdateDate"].map(|name| (name, Sort::Text));
    let behind = ["policy", "inputs"].map(|name| (name, Sort::Text));
    let mut grid = Grid::new(before.into_iter().chain(RATINGS).chain(behind));
    for Row { as_of, saved_at, score, policy, inputs } in saved {
        let mut cells = vec![
            text(Some(&score.channel)),
            instant(*as_of),
            instant(Some(*saved_at)),
            text(score.last_update_date.as_deref()),
        ];
        cells.extend(ratings(score));
        cells.extend([text(Some(policy)), text(inputs.as_deref())]);
        grid.push(cells);
    }
    grid
}

/// A saved result in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct View<'r> {
    /// RFC 3339 in UTC; null without an instant.
    as_of: Option<String>,
    /// RFC 3339 in UTC.
    saved_at: String,
    /// The six keys, as they were.
    score: &'r SixKeys<'static>,
    /// The fingerprint of the policy.
    policy: &'r str,
    /// The fingerprint of what was read; null where nothing tells inputs apart.
    inputs: Option<&'r str>,
    /// The full view, byte for byte as it was; only there if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    full: Option<Box<RawValue>>,
}

/// Writes one array of all results, each on a line of its own; each with its full view, if there is one beside it.
///
/// # Errors
/// Whatever `out` fails with, or if a full view is no JSON.
pub fn write_json<'r, W: Write + ?Sized>(
    saved: impl IntoIterator<Item = (&'r Row, Option<&'r str>)>,
    out: &mut W,
) -> io::Result<()> {
    let view = |(row, full): (&'r Row, Option<&'r str>)| {
        let full = full.map(|full| RawValue::from_string(full.to_owned())).transpose()?;
        Ok(View {
            as_of: row.as_of.map(rfc3339),
            saved_at: rfc3339(row.saved_at),
            score: &row.score,
            policy: &row.policy,
            inputs: row.inputs.as_deref(),
            full,
        })
    };
    let views = saved.into_iter().map(view).collect::<io::Result<Vec<_>>>()?;
    write_elements(views.iter(), out)
}
