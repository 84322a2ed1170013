//! Instants and seeds on the command line.

use super::Trouble;
use crate::connectors::world::World;
use crate::dotnet::date::{Ticks, parse_free_utc};

/// An instant as people write it.
///
/// # Errors
/// Where it is none.
pub fn instant(text: &str) -> Result<Ticks, Trouble> {
    parse_free_utc(text, None).ok_or_else(|| {
        Trouble::new(format!("`{text}` is not an instant"))
            .help("write it as in `2025-06-15T10:20:30Z`")
    })
}

/// The computer's clock and random bits, or those that the command line says.
///
/// # Errors
/// Where the instant is none.
pub fn world(now: Option<&str>, seed: Option<u64>) -> Result<World, Trouble> {
    Ok(World::new(now.map(instant).transpose()?, seed))
}
