//! Provision on demand over ports in memory.

mod decisions;
mod flows;
mod groups;
mod kinds;
mod laws;
mod matches;
pub mod memory;
mod runs;
mod steps;
pub mod world;
