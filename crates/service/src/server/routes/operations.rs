//! What those ask who run the server.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::openapi::Refusal;
use crate::server::access::Caller;
use crate::server::app::App;
use crate::server::metrics;
use crate::server::problem::{Envelope, Problem, json};

/// How the server is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Health {
    /// Always `ok`; else there is an error.
    #[schema(example = "ok")]
    status: &'static str,
}

/// Whether the server is well.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "operations",
    responses(
        (status = 200, description = "It is", body = Health),
        (status = 503, description = "The history cannot be read; only what is known of it is answered", body = Envelope),
    )
)]
pub(super) async fn health(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    if app.store.is_well() {
        Ok(json(StatusCode::OK, &Health { status: "ok" }))
    } else {
        Err(Problem::unavailable("the history cannot be read; only what is known of it is answered"))
    }
}

/// Counters for Prometheus, with an admin's token.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "operations",
    security(("token" = [])),
    responses(
        (status = 200, description = "Counters", content_type = "application/openmetrics-text", body = String),
        Refusal,
    )
)]
pub(super) async fn metrics(State(app): State<Arc<App>>, caller: Caller) -> Result<Response, Problem> {
    caller.check_admin()?;
    let text = app.metrics.text(app.at_work(), app.store.is_well()).ok_or_else(Problem::internal)?;
    Ok(([(CONTENT_TYPE, HeaderValue::from_static(metrics::CONTENT_TYPE))], text).into_response())
}
