//! Source directories from files: JSON, NDJSON and CSV. Only reads. Knows the schema's kinds of object
//! and their attributes, nothing of mappings.

mod csv_file;
pub(super) mod fault;
mod format;
mod graph;
mod json_file;
mod key;
mod ndjson_file;
mod object;
mod quotes;
mod shape;
mod source;
mod text;

pub use format::Format;
pub use shape::{ObjectShape, SourceFiles};
pub use source::FileSource;
