//! Who asks, and for whom they may.

use std::sync::{Arc, OnceLock};

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use super::app::App;
use super::problem::Problem;
use crate::tokens::Scope;

/// Whoever has shown a token that is accepted.
pub(super) struct Caller {
    /// What the token allows.
    pub(super) scope: Scope,
    token: String,
}

/// The channel that a request is about, once somebody was found to be allowed to ask for it: for the log.
#[derive(Clone, Default)]
pub(super) struct About(Arc<OnceLock<String>>);

impl About {
    /// Notes the channel.
    pub(super) fn note(&self, channel: &str) {
        let _ = self.0.set(channel.to_owned());
    }

    /// The channel.
    pub(super) fn channel(&self) -> Option<&str> {
        self.0.get().map(String::as_str)
    }
}

impl Caller {
    /// The channel of the token, which an admin's has not, and the token itself, which goes nowhere but into the answer to its bearer.
    pub(super) fn own_channel(&self) -> Result<(&str, &str), Problem> {
        match &self.scope {
            Scope::Channel(channel) => Ok((channel, &self.token)),
            Scope::Admin => Err(Problem::forbidden(
                "this is an admin's token, which is of no channel; ask with the token of a channel",
            )),
        }
    }

    /// Whether they may ask for a channel, none being one that cannot be. Who may not learns nothing of it, not even whether it exists.
    pub(super) fn check(&self, channel: Option<&str>) -> Result<(), Problem> {
        match &self.scope {
            Scope::Admin => Ok(()),
            Scope::Channel(own) if Some(own.as_str()) == channel => Ok(()),
            Scope::Channel(_) => Err(Problem::forbidden("this token is of another channel")),
        }
    }

    /// Whether they may see what concerns all.
    pub(super) fn check_admin(&self) -> Result<(), Problem> {
        match &self.scope {
            Scope::Admin => Ok(()),
            Scope::Channel(_) => Err(Problem::forbidden("this needs an admin's token")),
        }
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let token = presented(&parts.headers).ok_or_else(Problem::no_token)?;
        let scope = app.store.scope_of(token).ok_or_else(Problem::wrong_token)?;
        if let (Scope::Channel(channel), Some(about)) = (&scope, parts.extensions.get::<About>()) {
            about.note(channel);
        }
        Ok(Self { scope, token: token.to_owned() })
    }
}

/// The token that is presented, if there is exactly one.
fn presented(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    let (scheme, token) = value.to_str().ok()?.trim().split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

#[cfg(test)]
mod tests {
    use axum::http::header::AUTHORIZATION;
    use axum::http::{HeaderMap, HeaderValue};

    use super::presented;

    #[test]
    fn a_token_is_presented_in_one_way_only() {
        let with = |values: &[&[u8]]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(AUTHORIZATION, HeaderValue::from_bytes(value).unwrap());
            }
            presented(&headers).map(str::to_owned)
        };
        assert_eq!(with(&[b"Bearer abc"]).as_deref(), Some("abc"));
        assert_eq!(with(&[b"bearer  abc "]).as_deref(), Some("abc"));
        for wrong in [&b"Basic abc"[..], b"Bearer", b"Bearer ", b"abc", b"", b"Bearer \xff"] {
            assert_eq!(with(&[wrong]), None, "{wrong:?}");
        }
        assert_eq!(with(&[b"Bearer abc", b"Bearer abd"]), None);
        assert_eq!(with(&[]), None);
    }
}
