//! Work takes turns, so that some of it never takes everything: what somebody types may be a pattern that
//! tries without end, and a target may be slow to say that it is gone.

use super::fault::Fault;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// How long one waits for its turn.
const WAIT: Duration = Duration::from_secs(2);

/// Work of one kind: how much of it is done at once, and how long whoever asked waits for it.
#[derive(Clone, Debug)]
pub struct Turns {
    room: Arc<Semaphore>,
    longest: Option<Duration>,
}

/// A turn, until it is dropped.
#[derive(Debug)]
pub struct Turn(
    #[expect(dead_code, reason = "held for what dropping it does")] OwnedSemaphorePermit,
);

impl Turns {
    /// Turns that nobody has taken yet; `longest` is how long an answer may take.
    pub fn new(most: usize, longest: Option<Duration>) -> Self {
        Self {
            room: Arc::new(Semaphore::new(most)),
            longest,
        }
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// All of them are taken for too long.
    pub async fn enter(&self) -> Result<Turn, Fault> {
        match timeout(WAIT, Arc::clone(&self.room).acquire_owned()).await {
            Ok(Ok(turn)) => Ok(Turn(turn)),
            _ => Err(Fault::new(
                503,
                "serviceNotAvailable",
                "other requests take all the time that there is",
            )
            .help("try again in a few seconds")),
        }
    }

    /// Does work when it is its turn, on a thread that may wait. Work that takes too long keeps its turn until
    /// its end, but nobody waits for it any more.
    ///
    /// # Errors
    /// It has no turn, takes too long, or panics.
    pub async fn take<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let turn = self.enter().await?;
        let work = spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        let done = match self.longest {
            None => work.await,
            Some(longest) => timeout(longest, work).await.map_err(|_| {
                let message = format!("the evaluation takes longer than {} s", longest.as_secs());
                Fault::new(503, "timeout", message)
                    .help("let the repetitions of a pattern match what their neighbours cannot")
            })?,
        };
        done.map_err(|_| Fault::internal())
    }
}
