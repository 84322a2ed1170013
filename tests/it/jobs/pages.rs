//! The published JSON Schema and the reference page are those of the types.

use attrflow::connectors::job::{json_schema, page};
use std::path::Path;

#[test]
fn the_published_schema_is_that_of_the_types() {
    let text = serde_json::to_string_pretty(&json_schema()).unwrap() + "\n";
    fresh("docs/schema/job.schema.json", &text);
}

#[test]
fn the_page_is_that_of_the_types() {
    fresh("docs/job.md", &page());
}

/// Everything in the schema is described, and nothing of it names what TOML does not have.
#[test]
fn every_key_is_described() {
    let schema = json_schema();
    let mut tables = vec![("".to_owned(), &schema)];
    while let Some((around, table)) = tables.pop() {
        for (name, key) in table["properties"].as_object().into_iter().flatten() {
            let name = format!("{around}{name}");
            let said = key["description"].as_str().unwrap_or_default();
            assert!(said.len() > 10, "{name}: {said}");
            assert!(key["type"].is_string(), "{name}: {key}");
            tables.push((format!("{name}."), key));
        }
    }
    assert!(!schema.to_string().contains("null"));
}

/// A file that is written by a test holds what would be written now.
fn fresh(name: &str, now: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, now).unwrap();
        return;
    }
    let was = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        was == now,
        "{name} is out of date: UPDATE=1 cargo test --test it jobs::"
    );
}
