//! Ports against the world: files, the embedded directory, SCIM.

pub mod scim;
pub mod store;
