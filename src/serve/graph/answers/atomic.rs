//! A file that is replaced as a whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// A file beside another, which it is going to replace; without that it is taken away again.
pub struct Draft {
    path: PathBuf,
    target: PathBuf,
    is_done: bool,
}

impl Draft {
    /// Writes a draft in the folder of the file (behind links, where it is one), with the file's rights, and
    /// waits until it is on the disk.
    pub fn write(target: &Path, name: &str, bytes: &[u8]) -> Result<Self, Error> {
        let target = match fs::canonicalize(target) {
            Err(error) if error.kind() == ErrorKind::NotFound => placed(target)?,
            found => found?,
        };
        let draft = Self {
            path: target.with_file_name(format!(".{name}.attrflow-draft")),
            target,
            is_done: false,
        };
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&draft.path)?;
        if let Ok(old) = fs::metadata(&draft.target) {
            file.set_permissions(old.permissions())?;
        }
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(draft)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the draft in the file's place.
    pub fn replace(mut self) -> Result<(), Error> {
        fs::rename(&self.path, &self.target)?;
        self.is_done = true;
        if cfg!(unix)
            && let Some(folder) = self.target.parent()
        {
            // The name is on the disk when its folder is.
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

/// The path of a file that is to be there again, in its folder, which there is.
fn placed(target: &Path) -> Result<PathBuf, Error> {
    let folder = target.parent().filter(|folder| *folder != Path::new(""));
    let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")))?;
    Ok(folder.join(target.file_name().unwrap_or_default()))
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.is_done {
            // There is nobody to tell, and the next draft has another name.
            let _ = fs::remove_file(&self.path);
        }
    }
}
