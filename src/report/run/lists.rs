//! Lists of what a job knows: objects found in its source, links, past runs.

use super::headline;
use crate::eval::find;
use crate::pipeline::{Link, LinkState, Run, SourceObject};
use crate::report::table;
use serde_json::Value as Json;

/// The attributes of which the first that is there is shown as an object's name.
const NAMES: &[&str] = &["displayName", "cn", "name"];

/// The attributes of which the first that is there is what people call the object.
const KEYS: &[&str] = &[
    "userPrincipalName",
    "distinguishedName",
    "WorkerID",
    "personIdExternal",
    "mail",
];

/// Objects of the source: what to provision them by, their name, their anchor.
///
/// ```
/// # use attrflow::pipeline::SourceObject;
/// # let serde_json::Value::Object(attributes) = serde_json::json!({"mail": "ada@contoso.com", "displayName": "Ada"}) else { unreachable!() };
/// let found = [SourceObject { id: "a1".into(), object: "User".into(), attributes }];
/// let table = attrflow::report::found_table(&found);
/// assert!(table.contains("ada@contoso.com") && table.contains("Ada") && table.contains("a1"));
/// ```
pub fn found_table(found: &[SourceObject]) -> String {
    let rows: Vec<[String; 4]> = found
        .iter()
        .map(|object| {
            [
                key(object).to_owned(),
                name(object).to_owned(),
                object.object.clone(),
                object.id.clone(),
            ]
        })
        .collect();
    written(&["key", "name", "object", "anchor"], &rows)
}

/// What people ask for an object of the source by; the anchor where it has no such attribute.
pub(super) fn key(object: &SourceObject) -> &str {
    match first(object, KEYS) {
        "" => &object.id,
        key => key,
    }
}

/// The name of an object of the source; empty where it has none.
pub(super) fn name(object: &SourceObject) -> &str {
    first(object, NAMES)
}

fn first<'o>(object: &'o SourceObject, names: &[&str]) -> &'o str {
    let mut texts = names
        .iter()
        .filter_map(|name| find(&object.attributes, name).and_then(Json::as_str));
    texts.next().unwrap_or_default()
}

/// Links between source and target.
///
/// ```
/// # use attrflow::pipeline::{Link, LinkState};
/// # let (user, display_name) = (String::from("User"), String::from("Ada"));
/// let link = Link {
///     source_object: user.clone(), source: "a1".into(), target_object: user, target: "t1".into(),
///     display_name, state: LinkState::Unmanaged, updated: "2026-03-02T08:00:00.0000000Z".into(),
/// };
/// let table = attrflow::report::links_table(&[link]);
/// assert!(table.contains("a1") && table.contains("unmanaged"));
/// ```
pub fn links_table(links: &[Link]) -> String {
    let rows: Vec<[String; 5]> = links
        .iter()
        .map(|link| {
            let state = match link.state {
                LinkState::Managed => "managed",
                LinkState::Unmanaged => "unmanaged",
            };
            [
                link.display_name.clone(),
                link.source.clone(),
                link.target.clone(),
                state.to_owned(),
                link.updated.clone(),
            ]
        })
        .collect();
    written(&["name", "source", "target", "state", "updated"], &rows)
}

/// Past runs, one line each: when it began (UTC, to the second), how it ended, and its headline.
///
/// ```
/// # use attrflow::pipeline::Run;
/// # let nobody = serde_json::json!({"id": "", "object": "User", "display_name": null});
/// # let run: Run = serde_json::from_value(serde_json::json!({
/// #     "change_id": "5f1d6c1e-0000-4000-8000-000000000001", "what_if": true, "action": "Create", "status": "Success",
/// #     "error": null, "start": "2026-03-02T08:00:00.0000000Z", "end": "2026-03-02T08:00:01.2500000Z",
/// #     "reportable": "ada@contoso.com", "source": nobody, "target": nobody, "source_system": "Contoso",
/// #     "target_system": "Desk", "steps": [], "modified": [], "flows": [], "requests": [], "change": null, "notes": [],
/// # })).unwrap();
/// let table = attrflow::report::log_table(&[run]);
/// assert!(table.contains("2026-03-02 08:00:00") && table.contains("would create ada@contoso.com"));
/// ```
pub fn log_table(runs: &[Run]) -> String {
    let rows: Vec<[String; 3]> = runs
        .iter()
        .map(|run| {
            let when = run.start.split('.').next().unwrap_or_default();
            [
                when.replace('T', " "),
                run.status.word().to_owned(),
                headline(run),
            ]
        })
        .collect();
    written(&["when (UTC)", "status", "what"], &rows)
}

/// Lines of any width: what stands in them is to be copied.
fn written<const COLUMNS: usize>(heading: &[&str; COLUMNS], rows: &[[String; COLUMNS]]) -> String {
    let rows = rows.iter().map(|row| row.each_ref().map(String::as_str));
    table(heading, rows, usize::MAX)
}
