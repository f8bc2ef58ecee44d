//! Which cuts agree best with ratings that the vendor has given.
//!
//! # Method
//!
//! A *label* is one response of the vendor beside what the scorer measures at the same time. Each metric has two cuts, and their error is
//! the sum of the distances between our ratings and the vendor's, ours being exactly what the scorer gives with these cuts. The search
//! is exact: it looks at every place between two neighbouring values and finds all that have the least error. Labels that no cut can change
//! (no data; a number that only answers; for the good cut also small samples) count in all figures, but a cut does not rest on them.
//!
//! A cut is claimed if at least [`LEAST_LABELS`] labels hang on it, at least [`LEAST_OF_A_CLASS`] of them of each of the two ratings that it
//! parts, and its best values are one interval with a label at both ends. Of that interval the given value is taken, if it lies in it, else the shortest decimal, the one
//! nearest to the middle if there are several. Any other cut is kept as it is given; cuts never cross.
//!
//! How far the cuts carry beyond their labels is told by leaving out one channel after the other: its labels are rated by cuts that were
//! fitted, by the same rules, to all others.

mod decimal;
mod evidence;
mod figures;
mod fit;
mod search;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

pub use evidence::Evidence;
pub use figures::{Agreement, Figures};
pub use fit::{FittedCut, Verdict, WhyKept};
pub use search::Interval;

use crate::metrics::overall::combine;
use crate::{Metric, Metrics, Policy, PolicyStamp, Rating};

/// With fewer labels nothing is claimed of a cut.
pub const LEAST_LABELS: u64 = 20;
/// With fewer labels of one of the two ratings that it parts nothing is claimed of a cut: from 1 and 3 alone nobody learns where 2 lies.
pub const LEAST_OF_A_CLASS: u64 = 5;

/// One response of the vendor beside what was measured.
#[derive(Clone, PartialEq, Debug)]
pub struct Label {
    /// Which channel it is of: labels of one channel are left out together.
    pub channel: usize,
    /// What our ratings rest on, in the order of [`Metric::ALL`].
    pub evidence: [Evidence; 3],
    /// The vendor's ratings in the same order.
    pub vendor: [Rating; 3],
    /// The vendor's overall rating.
    pub overall: Rating,
}

impl Label {
    /// The vendor's ratings beside metrics that were scored by `policy`.
    #[must_use]
    pub fn new(
        channel: usize,
        metrics: &Metrics,
        policy: &Policy,
        vendor: [Rating; 3],
        overall: Rating,
    ) -> Self {
        let evidence = Metric::ALL.map(|metric| Evidence::of(metrics, metric, policy));
        Self { channel, evidence, vendor, overall }
    }

    /// What the scorer gives by a policy that differs from that of the evidence in nothing but its cuts.
    fn rate(&self, policy: &Policy) -> [Rating; 3] {
        Metric::ALL.map(|metric| self.evidence[metric as usize].rate(policy.metric(metric)))
    }
}

/// What the labels say about a policy.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Calibration {
    /// How many labels there are.
    pub labels: u64,
    /// Of how many channels they are.
    pub channels: u64,
    /// The given policy.
    pub before: PolicyStamp,
    /// The fitted policy.
    pub after: PolicyStamp,
    /// Cuts and figures of each metric, in the order of [`Metric::ALL`].
    pub metrics: [MetricCalibration; 3],
    /// Figures of the overall rating.
    pub overall: Comparison,
    /// The fitted policy itself, which goes into a file of its own.
    #[serde(skip)]
    pub policy: Policy,
}

/// Cuts and figures of a metric.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MetricCalibration {
    /// The metric.
    pub metric: Metric,
    /// The cut below which the rating is 1.
    pub attention: FittedCut,
    /// The cut below which it is 2, else 3.
    pub good: FittedCut,
    /// How well it agrees with the vendor.
    #[serde(flatten)]
    pub comparison: Comparison,
}

/// How well a rating agrees with the vendor's.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// By the given policy.
    pub before: Figures,
    /// By the fitted policy, on the labels to which it was fitted.
    pub after: Figures,
    /// Of each channel by a policy fitted to all others.
    pub left_out: Agreement,
}

