//! What the server remembers between requests, and no longer than it runs.

use super::limiter::Limiter;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is remembered.
#[derive(Debug, Default)]
pub struct State {
    schedule: Mutex<Schedule>,
    limiter: Mutex<Limiter>,
    writing: Mutex<()>,
}

/// What `start`, `pause` and `restart` last said. Nothing runs by it: attrflow has no cycles.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Schedule {
    /// Nobody started the job yet.
    #[default]
    Disabled,
    /// It was started.
    Active,
    /// It was paused.
    Paused,
}

impl State {
    pub fn schedule(&self) -> Schedule {
        *held(&self.schedule)
    }

    pub fn set_schedule(&self, schedule: Schedule) {
        *held(&self.schedule) = schedule;
    }

    /// A place among the runs on demand, or the seconds after which there is one.
    pub fn take_place(&self, now: i64) -> Result<(), u64> {
        held(&self.limiter).take(now)
    }

    /// Only one at a time writes the schema.
    pub fn writing(&self) -> MutexGuard<'_, ()> {
        held(&self.writing)
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
