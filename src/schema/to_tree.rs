//! From an expression to the parse tree that Graph shows for it.

use serde_json::{Value, json};

use super::tree::{CONCAT, keys};
use crate::library::Library;
use crate::syntax::{Call, Expr, ExprKind};
use crate::text::Span;

/// The tree as `{expression, name, parameters, type}`: what Graph's `parseExpression` answers and what
/// an attribute mapping's `source` holds.
///
/// Numbers become string constants, while the text around them keeps them bare; absent arguments have
/// no entry; a parameter token has no text. Graph publishes no tree for comparisons outside `IIF`, for
/// concatenations and for bare words; ours writes the first two as functions named by their operator.
///
/// ```
/// use attrflow::{library::Library, schema::expr_to_tree, syntax::parse_expression};
/// let tree = expr_to_tree(&parse_expression("8").unwrap(), &Library::new(&[], &[]));
/// assert_eq!(tree["expression"], "\"8\"");
/// ```
pub fn expr_to_tree(expr: &Expr, library: &Library) -> Value {
    let text = expr.canonical();
    match &expr.kind {
        ExprKind::Attribute(name) => node(json!(text), name, Vec::new(), "Attribute"),
        ExprKind::Text(name) => node(json!(text), name, Vec::new(), "Constant"),
        ExprKind::Number(number) => string(number),
        ExprKind::Word(word) => node(json!(text), word, Vec::new(), "Constant"),
        ExprKind::Parameter(name) => {
            node(Value::Null, &format!("%{name}%"), Vec::new(), "Constant")
        }
        ExprKind::Call(call) => {
            let name = library
                .function(&call.name.node)
                .map_or(call.name.node.as_str(), |function| function.name);
            node(json!(text), name, parameters(call, library), "Function")
        }
        ExprKind::Compare {
            operator,
            left,
            right,
        } => {
            let sides = vec![
                parameter("left", expr_to_tree(left, library)),
                parameter("right", expr_to_tree(right, library)),
            ];
            node(json!(text), operator.node.spelling(), sides, "Function")
        }
        ExprKind::Concat(operands) => {
            let operands = operands
                .iter()
                .map(|operand| parameter("source", expr_to_tree(operand, library)))
                .collect();
            node(json!(text), CONCAT, operands, "Function")
        }
    }
}

fn node(expression: Value, name: &str, parameters: Vec<Value>, kind: &str) -> Value {
    json!({ "expression": expression, "name": name, "parameters": parameters, "type": kind })
}

fn parameter(key: &str, value: Value) -> Value {
    json!({ "key": key, "value": value })
}

fn string(text: &str) -> Value {
    let kind = ExprKind::Text(text.to_owned());
    let span = Span::default();
    let quoted = Expr { kind, span }.canonical();
    node(json!(quoted), text, Vec::new(), "Constant")
}

fn parameters(call: &Call, library: &Library) -> Vec<Value> {
    let function = library.function(&call.name.node);
    let keys = function.map(|function| keys(function, call.args.len()));
    let key = |index: usize| {
        let known = keys.as_ref().and_then(|keys| keys(index));
        known.map_or_else(|| format!("arg{}", index + 1), str::to_owned)
    };
    let mut found = Vec::new();
    for (index, arg) in call.args.iter().enumerate() {
        let Some(value) = &arg.value else { continue };
        let spread = function
            .and_then(|function| function.param(index))
            .map(|param| param.spread);
        match (&value.kind, spread) {
            (
                ExprKind::Compare {
                    operator,
                    left,
                    right,
                },
                Some([operator_key, right_key]),
            ) => {
                found.push(parameter(&key(index), expr_to_tree(left, library)));
                found.push(parameter(operator_key, string(operator.node.spelling())));
                found.push(parameter(right_key, expr_to_tree(right, library)));
            }
            _ => found.push(parameter(&key(index), expr_to_tree(value, library))),
        }
    }
    found
}