impl MetricCalibration {
    /// Both cuts, the lower first, each with the rating that begins there.
    #[must_use]
    pub fn cuts(&self) -> [(Rating, &FittedCut); 2] {
        [(Rating::NeedsAttention, &self.attention), (Rating::GoodIndicator, &self.good)]
    }
}

impl Calibration {
    /// Whether anything is claimed of any cut.
    #[must_use]
    pub fn claims(&self) -> bool {
        let mut cuts = self.metrics.iter().flat_map(MetricCalibration::cuts);
        cuts.any(|(_, cut)| cut.verdict != Verdict::Kept)
    }
}

/// Fits the cuts of `policy` to labels whose evidence was scored by it.
#[must_use]
pub fn calibrate(labels: &[Label], policy: &Policy) -> Calibration {
    let all: Vec<&Label> = labels.iter().collect();
    let (fitted, cuts) = fit(&all, policy);
    let channels: BTreeSet<usize> = labels.iter().map(|label| label.channel).collect();
    let ours = Ours {
        before: labels.iter().map(|label| label.rate(policy)).collect(),
        after: labels.iter().map(|label| label.rate(&fitted)).collect(),
        left_out: left_out(labels, &channels, policy),
    };
    let metrics = Metric::ALL.map(|metric| {
        let [attention, good] = cuts[metric as usize].clone();
        let index = metric as usize;
        let comparison = ours.compare(labels, &|label| label.vendor[index], &|ratings| ratings[index]);
        MetricCalibration { metric, attention, good, comparison }
    });
    Calibration {
        labels: labels.len() as u64,
        channels: channels.len() as u64,
        before: policy.stamp(),
        after: fitted.stamp(),
        metrics,
        overall: ours.compare(labels, &|label| label.overall, &|ratings| combine(ratings, policy)),
        policy: fitted,
    }
}

/// The policy with the cuts that agree best, and what became of each.
fn fit(labels: &[&Label], policy: &Policy) -> (Policy, [[FittedCut; 2]; 3]) {
    let cuts = Metric::ALL.map(|metric| {
        let of_metric = |label: &&Label| (label.evidence[metric as usize], label.vendor[metric as usize]);
        fit::fit(&labels.iter().map(of_metric).collect::<Vec<_>>(), metric, policy.metric(metric))
    });
    let mut fitted = policy.clone();
    for (metric, [attention, good]) in Metric::ALL.into_iter().zip(&cuts) {
        let metric = fitted.metric_mut(metric);
        (metric.attention, metric.good) = (attention.after, good.after);
    }
    let is_moved = cuts.iter().flatten().any(|cut| cut.verdict == Verdict::Moved);
    if is_moved && !fitted.name.ends_with(CALIBRATED) {
        fitted.name.push_str(CALIBRATED);
    }
    (fitted, cuts)
}

/// What the name of a policy ends with whose cuts were moved.
const CALIBRATED: &str = ", calibrated";

/// Our ratings of each label, in the order of labels.
struct Ours {
    before: Vec<[Rating; 3]>,
    after: Vec<[Rating; 3]>,
    left_out: Vec<[Rating; 3]>,
}

impl Ours {
    fn compare(
        &self,
        labels: &[Label],
        vendor: &dyn Fn(&Label) -> Rating,
        ours: &dyn Fn([Rating; 3]) -> Rating,
    ) -> Comparison {
        let figures = |ratings: &[[Rating; 3]]| {
            Figures::of(labels.iter().zip(ratings).map(|(label, ratings)| (vendor(label), ours(*ratings))))
        };
        Comparison {
            before: figures(&self.before),
            after: figures(&self.after),
            left_out: Agreement::of(&figures(&self.left_out)),
        }
    }
}

/// Rates the labels of each channel by what all others say.
fn left_out(labels: &[Label], channels: &BTreeSet<usize>, policy: &Policy) -> Vec<[Rating; 3]> {
    let fitted: BTreeMap<usize, Policy> = channels
        .par_iter()
        .map(|channel| {
            let others: Vec<&Label> = labels.iter().filter(|label| label.channel != *channel).collect();
            (*channel, fit(&others, policy).0)
        })
        .collect();
    labels.iter().map(|label| label.rate(fitted.get(&label.channel).unwrap_or(policy))).collect()
}
