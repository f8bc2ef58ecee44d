//! What `--version` says: a rating can only be repeated with the same program and the same policy.

use std::sync::LazyLock;

use meter_score::Policy;

/// The version, the policy that is built in, and what it was built from and with.
pub static LONG: LazyLock<String> = LazyLock::new(|| {
    let policy = Policy::default().stamp();
    format!(
        "{}\npolicy {}, fingerprint {}\nbuilt from {} for {} with {}",
        env!("CARGO_PKG_VERSION"),
        policy.name,
        policy.fingerprint,
        env!("SAFETY_METER_BUILT_COMMIT"),
        env!("SAFETY_METER_BUILT_TARGET"),
        env!("SAFETY_METER_BUILT_COMPILER"),
    )
});
