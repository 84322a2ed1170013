//! Pages of scoping operators.

use super::functions::json;
use super::{GENERATED, undocumented};
use crate::library::{Library, Operator, Shape};

/// The page of all operators.
///
/// ```
/// use attrflow::{assist::standard, report::reference::operator_pages};
/// assert!(operator_pages(standard()).contains("- `EQUALS`: "));
/// ```
pub fn operator_pages(library: &Library) -> String {
    let mut page = format!(
        "{GENERATED}\n# Scoping operators\n\nThe operators of scoping filters. Their names are read without regard to case, `_` and blanks.\n\n"
    );
    for operator in library.operators() {
        page.push_str(&format!("- `{}`: {}\n", operator.name, operator.summary));
    }
    for operator in library.operators() {
        page.push('\n');
        page.push_str(&operator_page(operator));
    }
    page
}

/// The page of one operator.
///
/// ```
/// use attrflow::{assist::standard, report::reference::operator_page};
/// let page = operator_page(standard().operator("equals").unwrap());
/// assert!(page.starts_with("## EQUALS\n\n    attribute EQUALS \"value\"\n"));
/// ```
pub fn operator_page(operator: &Operator) -> String {
    let usage = match operator.shape {
        Shape::Unary => format!("attribute {}", operator.name),
        Shape::Binary => format!("attribute {} \"value\"", operator.name),
    };
    let mut page = format!(
        "## {}\n\n    {usage}\n\n{}\n\n",
        operator.name, operator.summary
    );
    let mut facts = Vec::new();
    if let Some(why) = operator.refused {
        facts.push(format!("Entra refuses it: {why}."));
    }
    let kinds: Vec<&str> = operator.kinds.iter().map(|kind| kind.word()).collect();
    facts.push(format!("For attributes of kind {}.", kinds.join(", ")));
    if !operator.aliases.is_empty() {
        let names: Vec<String> = operator
            .aliases
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        facts.push(format!("Also written {}.", names.join(", ")));
    }
    if operator.negative {
        facts.push("As an input filter it holds for an attribute without a value.".to_owned());
    }
    page.push_str(&facts.join(" "));
    page.push_str("\n\n");
    for example in operator.examples {
        let clause = match operator.shape {
            Shape::Unary => operator.name.to_owned(),
            Shape::Binary => format!(
                "{} {}",
                operator.name,
                serde_json::Value::from(example.value)
            ),
        };
        let holds = if example.holds {
            "holds"
        } else {
            "does not hold"
        };
        page.push_str(&format!("    {} {clause}: {holds}\n", json(example.source)));
    }
    if !operator.examples.is_empty() {
        page.push('\n');
    }
    page.push_str(&undocumented(operator.fidelity));
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}
