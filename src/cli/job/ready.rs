//! From a job to a pipeline.

use crate::assist::standard;
use crate::cli::{Trouble, given, output};
use crate::connectors::job::Job;
use crate::diag::Problems;
use crate::pipeline::{Pipeline, Unfit};
use crate::report::{self, Checked};
use crate::schema::{Schema, decode};
use std::path::Path;

/// A job made ready.
///
/// # Errors
/// Where its settings do not fit its schema.
pub fn pipeline(job: &Job) -> Result<Pipeline<'_>, Trouble> {
    let unfit = match Pipeline::build(standard(), &job.schema, &job.spec) {
        Ok((pipeline, _)) => return Ok(pipeline),
        Err(unfit) => unfit,
    };
    Err(match unfit {
        Unfit::Job { message, help, .. } | Unfit::Schema { message, help, .. } => {
            with(Trouble::new(message), help)
        }
        Unfit::Mapping(_) => Trouble::new("the job's object mappings have errors").help(format!(
            "see `attrflow check {}`",
            job.schema_file.display()
        )),
    })
}

/// Another version of a job's schema.
pub struct Other {
    name: String,
    text: String,
    schema: Schema,
}

impl Other {
    /// Reads it.
    ///
    /// # Errors
    /// The file cannot be read, or has errors; these are told on standard error.
    pub fn read(path: &Path) -> Result<Self, Trouble> {
        let (name, bytes) = given::open(path)?;
        let text = decode(&bytes).text;
        match Schema::read(&bytes) {
            Ok((schema, problems)) if !problems.has_errors() => Ok(Self { name, text, schema }),
            Ok((_, problems)) | Err(problems) => Err(refused(name, text, problems)),
        }
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The job with this schema in place of its own.
    ///
    /// # Errors
    /// The job's settings do not fit it, or its object mappings have errors.
    pub fn pipeline<'p>(&'p self, job: &'p Job) -> Result<Pipeline<'p>, Trouble> {
        let unfit = match Pipeline::build(standard(), &self.schema, &job.spec) {
            Ok((pipeline, _)) => return Ok(pipeline),
            Err(unfit) => unfit,
        };
        Err(match unfit {
            Unfit::Job { message, help, .. } | Unfit::Schema { message, help, .. } => {
                let message = format!("`{}` does not fit the job: {message}", self.name);
                with(Trouble::new(message), help)
            }
            Unfit::Mapping(problems) => refused(self.name.clone(), self.text.clone(), problems),
        })
    }
}

fn refused(name: String, text: String, problems: Problems) -> Trouble {
    let message = format!("`{name}` cannot be evaluated");
    let checked = Checked {
        name,
        text,
        problems,
    };
    output::tell(&report::terminal(
        std::slice::from_ref(&checked),
        output::width(),
    ));
    Trouble::new(message).help("mend what is marked above")
}

fn with(trouble: Trouble, help: Option<String>) -> Trouble {
    match help {
        Some(help) => trouble.help(help),
        None => trouble,
    }
}
