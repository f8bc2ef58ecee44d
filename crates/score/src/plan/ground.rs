//! What a campaign falls upon: the channel as it goes on without one.

use meter_model::{AgeEvidence, Ledger, Moment};

use super::chance::Reply;
use super::outlook::Basis;
use super::request::{PlanError, Request};
use crate::history::{History, Observation};
use crate::situation::{Change, Situation};
use crate::{DAY, EachRating, HOUR, Policy, Rated, Rating};

/// A channel up to as-of, and what is left of it at the end of each day.
pub(super) struct Ground<'p> {
    pub(super) policy: &'p Policy,
    pub(super) request: Request,
    pub(super) as_of: i64,
    /// The account up to as-of: what comes after it has not happened.
    pub(super) ledger: Ledger,
    pub(super) today: Rated,
    pub(super) target: EachRating<Rating>,
    /// At the end of each day, if nobody writes.
    pub(super) days: Vec<Situation>,
    /// Mean share of answers, and where it comes from.
    pub(super) reply: (f64, Basis),
    /// How many persons that is as certain as, and where the number comes from.
    pub(super) evidence: (u64, Basis),
    /// Seconds to the answers that came in time, sorted; one hour if none did.
    pub(super) delays: Vec<i64>,
    pub(super) delay_basis: Basis,
}

/// Fewer persons than this say little more than that much.
const LEAST_EVIDENCE: u64 = 10;
/// The next campaign is never quite like the last ones, however large they were.
const ENOUGH_EVIDENCE: u64 = 1_000;

impl<'p> Ground<'p> {
    pub(super) fn new(
        ledger: &Ledger,
        policy: &'p Policy,
        as_of: Option<i64>,
        request: Request,
    ) -> Result<Self, PlanError> {
        request.check()?;
        let as_of = as_of.or_else(|| ledger.newest().map(Moment::seconds));
        let as_of = as_of.ok_or_else(|| {
            PlanError(
                "nothing in the channel has a date, so there is no day from which to plan; choose --as-of"
                    .to_owned(),
            )
        })?;
        let end = as_of.saturating_add(i64::from(request.days) * DAY);
        if as_of < 0 || Moment::from_seconds(end).is_none() {
            return Err(PlanError("no message can be sent before 1970 or after 2106".to_owned()));
        }
        let ledger = until(ledger, as_of);
        let instants: Vec<i64> = (0..=i64::from(request.days)).map(|day| as_of + day * DAY).collect();
        let window = policy.window_seconds();
        let history = History::of(&ledger, policy.gap_seconds(), &instants, window);
        let situation = |instant: &i64| Situation::of(&history.observe(*instant, window), &ledger, policy);
        let observation = history.observe(as_of, window);
        let today = Situation::of(&observation, &ledger, policy).rate(policy, Change::default());
        let days = instants[1..].iter().map(situation).collect();
        let reply = reply(&request, &today)?;
        let (delays, delay_basis) = delays(&observation, policy);
        Ok(Self {
            policy,
            request,
            as_of,
            target: EachRating::of(|which| request.target.unwrap_or_else(|| today.rating(which))),
            evidence: evidence(&request, &today),
            ledger,
            today,
            days,
            reply,
            delays,
            delay_basis,
        })
    }

    /// How chance decides on answers.
    pub(super) fn chance_of_reply(&self) -> Reply {
        Reply::new(self.reply.0, self.evidence.0)
    }

    /// The middle one of the delays, the lower of two.
    pub(super) fn median_delay(&self) -> i64 {
        self.delays.get((self.delays.len() - 1) / 2).copied().unwrap_or(HOUR)
    }
}

/// The account without what comes after an instant.
fn until(ledger: &Ledger, as_of: i64) -> Ledger {
    let mut ledger = ledger.clone();
    for touches in [&mut ledger.touches, &mut ledger.failed] {
        touches.retain(|touch| touch.time().seconds() <= as_of);
    }
    let by_then = |time: Option<Moment>| time.filter(|time| time.seconds() <= as_of);
    let AgeEvidence { registered, message, group } = ledger.age;
    ledger.age =
        AgeEvidence { registered: by_then(registered), message: by_then(message), group: by_then(group) };
    ledger
}

fn reply(request: &Request, today: &Rated) -> Result<(f64, Basis), PlanError> {
    let given = request.reply.map(|share| (share, Basis::Given));
    let own = || Some((today.metrics.chats.response_rate?, Basis::Channel));
    given.or_else(own).ok_or_else(|| {
        PlanError(
            "the channel opened no conversation in the window, so nothing says how many will answer; give --reply"
                .to_owned(),
        )
    })
}

fn evidence(request: &Request, today: &Rated) -> (u64, Basis) {
    let own = || match today.metrics.chats.persons {
        0 => (LEAST_EVIDENCE, Basis::Assumed),
        persons => (persons.clamp(LEAST_EVIDENCE, ENOUGH_EVIDENCE), Basis::Channel),
    };
    request.evidence.map_or_else(own, |evidence| (evidence, Basis::Given))
}

fn delays(observation: &Observation, policy: &Policy) -> (Vec<i64>, Basis) {
    let horizon = policy.horizon_seconds();
    let delays = observation.outreaches.iter().filter_map(|outreach| outreach.delay);
    let mut delays: Vec<i64> = delays.filter(|delay| *delay <= horizon).collect();
    if delays.is_empty() {
        return (vec![HOUR], Basis::Assumed);
    }
    delays.sort_unstable();
    (delays, Basis::Channel)
}
