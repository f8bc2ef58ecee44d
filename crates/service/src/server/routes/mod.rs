//! What can be asked for.

mod channels;
mod openapi;
mod operations;
mod risk;

use std::sync::Arc;

use axum::Router;
use axum::extract::{MatchedPath, State};
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use super::app::App;
use super::observe;
use super::problem::Problem;

const RISK: &str = "/services/riskOfBlocking";
const REPORT: &str = "/channels/{name}/report";
const HISTORY: &str = "/channels/{name}/history";
const HEALTH: &str = "/healthz";
const METRICS: &str = "/metrics";
const OPENAPI: &str = "/openapi.json";

/// All of it as one service.
pub(super) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route(RISK, get(risk::saved).post(risk::todays))
        .route(REPORT, get(channels::report))
        .route(HISTORY, get(channels::history))
        .route(HEALTH, get(operations::health))
        .route(METRICS, get(operations::metrics))
        .route(OPENAPI, get(openapi::document))
        .fallback(nothing)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(Arc::clone(&app), observe::request))
        .with_state(app)
}

/// What a log and a metric call a route: what somebody asks for that is none could be anything.
pub(super) fn known(path: Option<&MatchedPath>) -> &'static str {
    const ALL: [&str; 6] = [RISK, REPORT, HISTORY, HEALTH, METRICS, OPENAPI];
    let known = path.and_then(|path| ALL.into_iter().find(|route| *route == path.as_str()));
    known.unwrap_or("none")
}

async fn nothing(State(_): State<Arc<App>>) -> Problem {
    Problem::not_found("there is nothing at this path; /openapi.json lists what there is")
}

async fn wrong_method(State(_): State<Arc<App>>) -> Problem {
    let message = "this path has no such method; the header Allow lists those that it has";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, message)
}
