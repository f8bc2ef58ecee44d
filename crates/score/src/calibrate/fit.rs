//! From labels to the two cuts of a metric, no further than the labels carry.

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Serialize, Serializer};

use super::decimal::shortest;
use super::search::{Interval, Joint, Places, runs};
use super::{Evidence, LEAST_LABELS, LEAST_OF_A_CLASS};
use crate::words::count;
use crate::{Metric, MetricPolicy, Rating};

/// What became of one cut.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FittedCut {
    /// The cut of the given policy.
    pub before: f64,
    /// The cut of the fitted policy.
    pub after: f64,
    /// What was decided.
    pub verdict: Verdict,
    /// Why it is kept, if nothing is claimed of it.
    pub why: Option<WhyKept>,
    /// All values with the least error, the lowest first; more than one interval if places apart from each other are equally good.
    pub optimal: Vec<Interval>,
    /// How many labels it rests on: those whose rating hangs on it.
    pub labels: u64,
    /// How many of them the vendor rates below it.
    pub below: u64,
    /// How many of them the vendor rates as reaching it.
    pub above: u64,
}

/// What was decided of a cut.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The labels ask for another value.
    Moved,
    /// The given value is among the best.
    Confirmed,
    /// The labels do not tell, so the given value stays.
    Kept,
}

/// Why the labels do not tell where a cut is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhyKept {
    /// Too few labels hang on it.
    FewLabels(u64),
    /// Too few labels have one of the two ratings that it parts.
    FewOfAClass {
        /// The lower of them that is rare.
        class: Rating,
        /// How many labels have it.
        labels: u64,
    },
    /// Values apart from each other agree equally well.
    Apart(usize),
    /// It agrees best beyond all values of labels.
    Unbounded,
    /// All of its best values lie on the wrong side of the other cut, which is kept.
    Crosses,
}

impl fmt::Display for WhyKept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::FewLabels(0) => f.write_str("no label hangs on it"),
            Self::FewLabels(labels) => {
                let labels = count(labels, "label hangs", "labels hang");
                write!(f, "only {labels} on it, and at least {LEAST_LABELS} are needed")
            }
            Self::FewOfAClass { class, labels } => write!(
                f,
                "the vendor rates {labels} of its labels {}, and at least {LEAST_OF_A_CLASS} are needed of both ratings that it parts",
                u8::from(class)
            ),
            Self::Apart(places) => {
                write!(
                    f,
                    "{places} ranges apart from each other agree equally well, so the labels do not say which"
                )
            }
            Self::Unbounded => {
                f.write_str("it agrees best beyond the values of all labels, so they do not bound it")
            }
            Self::Crosses => {
                f.write_str("its best values lie beyond the other cut of the metric, which is kept")
            }
        }
    }
}

impl Serialize for WhyKept {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Fits attention and good cut, in this order.
pub(super) fn fit(labels: &[(Evidence, Rating)], metric: Metric, cuts: &MetricPolicy) -> [FittedCut; 2] {
    let limit = match metric {
        Metric::LifeTime => None,
        Metric::Contacts | Metric::Chats => Some(1.0),
    };
    let places = Places::of(labels, limit);
    let support = [Rating::NeedsAttention, Rating::GoodIndicator].map(|rating| Support::of(labels, rating));
    let mut why = support.map(Support::refusal);
    let joint = places.joint();
    if why == [None, None] {
        why = [refusal(&joint.attention, &places), refusal(&joint.good, &places)];
    }
    let (values, optimal) = if why == [None, None] {
        (pair(&places, &joint, cuts), [joint.attention, joint.good])
    } else {
        let alone = [&places.attention, &places.good]
            .map(|errors| runs(errors, errors.iter().copied().min().unwrap_or(0)));
        let attention = settle(&mut why[0], &places, &alone[0], cuts.attention, [0.0, cuts.good]);
        let good = settle(&mut why[1], &places, &alone[1], cuts.good, [cuts.attention, f64::INFINITY]);
        ([attention, good], alone)
    };
    let fitted = |index: usize, before: f64| FittedCut {
        before,
        after: values[index],
        verdict: match why[index] {
            Some(_) => Verdict::Kept,
            None if values[index].to_bits() == before.to_bits() => Verdict::Confirmed,
            None => Verdict::Moved,
        },
        why: why[index],
        // Where no value hangs on it, any cut is as good as any other.
        optimal: optimal[index].iter().map(|run| places.interval(run)).collect(),
        labels: support[index].below + support[index].above,
        below: support[index].below,
        above: support[index].above,
    };
    [fitted(0, cuts.attention), fitted(1, cuts.good)]
}

/// The labels that hang on a cut, by the side on which the vendor sees them.
#[derive(Clone, Copy)]
struct Support {
    below: u64,
    above: u64,
    /// How many have the rating just below the cut, and the one just above.
    parted: [(Rating, u64); 2],
}

impl Support {
    /// The labels on the cut from which on a value is rated so.
    fn of(labels: &[(Evidence, Rating)], rating: Rating) -> Self {
        let hangs = |evidence: &Evidence| matches!(evidence, Evidence::Measured { at_most, .. } if *at_most >= rating);
        let of = |is_counted: &dyn Fn(Rating) -> bool| {
            labels.iter().filter(|(evidence, vendor)| hangs(evidence) && is_counted(*vendor)).count() as u64
        };
        let lower = if rating == Rating::GoodIndicator { Rating::NeedsAttention } else { Rating::UseCaution };
        Self {
            below: of(&|vendor| vendor < rating),
            above: of(&|vendor| vendor >= rating),
            parted: [lower, rating].map(|class| (class, of(&|vendor| vendor == class))),
        }
    }

