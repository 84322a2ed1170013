//! The bytes of a file as UTF-8, read as they are asked for.

use super::fault;
use crate::pipeline::PortError;
use crate::schema::decode;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// A reader behind the byte order mark. UTF-16, as Excel and PowerShell write it, is read as a whole
/// and turned into UTF-8; everything else comes as it is asked for.
pub(super) fn open(path: &Path) -> Result<Box<dyn BufRead>, PortError> {
    let failed = |error: std::io::Error| fault::unreadable(path, &error);
    let file = File::open(path).map_err(failed)?;
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let start = reader.fill_buf().map_err(failed)?;
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).map_err(failed)?;
        let text = decode(&bytes).text;
        let text = text.trim_start_matches('\u{feff}').to_owned();
        return Ok(Box::new(Cursor::new(text)));
    }
    if start.starts_with(UTF8_MARK) {
        reader.consume(UTF8_MARK.len());
    }
    Ok(Box::new(reader))
}
