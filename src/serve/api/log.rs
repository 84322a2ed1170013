//! `/api/log`: what was applied.

use super::asked::Query;
use crate::connectors::store::LinkReader;
use crate::pipeline::ProvisioningLog;
use crate::report::runs_json;
use crate::serve::desk::Desk;
use crate::serve::{Fault, blocking};
use axum::Json as Written;
use axum::extract::State;
use axum::http::Uri;
use serde_json::Value as Json;
use std::sync::Arc;

/// How many runs are told at most.
const MOST: usize = 500;

/// Answers `/api/log`.
pub async fn get(State(desk): State<Arc<Desk>>, uri: Uri) -> Result<Written<Json>, Fault> {
    let query = Query::read(&uri, &["user", "limit"])?;
    let limit = query.limit(MOST)?;
    let user = query
        .text("user")
        .filter(|user| !user.is_empty())
        .map(str::to_owned);
    let loaded = desk.loaded()?;
    blocking(move || {
        let log = LinkReader::open(&loaded.job.links)?;
        Ok(Written(runs_json(&log.entries(user.as_deref(), limit)?)))
    })
    .await
}
