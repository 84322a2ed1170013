//! What an interrupt does: it waits until no line is half written, takes away what is unfinished, and ends
//! the process.

use super::worker::Sink;
use crate::cli::interrupt::{INTERRUPTED, on_interrupt};
use crate::cli::new_file::remove_unfinished;
use std::sync::{Arc, Mutex, TryLockError};
use std::time::Duration;

/// How often, and how many times, the writer is asked whether it is done: one that hangs on a reader which
/// takes nothing is not waited for longer than five seconds.
const PAUSE: Duration = Duration::from_millis(5);
const TRIES: usize = 1000;

/// From now on Ctrl-C, and a request to terminate, leave whole lines only, and of a file nothing.
pub(super) fn leave_whole_lines(sink: Arc<Mutex<Sink>>) {
    let handler = move || {
        for _ in 0..TRIES {
            match sink.try_lock() {
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                Ok(held) => end(Some(&held)),
                Err(TryLockError::Poisoned(held)) => end(Some(&held.into_inner())),
            }
        }
        end(None)
    };
    on_interrupt(handler);
}

fn end(held: Option<&Sink>) -> ! {
    if let Some(sink) = held {
        sink.progress.clear();
    }
    remove_unfinished();
    std::process::exit(INTERRUPTED.into())
}
