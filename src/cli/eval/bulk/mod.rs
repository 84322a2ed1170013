//! `attrflow eval --schema FILE --users FILE`: one line a user, in order, over a few threads, in bounded memory.

mod source;
mod tally;

use super::Eval;
use super::opened::Opened;
use crate::assist::standard;
use crate::check::{FlowSource, Mapping, check_mapping};
use crate::cli::output::{self, Stopped};
use crate::cli::{Exit, Trouble, given};
use crate::eval::{LineEvaluator, LineOptions};
use crate::library::FixedHost;
use crate::schema::ObjectDefinition;
use bumpalo::Bump;
use source::{CHUNK, Source};
use std::io::Write;
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use tally::Tally;

/// Evaluates every user of a file.
///
/// # Errors
/// A file cannot be read or written.
pub(super) fn run(args: &Eval, schema: &Path, users: &Path) -> Result<Exit, Trouble> {
    let opened = match Opened::read(schema)? {
        Ok(opened) => opened,
        Err(checked) => return output::stream(|out| args.refuse(checked, out)),
    };
    let (target, part): (Box<dyn Write + Send>, _) = match &args.output {
        None => (Box::new(std::io::stdout()), None),
        // A device or a pipe is written to; renaming would put a file in its place.
        Some(path) if path.metadata().is_ok_and(|found| !found.is_file()) => {
            let device = std::fs::File::options().write(true).open(path);
            let device = device.map_err(|error| given::unwritable(path, &error))?;
            (Box::new(device), None)
        }
        Some(path) => {
            let part = path.with_added_extension("part");
            let file =
                std::fs::File::create(&part).map_err(|error| given::unwritable(&part, &error))?;
            (Box::new(file), Some((part, path)))
        }
    };
    let done = evaluate(args, &opened, users, target);
    match (&done, part) {
        (Ok(_), Some((part, path))) => {
            std::fs::rename(&part, path).map_err(|error| given::unwritable(path, &error))?
        }
        (Err(_), Some((part, _))) => drop(std::fs::remove_file(part)),
        (_, None) => {}
    }
    match done {
        Ok(exit) => Ok(exit),
        Err(Stopped::Trouble(trouble)) => Err(trouble),
        Err(Stopped::Write(error)) => output::unwritten(&error),
    }
}

fn evaluate(
    args: &Eval,
    opened: &Opened,
    users: &Path,
    out: Box<dyn Write + Send>,
) -> Result<Exit, Stopped> {
    let schema = &opened.schema;
    let (rule, object) = args.chosen(schema)?;
    let (checked, problems) = check_mapping(standard(), schema, rule, object, None);
    args.explain_broken(&checked, opened.found(problems));
    let broken = checked.scope.is_none()
        || checked
            .flows
            .iter()
            .any(|flow| matches!(flow.source, FlowSource::Broken));
    let options = LineOptions {
        key: args
            .key
            .clone()
            .unwrap_or_else(|| default_key(schema.source_object(rule, object))),
        in_scope_only: args.in_scope_only,
        notes: args.notes,
    };
    let source = Mutex::new(Source::new(given::raw(users)?));
    let sink = Mutex::new(Sink {
        out,
        next: 0,
        tally: Tally::default(),
        failed: None,
    });
    let turn = Condvar::new();
    let worker = Worker {
        args,
        mapping: &checked,
        options: &options,
        source: &source,
        sink: &sink,
        turn: &turn,
    };
    let threads = args
        .threads
        .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    if threads <= 1 {
        worker.work();
    } else {
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| worker.work());
            }
        });
    }
    let sink = sink.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(stopped) = sink.failed {
        return Err(stopped);
    }
    sink.tally.tell(&match users.as_os_str() == "-" {
        true => "<stdin>".to_owned(),
        false => users.display().to_string(),
    });
    Ok(match broken || sink.tally.bad() > 0 {
        false => Exit::Fine,
        true => Exit::Found,
    })
}

