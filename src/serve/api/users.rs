//! `/api/users` and `/api/groups`: who could be provisioned.

use super::asked::Query;
use super::seen::{self, Seen, no_groups};
use crate::connectors::ports::source;
use crate::pipeline::{Chosen, Pipeline, SourceDirectory, SourceObject};
use crate::report::found_json;
use crate::serve::desk::Desk;
use crate::serve::{Fault, blocking};
use axum::Json as Written;
use axum::extract::{Path, State};
use axum::http::Uri;
use serde_json::{Value as Json, json};
use std::ops::ControlFlow;
use std::sync::Arc;

/// How many objects are told at most.
const MOST: usize = 200;

/// `/api/users`: users whose name or address holds a text.
pub async fn users(State(desk): State<Arc<Desk>>, uri: Uri) -> Result<Written<Json>, Fault> {
    search(desk, &uri, false).await
}

/// `/api/groups`: groups whose name holds a text.
pub async fn groups(State(desk): State<Arc<Desk>>, uri: Uri) -> Result<Written<Json>, Fault> {
    search(desk, &uri, true).await
}

async fn search(desk: Arc<Desk>, uri: &Uri, group: bool) -> Result<Written<Json>, Fault> {
    let query = Query::read(uri, &["search", "limit"])?;
    let limit = query.limit(MOST)?;
    let text = query.text("search").unwrap_or_default().to_owned();
    let loaded = desk.loaded()?;
    blocking(move || {
        // Names can be told while mappings have errors.
        let Ok(chosen) = Chosen::of(&loaded.job.schema, &loaded.job.spec) else {
            return Err(loaded.pipeline().err().unwrap_or_else(Fault::internal));
        };
        let groups = chosen.groups.filter(|_| group);
        let object = match (group, groups) {
            (true, None) => return Err(no_groups()),
            (_, groups) => &groups.unwrap_or(chosen.users).source_object.value,
        };
        let mut source = source(&loaded.job)?;
        let found = match group {
            true => named(source.as_mut(), object, &text, limit)?,
            false => called(source.as_mut(), object, &text, limit)?,
        };
        Ok(Written(found_json(&found, &loaded.job.source.keys)))
    })
    .await
}

/// Users: the source searches everything that it has, so it is asked for more until enough are users.
fn called(
    source: &mut dyn SourceDirectory,
    object: &str,
    text: &str,
    limit: usize,
) -> Result<Vec<SourceObject>, Fault> {
    let mut most = limit;
    loop {
        let mut found = source.search(text, most)?;
        let all = found.len() < most;
        found.retain(|found| found.object.eq_ignore_ascii_case(object));
        if all || found.len() >= limit || most > 64 * limit {
            found.truncate(limit);
            return Ok(found);
        }
        most = most.saturating_mul(4);
    }
}

/// Groups, whose names nobody else has.
fn named(
    source: &mut dyn SourceDirectory,
    object: &str,
    text: &str,
    limit: usize,
) -> Result<Vec<SourceObject>, Fault> {
    let text = text.trim().to_lowercase();
    let fits = |found: &SourceObject| {
        let names = ["displayName", "cn", "name", "mail", "mailNickname"];
        let mut names = names
            .iter()
            .filter_map(|name| found.attributes.get(*name)?.as_str());
        text.is_empty() || names.any(|name| name.to_lowercase().contains(&text))
    };
    let mut kept = Vec::new();
    source.each(object, &mut |found| {
        if fits(&found) {
            kept.push(found);
        }
        match kept.len() < limit {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    Ok(kept)
}

/// `/api/users/{key}`: a user with its attributes as expressions read them.
pub async fn user(
    State(desk): State<Arc<Desk>>,
    Path(key): Path<String>,
    uri: Uri,
) -> Result<Written<Json>, Fault> {
    Query::read(&uri, &[])?;
    let loaded = desk.loaded()?;
    blocking(move || {
        let pipeline = loaded.pipeline()?;
        let seen = Seen::of(&loaded, &pipeline, &key, false)?;
        Ok(Written(written(&pipeline, &seen, false)))
    })
    .await
}

/// `/api/groups/{key}`: a group with its members.
pub async fn group(
    State(desk): State<Arc<Desk>>,
    Path(key): Path<String>,
    uri: Uri,
) -> Result<Written<Json>, Fault> {
    Query::read(&uri, &[])?;
    let loaded = desk.loaded()?;
    blocking(move || {
        let pipeline = loaded.pipeline()?;
        let seen = Seen::of(&loaded, &pipeline, &key, true)?;
        let keys = pipeline.members_in(&seen.look.attributes);
        let members = members(
            &pipeline,
            &loaded.job.source.keys,
            source(&loaded.job)?.as_mut(),
            &keys,
        )?;
        let mut group = written(&pipeline, &seen, true);
        if let Some(fields) = group.as_object_mut() {
            fields.insert("members".to_owned(), Json::Array(members));
            fields.insert("member_count".to_owned(), json!(keys.len()));
        }
        Ok(Written(group))
    })
    .await
}

fn written(pipeline: &Pipeline<'_>, seen: &Seen, group: bool) -> Json {
    json!({
        "key": seen.look.name,
        "name": seen.look.display_name,
        "id": seen.id,
        "object": seen.object,
        "attributes": seen.shown(pipeline, group),
    })
}

/// The members that the source has, in its own order.
fn members(
    pipeline: &Pipeline<'_>,
    asked_by: &[String],
    source: &mut dyn SourceDirectory,
    keys: &[String],
) -> Result<Vec<Json>, Fault> {
    let object = seen::object(pipeline, false)?;
    let namer = source.namer();
    let wanted: std::collections::HashSet<String> =
        keys.iter().flat_map(|key| namer.spellings(key)).collect();
    let mut members = Vec::new();
    if wanted.is_empty() {
        return Ok(members);
    }
    source.each(object, &mut |found| {
        let mut names = namer.names(&found).into_iter();
        if names.any(|(_, name)| wanted.contains(&name)) {
            let called = found_json(std::slice::from_ref(&found), asked_by);
            let text = |name: &str| called.pointer(&format!("/objects/0/{name}")).cloned();
            members.push(json!({
                "key": text("key"),
                "display_name": text("name"),
                "object": found.object,
                "id": found.id,
            }));
        }
        match members.len() < MOST {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    Ok(members)
}
