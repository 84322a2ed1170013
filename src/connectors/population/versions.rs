//! A population compared over several threads: one reads, some compare, the caller hears of each user in the
//! order of the source.

use super::super::files::{FileSource, Format, SourceFiles, fault};
use crate::dotnet::date::Ticks;
use crate::eval::RowReader;
use crate::library::FixedHost;
use crate::pipeline::{PortError, PortErrorKind, SourceObject};
use crate::plan::{Anchors, Compared, Versions};
use bumpalo::Bump;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

/// Bytes that a thread takes at once.
const BYTES: usize = 1 << 18;

/// How long a line may be: what has no end so far is kept in memory.
const LONGEST: usize = 1 << 26;

/// Objects that a thread takes at once, where they are read as such.
const OBJECTS: usize = 256;

/// Pieces that wait for a thread, or to be heard of.
const WAITING: usize = 4;

/// How a population is compared.
pub struct Wanted<'w> {
    /// The two versions.
    pub versions: &'w Versions<'w>,
    /// The files of the population.
    pub source: &'w SourceFiles,
    /// How many threads compare.
    pub threads: usize,
    /// The clock of all expressions.
    pub now: Ticks,
    /// Makes results of chance repeatable.
    pub seed: u64,
}

/// What is heard of the population.
pub enum Heard {
    /// A user.
    User(Compared),
    /// A record that cannot be read, or has the anchor of an earlier one: its line, and why.
    Unread(usize, String),
    /// The end of a piece of the input: its bytes, none where the input does not count them, and its users.
    Passed(usize, usize),
}

/// A piece of the input.
enum Piece {
    /// Whole lines, the first of which has that number.
    Lines(usize, Vec<u8>),
    /// Objects with their lines, the first of which has that number.
    Objects(usize, Vec<(usize, Result<SourceObject, String>)>),
}

type Given = (u64, Piece);
/// With the line of each.
type Done = (u64, Vec<(usize, Heard)>);

