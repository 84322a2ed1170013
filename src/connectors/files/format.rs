//! How files of objects are written.

use std::path::Path;

/// How a file of objects is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// An array of objects, one object, several one after the other, or a page of Microsoft Graph.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// A table whose first line names the attributes.
    Csv,
}

impl Format {
    /// The format that a file's ending says.
    ///
    /// ```
    /// use attrflow::connectors::files::Format;
    /// assert_eq!(Format::of("users.CSV".as_ref()), Some(Format::Csv));
    /// ```
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "csv" | "tsv" => Some(Self::Csv),
            _ => None,
        }
    }
}
