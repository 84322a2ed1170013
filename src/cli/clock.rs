//! Clock and randomness of a run: the computer's, or what the command line says.

use super::Trouble;
use crate::dotnet::date::{Ticks, parse_free_utc};
use crate::library::{FixedHost, Host};
use std::hash::{BuildHasher, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

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

/// The computer's clock.
pub fn now() -> Ticks {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or(0);
    Ticks::from_unix(seconds, since.subsec_nanos()).unwrap_or_default()
}

/// Random bits that differ from process to process.
pub fn seed() -> u64 {
    RandomState::new().hash_one(now())
}

/// The world of a run that takes its time: a clock that goes on, unless it is told to stand still.
#[derive(Debug)]
pub struct World {
    still: FixedHost,
    goes_on: bool,
}

impl World {
    /// The computer's clock and random bits, or those that the command line says.
    ///
    /// # Errors
    /// Where the instant is none.
    pub fn new(now_is: Option<&str>, seed_is: Option<u64>) -> Result<Self, Trouble> {
        let still = match now_is {
            Some(text) => instant(text)?,
            None => now(),
        };
        Ok(Self {
            still: FixedHost::new(still, seed_is.unwrap_or_else(seed)),
            goes_on: now_is.is_none(),
        })
    }
}

impl Host for World {
    fn now(&self) -> Ticks {
        match self.goes_on {
            true => now(),
            false => self.still.now(),
        }
    }

    fn random(&self) -> u64 {
        self.still.random()
    }

    fn is_taken(&self, value: &str) -> bool {
        self.still.is_taken(value)
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        self.still.parameter(name)
    }

    fn default_domain(&self) -> Option<&str> {
        self.still.default_domain()
    }
}
