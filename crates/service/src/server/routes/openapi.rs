//! The description of all of it for programs.

use std::sync::LazyLock;

use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{IntoResponses, Modify, OpenApi, ToSchema};

use super::{channels, operations, risk};
use crate::server::problem::Envelope;

/// How the vendor's six keys are described; they are written as [`SixKeys`](meter_report::vendor::SixKeys).
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RiskOfBlocking {
    /// The token of whoever asks; in a history, the channel.
    channel: String,
    /// The day for which the score holds, such as `5/20/2024`.
    #[schema(required)]
    last_update_date: Option<String>,
    /// The rating of the age: 3 Good Indicator, 2 Needs Attention, 1 Use Caution.
    #[schema(minimum = 1, maximum = 3)]
    life_time: u8,
    /// The overall rating.
    #[schema(minimum = 1, maximum = 3)]
    risk_factor: u8,
    /// The rating of the response rate.
    #[schema(minimum = 1, maximum = 3)]
    risk_factor_chats: u8,
    /// The rating of the coverage of the address book.
    #[schema(minimum = 1, maximum = 3)]
    risk_factor_contacts: u8,
}

/// How a saved score is described; it is written by [`write_json`](meter_report::history::write_json).
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct HistoryEntry {
    /// The instant for which it holds, RFC 3339 in UTC.
    #[schema(required)]
    as_of: Option<String>,
    /// When it was saved, RFC 3339 in UTC.
    saved_at: String,
    /// The six keys, under the channel's name.
    score: RiskOfBlocking,
    /// The fingerprint of the policy.
    policy: String,
    /// The fingerprint of what was read.
    #[schema(required)]
    inputs: Option<String>,
}

/// What whoever needs a token may be answered instead.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it describes what `Problem` writes")]
pub(super) enum Refusal {
    /// No token, or one that is not accepted
    #[response(status = 401)]
    NoToken(Envelope),
    /// A token that does not open this: of another channel, of a channel where only an admin's will do, or the other way round
    #[response(status = 403)]
    OtherToken(Envelope),
    /// A fault of the server
    #[response(status = 500)]
    Fault(Envelope),
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Safety Meter",
        description = "Scores how safely WhatsApp numbers are used, from their own exports."
    ),
    paths(
        risk::todays,
        risk::saved,
        channels::report,
        channels::history,
        operations::health,
        operations::metrics,
        document
    ),
    modifiers(&Bearer)
)]
struct Description;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        openapi.components.get_or_insert_default().add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// This description.
#[utoipa::path(
    get,
    path = "/openapi.json",
    tag = "operations",
    responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json", body = Object))
)]
pub(super) async fn document() -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(|| Description::openapi().to_json().unwrap_or_default());
    ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], TEXT.as_str()).into_response()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use utoipa::OpenApi;

    use super::Description;

    /// Whatever asks for a token says how it refuses, and everything that refuses has the one envelope.
    #[test]
    fn whoever_needs_a_token_may_be_refused() {
        let api: Value = serde_json::from_str(&Description::openapi().to_json().unwrap()).unwrap();
        let envelope = json!({"$ref": "#/components/schemas/Envelope"});
        let mut with_token = 0;
        for operation in
            api["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values())
        {
            let answers = operation["responses"].as_object().unwrap();
            for (status, answer) in answers.iter().filter(|(status, _)| *status != "200") {
                assert_eq!(answer["content"]["application/json"]["schema"], envelope, "{status} {operation}");
            }
            let needs_token = operation.get("security").is_some();
            with_token += usize::from(needs_token);
            for status in ["401", "403", "500"] {
                assert_eq!(answers.contains_key(status), needs_token, "{status} {operation}");
            }
        }
        assert_eq!(with_token, 5);
        assert!(api["components"]["schemas"]["Envelope"].is_object());
    }
}
