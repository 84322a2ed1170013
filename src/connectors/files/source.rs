//! A source directory in files.

use super::object::{Kinds, Record, object_of};
use super::shape::{ObjectShape, SourceFiles};
use super::{Format, csv_file, fault, json_file, key, ndjson_file};
use crate::pipeline::{Namer, PortError, SourceDirectory, SourceObject};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// A source directory in files. Each question reads them anew, so it sees what was edited meanwhile.
#[derive(Clone, PartialEq, Debug)]
pub struct FileSource {
    files: SourceFiles,
}

/// An object and the line on which it begins.
type Found = (SourceObject, usize);

/// Who hears of each object of a file with its line, or why a record cannot be read.
type Look<'l> = dyn FnMut(usize, Result<Option<SourceObject>, PortError>) -> Result<ControlFlow<()>, PortError>
    + 'l;

impl FileSource {
    /// A source in these files.
    ///
    /// # Errors
    /// Where one of them is not there.
    ///
    /// ```
    /// use attrflow::connectors::{files::FileSource, job::Job};
    /// use attrflow::pipeline::SourceDirectory;
    /// let job = Job::read("examples/contoso/job.toml".as_ref()).unwrap().job.unwrap();
    /// let mut source = FileSource::open(&job.source).unwrap();
    /// let noah = source.find("User", "Noah.Brown@contoso.com").unwrap().unwrap();
    /// assert_eq!(noah.attributes["employeeId"], "3010");
    /// ```
    pub fn open(files: &SourceFiles) -> Result<Self, PortError> {
        let groups = files.groups.iter().map(|(path, ..)| path);
        for path in std::iter::once(&files.file).chain(groups) {
            std::fs::metadata(path).map_err(|error| fault::unreadable(path, &error))?;
        }
        let mut files = files.clone();
        let groups = files.groups.iter().map(|(.., name)| name);
        for name in std::iter::once(&files.object)
            .chain(groups)
            .cloned()
            .collect::<Vec<_>>()
        {
            if !files.shapes.iter().any(|shape| shape.name == name) {
                files.shapes.push(ObjectShape::undefined(&name));
            }
        }
        Ok(Self { files })
    }

    /// The object on a line of the first file, which is NDJSON; `None` for one of a kind that the schema does
    /// not have.
    ///
    /// # Errors
    /// The line holds no object, or one without anchor.
    pub fn object_on(&self, line: usize, bytes: &[u8]) -> Result<Option<SourceObject>, PortError> {
        let record = ndjson_file::record(&self.files.file, line, bytes)?;
        object_of(record, self.kinds(&self.files.object))
    }

    /// Every object of that kind with its line, or why a record cannot be read, until told to stop.
    ///
    /// # Errors
    /// The visitor's, and where a file cannot be read any further.
    ///
    /// ```
    /// use attrflow::connectors::{files::FileSource, job::Job};
    /// let job = Job::read("examples/contoso/job.toml".as_ref()).unwrap().job.unwrap();
    /// let mut last = 0;
    /// FileSource::open(&job.source).unwrap().each_record("User", &mut |line, found| {
    ///     last = line;
    ///     found.map(|_| std::ops::ControlFlow::Continue(()))
    /// }).unwrap();
    /// assert_eq!(last, 9);
    /// ```
    pub fn each_record(
        &self,
        object: &str,
        visit: &mut dyn FnMut(
            usize,
            Result<SourceObject, PortError>,
        ) -> Result<ControlFlow<()>, PortError>,
    ) -> Result<(), PortError> {
        let mut stopped = false;
        for file in self.files_of(Some(object)) {
            if stopped {
                break;
            }
            self.records(file, &mut |line, found| {
                let flow = match found {
                    Ok(Some(found)) if found.object.eq_ignore_ascii_case(object) => {
                        visit(line, Ok(found))?
                    }
                    Ok(_) => ControlFlow::Continue(()),
                    Err(error) => visit(line, Err(error))?,
                };
                stopped = flow.is_break();
                Ok(flow)
            })?;
        }
        Ok(())
    }

