//! Interrupts: Ctrl-C, a request to terminate, the end of the terminal.

use std::sync::atomic::{AtomicBool, Ordering};

/// What shells report of a command that was interrupted.
pub const INTERRUPTED: u8 = 130;

static ASKED: AtomicBool = AtomicBool::new(false);

/// From now on this is done instead of ending the process at once. Where hangups are ignored, as under `nohup`,
/// nothing changes: all signals are heard alike. Only the first handler of a process counts.
pub fn on_interrupt(handler: impl FnMut() + Clone + Send + 'static) {
    // Refused where one of the signals is ignored. In the background of a script that is Ctrl-C alone, which
    // may end this process as well as the script.
    if ctrlc::try_set_handler(handler.clone()).is_err() && !hangups_ignored() {
        let _ = ctrlc::set_handler(handler);
    }
}

/// From now on an interrupt is remembered, for work that ends between two of its parts; a second one ends the
/// process at once.
pub fn remember() {
    on_interrupt(|| {
        if ASKED.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED.into());
        }
    });
}

/// Whether an interrupt was remembered.
pub fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// Whether the end of the terminal is to change nothing; yes where that cannot be told.
fn hangups_ignored() -> bool {
    const SIGHUP: u64 = 1;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_none_or(|mask| mask & SIGHUP != 0)
}
