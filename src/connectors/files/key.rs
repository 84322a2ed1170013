//! By what people ask for an object.

use super::object::word;
use crate::eval::find;
use crate::pipeline::{Namer, SourceObject};
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

/// The names of objects in files.
pub(super) struct FileNamer {
    /// The attributes that name an object, the preferred one first.
    pub keys: Vec<String>,
}

impl Namer for FileNamer {
    fn names(&self, object: &SourceObject) -> Vec<(usize, String)> {
        names(object, &self.keys)
    }

    fn spellings(&self, key: &str) -> Vec<String> {
        spellings(key)
    }
}

fn names(object: &SourceObject, keys: &[String]) -> Vec<(usize, String)> {
    let group = object.object.to_ascii_lowercase().contains("group");
    let of_groups = group.then_some("displayName");
    let anchor = match is_guid(&object.id) {
        true => format!("guid {}", object.id.to_ascii_lowercase()),
        false => format!("anchor {}", object.id),
    };
    let keys = keys.iter().map(String::as_str).chain(of_groups);
    let named = keys.enumerate().filter_map(|(at, key)| {
        let value = find(&object.attributes, key).and_then(word)?;
        let text = match (ANY_CASE.contains(&key), NAMES_OF_PATHS.contains(&key)) {
            (false, _) => format!("exact {value}"),
            (true, true) => format!("path {}", plain(&value, true)),
            (true, false) => format!("plain {}", plain(&value, false)),
        };
        Some((at + 1, text))
    });
    std::iter::once((0, anchor)).chain(named).collect()
}

/// A key in every form in which an object may have it.
fn spellings(wanted: &str) -> Vec<String> {
    vec![
        match is_guid(wanted) {
            true => format!("guid {}", wanted.to_ascii_lowercase()),
            false => format!("anchor {wanted}"),
        },
        format!("exact {wanted}"),
        format!("path {}", plain(wanted, true)),
        format!("plain {}", plain(wanted, false)),
    ]
}

/// Anchors are compared exactly, but for GUIDs, which mean the same in both cases.
fn same_anchor(one: &str, other: &str) -> bool {
    one == other || (is_guid(one) && one.eq_ignore_ascii_case(other))
}

fn same(key: &str, one: &str, other: &str) -> bool {
    if !ANY_CASE.contains(&key) {
        return one == other;
    }
    let path = NAMES_OF_PATHS.contains(&key);
    plain(one, path) == plain(other, path)
}

fn plain(text: &str, path: bool) -> String {
    let text = match path {
        true => Cow::Owned(text.replace(", ", ",")),
        false => Cow::Borrowed(text),
    };
    text.trim().to_lowercase()
}

fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// Whether one of the names or keys of an object contains the text, which is in lower case.
pub(super) fn contains(object: &SourceObject, keys: &[String], text: &str) -> bool {
    let names = SEARCHED.iter().copied();
    names.chain(keys.iter().map(String::as_str)).any(|name| {
        find(&object.attributes, name)
            .and_then(word)
            .is_some_and(|value| value.to_lowercase().contains(text))
    })
}
