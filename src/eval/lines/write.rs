//! Values as JSON, straight into a buffer.

use super::scan::plain_end;
use crate::value::{Value, text};
use bumpalo::Bump;
use std::io::Write;

/// Writes a value.
#[inline]
pub(super) fn value(value: Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Text(text) => string(text, out),
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        other => rare(other, out),
    }
}

fn rare(other: Value<'_>, out: &mut Vec<u8>) {
    match other {
        // Writing to a buffer in memory cannot fail.
        Value::Int(number) => drop(write!(out, "{number}")),
        Value::Date(_) => string(text(other, &Bump::new()).unwrap_or_default(), out),
        Value::List(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                value(*item, out);
            }
            out.push(b']');
        }
        Value::Record(fields) => {
            out.push(b'{');
            for (at, field) in fields.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                string(field.name, out);
                out.push(b':');
                value(field.value, out);
            }
            out.push(b'}');
        }
        Value::Text(_) | Value::Null | Value::Bool(_) => value(other, out),
    }
}

/// Writes a text in quotes.
#[inline]
pub(super) fn string(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    out.push(b'"');
    let end = plain_end(bytes, 0);
    out.extend_from_slice(bytes.get(..end).unwrap_or_default());
    if end < bytes.len() {
        escaped(bytes, end, out);
    }
    out.push(b'"');
}

#[cold]
fn escaped(bytes: &[u8], mut at: usize, out: &mut Vec<u8>) {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            control => drop(write!(out, "\\u{control:04x}")),
        }
        let end = plain_end(bytes, at + 1);
        out.extend_from_slice(bytes.get(at + 1..end).unwrap_or_default());
        at = end;
    }
}
