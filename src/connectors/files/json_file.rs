//! JSON: an array of objects, one object, several one after the other, or a page of Microsoft Graph.

use super::fault;
use super::object::Record;
use crate::pipeline::PortError;
use crate::schema::decode;
use crate::text::LineIndex;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Deserializer, Value as Json};
use std::ops::ControlFlow;
use std::path::Path;

/// A page of Microsoft Graph.
#[derive(Deserialize)]
struct Page<'p> {
    #[serde(borrow)]
    value: Vec<&'p RawValue>,
}

/// Every record, until told to stop. The file's text is held as a whole, its objects one at a time.
pub(super) fn each(
    path: &Path,
    visit: &mut dyn FnMut(Record<'_>) -> Result<ControlFlow<()>, PortError>,
) -> Result<(), PortError> {
    let bytes = std::fs::read(path).map_err(|error| fault::unreadable(path, &error))?;
    if let Err(error) = std::str::from_utf8(&bytes)
        && !bytes.starts_with(b"\xff\xfe")
        && !bytes.starts_with(b"\xfe\xff")
    {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        return Err(
            fault::at(path, line, None, "this is no UTF-8 text").help("save the file as UTF-8")
        );
    }
    let text = decode(&bytes).text;
    let text = text.trim_start_matches('\u{feff}');
    let lines = LineIndex::new(text);
    for value in Deserializer::from_str(text).into_iter::<&RawValue>() {
        let value = value.map_err(|error| {
            fault::at(
                path,
                error.line(),
                Some(error.column()),
                &fault::plain(&error),
            )
        })?;
        for record in records(value) {
            let at = record.get().as_ptr() as usize - text.as_ptr() as usize;
            let place = lines.position(text, at);
            let line = place.line as usize;
            let attributes = match serde_json::from_str(record.get()) {
                Ok(Json::Object(attributes)) => attributes,
                Ok(_) => {
                    let column = Some(place.column as usize);
                    return Err(fault::at(path, line, column, "this is no JSON object")
                        .help("write an array of objects"));
                }
                Err(error) => return Err(fault::at(path, line, None, &fault::plain(&error))),
            };
            let record = Record {
                path,
                line,
                attributes,
            };
            if visit(record)?.is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The objects in a value of the file: an array's items, a page's, or the value itself.
fn records(value: &RawValue) -> Vec<&RawValue> {
    if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(value.get()) {
        return items;
    }
    match serde_json::from_str::<Page<'_>>(value.get()) {
        Ok(page) => page.value,
        Err(_) => vec![value],
    }
}
