//! Source directories from files: JSON, NDJSON and CSV.

mod format;

pub use format::Format;
