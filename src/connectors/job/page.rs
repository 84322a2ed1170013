//! The reference page of job files, made from their JSON Schema.

use super::shape::{json_schema, words_of};
use serde_json::Value as Json;
use std::fmt::Write;

const HEAD: &str = "\
<!-- Written by the tests (UPDATE=1): do not edit. -->

# The job file

A job file, usually `job.toml`, says what a provisioning run reads and writes. `attrflow job check job.toml` tells everything
that is wrong with one, each problem at its place. The smallest one:

```toml
#:schema docs/schema/job.schema.json
schema = \"schema.json\"
kind = \"app\"

[source]
file = \"users.ndjson\"
```

The first line is for editors that know TOML schemas (Even Better TOML, taplo): with the path of
[job.schema.json](schema/job.schema.json) there they complete and check keys. Paths are relative to the folder of the job
file. Secrets never stand in it: the bearer token of a target comes from the environment variable `token-env` or the file
`token-file`.
";

/// The page.
///
/// ```
/// assert!(attrflow::connectors::job::page().contains("| `schema` | text |"));
/// ```
pub fn page() -> String {
    let schema = json_schema();
    let mut page = HEAD.to_owned();
    page.push_str("\n## Keys of the file itself\n\n");
    table(&schema, &mut page);
    tables("", &schema, &mut page);
    page
}

/// The tables of a table, each with its own under it.
fn tables(around: &str, schema: &Json, page: &mut String) {
    for (name, inner) in members(schema) {
        if inner.get("type").is_none_or(|kind| kind != "object") {
            continue;
        }
        let said = described(inner);
        let _ = write!(page, "\n## `[{around}{name}]`\n\n{said}\n");
        if inner.get("properties").is_some() {
            page.push('\n');
            table(inner, page);
            tables(&format!("{around}{name}."), inner, page);
        }
    }
}

fn table(schema: &Json, page: &mut String) {
    page.push_str("| Key | Value | Meaning |\n|---|---|---|\n");
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect();
    for (name, inner) in members(schema) {
        let needed = if required.contains(&name) {
            " **Required.**"
        } else {
            ""
        };
        let words: Vec<String> = words_of(inner)
            .iter()
            .map(|(word, said)| format!("<br>`{word}`: {said}"))
            .collect();
        let said = described(inner);
        let _ = writeln!(
            page,
            "| `{name}` | {} | {said}{needed}{} |",
            kind(inner),
            words.concat()
        );
    }
}

fn members(schema: &Json) -> impl Iterator<Item = (&str, &Json)> {
    let members = schema.get("properties").and_then(Json::as_object);
    members
        .into_iter()
        .flatten()
        .map(|(name, inner)| (name.as_str(), inner))
}

fn described(schema: &Json) -> String {
    let said = schema.get("description").and_then(Json::as_str);
    said.unwrap_or_default().replace('\n', " ")
}

fn kind(schema: &Json) -> String {
    let limit = |side: &str| schema.get(side).and_then(Json::as_f64);
    match schema.get("type").and_then(Json::as_str) {
        Some("string") if schema.get("oneOf").is_some() => "word".to_owned(),
        Some("string") => "text".to_owned(),
        Some("boolean") => "`true` or `false`".to_owned(),
        Some("array") => "list of texts".to_owned(),
        Some("object") => "table".to_owned(),
        _ => match (limit("minimum"), limit("maximum")) {
            (Some(least), Some(most)) => format!("number, {least} to {most}"),
            _ => "number".to_owned(),
        },
    }
}
