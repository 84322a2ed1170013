//! What stands under a cursor.

use super::cursor::{Cursor, Inside};
use crate::library::{Function, Library, Param};
use crate::schema::{AttributeDefinition, ObjectDefinition};
use crate::text::Span;

/// What stands under a cursor, and where it is written.
#[derive(Clone, Copy, Debug)]
pub struct Hover<'s> {
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub subject: Subject<'s>,
}

/// What can stand under a cursor.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'s> {
    /// The name of a function.
    Function(&'static Function),
    /// An attribute of the source object.
    Attribute(&'s AttributeDefinition),
    /// A fixed word of a parameter.
    Word(&'static Function, &'static Param),
}

/// What stands at a byte offset of an expression; `None` for texts, numbers, signs and unknown names.
///
/// ```
/// use attrflow::assist::{HoverSubject, hover, standard};
/// let found = hover("ToLower([mail])", 3, standard(), None).unwrap();
/// assert!(matches!(found.subject, HoverSubject::Function(function) if function.name == "ToLower"));
/// ```
pub fn hover<'s>(
    text: &str,
    offset: usize,
    library: &Library,
    source: Option<&'s ObjectDefinition>,
) -> Option<Hover<'s>> {
    let cursor = Cursor::new(text, offset);
    let (span, subject) = match cursor.inside {
        Inside::Text => return None,
        Inside::Attribute(span) => (span, Subject::Attribute(source?.attribute(span.of(text))?)),
        Inside::Name(span) => {
            let after = text.get(span.end as usize..).unwrap_or_default();
            let name = span.of(text);
            if after.trim_start().starts_with('(') {
                (span, Subject::Function(library.function(name)?))
            } else {
                let (function, param) = cursor.call(library)?;
                let param = param.filter(|param| param.words.contains(&name))?;
                (span, Subject::Word(function, param))
            }
        }
    };
    Some(Hover { span, subject })
}
