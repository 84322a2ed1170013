//! Digests of what a plan depends on.

use super::saved::Fingerprint;
use crate::cli::{Trouble, given};
use crate::connectors::files::SourceFiles;
use crate::pipeline::{Assignments, Pipeline, PortError};
use crate::plan::Base;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

/// What is digested.
pub struct Basis<'b> {
    /// The job file.
    pub job: &'b Path,
    /// The schema file.
    pub schema: &'b Path,
    /// The files of the source.
    pub source: &'b SourceFiles,
    /// The job, ready.
    pub pipeline: &'b Pipeline<'b>,
}

/// The digests as things are now.
///
/// # Errors
/// Something cannot be read.
pub fn take(basis: &Basis<'_>, base: &mut Base) -> Result<Fingerprint, Trouble> {
    let mut source = file(&basis.source.file)?;
    if let Some((path, ..)) = &basis.source.groups {
        source.push_str(&file(path)?);
    }
    Ok(Fingerprint {
        job: file(basis.job)?,
        schema: file(basis.schema)?,
        source,
        assignments: assignments(&basis.pipeline.spec.assignments),
        target: target(basis.pipeline, base)?,
        links: links(basis.pipeline, base)?,
    })
}

/// Who is assigned, where that does not stand in source or job file.
fn assignments(assignments: &Assignments) -> String {
    let mut digest = Sha256::new();
    if let Assignments::Listed(names) = assignments {
        for name in names {
            digest.update(name);
            digest.update(b"\n");
        }
    }
    hex(&digest.finalize())
}

fn file(path: &Path) -> Result<String, Trouble> {
    let unreadable = |error| given::unreadable(path, &error);
    let mut file = std::fs::File::open(path).map_err(unreadable)?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).map_err(unreadable)? {
            0 => return Ok(hex(&digest.finalize())),
            read => digest.update(buffer.get(..read).unwrap_or_default()),
        }
    }
}

/// The same whatever the order, which not every target keeps.
#[derive(Default)]
struct Heap {
    sum: [u8; 32],
    count: u64,
}

impl Heap {
    fn add(&mut self, parts: &[&str]) {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
        let mut carry = 0;
        for (place, byte) in self.sum.iter_mut().zip(digest.finalize()) {
            let sum = u16::from(*place) + u16::from(byte) + carry;
            carry = sum >> 8;
            *place = (sum & 0xff) as u8;
        }
        self.count += 1;
    }

    fn finish(self) -> String {
        format!("{} {}", self.count, hex(&self.sum))
    }
}

fn target(pipeline: &Pipeline<'_>, base: &mut Base) -> Result<String, PortError> {
    let mut heap = Heap::default();
    let object = &pipeline.users.mapping.target_object.value;
    base.target.each(object, &mut |found| {
        heap.add(&[&found.id, &Json::Object(found.resource).to_string()]);
        ControlFlow::Continue(())
    })?;
    Ok(heap.finish())
}

fn links(pipeline: &Pipeline<'_>, base: &mut Base) -> Result<String, PortError> {
    let mut heap = Heap::default();
    let object = &pipeline.users.mapping.source_object.value;
    base.links.each(object, &mut |link| {
        let state = format!("{:?}", link.state);
        heap.add(&[&link.source, &link.target_object, &link.target, &state]);
        ControlFlow::Continue(())
    })?;
    Ok(heap.finish())
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
