//! What is kept of one channel among thousands.

use chrono_tz::Tz;
use meter_score::{Action, Rating, Reason, ResponseBasis};

use crate::fleet::Member;
use crate::{ChannelResult, RejectView, WeekEnd};

/// What the page of a fleet shows of one channel: a few kilobytes, however much was read.
#[derive(Clone, PartialEq, Debug)]
pub struct FleetChannel {
    pub(super) member: Member,
    /// The instant for which it holds, seconds since the epoch.
    pub(super) as_of: Option<i64>,
    /// The zone in which calendar dates are meant.
    pub(super) timezone: Tz,
    /// Whether the number only answers, so that there is no response rate.
    pub(super) only_answers: bool,
    pub(super) reasons: Vec<Reason>,
    pub(super) actions: Vec<Action>,
    /// The exceeded signals, a sentence each.
    pub(super) signals: Vec<String>,
    /// How many signals there are data for.
    pub(super) signals_known: usize,
    pub(super) files: Files,
    /// What may make the score wrong, a sentence each.
    pub(super) doubts: Vec<String>,
    /// What it looked like at as-of and at the ends of the weeks before, the oldest first.
    pub(super) weeks: Vec<WeekEnd>,
}

/// How much was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Files {
    pub(super) read: usize,
    /// Those of which nothing could be read.
    pub(super) unreadable: usize,
    /// Messages and contacts.
    pub(super) records: u64,
    /// Rows that could not be understood.
    pub(super) rejected: u64,
}

impl FleetChannel {
    /// What is kept of a result, of what may make it wrong (a sentence each), and of the ends of its latest weeks, the oldest first.
    #[must_use]
    pub fn of(result: &ChannelResult, doubts: Vec<String>, weeks: Vec<WeekEnd>) -> Self {
        let assessment = &result.assessment;
        let sources = &result.sources;
        let sum = |of: fn(&crate::SourceView) -> u64| sources.iter().map(of).fold(0, u64::saturating_add);
        Self {
            member: Member::of_result(result),
            as_of: assessment.as_of,
            timezone: result.timezone,
            only_answers: assessment.metrics.chats.basis == Some(ResponseBasis::InboundOnly),
            reasons: assessment.reasons.clone(),
            actions: assessment.actions.clone(),
            signals: assessment
                .signals
                .iter()
                .filter(|signal| signal.exceeded)
                .map(|signal| signal.text.clone())
                .collect(),
            signals_known: assessment.signals.iter().filter(|signal| signal.value.is_some()).count(),
            files: Files {
                read: sources.len(),
                unreadable: result
                    .rejects
                    .iter()
                    .filter(|reject| reject.at == RejectView::WHOLE_FILE)
                    .count(),
                records: sum(|source| source.records),
                rejected: sum(|source| source.rejected),
            },
            doubts,
            weeks,
        }
    }

    /// The overall rating.
    #[must_use]
    pub fn overall(&self) -> Rating {
        self.member.overall
    }
}
