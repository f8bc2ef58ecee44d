//! How many messages went out within short spans.

use super::{Scene, found, no_data, with_limit};
use crate::words::count;
use crate::{HOUR, MINUTE, Signal};

pub(super) fn per_hour(scene: &Scene<'_>) -> Signal {
    peak(scene, "PEAK_OUTBOUND_PER_HOUR", HOUR, "one hour", scene.policy.signals.outbound_per_hour)
}

pub(super) fn per_minute(scene: &Scene<'_>) -> Signal {
    peak(scene, "PEAK_OUTBOUND_PER_MINUTE", MINUTE, "one minute", scene.policy.signals.outbound_per_minute)
}

pub(super) fn per_15_minutes(scene: &Scene<'_>) -> Signal {
    let limit = scene.policy.signals.outbound_per_15_minutes;
    peak(scene, "PEAK_OUTBOUND_PER_15_MINUTES", 15 * MINUTE, "15 minutes", limit)
}

fn peak(scene: &Scene<'_>, code: &'static str, span: i64, words: &str, limit: f64) -> Signal {
    if !scene.outgoing.has_touches {
        return no_data(code, limit, "there are no messages");
    }
    let most = most_within(scene.outgoing.times(), span);
    let sentence = format!("{} went out within {words}", count(most, "message", "messages"));
    found(code, most as f64, limit, with_limit(&sentence, limit))
}

/// The largest number of sorted times within any span that is shorter than `span` seconds from the first to the last.
fn most_within(times: impl Iterator<Item = i64> + Clone, span: i64) -> u64 {
    let mut first = times.clone();
    let mut begin = first.next();
    let (mut within, mut most) = (0, 0);
    for time in times {
        within += 1;
        while begin.is_some_and(|begin| time - begin >= span) {
            begin = first.next();
            within -= 1;
        }
        most = most.max(within);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::most_within;

    #[test]
    fn spans_slide() {
        let times = [0, 30, 59, 60, 61, 200];
        // From 0 to 59 are three, from 30 to 61 four; 60 is a minute after 0, hence outside.
        assert_eq!(most_within(times.into_iter(), 60), 4);
        assert_eq!(most_within([5, 5, 5].into_iter(), 60), 3);
        assert_eq!(most_within([0, 60, 120].into_iter(), 60), 1);
        assert_eq!(most_within(std::iter::empty(), 60), 0);
    }
}
