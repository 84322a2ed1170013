//! What editors, pages and the command line need, derived from the lists of functions, operators and
//! codes. Does no I/O: whoever calls brings the bytes of a file and takes away plain data.

mod document;
mod sheet;
mod standard;

pub use document::{Document, DocumentKind};
pub use sheet::{CODES, Entry, Sheet};
pub use standard::standard;
