//! What an interrupt does: it waits until no line is half written, takes away what is unfinished, and ends
//! the process.

use super::worker::Sink;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, TryLockError};
use std::time::Duration;

/// What shells report of a command that was interrupted.
const INTERRUPTED: i32 = 130;

/// How often, and how many times, the writer is asked whether it is done: one that hangs on a reader which
/// takes nothing is not waited for longer than five seconds.
const PAUSE: Duration = Duration::from_millis(5);
const TRIES: usize = 1000;

/// From now on Ctrl-C, and a request to terminate, leave whole lines only, and of a file nothing. Where
/// hangups are ignored, as under `nohup`, nothing changes: all signals are heard alike.
pub(super) fn leave_whole_lines(sink: Arc<Mutex<Sink>>, part: Option<PathBuf>) {
    let handler = move || {
        for _ in 0..TRIES {
            match sink.try_lock() {
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                Ok(held) => end(Some(&held), &part),
                Err(TryLockError::Poisoned(held)) => end(Some(&held.into_inner()), &part),
            }
        }
        end(None, &part)
    };
    // Refused where one of the signals is ignored. In the background of a script that is Ctrl-C alone, which
    // may end this process as well as the script.
    if ctrlc::try_set_handler(handler.clone()).is_err() && !hangups_ignored() {
        let _ = ctrlc::set_handler(handler);
    }
}

/// Whether the end of the terminal is to change nothing; yes where that cannot be told.
fn hangups_ignored() -> bool {
    const SIGHUP: u64 = 1;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_none_or(|mask| mask & SIGHUP != 0)
}

fn end(held: Option<&Sink>, part: &Option<PathBuf>) -> ! {
    if let Some(sink) = held {
        sink.progress.clear();
    }
    if let Some(part) = part {
        let _ = std::fs::remove_file(part);
    }
    std::process::exit(INTERRUPTED)
}
