//! Strings of a JSON file: the text that they stand for, and where each of its bytes is written.

use crate::text::Span;

/// A value and the place of its JSON token in the file; a string's place includes its quotes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its token.
    pub span: Span,
}

impl<T> Located<T> {
    /// Joins a value with its place.
    ///
    /// ```
    /// use attrflow::{schema::Located, text::Span};
    /// assert_eq!(Located::new("mail", Span::new(3, 9)).value, "mail");
    /// ```
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// One entry of a `metadata` list, kept as text even where that text is JSON again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Metadata {
    /// Its key.
    pub key: Located<String>,
    /// Its value; `None` for null.
    pub value: Option<Located<String>>,
    /// The whole entry.
    pub span: Span,
}

impl Metadata {
    /// The value read as JSON, as Graph nests it for settings such as `defaultSourceObjectMappings`;
    /// `None` where it is null or plain text.
    ///
    /// ```
    /// use attrflow::{schema::{Located, Metadata}, text::Span};
    /// let at = Span::at(0);
    /// let entry = Metadata { key: Located::new("Disposition".into(), at),
    ///     value: Some(Located::new("\"Normal\"".into(), at)), span: at };
    /// assert_eq!(entry.parse(), Some("Normal".into()));
    /// ```
    pub fn parse(&self) -> Option<serde_json::Value> {
        serde_json::from_str(&self.value.as_ref()?.value).ok()
    }
}

/// The text of a JSON string that has an inner structure of its own (an expression, a clause), with
/// the way back from a place in that text to the place in the file, through the JSON escapes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct JsonText {
    text: String,
    span: Span,
    escapes: Vec<Escape>,
}

/// A JSON escape: where its character stands in the decoded text, and in the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Escape {
    decoded: Span,
    file: Span,
}

impl JsonText {
    /// From a JSON token at a byte offset of the file. A token that is no string (a number where a
    /// string belongs) is its own text. Broken escapes are kept as they are written.
    ///
    /// ```
    /// use attrflow::{schema::JsonText, text::Span};
    /// let text = JsonText::of_token(r#""Trim(\"é\")""#, 100);
    /// assert_eq!(text.text(), r#"Trim("é")"#);
    /// assert_eq!(text.file_span(Span::new(5, 6)), Span::new(106, 108));
    /// ```
    pub fn of_token(token: &str, offset: usize) -> Self {
        let span = Span::new(offset, offset + token.len());
        let Some(inner) = token
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
        else {
            return Self {
                text: token.to_owned(),
                span,
                escapes: Vec::new(),
            };
        };
        let mut text = String::with_capacity(inner.len());
        let mut escapes = Vec::new();
        let mut rest = inner;
        let mut at = offset + 1;
        while let Some((plain, escaped)) = rest.split_once('\\') {
            text.push_str(plain);
            at += plain.len();
            let (character, length) = unescape(escaped);
            let decoded = text.len();
            text.push(character);
            escapes.push(Escape {
                decoded: Span::new(decoded, text.len()),
                file: Span::new(at, at + 1 + length),
            });
            at += 1 + length;
            rest = escaped.get(length..).unwrap_or_default();
        }
        text.push_str(rest);
        Self {
            text,
            span,
            escapes,
        }
    }

    /// The text that the string stands for.
    ///
    /// ```
    /// use attrflow::schema::JsonText;
    /// assert_eq!(JsonText::of_token(r#""a\nb""#, 0).text(), "a\nb");
    /// ```
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole token in the file, in bytes, quotes included.
    ///
    /// ```
    /// use attrflow::{schema::JsonText, text::Span};
    /// assert_eq!(JsonText::of_token(r#""[mail]""#, 10).span(), Span::new(10, 18));
    /// ```
    pub fn span(&self) -> Span {
        self.span
    }

    /// The place in the file of a piece of the text, both in bytes. A piece of an escaped character is the
    /// whole escape; what lies past the end is the closing quote's place.
    ///
    /// ```
    /// use attrflow::{schema::JsonText, text::Span};
    /// let text = JsonText::of_token(r#""a\u00e9b""#, 0);
    /// assert_eq!(text.file_span(Span::new(1, 3)), Span::new(2, 8));
    /// assert_eq!(text.file_span(Span::new(90, 99)), Span::new(9, 9));
    /// ```
    pub fn file_span(&self, span: Span) -> Span {
        Span {
            start: self.file_offset(span.start, |escape| escape.file.start),
            end: self.file_offset(span.end, |escape| escape.file.end),
        }
    }

    fn file_offset(&self, offset: u32, inside: impl Fn(&Escape) -> u32) -> u32 {
        let before = self
            .escapes
            .partition_point(|escape| escape.decoded.start < offset);
        let last = before.checked_sub(1).and_then(|at| self.escapes.get(at));
        let (from, to) = match last {
            Some(escape) if offset < escape.decoded.end => return inside(escape),
            Some(escape) => (escape.decoded.end, escape.file.end),
            None => (0, self.span.start + u32::from(self.is_string())),
        };
        let end = self.span.end.saturating_sub(u32::from(self.is_string()));
        to.saturating_add(offset - from).min(end)
    }

    fn is_string(&self) -> bool {
        self.span.end - self.span.start > self.text.len().try_into().unwrap_or(u32::MAX)
    }

    /// The replacement in the file that gives the string another text: the token's place, and the
    /// JSON string to write there.
    ///
    /// ```
    /// use attrflow::{schema::JsonText, text::Span};
    /// let text = JsonText::of_token(r#""[mail]""#, 10);
    /// assert_eq!(text.edit("Trim(\"a\")"), (Span::new(10, 18), r#""Trim(\"a\")""#.into()));
    /// ```
    pub fn edit(&self, new: &str) -> (Span, String) {
        (self.span, quote(new))
    }

    /// The replacement in the file for a replacement of one piece of the text: `span` counts bytes of the
    /// text, the answer's place bytes of the file.
    ///
    /// ```
    /// use attrflow::{schema::JsonText, text::Span};
    /// let text = JsonText::of_token(r#""'a'""#, 0);
    /// assert_eq!(text.edit_within(Span::new(0, 3), "\"a\""), (Span::new(1, 4), r#"\"a\""#.into()));
    /// ```
    pub fn edit_within(&self, span: Span, replacement: &str) -> (Span, String) {
        let quoted = quote(replacement);
        let inner = quoted
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .unwrap_or_default();
        (self.file_span(span), inner.to_owned())
    }
}

fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The character after a backslash, and how many bytes of the text it takes.
fn unescape(escaped: &str) -> (char, usize) {
    match escaped.as_bytes() {
        [b'b', ..] => ('\u{8}', 1),
        [b'f', ..] => ('\u{c}', 1),
        [b'n', ..] => ('\n', 1),
        [b'r', ..] => ('\r', 1),
        [b't', ..] => ('\t', 1),
        [b'"', ..] => ('"', 1),
        [b'/', ..] => ('/', 1),
        [b'\\', ..] => ('\\', 1),
        [b'u', ..] => unicode(escaped).unwrap_or(('\\', 0)),
        _ => ('\\', 0),
    }
}

fn unicode(escaped: &str) -> Option<(char, usize)> {
    let unit = |at: usize| u32::from_str_radix(escaped.get(at..at + 4)?, 16).ok();
    let first = unit(1)?;
    if let Some(single) = char::from_u32(first) {
        return Some((single, 5));
    }
    if escaped.get(5..7) != Some("\\u") {
        return None;
    }
    let second = unit(7)?;
    let both = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
    let pair = char::decode_utf16(both).next()?.ok()?;
    Some((pair, 11))
}
