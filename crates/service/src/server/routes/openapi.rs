//! The description of all of it for programs.

use std::sync::LazyLock;

use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi, ToSchema};

use super::{channels, operations, risk};

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
