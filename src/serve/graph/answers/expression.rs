//! `parseExpression`: parses, checks and evaluates, without a file, a target or another thread.

use super::store::told;
use crate::assist::standard;
use crate::check::{Context, Program, Slots, Target, check};
use crate::connectors::world::{now, seed};
use crate::diag::{Problems, Severity};
use crate::eval::{Run, fill};
use crate::library::{FixedHost, Stop};
use crate::report::Ranges;
use crate::schema::{ObjectDefinition, Schema, expr_to_tree};
use crate::serve::Loaded;
use crate::serve::graph::answer::{Answer, Reply};
use crate::serve::graph::call::Call;
use crate::serve::graph::envelope::Refusal;
use crate::serve::graph::operation::{Gives, Operation, PLAIN, Place, Takes, Under, Verb, of};
use crate::serve::graph::wire::{Detail, Input, Parse, Parsed, PublicError};
use crate::syntax::parse_expression;
use crate::text::Span;
use crate::value::{Value, text};
use bumpalo::Bump;
use serde_json::{Map, Value as Json, json};

pub static OPERATIONS: &[Operation] = &[Operation {
    verb: Verb::Post,
    under: &[Under::Job, Under::Template, Under::ApplicationTemplate],
    path: "/schema/parseExpression",
    id: "parseExpression",
    summary: "Parses an expression, and evaluates it where there is an object for it.",
    source: "synchronization-synchronizationschema-parseexpression",
    body: Takes::Body(of::<Parse>),
    gives: Gives::Json(of::<Parsed>),
    place: Place::InTurn,
    handler: parse,
    ..PLAIN
}];

/// How a value that must not be seen is shown.
const HIDDEN: &str = "[Redact]";

fn parse(call: &Call) -> Reply {
    let body: Parse = call.read()?;
    let definitions = Definitions::of(&body)?;
    let mut answer = Parsed {
        context: call.context("microsoft.graph.parseExpressionResponse"),
        error: None,
        evaluation_succeeded: false,
        evaluation_result: Vec::new(),
        parsed_expression: None,
        parsing_succeeded: false,
    };
    let given = &body.expression;
    let mut slots = Slots::new();
    let context = definitions.context(call.loaded()?);
    let checked = parse_expression(given).map(|expr| {
        let (program, problems) = check(&context, given, &expr, &mut slots);
        (expr, program, problems)
    });
    let (expr, program) = match checked {
        Ok((expr, Some(program), problems)) if !problems.has_errors() => (expr, program),
        Ok((_, _, problems)) | Err(problems) => {
            answer.error = Some(unparsed(&problems, given));
            return Ok(Answer::json(&answer));
        }
    };
    answer.parsing_succeeded = true;
    answer.parsed_expression = Some(expr_to_tree(&expr, standard()));
    if let Some(input) = body.test_input_object {
        evaluate(input, &program, &slots, given, call.loaded()?, &mut answer);
    }
    Ok(Answer::json(&answer))
}

fn evaluate(
    input: Input,
    program: &Program,
    slots: &Slots,
    given: &str,
    loaded: &Loaded,
    answer: &mut Parsed,
) {
    let properties = input.properties.unwrap_or_default().into_iter();
    let user: Map<String, Json> = properties
        .map(|property| (property.key, property.value))
        .collect();
    let mut host = FixedHost::new(now(), seed());
    host.parameters.clone_from(&loaded.job.spec.parameters);
    host.default_domain
        .clone_from(&loaded.job.spec.default_domain);
    let arena = Bump::new();
    let row = fill(slots, &user, &arena);
    match Run::new(&arena, &host).value(program, row) {
        Ok(value) => {
            answer.evaluation_succeeded = true;
            answer.evaluation_result = match program.secret && !value.is_null() {
                true => vec![HIDDEN.to_owned()],
                false => texts(value, &arena),
            };
        }
        // Nothing flows, which is no failure.
        Err(Stop::SkipAttribute | Stop::SkipObject) => answer.evaluation_succeeded = true,
        Err(Stop::Fault(fault)) => {
            let place = fault.span.map(|span| place(&Ranges::new(given), span));
            answer.error = Some(PublicError {
                code: fault.code.slug.to_owned(),
                message: fault.message.clone(),
                target: place.clone(),
                details: vec![Detail {
                    code: fault.code.slug.to_owned(),
                    message: fault.message.clone(),
                    target: place,
                    range: fault.span.and_then(|span| range(&Ranges::new(given), span)),
                    severity: Some(Severity::Error.word().to_owned()),
                }],
                inner_error: None,
            });
        }
    }
}

