//! Failures of reading files, each with its place: `users.ndjson:3:17: …`.

use crate::pipeline::{PortError, PortErrorKind};
use std::path::Path;

/// Something is wrong at a line, or at a column of it; both count from 1.
pub(in crate::connectors) fn at(
    path: &Path,
    line: usize,
    column: Option<usize>,
    message: &str,
) -> PortError {
    let column = column.map_or_else(String::new, |column| format!(":{column}"));
    PortError::new(
        PortErrorKind::InternalError,
        format!("{}:{line}{column}: {message}", path.display()),
    )
}

/// The file cannot be read.
pub(in crate::connectors) fn unreadable(path: &Path, error: &std::io::Error) -> PortError {
    let said = error.to_string();
    let said = said.split(" (os error").next().unwrap_or_default();
    PortError::new(
        PortErrorKind::InternalError,
        format!("cannot read `{}`: {}", path.display(), said.to_lowercase()),
    )
}

/// What serde_json says, without the place, which is said before it.
pub(super) fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let said = text.split(" at line ").next().unwrap_or_default();
    format!("this is no JSON: {}", said.to_lowercase())
}
