//! Carrying out replacements.

use super::Edit;

/// The text after some replacements; `None` where they overlap or do not lie in it.
///
/// ```
/// use attrflow::{diag::{Edit, apply}, text::Span};
/// let edit = Edit { span: Span::new(1, 2), text: "-".into() };
/// assert_eq!(apply("a+b", vec![edit]).as_deref(), Some("a-b"));
/// ```
pub fn apply(text: &str, mut edits: Vec<Edit>) -> Option<String> {
    edits.sort_by_key(|edit| edit.span);
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for edit in &edits {
        let range = edit.span.range();
        changed.push_str(text.get(at..range.start)?);
        text.get(range.clone())?;
        changed.push_str(&edit.text);
        at = range.end;
    }
    changed.push_str(text.get(at..)?);
    Some(changed)
}
