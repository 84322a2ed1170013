//! Back to text: the whole document in a file's style, or a few replacements that leave every other
//! byte as it is.

use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};

use super::Schema;
use crate::diag::{Edit, apply};
use crate::text::Span;

/// How a JSON text is laid out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Style {
    /// Blanks of one level; `None` for everything on one line.
    pub indent: Option<String>,
    /// Whether lines end in CR LF.
    pub crlf: bool,
    /// What stands after the last bracket: line breaks, mostly one.
    pub end: String,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            indent: Some("  ".to_owned()),
            crlf: false,
            end: "\n".to_owned(),
        }
    }
}

impl Style {
    /// The style of a text, as its first indented line and its end show it.
    ///
    /// ```
    /// use attrflow::schema::Style;
    /// let style = Style::of("{\r\n\t\"id\": 1\r\n}");
    /// assert_eq!((style.indent.as_deref(), style.crlf, style.end.as_str()), (Some("\t"), true, ""));
    /// ```
    pub fn of(json: &str) -> Self {
        let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let indented = json.lines().find(|line| blanks(line) > 0);
        let one_line = !json.trim().contains('\n');
        Self {
            indent: match indented {
                _ if one_line => None,
                Some(line) => line.get(..blanks(line)).map(str::to_owned),
                None => Some("  ".to_owned()),
            },
            crlf: json.contains("\r\n"),
            end: json
                .get(json.trim_end().len()..)
                .unwrap_or_default()
                .to_owned(),
        }
    }

    /// Writes JSON in this style.
    ///
    /// ```
    /// use attrflow::schema::Style;
    /// assert_eq!(Style::default().write(&serde_json::json!({ "id": [] })), "{\n  \"id\": []\n}\n");
    /// ```
    pub fn write(&self, value: &serde_json::Value) -> String {
        let mut text = match &self.indent {
            None => value.to_string(),
            Some(indent) => pretty(value, indent),
        };
        if self.crlf {
            text = text.replace('\n', "\r\n");
        }
        text.push_str(&self.end);
        text
    }
}

fn pretty(value: &serde_json::Value, indent: &str) -> String {
    let mut bytes = Vec::new();
    let formatter = PrettyFormatter::with_indent(indent.as_bytes());
    let mut serializer = Serializer::with_formatter(&mut bytes, formatter);
    match value
        .serialize(&mut serializer)
        .map(|()| String::from_utf8(bytes))
    {
        Ok(Ok(text)) => text,
        _ => value.to_string(),
    }
}

impl Schema {
    /// The whole document, members that nobody knows included, in the file's order.
    ///
    /// ```
    /// use attrflow::schema::Schema;
    /// let (schema, _) = Schema::read(b"{\"later\": 1, \"directories\": []}").unwrap();
    /// assert_eq!(schema.to_json()["later"], 1);
    /// ```
    pub fn to_json(&self) -> &serde_json::Value {
        &self.document
    }

    /// The whole document as text.
    ///
    /// ```
    /// use attrflow::schema::{Schema, Style};
    /// let file = "{\"directories\":[],\"later\":1}";
    /// let (schema, _) = Schema::read(file.as_bytes()).unwrap();
    /// assert_eq!(schema.to_text(&Style::of(file)), file);
    /// ```
    pub fn to_text(&self, style: &Style) -> String {
        style.write(&self.document)
    }

    /// The file's text with some pieces, in bytes of it, replaced; `None` where they overlap or do not lie in
    /// it.
    /// [`Encoding::encode`](super::Encoding::encode) of [`Schema::encoding`] makes the file's bytes of it.
    ///
    /// ```
    /// use attrflow::{schema::Schema, text::Span};
    /// let (schema, _) = Schema::read(b"{\"directories\":[]}").unwrap();
    /// let changed = schema.edited(vec![(Span::new(0, 1), "{ ".into())]);
    /// assert_eq!(changed.as_deref(), Some("{ \"directories\":[]}"));
    /// ```
    pub fn edited(&self, edits: Vec<(Span, String)>) -> Option<String> {
        let edits = edits.into_iter().map(|(span, text)| Edit { span, text });
        apply(&self.text, edits.collect())
    }

    /// The replacement in the file that puts another value at a place, laid out as the file is: for
    /// an attribute mapping's `source`, for instance, as `{expression, name, type, parameters}`.
    ///
    /// ```
    /// use attrflow::{schema::Schema, text::Span};
    /// let (schema, _) = Schema::read(b"{\n \"id\": null,\n \"directories\": []\n}").unwrap();
    /// let edit = schema.replace(Span::new(9, 13), &serde_json::json!([1]));
    /// assert_eq!(edit, (Span::new(9, 13), "[\n  1\n ]".into()));
    /// ```
    pub fn replace(&self, place: Span, value: &serde_json::Value) -> (Span, String) {
        let style = Style {
            end: String::new(),
            ..Style::of(&self.text)
        };
        let before = self.text.get(..place.start as usize).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        let margin = line.get(..blanks).unwrap_or_default();
        let text = style.write(value).replace('\n', &format!("\n{margin}"));
        (place, text)
    }
}
