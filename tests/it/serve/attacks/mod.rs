//! What no friend sends, each refused.

mod addresses;
mod bodies;
mod framing;
mod leaks;
mod patience;
