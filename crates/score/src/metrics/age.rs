//! lifeTime: for how long the number has certainly existed.

use meter_model::{AgeEvidence, Moment};

use crate::{AgeBasis, Confidence, DAY, LifeTime, Policy, Rating};

/// Rates the age at `as_of`; evidence after it does not count. Of equally early evidence the most exact counts.
pub(crate) fn life_time(evidence: AgeEvidence, policy: &Policy, as_of: i64) -> LifeTime {
    let earliest = [
        (evidence.registered, AgeBasis::Registration),
        (evidence.message, AgeBasis::Message),
        (evidence.group, AgeBasis::Group),
    ]
    .into_iter()
    .filter_map(|(time, basis)| Some((time.map(Moment::seconds)?, basis)))
    .filter(|(time, _)| *time <= as_of)
    .min_by_key(|(time, _)| *time);
    let Some((since, basis)) = earliest else {
        return LifeTime {
            rating: Rating::UseCaution,
            age_days: None,
            since: None,
            basis: None,
            lower_bound: None,
            confidence: Confidence::None,
        };
    };
    let age_days = (as_of - since) / DAY;
    let lower_bound = basis != AgeBasis::Registration;
    let rating = policy.life_time.rate(age_days as f64);
    let may_be_better = lower_bound && rating < Rating::GoodIndicator;
    LifeTime {
        rating,
        age_days: Some(age_days),
        since: Some(since),
        basis: Some(basis),
        lower_bound: Some(lower_bound),
        confidence: if may_be_better { Confidence::Provisional } else { Confidence::Firm },
    }
}
