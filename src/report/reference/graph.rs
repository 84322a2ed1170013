//! The lists in the shapes of Microsoft Graph's answers.

use crate::library::{Function, Occurs, Operator, Param, Shape};
use crate::value::Kind;
use serde_json::{Value, json};

/// The answer of `schema/functions`.
///
/// ```
/// use attrflow::{assist::standard, report::reference::graph_functions};
/// let first = &graph_functions(standard().functions())["value"][0]["parameters"][0];
/// assert_eq!(first["allowMultipleOccurrences"], false);
/// ```
pub fn graph_functions(functions: &[&Function]) -> Value {
    let functions: Vec<Value> = functions
        .iter()
        .map(|function| {
            // Graph names a parameter once, however often it occurs.
            let parameters = function.params.chunk_by(|one, next| one.key == next.key);
            let parameters = parameters.map(|same| parameter(function.name, same));
            let parameters: Vec<Value> = parameters.collect();
            json!({ "name": function.name, "parameters": parameters })
        })
        .collect();
    json!({
        "@odata.context": "https://graph.microsoft.com/beta/$metadata#functions",
        "value": functions,
    })
}

/// What Graph publishes (`synchronizationSchema: functions`) otherwise than its own functions behave: function,
/// key, whether it must be given, type. Clients read what is published; the checker knows what is true.
const PUBLISHED: &[(&str, &str, bool, &str)] = &[
    ("FormatDateTime", "inputFormat", true, "String"),
    ("FormatDateTime", "outputFormat", true, "String"),
    ("IsNothing", "source", true, "Boolean"),
    ("Split", "delimiter", false, "String"),
];

fn parameter(function: &str, same: &[Param]) -> Value {
    let key = same.first().map_or("", |param| param.key);
    let mut published = PUBLISHED.iter();
    let published = published.find(|(name, other, ..)| (*name, *other) == (function, key));
    let (required, kind) = match published {
        Some((_, _, required, kind)) => (*required, *kind),
        None => (
            same.iter().any(|param| param.occurs == Occurs::Required),
            same.first().map_or("String", |param| param.kind.graph()),
        ),
    };
    json!({
        "allowMultipleOccurrences": same.len() > 1 || same.iter().any(Param::repeats),
        "name": key,
        "required": required,
        "type": kind,
    })
}

/// The answer of `schema/filterOperators`: the operators that Entra takes.
///
/// ```
/// use attrflow::{assist::standard, report::reference::graph_operators};
/// let first = &graph_operators(standard().operators())["value"][0];
/// assert_eq!(first["multivaluedComparisonType"], "All");
/// ```
pub fn graph_operators(operators: &[&Operator]) -> Value {
    let taken = operators
        .iter()
        .filter(|operator| operator.refused.is_none());
    let operators: Vec<Value> = taken.map(|operator| graph_operator(operator)).collect();
    json!({ "value": operators })
}

fn graph_operator(operator: &Operator) -> Value {
    let mut kinds: Vec<&str> = operator.kinds.iter().copied().map(Kind::graph).collect();
    kinds.dedup();
    json!({
        "name": operator.name,
        "arity": match operator.shape {
            Shape::Unary => "Unary",
            Shape::Binary => "Binary",
        },
        "multivaluedComparisonType": "All",
        "supportedAttributeTypes": kinds,
    })
}
