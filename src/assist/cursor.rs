//! Where a cursor stands in an expression that may be half written.

use crate::library::{Function, Library, Param};
use crate::text::Span;

/// The surroundings of a byte offset.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Cursor<'t> {
    /// What it stands in.
    pub inside: Inside,
    /// The calls around it, outermost first: name, and the index of the argument.
    pub calls: Vec<(&'t str, usize)>,
}

/// What a cursor stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Inside {
    /// A text in quotes.
    Text,
    /// An attribute's name: what is written of it, without the brackets.
    Attribute(Span),
    /// A name or a word, or the place for one.
    Name(Span),
}

impl<'t> Cursor<'t> {
    /// Reads the text up to the offset, and to the end of the name that it stands in.
    pub fn new(text: &'t str, offset: usize) -> Self {
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let before = text.get(..offset).unwrap_or_default();
        let mut calls: Vec<(&str, usize)> = Vec::new();
        let mut open = Open::None;
        let mut escaped = false;
        for (at, letter) in before.char_indices() {
            match open {
                Open::Text => match letter {
                    _ if escaped => escaped = false,
                    '\\' => escaped = true,
                    '"' => open = Open::None,
                    _ => {}
                },
                Open::Attribute(_) if letter == ']' => open = Open::None,
                Open::Attribute(_) => {}
                Open::None => match letter {
                    '"' => open = Open::Text,
                    '[' => open = Open::Attribute(at + 1),
                    '(' => calls.push((name_before(before.get(..at).unwrap_or_default()), 0)),
                    ')' => drop(calls.pop()),
                    ',' => calls
                        .iter_mut()
                        .last()
                        .into_iter()
                        .for_each(|call| call.1 += 1),
                    _ => {}
                },
            }
        }
        let after = text.get(offset..).unwrap_or_default();
        let inside = match open {
            Open::Text => Inside::Text,
            Open::Attribute(start) => {
                let rest = after
                    .find([']', ',', ')', '"', '['])
                    .filter(|at| after.as_bytes().get(*at) == Some(&b']'));
                Inside::Attribute(Span::new(start, offset + rest.unwrap_or(0)))
            }
            Open::None => {
                let start = offset - name_before(before).len();
                let length = after.find(|letter| !is_name(letter)).unwrap_or(after.len());
                Inside::Name(Span::new(start, offset + length))
            }
        };
        Self { inside, calls }
    }

    /// The innermost call and the parameter that the cursor stands at, as far as they exist.
    pub fn call(&self, library: &Library) -> Option<(&'static Function, Option<&'static Param>)> {
        let (name, index) = self.calls.last()?;
        let function = library.function(name)?;
        Some((function, function.param(*index)))
    }
}

#[derive(Clone, Copy)]
enum Open {
    None,
    Text,
    Attribute(usize),
}

/// The name that a text ends with; may be empty.
fn name_before(text: &str) -> &str {
    let rest = text.trim_end_matches(is_name);
    text.get(rest.len()..).unwrap_or_default()
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
