//! What editors, pages and the command line need, derived from the lists of functions, operators and
//! codes. Does no I/O: whoever calls brings the bytes of a file and takes away plain data.

mod codes;
mod complete;
mod cursor;
mod document;
mod fixes;
mod hover;
pub mod job;
mod layout;
mod ledger;
mod sheet;
mod standard;

pub use codes::{code, codes};
pub use complete::{Completion, CompletionKind, complete};
pub use document::{Document, DocumentKind};
pub use fixes::{Fixed, fix};
pub use hover::{Hover, Subject as HoverSubject, hover};
pub use layout::{Layout, Written, lay_out};
pub use ledger::{LedgerEntry, ledger};
pub use sheet::{CODES, Entry, Sheet};
pub use standard::standard;
