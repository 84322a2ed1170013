//! What attrflow keeps in SQLite files: the embedded target directory, stored links, the
//! provisioning log.
//!
//! Owns the two kinds of file, their constraints and their safety against crashes. Reading halves
//! open their file so that SQLite itself refuses to write. Must not know jobs, sources or SCIM, and
//! has no randomness or clock of its own.

mod constraints;
mod directory;
mod file;
mod index;
mod link_reader;
mod links;
mod read;
mod reader;
mod shape;
mod statement;
mod value;
mod write;

pub use directory::EmbeddedDirectory;
pub use link_reader::{LinkReader, Logged, Unfinished};
pub use links::LinkStore;
pub use reader::EmbeddedReader;
pub use shape::{Deletion, Shape};
