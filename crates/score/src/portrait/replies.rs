//! How soon people answer.

use rayon::prelude::*;

use super::Portrait;
use crate::Policy;
use crate::history::Observation;
use crate::metrics::response::{Curve, Outreaches};

/// The Kaplan–Meier curve of the window's outreaches: which share is answered within which delay.
#[derive(Clone, PartialEq, Debug)]
pub struct ReplyCurve {
    /// The horizon at which the response rate is read off, in seconds.
    pub horizon_seconds: i64,
    /// Where the curve ends: twice the horizon, in seconds.
    pub end_seconds: i64,
    /// Its steps in the order of delays; the curve is 0 before the first, and stays at the last up to its end. At most
    /// [`Portrait::MOST_STEPS`]; where there are more, steps are left out, never the last one at or below the horizon, and never the last of
    /// all. What is left is nowhere lower than the whole curve by as much as one part in 198 of its height.
    pub steps: Vec<ReplyStep>,
}

/// From this delay on, this share is answered.
#[derive(Clone, PartialEq, Debug)]
pub struct ReplyStep {
    /// Seconds from the opening to the answer.
    pub delay_seconds: i64,
    /// Share answered by then, `1 − S`, 0 to 1: what the response rate would be if this were the horizon.
    pub answered: f64,
    /// Its 95 % interval, made as that of the response rate.
    pub interval: [f64; 2],
}

/// The curve of what was observed in a window; `None` without outreach.
pub(super) fn replies(observation: &Observation, policy: &Policy) -> Option<ReplyCurve> {
    let horizon = policy.horizon_seconds();
    let outreaches = Outreaches::of(observation, 2 * horizon);
    if outreaches.persons() == 0 {
        return None;
    }
    let curve = Curve::of(&outreaches);
    let outline: Vec<(i64, f64)> = curve.outline().collect();
    let step = |place: usize| {
        let (answered, interval) = curve.at(place);
        ReplyStep { delay_seconds: outline[place].0, answered, interval }
    };
    Some(ReplyCurve {
        horizon_seconds: horizon,
        end_seconds: 2 * horizon,
        steps: thinned(&outline, horizon).into_par_iter().map(step).collect(),
    })
}

/// The places of the steps that are kept: that of the horizon, the last one, and each that is the first to reach one of equally spaced heights.
fn thinned(outline: &[(i64, f64)], horizon: i64) -> Vec<usize> {
    if outline.len() <= Portrait::MOST_STEPS {
        return (0..outline.len()).collect();
    }
    let levels = Portrait::MOST_STEPS - 2;
    let last = outline.len() - 1;
    let at_horizon = outline.partition_point(|(delay, _)| *delay <= horizon).checked_sub(1);
    let highest = outline[last].1;
    let mut reached = 0;
    let keep = |&place: &usize| {
        let mut is_first = false;
        while reached < levels && outline[place].1 * levels as f64 >= highest * (reached + 1) as f64 {
            (reached, is_first) = (reached + 1, true);
        }
        is_first || place == last || Some(place) == at_horizon
    };
    (0..outline.len()).filter(keep).collect()
}