/// A result as texts: nothing for null, one for each value of a list.
fn texts(value: Value<'_>, arena: &Bump) -> Vec<String> {
    let items = match &value {
        Value::List(items) => items,
        single => std::slice::from_ref(single),
    };
    let written = items.iter().filter_map(|item| text(*item, arena));
    written.map(str::to_owned).collect()
}

fn unparsed(problems: &Problems, given: &str) -> PublicError {
    let ranges = Ranges::new(given);
    let errors = problems
        .iter()
        .filter(|found| found.severity == Severity::Error);
    let details: Vec<Detail> = errors
        .map(|found| Detail {
            code: found.code.slug.to_owned(),
            message: told(found),
            target: Some(place(&ranges, found.span())),
            range: range(&ranges, found.span()),
            severity: Some(found.severity.word().to_owned()),
        })
        .collect();
    let first = details.first();
    PublicError {
        code: first.map_or_else(String::new, |first| first.code.clone()),
        message: first.map_or_else(String::new, |first| first.message.clone()),
        target: first.and_then(|first| first.target.clone()),
        details,
        inner_error: None,
    }
}

/// A place as people read it.
fn place(ranges: &Ranges<'_>, span: Span) -> String {
    let at = ranges.range(span).start;
    format!("expression:{}:{}", at.line, at.column)
}

fn range(ranges: &Ranges<'_>, span: Span) -> Option<Json> {
    serde_json::to_value(ranges.range(span)).ok()
}

/// What the request says of source object and target attribute, read as a schema reads it.
struct Definitions {
    schema: Option<Schema>,
    target: Option<String>,
}

/// The directories under which they are read.
const SOURCE: &str = "source";
const TARGET: &str = "target";

impl Definitions {
    fn of(body: &Parse) -> Result<Self, Refusal> {
        let source = body.test_input_object.as_ref();
        let source = source.and_then(|input| input.definition.as_ref());
        let target = body.target_attribute_definition.as_ref();
        if source.is_none() && target.is_none() {
            return Ok(Self {
                schema: None,
                target: None,
            });
        }
        let directory = |name: &str, objects: Vec<Json>| json!({"name": name, "objects": objects});
        let named = |mut object: Json| {
            if let Some(members) = object.as_object_mut() {
                members.insert("name".to_owned(), "object".into());
            }
            object
        };
        let attribute = target.map(|target| json!({"name": "object", "attributes": [target]}));
        let file = json!({
            "synchronizationRules": [],
            "directories": [
                directory(SOURCE, source.cloned().map(named).into_iter().collect()),
                directory(TARGET, attribute.into_iter().collect()),
            ],
        });
        let malformed = |problems: &Problems| {
            let mut errors = problems
                .iter()
                .filter(|found| found.severity == Severity::Error);
            let message = errors.next().map_or_else(String::new, told);
            Refusal::new(
                400,
                "BadRequest",
                format!("a definition is malformed: {message}"),
            )
        };
        match Schema::read(file.to_string().as_bytes()) {
            Ok((schema, problems)) if !problems.has_errors() => Ok(Self {
                schema: Some(schema),
                target: target
                    .and_then(|target| target.get("name")?.as_str())
                    .map(str::to_owned),
            }),
            Ok((_, problems)) | Err(problems) => Err(malformed(&problems)),
        }
    }

    fn object(&self, directory: &str) -> Option<&ObjectDefinition> {
        self.schema.as_ref()?.object(directory, "object")
    }

    fn context<'c>(&'c self, loaded: &Loaded) -> Context<'c> {
        let target = self.target.as_deref().map(|name| Target {
            name,
            definition: self
                .object(TARGET)
                .and_then(|object| object.attribute(name)),
            directory: TARGET,
            matching: false,
            creation_only: false,
            has_default: false,
        });
        Context {
            source: self.object(SOURCE),
            target,
            job: Some(loaded.job.kind),
            ..Context::open(standard())
        }
    }
}
