//! Text literals: between what is written and what is meant.

/// The text as a literal: `\` and `"` escaped, nothing else.
///
/// ```
/// assert_eq!(attrflow::syntax::quote(r#"a "b" \d"#), r#""a \"b\" \\d""#);
/// ```
pub fn quote(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    push_quoted(&mut written, text);
    written
}

pub(super) fn push_quoted(written: &mut String, text: &str) {
    written.push('"');
    for letter in text.chars() {
        if matches!(letter, '"' | '\\') {
            written.push('\\');
        }
        written.push(letter);
    }
    written.push('"');
}

/// What stands between the quotes, with `\\` and `\"` resolved; any other backslash stays.
pub(super) fn unescape(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        rest = match after.chars().next() {
            Some(escaped @ ('\\' | '"')) => {
                text.push(escaped);
                after.get(1..).unwrap_or_default()
            }
            _ => {
                text.push('\\');
                after
            }
        };
    }
    text.push_str(rest);
    text
}

/// The text without its first and its last character.
pub(super) fn inside(written: &str) -> &str {
    let mut letters = written.chars();
    letters.next();
    letters.next_back();
    letters.as_str()
}

/// A piece of the user's text for a message: in backticks, on one line, not too long.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 32;
    let line: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .take(LONGEST + 1)
        .collect();
    let dots = if line.chars().count() > LONGEST {
        "…"
    } else {
        ""
    };
    let line: String = line.chars().take(LONGEST).collect();
    format!("`{line}{dots}`")
}
