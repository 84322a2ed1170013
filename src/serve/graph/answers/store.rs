//! Writing a schema: checked first, then all of it or nothing.

use super::atomic::Draft;
use super::old::Old;
use crate::assist::{Document, DocumentKind, standard};
use crate::connectors::job::Job;
use crate::connectors::world::seed;
use crate::diag::{Diagnostic, Problems, Severity};
use crate::report::Ranges;
use crate::schema::{Schema, decode};
use crate::serve::graph::answer::{Answer, Reply};
use crate::serve::graph::call::Call;
use crate::serve::graph::envelope::Refusal;
use crate::serve::graph::wire::Detail;
use crate::serve::words::bare;
use serde_json::{Map, Value as Json};
use std::io::Error;
use std::path::Path;

/// How many single errors an answer tells.
const MOST: usize = 100;

/// The member that says what an answer is about.
const CONTEXT: &str = "@odata.context";

/// Replaces the schema as a whole; `PATCH` as well, for all generated clients send it and mean that.
pub fn put(call: &Call) -> Reply {
    // Two at once would each check against what the other one takes away.
    let _held = call.state.writing();
    let old = Old::of(call)?;
    let document = Document {
        kind: DocumentKind::Schema,
        ..Document::read("schema.json", call.body.to_vec())
    };
    let problems = document.check(standard(), Some(old.kind));
    if problems.has_errors() {
        return Err(refused(&problems, &document.text));
    }
    let new = Schema::read(&document.bytes)
        .map(|(schema, _)| schema)
        .map_err(|problems| refused(&problems, &document.text))?;
    if new.template.is_some() {
        return Err(bad("this is a template, not a schema").help("send its `schema` alone"));
    }
    let said = document.text.trim_start_matches('\u{feff}');
    let mut value: Json =
        serde_json::from_str(said).map_err(|error| bad(&format!("this is no JSON: {error}")))?;
    let held = old.entity();
    if call.loaded.is_ok() && same(&value, &held) {
        return Ok(Answer::done());
    }
    keep_context(&mut value, &held);
    let bytes = old.with(&value).ok_or_else(|| {
        Refusal::new(
            500,
            "generalException",
            "the schema file could not be edited",
        )
    })?;
    let name = format!("schema-{:016x}", seed());
    let draft =
        Draft::write(&old.file, &name, &bytes).map_err(|error| unwritable(&old.file, &error))?;
    fits(call, draft.path())?;
    draft
        .replace()
        .map_err(|error| unwritable(&old.file, &error))?;
    // Read at once, so that whoever asks next sees it.
    call.desk.loaded()?;
    Ok(Answer::done())
}

/// Whether the job would still be one with the draft as its schema.
fn fits(call: &Call, draft: &Path) -> Result<(), Refusal> {
    let file = &call.desk.settings().job;
    let bytes = std::fs::read(file).map_err(|error| unwritable(file, &error))?;
    let text = decode(&bytes).text;
    let read: Result<toml::Table, _> = toml::from_str(text.trim_start_matches('\u{feff}'));
    let Ok(mut table) = read else {
        return Err(Refusal::new(
            503,
            "serviceNotAvailable",
            "the job file cannot be read",
        ));
    };
    let draft = draft.to_string_lossy().into_owned();
    table.insert("schema".to_owned(), draft.into());
    let folder = file.parent().unwrap_or(Path::new(""));
    match Job::parse(&table.to_string(), folder) {
        Ok(_) => Ok(()),
        Err(problems) => {
            let details = errors(&problems).map(|found| Detail {
                // What it says to do is about the draft, which is gone then.
                message: bare(&found.message),
                ..detail(found, None)
            });
            Err(bad("the schema does not fit the job").details(details.collect()))
        }
    }
}

fn same(new: &Json, old: &Json) -> bool {
    let bare = |json: &Json| {
        let mut json = json.clone();
        if let Some(members) = json.as_object_mut() {
            members.shift_remove(CONTEXT);
        }
        json
    };
    bare(new) == bare(old)
}

/// What the file said it is about stays, where the new one says nothing: it is no part of the schema.
fn keep_context(new: &mut Json, old: &Json) {
    let (Some(members), Some(context)) = (new.as_object_mut(), old.get(CONTEXT)) else {
        return;
    };
    if !members.contains_key(CONTEXT) {
        let mut all = Map::new();
        all.insert(CONTEXT.to_owned(), context.clone());
        all.extend(std::mem::take(members));
        *members = all;
    }
}

fn refused(problems: &Problems, text: &str) -> Refusal {
    let ranges = Ranges::new(text);
    let details = errors(problems).take(MOST);
    let first = errors(problems).next();
    let first = first.map_or_else(String::new, |found| format!(": {}", found.message));
    bad(&format!(
        "the schema has errors, and nothing was written{first}"
    ))
    .details(details.map(|found| detail(found, Some(&ranges))).collect())
}

fn errors(problems: &Problems) -> impl Iterator<Item = &Diagnostic> {
    problems
        .iter()
        .filter(|found| found.severity == Severity::Error)
}

/// One finding.
pub fn detail(found: &Diagnostic, ranges: Option<&Ranges<'_>>) -> Detail {
    let place = found.place.as_ref().map(|place| {
        let names = [&place.rule, &place.mapping, &place.target, &place.filter];
        let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
        names.join("/")
    });
    let range = ranges.map(|ranges| ranges.range(found.span()));
    Detail {
        code: found.code.slug.to_owned(),
        message: told(found),
        target: place,
        range: range.and_then(|range| serde_json::to_value(range).ok()),
        severity: Some(found.severity.word().to_owned()),
    }
}

/// What is wrong, and what to do.
pub fn told(found: &Diagnostic) -> String {
    match &found.help {
        Some(help) => format!("{}; {help}", found.message),
        None => found.message.clone(),
    }
}

fn bad(message: &str) -> Refusal {
    Refusal::new(400, "RequestParameterInvalid", message)
}

fn unwritable(path: &Path, error: &Error) -> Refusal {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Refusal::new(
        503,
        "serviceNotAvailable",
        format!("`{name}` cannot be written: {error}"),
    )
}
