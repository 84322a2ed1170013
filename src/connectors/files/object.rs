//! From a record of a file to an object: its kind, its anchor, its attributes.

use super::shape::ObjectShape;
use super::{fault, graph};
use crate::eval::find;
use crate::pipeline::{PortError, SourceObject};
use serde_json::{Map, Value as Json};
use std::ops::ControlFlow;
use std::path::Path;

/// Members that say what an object is, where its kind does not define such an attribute.
pub(super) const KIND_MEMBERS: [&str; 2] = ["@odata.type", "object"];

/// A record and where it begins.
pub(super) struct Record<'f> {
    pub(super) path: &'f Path,
    pub(super) line: usize,
    pub(super) attributes: Map<String, Json>,
}

/// Who hears of each record, with its line, or of why it alone cannot be read.
pub(super) type Hear<'h> =
    dyn FnMut(usize, Result<Record<'_>, PortError>) -> Result<ControlFlow<()>, PortError> + 'h;

/// The kinds of object that there are, and what a record is that does not say so.
#[derive(Clone, Copy)]
pub(super) struct Kinds<'k> {
    pub(super) shapes: &'k [ObjectShape],
    pub(super) usual: &'k ObjectShape,
}

impl<'k> Kinds<'k> {
    /// The shape that a word names: `User`, `user`, `#microsoft.graph.user`.
    pub(super) fn named(&self, word: &str) -> Option<&'k ObjectShape> {
        let name = word.trim_start_matches('#');
        let name = name.strip_prefix("microsoft.graph.").unwrap_or(name);
        self.shapes
            .iter()
            .find(|shape| shape.name.eq_ignore_ascii_case(name))
    }
}

/// The object that a record is; `None` for one of a kind that the schema does not have.
pub(super) fn object_of(
    record: Record<'_>,
    kinds: Kinds<'_>,
) -> Result<Option<SourceObject>, PortError> {
    let mut attributes = record.attributes;
    let told = KIND_MEMBERS
        .iter()
        .filter_map(|member| Some((*member, attributes.get(*member)?.as_str()?)))
        .map(|(member, word)| (member, kinds.named(word)))
        .find(|(member, shape)| *member == "@odata.type" || shape.is_some());
    let shape = match told {
        Some((_, None)) => return Ok(None),
        Some((member, Some(shape))) => {
            attributes.shift_remove(member);
            shape
        }
        None => kinds.usual,
    };
    attributes.retain(|name, value| !value.is_null() && !name.starts_with("@odata."));
    graph::rename(&mut attributes, shape);
    disabled(&mut attributes, shape);
    let Some(id) = find(&attributes, &shape.anchor).and_then(word) else {
        let message = format!(
            "this {} has no `{}`, which identifies it",
            shape.name, shape.anchor
        );
        return Err(fault::at(record.path, record.line, None, &message)
            .help(format!("add `{}` to every object", shape.anchor)));
    };
    Ok(Some(SourceObject {
        id,
        object: shape.name.clone(),
        attributes,
    }))
}

/// Active Directory says that an account is disabled by a bit of `userAccountControl`; to mappings it
/// is the attribute `accountDisabled` (`sources` 3).
fn disabled(attributes: &mut Map<String, Json>, shape: &ObjectShape) {
    const ACCOUNTDISABLE: i64 = 2;
    if !shape.defines("accountDisabled") || attributes.contains_key("accountDisabled") {
        return;
    }
    let flags = attributes.get("userAccountControl").and_then(word);
    if let Some(flags) = flags.and_then(|flags| flags.parse::<i64>().ok()) {
        let disabled = Json::Bool(flags & ACCOUNTDISABLE != 0);
        attributes.insert("accountDisabled".to_owned(), disabled);
    }
}

/// A text or a number as a text; `None` for an empty one.
pub(super) fn word(value: &Json) -> Option<String> {
    match value {
        Json::String(text) if text.is_empty() => None,
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
