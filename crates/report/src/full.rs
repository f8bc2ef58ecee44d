//! The full view: everything that is known about a channel, for programs.

use std::io::{self, Write};

use meter_score::instant::rfc3339;
use meter_score::{Action, Metrics, Overall, PolicyStamp, Reason, Signal};
use serde::{Serialize, Serializer as _};
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::vendor::SixKeys;
use crate::{ChannelResult, RejectView, SourceView};

/// Every key is always there: null where there is no value, an empty list where there is nothing to list.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Full<'a> {
    channel: &'a str,
    as_of: Option<String>,
    #[serde(flatten)]
    scored: Scored<'a>,
    sources: Vec<Source<'a>>,
    rejects: Vec<Reject<'a>>,
    policy: &'a PolicyStamp,
}

/// The score itself, in all views that have all of it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Scored<'a> {
    window_days: u32,
    score: SixKeys<'a>,
    overall: &'a Overall,
    metrics: &'a Metrics,
    reasons: &'a [Reason],
    actions: &'a [Action],
    signals: &'a [Signal],
}

#[derive(Serialize)]
struct Source<'a> {
    path: &'a str,
    format: &'a str,
    records: u64,
    rejected: u64,
    first: Option<String>,
    last: Option<String>,
}

#[derive(Serialize)]
struct Reject<'a> {
    path: &'a str,
    at: &'a str,
    why: &'a str,
}

impl<'a> Full<'a> {
    fn of(result: &'a ChannelResult) -> Self {
        Self {
            channel: &result.channel,
            as_of: result.assessment.as_of.map(rfc3339),
            scored: Scored::of(result),
            sources: result.sources.iter().map(Source::of).collect(),
            rejects: result.rejects.iter().map(Reject::of).collect(),
            policy: &result.assessment.policy,
        }
    }
}

impl<'a> Scored<'a> {
    pub(crate) fn of(result: &'a ChannelResult) -> Self {
        let assessment = &result.assessment;
        Self {
            window_days: assessment.window_days,
            score: SixKeys::of(result),
            overall: &assessment.overall,
            metrics: &assessment.metrics,
            reasons: &assessment.reasons,
            actions: &assessment.actions,
            signals: &assessment.signals,
        }
    }
}

impl<'a> Source<'a> {
    fn of(source: &'a SourceView) -> Self {
        Self {
            path: &source.path,
            format: &source.format,
            records: source.records,
            rejected: source.rejected,
            first: source.first.map(rfc3339),
            last: source.last.map(rfc3339),
        }
    }
}

impl<'a> Reject<'a> {
    fn of(reject: &'a RejectView) -> Self {
        Self { path: &reject.path, at: &reject.at, why: &reject.why }
    }
}

/// Writes one channel as one line.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_line<W: Write + ?Sized>(result: &ChannelResult, out: &mut W) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Full::of(result))?;
    out.write_all(b"\n")
}

/// Writes all channels as one array, each channel on a line of its own.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_array<W: Write + ?Sized>(results: &[ChannelResult], out: &mut W) -> io::Result<()> {
    write_elements(results.iter().map(Full::of), out)
}

/// Writes an array whose elements begin a line each.
pub(crate) fn write_elements<W: Write + ?Sized>(
    elements: impl Iterator<Item = impl Serialize>,
    out: &mut W,
) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *out, LineAnElement::default());
    serializer.collect_seq(elements)?;
    out.write_all(b"\n")
}

/// Writes what belongs before a line in an array whose elements are added one by one; `first` tells whether any came before.
/// Together with [`end_array`] and the lines without their ends it is what [`write_array`] writes.
///
/// # Errors
/// Whatever `out` fails with.
pub fn begin_element<W: Write + ?Sized>(first: bool, out: &mut W) -> io::Result<()> {
    out.write_all(if first { b"[\n" } else { b",\n" })
}

/// Closes an array whose elements were added one by one; `empty` tells whether there were none.
///
/// # Errors
/// Whatever `out` fails with.
pub fn end_array<W: Write + ?Sized>(empty: bool, out: &mut W) -> io::Result<()> {
    out.write_all(if empty { b"[]\n" } else { b"\n]\n" })
}

/// Compact JSON in which every element of the outermost array begins a line.
#[derive(Default)]
struct LineAnElement {
    depth: usize,
    empty: bool,
}

impl Formatter for LineAnElement {
    fn begin_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        self.empty = true;
        writer.write_all(b"[")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.empty = false;
        if !first {
            writer.write_all(b",")?;
        }
        if self.depth == 1 { writer.write_all(b"\n") } else { Ok(()) }
    }

    fn end_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        let closes_lines = self.depth == 0 && !self.empty;
        self.empty = false;
        writer.write_all(if closes_lines { b"\n]" } else { b"]" })
    }
}
