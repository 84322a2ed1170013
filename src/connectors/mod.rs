//! Ports against the world: files, the embedded directory, SCIM.

pub mod files;
pub mod job;
pub mod scim;
pub mod store;
