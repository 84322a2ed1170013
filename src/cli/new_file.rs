//! Files that commands write: one has its name when it is whole, and what stood under that name stays until
//! then. Devices and pipes are written to as they are.

use super::interrupt::{INTERRUPTED, on_interrupt};
use super::{Trouble, given, output};
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, ErrorKind, Stdout, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What an interrupt takes away.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Names that are tried for a part before it is given up.
const TRIES: u32 = 1000;

/// A file that is being written; what is not finished leaves nothing.
pub struct NewFile {
    /// The name that it was asked for by.
    path: PathBuf,
    /// Where its lines go until it is whole, and the name that it then has; nothing for a device.
    part: Option<(PathBuf, PathBuf)>,
    out: BufWriter<File>,
}

impl NewFile {
    /// Begins a file. One that is there keeps its rights; a new one that holds people's data is for its owner
    /// alone.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn create(path: &Path, private: bool) -> Result<Self, Trouble> {
        let fault = |error| given::unwritable(path, &error);
        let found = path.metadata().ok();
        if found.as_ref().is_some_and(|found| !found.is_file()) {
            let device = OpenOptions::new().write(true).open(path).map_err(fault)?;
            return Ok(Self {
                path: path.to_owned(),
                part: None,
                out: BufWriter::new(device),
            });
        }
        // Behind a link stands the file that is meant.
        let last = match path.canonicalize() {
            Ok(last) => last,
            Err(_) => path.to_owned(),
        };
        let (part, file) = begin(&last, private).map_err(fault)?;
        if let Some(found) = found {
            file.set_permissions(found.permissions()).map_err(fault)?;
        }
        Ok(Self {
            path: path.to_owned(),
            part: Some((part, last)),
            out: BufWriter::with_capacity(1 << 16, file),
        })
    }

    /// Ends it, and gives it its name.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(&mut self) -> Result<(), Trouble> {
        let flushed = self.out.flush();
        let named = match (flushed, &self.part) {
            (Ok(()), Some((part, last))) => std::fs::rename(part, last),
            (flushed, _) => flushed,
        };
        named.map_err(|error| given::unwritable(&self.path, &error))?;
        if let Some((part, _)) = self.part.take() {
            forget(&part);
        }
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if let Some((part, _)) = self.part.take() {
            // Whoever could not write it has been told.
            let _ = std::fs::remove_file(&part);
            forget(&part);
        }
    }
}

/// Where results go: into a file, or to standard output.
pub enum Out {
    /// A file that has its name when it is whole.
    File(NewFile),
    /// Standard output.
    Standard(Stdout),
}

impl Out {
    /// Into the file, if one is named.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn to(path: Option<&Path>) -> Result<Self, Trouble> {
        Ok(match path {
            Some(path) => Self::File(NewFile::create(path, false)?),
            None => Self::Standard(std::io::stdout()),
        })
    }

    /// Ends it.
    ///
    /// # Errors
    /// The file cannot be written. That the reader of standard output went away is no trouble.
    pub fn finish(&mut self) -> Result<(), Trouble> {
        match self {
            Self::File(file) => file.finish(),
            Self::Standard(out) => match out.flush() {
                Ok(()) => Ok(()),
                Err(error) => output::unwritten(&error).map(drop),
            },
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Standard(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Standard(out) => out.flush(),
        }
    }
}

/// From now on an interrupt takes away what is not finished, and ends the process.
pub fn clear_on_interrupt() {
    on_interrupt(|| {
        remove_unfinished();
        std::process::exit(INTERRUPTED.into());
    });
}

/// Takes away what is not finished.
pub fn remove_unfinished() {
    let parts = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    for part in parts.iter() {
        let _ = std::fs::remove_file(part);
    }
}

fn forget(part: &Path) {
    let mut parts = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    parts.remove(part);
}

/// A new file beside the one that it is to become, under a name that nobody has.
fn begin(last: &Path, private: bool) -> std::io::Result<(PathBuf, File)> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(not(unix))]
    let _ = private;
    #[cfg(unix)]
    if private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut refused = ErrorKind::AlreadyExists.into();
    for number in 0..TRIES {
        let part = last.with_added_extension(match number {
            0 => "part".to_owned(),
            _ => format!("{number}.part"),
        });
        match options.open(&part) {
            Ok(file) => {
                let mut parts = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
                parts.insert(part.clone());
                return Ok((part, file));
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => refused = error,
            Err(error) => return Err(error),
        }
    }
    Err(refused)
}

/// Refuses outputs that would take the place of an input, or of each other. Outputs are named by their options.
///
/// # Errors
/// Two are the same file.
pub fn keep_apart(outputs: &[(&str, Option<&Path>)], inputs: &[&Path]) -> Result<(), Trouble> {
    let mut taken: Vec<PathBuf> = inputs.iter().filter_map(|path| identity(path)).collect();
    let outputs = outputs
        .iter()
        .filter_map(|(option, path)| Some((option, (*path)?)));
    for (option, path) in outputs {
        let Some(own) = identity(path) else { continue };
        if taken.contains(&own) {
            return Err(Trouble::new(format!(
                "`{option} {}` would overwrite what the command reads or writes itself",
                path.display()
            ))
            .help("name another file"));
        }
        taken.push(own);
    }
    Ok(())
}

/// By what two names of a file are known to be the same; nothing for devices and standard input.
fn identity(path: &Path) -> Option<PathBuf> {
    if path.as_os_str() == "-" || path.metadata().is_ok_and(|found| !found.is_file()) {
        return None;
    }
    path.canonicalize().ok().or_else(|| {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
        Some(folder.join(path.file_name()?))
    })
}
