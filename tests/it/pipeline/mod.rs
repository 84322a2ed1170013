//! Provision on demand over ports in memory.

mod decisions;
mod flows;
mod groups;
mod kinds;
mod laws;
mod matches;
mod memory;
mod runs;
mod steps;
mod world;
