//! From imported attributes to a row: each slot's value, by the name that the mapping uses.

use crate::check::Slots;
use crate::value::{Value, from_json};
use bumpalo::Bump;
use serde_json::{Map, Value as Json};

/// The row of a user: the value of each slot, null where the user has none.
///
/// ```
/// use attrflow::{check::Slots, eval::fill, value::Value};
/// let mut slots = Slots::new();
/// slots.place("name.givenName");
/// let user = serde_json::json!({"name": {"givenName": "Ada"}});
/// let arena = bumpalo::Bump::new();
/// assert_eq!(fill(&slots, user.as_object().unwrap(), &arena), [Value::Text("Ada")]);
/// ```
pub fn fill<'v>(slots: &Slots, user: &Map<String, Json>, arena: &'v Bump) -> &'v [Value<'v>] {
    arena.alloc_slice_fill_iter(slots.names().iter().map(|name| match find(user, name) {
        Some(json) => from_json(json, arena),
        None => Value::Null,
    }))
}

/// The attribute of that name: as a member of that very name; else along the path that the name
/// spells: `name.givenName`, `emails[type eq "work"].value`, `urn:…:User:department`. `None` where the
/// user has no such attribute; of several items that a filter fits, the first counts.
///
/// ```
/// use attrflow::eval::find;
/// let user = serde_json::json!({"emails": [{"type": "home", "value": "h"}, {"type": "work", "value": "w"}]});
/// let found = find(user.as_object().unwrap(), "emails[type eq \"work\"].value");
/// assert_eq!(found.unwrap(), "w");
/// ```
pub fn find<'u>(user: &'u Map<String, Json>, name: &str) -> Option<&'u Json> {
    if let Some(found) = user.get(name) {
        return Some(found);
    }
    let (head, mut rest) = split(user, name)?;
    let mut at = user.get(head)?;
    while !rest.is_empty() {
        (at, rest) = step(at, rest)?;
    }
    Some(at)
}

/// The first member of a path: the longest one that ends at `.`, `[` or `:` and exists.
fn split<'n>(user: &Map<String, Json>, name: &'n str) -> Option<(&'n str, &'n str)> {
    name.char_indices()
        .rev()
        .filter(|(_, letter)| matches!(letter, '.' | '[' | ':'))
        .filter_map(|(at, _)| name.split_at_checked(at))
        .find(|(head, _)| user.contains_key(*head))
}

fn step<'u, 'n>(at: &'u Json, rest: &'n str) -> Option<(&'u Json, &'n str)> {
    if let Some(filter) = rest.strip_prefix('[') {
        let (condition, after) = filter.split_once(']')?;
        let (member, wanted) = condition.split_once(" eq ")?;
        let wanted = wanted.trim().trim_matches('"');
        let matches = |item: &&Json| match item.get(member.trim()) {
            Some(Json::String(text)) => text == wanted,
            Some(Json::Bool(truth)) => {
                wanted.eq_ignore_ascii_case(if *truth { "true" } else { "false" })
            }
            _ => false,
        };
        return Some((at.as_array()?.iter().find(matches)?, after));
    }
    let path = rest.strip_prefix(['.', ':'])?;
    let members = at.as_object()?;
    if let Some(found) = members.get(path) {
        return Some((found, ""));
    }
    let (head, after) = split(members, path)?;
    Some((members.get(head)?, after))
}
