//! Random numbers that stay the same for ever: a generator of ten lines has no version to change.

/// `SplitMix64` (Steele, Lea and Flood 2014). Good enough to make data look alive, and nothing else.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A generator whose numbers follow from `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A generator of its own for part `part` of what `seed` describes, so that parts can be made in any order.
    #[must_use]
    pub fn part(seed: u64, part: u64) -> Self {
        Self(mix(seed ^ mix(part.wrapping_add(GOLDEN))))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// A number from `low` to `high`, both included; `low` if they are out of order. The bias of the remainder is far below
    /// anything visible in data.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.saturating_sub(low).max(0).unsigned_abs() + 1;
        low + i64::try_from(self.bits() % span).unwrap_or(0)
    }

    /// True `percent` times out of a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.bits() % 100 < percent
    }

    /// One of the items.
    ///
    /// # Panics
    /// If there are none.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        assert!(!items.is_empty(), "picking takes something to pick from");
        items[usize::try_from(self.bits() % items.len() as u64).unwrap_or(0)]
    }

    /// How many seconds somebody takes to reply: 12 seconds to 28 hours, median 14 minutes.
    ///
    /// Replies are log-normal, but logarithms differ in the last bit between machines. So the quantiles of a log-normal
    /// distribution (median 840 s, sigma 1.8) stand in a table and are joined by straight lines.
    pub fn reply_delay(&mut self) -> i64 {
        let step = usize::try_from(self.bits() % 16).unwrap_or(0);
        self.between(REPLY_QUANTILES[step], REPLY_QUANTILES[step + 1])
    }
}

/// Sixteenths of the distribution: exp(ln 840 + 1.8 z) with z the normal quantile; both ends are cut.
const REPLY_QUANTILES: [i64; 17] =
    [12, 53, 106, 170, 250, 348, 473, 633, 840, 1_114, 1_491, 2_026, 2_827, 4_147, 6_660, 13_290, 100_000];

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Mixes 64 bits so that each of them changes about half of the result; different inputs give different results.
#[must_use]
pub fn mix(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_sequence_is_the_published_one() {
        // First outputs of SplitMix64 for seed 1234567, as in its reference implementation.
        let mut random = Random::new(1_234_567);
        assert_eq!(random.bits(), 6_457_827_717_110_365_317);
        assert_eq!(random.bits(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn half_of_the_replies_come_within_fourteen_minutes() {
        let mut random = Random::new(7);
        let quick = (0..10_000).filter(|_| random.reply_delay() <= 840).count();
        // Binomial(10 000, 1/2) has a standard deviation of 50; six of them on either side.
        assert!((4_700..=5_300).contains(&quick), "{quick}");
    }

    #[test]
    fn between_stays_between() {
        let mut random = Random::new(1);
        assert!((0..1_000).all(|_| (3..=5).contains(&random.between(3, 5))));
        assert_eq!(random.between(5, 3), 5);
    }
}
