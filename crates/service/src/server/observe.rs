//! What happens to every request, whichever it is: its body is read and thrown away, its answer gets headers, and it is logged and counted.

use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, HttpBody};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;

use super::access::About;
use super::app::App;
use super::problem::Problem;
use super::routes;

/// How much more than allowed is read, so that whoever sent it gets to read the answer.
const PATIENCE_BYTES: u64 = 1 << 20;

/// Runs one request.
pub(super) async fn request(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = known_method(request.method());
    let route = routes::known(request.extensions().get::<MatchedPath>());
    let about = About::default();
    request.extensions_mut().insert(about.clone());
    let mut response = match without_body(request, &app).await {
        Ok(request) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    protect(response.headers_mut());
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    app.metrics.answered(method, route, status, took);
    let ms = took.as_secs_f64() * 1e3;
    // Without a channel there is no such field.
    tracing::info!(method, route, status, ms, channel = about.channel(), "answered");
    response
}

/// Nothing that we answer depends on a body, so any is accepted and none is kept.
async fn without_body(request: Request, app: &App) -> Result<Request, Problem> {
    let limit = app.limits.body_bytes;
    let (parts, body) = request.into_parts();
    if !body.is_end_stream() {
        let announced =
            parts.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if announced.is_some_and(|length: u64| length > limit + PATIENCE_BYTES) {
            return Err(too_large(limit).closing());
        }
        match tokio::time::timeout(app.limits.body, length(body, limit + PATIENCE_BYTES)).await {
            Ok(Some(length)) if length <= limit => {}
            Ok(Some(length)) if length <= limit + PATIENCE_BYTES => return Err(too_large(limit)),
            Ok(Some(_)) => return Err(too_large(limit).closing()),
            Ok(None) => {
                return Err(
                    Problem::new(StatusCode::BAD_REQUEST, "the body of the request is broken").closing()
                );
            }
            Err(_) => {
                let message = "the body of the request did not come in time";
                return Err(Problem::new(StatusCode::REQUEST_TIMEOUT, message).closing());
            }
        }
    }
    Ok(Request::from_parts(parts, Body::empty()))
}

/// How long a body is, in bytes, or some number above `most`; none if it breaks off.
async fn length(mut body: Body, most: u64) -> Option<u64> {
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        length += frame.ok()?.data_ref().map_or(0, |data| data.len() as u64);
        if length > most {
            break;
        }
    }
    Some(length)
}

fn too_large(limit: u64) -> Problem {
    let message = format!("the body of a request may have {limit} bytes at most, and needs none at all");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, message)
}

/// Answers are of their moment and for whoever asked.
fn protect(headers: &mut HeaderMap) {
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
}

/// A method may be any word, a secret as well; only usual ones are repeated.
fn known_method(method: &Method) -> &'static str {
    const KNOWN: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];
    KNOWN.into_iter().find(|known| method == known).unwrap_or("another")
}
