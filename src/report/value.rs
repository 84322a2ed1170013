//! Values as people read them: texts in quotes, so that blanks and the empty text can be seen.

use crate::value::Kind;
use serde_json::Value as Json;

/// How much of a value is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Length {
    /// At most about a line.
    Elided,
    /// All of it.
    Whole,
}

/// The characters of a text that are shown of an elided one.
const SHOWN: usize = 72;

/// A value in one line.
///
/// ```
/// use attrflow::report::{Length, show};
/// assert_eq!(show(&serde_json::json!(["a", null]), Length::Whole), "[\"a\", null]");
/// assert_eq!(show(&serde_json::json!(true), Length::Whole), "True");
/// ```
pub fn show(json: &Json, length: Length) -> String {
    let mut out = String::new();
    write(json, length, &mut out);
    out
}

fn write(json: &Json, length: Length, out: &mut String) {
    match json {
        Json::Null => out.push_str("null"),
        Json::Bool(true) => out.push_str("True"),
        Json::Bool(false) => out.push_str("False"),
        Json::Number(number) => out.push_str(&number.to_string()),
        Json::String(text) => quoted(text, length, out),
        Json::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                if length == Length::Elided && out.chars().count() > SHOWN {
                    out.push_str(&format!("… {} more", items.len() - at));
                    break;
                }
                write(item, length, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (at, (name, value)) in members.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                out.push_str(name);
                out.push_str(": ");
                write(value, length, out);
            }
            out.push('}');
        }
    }
}

fn quoted(text: &str, length: Length, out: &mut String) {
    out.push('"');
    for (count, letter) in text.chars().enumerate() {
        if length == Length::Elided && count >= SHOWN {
            out.push('…');
            break;
        }
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => out.push_str(&control.escape_unicode().to_string()),
            letter => out.push(letter),
        }
    }
    out.push('"');
}

/// The word for the kind of a value; null has none of its own.
///
/// ```
/// assert_eq!(attrflow::report::kind_word(None), "null");
/// ```
pub fn kind_word(kind: Option<Kind>) -> &'static str {
    kind.map_or("null", Kind::word)
}
