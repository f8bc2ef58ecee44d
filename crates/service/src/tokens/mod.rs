//! Who may ask for what.
//!
//! A token is 256 random bits that its owner sees once. What is kept is a hash of it: whoever reads the database cannot ask in anybody's name.
//! The bits are random, so a fast hash without salt is enough: there is nothing to guess.

mod authority;
mod store;

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

pub use self::authority::Authority;
pub use self::store::Revocation;
use crate::database::DatabaseError;

/// What every token begins with, so that a leaked one is recognised by people and by scanners for secrets.
pub const PREFIX: &str = "smt_";

/// A secret by which somebody proves what they may ask for. Its [`Display`](fmt::Display) is the secret itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A new one, from the random bytes of the system.
    ///
    /// # Errors
    /// If the system has none.
    pub fn new() -> Result<Self, DatabaseError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(DatabaseError::NoRandomness)?;
        Ok(Self(bytes))
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.to_string())
    }
}

/// The secret: `smt_` and 43 characters of base64url.
impl fmt::Display for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{PREFIX}{}", URL_SAFE_NO_PAD.encode(self.0))
    }
}

/// Not the secret, since this goes into logs.
impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

/// SHA-256 of a token as it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TokenHash(pub(crate) [u8; 32]);

impl TokenHash {
    /// That of a text, whether it is a token or not.
    #[must_use]
    pub fn of(presented: &str) -> Self {
        Self(Sha256::digest(presented.as_bytes()).into())
    }
}

/// What a token allows to ask for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Scope {
    /// Every channel.
    Admin,
    /// The channel of this name.
    Channel(String),
}

/// By which people name a token.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TokenId(pub i64);

impl fmt::Display for TokenId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// What is known of a token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TokenRow {
    /// Its number. No later token gets it again.
    pub id: TokenId,
    /// What it allows.
    pub scope: Scope,
    /// The hash of the secret.
    pub hash: TokenHash,
    /// When it was made, seconds since the epoch.
    pub added_at: i64,
    /// Since when it is refused, seconds since the epoch; none if it is not.
    pub revoked_at: Option<i64>,
}
