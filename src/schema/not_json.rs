//! Why a file is no JSON, in its owner's words: one finding, at the first place that does not fit.

use super::problem::{EXPORT, NOT_JSON};
use crate::diag::Diagnostic;
use crate::text::Span;

/// Explains an error of the JSON parser. `base` is the offset of `json` in the file.
pub(super) fn explain(json: &str, base: usize, error: &serde_json::Error) -> Diagnostic {
    let at = offset(json, error.line(), error.column());
    let found = Found {
        json,
        at,
        base,
        said: error.to_string(),
    };
    found
        .nothing()
        .or_else(|| found.markup())
        .or_else(|| found.depth())
        .or_else(|| found.cut_off())
        .or_else(|| found.inside_string())
        .or_else(|| found.left_out())
        .or_else(|| found.comment())
        .or_else(|| found.trailing_comma())
        .or_else(|| found.quotes())
        .or_else(|| found.bare_word())
        .unwrap_or_else(|| found.other())
}

/// A file that is neither UTF-8 nor UTF-16.
pub(super) fn broken_text(offset: usize) -> Diagnostic {
    let span = Span::new(offset, offset + char::REPLACEMENT_CHARACTER.len_utf8());
    Diagnostic::new(
        &NOT_JSON,
        span,
        "this is no JSON: the file is neither UTF-8 nor UTF-16",
    )
    .under("cannot be read as text")
    .help("save the file as UTF-8")
}

/// The JSON parser counts columns in bytes, and stands on the last byte that it took.
fn offset(json: &str, line: usize, column: usize) -> usize {
    let start = match line.checked_sub(2) {
        None => 0,
        Some(nth) => json
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .nth(nth)
            .map_or(json.len(), |(at, _)| at + 1),
    };
    json.floor_char_boundary((start + column.saturating_sub(1)).min(json.len()))
}

struct Found<'j> {
    json: &'j str,
    at: usize,
    base: usize,
    said: String,
}

