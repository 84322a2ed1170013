//! Writing to standard output and standard error. Colours obey `NO_COLOR`, `CLICOLOR_FORCE` and
//! whether somebody looks.

use super::Trouble;
use std::io::{ErrorKind, Write};

/// Writes a text, which may hold ANSI colours, to standard output. A reader that went away is no
/// trouble.
///
/// # Errors
/// Where the text cannot be written, as on a full disk.
pub fn print(text: &str) -> Result<(), Trouble> {
    let mut stdout = anstream::AutoStream::auto(std::io::stdout().lock());
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Trouble::new(format!("cannot write the output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a text, which may hold ANSI colours, to standard error, if that is possible.
pub fn tell(text: &str) {
    let mut stderr = anstream::AutoStream::auto(std::io::stderr().lock());
    let _ = stderr
        .write_all(text.as_bytes())
        .and_then(|()| stderr.flush());
}

/// How wide texts for people may be: the terminal's width, but at least 60 and at most 120 columns.
pub fn width() -> usize {
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.unwrap_or(100).clamp(60, 120)
}
