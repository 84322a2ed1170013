//! A file that is replaced as a whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{Error, Write};
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
        let target = fs::canonicalize(target)?;
        let draft = Self {
            path: target.with_file_name(format!(".{name}.attrflow-draft")),
            target,
            is_done: false,
        };
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&draft.path)?;
        file.set_permissions(fs::metadata(&draft.target)?.permissions())?;
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

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.is_done {
            // There is nobody to tell, and the next draft has another name.
            let _ = fs::remove_file(&self.path);
        }
    }
}
