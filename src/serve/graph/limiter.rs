//! So many requests in a time, and no more.

use std::collections::VecDeque;

/// How many requests there may be in a time.
pub const MOST: usize = 5;

/// How long that time is, in milliseconds (`synchronization-synchronizationjob-provisionondemand`).
pub const TIME: i64 = 10_000;

/// The requests of the last moments.
///
/// ```
/// use attrflow::serve::graph::Limiter;
/// let mut limiter = Limiter::default();
/// assert!((0..5).all(|at| limiter.take(at).is_ok()));
/// assert_eq!(limiter.take(4_000), Err(6));
/// assert_eq!(limiter.take(10_000), Ok(()));
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Limiter {
    taken: VecDeque<i64>,
}

impl Limiter {
    /// Takes a place at an instant in milliseconds. A clock that was set back begins anew.
    ///
    /// # Errors
    /// There is none; with the seconds after which there is one.
    pub fn take(&mut self, now: i64) -> Result<(), u64> {
        if self.taken.back().is_some_and(|last| *last > now) {
            self.taken.clear();
        }
        while self.taken.front().is_some_and(|first| now - first >= TIME) {
            self.taken.pop_front();
        }
        match self.taken.front() {
            Some(first) if self.taken.len() >= MOST => {
                let left = u64::try_from(first + TIME - now).unwrap_or(0);
                Err(left.div_ceil(1000))
            }
            _ => {
                self.taken.push_back(now);
                Ok(())
            }
        }
    }
}
