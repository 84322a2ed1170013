//! The Graph-compatible API under `/v1.0` and `/beta`.

use super::desk::Desk;
use super::fault::Fault;
use axum::Router;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The paths of the Graph API.
pub fn router() -> Router<Arc<Desk>> {
    Router::new()
}

/// Whether a path belongs to the Graph API, whose errors have an envelope of their own.
pub fn is_graph(path: &str) -> bool {
    ["/v1.0", "/beta"].iter().any(|root| {
        path.strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// What a request is called, by us and by its client.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestIds {}

/// The ids of a request.
pub fn request_ids(_headers: &HeaderMap) -> RequestIds {
    RequestIds {}
}

/// A fault as Graph tells it.
pub fn envelope(fault: &Fault, _ids: &RequestIds) -> Response {
    fault.clone().into_response()
}
