use super::{OverallRule, Policy};
use crate::Rating;

#[test]
fn the_printed_policy_is_the_default_one_and_names_every_key() {
    let printed = Policy::parse(Policy::DEFAULT_TOML).unwrap();
    assert_eq!(printed, Policy::default());
    let all = serde_json::to_value(Policy::default()).unwrap();
    let written: serde_json::Value = toml::from_str(Policy::DEFAULT_TOML).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        let object = value.as_object().unwrap();
        let mut keys: Vec<String> = object
            .iter()
            .flat_map(|(key, value)| match value.as_object() {
                Some(table) => table.keys().map(|inner| format!("{key}.{inner}")).collect(),
                None => vec![key.clone()],
            })
            .collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(&written), keys(&all));
}

#[test]
fn what_is_left_out_keeps_its_default() {
    let policy = Policy::parse(
        "name = 'strict'\nwindow_days = 60\noverall = 'minimum'\n[lifeTime]\ngood = 90\n[signals]\nyoung_days = 7\n",
    )
    .unwrap();
    assert_eq!(
        (policy.name.as_str(), policy.window_days, policy.overall),
        ("strict", 60, OverallRule::Minimum)
    );
    assert_eq!(
        (policy.life_time.attention, policy.life_time.good, policy.life_time.weight),
        (7.0, 90.0, 1.0)
    );
    assert_eq!(policy.contacts, Policy::default().contacts);
    assert_eq!((policy.signals.young_days, policy.signals.outbound_per_hour), (7.0, 30.0));
}

#[test]
fn wrong_values_are_named() {
    let syntax =
        |line: usize, why: &str| format!("line {line}: {why}; `safety-meter policy` prints all keys");
    for (text, expected) in [
        (
            "window_dayz = 30\n",
            syntax(
                1,
                "unknown field `window_dayz`, expected one of `name`, `window_days`, `conversation_gap_hours`, \
                 `reply_window_hours`, `min_sample`, `overall`, `lifeTime`, `riskFactorContacts`, \
                 `riskFactorChats`, `signals`",
            ),
        ),
        (
            "\n[riskFactorChats]\ngoood = 0.4\n",
            syntax(3, "unknown field `goood`, expected one of `attention`, `good`, `weight`"),
        ),
        ("min_sample = 'ten'\n", syntax(1, "min_sample: invalid type: string \"ten\", expected u64")),
        ("window_days = -1\n", syntax(1, "window_days: invalid value: integer `-1`, expected u32")),
        (
            "overall = 'worst'\n",
            syntax(1, "overall: unknown variant `worst`, expected one of `mean`, `capped-median`, `minimum`"),
        ),
        ("window_days = 0\n", "window_days: must be from 1 to 36525".to_owned()),
        ("reply_window_hours = 0\n", "reply_window_hours: must be from 1 to 876600".to_owned()),
        (
            "[lifeTime]\nattention = 40\n",
            "lifeTime.attention: must not be above `good` of the same table".to_owned(),
        ),
        (
            "[riskFactorContacts]\ngood = 50\n",
            "riskFactorContacts.good: is a rate, so it must be from 0 to 1".to_owned(),
        ),
        (
            "[riskFactorChats]\nattention = -0.1\n",
            "riskFactorChats.attention: must be a number from 0".to_owned(),
        ),
        ("[lifeTime]\ngood = inf\n", "lifeTime.good: must be a number from 0".to_owned()),
        (
            "[lifeTime]\nweight = 0\n[riskFactorContacts]\nweight = 0\n[riskFactorChats]\nweight = 0\n",
            "weight: must be above 0 for at least one metric".to_owned(),
        ),
        (
            "[signals]\nundelivered_share = 5\n",
            "signals.undelivered_share: is a rate, so it must be from 0 to 1".to_owned(),
        ),
    ] {
        assert_eq!(Policy::parse(text).unwrap_err().to_string(), expected, "{text}");
    }
    assert!(Policy::parse("window_days = \n").unwrap_err().to_string().starts_with("line 1: "));
}

#[test]
fn ratings_begin_at_their_cuts() {
    let cuts = Policy::default().chats;
    for (value, rating) in [
        (0.0, Rating::UseCaution),
        (0.149_999, Rating::UseCaution),
        (0.15, Rating::NeedsAttention),
        (0.299_999, Rating::NeedsAttention),
        (0.3, Rating::GoodIndicator),
        // 3/10 as a computer may get it: 1 − 9/10 · 8/9 · 7/8.
        (1.0 - 0.9 * (1.0 - 1.0 / 9.0) * (1.0 - 1.0 / 8.0), Rating::GoodIndicator),
    ] {
        assert_eq!(cuts.rate(value), rating, "{value}");
    }
}

#[test]
fn a_cut_lies_within_an_interval_above_its_low_end() {
    let cuts = Policy::default().contacts;
    assert!(cuts.is_cut_within([0.1, 0.2]));
    assert!(!cuts.is_cut_within([0.2, 0.49]));
    assert!(cuts.is_cut_within([0.2, 0.5]));
    assert!(!cuts.is_cut_within([0.5, 0.9]));
}

#[test]
fn fingerprints_follow_values_and_nothing_else() {
    let default = Policy::default().stamp().fingerprint;
    assert_eq!(default.len(), 16);
    let renamed = Policy::parse("# a remark\nname = 'mine'\nmin_sample = 10\n").unwrap().stamp();
    assert_eq!((renamed.name.as_str(), &renamed.fingerprint), ("mine", &default));
    let other = Policy::parse("min_sample = 11\n").unwrap().stamp().fingerprint;
    assert_ne!(other, default);
}
