//! What the web page asks: JSON under `/api`.

use super::desk::Desk;
use axum::Router;
use std::sync::Arc;

/// The paths under `/api`.
pub fn router() -> Router<Arc<Desk>> {
    Router::new()
}
