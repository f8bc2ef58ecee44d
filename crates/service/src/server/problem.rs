//! What everybody is told for whom there is no answer: the vendor gateway's error envelope.

use axum::http::header::{HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// Why there is no answer.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Envelope {
    /// The only key.
    error: Reason,
}

/// A code and a sentence.
#[derive(Debug, Serialize, ToSchema)]
struct Reason {
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    code: u16,
    /// What is wrong, and what would help.
    message: String,
}

/// A refusal.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    message: String,
    header: Option<(HeaderName, HeaderValue)>,
}

/// In how many seconds whoever found no place may try again.
const SOON: u16 = 5;

impl Problem {
    /// A refusal with a sentence, which must not repeat anything that was sent.
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), header: None }
    }

    /// No token.
    pub(super) fn no_token() -> Self {
        let message = "a token is needed: send it as Authorization: Bearer TOKEN";
        Self::new(StatusCode::UNAUTHORIZED, message)
            .with(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"safety-meter\""))
    }

    /// A token that opens nothing.
    pub(super) fn wrong_token() -> Self {
        let challenge = HeaderValue::from_static("Bearer realm=\"safety-meter\", error=\"invalid_token\"");
        Self::new(StatusCode::UNAUTHORIZED, "this token is unknown or was revoked")
            .with(WWW_AUTHENTICATE, challenge)
    }

    /// A token that opens something else.
    pub(super) fn forbidden(message: &'static str) -> Self {
        Self::new(StatusCode::FORBIDDEN, message)
    }

    /// Nothing there.
    pub(super) fn not_found(message: &'static str) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    /// Too many computations wait.
    pub(super) fn busy() -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too many computations are waiting; try again in a few seconds",
        )
        .soon()
    }

    /// Not now.
    pub(super) fn unavailable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, message)
    }

    /// A fault of ours.
    pub(super) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "this failed, which is a fault of Safety Meter")
    }

    /// The same, worth another try soon.
    pub(super) fn soon(self) -> Self {
        self.with(RETRY_AFTER, HeaderValue::from(SOON))
    }

    /// The same, and the connection is closed behind it.
    pub(super) fn closing(self) -> Self {
        self.with(header::CONNECTION, HeaderValue::from_static("close"))
    }

    fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.header = Some((name, value));
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Self { status, message, header } = self;
        let envelope = Envelope { error: Reason { code: status.as_u16(), message } };
        let mut response = json(status, &envelope);
        if let Some((name, value)) = header {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// An answer in JSON.
pub(super) fn json(status: StatusCode, value: &impl Serialize) -> Response {
    let Ok(body) = serde_json::to_vec(value) else {
        // What we answer with are plain structures, which serialise.
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response()
}
