//! By what people ask for an object.

use super::object::word;
use crate::eval::find;
use crate::pipeline::SourceObject;
use serde_json::Value as Json;
use std::borrow::Cow;

/// Attributes whose values are compared without regard to case.
const ANY_CASE: &[&str] = &[
    "userPrincipalName",
    "originalUserPrincipalName",
    "onPremisesUserPrincipalName",
    "userName",
    "mail",
    "emailAddress",
    "distinguishedName",
    "onPremisesDistinguishedName",
    "displayName",
];

/// Attributes that hold distinguished names, in which blanks after a comma mean nothing.
const NAMES_OF_PATHS: &[&str] = &["distinguishedName", "onPremisesDistinguishedName"];

/// First, last and display names, user principal names, addresses, in the names that sources have for them.
const SEARCHED: &[&str] = &[
    "givenName",
    "FirstName",
    "firstName",
    "name.givenName",
    "surname",
    "sn",
    "LastName",
    "lastName",
    "name.familyName",
    "displayName",
    "PreferredNameData",
    "cn",
    "userPrincipalName",
    "userName",
    "mail",
    "emailAddress",
    "emails[type eq \"work\"].value",
];

/// Which of the keys the object answers to: 0 for its anchor, 1 for the first of the others.
pub(super) fn rank(object: &SourceObject, keys: &[String], wanted: &str) -> Option<usize> {
    if same_anchor(&object.id, wanted) {
        return Some(0);
    }
    let group = object.object.to_ascii_lowercase().contains("group");
    let of_groups = group.then_some("displayName");
    keys.iter()
        .map(String::as_str)
        .chain(of_groups)
        .position(|key| {
            let value = find(&object.attributes, key).and_then(word);
            value.is_some_and(|value| same(key, &value, wanted))
        })
        .map(|at| at + 1)
}

/// Anchors are compared exactly, but for GUIDs, which mean the same in both cases.
fn same_anchor(one: &str, other: &str) -> bool {
    let is_guid = |text: &str| {
        text.len() == 36
            && text
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
    };
    one == other || (is_guid(one) && one.eq_ignore_ascii_case(other))
}

fn same(key: &str, one: &str, other: &str) -> bool {
    if !ANY_CASE.contains(&key) {
        return one == other;
    }
    let plain = |text: &str| -> String {
        let text = match NAMES_OF_PATHS.contains(&key) {
            true => Cow::Owned(text.replace(", ", ",")),
            false => Cow::Borrowed(text),
        };
        text.trim().to_lowercase()
    };
    plain(one) == plain(other)
}

/// Whether one of the names of an object contains the text, which is in lower case.
pub(super) fn contains(object: &SourceObject, text: &str) -> bool {
    SEARCHED.iter().any(|name| {
        find(&object.attributes, name)
            .and_then(Json::as_str)
            .is_some_and(|value| value.to_lowercase().contains(text))
    })
}
