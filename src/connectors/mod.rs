//! Ports against the world: files, the embedded directory, SCIM; clock and randomness.

pub mod files;
pub mod job;
pub mod population;
pub mod ports;
pub mod scim;
pub mod store;
pub mod world;
