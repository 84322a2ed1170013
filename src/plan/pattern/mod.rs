//! What many changes of one attribute have in common, in words.
//!
//! A kind of change is a function of the values before and after in one of the files here, and an entry of
//! [`KINDS`]; the first one that fits names the change.

mod affix;
mod form;
mod letters;
mod mail;

use serde_json::Value as Json;
use std::collections::HashSet;

/// The kinds of change, the most telling first.
const KINDS: &[fn(&str, &str) -> Option<String>] = &[
    letters::case,
    mail::domain,
    letters::diacritics,
    letters::blanks,
    letters::punctuation,
    affix::added,
    affix::removed,
    form::digits,
    mail::local,
];

/// What fits no kind.
const OTHER: &str = "another text";

/// A text as a pattern quotes it: short, on one line.
const LONGEST: usize = 60;

/// Names the change of a value; `None` where the kinds say nothing of it.
///
/// ```
/// use attrflow::plan::pattern;
/// let named = pattern(&"ada@fabrikam.com".into(), &"ada@contoso.com".into());
/// assert_eq!(named.as_deref(), Some("mail domain `@fabrikam.com` → `@contoso.com`"));
/// ```
pub fn pattern(old: &Json, new: &Json) -> Option<String> {
    match (old, new) {
        (Json::String(old), Json::String(new)) => {
            let named = KINDS.iter().find_map(|kind| kind(old, new));
            Some(named.unwrap_or_else(|| OTHER.to_owned()))
        }
        (Json::Array(old), Json::Array(new)) => Some(lists(old, new)),
        _ => None,
    }
}

fn lists(old: &[Json], new: &[Json]) -> String {
    let texts = |list: &[Json]| list.iter().map(Json::to_string).collect::<HashSet<_>>();
    let (old, new) = (texts(old), texts(new));
    let missing = |from: &HashSet<String>, of: &HashSet<String>| of.difference(from).count();
    match (missing(&old, &new), missing(&new, &old)) {
        (0, 0) => "another order of the list".to_owned(),
        (added, 0) => format!("{added} added to the list"),
        (0, removed) => format!("{removed} removed from the list"),
        (added, removed) => format!("{added} added to the list, {removed} removed"),
    }
}

/// The very values of a change, for attributes that have few of them; `None` for long ones.
pub(super) fn pair(old: &Json, new: &Json) -> Option<String> {
    let quoted = |value: &Json| match value {
        Json::Null => Some("nothing".to_owned()),
        Json::String(text) if text.is_empty() => Some("nothing".to_owned()),
        Json::String(text) => quoted(text),
        Json::Bool(truth) => Some(format!("`{truth}`")),
        Json::Number(number) => Some(format!("`{number}`")),
        Json::Array(_) | Json::Object(_) => None,
    };
    Some(format!("{} → {}", quoted(old)?, quoted(new)?))
}

/// A part of a value in backticks; `None` where it is too long to be read.
fn quoted(text: &str) -> Option<String> {
    let short = text.chars().take(LONGEST + 1).count() <= LONGEST;
    (short && !text.contains(['\n', '\r'])).then(|| format!("`{text}`"))
}
