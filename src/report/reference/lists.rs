//! The lists as JSON; `docs/schema/` describes the shapes.

use crate::assist::LedgerEntry;
use crate::diag::{Code, Sample};
use crate::library::{
    Fidelity, Function, Gives, JobKind, Occurs, Operator, Param, Placement, Purity, Shape,
};
use crate::report::json::FORMAT_VERSION;
use serde_json::{Map, Value, json};

/// Functions, as `attrflow functions --format json` writes them.
///
/// ```
/// use attrflow::{assist::standard, report::reference::lists::functions};
/// assert_eq!(functions(&[standard().function("Not").unwrap()])["functions"][0]["returns"], "boolean");
/// ```
pub fn functions(functions: &[&Function]) -> Value {
    let list: Vec<Value> = functions
        .iter()
        .map(|function| self::function(function))
        .collect();
    json!({ "format_version": FORMAT_VERSION, "functions": list })
}

fn function(function: &Function) -> Value {
    json!({
        "name": function.name,
        "signature": function.signature(),
        "summary": function.summary,
        "details": function.details,
        "parameters": function.params.iter().map(parameter).collect::<Vec<_>>(),
        "returns": function.returns.word(),
        "depends_on": match function.purity {
            Purity::Pure => "arguments",
            Purity::Clock => "clock",
            Purity::Random => "chance",
            Purity::World => "tenant",
            Purity::Effect => "position",
        },
        "elementwise": function.elementwise,
        "redacts": function.redacts,
        "outermost_on_creation": function.placement == Placement::OutermostOnCreation,
        "jobs": function.jobs.iter().copied().map(JobKind::word).collect::<Vec<_>>(),
        "examples": function.examples.iter().map(|example| json!({
            "given": given(example.given),
            "expression": example.expr,
            "gives": gives(example.gives),
        })).collect::<Vec<_>>(),
        "fidelity": function.fidelity.iter().map(fidelity).collect::<Vec<_>>(),
        "source": function.source,
    })
}

fn parameter(param: &Param) -> Value {
    json!({
        "name": param.name,
        "key": param.key,
        "kind": param.kind.word(),
        "occurs": match param.occurs {
            Occurs::Required => "required",
            Occurs::Optional => "optional",
            Occurs::Repeated => "repeated",
        },
        "words": param.words,
        "about": param.about,
    })
}

fn given(attributes: &[(&str, &str)]) -> Value {
    let members: Map<String, Value> = attributes
        .iter()
        .map(|(name, value)| ((*name).to_owned(), read(value)))
        .collect();
    Value::Object(members)
}

/// A value of an example: JSON, and a text that is no JSON stands for itself.
fn read(value: &str) -> Value {
    serde_json::from_str(value).unwrap_or_else(|_| value.into())
}

fn gives(gives: Gives) -> Value {
    match gives {
        Gives::Json(value) => json!({ "value": read(value) }),
        Gives::SkipAttribute => json!({ "outcome": "skip-attribute" }),
        Gives::SkipObject => json!({ "outcome": "skip-object" }),
        Gives::Error(code) => json!({ "error": code }),
        Gives::Like(pattern) => json!({ "like": pattern }),
    }
}

/// Operators, as `attrflow operators --format json` writes them.
///
/// ```
/// use attrflow::{assist::standard, report::reference::lists::operators};
/// let list = operators(&[standard().operator("IS TRUE").unwrap()]);
/// assert_eq!(list["operators"][0]["takes_value"], false);
/// ```
pub fn operators(operators: &[&Operator]) -> Value {
    let list: Vec<Value> = operators
        .iter()
        .map(|operator| self::operator(operator))
        .collect();
    json!({ "format_version": FORMAT_VERSION, "operators": list })
}

fn operator(operator: &Operator) -> Value {
    json!({
        "name": operator.name,
        "aliases": operator.aliases,
        "summary": operator.summary,
        "takes_value": operator.shape == Shape::Binary,
        "kinds": operator.kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>(),
        "negative": operator.negative,
        "refused": operator.refused,
        "examples": operator.examples.iter().map(|example| json!({
            "source": read(example.source),
            "value": example.value,
            "holds": example.holds,
        })).collect::<Vec<_>>(),
        "fidelity": operator.fidelity.iter().map(fidelity).collect::<Vec<_>>(),
    })
}

/// Codes, as `attrflow explain --format json` writes them.
///
/// ```
/// use attrflow::{assist::code, report::reference::lists::codes};
/// assert_eq!(codes(&[code("arity").unwrap()])["codes"][0]["severity"], "error");
/// ```
pub fn codes(codes: &[&Code]) -> Value {
    let list: Vec<Value> = codes.iter().map(|code| self::code(code)).collect();
    json!({ "format_version": FORMAT_VERSION, "codes": list })
}

fn code(code: &Code) -> Value {
    let (kind, text) = match code.sample {
        Sample::Expression(text) => ("expression", text),
        Sample::Filter(text) => ("filter", text),
        Sample::Sheet(text) => ("sheet", text),
        Sample::Schema(text) => ("schema", text),
        Sample::JobFile(text) => ("job", text),
        Sample::Mapping { expression, .. } | Sample::Job { expression, .. } => {
            ("expression", expression)
        }
    };
    let (target, job) = match code.sample {
        Sample::Mapping { target, .. } => (Some(target), None),
        Sample::Job { job, .. } => (None, Some(job)),
        _ => (None, None),
    };
    json!({
        "code": code.slug,
        "severity": code.severity.word(),
        "title": code.title,
        "explanation": code.explanation,
        "sample": { "kind": kind, "text": text, "target": target, "job": job },
    })
}

/// The ledger, as `attrflow fidelity --format json` writes it.
///
/// ```
/// use attrflow::{assist, report::reference::lists::ledger};
/// let entries = assist::ledger(assist::standard());
/// assert_eq!(ledger(&entries)["entries"].as_array().unwrap().len(), entries.len());
/// ```
pub fn ledger(entries: &[LedgerEntry]) -> Value {
    let list: Vec<Value> = entries
        .iter()
        .map(|LedgerEntry { about, entry }| {
            let mut written = fidelity(entry);
            if let Some(members) = written.as_object_mut() {
                members.insert("about".to_owned(), json!(about));
            }
            written
        })
        .collect();
    json!({ "format_version": FORMAT_VERSION, "entries": list })
}

fn fidelity(entry: &Fidelity) -> Value {
    json!({
        "id": entry.id,
        "doing": entry.doing,
        "known": entry.known,
        "sureness": entry.sureness.word(),
    })
}
