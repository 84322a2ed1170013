//! `attrflow eval --batch`: the conformance interface. One JSON object a line in, one a line out, in
//! order, never stopping at a bad line.

use super::Eval;
use crate::assist::standard;
use crate::check::{Context, Slots, check, check_filter, check_scope};
use crate::cli::clock::instant;
use crate::cli::output::Stopped;
use crate::cli::{Exit, Trouble, given};
use crate::diag::{Problems, Severity};
use crate::eval::{Outcome, Run, fill};
use crate::library::{Fidelity, FixedHost, Stop};
use crate::schema::Schema;
use crate::syntax::{parse_expression, parse_filter};
use crate::value::{Value, to_json};
use bumpalo::Bump;
use serde_json::{Map, Value as Json, json};
use std::io::{BufRead, Write};
use std::path::Path;

pub(super) fn run(args: &Eval, path: &Path, out: &mut dyn Write) -> Result<Exit, Stopped> {
    let mut input = given::reader(path)?;
    let mut line = Vec::new();
    let mut number = 0;
    let mut verdict = Exit::Fine;
    loop {
        line.clear();
        if input
            .read_until(b'\n', &mut line)
            .map_err(|error| given::unreadable(path, &error))?
            == 0
        {
            return Ok(verdict);
        }
        number += 1;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let answer = answer_line(args, &line, number)?;
        if !matches!(
            answer.get("outcome").and_then(Json::as_str),
            Some("value" | "skip-attribute" | "skip-object")
        ) {
            verdict = Exit::Found;
        }
        writeln!(out, "{answer}")?;
    }
}

fn answer_line(args: &Eval, line: &[u8], number: usize) -> Result<Json, Trouble> {
    let bad = |message: String| json!({"id": null, "outcome": "syntax-error", "code": "batch-line", "message": message, "notes": []});
    let text = line.trim_ascii();
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let request = match serde_json::from_slice::<Json>(text) {
        Ok(Json::Object(request)) => request,
        Ok(_) => return Ok(bad(format!("line {number} is no JSON object"))),
        Err(error) => {
            return Ok(bad(format!(
                "line {number}, column {}: this is no JSON",
                error.column()
            )));
        }
    };
    let id = request.get("id").cloned().unwrap_or(Json::Null);
    let mut answer = match world(args, &request) {
        Ok(host) => evaluate(&request, &host),
        Err(message) => {
            json!({"outcome": "syntax-error", "code": "batch-line", "message": message, "notes": []})
        }
    };
    if let Some(members) = answer.as_object_mut() {
        members.shift_insert(0, "id".to_owned(), id);
    }
    Ok(answer)
}

/// The host of a line: what the command line says, and what the line says instead.
fn world(args: &Eval, request: &Map<String, Json>) -> Result<FixedHost, String> {
    let mut host = args.host().map_err(|failure| failure.to_string())?;
    if let Some(now) = request.get("now").filter(|now| !now.is_null()) {
        let text = now
            .as_str()
            .ok_or("`now` must be a text such as \"2025-06-15T10:20:30Z\"")?;
        host.now = instant(text).map_err(|failure| failure.to_string())?;
    }
    match request.get("taken") {
        None | Some(Json::Null) => {}
        Some(Json::Array(items)) => {
            for item in items {
                host.taken.insert(
                    item.as_str()
                        .ok_or("`taken` must be a list of texts")?
                        .to_owned(),
                );
            }
        }
        Some(_) => return Err("`taken` must be a list of texts".to_owned()),
    }
    match request.get("parameters") {
        None | Some(Json::Null) => {}
        Some(Json::Object(parameters)) => {
            for (name, value) in parameters {
                let value = value
                    .as_str()
                    .ok_or("the values of `parameters` must be texts")?;
                host.parameters
                    .insert(name.trim_matches('%').to_owned(), value.to_owned());
            }
        }
        Some(_) => return Err("`parameters` must be an object of texts".to_owned()),
    }
    if let Some(domain) = request
        .get("defaultDomain")
        .filter(|domain| !domain.is_null())
    {
        host.default_domain = Some(
            domain
                .as_str()
                .ok_or("`defaultDomain` must be a text")?
                .to_owned(),
        );
    }
    Ok(host)
}

