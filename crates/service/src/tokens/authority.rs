//! Telling what a presented token allows.

use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

use super::{Scope, TokenHash, TokenRow};

/// All tokens that are accepted. It holds no secret and never changes: after a change of tokens there is a new one.
#[derive(Clone, Debug, Default)]
pub struct Authority {
    /// Hashes in words, since comparing those takes an eighth of the time of comparing bytes.
    accepted: Vec<([u64; 4], Scope)>,
}

impl Authority {
    /// Accepts those of `tokens` that are not revoked.
    #[must_use]
    pub fn of(tokens: &[TokenRow]) -> Self {
        let valid = tokens.iter().filter(|token| token.revoked_at.is_none());
        Self { accepted: valid.map(|token| (words(token.hash), token.scope.clone())).collect() }
    }

    /// What a text that somebody presents as a token allows; none if it is no accepted token.
    ///
    /// The text is hashed and compared with every accepted hash, all in the same time whether and where one of them is the same.
    #[must_use]
    pub fn scope_of(&self, presented: &str) -> Option<&Scope> {
        /// No list is that long.
        const NOWHERE: u64 = u64::MAX;
        let hash = words(TokenHash::of(presented));
        let mut place = NOWHERE;
        for (index, (accepted, _)) in (0..).zip(&self.accepted) {
            let is_it: Choice = accepted.ct_eq(&hash);
            place.conditional_assign(&index, is_it);
        }
        self.accepted.get(usize::try_from(place).ok()?).map(|(_, scope)| scope)
    }

    /// How many tokens are accepted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.accepted.len()
    }

    /// Whether no token is accepted at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.accepted.is_empty()
    }
}

fn words(TokenHash(bytes): TokenHash) -> [u64; 4] {
    let mut words = [0; 4];
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks::<8>().0) {
        *word = u64::from_le_bytes(*bytes);
    }
    words
}
