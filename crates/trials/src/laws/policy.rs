//! Policies of users.

use meter_score::{Metric, Policy, Rating};

/// The default policy, others, and what is none.
#[must_use]
pub fn seeds() -> Vec<Vec<u8>> {
    let strict = "name = \"strict\"\nwindow_days = 7\noverall = \"minimum\"\n[riskFactorChats]\ngood = 0.5\n";
    let inline = "lifeTime = { attention = 3, good = 14.5, weight = 2 }\nsignals.undelivered_share = 1e-1\n";
    let wrong = "window_days = 0\n[riskFactorContacts]\nattention = 0.9\ngood = 0.1\n";
    [Policy::DEFAULT_TOML, strict, inline, wrong, ""].map(|text| text.as_bytes().to_vec()).to_vec()
}

/// Reads the bytes as a policy.
///
/// # Panics
/// If a law is broken.
pub fn trial(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let policy = match Policy::parse(&text) {
        Ok(policy) => policy,
        Err(error) => {
            assert!(!error.to_string().contains('\n'), "an error of several lines");
            return;
        }
    };
    let written = policy.to_toml(&["By a trial.".to_owned()], &|key| Some(format!("of {key}")));
    let read = Policy::parse(&written).expect("what was written can be read");
    assert_eq!(read, policy, "{written}");
    assert_eq!(read.stamp(), policy.stamp());
    for metric in [Metric::LifeTime, Metric::Contacts, Metric::Chats] {
        let cuts = policy.metric(metric);
        let values = [0.0, cuts.attention / 2.0, cuts.attention, cuts.good, cuts.good * 2.0 + 1.0];
        let ratings: Vec<Rating> = values.into_iter().map(|value| cuts.rate(value)).collect();
        assert!(ratings.is_sorted() && ratings[3] == Rating::GoodIndicator, "{ratings:?} of {values:?}");
    }
}
