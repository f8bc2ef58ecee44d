//! The response rate with every horizon, not only with that of the policy.

use super::outreaches::Outreaches;
use super::rate_and_interval;
use crate::statistics::kaplan_meier::{Product, Step};

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

    /// The response rate with the delay at this place of the outline as horizon, and its interval: to the last bit those of a score.
    ///
    /// Where the variance is 0 everybody who was observed for so long has answered. Then nobody is unanswered with this horizon or a longer
    /// one, so the persons on whom the interval rests are the same for both.
    pub(crate) fn at(&self, place: usize) -> (f64, [f64; 2]) {
        let mut product = Product::new();
        let (.., steps) = self.steps.split_at(self.steps.len() - 1 - place);
        for (_, step) in steps {
            product.take(*step);
        }
        rate_and_interval(&product.estimate(), self.outreaches, 0)
    }
}
