//! JSON: an array of objects, one object, several one after the other, or pages of Microsoft Graph or SCIM.

use super::fault;
use super::object::{Hear, Record};
use crate::pipeline::PortError;
use crate::schema::decode;
use crate::text::LineIndex;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Deserializer, Value as Json};
use std::path::Path;

/// A page of Microsoft Graph, or of SCIM, which says how many objects there are.
#[derive(Deserialize)]
struct Page<'p> {
    #[serde(borrow, alias = "Resources")]
    value: Vec<&'p RawValue>,
    #[serde(rename = "totalResults", default)]
    total: usize,
}

/// Every record, until told to stop. The file's text is held as a whole, its objects one at a time.
pub(super) fn each(path: &Path, visit: &mut Hear<'_>) -> Result<(), PortError> {
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
    let (mut count, mut total) = (0, 0);
    for value in Deserializer::from_str(text).into_iter::<&RawValue>() {
        let value = value.map_err(|error| {
            fault::at(
                path,
                error.line(),
                Some(error.column()),
                &fault::plain(&error),
            )
        })?;
        let (records, said) = records(value);
        count += records.len();
        total = total.max(said);
        for record in records {
            let at = record.get().as_ptr() as usize - text.as_ptr() as usize;
            let place = lines.position(text, at);
            let line = place.line as usize;
            let record = match serde_json::from_str(record.get()) {
                Ok(Json::Object(attributes)) => Ok(Record {
                    path,
                    line,
                    attributes,
                }),
                Ok(_) => {
                    let column = Some(place.column as usize);
                    Err(fault::at(path, line, column, "this is no JSON object")
                        .help("write an array of objects"))
                }
                Err(error) => Err(fault::at(path, line, None, &fault::plain(&error))),
            };
            if visit(line, record)?.is_break() {
                return Ok(());
            }
        }
    }
    if count < total {
        let message = format!("this page says that there are {total} objects, and has {count}");
        return Err(fault::at(path, 1, None, &message)
            .help("put the other pages behind it, or ask for all at once with `count`"));
    }
    Ok(())
}

/// The objects in a value of the file, an array's items, a page's, or the value itself; and how many a page
/// says that there are.
fn records(value: &RawValue) -> (Vec<&RawValue>, usize) {
    if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(value.get()) {
        return (items, 0);
    }
    match serde_json::from_str::<Page<'_>>(value.get()) {
        Ok(page) => (page.value, page.total),
        Err(_) => (vec![value], 0),
    }
}
