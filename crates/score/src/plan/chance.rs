//! Chance that can be repeated: the same seed gives the same numbers, on any number of threads and for any number of persons.

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};
use rand_distr::{Beta, Distribution};

/// Which share of the persons answers.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Reply {
    /// Nobody, or everybody.
    Certain(bool),
    /// A share around a mean, as certain as so many persons make it.
    Uncertain {
        /// Above 0 and below 1.
        mean: f64,
        /// The sum of the two parameters of the beta distribution.
        evidence: f64,
    },
}

impl Reply {
    pub(super) fn new(mean: f64, evidence: u64) -> Self {
        if mean <= 0.0 {
            Self::Certain(false)
        } else if mean >= 1.0 {
            Self::Certain(true)
        } else {
            Self::Uncertain { mean, evidence: evidence as f64 }
        }
    }
}

/// All chance of one run.
///
/// The run is a stream of the seed's, and each day has its own place in it, so that the first persons of a day are dealt the same
/// whether more come after them or not.
pub(super) struct Chance {
    generator: ChaCha8Rng,
    /// Whoever draws less than this answers.
    below: u64,
}

/// What a person does, drawn before it is known what that means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Dealt {
    pub(super) answers: bool,
    /// A place among all delays, from 0, of 2³².
    delay: u32,
}

impl Dealt {
    /// Its place among so many delays.
    pub(super) fn place(self, delays: usize) -> usize {
        usize::try_from((u128::from(self.delay) * delays as u128) >> u32::BITS).unwrap_or(0)
    }
}

impl Chance {
    /// The chance of a run: its share of answers is drawn first.
    pub(super) fn new(seed: u64, run: u32, reply: Reply) -> Self {
        const ONE: f64 = 4_294_967_296.0;
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(run.into());
        let share = match reply {
            Reply::Certain(answers) => f64::from(u8::from(answers)),
            Reply::Uncertain { mean, evidence } => Beta::new(mean * evidence, (1.0 - mean) * evidence)
                .map_or(mean, |beta| beta.sample(&mut generator)),
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of 2³² fits into 64 bits"
        )]
        let below = (share.clamp(0.0, 1.0) * ONE) as u64;
        Self { generator, below }
    }

    /// What the persons of a day do, from the first to the last.
    pub(super) fn of_day(&mut self, day: u32) -> impl Iterator<Item = Dealt> {
        // More words than any day, and any share, takes.
        const DAY: u32 = 32;
        self.generator.set_word_pos(u128::from(day) << DAY);
        std::iter::repeat_with(|| {
            let answers = u64::from(self.generator.next_u32()) < self.below;
            Dealt { answers, delay: self.generator.next_u32() }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Chance, Dealt, Reply};

    fn answers(seed: u64, run: u32, reply: Reply, day: u32, persons: usize) -> usize {
        Chance::new(seed, run, reply).of_day(day).take(persons).filter(|dealt| dealt.answers).count()
    }

    #[test]
    fn a_day_is_dealt_the_same_whoever_asks() {
        let dealt = |run, day, persons| -> Vec<Dealt> {
            Chance::new(7, run, Reply::new(0.3, 50)).of_day(day).take(persons).collect()
        };
        let all = dealt(3, 5, 1_000);
        assert_eq!(dealt(3, 5, 400), all[..400]);
        let mut chance = Chance::new(7, 3, Reply::new(0.3, 50));
        assert_eq!(chance.of_day(1).take(10_000).count(), 10_000);
        assert_eq!(chance.of_day(5).take(1_000).collect::<Vec<_>>(), all);
        assert_ne!(dealt(3, 6, 1_000), all);
        assert_ne!(dealt(4, 5, 1_000), all);
    }

    #[test]
    fn nobody_and_everybody_are_certain() {
        assert_eq!(Reply::new(0.0, 10), Reply::Certain(false));
        assert_eq!(Reply::new(1.0, 10), Reply::Certain(true));
        for run in 0..10 {
            assert_eq!(answers(1, run, Reply::new(0.0, 10), 1, 10_000), 0);
            assert_eq!(answers(1, run, Reply::new(1.0, 10), 1, 10_000), 10_000);
        }
    }

    /// Beta-binomial of 40 persons, a = 6 and b = 14: mean 40 · 0.3 = 12, variance 40 · 0.3 · 0.7 · (1 + 39/21) = 24. Of 20,000 runs the
    /// mean has the standard deviation √(24/20000) = 0.035; the variance one of about 24 · √(2/20000) = 0.24, a little more for tails that
    /// are not normal. Six of them on either side.
    #[test]
    fn answers_are_beta_binomial() {
        let runs = 20_000;
        let counts: Vec<f64> =
            (0..runs).map(|run| answers(11, run, Reply::new(0.3, 20), 1, 40) as f64).collect();
        let mean = counts.iter().sum::<f64>() / f64::from(runs);
        let variance = counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>() / f64::from(runs - 1);
        assert!((mean - 12.0).abs() < 0.21, "{mean}");
        assert!((variance - 24.0).abs() < 1.5, "{variance}");
    }

    #[test]
    fn every_delay_has_its_share() {
        let delays = [10, 20, 30, 40];
        let mut chance = Chance::new(1, 0, Reply::Certain(true));
        let drawn: Vec<i64> = chance.of_day(1).take(40_000).map(|dealt| delays[dealt.place(4)]).collect();
        for delay in delays {
            // Binomial(40000, 1/4) has the standard deviation 87.
            let count = drawn.iter().filter(|drawn| **drawn == delay).count();
            assert!((9_480..=10_520).contains(&count), "{delay}: {count}");
        }
        let place = |delay| Dealt { answers: true, delay }.place(4);
        assert_eq!([place(0), place(u32::MAX), place(1 << 30), place((1 << 30) - 1)], [0, 3, 1, 0]);
    }
}
