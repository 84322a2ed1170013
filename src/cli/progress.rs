//! How far a population is, told on a terminal's standard error.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar, or nothing.
pub struct Progress(Option<Bar>);

struct Bar {
    bar: ProgressBar,
    users: Arc<AtomicU64>,
    shown: bool,
}

impl Progress {
    /// A bar where somebody looks at standard error and the results do not go to the same terminal.
    /// `total` is how many bytes the input has, where that is known.
    pub fn new(total: Option<u64>, to_stdout: bool) -> Self {
        let template = match total {
            Some(_) => "[{bar:30}] {bytes}/{total_bytes}  {users}  {eta} left",
            None => "{bytes}  {users}  {elapsed}",
        };
        Self::like(total, to_stdout, template)
    }

    /// The same for an input that counts no bytes, whose results are written at its end.
    pub fn of_users() -> Self {
        Self::like(None, false, "{users}  {elapsed}")
    }

    fn like(total: Option<u64>, to_stdout: bool, template: &str) -> Self {
        let results_seen = to_stdout && std::io::stdout().is_terminal();
        if !std::io::stderr().is_terminal() || results_seen {
            return Self(None);
        }
        let users = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&users);
        let rate = move |state: &ProgressState, text: &mut dyn Write| {
            let users = counted.load(Ordering::Relaxed);
            let rate = users as f64 / state.elapsed().as_secs_f64().max(0.001);
            let _ = write!(text, "{users} users, {rate:.0}/s");
        };
        let style = ProgressStyle::with_template(template)
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .with_key("users", rate)
            .progress_chars("=> ");
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
        Self(Some(Bar {
            bar: bar.with_style(style),
            users,
            shown: false,
        }))
    }

    /// Another piece of the input is done.
    pub fn advance(&mut self, bytes: usize, users: usize) {
        let Some(Bar {
            bar,
            users: counted,
            shown,
        }) = &mut self.0
        else {
            return;
        };
        counted.fetch_add(users as u64, Ordering::Relaxed);
        if !*shown && bar.elapsed() >= PATIENCE {
            *shown = true;
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.inc(bytes as u64);
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        if let Some(bar) = &self.0 {
            bar.bar.finish_and_clear();
        }
    }
}
