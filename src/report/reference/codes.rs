//! Pages of codes.

use super::GENERATED;
use crate::diag::{Code, Sample};

/// A sample longer than this is shown in part, in bytes.
const MOST: usize = 2_000;

/// The page of all codes.
///
/// ```
/// use attrflow::{assist::codes, report::reference::code_pages};
/// assert!(code_pages(&codes()).contains("- [arity](#arity) (error): "));
/// ```
pub fn code_pages(codes: &[&Code]) -> String {
    let mut page = format!(
        "{GENERATED}\n# Codes\n\nEvery finding and every evaluation error has a code. `attrflow explain CODE` shows its page;\n`attrflow check --deny CODE` and `--allow CODE` weigh it.\n\n"
    );
    for code in codes {
        page.push_str(&format!(
            "- [{slug}](#{slug}) ({}): {}\n",
            code.severity.word(),
            code.title,
            slug = code.slug
        ));
    }
    for code in codes {
        page.push('\n');
        page.push_str(&code_page(code));
    }
    page
}

/// The page of one code.
///
/// ```
/// use attrflow::{assist::code, report::reference::code_page};
/// assert!(code_page(code("arity").unwrap()).starts_with("## arity\n\nerror: too few or too many arguments\n"));
/// ```
pub fn code_page(code: &Code) -> String {
    format!(
        "## {}\n\n{}: {}\n\n{}\n\nExample{}:\n\n{}",
        code.slug,
        code.severity.word(),
        code.title,
        code.explanation.trim(),
        match code.sample {
            Sample::Job { job, .. } => format!(", with `--job {job}`"),
            Sample::JobFile(_) => ", as `examples/contoso/job.toml`".to_owned(),
            _ => String::new(),
        },
        sample(code.sample)
    )
}

/// A sample as a block of code.
fn sample(sample: Sample) -> String {
    let text = match sample {
        Sample::Expression("") => "(an empty text)".to_owned(),
        Sample::Expression(text)
        | Sample::Filter(text)
        | Sample::Sheet(text)
        | Sample::JobFile(text) => text.to_owned(),
        Sample::Job { expression, .. } => expression.to_owned(),
        Sample::Schema(text) => laid_out(text),
        Sample::Mapping { target, expression } => format!("{target}: {expression}"),
    };
    let shown = text
        .get(..text.floor_char_boundary(MOST))
        .unwrap_or_default();
    let more = if shown.len() < text.len() { "…" } else { "" };
    format!("{shown}{more}")
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect()
}

fn laid_out(json: &str) -> String {
    match serde_json::from_str::<serde_json::Value>(json) {
        Ok(value) => serde_json::to_string_pretty(&value).unwrap_or_default(),
        Err(_) => json.to_owned(),
    }
}
