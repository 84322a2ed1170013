//! Evaluations take turns, and end in time for whoever asked: what somebody types may be a pattern that
//! tries without end.

use crate::serve::{Fault, blocking};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// How many evaluations are under way at once.
const MOST: usize = 4;

/// How long one waits for its turn.
const WAIT: Duration = Duration::from_secs(2);

/// How long one may take.
const LONGEST: Duration = Duration::from_secs(4);

/// Who evaluates, and who waits.
#[derive(Clone, Debug)]
pub struct Turns(Arc<Semaphore>);

impl Turns {
    /// Nobody evaluates yet.
    pub fn new() -> Self {
        Self(Arc::new(Semaphore::new(MOST)))
    }

    /// Does work when it is its turn. Work that takes too long keeps its turn until its end, but nobody
    /// waits for it any more.
    pub async fn take<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let turn = timeout(WAIT, Arc::clone(&self.0).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else {
            return Err(Fault::new(
                503,
                "serviceNotAvailable",
                "other evaluations take all the time",
            )
            .help("try again in a few seconds"));
        };
        let work = blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        timeout(LONGEST, work).await.unwrap_or_else(|_| {
            let message = format!("the evaluation takes longer than {} s", LONGEST.as_secs());
            Err(Fault::new(503, "timeout", message)
                .help("let the repetitions of a pattern match what their neighbours cannot"))
        })
    }
}
