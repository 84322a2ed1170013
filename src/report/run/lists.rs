//! Lists of what a job knows: objects found in its source, links, past runs.

use super::headline;
use crate::eval::find;
use crate::pipeline::{Link, LinkState, Run, SourceObject};
use crate::report::table;
use serde_json::Value as Json;

/// The attributes of which the first that is there is shown as an object's name.
const NAMES: &[&str] = &["displayName", "cn", "name"];

/// Given and family names, as sources call them, for objects that have no name as a whole.
const PARTS: &[(&str, &str)] = &[
    ("givenName", "surname"),
    ("givenName", "sn"),
    ("FirstName", "LastName"),
    ("firstName", "lastName"),
    ("name.givenName", "name.familyName"),
];

/// Objects of the source: what to provision them by, which is one of the job's keys, their name, their anchor.
///
/// ```
/// # use attrflow::pipeline::SourceObject;
/// # let serde_json::Value::Object(attributes) = serde_json::json!({"mail": "ada@contoso.com", "displayName": "Ada"}) else { unreachable!() };
/// let found = [SourceObject { id: "a1".into(), object: "User".into(), attributes }];
/// let table = attrflow::report::found_table(&found, &["mail".to_owned()]);
/// assert!(table.contains("ada@contoso.com") && table.contains("Ada") && table.contains("a1"));
/// ```
pub fn found_table(found: &[SourceObject], keys: &[String]) -> String {
    let rows: Vec<[String; 4]> = found
        .iter()
        .map(|object| {
            [
                key(object, keys),
                name(object),
                object.object.clone(),
                object.id.clone(),
            ]
        })
        .collect();
    written(&["key", "name", "object", "anchor"], &rows)
}

/// What people ask for an object of the source by: the first of the job's keys that it has, else its anchor.
pub(super) fn key(object: &SourceObject, keys: &[String]) -> String {
    let mut found = keys
        .iter()
        .filter_map(|key| match find(&object.attributes, key)? {
            Json::String(text) if !text.is_empty() => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            _ => None,
        });
    found.next().unwrap_or_else(|| object.id.clone())
}

/// The name of an object of the source; empty where it has none.
pub(super) fn name(object: &SourceObject) -> String {
    if let Some(name) = text(object, NAMES.iter().copied()) {
        return name.to_owned();
    }
    let mut parts = PARTS.iter().filter_map(|(given, family)| {
        let given = text(object, [*given].into_iter())?;
        Some(format!("{given} {}", text(object, [*family].into_iter())?))
    });
    parts.next().unwrap_or_default()
}

/// The first of the attributes that is a text, and not an empty one.
fn text<'o, 'n>(object: &'o SourceObject, names: impl Iterator<Item = &'n str>) -> Option<&'o str> {
    names
        .filter_map(|name| find(&object.attributes, name)?.as_str())
        .find(|text| !text.is_empty())
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
