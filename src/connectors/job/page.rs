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

const FILES: &str = "
## Files of objects

| Format | Ending | What is in it |
|---|---|---|
| JSON | `.json` | an array of objects, one object, several one after the other, or pages of Microsoft Graph (`{\"value\": […]}`) or SCIM (`{\"Resources\": […]}`) |
| NDJSON | `.ndjson`, `.jsonl` | one JSON object a line, each up to 16 MiB; read line by line |
| CSV | `.csv`, `.tsv` | the first line names the attributes; read line by line |

UTF-8 and UTF-16 are read, with a byte order mark or (UTF-8) without. A member that is null counts as absent. Attributes are found by
the schema's names, also inside nested objects such as SCIM's: `name.givenName`, `emails[type eq \"work\"].value`. In objects of
Microsoft Graph, which have `id` in place of `objectId`, the other names of Graph are understood as well: `mobilePhone`,
`businessPhones`, `officeLocation`, `faxNumber`, `onPremisesExtensionAttributes`.

In CSV the separator is the comma; where the first line has none, the tab or the semicolon. An empty cell is null. The schema's
source object says what a cell is: for a Boolean attribute `true` or `false` in any case, `1` or `0`; for an Integer attribute a whole
number; for a Reference attribute also JSON, as in `[{\"id\": \"1\", \"value\": \"Admin\"}]`. The values of an attribute with
several are separated by `;`; in a value, `\\;` is a semicolon and `\\\\` a backslash. A quote that opens a value must be closed, and
nothing may follow the closing one: the file is refused otherwise, as the users behind would be lost.

One file may hold several kinds of object: `\"@odata.type\": \"#microsoft.graph.group\"` or `\"object\": \"Group\"` (in CSV a column
of that name) says what an object is; without it, it is what the user mapping reads. Objects of kinds that the schema does not have are left out.
The `members` of a group are the members' anchors.

An object is found by its anchor (the attribute that the schema marks, `objectId` for one) and by the `keys` of `[source]`, the first ones
preferred: for `app`, `cross-tenant` and `entra-to-ad` these are `userPrincipalName` and `mail`, for `ad-to-entra` `distinguishedName`,
for `workday` `WorkerID` and `WID`, for `successfactors` `personIdExternal`, for `api-driven` `externalId`, `employeeId` and `userName`;
groups are found by `displayName`, too. Names and addresses are compared without regard to case. A key of two objects is refused, with both places.
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
    page.push_str(FILES);
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
