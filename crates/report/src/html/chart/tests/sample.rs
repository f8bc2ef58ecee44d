//! A portrait made by hand, of a channel that has everything. All of it is invented.

use meter_score::portrait::{HourOfWeek, Lever, Meeting, Portrait, ReplyCurve, ReplyStep, Week};
use meter_score::timeline::Point;
use meter_score::{
    AgeBasis, Assessment, Confidence, Coverage, EachRating, LifeTime, Metric, Metrics, Overall, Policy,
    Rated, Rating, Response, ResponseBasis, Signal, Stability,
};

pub(super) const DAY: i64 = 86_400;
pub(super) const HOUR: i64 = 3600;
/// 2024-05-20T23:59:59Z, a Monday.
pub(super) const AS_OF: i64 = 1_716_249_599;

pub(super) fn rating(value: u8) -> Rating {
    Rating::ALL[usize::from(value) - 1]
}

/// Ratings in the order of [`RatingKey::ALL`].
pub(super) fn each([overall, age, contacts, chats]: [u8; 4]) -> EachRating<Rating> {
    EachRating {
        risk_factor: rating(overall),
        life_time: rating(age),
        risk_factor_contacts: rating(contacts),
        risk_factor_chats: rating(chats),
    }
}

/// So many of so many as a coverage, and a share of 20 persons as a response rate.
pub(super) fn rated(ratings: [u8; 4], age: i64, coverage: Option<[u64; 2]>, rate: Option<f64>) -> Rated {
    let [overall, life_time, contacts, chats] = ratings.map(rating);
    let of_data = |is_there: bool| if is_there { Confidence::Firm } else { Confidence::None };
    let around = |share: f64| [(share - 0.1).max(0.0), (share + 0.1).min(1.0)];
    let share = coverage.map(|[known, reached]| known as f64 / reached as f64);
    Rated {
        overall: Overall { rating: overall, range: [overall, overall], weakest: Metric::LifeTime },
        metrics: Metrics {
            life_time: LifeTime {
                rating: life_time,
                age_days: Some(age),
                since: Some(AS_OF - age * DAY),
                basis: Some(AgeBasis::Message),
                lower_bound: Some(true),
                confidence: Confidence::Firm,
            },
            contacts: Coverage {
                rating: contacts,
                coverage: share,
                known: coverage.map(|[known, _]| known),
                reached: coverage.map_or(0, |[_, reached]| reached),
                interval: share.map(around),
                confidence: of_data(share.is_some()),
            },
            chats: Response {
                rating: chats,
                response_rate: rate,
                persons: if rate.is_some() { 20 } else { 0 },
                outreaches: 20,
                answered: 8,
                pending: 2,
                unanswered: 10,
                inbound_conversations: 3,
                median_reply_seconds: Some(840.0),
                interval: rate.map(around),
                basis: rate.map(|_| ResponseBasis::Outreach),
                confidence: of_data(rate.is_some()),
            },
        },
    }
}

/// A day so many days before as-of.
pub(super) fn day(back: i64, rated: Rated) -> Point {
    Point { as_of: AS_OF - back * DAY, rated }
}

/// A week that ended so many weeks before as-of, with 20 persons and an interval of 10 % on either side.
pub(super) fn week(back: i64, rate: Option<f64>) -> Week {
    let end = AS_OF - back * 7 * DAY;
    let some = |number: u64| if rate.is_some() { number } else { 0 };
    Week {
        start: end - 7 * DAY,
        end,
        persons: some(20),
        outreaches: some(22),
        answered: some(7),
        pending: some(3),
        response_rate: rate,
        interval: rate.map(|rate| [(rate - 0.1).max(0.0), (rate + 0.1).min(1.0)]),
    }
}

pub(super) fn meeting(back: i64, known: u64, unknown: u64) -> Meeting {
    let end = AS_OF - back * DAY;
    Meeting { start: end - DAY, end, known, unknown }
}

pub(super) fn lever(metric: Metric, text: &str, [before, after]: [f64; 2], to: u8) -> Lever {
    Lever {
        text: text.to_owned(),
        edit: "--save all".to_owned(),
        metric,
        before,
        after,
        rating: rating(to),
        overall: rating(2),
    }
}

/// A curve with the default horizon and steps at so many hours.
pub(super) fn curve(steps: &[(f64, f64)]) -> ReplyCurve {
    #[expect(clippy::cast_possible_truncation, reason = "hours of a sample are few")]
    let step = |&(hours, answered): &(f64, f64)| ReplyStep {
        delay_seconds: (hours * 3600.0) as i64,
        answered,
        interval: [(answered - 0.08).max(0.0), (answered + 0.08).min(1.0)],
    };
    ReplyCurve {
        horizon_seconds: 72 * HOUR,
        end_seconds: 144 * HOUR,
        steps: steps.iter().map(step).collect(),
    }
}

/// Nothing but an instant.
pub(super) fn nothing() -> Portrait {
    Portrait {
        as_of: AS_OF,
        address_book: true,
        days: Vec::new(),
        changes: Vec::new(),
        weeks: Vec::new(),
        replies: None,
        meetings: Vec::new(),
        hours: [[HourOfWeek::default(); 24]; 7],
        levers: Vec::new(),
        stability: Stability { settings: 0, all_same: 0, same: EachRating::default(), alone: Vec::new() },
        people: Vec::new(),
        people_in_all: 0,
    }
}

/// A score with one signal: so many messages within an hour.
pub(super) fn assessment(peak: f64) -> Assessment {
    let Rated { overall, metrics } = rated([2, 3, 2, 3], 90, Some([40, 100]), Some(0.42));
    Assessment {
        as_of: Some(AS_OF),
        window_days: 30,
        overall,
        metrics,
        reasons: Vec::new(),
        actions: Vec::new(),
        signals: vec![Signal {
            code: "PEAK_OUTBOUND_PER_HOUR",
            value: Some(peak),
            limit: 30.0,
            exceeded: peak > 30.0,
            text: String::new(),
        }],
        policy: Policy::default().stamp(),
    }
}
