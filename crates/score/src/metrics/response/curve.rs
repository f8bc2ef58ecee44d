//! The response rate with every horizon, not only with that of the policy.

use super::outreaches::Outreaches;
use super::rate_and_interval;
use crate::statistics::kaplan_meier::{Estimate, Product, Step};

/// The delays at which answers came, and the response rate if the horizon were one of them.
pub(crate) struct Curve<'o> {
    outreaches: &'o Outreaches,
    /// The longest delay first.
    steps: Vec<(i64, Step)>,
}

impl<'o> Curve<'o> {
    /// The curve up to the horizon of these outreaches.
    pub(crate) fn of(outreaches: &'o Outreaches) -> Self {
        Self { outreaches, steps: outreaches.steps() }
    }

    /// The delays, the shortest first, each with the response rate up to it but for rounding in the last places.
    pub(crate) fn outline(&self) -> impl ExactSizeIterator<Item = (i64, f64)> {
        let mut survival = 1.0;
        self.steps.iter().rev().map(move |(delay, step)| {
            survival *= step.survives();
            (*delay, 1.0 - survival)
        })
    }

    /// The response rate with a horizon that is no longer than that of the outreaches: to the last bit that of a score.
    pub(crate) fn response_rate(&self, horizon: i64) -> Option<f64> {
        let later = self.steps.partition_point(|(delay, _)| *delay > horizon);
        (self.outreaches.persons() > 0).then(|| 1.0 - self.estimate(later).survival)
    }

    /// The response rate with the delay at this place of the outline as horizon, and its interval: to the last bit those of a score.
    ///
    /// Where the variance is 0 everybody who was observed for so long has answered. Then nobody is unanswered with this horizon or a longer
    /// one, so the persons on whom the interval rests are the same for both.
    pub(crate) fn at(&self, place: usize) -> (f64, [f64; 2]) {
        rate_and_interval(&self.estimate(self.steps.len() - 1 - place), self.outreaches, 0)
    }

    /// The estimate without so many of the latest steps.
    fn estimate(&self, later: usize) -> Estimate {
        let mut product = Product::new();
        for (_, step) in &self.steps[later..] {
            product.take(*step);
        }
        product.estimate()
    }
}
