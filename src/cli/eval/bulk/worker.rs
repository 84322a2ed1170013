//! One thread's work: a chunk of the input in, its results out when it is their turn.

use super::source::{CHUNK, Chunk, Source};
use super::tally::Tally;
use crate::check::Mapping;
use crate::cli::eval::Eval;
use crate::cli::new_file::Out;
use crate::cli::output::Stopped;
use crate::cli::progress::Progress;
use crate::eval::{CsvHeader, CsvLayout, LineEvaluator, LineOptions, first_record_end};
use crate::library::FixedHost;
use crate::schema::ObjectDefinition;
use bumpalo::Bump;
use std::io::Write;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The output, written in the order of the chunks.
pub(super) struct Sink {
    pub(super) out: Out,
    /// The chunk whose turn it is.
    pub(super) next: u64,
    pub(super) tally: Tally,
    pub(super) progress: Progress,
    pub(super) failed: Option<Stopped>,
}

/// What the threads share.
pub(super) struct Worker<'w> {
    pub(super) args: &'w Eval,
    pub(super) mapping: &'w Mapping,
    pub(super) options: &'w LineOptions,
    /// The first line of CSV.
    pub(super) header: Option<&'w CsvHeader>,
    pub(super) object: Option<&'w ObjectDefinition>,
    pub(super) source: &'w Mutex<Source>,
    pub(super) sink: &'w Mutex<Sink>,
    pub(super) turn: &'w Condvar,
}

/// What a thread keeps between chunks, so that nothing is allocated twice.
struct Desk<'w> {
    evaluator: LineEvaluator<'w>,
    host: FixedHost,
    arena: Bump,
    tally: Tally,
    written: Vec<u8>,
}

impl Worker<'_> {
    /// Works until the input ends, or something stops it.
    pub(super) fn work(&self) {
        let host = match self.args.host() {
            Ok(host) => host,
            Err(trouble) => return self.fail(trouble.into()),
        };
        let mut desk = Desk {
            evaluator: LineEvaluator::new(self.mapping, self.options.clone()),
            host,
            arena: Bump::with_capacity(1 << 14),
            tally: Tally::default(),
            written: Vec::with_capacity(CHUNK),
        };
        let layout = self
            .header
            .map(|header| (header.delimiter, desk.evaluator.layout(header, self.object)));
        let mut buffer = Vec::with_capacity(2 * CHUNK);
        loop {
            let next = locked(self.source).next(&mut buffer);
            let chunk = match next {
                Ok(Some(chunk)) => chunk,
                Ok(None) => return,
                Err(trouble) => return self.fail(trouble.into()),
            };
            match &layout {
                None => self.lines(&buffer, chunk.line, &mut desk),
                Some(table) => self.records(&buffer, chunk.line, table, &mut desk),
            }
            if self.hand_over(&chunk, buffer.len(), &mut desk).is_none() {
                return;
            }
        }
    }

    /// Writes a chunk's results when it is their turn; `None` where the work is to stop.
    fn hand_over(&self, chunk: &Chunk, bytes: usize, desk: &mut Desk<'_>) -> Option<()> {
        let mut sink = locked(self.sink);
        while sink.next != chunk.number && sink.failed.is_none() {
            sink = self.turn.wait(sink).unwrap_or_else(PoisonError::into_inner);
        }
        if sink.failed.is_some() {
            return None;
        }
        if let Err(error) = sink.out.write_all(&desk.written) {
            sink.failed = Some(error.into());
        }
        desk.written.clear();
        let tally = std::mem::take(&mut desk.tally);
        sink.progress.advance(bytes, tally.users);
        sink.tally.add(tally);
        sink.next += 1;
        self.turn.notify_all();
        Some(())
    }

    fn lines(&self, buffer: &[u8], first: usize, desk: &mut Desk<'_>) {
        // Most chunks are sound as a whole; one that is not is looked at line by line.
        let whole = simdutf8::basic::from_utf8(buffer).ok();
        let mut start = 0;
        let mut number = first;
        while start < buffer.len() {
            let rest = buffer.get(start..).unwrap_or_default();
            let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let end = start + length;
            let line = match whole {
                Some(text) => text.get(start..end),
                None => std::str::from_utf8(buffer.get(start..end).unwrap_or_default()).ok(),
            };
            let line = match line {
                Some(line) if number == 1 => Some(line.trim_start_matches('\u{feff}')),
                line => line,
            };
            match line {
                Some(line) if line.trim_ascii().is_empty() => {}
                Some(line) => {
                    desk.arena.reset();
                    desk.host.reseed(number as u64, self.args.seed);
                    let notes = &mut desk.tally.notes;
                    let result = desk.evaluator.line(
                        line,
                        &desk.host,
                        &desk.arena,
                        &mut |note| *notes.entry(note.id).or_default() += 1,
                        &mut desk.written,
                    );
                    desk.tally.count(number, &result, desk.evaluator.key());
                }
                None => desk.not_utf8(number),
            }
            start = end + 1;
            number += 1;
        }
    }

    fn records(
        &self,
        buffer: &[u8],
        first: usize,
        (delimiter, layout): &(u8, CsvLayout),
        desk: &mut Desk<'_>,
    ) {
        let whole = simdutf8::basic::from_utf8(buffer).ok();
        let mut start = 0;
        let mut number = first;
        while let Some(byte) = buffer.get(start) {
            if let b'\r' | b'\n' = byte {
                start += 1;
                number += usize::from(*byte == b'\n');
                continue;
            }
            let record = match whole {
                Some(text) => text.get(start..),
                None => {
                    let rest = buffer.get(start..).unwrap_or_default();
                    let end = first_record_end(rest, *delimiter);
                    let record = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
                    let Ok(text) = std::str::from_utf8(record) else {
                        desk.not_utf8(number);
                        start += record.len();
                        number += memchr::memchr_iter(b'\n', record).count();
                        continue;
                    };
                    Some(text)
                }
            };
            desk.arena.reset();
            // As if the header were no line: the same users as NDJSON get the same random values.
            desk.host.reseed(number as u64 - 1, self.args.seed);
            let notes = &mut desk.tally.notes;
            let record = desk.evaluator.record(
                record.unwrap_or_default(),
                layout,
                &desk.host,
                &desk.arena,
                &mut |note| *notes.entry(note.id).or_default() += 1,
                &mut desk.written,
            );
            desk.tally
                .count(number, &record.result, desk.evaluator.key());
            start += record.bytes;
            number += record.line_breaks;
        }
    }

    fn fail(&self, stopped: Stopped) {
        let mut sink = locked(self.sink);
        sink.failed.get_or_insert(stopped);
        self.turn.notify_all();
    }
}

impl Desk<'_> {
    fn not_utf8(&mut self, number: usize) {
        self.written
            .extend_from_slice(b"{\"@error\":\"this is not UTF-8\"}\n");
        self.tally.not_utf8(number);
    }
}

pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
