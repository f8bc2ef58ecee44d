//! What happened on single days.

use std::collections::{BTreeMap, BTreeSet};

use super::{Scene, found, no_data, with_limit};
use crate::history::met;
use crate::statistics::median;
use crate::words::{count, plain};
use crate::{DAY, Signal};

const NO_MESSAGES: &str = "there are no messages";

/// Most outgoing messages on one day while the number was young.
pub(super) fn per_day_while_young(scene: &Scene<'_>) -> Signal {
    const CODE: &str = "OUTBOUND_PER_DAY_WHILE_YOUNG";
    let limits = &scene.policy.signals;
    let limit = limits.outbound_per_day_while_young;
    let Some(since) = scene.since else { return no_data(CODE, limit, "the age of the number is unknown") };
    let is_young = |time: i64| ((time - since) as f64) < limits.young_days * DAY as f64;
    if !is_young(scene.window_start + 1) {
        let why = format!("the number is older than {} days", plain(limits.young_days));
        return no_data(CODE, limit, &why);
    }
    let times = scene.outgoing.times().filter(|time| is_young(*time));
    let most = per_day(scene, times).into_values().max().unwrap_or(0);
    let sentence = format!(
        "{} went out on one day while the number was under {} days old",
        count(most, "message", "messages"),
        plain(limits.young_days)
    );
    found(CODE, most as f64, limit, with_limit(&sentence, limit))
}

/// Most persons on one day who are not known and whose very first touch is ours.
pub(super) fn new_unknown_persons(scene: &Scene<'_>) -> Signal {
    const CODE: &str = "NEW_UNKNOWN_PERSONS_PER_DAY";
    let limit = scene.policy.signals.new_unknown_persons_per_day;
    if !scene.ledger.address_book {
        return no_data(CODE, limit, "without an address book nobody is known to be unknown");
    }
    let met = met(scene.ledger, scene.observation.as_of);
    let unknown = met.filter(|(time, known)| !known && scene.is_in_window(*time)).map(|(time, _)| time);
    let most = per_day(scene, unknown).into_values().max().unwrap_or(0);
    let people = count(most, "new person", "new people");
    let sentence = format!("{people} who are not in the address book were addressed on one day");
    found(CODE, most as f64, limit, with_limit(&sentence, limit))
}

/// Most days in a row on which conversations were opened.
pub(super) fn outreach_in_a_row(scene: &Scene<'_>) -> Signal {
    const CODE: &str = "OUTREACH_DAYS_IN_A_ROW";
    let limit = scene.policy.signals.outreach_days_in_a_row;
    if !scene.outgoing.has_touches {
        return no_data(CODE, limit, NO_MESSAGES);
    }
    let outreaches = scene.observation.outreaches.iter();
    let days: BTreeSet<i64> = outreaches.map(|outreach| scene.day(outreach.opening)).collect();
    let most = longest_run(&days);
    let sentence = format!("Conversations were opened on {} in a row", count(most, "day", "days"));
    found(CODE, most as f64, limit, with_limit(&sentence, limit))
}

/// Outgoing messages of the busiest day for each one of the median day among the days with any.
pub(super) fn peak_to_median(scene: &Scene<'_>) -> Signal {
    const CODE: &str = "PEAK_DAY_TO_MEDIAN_DAY";
    let limit = scene.policy.signals.peak_day_to_median_day;
    let mut days: Vec<i64> = per_day(scene, scene.outgoing.times()).into_values().collect();
    days.sort_unstable();
    let (Some(&peak), Some(median)) = (days.last(), median(&days)) else {
        return no_data(CODE, limit, "nothing went out in the window");
    };
    let sentence = format!(
        "The busiest day had {}, the median day {}",
        count(peak, "outgoing message", "outgoing messages"),
        plain(median)
    );
    let text = format!("{sentence}; the limit is {} times as many.", plain(limit));
    found(CODE, peak as f64 / median, limit, text)
}

fn per_day(scene: &Scene<'_>, times: impl Iterator<Item = i64>) -> BTreeMap<i64, i64> {
    let mut days = BTreeMap::new();
    times.for_each(|time| *days.entry(scene.day(time)).or_default() += 1);
    days
}

fn longest_run(days: &BTreeSet<i64>) -> u64 {
    let (mut run, mut longest, mut last) = (0, 0, None);
    for day in days {
        run = if last == Some(day - 1) { run + 1 } else { 1 };
        longest = longest.max(run);
        last = Some(*day);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::longest_run;

    #[test]
    fn runs_end_at_gaps() {
        assert_eq!(longest_run(&[].into()), 0);
        assert_eq!(longest_run(&[4].into()), 1);
        assert_eq!(longest_run(&[0, 1, 3, 4, 5, 9].into()), 3);
    }
}