impl<'j> Found<'j> {
    fn rest(&self) -> &'j str {
        self.json.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> &'j str {
        self.json.get(..self.at).unwrap_or_default()
    }

    fn told(&self, length: usize, message: impl std::fmt::Display) -> Diagnostic {
        self.told_at(self.at, length, message)
    }

    fn told_at(&self, at: usize, length: usize, message: impl std::fmt::Display) -> Diagnostic {
        let end = self
            .json
            .floor_char_boundary((at + length).min(self.json.len()));
        Diagnostic::new(
            &NOT_JSON,
            Span::new(self.base + at, self.base + end),
            format!("this is no JSON: {message}"),
        )
        .help(EXPORT)
    }

    fn nothing(&self) -> Option<Diagnostic> {
        let empty = self.json.trim().is_empty();
        empty.then(|| self.told_at(0, 0, "the file is empty"))
    }

    fn markup(&self) -> Option<Diagnostic> {
        let start = self.json.len() - self.json.trim_start().len();
        let markup = self.json.trim_start().starts_with('<');
        markup.then(|| {
            self.told_at(start, 1, "the file begins like a web page or XML")
                .help(format!(
                    "this may be a sign-in page that was saved in place of the answer; {EXPORT}"
                ))
        })
    }

    fn depth(&self) -> Option<Diagnostic> {
        self.said.starts_with("recursion limit").then(|| {
            self.told(1, "it is nested more than 128 levels deep")
                .under("the 128th level")
                .help("real schemas nest less than 40 levels deep")
        })
    }

    fn cut_off(&self) -> Option<Diagnostic> {
        if !self.said.starts_with("EOF") {
            return None;
        }
        let end = self.json.trim_end().len();
        let found = self
            .told_at(end, 0, "the file ends before everything is closed")
            .under("ends here")
            .help(format!("the file was cut off; {EXPORT}"));
        Some(match unclosed(self.json) {
            Some((at, opener)) => {
                let at = self.base + at;
                found.label(
                    Span::new(at, at + 1),
                    format!("this `{opener}` is never closed"),
                )
            }
            None => found,
        })
    }

    fn inside_string(&self) -> Option<Diagnostic> {
        if self.said.starts_with("control character") {
            let taken = usize::from(self.before().ends_with('\n'));
            return Some(
                self.told_at(self.at - taken, 1, "a line break or control character stands inside a string")
                    .help("write `\\n` for a line break, `\\t` for a tab; or the string's closing `\"` is missing"),
            );
        }
        if self.said.starts_with("invalid escape") {
            let at = self.before().rfind('\\').unwrap_or(self.at);
            let escape: String = self.json.get(at..)?.chars().take(2).collect();
            return Some(
                self.told_at(at, escape.len(), format!("`{escape}` is no escape"))
                    .help("in a JSON string a backslash is written `\\\\`"),
            );
        }
        let surrogate = self.said.contains("surrogate") || self.said.contains("hex escape");
        surrogate.then(|| {
            let at = self.before().rfind('\\').unwrap_or(self.at);
            self.told_at(at, 6, "a `\\u` escape is half a character")
                .help("characters beyond U+FFFF are two escapes: `\\ud83d\\ude00`")
        })
    }

    fn left_out(&self) -> Option<Diagnostic> {
        let dots = self
            .rest()
            .split(|letter| letter != '.' && letter != '…')
            .next()?;
        (dots.starts_with('…') || dots.len() > 1).then(|| {
            self.told(
                dots.len(),
                format!("`{dots}` stands where a value should be"),
            )
            .under("something was left out here")
            .help(format!(
                "this looks like a sample from documentation, with parts left out; {EXPORT}"
            ))
        })
    }

    fn comment(&self) -> Option<Diagnostic> {
        let rest = self.rest();
        let comment = rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#');
        comment.then(|| {
            let length = rest.lines().next().map_or(1, str::len);
            self.told(length, "a comment stands here")
                .help("JSON has no comments: delete it")
        })
    }

    fn trailing_comma(&self) -> Option<Diagnostic> {
        let closer = self
            .rest()
            .chars()
            .next()
            .filter(|next| matches!(next, ']' | '}'))?;
        let before = self.before().trim_end();
        let comma = before
            .len()
            .checked_sub(1)
            .filter(|_| before.ends_with(','))?;
        let span = Span::new(self.base + comma, self.base + comma + 1);
        Some(
            self.told_at(comma, 1, format!("a comma stands before `{closer}`"))
                .help("delete the comma after the last entry")
                .fix("delete the comma", span, ""),
        )
    }

    fn quotes(&self) -> Option<Diagnostic> {
        let quote = self.rest().chars().next()?;
        matches!(quote, '\'' | '“' | '”' | '‘' | '’' | '`').then(|| {
            self.told(quote.len_utf8(), format!("{quote} is no JSON quote"))
                .help("strings and names stand in straight double quotes: `\"…\"`")
        })
    }

    fn bare_word(&self) -> Option<Diagnostic> {
        let letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$' | '@');
        let back = self.before();
        let at = back.trim_end_matches(letter).len();
        let word = self.json.get(at..)?.split(|other| !letter(other)).next()?;
        if !word
            .starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '$' | '@'))
        {
            return None;
        }
        let after = self.json.get(at + word.len()..)?.trim_start();
        let short: String = word.chars().take(40).collect();
        let found = self.told_at(at, word.len(), format!("`{short}` has no quotes"));
        let lower = word.to_ascii_lowercase();
        Some(match lower.as_str() {
            _ if after.starts_with([':', '=']) => found.help(format!(
                "this looks like a JavaScript or PowerShell object: names are written `\"{short}\":`; {EXPORT}"
            )),
            "true" | "false" | "null" => found.help(format!("JSON writes `{lower}`")),
            "none" | "undefined" | "nil" => found.help("JSON writes `null`"),
            _ => found.help(format!("a text is written `\"{short}\"`; {EXPORT}")),
        })
    }

    fn other(&self) -> Diagnostic {
        let wanted = match self.said.split(" at line ").next().unwrap_or_default() {
            "expected `:`" => "a `:` is missing",
            "expected `,` or `}`" => "a `,` or `}` is missing",
            "expected `,` or `]`" => "a `,` or `]` is missing",
            "key must be a string" => "a member's name in double quotes is missing",
            "trailing characters" => "something follows after its end",
            "invalid number" | "number out of range" => "a number cannot be read",
            _ => "a value is missing",
        };
        let found = self.rest().chars().next();
        let length = found.map_or(0, char::len_utf8);
        match found.filter(|letter| !letter.is_whitespace()) {
            Some(letter) => self.told(length, format!("{wanted} before `{letter}`")),
            None => self.told(length, wanted),
        }
    }
}

/// The innermost bracket that is still open at the end.
fn unclosed(json: &str) -> Option<(usize, char)> {
    let mut open = Vec::new();
    let mut string = false;
    let mut escaped = false;
    for (at, letter) in json.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if string => escaped = true,
            '"' => string = !string,
            '{' | '[' if !string => open.push((at, letter)),
            '}' | ']' if !string => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}
