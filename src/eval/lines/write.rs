//! Values as JSON, straight into a buffer.

use super::plain::{is_plain, plain_end};
use crate::value::{Value, text};
use bumpalo::Bump;

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

/// Writes the line of a user that could not be read.
#[cold]
pub(super) fn error(message: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"@error\":");
    string(message, out);
    out.extend_from_slice(b"}\n");
}

fn rare(other: Value<'_>, out: &mut Vec<u8>) {
    match other {
        Value::Int(number) => integer(number, out),
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

fn integer(number: i64, out: &mut Vec<u8>) {
    if number < 0 {
        out.push(b'-');
    }
    let start = out.len();
    let mut rest = number.unsigned_abs();
    loop {
        out.extend(HEX.get((rest % 10) as usize));
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if let Some(digits) = out.get_mut(start..) {
        digits.reverse();
    }
}

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Writes a text in quotes.
#[inline]
pub(super) fn string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    content(text, out);
    out.push(b'"');
}

/// Writes a text without the quotes around it.
#[inline]
fn content(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    if is_plain(bytes) {
        return copy(bytes, out);
    }
    let end = plain_end(bytes, 0);
    out.extend_from_slice(bytes.get(..end).unwrap_or_default());
    escaped(bytes, end, out);
}

/// Writes bytes; the usual few of them in two pieces that overlap, without a call.
#[inline(always)]
fn copy(bytes: &[u8], out: &mut Vec<u8>) {
    match bytes.len() {
        16..=32 => ends::<16>(bytes, out),
        8..16 => ends::<8>(bytes, out),
        4..8 => ends::<4>(bytes, out),
        _ => out.extend_from_slice(bytes),
    }
}

/// Writes bytes as their first N and their last N.
#[inline(always)]
fn ends<const N: usize>(bytes: &[u8], out: &mut Vec<u8>) {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<N>(), bytes.last_chunk::<N>()) {
        let end = out.len() + bytes.len() - N;
        out.extend_from_slice(first);
        out.truncate(end);
        out.extend_from_slice(last);
    }
}

/// Bytes of a line that are copied at once, without a branch on their number.
const BLOCK: usize = 32;

/// Writes a text without the quotes around it. One that lies in the line needs no look: only strings without
/// escapes are borrowed from there.
#[inline]
pub(super) fn content_of(line: &str, text: &str, out: &mut Vec<u8>) {
    let place = text.as_ptr().addr().wrapping_sub(line.as_ptr().addr());
    if place >= line.len() {
        return content(text, out);
    }
    let rest = line.as_bytes().get(place..).unwrap_or_default();
    match rest.first_chunk::<BLOCK>() {
        Some(block) if text.len() <= BLOCK => {
            out.extend_from_slice(block);
            out.truncate(out.len() - (BLOCK - text.len()));
        }
        _ => out.extend_from_slice(text.as_bytes()),
    }
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
            control => {
                out.extend_from_slice(b"\\u00");
                out.extend(HEX.get(usize::from(control >> 4)));
                out.extend(HEX.get(usize::from(control & 15)));
            }
        }
        let end = plain_end(bytes, at + 1);
        out.extend_from_slice(bytes.get(at + 1..end).unwrap_or_default());
        at = end;
    }
}
