//! Holds a job file's values against the JSON Schema of job files: all that is wrong, at its place.

use super::secrets::{is_secret_name, secret_problem};
use super::shape::words_of;
use super::tree::span;
use crate::assist::job::{MISSING_KEY, UNKNOWN_KEY, WRONG_VALUE};
use crate::diag::{Diagnostic, Problems, nearest};
use crate::text::Span;
use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What people write for keys that have another name.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("path", "file"),
    ("users", "file"),
    ("endpoint", "url"),
    ("tenant-url", "url"),
    ("base-url", "url"),
    ("job", "kind"),
];

/// Everything about the table that the schema does not allow.
pub(super) fn walk(root: &Json, table: &DeTable<'_>, problems: &mut Problems) {
    let walk = Walk { root };
    walk.table(
        root,
        table,
        Place {
            name: "",
            span: Span::at(0),
        },
        problems,
    );
}

struct Walk<'s> {
    root: &'s Json,
}

/// A table of the file: its dotted name, and where that is written.
#[derive(Clone, Copy)]
struct Place<'p> {
    name: &'p str,
    span: Span,
}

impl Walk<'_> {
    fn table(&self, schema: &Json, table: &DeTable<'_>, place: Place<'_>, problems: &mut Problems) {
        let known = schema.get("properties").and_then(Json::as_object);
        let free = schema
            .get("additionalProperties")
            .filter(|free| free.is_object());
        for (key, value) in table.iter() {
            let name: &str = key.get_ref();
            let at = span(key.span());
            let described = known.and_then(|known| known.get(name));
            if described.is_none() && is_secret_name(name) {
                problems.push(secret_problem(name, at));
            } else if let Some(schema) = described.or(free) {
                let dotted = match place.name {
                    "" => name.to_owned(),
                    table => format!("{table}.{name}"),
                };
                let place = Place {
                    name: &dotted,
                    span: at,
                };
                self.value(schema, value, place, problems);
            } else {
                problems.push(self.unknown(schema, name, place, at));
            }
        }
        let required = schema.get("required").and_then(Json::as_array);
        for name in required.into_iter().flatten().filter_map(Json::as_str) {
            if table.get(name).is_none() {
                problems.push(missing(
                    known.and_then(|known| known.get(name)),
                    name,
                    place,
                ));
            }
        }
    }

    fn unknown(&self, schema: &Json, name: &str, place: Place<'_>, at: Span) -> Diagnostic {
        let known = names(schema);
        let home = match place.name {
            "" => "the top of a job file".to_owned(),
            table => format!("`[{table}]`"),
        };
        let found = Diagnostic::new(&UNKNOWN_KEY, at, format!("{home} has no key `{name}`"));
        let other = OTHER_NAMES
            .iter()
            .find(|(other, meant)| *other == name && known.contains(meant))
            .map(|(_, meant)| *meant);
        if let Some(meant) = other.or_else(|| nearest(name, known.iter().copied())) {
            return found.help(format!("write `{meant}`")).suggest(
                format!("write `{meant}`"),
                at,
                meant,
            );
        }
        if let Some(table) = self.home_of(name, place.name) {
            return found.help(table);
        }
        found.help(format!("its keys are {}", listed(&known)))
    }

    /// Where a key belongs that stands in the wrong table.
    fn home_of(&self, name: &str, here: &str) -> Option<String> {
        let tables = self.root.get("properties")?.as_object()?;
        if !here.is_empty() && tables.contains_key(name) {
            return Some(format!(
                "`{name}` is a key of the file itself: write it before the first `[table]`"
            ));
        }
        let (table, _) = tables
            .iter()
            .find(|(_, table)| names(table).contains(&name))?;
        Some(format!("`{name}` is a key of `[{table}]`"))
    }

    fn value(
        &self,
        schema: &Json,
        value: &Spanned<DeValue<'_>>,
        place: Place<'_>,
        problems: &mut Problems,
    ) {
        let at = span(value.span());
        let wrong = |message: String| Diagnostic::new(&WRONG_VALUE, at, message);
        let name = place.name;
        let words = words_of(schema);
        match (schema.get("type").and_then(Json::as_str), value.get_ref()) {
            (Some("object"), DeValue::Table(table)) => self.table(schema, table, place, problems),
            (Some("array"), DeValue::Array(items)) => {
                let inner = schema.get("items").unwrap_or(&Json::Null);
                for item in items.iter() {
                    self.value(inner, item, place, problems);
                }
            }
            (Some("string"), DeValue::String(text)) if !words.is_empty() => {
                let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                if !known.contains(&text.as_ref()) {
                    let found = wrong(format!("`{text}` is no `{name}`"));
                    problems.push(match nearest(text, known.iter().copied()) {
                        Some(meant) => found.help(format!("write `\"{meant}\"`")).suggest(
                            format!("write `\"{meant}\"`"),
                            at,
                            format!("\"{meant}\""),
                        ),
                        None => found.help(format!("write one of {}", listed(&known))),
                    });
                }
            }
            (Some("string"), DeValue::String(text)) => {
                if text.trim().is_empty() {
                    problems.push(
                        wrong(format!("`{name}` is empty")).help("write a text, or delete the key"),
                    );
                }
            }
            (Some("boolean"), DeValue::Boolean(_)) => {}
            (Some("integer" | "number"), DeValue::Integer(number)) => {
                let number = i64::from_str_radix(number.as_str(), number.radix());
                in_range(
                    schema,
                    number.ok().map(|number| number as f64),
                    wrong,
                    name,
                    problems,
                );
            }
            (Some("number"), DeValue::Float(number)) => {
                in_range(schema, number.as_str().parse().ok(), wrong, name, problems);
            }
            (None, DeValue::Boolean(_) | DeValue::Integer(_) | DeValue::String(_)) => {}
            (wanted, given) => problems.push(
                wrong(format!("`{name}` is {}", title_of(given)))
                    .help(format!("write {}", example_of(wanted.unwrap_or_default()))),
            ),
        }
    }
}

