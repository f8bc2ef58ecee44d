//! Results written by hand: numbers chosen for the views, not computed.

use chrono_tz::Tz;
use meter_report::{ChannelResult, RejectView, SourceView};
use meter_score::{
    Action, AgeBasis, Assessment, Confidence, Coverage, LifeTime, Metric, Metrics, Overall, PolicyStamp,
    Rating, Reason, Response, ResponseBasis, Signal,
};

/// 2024-05-20T00:00:00Z.
pub const AS_OF: i64 = 1_716_163_200;
/// 2024-05-16T08:00:00Z: 4 days less 8 hours before.
const SINCE: i64 = AS_OF - 4 * 86_400 + 8 * 3_600;

/// A young number that writes to many strangers, who answer.
pub fn young() -> ChannelResult {
    ChannelResult {
        channel: "acme".to_owned(),
        assessment: Assessment {
            as_of: Some(AS_OF),
            window_days: 30,
            overall: Overall {
                rating: Rating::NeedsAttention,
                range: [Rating::NeedsAttention, Rating::NeedsAttention],
                weakest: Metric::LifeTime,
            },
            metrics: Metrics { life_time: young_age(), contacts: some_contacts(), chats: good_chats() },
            reasons: vec![
                reason(
                    "AGE_BELOW_ATTENTION",
                    Metric::LifeTime,
                    "The number is at least 3 days old, under 7 days.",
                ),
                reason(
                    "COVERAGE_BELOW_GOOD",
                    Metric::Contacts,
                    "40 of the 100 people written to in the last 30 days are in the address book (40.0 %), under 50 %.",
                ),
                reason(
                    "RESPONSE_GOOD",
                    Metric::Chats,
                    "60 of 120 conversations opened in the last 30 days were answered within 72 hours.",
                ),
            ],
            actions: vec![
                action(
                    "WAIT",
                    Metric::LifeTime,
                    Rating::NeedsAttention,
                    4,
                    "Wait 4 more days before the next campaign.",
                ),
                action(
                    "SAVE_CONTACTS",
                    Metric::Contacts,
                    Rating::GoodIndicator,
                    10,
                    "Save 10 of the 60 people who are not in the address book.",
                ),
            ],
            signals: vec![
                signal("PEAK_OUTBOUND_PER_MINUTE", Some(2.0), 2.0, "At most 2 messages in one minute."),
                signal(
                    "PEAK_OUTBOUND_PER_HOUR",
                    Some(44.0),
                    30.0,
                    "44 messages in one hour; the limit is 30.",
                ),
                signal(
                    "OUTBOUND_INBOUND_RATIO",
                    Some(1.0 / 3.0),
                    3.0,
                    "A third as many messages sent as received.",
                ),
                signal("FAILED_SHARE", None, 0.05, "No delivery states in the exports."),
            ],
            policy: PolicyStamp { name: "default".to_owned(), fingerprint: "0123456789abcdef".to_owned() },
        },
        timezone: Tz::UTC,
        sources: vec![
            source("chats/ann.txt", "whatsapp-text", 812, 3, true),
            source("chats/ben.zip/_chat.txt", "whatsapp-text", 40, 0, true),
            source("contacts.vcf", "vcard", 55, 0, false),
        ],
        rejects: vec![
            reject("broken.zip", "file", "ends before its directory; export the chat again"),
            reject("chats/ann.txt", "line 17", "has a date that no calendar has"),
            reject("chats/ann.txt", "line 19", "has a date that no calendar has"),
            reject("chats/ann.txt", "line 230", "has a time after 23:59"),
        ],
    }
}

/// A channel of which nothing is known.
pub fn empty() -> ChannelResult {
    let none = Confidence::None;
    let caution = Rating::UseCaution;
    ChannelResult {
        channel: "empty".to_owned(),
        assessment: Assessment {
            as_of: None,
            window_days: 30,
            overall: Overall {
                rating: caution,
                range: [caution, Rating::GoodIndicator],
                weakest: Metric::LifeTime,
            },
            metrics: Metrics {
                life_time: LifeTime {
                    rating: caution,
                    age_days: None,
                    since: None,
                    basis: None,
                    lower_bound: None,
                    confidence: none,
                },
                contacts: Coverage {
                    rating: caution,
                    coverage: None,
                    known: None,
                    reached: 0,
                    interval: None,
                    confidence: none,
                },
                chats: Response {
                    rating: caution,
                    response_rate: None,
                    persons: 0,
                    outreaches: 0,
                    answered: 0,
                    pending: 0,
                    unanswered: 0,
                    inbound_conversations: 0,
                    median_reply_seconds: None,
                    interval: None,
                    basis: None,
                    confidence: none,
                },
            },
            reasons: vec![],
            actions: vec![],
            signals: vec![],
            policy: PolicyStamp { name: "default".to_owned(), fingerprint: "0123456789abcdef".to_owned() },
        },
        timezone: Tz::UTC,
        sources: vec![],
        rejects: vec![],
    }
}

