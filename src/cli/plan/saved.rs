//! A plan in a file: what it was made of, its entries that do something, and a last line by which a file is
//! known to be whole.

use super::fingerprint::hex;
use crate::cli::new_file::NewFile;
use crate::cli::{Trouble, given};
use crate::plan::{Entry, Exceeded};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// Grows when older versions cannot apply the file.
const FORMAT_VERSION: u32 = 2;

const KIND: &str = "attrflow plan";

/// The first line.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Header {
    /// What the file is.
    pub kind: String,
    /// See [`FORMAT_VERSION`].
    pub format_version: u32,
    /// The clock of all expressions, in ticks of 100 ns since the year 1.
    pub now: i64,
    /// What results of chance come from.
    pub seed: u64,
    /// What the plan was made of.
    pub basis: Fingerprint,
}

/// Digests of everything that a plan depends on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The job file.
    pub job: String,
    /// The schema file.
    pub schema: String,
    /// The files of the source.
    pub source: String,
    /// Who is assigned, where the job names a list.
    pub assignments: String,
    /// The accounts of the target.
    pub target: String,
    /// The stored links.
    pub links: String,
}

/// The last line.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Footer {
    /// How many entries there are.
    entries: u64,
    /// Thresholds that the plan exceeds.
    exceeded: Vec<Exceeded>,
    /// Of all lines before, and of this one's other members.
    digest: String,
}

impl Header {
    /// The header of a plan of that basis.
    pub fn new(now: i64, seed: u64, basis: Fingerprint) -> Self {
        Self {
            kind: KIND.to_owned(),
            format_version: FORMAT_VERSION,
            now,
            seed,
            basis,
        }
    }
}

/// A plan that is being saved. The file has its name when it is whole.
pub struct Saver {
    path: PathBuf,
    out: NewFile,
    entries: u64,
    digest: Sha256,
}

impl Saver {
    /// Begins a file, which is for its owner alone.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn new(path: &Path, header: &Header) -> Result<Self, Trouble> {
        let mut saver = Self {
            path: path.to_owned(),
            out: NewFile::create(path, true)?,
            entries: 0,
            digest: Sha256::new(),
        };
        saver.line(header)?;
        Ok(saver)
    }

    /// Adds an entry that does something.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn add(&mut self, entry: &Entry) -> Result<(), Trouble> {
        self.entries += 1;
        self.line(entry)
    }

    /// Ends the file, and gives it its name.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self, exceeded: &[Exceeded]) -> Result<(), Trouble> {
        let mut footer = Footer {
            entries: self.entries,
            exceeded: exceeded.to_vec(),
            digest: String::new(),
        };
        footer.digest = footer.digest_after(self.digest.clone());
        self.line(&footer)?;
        self.out.finish()
    }

    fn line(&mut self, value: &impl Serialize) -> Result<(), Trouble> {
        let mut line = serde_json::to_vec(value)
            .map_err(|error| Trouble::new(format!("the plan cannot be written: {error}")))?;
        line.push(b'\n');
        self.digest.update(&line);
        let written = self.out.write_all(&line);
        written.map_err(|error| given::unwritable(&self.path, &error))
    }
}

impl Footer {
    /// The digest of a plan with this footer, whose own digest does not count.
    fn digest_after(&self, mut lines: Sha256) -> String {
        lines.update(self.entries.to_le_bytes());
        for one in &self.exceeded {
            lines.update(&one.threshold);
            lines.update(&one.text);
            lines.update([0]);
        }
        hex(&lines.finalize())
    }
}

/// A plan that was saved.
pub struct Saved {
    /// What it was made of.
    pub header: Header,
    /// What it does, in order.
    pub entries: Vec<Entry>,
    /// Thresholds that it exceeds.
    pub exceeded: Vec<Exceeded>,
}

impl Saved {
    /// Reads a file.
    ///
    /// # Errors
    /// It cannot be read, is no plan, or is not whole.
    pub fn read(path: &Path) -> Result<Self, Trouble> {
        let shown = path.display();
        let foreign = || {
            Trouble::new(format!("`{shown}` is no saved plan"))
                .help("save one with `attrflow plan --save FILE`")
        };
        let file = File::open(path).map_err(|error| given::unreadable(path, &error))?;
        let mut lines = BufReader::new(file).lines();
        let first = lines.next().ok_or_else(foreign)?.map_err(|_| foreign())?;
        let header: Header = serde_json::from_str(&first).map_err(|_| foreign())?;
        if header.kind != KIND {
            return Err(foreign());
        }
        if header.format_version != FORMAT_VERSION {
            return Err(Trouble::new(format!(
                "`{shown}` was saved by another version of attrflow (format {})",
                header.format_version
            ))
            .help("plan again with this version"));
        }
        let broken = |number: usize| {
            Trouble::new(format!("`{shown}` is damaged at line {number}")).help("plan again")
        };
        let mut entries = Vec::new();
        let mut digest = Sha256::new();
        let mut last = first;
        for (at, line) in lines.enumerate() {
            let line = line.map_err(|_| broken(at + 2))?;
            if at > 0 {
                entries.push(serde_json::from_str(&last).map_err(|_| broken(at + 1))?);
            }
            digest.update(&last);
            digest.update(b"\n");
            last = line;
        }
        let whole = serde_json::from_str::<Footer>(&last).ok();
        let Some(footer) = whole.filter(|footer| footer.entries == entries.len() as u64) else {
            return Err(
                Trouble::new(format!("`{shown}` is not whole: its end is missing"))
                    .help("plan again"),
            );
        };
        if footer.digest != footer.digest_after(digest) {
            return Err(
                Trouble::new(format!("`{shown}` was altered since it was saved"))
                    .help("plan again; a plan is applied as it was made, or not at all"),
            );
        }
        Ok(Self {
            header,
            entries,
            exceeded: footer.exceeded,
        })
    }
}

impl Fingerprint {
    /// What differs from another fingerprint, in words.
    pub fn differs(&self, now: &Self) -> Vec<&'static str> {
        let pairs = [
            ("the job file", &self.job, &now.job),
            ("the schema", &self.schema, &now.schema),
            ("the source", &self.source, &now.source),
            (
                "the list of assignments",
                &self.assignments,
                &now.assignments,
            ),
            ("the target", &self.target, &now.target),
            ("the stored links", &self.links, &now.links),
        ];
        let changed = pairs
            .into_iter()
            .filter(|(_, before, after)| before != after);
        changed.map(|(what, ..)| what).collect()
    }
}
