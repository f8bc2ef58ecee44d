//! The vendor's two calls.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use meter_report::vendor::SixKeys;

use super::openapi::{Refusal, RiskOfBlocking};
use crate::history::Row;
use crate::server::access::Caller;
use crate::server::app::App;
use crate::server::problem::{Envelope, Problem, json};

/// Computes the score of the token's channel from its exports and saves it. Called again on the same day, it answers what was saved.
#[utoipa::path(
    post,
    path = "/services/riskOfBlocking",
    tag = "vendor",
    security(("token" = [])),
    responses(
        (status = 200, description = "The score of today", body = RiskOfBlocking),
        Refusal,
        (status = 408, description = "The body did not come in time", body = Envelope),
        (status = 413, description = "The body is too large", body = Envelope),
        (status = 429, description = "Too many computations wait", body = Envelope),
        (status = 503, description = "The exports cannot be read, the result cannot be saved, or it takes long", body = Envelope),
    )
)]
pub(super) async fn todays(State(app): State<Arc<App>>, caller: Caller) -> Result<Response, Problem> {
    let (channel, token) = caller.own_channel()?;
    let row = app.todays(channel).await?;
    Ok(answer(&row, token))
}

/// The last saved score of the token's channel.
#[utoipa::path(
    get,
    path = "/services/riskOfBlocking",
    tag = "vendor",
    security(("token" = [])),
    responses(
        (status = 200, description = "The last saved score", body = RiskOfBlocking),
        Refusal,
        (status = 404, description = "There is none yet", body = Envelope),
        (status = 503, description = "The history cannot be read", body = Envelope),
    )
)]
pub(super) async fn saved(State(app): State<Arc<App>>, caller: Caller) -> Result<Response, Problem> {
    let (channel, token) = caller.own_channel()?;
    let row = app.latest(channel).await?;
    let row =
        row.ok_or_else(|| Problem::not_found("nothing was computed for this channel yet; POST computes it"))?;
    Ok(answer(&row, token))
}

/// As the vendor has it, the channel is called by the token of whoever asks.
fn answer(row: &Row, token: &str) -> Response {
    let date = row.score.last_update_date.as_deref().map(Cow::Borrowed);
    json(StatusCode::OK, &SixKeys { channel: Cow::Borrowed(token), last_update_date: date, ..row.score })
}