/// Compares everybody.
///
/// # Errors
/// The population cannot be read.
pub fn compare(wanted: &Wanted<'_>, hear: &mut dyn FnMut(Heard)) -> Result<(), PortError> {
    let source = FileSource::open(wanted.source)?;
    let (give, take) = sync_channel::<Given>(WAITING);
    let (hand, receive) = sync_channel::<Done>(WAITING);
    let take = Mutex::new(take);
    std::thread::scope(|scope| {
        let (source, take) = (&source, &take);
        let reading = scope.spawn(move || read(wanted, source, &give));
        for _ in 0..wanted.threads.max(1) {
            let hand = hand.clone();
            scope.spawn(move || work(wanted, source, take, &hand));
        }
        drop(hand);
        let mut anchors = Anchors::default();
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (number, heard) in receive {
            early.insert(number, heard);
            while let Some(heard) = early.remove(&next) {
                for (line, heard) in heard {
                    hear(once(&mut anchors, line, heard));
                }
                next += 1;
            }
        }
        match reading.join() {
            Ok(read) => read,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Who was heard of before is not heard of again.
fn once(anchors: &mut Anchors, line: usize, heard: Heard) -> Heard {
    let Heard::User(compared) = &heard else {
        return heard;
    };
    let anchor = &compared.entry.source;
    match anchors.before(anchor, line) {
        Some(first) => Heard::Unread(
            line,
            format!("it has the anchor `{anchor}`, which the one on line {first} has as well"),
        ),
        None => heard,
    }
}

fn read(
    wanted: &Wanted<'_>,
    source: &FileSource,
    give: &SyncSender<Given>,
) -> Result<(), PortError> {
    match wanted.source.format {
        Format::Ndjson if !is_utf16(&wanted.source.file)? => lines(&wanted.source.file, give),
        _ => objects(wanted.versions.source_object(), source, give),
    }
}

fn open(file: &Path) -> Result<File, PortError> {
    File::open(file).map_err(|error| fault::unreadable(file, &error))
}

fn is_utf16(file: &Path) -> Result<bool, PortError> {
    let input = open(file)?;
    let mut start = Vec::new();
    let read = input.take(2).read_to_end(&mut start);
    read.map_err(|error| fault::unreadable(file, &error))?;
    Ok(matches!(start.as_slice(), b"\xff\xfe" | b"\xfe\xff"))
}

fn lines(file: &Path, give: &SyncSender<Given>) -> Result<(), PortError> {
    let mut input = open(file)?;
    let mut carry = Vec::new();
    let (mut line, mut number) = (1, 0);
    loop {
        let mut piece = std::mem::take(&mut carry);
        let mut done = false;
        while !done {
            let before = piece.len();
            let read = input.by_ref().take(BYTES as u64).read_to_end(&mut piece);
            done = read.map_err(|error| fault::unreadable(file, &error))? < BYTES;
            let fresh = piece.get(before..).unwrap_or_default();
            if let (false, Some(end)) = (done, memchr::memrchr(b'\n', fresh)) {
                carry = piece.split_off(before + end + 1);
                break;
            }
            if piece.len() > LONGEST {
                let message = format!(
                    "cannot read `{}`: line {line} has no end within {} MiB",
                    file.display(),
                    LONGEST >> 20
                );
                return Err(PortError::new(PortErrorKind::InternalError, message)
                    .help("write one JSON object a line"));
            }
        }
        if piece.is_empty() {
            return Ok(());
        }
        let first = line;
        line += memchr::memchr_iter(b'\n', &piece).count();
        // Nobody takes it only where the others have stopped.
        if give.send((number, Piece::Lines(first, piece))).is_err() || done {
            return Ok(());
        }
        number += 1;
    }
}

fn objects(object: &str, source: &FileSource, give: &SyncSender<Given>) -> Result<(), PortError> {
    let mut piece = Vec::with_capacity(OBJECTS);
    let (mut first, mut number) = (1, 0);
    source.each_record(object, &mut |line, found| {
        piece.push((line, found.map_err(|error| why(line, &error.message))));
        if piece.len() == OBJECTS {
            let full = std::mem::replace(&mut piece, Vec::with_capacity(OBJECTS));
            if give.send((number, Piece::Objects(first, full))).is_err() {
                return Ok(ControlFlow::Break(()));
            }
            number += 1;
            first += OBJECTS;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let _ = give.send((number, Piece::Objects(first, piece)));
    Ok(())
}

fn work(
    wanted: &Wanted<'_>,
    source: &FileSource,
    take: &Mutex<Receiver<Given>>,
    hand: &SyncSender<Done>,
) {
    let mut desk = Desk {
        versions: wanted.versions,
        source,
        reader: RowReader::new(wanted.versions.reads()),
        host: wanted.versions.host(wanted.now, wanted.seed),
        seed: wanted.seed,
        heard: Vec::new(),
    };
    let mut arena = Bump::with_capacity(1 << 14);
    loop {
        let next = take.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, piece)) = next else { return };
        let mut passed = 0;
        match piece {
            Piece::Lines(first, bytes) => {
                passed = bytes.len();
                desk.lines(first, &bytes, &mut arena);
            }
            Piece::Objects(first, objects) => {
                for (at, (line, found)) in objects.into_iter().enumerate() {
                    arena.reset();
                    match found {
                        Ok(found) => desk.object((line, first + at), found, &arena),
                        Err(why) => desk.heard.push((line, Heard::Unread(line, why))),
                    }
                }
            }
        }
        let users = desk.heard.len();
        desk.heard.push((0, Heard::Passed(passed, users)));
        if hand
            .send((number, std::mem::take(&mut desk.heard)))
            .is_err()
        {
            return;
        }
    }
}

/// What a thread keeps between pieces.
struct Desk<'d> {
    versions: &'d Versions<'d>,
    source: &'d FileSource,
    reader: RowReader<'d>,
    host: FixedHost,
    seed: u64,
    heard: Vec<(usize, Heard)>,
}

impl Desk<'_> {
    fn lines(&mut self, first: usize, bytes: &[u8], arena: &mut Bump) {
        let mut start = 0;
        let mut number = first;
        while start < bytes.len() {
            let rest = bytes.get(start..).unwrap_or_default();
            let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let line = rest.get(..length).unwrap_or_default();
            let line = match number {
                1 => line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line),
                _ => line,
            };
            if !line.trim_ascii().is_empty() {
                arena.reset();
                self.line(number, line, arena);
            }
            start += length + 1;
            number += 1;
        }
    }

    fn line(&mut self, number: usize, bytes: &[u8], arena: &Bump) {
        let row = std::str::from_utf8(bytes).ok();
        let row = row.and_then(|line| self.reader.row(line, arena).ok());
        if let Some(row) = row.filter(|row| self.versions.is_plain(row)) {
            self.host.reseed(number as u64, Some(self.seed));
            let compared = self.versions.compare(row, &self.host, arena);
            return self.heard.push((number, Heard::User(compared)));
        }
        match self.source.object_on(number, bytes) {
            Ok(Some(found)) if self.is_user(&found) => {
                self.object((number, number), found, arena);
            }
            Ok(_) => {}
            Err(error) => {
                let unread = Heard::Unread(number, why(number, &error.message));
                self.heard.push((number, unread));
            }
        }
    }

    fn is_user(&self, found: &SourceObject) -> bool {
        let wanted = self.versions.source_object();
        found.object.eq_ignore_ascii_case(wanted)
    }

    /// `number` is that of the user's chance.
    fn object(&mut self, (line, number): (usize, usize), found: SourceObject, arena: &Bump) {
        let row = self.versions.row(found, arena);
        self.host.reseed(number as u64, Some(self.seed));
        let compared = self.versions.compare(row, &self.host, arena);
        self.heard.push((line, Heard::User(compared)));
    }
}

/// What a message says behind the place of which it speaks.
fn why(line: usize, message: &str) -> String {
    let place = format!(":{line}:");
    let Some((_, why)) = message.rsplit_once(&place) else {
        return message.to_owned();
    };
    match why.split_once(": ") {
        Some((column, why)) if column.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("column {column}: {why}")
        }
        _ => why.trim().to_owned(),
    }
}
