//! Which values of a policy mean something.

use super::{MetricPolicy, Policy, PolicyError};

impl Policy {
    /// A century: longer spans are slips of the keyboard, and seconds of them still fit everywhere.
    pub const MOST_WINDOW_DAYS: u32 = 36_525;
    /// The same in hours.
    pub(crate) const MOST_HOURS: u32 = Self::MOST_WINDOW_DAYS * 24;

    pub(super) fn check(&self) -> Result<(), PolicyError> {
        let days = (1..=Self::MOST_WINDOW_DAYS).contains(&self.window_days);
        ensure(days, "window_days", "must be from 1 to 36525")?;
        for (key, hours) in [
            ("conversation_gap_hours", self.conversation_gap_hours),
            ("reply_window_hours", self.reply_window_hours),
        ] {
            ensure((1..=Self::MOST_HOURS).contains(&hours), key, "must be from 1 to 876600")?;
        }
        check_metric("lifeTime", &self.life_time)?;
        for (table, shares) in [("riskFactorContacts", &self.contacts), ("riskFactorChats", &self.chats)] {
            check_metric(table, shares)?;
            for (key, share) in [("attention", shares.attention), ("good", shares.good)] {
                ensure(share <= 1.0, &format!("{table}.{key}"), "is a rate, so it must be from 0 to 1")?;
            }
        }
        let weights = self.life_time.weight + self.contacts.weight + self.chats.weight;
        ensure(weights > 0.0, "weight", "must be above 0 for at least one metric")?;
        self.check_signals()
    }

    fn check_signals(&self) -> Result<(), PolicyError> {
        let signals = &self.signals;
        for (key, limit) in [
            ("outbound_per_hour", signals.outbound_per_hour),
            ("outbound_per_minute", signals.outbound_per_minute),
            ("outbound_per_15_minutes", signals.outbound_per_15_minutes),
            ("outbound_per_day_while_young", signals.outbound_per_day_while_young),
            ("young_days", signals.young_days),
            ("new_unknown_persons_per_day", signals.new_unknown_persons_per_day),
            ("outreach_days_in_a_row", signals.outreach_days_in_a_row),
            ("same_text_persons_per_hour", signals.same_text_persons_per_hour),
            ("undelivered_share", signals.undelivered_share),
            ("outbound_inbound_ratio", signals.outbound_inbound_ratio),
            ("peak_day_to_median_day", signals.peak_day_to_median_day),
        ] {
            ensure(is_amount(limit), &format!("signals.{key}"), "must be a number from 0")?;
        }
        let share = signals.undelivered_share;
        ensure(share <= 1.0, "signals.undelivered_share", "is a rate, so it must be from 0 to 1")
    }
}

fn check_metric(table: &str, metric: &MetricPolicy) -> Result<(), PolicyError> {
    for (key, value) in [("attention", metric.attention), ("good", metric.good), ("weight", metric.weight)] {
        ensure(is_amount(value), &format!("{table}.{key}"), "must be a number from 0")?;
    }
    let in_order = metric.attention <= metric.good;
    ensure(in_order, &format!("{table}.attention"), "must not be above `good` of the same table")
}

fn is_amount(value: f64) -> bool {
    value.is_finite() && value >= 0.0
}

fn ensure(holds: bool, key: &str, why: &'static str) -> Result<(), PolicyError> {
    if holds { Ok(()) } else { Err(PolicyError::Value { key: key.to_owned(), why }) }
}
