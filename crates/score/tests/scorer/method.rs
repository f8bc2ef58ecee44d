//! The text for people names the numbers by which is rated.

use meter_score::{METHOD, MetricPolicy, Policy};

#[test]
fn the_method_names_the_numbers_of_the_default_policy() {
    let policy = Policy::default();
    let row = |name: &str, cuts: &MetricPolicy, scale: f64, unit: &str| {
        let [attention, good] =
            [cuts.attention, cuts.good].map(|cut| format!("{} {unit}", (cut * scale).round()));
        format!("| {name} | below {attention} | below {good} | from {good} |\n")
    };
    for said in [
        row("Age of the number", &policy.life_time, 1.0, "days"),
        row("Coverage of the address book", &policy.contacts, 100.0, "%"),
        row("Response rate", &policy.chats, 100.0, "%"),
        format!("the last {} days up to as-of", policy.window_days),
        format!("no gap is longer than {} hours", policy.conversation_gap_hours),
        format!("*pending* while it is younger than {} hours", policy.reply_window_hours),
        format!(
            "With fewer than {} persons, coverage and response rate are rated 2 at most",
            policy.min_sample
        ),
    ] {
        assert!(METHOD.contains(&said), "{said}");
    }
}
