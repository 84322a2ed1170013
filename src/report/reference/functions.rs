//! Pages of functions.

use super::{GENERATED, undocumented};
use crate::library::{
    Example, Function, Gives, JobKind, Library, Occurs, Param, Placement, Purity,
};
use crate::value::Kind;

/// The page of all functions.
///
/// ```
/// use attrflow::{assist::standard, report::reference::function_pages};
/// assert!(function_pages(standard()).contains("- [Append](#append): "));
/// ```
pub fn function_pages(library: &Library) -> String {
    let mut page = format!(
        "{GENERATED}\n# Functions\n\nThe functions of attribute-mapping expressions. `attrflow functions NAME` shows one of them.\n\n"
    );
    for function in library.functions() {
        let name = function.name;
        page.push_str(&format!(
            "- [{name}](#{}): {}\n",
            name.to_lowercase(),
            function.summary
        ));
    }
    for function in library.functions() {
        page.push('\n');
        page.push_str(&function_page(function));
    }
    page
}

/// The page of one function.
///
/// ```
/// use attrflow::{assist::standard, report::reference::function_page};
/// let page = function_page(standard().function("Append").unwrap());
/// assert!(page.starts_with("## Append\n\n    Append(source, suffix)\n\nPuts the suffix at the end"));
/// ```
pub fn function_page(function: &Function) -> String {
    let mut page = format!(
        "## {}\n\n    {}\n\n{}\n",
        function.name,
        function.signature(),
        function.summary
    );
    if !function.details.is_empty() {
        page.push_str(&format!("\n{}\n", function.details.trim_end()));
    }
    if !function.params.is_empty() {
        page.push('\n');
    }
    for param in function.params {
        page.push_str(&parameter(param));
    }
    page.push('\n');
    page.push_str(&facts(function).join(" "));
    page.push_str("\n\n");
    for example in function.examples {
        page.push_str(&shown(example));
        page.push('\n');
    }
    page.push_str(&undocumented(function.fidelity));
    page.push_str(&format!("Source: {}\n", function.source));
    page
}

fn parameter(param: &Param) -> String {
    let occurs = match param.occurs {
        Occurs::Required => "",
        Occurs::Optional => ", may be left out",
        Occurs::Repeated => ", any number of times",
    };
    let words = match param.words {
        [] => String::new(),
        words => {
            let list: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            format!(" One of the words {}.", list.join(", "))
        }
    };
    format!(
        "- `{}` ({}{occurs}): {}{words}\n",
        param.name,
        param.kind.word(),
        param.about
    )
}

/// What a person should know before using it, in sentences.
fn facts(function: &Function) -> Vec<String> {
    let mut facts = vec![match function.returns {
        Kind::Any => "The kind of the result depends on the arguments.".to_owned(),
        kind => format!("Gives {}.", article(kind.word())),
    }];
    if function.elementwise {
        facts.push("Applied to each value of a multi-valued attribute.".to_owned());
    }
    facts.extend(match function.purity {
        Purity::Clock => Some("Depends on the time of the evaluation.".to_owned()),
        Purity::Random => Some("Random: each evaluation gives another result.".to_owned()),
        Purity::World => Some("Depends on the tenant or the target system.".to_owned()),
        Purity::Pure | Purity::Effect => None,
    });
    if function.redacts {
        facts.push("Its value is kept out of traces, logs and reports.".to_owned());
    }
    if function.placement == Placement::OutermostOnCreation {
        facts.push(
            "May only be the outermost call, not on a matching attribute, and is evaluated when the object is created."
                .to_owned(),
        );
    }
    if !function.jobs.is_empty() {
        let jobs: Vec<&str> = function.jobs.iter().copied().map(JobKind::word).collect();
        facts.push(format!(
            "Documented for jobs of kind {} only.",
            jobs.join(", ")
        ));
    }
    facts
}

fn article(word: &str) -> String {
    match word {
        "text" | "any value" => word.to_owned(),
        _ if word.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {word}"),
        _ => format!("a {word}"),
    }
}

/// An example as a block of code: what is given, the expression, what comes of it.
fn shown(example: &Example) -> String {
    let mut block = String::new();
    for (name, value) in example.given {
        block.push_str(&format!("    [{name}] is {}\n", json(value)));
    }
    block.push_str(&format!("    {}\n", example.expr));
    let gives = match example.gives {
        Gives::Json(value) => format!("gives {value}"),
        Gives::SkipAttribute => "leaves the attribute out of the flow".to_owned(),
        Gives::SkipObject => "leaves the object out of provisioning".to_owned(),
        Gives::Error(code) => format!("fails: {code}"),
        Gives::Like(pattern) => format!("gives a text like {pattern}"),
    };
    block.push_str(&format!("    {gives}\n"));
    block
}

/// The value of an example as JSON: a text that is no JSON stands for itself.
pub(super) fn json(value: &str) -> String {
    let read: Result<serde_json::Value, _> = serde_json::from_str(value);
    read.unwrap_or_else(|_| value.into()).to_string()
}
