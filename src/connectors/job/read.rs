//! From a job file's text to a job: syntax first, then keys and values, then what they mean.

use super::secrets::masked;
use super::settings::Job;
use super::shape::json_schema;
use super::tree::{Tree, span};
use super::walk::walk;
use super::wire::JobFile;
use super::{resolve, why};
use crate::assist::job::{SCHEMA, SYNTAX, WRONG_VALUE};
use crate::diag::{Diagnostic, Problems, Severity};
use crate::pipeline::{PortError, PortErrorKind};
use crate::schema::decode;
use crate::text::Span;
use std::path::Path;
use toml::de::{DeTable, Error};

/// How many places are told at which a file is no TOML: one mistake spoils many lines.
const MOST: usize = 10;

/// A job file as read.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// Its text, which the problems' places are about; secrets are masked.
    pub text: String,
    /// The job; `None` where a problem is an error.
    pub job: Option<Job>,
    /// The job whose object mappings have errors, and nothing else has: to be looked at, so that they can be mended.
    pub draft: Option<Job>,
    /// What is wrong with it.
    pub problems: Problems,
}

impl Job {
    /// Reads a job file, and the schema that it names.
    ///
    /// # Errors
    /// Where the file itself cannot be read. What is wrong in it stands in [`Reading::problems`].
    ///
    /// ```
    /// use attrflow::connectors::job::Job;
    /// let reading = Job::read("examples/contoso/job.toml".as_ref()).unwrap();
    /// assert_eq!(reading.job.unwrap().spec.source_name, "Azure Active Directory");
    /// ```
    pub fn read(path: &Path) -> Result<Reading, PortError> {
        let bytes = std::fs::read(path).map_err(|error| {
            let message = format!("cannot read `{}`: {}", path.display(), why(&error));
            PortError::new(PortErrorKind::InternalError, message)
        })?;
        let text = decode(&bytes).text;
        let folder = path.parent().unwrap_or(Path::new(""));
        let (resolved, problems) = Self::resolved(&text, folder);
        let (job, draft) = match problems.has_errors() {
            true => (None, resolved),
            false => (resolved, None),
        };
        let mut errors = problems
            .iter()
            .filter(|found| found.severity == Severity::Error);
        let mapped = errors.all(|found| found.code.slug == SCHEMA.slug);
        Ok(Reading {
            text: masked(&text),
            job,
            draft: draft.filter(|_| mapped),
            problems,
        })
    }

    /// Reads a job from its text; paths in it are relative to the folder.
    ///
    /// # Errors
    /// Where one of the problems is an error.
    ///
    /// ```
    /// use attrflow::connectors::job::Job;
    /// let problems = Job::parse("kind = \"ap\"", "".as_ref()).unwrap_err();
    /// assert_eq!(problems.iter().next().unwrap().message, "the job has no `schema`");
    /// ```
    pub fn parse(text: &str, folder: &Path) -> Result<(Self, Problems), Problems> {
        match Self::resolved(text, folder) {
            (Some(job), problems) if !problems.has_errors() => Ok((job, problems)),
            (_, problems) => Err(problems),
        }
    }

    fn resolved(text: &str, folder: &Path) -> (Option<Self>, Problems) {
        let text = text.strip_prefix('\u{feff}').map_or_else(
            || text.to_owned(),
            // The mark becomes blanks, so that every place stays as it is.
            |rest| format!("   {rest}"),
        );
        let mut problems = Problems::new();
        let (root, errors) = DeTable::parse_recoverable(&text);
        if text.trim_start().starts_with('{') {
            let found = Diagnostic::new(
                &SYNTAX,
                Span::at(0),
                "this is JSON; a job is written in TOML",
            );
            let help = "name the job's file, whose key `schema` names the schema";
            return (None, [found.help(help)].into_iter().collect());
        }
        if !errors.is_empty() {
            let errors = errors
                .iter()
                .take(MOST)
                .map(|error| unreadable(error, &text));
            return (None, errors.collect());
        }
        let tree = Tree::new(root);
        walk(&json_schema(), tree.root(), &mut problems);
        let file = match toml::from_str::<JobFile>(&text) {
            Ok(file) if !problems.has_errors() => file,
            Err(error) if problems.is_empty() => {
                let at = error.span().map(span).unwrap_or_default();
                problems.push(Diagnostic::new(&WRONG_VALUE, at, error.message()));
                return (None, problems);
            }
            _ => {
                problems.sort();
                return (None, problems);
            }
        };
        let job = resolve::resolve(file, &tree, folder, &mut problems);
        problems.sort();
        (job, problems)
    }
}

/// What the TOML reader says, in our words where its own need knowledge of the format.
fn unreadable(error: &Error, text: &str) -> Diagnostic {
    let at = error.span().map_or(Span::at(text.len()), span);
    let said = error.message().to_lowercase();
    let found = Diagnostic::new(&SYNTAX, at, format!("this is no TOML: {said}"));
    if said.contains("escape") || said.contains("unicode") {
        return found.help("write paths in single quotes, or with `/`");
    }
    if said.contains("duplicate") {
        return found.help("keep one of them");
    }
    found.help("write `key = value`, with texts in quotes")
}