fn in_range(
    schema: &Json,
    number: Option<f64>,
    wrong: impl Fn(String) -> Diagnostic,
    name: &str,
    problems: &mut Problems,
) {
    let limit = |side: &str| schema.get(side).and_then(Json::as_f64);
    let (least, most) = (limit("minimum"), limit("maximum"));
    let fits = number.is_some_and(|number| {
        least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most)
    });
    if !fits {
        let range = match (least, most) {
            (Some(least), Some(most)) => format!("write a number from {least} to {most}"),
            (Some(least), None) => format!("write a number from {least} on"),
            _ => "write a smaller number".to_owned(),
        };
        problems.push(wrong(format!("`{name}` is out of range")).help(range));
    }
}

fn missing(schema: Option<&Json>, name: &str, place: Place<'_>) -> Diagnostic {
    let message = match place.name {
        "" => format!("the job has no `{name}`"),
        table => format!("`[{table}]` has no `{name}`"),
    };
    let schema = schema.unwrap_or(&Json::Null);
    let words: Vec<&str> = words_of(schema).iter().map(|(word, _)| *word).collect();
    let kind = schema.get("type").and_then(Json::as_str);
    let help = match (name, kind) {
        (_, Some("object")) => format!("add the table `[{name}]`"),
        ("schema", _) => "add `schema = \"schema.json\"`".to_owned(),
        ("file", _) => "add `file = \"users.ndjson\"`".to_owned(),
        _ if !words.is_empty() => format!("add `{name} = …`, one of {}", listed(&words)),
        _ => format!("add `{name} = \"…\"`"),
    };
    Diagnostic::new(&MISSING_KEY, place.span, message).help(help)
}

fn names(schema: &Json) -> Vec<&str> {
    let known = schema.get("properties").and_then(Json::as_object);
    known
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect()
}

fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

fn title_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a switch",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn example_of(kind: &str) -> &'static str {
    match kind {
        "string" => "a text in quotes",
        "integer" => "a whole number, without quotes",
        "number" => "a number, without quotes",
        "boolean" => "`true` or `false`, without quotes",
        "array" => "a list of texts, as in `[\"mail\"]`",
        "object" => "a table",
        _ => "a text, a whole number, `true` or `false`",
    }
}