/// What names a user where the arguments do not say: the source object's anchor, else the first of the usual keys.
fn default_key(source: Option<&ObjectDefinition>) -> String {
    let known = [
        "id",
        "objectId",
        "objectGUID",
        "userPrincipalName",
        "WorkerID",
        "employeeId",
        "mail",
    ];
    let anchor =
        source.and_then(|object| object.attributes.iter().find(|attribute| attribute.anchor));
    let defined = |name: &&&str| source.is_some_and(|object| object.attribute(name).is_some());
    match (anchor, known.iter().find(defined)) {
        (Some(anchor), _) => anchor.name.value.clone(),
        (None, Some(known)) => (*known).to_owned(),
        (None, None) => "id".to_owned(),
    }
}

/// The output, written in the order of the chunks.
struct Sink {
    out: Box<dyn Write + Send>,
    next: u64,
    tally: Tally,
    failed: Option<Stopped>,
}

struct Worker<'w> {
    args: &'w Eval,
    mapping: &'w Mapping,
    options: &'w LineOptions,
    source: &'w Mutex<Source>,
    sink: &'w Mutex<Sink>,
    turn: &'w Condvar,
}

impl Worker<'_> {
    fn work(&self) {
        let mut evaluator = LineEvaluator::new(self.mapping, self.options.clone());
        let mut buffer = Vec::with_capacity(2 * CHUNK);
        let mut written = Vec::with_capacity(CHUNK);
        let mut arena = Bump::with_capacity(1 << 14);
        let host = match self.args.host() {
            Ok(host) => host,
            Err(trouble) => return self.fail(trouble.into()),
        };
        loop {
            let next = locked(self.source).next(&mut buffer);
            let chunk = match next {
                Ok(Some(chunk)) => chunk,
                Ok(None) => return,
                Err(error) => {
                    return self
                        .fail(Trouble::new(format!("cannot read the users: {error}")).into());
                }
            };
            written.clear();
            let mut tally = Tally::default();
            self.lines(
                &buffer,
                chunk.line,
                &mut evaluator,
                &host,
                &mut arena,
                &mut tally,
                &mut written,
            );
            let mut sink = locked(self.sink);
            while sink.next != chunk.number && sink.failed.is_none() {
                sink = self.turn.wait(sink).unwrap_or_else(PoisonError::into_inner);
            }
            if sink.failed.is_some() {
                return;
            }
            if let Err(error) = sink.out.write_all(&written) {
                sink.failed = Some(error.into());
            }
            sink.tally.add(tally);
            sink.next += 1;
            self.turn.notify_all();
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "what a thread keeps between chunks, so that nothing is allocated twice"
    )]
    fn lines(
        &self,
        buffer: &[u8],
        first: usize,
        evaluator: &mut LineEvaluator<'_>,
        host: &FixedHost,
        arena: &mut Bump,
        tally: &mut Tally,
        written: &mut Vec<u8>,
    ) {
        // Most chunks are sound as a whole; one that is not is looked at line by line.
        let whole = std::str::from_utf8(buffer).ok();
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
            match line {
                Some(line) if line.trim_ascii().is_empty() => {}
                Some(line) => {
                    let line = if number == 1 {
                        line.trim_start_matches('\u{feff}')
                    } else {
                        line
                    };
                    arena.reset();
                    host.reseed(number as u64, self.args.seed);
                    let notes = &mut tally.notes;
                    let result = evaluator.line(
                        line,
                        host,
                        arena,
                        &mut |note| *notes.entry(note.id).or_default() += 1,
                        written,
                    );
                    tally.count(number, &result, evaluator.key());
                }
                None => {
                    written.extend_from_slice(b"{\"@error\":\"this is not UTF-8\"}\n");
                    tally.users += 1;
                    tally.not_json += 1;
                    tally.say(format!("{number}: this is not UTF-8"));
                }
            }
            start = end + 1;
            number += 1;
        }
    }

    fn fail(&self, stopped: Stopped) {
        let mut sink = locked(self.sink);
        sink.failed.get_or_insert(stopped);
        self.turn.notify_all();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
