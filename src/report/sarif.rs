//! SARIF 2.1.0, which code scanning services and editors read.

use super::{Checked, Range, Ranges, place};
use crate::diag::{Code, Diagnostic, Fix, Severity};
use serde_json::{Value, json};

/// A SARIF log with one run. Lines and columns count from 1, columns in UTF-16 code units.
///
/// ```
/// # use attrflow::{assist::{Document, DocumentKind, standard}, report::Checked};
/// # let text = "Apend([a], \"x\")".to_owned();
/// # let problems = Document::of(DocumentKind::Expression, &text).check(standard(), None);
/// let checked = [Checked { name: "a.entra".into(), text, problems }];
/// let log = attrflow::report::sarif(&checked);
/// assert_eq!(log["runs"][0]["results"][0]["ruleId"], "unknown-function");
/// assert_eq!(log["runs"][0]["columnKind"], "utf16CodeUnits");
/// ```
pub fn sarif(checked: &[Checked]) -> Value {
    let mut rules: Vec<&'static Code> = Vec::new();
    let mut results = Vec::new();
    for file in checked {
        let ranges = Ranges::new(&file.text);
        let artifact = json!({ "uri": uri(&file.name) });
        for found in &file.problems {
            let rule = rules
                .iter()
                .position(|rule| *rule == found.code)
                .unwrap_or_else(|| {
                    rules.push(found.code);
                    rules.len() - 1
                });
            results.push(result(found, rule, &ranges, &artifact));
        }
    }
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    })
}

fn rule(code: &'static Code) -> Value {
    json!({
        "id": code.slug,
        "shortDescription": { "text": code.title },
        "help": { "text": code.explanation, "markdown": code.explanation },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

fn result(found: &Diagnostic, rule: usize, ranges: &Ranges<'_>, artifact: &Value) -> Value {
    let mut said = vec![found.message.clone()];
    said.extend(found.help.clone());
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": artifact,
            "region": region(ranges.range(found.span())),
        },
    });
    if let (Some(words), Some(location)) = (
        found.place.as_ref().and_then(place),
        location.as_object_mut(),
    ) {
        let logical = json!([{ "fullyQualifiedName": words.trim_start_matches("in ") }]);
        location.insert("logicalLocations".to_owned(), logical);
    }
    let mut result = json!({
        "ruleId": found.code.slug,
        "ruleIndex": rule,
        "level": level(found.severity),
        "message": { "text": said.join("\n") },
        "locations": [location],
    });
    let Some(members) = result.as_object_mut() else {
        return result;
    };
    let others: Vec<Value> = found
        .labels
        .iter()
        .skip(1)
        .map(|label| {
            let mut related = json!({
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": region(ranges.range(label.span)),
                },
            });
            if let (false, Some(members)) = (label.text.is_empty(), related.as_object_mut()) {
                members.insert("message".to_owned(), json!({ "text": label.text }));
            }
            related
        })
        .collect();
    if !others.is_empty() {
        members.insert("relatedLocations".to_owned(), Value::Array(others));
    }
    // The format has no word for a change that a person should look at first.
    let fixes: Vec<Value> = found
        .fixes
        .iter()
        .filter(|fix| fix.safe)
        .map(|fix| change(fix, ranges, artifact))
        .collect();
    if !fixes.is_empty() {
        members.insert("fixes".to_owned(), Value::Array(fixes));
    }
    result
}

fn change(fix: &Fix, ranges: &Ranges<'_>, artifact: &Value) -> Value {
    let replacements: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| {
            json!({
                "deletedRegion": region(ranges.range(edit.span)),
                "insertedContent": { "text": edit.text },
            })
        })
        .collect();
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{ "artifactLocation": artifact, "replacements": replacements }],
    })
}

fn region(range: Range) -> Value {
    json!({
        "startLine": range.start.line,
        "startColumn": range.start.utf16_column,
        "endLine": range.end.line,
        "endColumn": range.end.utf16_column,
        "byteOffset": range.start.offset,
        "byteLength": range.end.offset - range.start.offset,
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// A path as a relative reference, or as a `file:` URI; a text that is no file has a name of its own.
fn uri(name: &str) -> String {
    if let Some(given) = name
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
    {
        return format!("attrflow:{}", escaped(given));
    }
    let path = escaped(&name.replace('\\', "/"));
    match path.strip_prefix('/') {
        Some(_) => format!("file://{path}"),
        None => path,
    }
}

fn escaped(text: &str) -> String {
    let mut written = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                written.push(char::from(byte));
            }
            _ => written.push_str(&format!("%{byte:02X}")),
        }
    }
    written
}
