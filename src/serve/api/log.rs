//! `/api/log`: what was applied.

use super::asked::Query;
use crate::connectors::store::LinkReader;
use crate::pipeline::Run;
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

/// How many entries are read at once.
const READ: usize = 200;

/// Answers `/api/log`: the newest entries that have the user, hold the searched text in a name, and have the
/// status, action and id.
pub async fn get(State(desk): State<Arc<Desk>>, uri: Uri) -> Result<Written<Json>, Fault> {
    let query = Query::read(&uri, &["user", "search", "status", "action", "id", "limit"])?;
    let limit = query.limit(MOST)?;
    let text = |name: &'static str| {
        let text = query.text(name).filter(|text| !text.is_empty());
        text.map(str::to_lowercase)
    };
    let user = query.text("user").filter(|user| !user.is_empty());
    let user = user.map(str::to_owned);
    let wanted = Wanted {
        search: text("search"),
        status: text("status"),
        action: text("action"),
        id: text("id"),
    };
    let loaded = desk.loaded()?;
    blocking(move || {
        let log = LinkReader::open(&loaded.job.links)?;
        let (mut found, mut before) = (Vec::new(), None);
        while found.len() < limit {
            let page = log.page(user.as_deref(), before, READ)?;
            let Some(last) = page.last() else {
                break;
            };
            before = Some(last.number);
            let page = page.into_iter().map(|entry| entry.run);
            found.extend(page.filter(|run| wanted.has(run)));
        }
        found.truncate(limit);
        Ok(Written(runs_json(&found)))
    })
    .await
}

/// Which entries are asked for, in lower case.
struct Wanted {
    search: Option<String>,
    status: Option<String>,
    action: Option<String>,
    id: Option<String>,
}

impl Wanted {
    fn has(&self, run: &Run) -> bool {
        let is = |wanted: &Option<String>, word: &str| {
            wanted
                .as_deref()
                .is_none_or(|wanted| wanted.eq_ignore_ascii_case(word))
        };
        let shown = run.source.display_name.as_deref().unwrap_or_default();
        let names = [run.reportable.as_str(), &run.source.id, shown];
        let found = |wanted: &String| {
            names
                .iter()
                .any(|name| name.to_lowercase().contains(wanted))
        };
        is(&self.status, run.status.word())
            && is(&self.action, run.action.word())
            && is(&self.id, &run.change_id)
            && self.search.as_ref().is_none_or(found)
    }
}
