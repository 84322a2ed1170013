//! Puts replacements together. Knows no engine but through the match loop.

use super::engine::Range;
use super::error::MatchError;
use super::matching::value_of;
use super::template::{Part, Template};

/// Something that text can be appended to.
pub trait Sink {
    /// Appends a text.
    ///
    /// ```
    /// # use attrflow::dotnet::regex::{Regex, Sink, Template};
    /// struct Bytes(usize);
    /// impl Sink for Bytes {
    ///     fn push_str(&mut self, text: &str) { self.0 += text.len(); }
    /// }
    /// let (regex, mut bytes) = (Regex::new(r"\s").unwrap(), Bytes(0));
    /// regex.replace_all("a b c", &Template::new("", &regex).unwrap(), &mut bytes).unwrap();
    /// assert_eq!(bytes.0, 3);
    /// ```
    fn push_str(&mut self, text: &str);
}

impl Sink for String {
    fn push_str(&mut self, text: &str) {
        String::push_str(self, text);
    }
}

impl Sink for bumpalo::collections::String<'_> {
    fn push_str(&mut self, text: &str) {
        bumpalo::collections::String::push_str(self, text);
    }
}

pub fn slice(text: &str, range: Range) -> &str {
    text.get(range.0..range.1).unwrap_or_default()
}

/// What is done with a match and its captures.
pub type Each<'e> = dyn FnMut(Range, &[Option<Range>]) + 'e;

/// Replaces every match that `run` reports; appends nothing where there is none.
pub fn with_template(
    text: &str,
    template: &Template,
    out: &mut impl Sink,
    run: impl FnOnce(&mut Each<'_>) -> Result<(), MatchError>,
) -> Result<bool, MatchError> {
    let mut done = 0;
    let mut found_any = false;
    run(&mut |found, captures| {
        found_any = true;
        out.push_str(slice(text, (done, found.0)));
        expand(template, text, found, captures, out);
        done = found.1;
    })?;
    if found_any {
        out.push_str(slice(text, (done, text.len())));
    }
    Ok(found_any)
}

fn expand(
    template: &Template,
    text: &str,
    found: Range,
    captures: &[Option<Range>],
    out: &mut impl Sink,
) {
    for part in &template.parts {
        out.push_str(match part {
            Part::Literal(literal) => literal,
            Part::Match => slice(text, found),
            Part::Group(slots) => value_of(slots, captures).map_or("", |range| slice(text, range)),
            Part::Before => slice(text, (0, found.0)),
            Part::After => slice(text, (found.1, text.len())),
            Part::Text => text,
        });
    }
}

/// Replaces the value of a group in every match that `run` reports; appends nothing where there is
/// none.
pub fn in_group(
    text: &str,
    slots: &[usize],
    replacement: &str,
    out: &mut impl Sink,
    run: impl FnOnce(&mut Each<'_>) -> Result<(), MatchError>,
) -> Result<bool, MatchError> {
    let mut done = 0;
    let mut found_any = false;
    run(&mut |_, captures| {
        let Some(value) = value_of(slots, captures) else {
            return;
        };
        if value.0 < done {
            return;
        }
        found_any = true;
        out.push_str(slice(text, (done, value.0)));
        out.push_str(replacement);
        done = value.1;
    })?;
    if found_any {
        out.push_str(slice(text, (done, text.len())));
    }
    Ok(found_any)
}
