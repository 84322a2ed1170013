//! Clock and randomness of a run: the computer's, unless it is told otherwise.

use crate::dotnet::date::Ticks;
use crate::library::{FixedHost, Host};
use std::hash::{BuildHasher, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

/// The computer's clock.
///
/// ```
/// let (earlier, later) = (attrflow::connectors::world::now(), attrflow::connectors::world::now());
/// assert!(earlier <= later);
/// ```
pub fn now() -> Ticks {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or(0);
    Ticks::from_unix(seconds, since.subsec_nanos()).unwrap_or_default()
}

/// Random bits that differ from process to process; not for secrets.
///
/// ```
/// assert_ne!(attrflow::connectors::world::seed(), attrflow::connectors::world::seed());
/// ```
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
    /// The computer's clock and random bits, or those that are given.
    ///
    /// ```
    /// use attrflow::connectors::world::World;
    /// use attrflow::library::Host;
    /// let (one, other) = (World::new(None, Some(7)), World::new(None, Some(7)));
    /// assert_eq!(one.random(), other.random());
    /// ```
    pub fn new(now_is: Option<Ticks>, seed_is: Option<u64>) -> Self {
        Self {
            still: FixedHost::new(now_is.unwrap_or_else(now), seed_is.unwrap_or_else(seed)),
            goes_on: now_is.is_none(),
        }
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
