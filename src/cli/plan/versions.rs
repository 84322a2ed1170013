//! `--against`: how the results of two versions of the mapping differ.

use super::sink::Sink;
use super::{Wanted, called, nobody};
use crate::cli::Trouble;
use crate::cli::job::Other;
use crate::cli::progress::Progress;
use crate::connectors::files::{FileSource, Format};
use crate::connectors::population::unique;
use crate::connectors::population::versions::{self, Heard};
use crate::pipeline::{Pipeline, SourceDirectory};
use crate::plan::{Basis, Entry, NotEvaluated, Versions};
use bumpalo::Bump;
use std::path::Path;

/// Records that cannot be read and are told one by one; the others are counted.
const TOLD: usize = 20;

/// The schema in force, beside the one that is to be deployed.
pub(super) struct Against<'a> {
    name: &'a str,
    versions: Versions<'a>,
}

impl<'a> Against<'a> {
    /// The comparison with that schema.
    ///
    /// # Errors
    /// The versions map different objects.
    pub(super) fn new(
        wanted: &Wanted<'a>,
        other: &'a Other,
        old: &'a Pipeline<'a>,
    ) -> Result<Self, Trouble> {
        let object = &wanted.pipeline.users.mapping.source_object.value;
        let before = &old.users.mapping.source_object.value;
        if object != before {
            return Err(Trouble::new(format!(
                "the versions cannot be compared: `{}` maps objects `{before}`, the job's schema `{object}`",
                other.name()
            ))
            .help("name the object mapping with `mapping` in the job file"));
        }
        let shapes = &wanted.source.shapes;
        let shape = shapes.iter().find(|shape| shape.name == *object);
        let anchor = shape.map_or("objectId", |shape| &shape.anchor);
        Ok(Self {
            name: other.name(),
            versions: Versions::new(
                old,
                wanted.pipeline,
                anchor,
                &unique(wanted.job, wanted.pipeline),
            ),
        })
    }

    pub(super) fn matching(&self) -> Vec<String> {
        self.versions.matching()
    }

    pub(super) fn unique(&self) -> Vec<String> {
        self.versions.unique()
    }

    pub(super) fn basis(&self, wanted: &Wanted<'_>) -> Basis {
        Basis::Versions {
            old: self.name.to_owned(),
            new: called(&wanted.job.schema_file),
        }
    }

    /// Compares everybody, in the order of the source; gives what is left out, and whether all records
    /// could be read.
    ///
    /// # Errors
    /// The population cannot be read.
    pub(super) fn each(
        &self,
        wanted: &Wanted<'_>,
        sink: &mut Sink,
    ) -> Result<(Vec<NotEvaluated>, bool), Trouble> {
        let mut number = 0;
        let (mut lines, mut bad) = (Vec::new(), 0);
        let crowd = versions::Wanted {
            versions: &self.versions,
            source: &wanted.source,
            threads: wanted.threads,
            now: wanted.now,
            seed: wanted.seed,
        };
        let new = called(&wanted.job.schema_file);
        for warning in self.versions.warnings(self.name, &new) {
            sink.tally.warn(warning);
        }
        let mut progress = progress(wanted);
        let compared = versions::compare(&crowd, &mut |heard| match heard {
            Heard::Passed(bytes, users) => progress.advance(bytes, users),
            Heard::User(mut compared) => {
                number += 1;
                compared.entry.number = number;
                let notes = compared.notes.iter();
                let notes: Vec<String> = notes.map(|note| note.id.to_owned()).collect();
                sink.add(&compared.entry, None, &notes, false);
                for (target, value) in &compared.kept {
                    sink.tally.keeps(target, value, &compared.entry);
                }
            }
            Heard::Unread(line, why) => {
                bad += 1;
                if lines.len() < TOLD {
                    lines.push((line, why));
                }
            }
        });
        progress.clear();
        compared?;
        let mut left = unread(&lines, bad, &wanted.source.file);
        left.extend(self.versions.not_evaluated());
        Ok((left, bad == 0))
    }

    /// One user's part.
    ///
    /// # Errors
    /// The population cannot be read, or has nobody of that name.
    pub(super) fn one(&self, wanted: &Wanted<'_>, key: &str) -> Result<Entry, Trouble> {
        let mut source = FileSource::open(&wanted.source)?;
        let found = source.find(self.versions.source_object(), key);
        let found = found?;
        let found = found.ok_or_else(|| nobody(wanted, key))?;
        let arena = Bump::new();
        let host = self.versions.host(wanted.now, wanted.seed);
        let row = self.versions.row(found, &arena);
        let mut entry = self.versions.compare(row, &host, &arena).entry;
        entry.number = 1;
        Ok(entry)
    }
}

/// A bar over the bytes of the file where these are passed on, or over users.
fn progress(wanted: &Wanted<'_>) -> Progress {
    let length = std::fs::metadata(&wanted.source.file).map(|known| known.len());
    match (wanted.source.format, length) {
        (Format::Ndjson, Ok(length)) => Progress::new(Some(length), false),
        _ => Progress::of_users(),
    }
}

/// Records that cannot be read, of which some are told one by one.
fn unread(lines: &[(usize, String)], count: u64, file: &Path) -> Vec<NotEvaluated> {
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| called(file));
    let told = lines.len() as u64;
    let each = lines.iter().map(|(line, why)| NotEvaluated {
        what: format!("line {line} of {name}"),
        count: Some(1),
        why: why.clone(),
    });
    let rest = (count > told).then(|| NotEvaluated {
        what: format!("other lines of {name}"),
        count: Some(count - told),
        why: "they cannot be read either".to_owned(),
    });
    each.chain(rest).collect()
}
