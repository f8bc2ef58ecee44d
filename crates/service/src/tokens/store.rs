//! Tokens in the database.

use rusqlite::{Row, named_params, params};

use super::{Scope, Token, TokenHash, TokenId, TokenRow};
use crate::database::{Database, DatabaseError};

/// Which tokens are revoked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Revocation {
    /// The one with this number.
    Id(TokenId),
    /// All of this channel.
    Channel(String),
}

impl Database {
    /// Makes a token and keeps its hash. This is the only time that anybody sees it. `now` is in seconds since the epoch.
    ///
    /// # Errors
    /// If it cannot be written, or the system gives no random bytes.
    pub fn add_token(&self, scope: &Scope, now: i64) -> Result<(TokenId, Token), DatabaseError> {
        let token = Token::new()?;
        let channel = match scope {
            Scope::Admin => None,
            Scope::Channel(channel) => Some(channel),
        };
        let id = self.write(|transaction| {
            transaction.execute(
                "INSERT INTO token (channel, hash, added_at) VALUES (?, ?, ?)",
                params![channel, token.hash().0, now],
            )?;
            Ok(TokenId(transaction.last_insert_rowid()))
        })?;
        Ok((id, token))
    }

    /// All tokens there ever were, in the order in which they were made.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn tokens(&self) -> Result<Vec<TokenRow>, DatabaseError> {
        self.read(|connection| {
            let sql = "SELECT id, channel, hash, added_at, revoked_at FROM token ORDER BY id";
            connection.prepare(sql)?.query_map([], token)?.collect()
        })
    }

    /// Revokes tokens for good, and returns those that were valid until then. `now` is in seconds since the epoch.
    ///
    /// # Errors
    /// If that cannot be written. Then all of them are as before.
    pub fn revoke(&self, which: &Revocation, now: i64) -> Result<Vec<TokenRow>, DatabaseError> {
        let (id, channel) = match which {
            Revocation::Id(TokenId(id)) => (Some(id), None),
            Revocation::Channel(channel) => (None, Some(channel)),
        };
        self.write(|transaction| {
            let sql = "UPDATE token SET revoked_at = :now WHERE revoked_at IS NULL AND (id = :id OR channel = :channel) \
                       RETURNING id, channel, hash, added_at, revoked_at";
            let parameters = named_params! {":now": now, ":id": id, ":channel": channel};
            let mut revoked: Vec<TokenRow> =
                transaction.prepare(sql)?.query_map(parameters, token)?.collect::<rusqlite::Result<_>>()?;
            revoked.sort_by_key(|token| token.id);
            Ok(revoked)
        })
    }
}

fn token(row: &Row<'_>) -> rusqlite::Result<TokenRow> {
    Ok(TokenRow {
        id: TokenId(row.get(0)?),
        scope: row.get::<_, Option<String>>(1)?.map_or(Scope::Admin, Scope::Channel),
        hash: TokenHash(row.get(2)?),
        added_at: row.get(3)?,
        revoked_at: row.get(4)?,
    })
}
