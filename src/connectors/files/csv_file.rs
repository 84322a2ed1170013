//! CSV: the first line names the attributes; values are typed as the schema defines them.

use super::object::{Hear, KIND_MEMBERS, Kinds, Record};
use super::quotes::{Quotes, Stray};
use super::shape::ObjectShape;
use super::{fault, text};
use crate::pipeline::PortError;
use crate::schema::AttributeKind;
use csv::{ErrorKind, ReaderBuilder, StringRecord};
use serde_json::{Map, Value as Json};
use std::io::BufRead;
use std::path::Path;

/// What separates the values of an attribute with several; `\;` is a semicolon in a value, `\\` a backslash.
const BETWEEN: char = ';';

/// Every record, until told to stop. Holds one line at a time.
pub(super) fn each(path: &Path, kinds: Kinds<'_>, visit: &mut Hear<'_>) -> Result<(), PortError> {
    let mut input = text::open(path)?;
    let start = input
        .fill_buf()
        .map_err(|error| fault::unreadable(path, &error))?;
    let lines = Lines::of(start);
    let delimiter = delimiter(start);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(Quotes::new(input, delimiter));
    let header = reader
        .headers()
        .map_err(|error| broken(path, lines, &error))?;
    let names = names(path, header)?;
    let told = KIND_MEMBERS
        .iter()
        .find_map(|member| names.iter().position(|name| name == member));
    let mut row = StringRecord::new();
    loop {
        let read = reader.read_record(&mut row);
        let (line, record) = match read {
            Ok(false) => return Ok(()),
            Ok(true) => {
                let line = row.position().map_or(1, |at| lines.line(at));
                let shape = told
                    .and_then(|column| kinds.named(row.get(column)?))
                    .unwrap_or(kinds.usual);
                let attributes = attributes(&row, &names, shape);
                let record = attributes.map(|attributes| Record {
                    path,
                    line,
                    attributes,
                });
                let record = record.map_err(|message| fault::at(path, line, None, &message));
                (line, record)
            }
            Err(error) => {
                let line = error.position().map_or(1, |at| lines.line(at));
                let wrong = broken(path, lines, &error);
                match error.kind() {
                    ErrorKind::Utf8 { .. } | ErrorKind::UnequalLengths { .. } => (line, Err(wrong)),
                    _ => return Err(wrong),
                }
            }
        };
        if visit(line, record)?.is_break() {
            return Ok(());
        }
    }
}

/// The cells that are not empty; the error is what is wrong with one of them.
fn attributes(
    row: &StringRecord,
    names: &[String],
    shape: &ObjectShape,
) -> Result<Map<String, Json>, String> {
    let mut attributes = Map::with_capacity(names.len());
    let cells = names.iter().zip(row.iter());
    for (name, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
        let value = typed(cell, shape.attribute(name));
        let value = value.map_err(|message| format!("in column `{name}`, {message}"))?;
        attributes.insert(name.clone(), value);
    }
    Ok(attributes)
}

/// How lines are counted: the reader takes the `\n` of `\r\n` for the beginning of the next line.
#[derive(Clone, Copy)]
struct Lines {
    late: bool,
}

impl Lines {
    fn of(start: &[u8]) -> Self {
        let first = start.split(|byte| *byte == b'\n').next().unwrap_or(start);
        Self {
            late: first.len() < start.len() && first.ends_with(b"\r"),
        }
    }

    fn line(self, at: &csv::Position) -> usize {
        let behind = self.late && at.byte() > 0;
        at.line() as usize + usize::from(behind)
    }
}

/// Comma, or what stands in the first line in its place: a tab, a semicolon.
fn delimiter(start: &[u8]) -> u8 {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or(start);
    let separators = [b',', b'\t', b';'];
    let found = separators.into_iter().find(|byte| line.contains(byte));
    found.unwrap_or(b',')
}

fn names(path: &Path, header: &StringRecord) -> Result<Vec<String>, PortError> {
    let names: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
    if names.is_empty() {
        return Err(fault::at(path, 1, None, "the file is empty")
            .help("name the attributes in its first line"));
    }
    for (at, name) in names.iter().enumerate() {
        let message = match name.as_str() {
            "" => format!("column {} has no name", at + 1),
            _ if names.iter().take(at).any(|other| other == name) => {
                format!("the column `{name}` is there twice")
            }
            _ => continue,
        };
        return Err(
            fault::at(path, 1, None, &message).help("name each attribute once in the first line")
        );
    }
    Ok(names)
}

/// A cell as the schema defines its attribute; the error is what is wrong with it.
fn typed(cell: &str, (kind, multivalued): (AttributeKind, bool)) -> Result<Json, String> {
    if multivalued {
        let values = split(cell);
        let values: Result<Vec<Json>, String> =
            values.iter().map(|value| single(value, kind)).collect();
        return values.map(Json::Array);
    }
    single(cell, kind)
}

fn single(cell: &str, kind: AttributeKind) -> Result<Json, String> {
    let plain = cell.trim();
    match kind {
        AttributeKind::Boolean => match plain.to_ascii_lowercase().as_str() {
            "true" | "1" => Ok(Json::Bool(true)),
            "false" | "0" => Ok(Json::Bool(false)),
            _ => Err(format!("`{plain}` is neither `true` nor `false`")),
        },
        AttributeKind::Integer => match plain.parse::<i64>() {
            Ok(number) => Ok(Json::from(number)),
            Err(_) => Err(format!("`{plain}` is no whole number")),
        },
        // Assignments of roles are objects.
        AttributeKind::Reference if plain.starts_with(['[', '{']) => {
            serde_json::from_str(plain).map_err(|error| fault::plain(&error))
        }
        _ => Ok(Json::from(cell)),
    }
}

fn split(cell: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut letters = cell.chars();
    while let Some(letter) = letters.next() {
        let Some(last) = values.last_mut() else { break };
        match letter {
            '\\' => match letters.next() {
                Some(escaped @ ('\\' | BETWEEN)) => last.push(escaped),
                Some(other) => last.extend(['\\', other]),
                None => last.push('\\'),
            },
            BETWEEN => values.push(String::new()),
            other => last.push(other),
        }
    }
    values
}

fn broken(path: &Path, lines: Lines, error: &csv::Error) -> PortError {
    let line = error.position().map_or(1, |at| lines.line(at));
    match error.kind() {
        ErrorKind::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref()) {
            Some(stray @ Stray { line, .. }) => fault::at(path, *line, None, &stray.to_string())
                .help("close it; a quote inside a value in quotes is written twice"),
            None => fault::unreadable(path, error),
        },
        ErrorKind::Utf8 { .. } => {
            fault::at(path, line, None, "this is no UTF-8 text").help("save the file as UTF-8")
        }
        ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            let values = if *len == 1 { "value" } else { "values" };
            let message =
                format!("this line has {len} {values}, the first one names {expected_len}");
            fault::at(path, line, None, &message)
                .help("put values with a comma, a quote or a line break in double quotes")
        }
        _ => fault::at(path, line, None, "this is no CSV"),
    }
}