    fn refusal(self) -> Option<WhyKept> {
        let labels = self.below + self.above;
        if labels < LEAST_LABELS {
            return Some(WhyKept::FewLabels(labels));
        }
        let (class, labels) = self.parted.into_iter().find(|(_, labels)| *labels < LEAST_OF_A_CLASS)?;
        Some(WhyKept::FewOfAClass { class, labels })
    }
}

fn refusal(optimal: &[RangeInclusive<usize>], places: &Places) -> Option<WhyKept> {
    match optimal {
        [run] if places.interval(run).is_bounded() => None,
        [_] => Some(WhyKept::Unbounded),
        runs => Some(WhyKept::Apart(runs.len())),
    }
}

/// The best value of a cut whose partner is kept; the given one, if it is among the best or nothing can be claimed.
fn settle(
    why: &mut Option<WhyKept>,
    places: &Places,
    optimal: &[RangeInclusive<usize>],
    given: f64,
    bounds: [f64; 2],
) -> f64 {
    *why = why.or_else(|| refusal(optimal, places));
    let (None, [run]) = (*why, optimal) else { return given };
    if is_within(places, run, given) {
        return given;
    }
    choose(places, run, bounds).unwrap_or_else(|| {
        *why = Some(WhyKept::Crosses);
        given
    })
}

/// Values of both cuts that err least together; given ones where they do.
fn pair(places: &Places, joint: &Joint, cuts: &MetricPolicy) -> [f64; 2] {
    let ([attention], [good]) = (&*joint.attention, &*joint.good) else {
        return [cuts.attention, cuts.good];
    };
    let preferred = |run: &RangeInclusive<usize>, given: f64| {
        if is_within(places, run, given) { Some(given) } else { choose(places, run, [0.0, f64::INFINITY]) }
    };
    let values = [preferred(attention, cuts.attention), preferred(good, cuts.good)];
    let [Some(one), Some(other)] = values else { return [cuts.attention, cuts.good] };
    let last = places.attention.len() - 1;
    let [place, other_place] = [one, other].map(|cut| places.place(cut).unwrap_or(last).min(last));
    if one <= other && places.attention[place] + places.good[other_place] == joint.least {
        return [one, other];
    }
    // Each is among the best, but not with the other: one of them, rather the given one, decides for both.
    if is_within(places, good, cuts.good) && !is_within(places, attention, cuts.attention) {
        let error = joint.least - places.good[other_place];
        let partners = partners(&places.attention, 0..=other_place, error);
        let one = partners.and_then(|run| choose(places, &run, [0.0, other]));
        return [one.unwrap_or(other), other];
    }
    let partners = partners(&places.good, place..=last, joint.least - places.attention[place]);
    let other = partners.and_then(|run| choose(places, &run, [one, f64::INFINITY]));
    [one, other.unwrap_or(one)]
}

/// The lowest run of places in a range at which a cut errs so much.
fn partners(errors: &[u64], range: RangeInclusive<usize>, error: u64) -> Option<RangeInclusive<usize>> {
    let start = *range.start();
    let run = runs(errors.get(range)?, error).into_iter().next()?;
    Some(start + run.start()..=start + run.end())
}

fn is_within(places: &Places, run: &RangeInclusive<usize>, cut: f64) -> bool {
    places.place(cut).is_some_and(|place| run.contains(&place))
}

/// The roundest cut at these places and within these bounds, both inclusive.
fn choose(places: &Places, run: &RangeInclusive<usize>, [least, most]: [f64; 2]) -> Option<f64> {
    let interval = places.interval(run);
    let (above, up_to) = (interval.above?, interval.up_to?);
    let accepts = |cut: f64| least <= cut && cut <= most && is_within(places, run, cut);
    let round = shortest(above.max(least), up_to.min(most), &accepts);
    round.or_else(|| [up_to, least, most].into_iter().find(|cut| accepts(*cut)))
}