    fn kinds(&self, usual: &str) -> Kinds<'_> {
        let shapes = &self.files.shapes;
        let usual = shapes.iter().find(|shape| shape.name == usual);
        Kinds {
            shapes,
            usual: usual.expect("opening makes a shape of each file's objects"),
        }
    }

    /// Every object of a file, until told to stop.
    fn read(
        &self,
        (path, format, usual): (&Path, Format, &str),
        visit: &mut dyn FnMut(Found) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        self.records((path, format, usual), &mut |line, found| {
            Ok(match found? {
                Some(object) => visit((object, line)),
                None => ControlFlow::Continue(()),
            })
        })
    }

    /// Every object of a file, or why there is none of a kind that the schema has, until told to stop.
    fn records(
        &self,
        (path, format, usual): (&Path, Format, &str),
        visit: &mut Look<'_>,
    ) -> Result<(), PortError> {
        let kinds = self.kinds(usual);
        let mut take = |line: usize, record: Result<Record<'_>, PortError>| {
            visit(line, record.and_then(|record| object_of(record, kinds)))
        };
        match format {
            Format::Json => json_file::each(path, &mut take),
            Format::Ndjson => ndjson_file::each(path, &mut take),
            Format::Csv => csv_file::each(path, kinds, &mut take),
        }
    }

    /// The files in which objects of that name can be.
    fn files_of(&self, object: Option<&str>) -> Vec<(&Path, Format, &str)> {
        let files = &self.files;
        let groups = files
            .groups
            .as_ref()
            .filter(|(.., name)| object.is_none_or(|object| object.eq_ignore_ascii_case(name)));
        let groups = groups.map(|(path, format, name)| (path.as_path(), *format, name.as_str()));
        let first = (files.file.as_path(), files.format, files.object.as_str());
        std::iter::once(first).chain(groups).collect()
    }
}

impl SourceDirectory for FileSource {
    fn find(&mut self, object: &str, wanted: &str) -> Result<Option<SourceObject>, PortError> {
        let mut best: Option<(usize, SourceObject, &Path, usize)> = None;
        let mut twice = None;
        for file in self.files_of(Some(object)) {
            self.read(file, &mut |(found, line)| {
                if !found.object.eq_ignore_ascii_case(object) {
                    return ControlFlow::Continue(());
                }
                let Some(rank) = key::rank(&found, &self.files.keys, wanted) else {
                    return ControlFlow::Continue(());
                };
                match &best {
                    Some((other, ..)) if *other < rank => {}
                    Some((other, _, path, first)) if *other == rank => {
                        twice.get_or_insert((rank, (*path, *first), (file.0, line)));
                    }
                    _ => best = Some((rank, found, file.0, line)),
                }
                ControlFlow::Continue(())
            })?;
        }
        let found_at = best.as_ref().map(|(rank, ..)| *rank);
        if let Some((rank, first, second)) = twice
            && Some(rank) == found_at
        {
            let message = format!(
                "`{wanted}` names this object and the one at {}:{}",
                first.0.display(),
                first.1
            );
            let help = match rank {
                0 => "delete one of them",
                _ => "delete one of them, or ask by the anchor",
            };
            return Err(fault::at(second.0, second.1, None, &message).help(help));
        }
        Ok(best.map(|(_, found, ..)| found))
    }

    fn search(&mut self, text: &str, limit: usize) -> Result<Vec<SourceObject>, PortError> {
        let text = text.trim().to_lowercase();
        let mut found = Vec::new();
        for file in self.files_of(None) {
            self.read(file, &mut |(object, _)| {
                if found.len() >= limit {
                    return ControlFlow::Break(());
                }
                if key::contains(&object, &self.files.keys, &text) {
                    found.push(object);
                }
                ControlFlow::Continue(())
            })?;
        }
        Ok(found)
    }

    fn namer(&self) -> Arc<dyn Namer> {
        Arc::new(key::FileNamer {
            keys: self.files.keys.clone(),
        })
    }

    fn each(
        &mut self,
        object: &str,
        visit: &mut dyn FnMut(SourceObject) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        self.each_record(object, &mut |_, found| Ok(visit(found?)))
    }
}
