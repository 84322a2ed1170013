//! Writing to standard output and standard error. Colours obey `NO_COLOR`, `CLICOLOR_FORCE` and
//! whether somebody looks.

use super::{Exit, Trouble, given};
use std::io::{BufWriter, ErrorKind, Write};

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
        Err(error) => unwritten(&error).map(drop),
        Ok(()) => Ok(()),
    }
}

/// Why a command stopped that writes as it goes.
pub enum Stopped {
    /// It could not do its work.
    Trouble(Trouble),
    /// Its output could not be written.
    Write(std::io::Error),
}

impl From<Trouble> for Stopped {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<std::io::Error> for Stopped {
    fn from(error: std::io::Error) -> Self {
        Self::Write(error)
    }
}

/// Runs a command that writes to standard output as it goes. A reader that went away ends it quietly.
///
/// # Errors
/// Where the command cannot do its work, or its output cannot be written.
pub fn stream(work: impl FnOnce(&mut dyn Write) -> Result<Exit, Stopped>) -> Result<Exit, Trouble> {
    let stdout = anstream::AutoStream::auto(std::io::stdout().lock());
    let mut out = BufWriter::with_capacity(1 << 16, stdout);
    let done = work(&mut out);
    let flushed = out.flush();
    let error = match (done, flushed) {
        (Ok(exit), Ok(())) => return Ok(exit),
        (Err(Stopped::Trouble(trouble)), _) => return Err(trouble),
        (Err(Stopped::Write(error)), _) | (Ok(_), Err(error)) => error,
    };
    unwritten(&error)
}

/// How a command ends whose output could not be written: well, where its reader went away.
///
/// # Errors
/// Anything else, as on a full disk.
pub fn unwritten(error: &std::io::Error) -> Result<Exit, Trouble> {
    match error.kind() {
        ErrorKind::BrokenPipe => Ok(Exit::Fine),
        _ => Err(Trouble::new(format!(
            "cannot write the output: {}",
            given::why(error)
        ))),
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

/// How wide tables may be: as wide as the terminal, within reason; in files and pipes 120 columns.
pub fn table_width() -> usize {
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.unwrap_or(120).clamp(80, 240)
}
