//! The Graph-compatible API under `/v1.0` and `/beta`: synchronization and provisioning, as
//! `synchronization-overview` and `provisioningobjectsummary` describe them.
//!
//! One table of operations (`answers`) makes both the router and the description at `/openapi.json`.
//! Knows nothing of the page and its API.

mod answer;
mod answers;
mod call;
mod dispatch;
mod envelope;
mod ids;
mod known;
mod limiter;
pub mod odata;
mod openapi;
mod operation;
mod shape;
mod state;
mod wire;

use super::desk::Desk;
use axum::Router;
use axum::routing::{any, get};
use dispatch::Desks;
use std::sync::Arc;

pub use envelope::{RequestIds, envelope, request_ids};
pub use ids::Ids;
pub use limiter::Limiter;
pub use openapi::openapi;

/// Where the API begins.
const ROOTS: [&str; 2] = ["/v1.0", "/beta"];

/// The paths of the Graph API, and its description.
pub fn router() -> Router<Arc<Desk>> {
    let desks = Desks::default();
    let mut router = Router::new().route("/openapi.json", get(dispatch::description));
    for root in ROOTS {
        for path in ["", "/", "/{*rest}"] {
            let desks = desks.clone();
            let answer = move |desk, request| dispatch::answer(desks.clone(), root, desk, request);
            router = router.route(&format!("{root}{path}"), any(answer));
        }
    }
    router
}

/// Whether a path belongs to the Graph API, whose errors have an envelope of their own.
pub fn is_graph(path: &str) -> bool {
    ROOTS.iter().any(|root| {
        path.strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}