/// An old, registered number that only answers.
pub fn hotline() -> ChannelResult {
    let mut result = young();
    "hotline".clone_into(&mut result.channel);
    result.timezone = Tz::Europe__Berlin;
    let good = Rating::GoodIndicator;
    let assessment = &mut result.assessment;
    assessment.overall = Overall { rating: good, range: [good, good], weakest: Metric::LifeTime };
    let metrics = &mut assessment.metrics;
    metrics.life_time.rating = good;
    metrics.life_time.age_days = Some(3_000);
    metrics.life_time.since = Some(AS_OF - 3_000 * 86_400);
    metrics.life_time.basis = Some(AgeBasis::Registration);
    metrics.life_time.lower_bound = Some(false);
    metrics.life_time.confidence = Confidence::Firm;
    metrics.contacts =
        Coverage { rating: good, coverage: Some(0.996), known: Some(249), reached: 250, ..metrics.contacts };
    metrics.contacts.interval = Some([0.977_7, 0.999_3]);
    metrics.chats =
        Response { rating: good, response_rate: None, interval: None, ..empty().assessment.metrics.chats };
    metrics.chats.inbound_conversations = 33;
    metrics.chats.basis = Some(ResponseBasis::InboundOnly);
    metrics.chats.confidence = Confidence::Firm;
    assessment.reasons.clear();
    assessment.actions.clear();
    assessment.signals.retain(|signal| !signal.exceeded);
    result.rejects.clear();
    result.sources[0].rejected = 0;
    result
}

fn young_age() -> LifeTime {
    LifeTime {
        rating: Rating::UseCaution,
        age_days: Some(3),
        since: Some(SINCE),
        basis: Some(AgeBasis::Message),
        lower_bound: Some(true),
        confidence: Confidence::Provisional,
    }
}

fn some_contacts() -> Coverage {
    Coverage {
        rating: Rating::NeedsAttention,
        coverage: Some(0.4),
        known: Some(40),
        reached: 100,
        interval: Some([0.309_401, 0.497_998]),
        confidence: Confidence::Firm,
    }
}

fn good_chats() -> Response {
    Response {
        rating: Rating::GoodIndicator,
        response_rate: Some(0.55),
        persons: 109,
        outreaches: 120,
        answered: 60,
        pending: 11,
        unanswered: 49,
        inbound_conversations: 33,
        median_reply_seconds: Some(840.0),
        interval: Some([0.46, 0.64]),
        basis: Some(ResponseBasis::Outreach),
        confidence: Confidence::Firm,
    }
}

fn reason(code: &'static str, metric: Metric, text: &str) -> Reason {
    Reason { code, metric, text: text.to_owned() }
}

fn action(code: &'static str, metric: Metric, to: Rating, need: u64, text: &str) -> Action {
    Action { code, metric, to, need, text: text.to_owned() }
}

fn signal(code: &'static str, value: Option<f64>, limit: f64, text: &str) -> Signal {
    let exceeded = value.is_some_and(|value| value > limit);
    Signal { code, value, limit, exceeded, text: text.to_owned() }
}

fn source(path: &str, format: &str, records: u64, rejected: u64, dated: bool) -> SourceView {
    let span = dated.then_some((SINCE, AS_OF));
    SourceView {
        path: path.to_owned(),
        format: format.to_owned(),
        records,
        rejected,
        first: span.map(|(first, _)| first),
        last: span.map(|(_, last)| last),
    }
}

/// What could not be read.
pub fn reject(path: &str, at: &str, why: &str) -> RejectView {
    RejectView { path: path.to_owned(), at: at.to_owned(), why: why.to_owned() }
}
