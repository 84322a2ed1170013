//! Provision on demand over ports in memory.

mod memory;
mod runs;
mod world;
