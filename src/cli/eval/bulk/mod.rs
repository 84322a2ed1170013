//! `attrflow eval --schema FILE --users FILE`: one line a user, in order, over a few threads, in bounded memory.

mod interrupt;
mod source;
mod tally;
mod worker;

use super::opened::Opened;
use super::{Eval, Input};
use crate::assist::standard;
use crate::check::{FlowSource, check_mapping};
use crate::cli::new_file::{Out, keep_apart, remove_unfinished};
use crate::cli::output::{self, Stopped};
use crate::cli::progress::Progress;
use crate::cli::{Exit, Trouble, given};
use crate::eval::LineOptions;
use crate::schema::ObjectDefinition;
use source::Source;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use tally::Tally;
use worker::{Sink, Worker, locked};

/// Evaluates every user of a file.
///
/// # Errors
/// A file cannot be read or written.
pub(super) fn run(args: &Eval, schema: &Path, users: &Path) -> Result<Exit, Trouble> {
    let opened = match Opened::read(schema)? {
        Ok(opened) => opened,
        Err(checked) => return output::stream(|out| args.refuse(checked, out)),
    };
    let output = args.output.as_deref();
    keep_apart(&[("--output", output)], &[schema, users])?;
    let done = evaluate(args, &opened, users, Out::to(output)?);
    if done.is_err() {
        remove_unfinished();
    }
    match done {
        Ok(exit) => Ok(exit),
        Err(Stopped::Trouble(trouble)) => Err(trouble),
        Err(Stopped::Write(error)) => output::unwritten(&error),
    }
}

fn evaluate(args: &Eval, opened: &Opened, users: &Path, out: Out) -> Result<Exit, Stopped> {
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
    let name = match users.as_os_str() == "-" {
        true => "<stdin>".to_owned(),
        false => users.display().to_string(),
    };
    let (input, total) = given::raw(users)?;
    let (source, header) = match args.input_of(users) {
        Input::Ndjson => (Source::lines(input, &name), None),
        Input::Csv => {
            let (source, header) = Source::csv(input, &name)?;
            (source, Some(header))
        }
    };
    let source = Mutex::new(source);
    let sink = Arc::new(Mutex::new(Sink {
        progress: Progress::new(total, matches!(out, Out::Standard(_))),
        out,
        next: 0,
        tally: Tally::default(),
        failed: None,
    }));
    interrupt::leave_whole_lines(Arc::clone(&sink));
    let turn = Condvar::new();
    let worker = Worker {
        args,
        mapping: &checked,
        options: &options,
        header: header.as_ref(),
        object: schema.source_object(rule, object),
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
    let mut sink = locked(&sink);
    sink.progress.clear();
    if let Some(stopped) = sink.failed.take() {
        return Err(stopped);
    }
    sink.out.finish()?;
    sink.tally.tell(&name);
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