fn evaluate(request: &Map<String, Json>, host: &FixedHost) -> Json {
    let none = Map::new();
    let attributes = match request.get("attributes") {
        None | Some(Json::Null) => &none,
        Some(Json::Object(attributes)) => attributes,
        Some(_) => return malformed("`attributes` must be an object"),
    };
    match (request.get("expression"), request.get("filter")) {
        (Some(Json::String(text)), None) => expression(text, attributes, host),
        (None, Some(Json::String(text))) => text_filter(text, attributes, host),
        (None, Some(filter @ Json::Object(_))) => graph_filter(filter, attributes, host),
        (Some(_), None) => malformed("`expression` must be a text"),
        (None, Some(_)) => {
            malformed("`filter` must be a text, or an object such as Graph's `scope`")
        }
        (None, None) => malformed("a line needs `expression` or `filter`"),
        (Some(_), Some(_)) => malformed("a line has either `expression` or `filter`, not both"),
    }
}

fn malformed(message: &str) -> Json {
    json!({"outcome": "syntax-error", "code": "batch-line", "message": message, "notes": []})
}

fn expression(text: &str, attributes: &Map<String, Json>, host: &FixedHost) -> Json {
    let expr = match parse_expression(text) {
        Ok(expr) => expr,
        Err(problems) => return refused("syntax-error", &problems),
    };
    let mut slots = Slots::new();
    let (program, problems) = check(&Context::open(standard()), text, &expr, &mut slots);
    let Some(program) = program else {
        return refused("check-error", &problems);
    };
    let arena = Bump::new();
    let row = fill(&slots, attributes, &arena);
    let mut run = Run::new(&arena, host);
    let outcome = run.value(&program, row);
    answer(&outcome, &run.notes)
}

fn text_filter(text: &str, attributes: &Map<String, Json>, host: &FixedHost) -> Json {
    let filter = match parse_filter(text) {
        Ok(filter) => filter,
        Err(problems) => return refused("syntax-error", &problems),
    };
    let mut slots = Slots::new();
    let (program, problems) = check_filter(&Context::open(standard()), text, &filter, &mut slots);
    decide(program, &problems, &slots, attributes, host)
}

/// The JSON of a Graph `filter`, read as the scope of an object mapping.
fn graph_filter(filter: &Json, attributes: &Map<String, Json>, host: &FixedHost) -> Json {
    let schema = json!({"synchronizationRules": [{
        "sourceDirectoryName": "source", "targetDirectoryName": "target",
        "objectMappings": [{"sourceObjectName": "User", "targetObjectName": "User", "attributeMappings": [], "scope": filter}],
    }]});
    let (schema, problems) = match Schema::read(schema.to_string().as_bytes()) {
        Ok(read) => read,
        Err(problems) => return placeless(refused("syntax-error", &problems)),
    };
    if problems.has_errors() {
        return placeless(refused("syntax-error", &problems));
    }
    let mut slots = Slots::new();
    let Some((_, mapping)) = schema.mappings().next() else {
        return malformed("the filter cannot be read");
    };
    let (program, problems) = check_scope(&Context::open(standard()), &mapping.scope, &mut slots);
    placeless(decide(program, &problems, &slots, attributes, host))
}

/// An answer without its span, which would be a place in the schema around the filter.
fn placeless(mut answer: Json) -> Json {
    if let Some(members) = answer.as_object_mut() {
        members.shift_remove("span");
    }
    answer
}

fn decide(
    program: Option<crate::check::FilterProgram>,
    problems: &Problems,
    slots: &Slots,
    attributes: &Map<String, Json>,
    host: &FixedHost,
) -> Json {
    let Some(program) = program else {
        return refused("check-error", problems);
    };
    let arena = Bump::new();
    let row = fill(slots, attributes, &arena);
    let mut run = Run::new(&arena, host);
    let outcome = run.in_scope(&program, row).map(Value::Bool);
    answer(&outcome, &run.notes)
}

fn refused(outcome: &str, problems: &Problems) -> Json {
    let first = problems
        .iter()
        .find(|found| found.severity == Severity::Error);
    let first = first.or(problems.iter().next());
    json!({
        "outcome": outcome,
        "code": first.map(|found| found.code.slug),
        "message": first.map(|found| found.message.as_str()),
        "span": first.map(|found| [found.span().start, found.span().end]),
        "notes": [],
    })
}

/// An outcome as one JSON object.
pub(super) fn answer(outcome: &Outcome<'_>, notes: &[&'static Fidelity]) -> Json {
    let ids: Vec<&str> = notes.iter().map(|note| note.id).collect();
    match outcome {
        Ok(value) => json!({"outcome": "value", "result": to_json(*value), "notes": ids}),
        Err(Stop::SkipAttribute) => json!({"outcome": "skip-attribute", "notes": ids}),
        Err(Stop::SkipObject) => json!({"outcome": "skip-object", "notes": ids}),
        Err(Stop::Fault(fault)) => json!({
            "outcome": "error",
            "code": fault.code.slug,
            "message": fault.message,
            "span": fault.span.map(|span| [span.start, span.end]),
            "notes": ids,
        }),
    }
}
