//! A schema file that is to be evaluated.

use crate::cli::{Trouble, given};
use crate::diag::Problems;
use crate::report::Checked;
use crate::schema::{Schema, decode};
use std::path::Path;

/// A schema that was read, with the text that places are places in.
pub(super) struct Opened {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) schema: Schema,
}

impl Opened {
    /// Reads a schema file; what is wrong with it where it cannot be evaluated.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(super) fn read(path: &Path) -> Result<Result<Self, Checked>, Trouble> {
        let (name, bytes) = given::open(path)?;
        let text = decode(&bytes).text;
        Ok(match Schema::read(&bytes) {
            Ok((schema, problems)) if !problems.has_errors() => Ok(Self { name, text, schema }),
            Ok((_, problems)) | Err(problems) => Err(Checked {
                name,
                text,
                problems,
            }),
        })
    }

    /// What was found in it, ready to be told.
    pub(super) fn found(&self, problems: Problems) -> Checked {
        Checked {
            name: self.name.clone(),
            text: self.text.clone(),
            problems,
        }
    }
}
