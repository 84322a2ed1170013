//! What the page asks.

mod bodies;
mod expression;
mod hostile;
mod people;
mod provision;
mod schema;

use super::Server;
use serde_json::{Value as Json, json};

/// Writes another expression into the schema's only mapping.
fn map(server: &Server, target: &str, expression: &str) {
    let mut schema: Json = serde_json::from_str(&server.scratch.read("schema.json")).unwrap();
    let rows = &mut schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"];
    let mut rows = rows.as_array_mut().unwrap().iter_mut();
    let row = rows
        .find(|row| row["targetAttributeName"] == target)
        .unwrap();
    row["source"] = json!({"expression": expression});
    server.scratch.write("schema.json", &schema.to_string());
}
