//! Survival of the silence: the product-limit estimate with weights.

use super::NOTHING;

/// Kaplan–Meier estimate at a horizon.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Estimate {
    /// S(H): the share that is still without event at the horizon, 0 to 1.
    pub(crate) survival: f64,
    /// Greenwood's variance of it.
    pub(crate) variance: f64,
}

/// The estimate of Kaplan and Meier (1958), `S(H) = Π (1 − d_t / n_t)` over the distinct times `t ≤ H` of events, with `d_t` the
/// weight of the events at `t` and `n_t` the weight of all who were observed for at least `t`, so that at equal times events
/// come before censorings. Its variance is Greenwood's (1926), `S² Σ d_t / (n_t (n_t − d_t))`. Where everybody at risk has the
/// event, S is 0 and the term is left out.
///
/// It is the product of the steps up to the horizon, the last one first.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Product {
    survival: f64,
    sum: f64,
}

/// What the events at one time come to: a factor of S, and a term of the sum in the variance.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Step {
    survives: f64,
    term: f64,
}

impl Step {
    /// The share of those at risk who are left.
    pub(crate) fn survives(self) -> f64 {
        self.survives
    }
}

impl Product {
    /// Nothing has happened.
    pub(crate) fn new() -> Self {
        Self { survival: 1.0, sum: 0.0 }
    }

    /// Adds a step that comes before all that were added.
    pub(crate) fn take(&mut self, step: Step) {
        self.survival *= step.survives;
        self.sum += step.term;
    }

    /// The estimate from all steps that were added.
    pub(crate) fn estimate(self) -> Estimate {
        Estimate { survival: self.survival, variance: self.survival * self.survival * self.sum }
    }
}

/// Finds the steps, from the last to the first.
///
/// It takes subjects from the longest observed to the shortest, with weights that are whole numbers of one unit, so that no sum depends
/// on their order.
pub(crate) struct Backwards {
    /// A weight of 1 in units.
    one: u64,
    at_risk: u64,
}

impl Backwards {
    /// Nobody yet; a weight of 1 has so many units.
    pub(crate) fn new(one: u64) -> Self {
        Self { one, at_risk: 0 }
    }

    /// Adds subjects without an event that were observed for at least as long as all that are added later.
    pub(crate) fn join(&mut self, weight: u64) {
        self.at_risk += weight;
    }

    /// Adds all subjects that had the event at one time: they and everybody added before were at risk then. Without any there is no step.
    pub(crate) fn event(&mut self, weight: u64) -> Option<Step> {
        if weight == 0 {
            return None;
        }
        let left = self.at_risk as f64;
        self.at_risk += weight;
        let (one, at_risk) = (self.one as f64, self.at_risk as f64);
        Some(if left < NOTHING * one {
            Step { survives: 0.0, term: 0.0 }
        } else {
            Step { survives: left / at_risk, term: weight as f64 / at_risk * (one / left) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Backwards, Product};

    /// Subjects with weights in sixths, observed up to the horizon of 72.
    fn of(subjects: &[(i64, bool, u64)]) -> (f64, f64) {
        let mut subjects = subjects.to_vec();
        subjects.sort_by_key(|subject| subject.0);
        let (mut backwards, mut product) = (Backwards::new(6), Product::new());
        for group in subjects.chunk_by(|one, next| one.0 == next.0).rev() {
            let of = |event| group.iter().filter(move |one| (one.1 && one.0 <= 72) == event).map(|one| one.2);
            backwards.join(of(false).sum());
            if let Some(step) = backwards.event(of(true).sum()) {
                product.take(step);
            }
        }
        let estimate = product.estimate();
        (estimate.survival, estimate.variance)
    }

    /// Five subjects: event 10, censored 20, event 30, event 30, censored 80. By hand: 4/5, then 3 at risk at 30: 1/3.
    /// S = 4/15; the variance is (4/15)² · (1/(5·4) + 2/(3·1)) = 16/225 · 43/60.
    #[test]
    fn a_small_sample_by_hand() {
        let (survival, variance) =
            of(&[(30, true, 6), (80, false, 6), (10, true, 6), (20, false, 6), (30, true, 6)]);
        assert!((survival - 4.0 / 15.0).abs() < 1e-12);
        assert!((variance - 16.0 / 225.0 * 43.0 / 60.0).abs() < 1e-12);
    }

    /// At equal times events come first: 3 are at risk at 10, not 2.
    #[test]
    fn ties_count_events_first() {
        let (survival, _) = of(&[(10, false, 6), (10, true, 6), (99, false, 6)]);
        assert!((survival - 2.0 / 3.0).abs() < 1e-12);
    }

    /// Halves: of two persons one has two subjects. Weights 1/2 at 10 (event), 1/2 at 90 (censored), 1 at 20 (event).
    /// n = 2, 1.5: S = 1.5/2 · 0.5/1.5 = 1/4.
    #[test]
    fn weights_count_persons() {
        let (survival, _) = of(&[(10, true, 3), (90, false, 3), (20, true, 6)]);
        assert!((survival - 0.25).abs() < 1e-12);
    }

    #[test]
    fn after_the_horizon_nothing_happens_and_without_anybody_at_risk_nobody_survives() {
        assert_eq!(of(&[(73, true, 6), (100, true, 6)]), (1.0, 0.0));
        assert_eq!(of(&[(5, true, 6), (72, true, 6)]), (0.0, 0.0));
        assert_eq!(of(&[]), (1.0, 0.0));
        // Three thirds are one, whatever the computer thinks.
        assert_eq!(of(&[(5, true, 2), (5, true, 2), (5, true, 2)]), (0.0, 0.0));
    }
}
