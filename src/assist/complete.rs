//! What can be written at a cursor.

use super::cursor::{Cursor, Inside};
use crate::library::Library;
use crate::schema::ObjectDefinition;
use crate::text::Span;

/// Something that can be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// What is shown, and what the person's beginning is compared with.
    pub label: String,
    /// What is written.
    pub insert: String,
    /// Which piece of the text it replaces.
    pub span: Span,
    /// What it is.
    pub kind: CompletionKind,
    /// A line about it: signature, kind of attribute, parameter.
    pub detail: String,
}

/// What a completion is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompletionKind {
    /// A function.
    Function,
    /// An attribute of the source object.
    Attribute,
    /// A fixed word of a parameter.
    Word,
}

/// What can be written at a byte offset of an expression, which may be half written: the words of the
/// parameter first, then attributes, then functions; all that begin as the text at the cursor does, in
/// any case. Without a source object no attributes are known.
///
/// ```
/// use attrflow::assist::{complete, standard};
/// let found = complete("ToLower(NormalizeD", 18, standard(), None);
/// assert_eq!(found[0].insert, "NormalizeDiacritics(");
/// ```
pub fn complete(
    text: &str,
    offset: usize,
    library: &Library,
    source: Option<&ObjectDefinition>,
) -> Vec<Completion> {
    let cursor = Cursor::new(text, offset);
    let begun = |span: Span| {
        let end = offset.clamp(span.start as usize, span.end as usize);
        Span::new(span.start as usize, end).of(text).to_lowercase()
    };
    match cursor.inside {
        Inside::Text => Vec::new(),
        Inside::Attribute(span) => {
            let closed = text
                .get(span.end as usize..)
                .is_some_and(|rest| rest.starts_with(']'));
            let begun = begun(span);
            let found = attributes(source, &begun).map(|(name, detail)| Completion {
                insert: if closed {
                    name.to_owned()
                } else {
                    format!("{name}]")
                },
                label: name.to_owned(),
                span,
                kind: CompletionKind::Attribute,
                detail,
            });
            found.collect()
        }
        Inside::Name(span) => {
            let begun = begun(span);
            let mut found = words(&cursor, library, span, &begun);
            found.extend(attributes(source, &begun).map(|(name, detail)| Completion {
                label: name.to_owned(),
                insert: format!("[{name}]"),
                span,
                kind: CompletionKind::Attribute,
                detail,
            }));
            found.extend(functions(text, library, span, &begun));
            found
        }
    }
}

fn words(cursor: &Cursor<'_>, library: &Library, span: Span, begun: &str) -> Vec<Completion> {
    let Some((_, Some(param))) = cursor.call(library) else {
        return Vec::new();
    };
    let words = param.words.iter().filter(|word| begins(word, begun));
    words
        .map(|word| Completion {
            label: (*word).to_owned(),
            insert: (*word).to_owned(),
            span,
            kind: CompletionKind::Word,
            detail: param.about.to_owned(),
        })
        .collect()
}

fn attributes<'s>(
    source: Option<&'s ObjectDefinition>,
    begun: &str,
) -> impl Iterator<Item = (&'s str, String)> {
    let all = source.map_or(&[] as &[_], |source| &source.attributes);
    all.iter()
        .filter(move |attribute| begins(&attribute.name.value, begun))
        .map(|attribute| {
            let kind = attribute.kind.kind().word();
            let detail = match attribute.multivalued {
                true => format!("{kind}, several values"),
                false => kind.to_owned(),
            };
            (attribute.name.value.as_str(), detail)
        })
}

fn functions(text: &str, library: &Library, span: Span, begun: &str) -> Vec<Completion> {
    let called = text
        .get(span.end as usize..)
        .is_some_and(|rest| rest.starts_with('('));
    let fitting = library
        .functions()
        .iter()
        .filter(|function| begins(function.name, begun));
    fitting
        .map(|function| Completion {
            label: function.name.to_owned(),
            insert: match (called, function.params.is_empty()) {
                (true, _) => function.name.to_owned(),
                (false, true) => format!("{}()", function.name),
                (false, false) => format!("{}(", function.name),
            },
            span,
            kind: CompletionKind::Function,
            detail: function.signature(),
        })
        .collect()
}

fn begins(name: &str, begun: &str) -> bool {
    name.to_lowercase().starts_with(begun)
}
