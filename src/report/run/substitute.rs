//! An expression with the values of its attributes in their places, as the portal shows it.

use crate::report::value::{Length, show};
use crate::syntax::{Expr, ExprKind, parse_expression};
use crate::text::Span;
use serde_json::Value as Json;

/// The expression with each attribute's value in its place: texts in quotes, what is missing as
/// `undefined`, several values as `(n values)`. An attribute by itself gives its bare value. An
/// expression that cannot be read stays as it is written.
///
/// ```
/// use attrflow::report::substituted;
/// use serde_json::json;
/// let sources = [("netId".to_owned(), json!("1003")), ("mail".to_owned(), json!(null))];
/// assert_eq!(substituted("AltSecIdFromNetid([netId])", &sources), "AltSecIdFromNetid(\"1003\")");
/// assert_eq!(substituted("Trim([mail])", &sources), "Trim(undefined)");
/// assert_eq!(substituted("[netId]", &sources), "1003");
/// ```
pub fn substituted(expression: &str, sources: &[(String, Json)]) -> String {
    let Ok(tree) = parse_expression(expression) else {
        return expression.to_owned();
    };
    let value = |name: &str| {
        let found = sources.iter().find(|(known, _)| known == name);
        found.map_or(&Json::Null, |(_, value)| value)
    };
    if let ExprKind::Attribute(name) = &tree.kind {
        return bare(value(name));
    }
    let mut places = Vec::new();
    attributes(&tree, &mut places);
    let mut written = String::new();
    let mut done = 0;
    for (span, name) in places {
        let before = expression.get(done..span.start as usize);
        written.push_str(before.unwrap_or_default());
        written.push_str(&quoted(value(name)));
        done = span.end as usize;
    }
    written.push_str(expression.get(done..).unwrap_or_default());
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value by itself: without quotes, several as their number; null is `undefined`.
///
/// ```text
/// ["a", "b"] → (2 values)
/// ```
pub(super) fn bare(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => quoted(other),
    }
}

fn quoted(value: &Json) -> String {
    match value {
        Json::Null => "undefined".to_owned(),
        Json::Array(values) => format!("({} values)", values.len()),
        other => show(other, Length::Elided),
    }
}

/// Where the attributes stand, from left to right.
fn attributes<'e>(expr: &'e Expr, places: &mut Vec<(Span, &'e str)>) {
    match &expr.kind {
        ExprKind::Attribute(name) => places.push((expr.span, name)),
        ExprKind::Call(call) => {
            for value in call.args.iter().filter_map(|arg| arg.value.as_ref()) {
                attributes(value, places);
            }
        }
        ExprKind::Compare { left, right, .. } => {
            attributes(left, places);
            attributes(right, places);
        }
        ExprKind::Concat(operands) => {
            for operand in operands {
                attributes(operand, places);
            }
        }
        ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Word(_) | ExprKind::Parameter(_) => {}
    }
}
