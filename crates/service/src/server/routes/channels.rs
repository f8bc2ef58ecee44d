//! What there is of a channel beside the six keys: its page and its past.

use std::sync::Arc;

use axum::Extension;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, X_FRAME_OPTIONS};
use axum::response::{IntoResponse, Response};
use meter_report::history::write_json;

use super::openapi::{HistoryEntry, Refusal};
use crate::compute::EngineError;
use crate::server::access::{About, Caller};
use crate::server::app::{App, Failure};
use crate::server::problem::{Envelope, Problem};

/// How many results are listed at most, the newest: ten years of one a day.
const MOST: u32 = 3_660;

/// The page allows only what it brings along, by hashes. This allows no more, and nobody to frame it.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

type Name = Result<Path<String>, PathRejection>;

/// The page of a channel as its exports are now.
#[utoipa::path(
    get,
    path = "/channels/{name}/report",
    tag = "channels",
    security(("token" = [])),
    params(("name" = String, Path, description = "The channel")),
    responses(
        (status = 200, description = "A page to look at", content_type = "text/html", body = String),
        Refusal,
        (status = 404, description = "No such channel", body = Envelope),
        (status = 429, description = "Too many computations wait", body = Envelope),
        (status = 503, description = "The exports cannot be read, or it takes long", body = Envelope),
    )
)]
pub(super) async fn report(
    State(app): State<Arc<App>>,
    caller: Caller,
    Extension(about): Extension<About>,
    name: Name,
) -> Result<Response, Problem> {
    let name = allowed(&caller, name)?;
    let page = match app.page(&name).await {
        Err(Failure::Engine(EngineError::NoSuchChannel)) => {
            return Err(Problem::not_found("there are no exports of this channel"));
        }
        made => made?,
    };
    about.note(&name);
    let headers: [(HeaderName, HeaderValue); 3] = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_POLICY)),
        (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    ];
    Ok((headers, page.to_string()).into_response())
}

/// The saved scores of a channel, oldest first.
#[utoipa::path(
    get,
    path = "/channels/{name}/history",
    tag = "channels",
    security(("token" = [])),
    params(("name" = String, Path, description = "The channel")),
    responses(
        (status = 200, description = "The saved scores, oldest first", body = [HistoryEntry]),
        Refusal,
        (status = 404, description = "Nothing was saved of such a channel", body = Envelope),
        (status = 503, description = "The history cannot be read", body = Envelope),
    )
)]
pub(super) async fn history(
    State(app): State<Arc<App>>,
    caller: Caller,
    Extension(about): Extension<About>,
    name: Name,
) -> Result<Response, Problem> {
    let name = allowed(&caller, name)?;
    let asked = name.clone();
    let rows = app.look(move |app| app.store.list(&asked, MOST)).await?;
    if rows.is_empty() {
        return Err(Problem::not_found("nothing was saved of this channel yet"));
    }
    about.note(&name);
    let mut text = Vec::new();
    write_json(rows.iter().map(|row| (row, None)), &mut text).map_err(|_| Problem::internal())?;
    Ok(([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], text).into_response())
}

/// The name, if the caller may ask for it. A name that is no text is nobody's.
fn allowed(caller: &Caller, name: Name) -> Result<String, Problem> {
    let Ok(Path(name)) = name else {
        caller.check(None)?;
        return Err(Problem::not_found("there is no such channel"));
    };
    caller.check(Some(&name))?;
    Ok(name)
}
