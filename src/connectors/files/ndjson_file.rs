//! NDJSON: one JSON object a line.

use super::object::{Hear, Record};
use super::{fault, text};
use crate::pipeline::PortError;
use serde_json::Value as Json;
use std::io::{BufRead, Read};
use std::path::Path;

/// A longer line is refused, in bytes: no object of a directory has as much to say.
const MOST: u64 = 16 << 20;

/// Every record, until told to stop. Holds one line at a time.
pub(super) fn each(path: &Path, visit: &mut Hear<'_>) -> Result<(), PortError> {
    let mut reader = text::open(path)?;
    let mut bytes = Vec::new();
    let mut line = 0;
    loop {
        bytes.clear();
        let read = reader
            .by_ref()
            .take(MOST + 1)
            .read_until(b'\n', &mut bytes)
            .map_err(|error| fault::unreadable(path, &error))?;
        if read == 0 {
            return Ok(());
        }
        line += 1;
        if read as u64 > MOST {
            let message = "this line is longer than 16 MiB";
            return Err(fault::at(path, line, None, message)
                .help("write one object a line; a file of another format needs its ending"));
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        if visit(line, record(path, line, &bytes))?.is_break() {
            return Ok(());
        }
    }
}

/// The record of one line.
pub(super) fn record<'f>(
    path: &'f Path,
    line: usize,
    bytes: &[u8],
) -> Result<Record<'f>, PortError> {
    let attributes = match serde_json::from_slice(bytes.trim_ascii_end()) {
        Ok(Json::Object(attributes)) => attributes,
        Ok(_) => {
            return Err(fault::at(path, line, None, "this line is no JSON object")
                .help("write one as in `{\"mail\": \"ada@contoso.com\"}`"));
        }
        Err(error) => {
            let found = fault::at(path, line, Some(error.column()), &fault::plain(&error));
            return Err(match error.is_eof() {
                true => found.help(
                    "write each object on one line; with the ending `.json` it may take several",
                ),
                false => found,
            });
        }
    };
    Ok(Record {
        path,
        line,
        attributes,
    })
}
